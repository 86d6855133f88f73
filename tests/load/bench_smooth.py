"""How smooth a slow phone stays beside long lists: `python -m tests.load.bench_smooth`.

A phone with a processor that is six times slower: a letter above three hundred cards, a card that
comes to them, a vote among fifty lessons, a vote of somebody else among them. Each is timed from
the event until the end of the frame that draws it. It needs a quiet machine, and so is no test.
"""

import random
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.sync_api import CDPSession, sync_playwright

from tests.load.larger_server import LESSONS
from tests.support.browser import PATIENCE, Window, on_stage, open_browser, whole_chromium
from tests.support.crowd import Crowd
from tests.support.room_in_browser import RoomInBrowser
from tools.bench.awake import processors_awake
from tools.rehearsal.report import percentile
from workshop.pretend.own_server import OwnServer
from workshop.protocol import commands

PEOPLE, SLOWER = 150, 6
CARDS = 2 * PEOPLE
FIRST, TIMES = 30, 120
"""Number of times that each is done: at full speed to begin with, then slowly, for the figures."""
APART = (150, 350)
STANDS = 400
HELD = 90
"""Milliseconds: between two of them, until a page stands that was scrolled, and that a finger stays
on the glass: a tap without it has the press and the release to be worked off at once."""
CATCHES_UP = 2.0
"""Seconds."""
SERVER: dict[str, Any] = {
    "module": "tests.load.larger_server", "environment": {"WORKSHOP_SHOW_EACH_VOTE": "1"},
}  # fmt: skip
WORDS = (
    "We shipped on Friday evening, and nobody said that the test had been red since noon. The "
    "phones rang all night; I had seen it and kept quiet."
)
# From an event until the end of the first frame after which what it changes reads otherwise.
WATCH = """() => {
    globalThis.drawn = [];
    let probe = () => "", at = 0, known = "", kind = "";
    globalThis.watch = (what, read) => {
        [kind, probe, at] = [what, read, 0];
        known = probe();
        drawn.length = 0;
    };
    const look = () => {
        const moment = performance.now(), now = probe();
        if (now === known) return requestAnimationFrame(afterFrame);
        drawn.push(moment - at);
        [known, at] = [now, 0];
    };
    const { port1, port2 } = new MessageChannel();
    port2.onmessage = look;
    const afterFrame = () => port1.postMessage(0);
    const begin = ({ type, timeStamp }) => {
        if (at || type !== kind) return;
        at = timeStamp;
        requestAnimationFrame(afterFrame);
    };
    addEventListener("keydown", begin, true);
    addEventListener("click", begin, true);
    globalThis.WebSocket = class extends WebSocket {
        constructor(...given) {
            super(...given);
            this.addEventListener("message", (event) => {
                if (String(event.data).startsWith('42["change"')) {
                    begin(event);
                }
            });
        }
    };
}"""
TYPED = "keydown", "() => document.getElementById('happened').value"
CAME = "message", "() => document.getElementsByClassName('wall-card').length"
MINE = (
    "click",
    "() => [...document.getElementsByClassName('stepper-count')].map((e) => e.value).join()",
)
ROOMS = (
    "message",
    "() => [...document.getElementsByClassName('ballot-room')].map((e) => e.innerHTML).join()",
)


SCROLLED = """(row) => {
    document.getElementsByClassName("ballot")[row].scrollIntoView({ block: "center" });
}"""
PLACE = """([row, step]) => {
    const ballot = document.getElementsByClassName("ballot")[row];
    const { x, y } = ballot.getElementsByClassName("stepper-step")[step].getBoundingClientRect();
    return [x + 22, y + 22];
}"""


def main() -> None:
    """Measures and prints."""
    with processors_awake(), TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = OwnServer(Path(folder) / "data", **SERVER).start()
        with on_stage(open_browser(playwright, whole_chromium()), server) as stage:
            room = RoomInBrowser(stage, phones=1, template="all_hands", cards="live")
            # The crowd comes once the writing is open: then each may still send two cards.
            room.skips_to("Write")
            crowd = Crowd(stage, room.desk, PEOPLE)
            room.projector.page.close()
            writing(room, crowd)
            voting(room, crowd)
            crowd.leave()


