"""Answer times, memory and losses of fifty people in each attack, and in all at once.

    python -m tests.load.bench_attacks                  # about forty minutes
    python -m tests.load.bench_attacks --quick          # about five: seconds instead of a minute
    python -m tests.load.bench_attacks pings "held"     # only these
    python -m tests.load.bench_attacks together         # only all at once

Each row has a server of its own with fifty people on real sockets, one act a second each. They are
left alone and attacked by turns, so that both figures are of the same minutes of the same machine:
seconds from the wish to send something to its answer, retries and new connections included. The
attacks share one core. `done` is how often an attack has done what it does. It prints, and writes
nothing.
"""

import os
import sys
import time
import traceback
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.hostile.aftermath import after, during
from tests.support.hostile.attackers import Memory
from tests.support.hostile.attacks import ATTACKS
from tests.support.hostile.honest import PEOPLE, THINKS, Honest, gets_to
from tests.support.lasting import House, house
from tests.support.phones import Crowd, crowd_of
from tests.support.steady import desk
from tests.support.waiting import until
from tools.bench.obeying_process import allow_files
from tools.rehearsal.report import percentile

TURNS = 2
WHOLE, QUICK = 30.0, 3.0
"""Seconds of one attack in one turn."""
QUIET = 0.5
"""Seconds in which people are left alone, to one in which they are attacked."""
SCALE = 3
TOGETHER = "together"
WARM = 3
"""Answers that somebody has had before anything is measured: all have joined at once."""
IN_WRITING = {"cards", "made-up devices", "taps"}
"""The attacks that send what is legal where people write; all others come at the vote."""
HEAD = f"{'':28}{'ms alone':>14}{'ms attacked':>18}{'MB: before, most, after':>26}{'lost':>6}"


@dataclass
class Figures:
    """Seconds that answers took, alone and attacked, and how often each attack did what it does."""

    alone: list[float] = field(default_factory=list)
    attacked: list[float] = field(default_factory=list)
    done: int = 0


def row(title: str, names: Sequence[str], kind: str, seconds: float) -> None:
    """Attacks a server by turns, and prints what that was like."""
    with TemporaryDirectory() as folder, house(Path(folder)) as home:
        leader = desk(home.server, home.workshop, home.cookie)
        with crowd_of(PEOPLE, home, kind=Honest, pace=THINKS) as crowd:
            gets_to(kind, leader, crowd)
            until(lambda: len(crowd.phones[0].took) > WARM)
            memory = Memory(home)
            figures = by_turns(home, crowd, memory, names, seconds)
            try:
                left = after(home, leader, crowd, memory)
            except AssertionError as found:
                where = traceback.extract_tb(found.__traceback__)[-1]
                print(f"{title:28}{shares(figures.alone):>14}{shares(figures.attacked):>18}")
                print(f"    views differ, or the server is gone: {where.line} {str(found)[:200]}")
                return
    kept = f"{memory.before:.0f}, {memory.peak:.0f}, {left.left:.0f}"
    lost, logged = left.lost.total(), ", ".join(f"{n} x {what}" for what, n in left.logged.items())
    equal = "differ" if left.wrong else " equal"
    times = f"{shares(figures.alone):>14}{shares(figures.attacked):>18}"
    print(f"{title:28}{times}{kept:>26}{lost:>6}  {equal}  {figures.done:>9} done  {logged}",
          flush=True)  # fmt: skip
    for line in left.wrong:
        print(f"    {line[:300]}")


def by_turns(
    home: House, crowd: Crowd[Honest], memory: Memory, names: Sequence[str], seconds: float
) -> Figures:
    """Leaves people alone and attacks them by turns."""
    found = Figures()
    for _ in range(TURNS):
        taken(crowd)
        time.sleep(seconds * QUIET)
        found.alone += taken(crowd)
        found.done += sum(during(names, home, memory, seconds, SCALE).values())
        found.attacked += taken(crowd)
    return found


def taken(crowd: Crowd[Honest]) -> list[float]:
    """Takes from the phones what they have noted since."""
    found = [second for phone in crowd.phones for second in [*phone.took]]
    for phone in crowd.phones:
        phone.took.clear()
    return found


def shares(seconds: list[float]) -> str:
    """The median and the 99th percentile of answers, in ms."""
    ordered = sorted(seconds)
    return f"{1000 * percentile(ordered, 50):.0f} / {1000 * percentile(ordered, 99):.0f}"


def main() -> None:
    """Measures, and prints."""
    allow_files()
    os.environ.setdefault("WORKSHOP_WITHDRAW_SECONDS", "0")
    seconds = QUICK if "--quick" in sys.argv else WHOLE
    chosen = [name for name in sys.argv[1:] if name in ATTACKS]
    print(f"{PEOPLE} people; answers p50 / p99\n{HEAD}")
    for name in [] if TOGETHER in sys.argv else chosen or ATTACKS:
        row(name, [name], "write" if name in IN_WRITING else "vote", seconds)
    for kind in () if chosen else ("write", "vote"):
        row(f"all at once, {kind}", [*ATTACKS], kind, seconds)


if __name__ == "__main__":
    main()
