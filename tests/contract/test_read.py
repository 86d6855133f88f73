"""A browser's messages are read into closed types, or refused by name."""

from typing import Any

import msgspec
import pytest

from workshop.protocol.messages import Connect, Do, Hello, Mine, Refused
from workshop.protocol.participant_commands import Unclear, Vote, WriteCard
from workshop.protocol.wire import read_message

KEY = "0123456789abcdef" * 2


def do(**command: Any) -> dict[str, Any]:
    """An envelope around an "unclear", with other fields."""
    return {"key": KEY, "command": {"type": "unclear", "round": 1, "on": True, **command}}


def card(happened: str) -> dict[str, Any]:
    return {"key": KEY, "command": {"type": "write_card", "round": 1, "happened": happened}}


def test_an_object_its_text_and_its_bytes_read_the_same() -> None:
    meant = Do(key=KEY, command=Unclear(round=1, on=True))
    encoded = msgspec.json.encode(do())
    assert (
        read_message(do(), Do)
        == read_message(encoded, Do)
        == read_message(encoded.decode(), Do)
        == meant
    )


def test_each_message_is_read_into_its_own_type() -> None:
    connect = {"view": "participant", "workshop": "w1", "secret": KEY}
    assert read_message(connect, Connect) == Connect(view="participant", workshop="w1", secret=KEY)
    assert read_message({"epoch": "e", "rev": 3}, Hello) == Hello(epoch="e", rev=3)
    assert read_message({"keys": [KEY] * 9}, Mine) == Mine(keys=(KEY,) * 9)


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        (do(name="Ann"), "name"),
        ({**do(), "who": "Ann"}, "who"),
        (do(**{"odd`one": 1}), "odd`one"),
        (do(**{"x" * 500: 1}), "x" * 40),
    ],
)
def test_an_unknown_field_is_refused_with_its_name(raw: object, name: str) -> None:
    assert read_message(raw, Do) == Refused(refused="unknown_field", about=name)


@pytest.mark.parametrize(
    ("raw", "place"),
    [
        (do(round="1"), "command.round"),
        (do(type="no_such_thing"), "command.type"),
        ({**do(), "key": "short"}, "key"),
        ({"key": KEY}, "command"),
        ({"key": KEY, "command": {"type": "unclear", "on": True}}, "command.round"),
        ({"key": KEY, "command": {"round": 1, "on": True}}, "command.type"),
        ({"key": KEY, "command": []}, "command"),
        ([do()], ""),
        (None, ""),
        (7, ""),
        ({1: 2}, ""),
    ],
)
def test_what_does_not_fit_is_refused_with_its_place(raw: object, place: str) -> None:
    assert read_message(raw, Do) == Refused(refused="malformed", about=place)


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"\xff\xfe", '{"key": ', "[" * 100_000, '{"key": "\ud800"}']
)
def test_what_is_no_json_is_refused(raw: bytes | str) -> None:
    assert read_message(raw, Do) == Refused(refused="malformed")


def test_a_text_beyond_all_limits_is_refused_with_the_limit() -> None:
    assert read_message(card("x" * 6001), Do) == Refused(refused="too_long", about="happened:6000")
    assert isinstance(read_message(card("x" * 6000), Do), Do)


def test_half_a_surrogate_pair_is_refused() -> None:
    assert read_message(card("\ud800"), Do) == Refused(refused="malformed")
    whole = msgspec.json.encode(card("?")).replace(b"?", b"\\ud83d\\ude00")
    meant = WriteCard(round=1, happened="\N{GRINNING FACE}")
    assert read_message(whole, Do) == Do(key=KEY, command=meant)


@pytest.mark.parametrize("number", [2**53 + 1, -(2**63), 10**30])
def test_a_number_that_no_database_holds_is_refused(number: int) -> None:
    assert read_message(do(round=number), Do) == Refused(refused="malformed")
    assert read_message({"rev": number}, Hello) == Refused(refused="malformed")


@pytest.mark.parametrize(("votes", "fits"), [(0, True), (20, True), (21, False), (-1, False)])
def test_votes_are_a_small_number(votes: int, fits: bool) -> None:
    vote = {"type": "vote", "round": 1, "lesson": "l1", "votes": votes}
    meant = Do(key=KEY, command=Vote(round=1, lesson="l1", votes=votes))
    refused = Refused(refused="malformed", about="command.votes")
    assert read_message({"key": KEY, "command": vote}, Do) == (meant if fits else refused)