def writing(room: RoomInBrowser, crowd: Crowd) -> None:
    """Three hundred cards stand on the wall; somebody types, then more cards come."""
    [phone] = room.phones
    crowd.writes([card(i) for i in range(CARDS)])
    watched(phone, f"({CAME[1]})() === {CARDS}")
    with alone(room):
        phone.page.evaluate("document.getElementById('happened').focus()")
        keys = phone.page.keyboard
        measured(phone, f"a letter above {CARDS} cards", TYPED, lambda i: keys.press(letter(i)))
    more = Crowd(room.stage, room.desk, (FIRST + TIMES) // 3)
    with alone(room):
        to_the_end(phone)
        measured(phone, f"a card that comes to {CARDS}", CAME, lambda i: comes(more, i))
    more.leave()


def voting(room: RoomInBrowser, crowd: Crowd) -> None:
    """Fifty lessons on the ballot; somebody votes, then the others."""
    [phone] = room.phones
    room.calls_for_the_last("Lessons")
    room.press()
    room.desk.shows("Next page")
    room.skips_to("Lessons")
    room.skips_to("Vote")
    crowd.clients[0].listen(CATCHES_UP)
    votes(crowd, range(PEOPLE), 1)
    watched(phone, f"({ROOMS[1]})().includes('room ')")
    finger = phone.page.context.new_cdp_session(phone.page)
    with alone(room):
        measured(phone, f"a vote among {LESSONS} lessons", MINE, lambda i: taps(phone, finger, i))
        others = lambda i: votes(crowd, [i % PEOPLE], 2 - i // PEOPLE % 2)  # noqa: E731
        measured(phone, f"a vote of somebody else among {LESSONS}", ROOMS, others)


def comes(crowd: Crowd, i: int) -> None:
    """One more card."""
    happened, _ = card(CARDS + i)
    write = commands.WriteCard(round=now(crowd), happened=happened)
    crowd.does(crowd.clients[i // 3], write)


def votes(crowd: Crowd, who: Iterable[int], number: int) -> None:
    """Each of them, for a lesson of their own."""
    ids = crowd.clients[0].entries["ballot"]["lessons"]
    assert len(ids) == LESSONS, len(ids)
    for i in who:
        vote = commands.Vote(round=now(crowd), lesson=ids[i % LESSONS], votes=number)
        crowd.does(crowd.clients[i], vote)


def now(crowd: Crowd) -> int:
    """The round, as it was last heard of: nobody goes on meanwhile."""
    return int(crowd.clients[0].entries["now"]["round"])


def to_the_end(phone: Window) -> None:
    """The last card of the wall is on show."""
    phone.page.evaluate("document.querySelector('.wall').scrollIntoView({ block: 'end' })")


def watched(phone: Window, stands: str) -> None:
    """Loads the page anew, with a watch on what it draws, until this is true of it.

    From here on no element is looked for by Playwright: where it has once, it listens to every
    touch, which no phone's owner has to wait for.
    """
    phone.page.add_init_script(f"({WATCH})()")
    phone.page.reload()
    ends = time.monotonic() + PATIENCE / 1000
    while not phone.page.evaluate(stands):
        assert time.monotonic() < ends, f"it never came to this: {stands}"
        phone.page.wait_for_timeout(APART[0])


@contextmanager
def alone(room: RoomInBrowser) -> Iterator[None]:
    """Meanwhile the desk is shut: in a workshop it has a processor of its own."""
    page = room.desk.page
    here = page.url
    page.goto("about:blank")
    yield
    page.goto(here)


def measured(phone: Window, what: str, probe: tuple[str, str], act: Callable[[int], None]) -> None:
    """Acts again and again, and prints how long the phone took."""
    session = phone.page.context.new_cdp_session(phone.page)
    print(f"{what}: {spent(phone, session, act)} ms of the processor as it is", flush=True)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    phone.page.evaluate(f"watch({probe[0]!r}, {probe[1]})")
    for i in range(FIRST, FIRST + TIMES):
        act(i)
        # Neither in step with the clock nor with the server's tick.
        phone.page.wait_for_timeout(random.uniform(*APART))
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    drawn = sorted(phone.page.evaluate("drawn"))
    assert len(drawn) >= 0.9 * TIMES, f"{what}: only {len(drawn)} of {TIMES} were seen"
    p50, p95 = (percentile(drawn, share) for share in (50, 95))
    print(
        f"{what}: p50 {p50:.0f}, p95 {p95:.0f}, most {drawn[-1]:.0f} ms ({len(drawn)})", flush=True
    )


def spent(phone: Window, session: CDPSession, act: Callable[[int], None]) -> str:
    """Processor time of the page for each act, at full speed, without what it does anyway."""
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    begun, before = time.monotonic(), busy(session)
    for i in range(FIRST):
        act(i)
        phone.page.wait_for_timeout(APART[0])
    acting, took = busy(session) - before, time.monotonic() - begun
    before = busy(session)
    phone.page.wait_for_timeout(1000 * took)
    idle = busy(session) - before
    session.send("Performance.disable")
    return f"{1000 * (acting - idle) / FIRST:.1f}"


def busy(session: CDPSession) -> float:
    """Seconds of its processor that the page has taken so far."""
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(one["value"] for one in metrics if one["name"] == "TaskDuration"))


def taps(phone: Window, session: CDPSession, i: int) -> None:
    """A finger: first it scrolls, and once the page stands, it gives a vote, or takes it back."""
    phone.page.evaluate(SCROLLED, i // 2 % LESSONS)
    phone.page.wait_for_timeout(STANDS)
    x, y = phone.page.evaluate(PLACE, [i // 2 % LESSONS, (i + 1) % 2])
    touch = "Input.dispatchTouchEvent"
    session.send(touch, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    phone.page.wait_for_timeout(HELD)
    session.send(touch, {"type": "touchEnd", "touchPoints": []})


def letter(i: int) -> str:
    """Returns the letter to type, from the beginning again once a card is full."""
    one = WORDS[i % len(WORDS)]
    return "Space" if one == " " else one


def card(i: int) -> tuple[str, str]:
    """One card; as many as there are lessons taught something."""
    lesson = f"Lesson {i}: a change that nobody else has seen is not finished."
    return (f"{i}: {WORDS[:100]}", lesson if i < LESSONS else "")


if __name__ == "__main__":
    main()
