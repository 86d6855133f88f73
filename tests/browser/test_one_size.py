"""All that a phone's browser sends has one size on the wire, and each answer: with any words,
under any number, refused or stored, after a reconnection."""

import re
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, WebSocket

from tests.contract.test_one_size import LONGEST, OTHER
from tests.support.browser import PATIENCE, PHONE, Stage, comes_to
from tests.support.numbered import numbered
from tests.support.room_in_browser import RoomInBrowser, writes
from tests.support.server import Client
from tests.support.waiting import until
from tools.generate import outline
from workshop.protocol.wire import DOWN_STEP_BYTES, MESSAGE_TYPE, UP_STEP_BYTES

OPENS = Path(__file__).with_name("one_size.js").read_text()
ASKS = "asked => Promise.all(asked.map(([name, message]) => window.says(name, message)))"
RECONNECTS = "secret => window.comesAs(secret)"
IN_A_ROW = 35
"""Messages that one device may send as fast as it can."""
TOO_FAST = {"refused": "too_fast", "about": ""}
CHARS = ("a", "\u0639", "\U0001f600", '"', "\\", "")


@dataclass
class Wire:
    """Every message on the wire of a page, engine.io's type included."""

    page: Page
    up: list[str] = field(default_factory=list)
    down: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("websocket", self._watch)

    def _watch(self, opened: WebSocket) -> None:
        opened.on("framesent", lambda text: self.up.append(str(text)))
        opened.on("framereceived", lambda text: self.down.append(str(text)))

    def answers(self) -> list[str]:
        """The answers to what went up."""
        return [text for text in self.down if text.startswith(("40", "43", "44"))]


def commands(char: str) -> Iterator[tuple[str, Any]]:
    """Each command of a participant, all its words made of one character."""
    texts = {name: char * size for name, size in LONGEST.items()} | {"round": 1}
    for each in outline.PARTICIPANT_TYPES:
        info = outline.laid_out(each)
        given = {one.name: (OTHER | texts)[one.name] for one in info.fields}
        command = {"type": info.tag, **given}
        yield "do", numbered(command)


def questions() -> Iterator[tuple[str, Any]]:
    """Yields the other questions of a phone; `held` is answered in a size of its own."""
    yield "mine", {"keys": [secrets.token_hex(16) for _ in range(9)]}
    yield "mine", {"keys": []}
    yield "do", {"key": "not a key", "command": {"type": "nothing_to_add", "round": 1}}
    yield "do", {"key": secrets.token_hex(16), "command": {"type": "vote"}}
    half = {"type": "check_in", "text": "an emoji, cut in two \ud83d"}
    yield "do", numbered(half)


@pytest.fixture
def wire(shared: Stage) -> Iterator[tuple[Wire, dict[str, str], str]]:
    """A page of the server's without a line, what a phone of a new workshop connects with, and
    where the modules are."""
    client = Client(shared.server.port)
    workshop = client.new_workshop(shared.cookie)
    at = re.search(r"/static/\w+", client.get(f"/w/{workshop}/").text)
    assert at
    page = shared.window(PHONE).page
    page.goto(shared.server.url)
    auth = {"view": "participant", "workshop": workshop, "secret": secrets.token_hex(16)}
    yield Wire(page), auth, at[0]
    page.evaluate("window.line.end()")


def test_whatever_a_phone_says_and_hears_has_one_size(
    wire: tuple[Wire, dict[str, str], str],
) -> None:
    heard, auth, at = wire
    heard.page.evaluate(f"given => ({OPENS})(given)", {"at": at, "auth": auth})
    said = iter([*questions(), *(one for char in CHARS for one in commands(char))])
    answers: list[Any] = []
    while some := [*islice(said, IN_A_ROW)]:
        answers += heard.page.evaluate(ASKS, some)
        heard.page.evaluate(RECONNECTS, secrets.token_hex(16))
    held = {"keys": [secrets.token_hex(16) for _ in range(16)]}
    hello = {"epoch": "", "rev": -1}
    heard.page.evaluate(ASKS, [["held", held], ["hello", hello], ["mine", {"keys": []}]])
    many = [["mine", {"keys": []}]] * (2 * IN_A_ROW)
    # On a machine that is slow enough these do not come too fast.
    until(lambda: TOO_FAST in heard.page.evaluate(ASKS, many), again=0.0)

    assert {next(iter(one)) for one in answers} >= {"ok", "refused", "fates"}
    numbers = {int(found[1]) for text in heard.up if (found := re.match(r"42(\d+)", text))}
    assert numbers >= {9, 10, 99, 100}
    assert {len(text.encode()) for text in heard.up if text.startswith(MESSAGE_TYPE)} == {
        UP_STEP_BYTES
    }
    few = [text for text in heard.up if not text.startswith(MESSAGE_TYPE)]
    assert {*few} <= {"1", "3"}, few
    long = [text for text in heard.answers() if '"rows"' in text or '"snapshot"' in text]
    rest = [text for text in heard.answers() if text not in long]
    assert len(long) >= 2 and len(rest) > len(numbers)
    assert {len(text.encode()) for text in rest} == {DOWN_STEP_BYTES}
    assert {len(text.encode()) % DOWN_STEP_BYTES for text in long} == {0}


def asked(wire: Wire) -> list[str]:
    """Returns a phone's messages in their order, but for those that it sends whenever it
    connects."""
    names = (re.match(r'42\d+\["(\w+)"', text) for text in wire.up)
    return [name[1] for name in names if name and name[1] != "hello"]


def at_once(wire: Wire) -> list[str]:
    """Returns a phone's messages in their order, but for those that it sends in every slot."""
    return [name for name in asked(wire) if name != "beat"]


@pytest.mark.long
def test_a_card_none_and_each_answer_are_one_message_each(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=3)
    wires = [Wire(phone.page) for phone in room.phones]
    for phone in room.phones:
        phone.page.reload()
        phone.shows("You are in.", "Connected.")
    room.skips_to("Write")
    writer, *others = room.phones
    writes(writer, "It fell over, and nobody had looked.", "Look before it falls.")
    for phone in others:
        phone.presses("Nothing to add")
        phone.shows("You have taken part.")
    for phone, wire in zip(room.phones, wires, strict=True):
        comes_to(phone.page, lambda wire=wire: at_once(wire), ["do"])  # type: ignore[misc]
    room.ends_writing("Finish")
    for phone, choice in zip(room.phones, ("Yes", "Partly", "No"), strict=True):
        phone.page.get_by_role("radio", name=choice).first.check(timeout=PATIENCE)
    for phone, wire in zip(room.phones, wires, strict=True):
        # A card or none, the last word of the last call, what became of cards, and the answer.
        comes_to(phone.page, lambda wire=wire: sorted(at_once(wire)), ["do", "do", "do", "mine"])  # type: ignore[misc]
