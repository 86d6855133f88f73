"""Attacks with nothing but what is allowed, only far too much of it."""

import contextlib
import time
from collections.abc import Callable
from itertools import count, cycle
from secrets import token_hex
from typing import Any

from tests.support.hostile.target import (
    HOSTILE,
    Line,
    Shown,
    Target,
    as_json,
    holds,
    shown,
    together,
)
from tests.support.numbered import numbered
from workshop.protocol.messages import KEYS_ASKED, MINE_ASKED

LINES = 6
"""Devices of one attack."""
IN_A_ROW = 20
"""Messages that one device sends before it looks for answers."""
AGAIN = 50
"""Made-up devices after which is asked anew what is legal in this stage."""


def hellos(target: Target) -> None:
    """Asks again and again for all that is shown."""
    _floods(target, "hello", lambda _shown: {"epoch": "", "rev": 0})


def mine(target: Target) -> None:
    """Asks again and again for the fates of nine things that are nobody's."""
    _floods(target, "mine", lambda _shown: {"keys": [token_hex(16) for _ in range(MINE_ASKED)]})


def held(target: Target) -> None:
    """Asks again and again for the rows of a device."""
    _floods(target, "held", lambda _shown: {"keys": [token_hex(16) for _ in range(KEYS_ASKED)]})


def cards(target: Target) -> None:
    """Writes a card, again and again; the devices are few, so that most are too many."""
    _floods(target, "do", lambda shown: numbered(card(shown)))


def lessons(target: Target) -> None:
    """Sends lessons, again and again."""
    _floods(target, "do", lambda shown: numbered(lesson(shown)))


def votes(target: Target) -> None:
    """Places a vote and takes it back, again and again."""
    numbers = cycle([1, 0])
    _floods(target, "do", lambda shown: numbered(vote(shown, next(numbers))))


def taps(target: Target) -> None:
    """All else that a phone may send, one after the other."""
    makes = cycle([
        lambda shown: {"type": "been_there", "round": shown.round, "item": "story", "on": True},
        lambda shown: {"type": "unclear", "round": shown.round, "on": True},
        lambda shown: {"type": "nothing_to_add", "round": shown.round},
        lambda _shown: {"type": "check_in", "text": HOSTILE},
        lambda _shown: {"type": "withdraw_check_in"},
        lambda _shown: {"type": "write_letter", "to": "story", "text": HOSTILE},
        lambda _shown: {"type": "answer_pulse", "at": "arrive", "answers": [1, 2, 3]},
        lambda _shown: {"type": "ask_off", "card": "1"},
    ])  # fmt: skip
    _floods(target, "do", lambda shown: numbered(next(makes)(shown)))


def made_up_devices(target: Target) -> None:
    """Comes as another device each time, does what it may once, and goes."""
    known, numbers = [Shown(0, [])], count()

    def comes_and_goes() -> None:
        with contextlib.closing(Line(target)) as line:
            if next(numbers) % AGAIN == 0 or not known[0].round:
                known[0] = shown(target, line)
            for make in (card, lesson, lambda shown: vote(shown, 1)):
                line.ask("do", numbered(make(known[0])))

    together(target, comes_and_goes)


def wrong_codes(target: Target) -> None:
    """Tries codes and links, as fast as they are answered."""
    tries = cycle([_join, _scan, _enter])
    together(target, lambda: target.ask(next(tries)(target, token_hex(3).upper())))


def _join(target: Target, code: str) -> bytes:
    body = f"code={code}".encode()
    form = "Content-Type: application/x-www-form-urlencoded"
    return target.head("POST", "/join", form, f"Content-Length: {len(body)}") + body


def _scan(target: Target, code: str) -> bytes:
    return target.head("GET", f"/j/{code}ABCD")


def _enter(target: Target, code: str) -> bytes:
    body = as_json({"secret": code * 8})
    kind = "Content-Type: application/json"
    return target.head("POST", "/enter", kind, f"Content-Length: {len(body)}") + body


def card(shown: Shown) -> dict[str, Any]:
    """A card, legal where people write."""
    text = f"{HOSTILE} {token_hex(4)}"
    return {"type": "write_card", "round": shown.round, "happened": text, "show_few": True}


def lesson(shown: Shown) -> dict[str, Any]:
    """A lesson, legal where phones send lessons."""
    return {"type": "add_lesson", "round": shown.round, "text": f"{HOSTILE} {token_hex(4)}"}


def vote(shown: Shown, votes: int) -> dict[str, Any]:
    """Votes for the first lesson, which a test leaves to attacks."""
    first = shown.lessons[0] if shown.lessons else "none"
    return {"type": "vote", "round": shown.round, "lesson": first, "votes": votes}


def _floods(target: Target, event: str, make: Callable[[Shown], dict[str, Any]]) -> None:
    """Keeps a few devices that send such messages without a pause."""
    known: dict[Line, Shown] = {}

    def begin() -> Line:
        line = Line(target)
        known[line] = shown(target, line)
        return line

    def go_on(line: Line) -> None:
        for _ in range(IN_A_ROW):
            target.tried += 1
            line.send(line.question(event, make(known[line])))
        line.drain()
        time.sleep(0)

    holds(target, LINES, begin, go_on)
