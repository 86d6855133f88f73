"""Lessons alike from many phones within seconds: how long the loop is held up, and for how long the
server has to do with them.

The desk lets on what it is shown as it comes, so the list that is compared grows all the time. A
phone in a process of its own pings meanwhile (`pinger.py`).
"""

import time
from collections import deque
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from tools.bench.at_rest import idle_share
from tools.bench.obeying_process import Failed, ObeyingProcess
from tools.bench.trial import Trial, cpu_seconds, open_trial
from tools.rehearsal.report import percentile
from workshop.pretend.facilitator import Facilitator
from workshop.protocol import commands

DESK_FOLLOWS_S = 0.2
"""Seconds for which the desk follows before it reads."""
STILL = 0.05
"""Share of a core, beyond what pings cost, up to which the server is idle."""
ALIKE_TEXT = "Before you rename a column, ask in the channel who reads it; I am team {}."


@dataclass(frozen=True)
class Alike:
    """The load of lessons alike. Times are in seconds."""

    lessons: int
    """From as many phones."""
    over: float
    settle: float
    idle_for: float
    """The server is idle once it has been for so long: lists are compared after two seconds."""
    most: float
    """After so long nobody waits for it any more."""


FULL = Alike(300, over=10.0, settle=2.0, idle_for=4.0, most=90.0)
QUICK = Alike(12, over=0.5, settle=0.3, idle_for=2.5, most=20.0)


def run(quick: bool, say: Callable[[str], None]) -> dict[str, float]:
    """The figures of all that came. Raises Failed."""
    alike = QUICK if quick else FULL
    with ExitStack() as stack:
        trial = open_trial(stack, alike.lessons)
        trial.come(alike.settle)
        trial.facilitator.goes("lessons")
        pinger = stack.enter_context(ObeyingProcess.python("pinger"))
        pinger.ask({"port": trial.server.port, "workshop": trial.facilitator.id})
        seen = _measured(alike, trial, pinger)
        say(f"{alike.lessons} lessons alike")
    return seen


def _measured(alike: Alike, trial: Trial, pinger: ObeyingProcess) -> dict[str, float]:
    quiet = idle_share(trial, alike.settle)
    before = pinger.ask({})["took_ms"]
    ended = _send(trial, alike)
    idle_s = _until_idle(trial, alike, quiet + STILL) - ended
    took = sorted(pinger.ask({})["took_ms"])
    return {
        "lessons": alike.lessons,
        "longest_ms": round(took[-1], 1),
        "ping_p99_ms": round(percentile(took, 99), 2),
        "quiet_ping_p99_ms": round(percentile(sorted(before), 99), 2),
        "idle_s": round(max(0.0, idle_s), 1),
    }


def _send(trial: Trial, alike: Alike) -> float:
    """Each phone sends a lesson; gives the moment when all are stored. The desk reads meanwhile."""
    (phones,), round_ = trial.crowd.load, trial.facilitator.now.round
    lessons = [
        {"type": "add_lesson", "round": round_, "text": ALIKE_TEXT.format(i)}
        for i in range(alike.lessons)
    ]
    phones.tell(trial.crowd.order(lessons, alike.over / alike.lessons)[0])
    until = time.monotonic() + alike.over
    while time.monotonic() < until:
        _read(trial)
    phones.hear()
    return time.monotonic()


def _read(trial: Trial) -> None:
    """The desk follows, and lets on what it is shown."""
    desk = trial.facilitator
    desk.follow(DESK_FOLLOWS_S)
    unread = [one["handle"] for path, one in desk.entries.items() if path.startswith("unread/")]
    if unread:
        desk.do(commands.LetOn(unread=unread))


def _until_idle(trial: Trial, alike: Alike, idle: float) -> float:
    """The moment from which on all lessons are found to be alike, and the server's share of a core
    is that of an idle one. The desk goes on letting lessons on. Raises Failed when it never is.

    The share is that of the whole stretch: what 300 phones' heartbeats take comes in bursts.
    """
    begin = time.monotonic()
    seen = deque([(begin, cpu_seconds(trial.server.pid))])
    while (now := time.monotonic()) - seen[0][0] < alike.idle_for or _share(seen) > idle:
        if now - begin > alike.most:
            raise Failed(f"the server was not idle {alike.most:.0f} s after the last lesson")
        _read(trial)
        if not _all_found(trial.facilitator):
            seen.clear()
        seen.append((time.monotonic(), cpu_seconds(trial.server.pid)))
        while seen[-1][0] - seen[0][0] > alike.idle_for and _share(seen) > idle:
            seen.popleft()
    return seen[0][0]


def _share(seen: deque[tuple[float, float]]) -> float:
    """The share of a core from the first of these moments to the last."""
    (begin, before), (end, after) = seen[0], seen[-1]
    return (after - before) / (end - begin) if end > begin else 0.0


def _all_found(desk: Facilitator) -> bool:
    """Whether the desk is told of each lesson on the list that others may say the same."""
    groups = desk.entries.get("similar", {"groups": []})["groups"]
    listed = sum(path.startswith("lessons/") for path in desk.entries)
    return listed > 0 and sum(map(len, groups)) == listed
