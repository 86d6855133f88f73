"""The beats of phones: what they bring is done when their slot is over, and the desk is told of it
in one size."""

import json
import secrets
from collections.abc import Iterator
from typing import Any, get_args

import pytest
from socketio import packet

from tests.contract.test_one_size import NUMBER, Packet
from tests.live.conftest import Place
from tests.support.numbered import numbered
from tests.support.server import Server, running
from tests.support.sockets import Socket, desk, phone
from tests.support.waiting import until
from workshop.protocol.messages import RIDE_AT_ONCE, BeatAnswer, RefusalCode
from workshop.protocol.wire import DOWN_STEP_BYTES, MESSAGE_TYPE, TO_DESK
from workshop.rules.pacing import (
    CALM_SLOTS,
    FULL_ROOM,
    MANY_BEAT,
    QUICK_SLOTS,
    SHORTEST_SLOT_MS,
    slot_length,
)
from workshop.settings import read_settings

SLOT = 0.6
"""Seconds of the shortest slot of this file's server."""
A_WORD = {"type": "check_in", "text": "Row three"}


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    beat = str(round(1000 * SLOT))
    with running(tmp_path_factory.mktemp("server") / "data", WORKSHOP_BEAT_MS=beat) as server:
        yield Place(server, server.sign_in())


class Listened(Socket):
    """A desk that notes the changes that it is told, as they come."""

    def __init__(self, server: Server, auth: Any) -> None:
        self.changes: list[bytes] = []
        super().__init__(server, auth)

    def _hear(self, frame: bytes) -> None:
        if frame.startswith(b'42["change"'):
            self.changes.append(frame)
        super()._hear(frame)


def beat(who: Socket, *commands: dict[str, Any], keys: list[str] | None = None) -> Any:
    named = keys or [secrets.token_hex(16) for _ in commands]
    items = [numbered(one, key) for key, one in zip(named, commands, strict=True)]
    return who.ask("beat", {"items": items})


def test_a_slot_is_longer_where_nobody_taps_and_where_many_do() -> None:
    assert slot_length(taps=True, devices=MANY_BEAT - 1) == QUICK_SLOTS == 1
    assert slot_length(taps=True, devices=MANY_BEAT) == FULL_ROOM == 2
    assert (
        slot_length(taps=False, devices=1)
        == slot_length(taps=False, devices=500)
        == CALM_SLOTS
        == 6
    )
    assert SHORTEST_SLOT_MS == 5000


def test_where_others_come_slots_have_their_length() -> None:
    short = {"WORKSHOP_BEAT_MS": "300"}
    assert read_settings(short, host="127.0.0.1").beat_ms == 300
    assert read_settings(short, host="0.0.0.0").beat_ms == SHORTEST_SLOT_MS
    assert read_settings({}).beat_ms == SHORTEST_SLOT_MS


def test_the_desk_learns_what_a_beat_brought_and_the_phone_hears_that_it_is_done(
    slow: Place,
) -> None:
    id_ = slow.workshop()
    someone, table = phone(slow.server, id_), desk(slow.server, id_, slow.cookie)
    assert beat(someone) == {"answers": []}
    key = secrets.token_hex(16)
    assert beat(someone, A_WORD, keys=[key]) == {"answers": ["retry"]}
    told = table.until("change", lambda one: bool(one.get("set")))
    assert [one["text"] for one in told["set"].values()] == ["Row three"]
    until(lambda: beat(someone, A_WORD, keys=[key]) == {"answers": ["ok"]}, again=SLOT / 3)


def test_the_desk_hears_of_each_slot_in_one_size_whether_something_came_or_not(slow: Place) -> None:
    id_ = slow.workshop()
    someone = phone(slow.server, id_)
    ticket = slow.server.boot(f"/desk/{id_}/", slow.cookie)["ticket"]
    table = Listened(slow.server, {"view": "desk", "workshop": id_, "ticket": ticket})
    until(lambda: len(table.changes) >= 2)
    beat(someone, A_WORD)
    until(lambda: any(b"check_ins/" in one for one in table.changes))
    before = len(table.changes)
    until(lambda: len(table.changes) > before)
    assert b"check_ins/" not in table.changes[-1]
    assert {len(one) for one in table.changes} == {TO_DESK}


def test_what_came_twice_is_done_once_and_a_refusal_is_told(slow: Place) -> None:
    id_ = slow.workshop()
    someone = phone(slow.server, id_)
    wrong = {"type": "been_there", "round": 7, "item": "story", "on": True}
    keys = [secrets.token_hex(16), secrets.token_hex(16)]

    def answers() -> Any:
        return beat(someone, wrong, A_WORD, keys=keys)["answers"]

    assert answers() == answers() == ["retry", "retry"]
    # Each of them is answered as it is done.
    until(lambda: "retry" not in answers(), again=SLOT / 3)
    assert answers() == ["wrong_stage", "ok"]


@pytest.mark.parametrize("type_", ["write_card", "vote", "add_lesson", "answer"])
def test_a_beat_takes_along_no_words_that_go_at_once(slow: Place, type_: str) -> None:
    someone = phone(slow.server, slow.workshop())
    assert beat(someone, {"type": type_, "round": 1})["refused"] == "malformed"


def test_a_beat_takes_along_four_at_most(slow: Place) -> None:
    someone = phone(slow.server, slow.workshop())
    assert beat(someone, *[A_WORD] * (RIDE_AT_ONCE + 1))["refused"] == "malformed"


@pytest.mark.parametrize("number", [0, NUMBER])
def test_four_answers_of_any_kind_have_the_one_size(number: int) -> None:
    longest = max(get_args(RefusalCode), key=len)
    for word in ("ok", "retry", longest):
        answer = BeatAnswer(answers=[word] * RIDE_AT_ONCE)
        text = MESSAGE_TYPE + Packet(packet.ACK, [answer], id=number).encode()
        assert len(text.encode()) == DOWN_STEP_BYTES, json.dumps(word)
