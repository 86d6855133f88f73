"""A device is shown its own rows of the file: the very rows, all of them, and nobody else's."""

import json
import secrets
from collections.abc import Iterator
from typing import Any

import pytest

from tests.anonymity.holding import ASKED, HeldRoom, Holder
from tests.support.beside import selected_beside
from tests.support.server import Server, running
from tests.support.sockets import Socket, close_all, phone
from tests.support.waiting import until

SIZE = 8192


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, str]]:
    with running(tmp_path_factory.mktemp("held") / "data") as server:
        yield server, server.sign_in()


@pytest.fixture
def room(place: tuple[Server, str]) -> Iterator[HeldRoom]:
    yield HeldRoom.on(*place)
    close_all()


def lessons(room: HeldRoom) -> list[str]:
    return sorted(path[8:] for path in room.entries if path.startswith("lessons/"))


def has_all(device: Holder, *purposes: str) -> None:
    """A device alone in its room is shown all that the file holds, and what each row is for."""
    assert device.shown() == device.room.rows()
    assert sorted(device.purposes()) == sorted(purposes)


def test_a_device_alone_is_shown_every_row_after_each_thing_it_can_do(room: HeldRoom) -> None:
    me = room.device()
    has_all(me)
    room.presses("step", step=1)
    me.does("unclear", room.now["round"], on=True)
    has_all(me, "unclear")
    me.does("been_there", room.goes("story"), item="story", on=True)
    has_all(me, "unclear", "been_there", "been_there")
    writing = room.goes("write")
    has_all(me)
    first = me.does("write_card", writing, happened="It fell.", learned="Hold it.")
    has_all(me, "card", "card_slot", "took_part")
    me.does("write_card", writing, happened="It fell again.")
    me.does("edit_card", writing, card=first, happened="It broke.")
    has_all(me, *["card", "card_slot"] * 2, "took_part")
    me.does("withdraw_card", writing, card=first)
    has_all(me, "card", "card_slot", "took_part")
    me.does("nothing_to_add", writing)
    has_all(me, "card", "card_slot", "took_part")


def test_so_it_is_with_lessons_votes_offers_and_answers(room: HeldRoom) -> None:
    me = room.device()
    me.does("add_lesson", room.goes("lessons"), text="Ask before you cut.")
    has_all(me, "lesson", "lesson_slot", "lesson_slot")
    for text in ("Ask twice.", "Ask early."):
        assert "ok" in room.table.do({"type": "desk_lesson", "text": text})
    voting = room.goes("vote")
    has_all(me)
    one, other = lessons(room)
    me.does("vote", voting, lesson=one, votes=2)
    has_all(me, "ballot", "ballot", "budget", "budget", "vote", "vote")
    me.does("vote", voting, lesson=other, votes=1)
    me.does("vote", voting, lesson=one, votes=0)
    # What was first placed in the group that is not full, and what is taken back, is the ballot's.
    has_all(me, *["ballot"] * 5, *["budget"] * 3, "vote")
    # One voter alone is no result; their rows go with those of all others.
    for person in (room.device(), room.device()):
        person.does("vote", voting, lesson=other, votes=1)
    committing = room.goes("commit")
    has_all(me)
    me.does("offer", committing, lesson=other, when="it rains", will="go in", who="I")
    has_all(me, "offer_slot")
    finishing = room.goes("finish")
    has_all(me)
    me.does("answer", finishing, question="worth", choice="partly")
    me.does("answer", finishing, question="use", choice="no")
    has_all(me, *["answer"] * 4)


def test_so_it_is_with_asking_to_be_spoken_to_and_the_pulse(place: tuple[Server, str]) -> None:
    room = HeldRoom.on(*place, pulse="room")
    me = room.device()
    me.says("check_in", text="By the door")
    has_all(me, "check_in")
    me.says("answer_pulse", at="arrive", answers=[1, 2, 3])
    has_all(me, "check_in", "pulse")
    assert {row["table"]: row["size"] for row in me.asks()["rows"]} == {
        "check_in": 1040, "pulse_answer": 80,
    }  # fmt: skip
    room.goes("finish")
    me.says("answer_pulse", at="finish", answers=[1, 2, 3])
    me.says("withdraw_check_in")
    has_all(me, "pulse")
    me.says("answer_pulse", at="finish", answers=[])
    has_all(me, "pulse")
    room.presses("end_pulse")
    has_all(me)
    close_all()


def test_taps_on_cards_are_shown_at_the_reveal(room: HeldRoom) -> None:
    people = everybody_writes(room)
    revealing = room.goes("reveal")
    card = next(path[6:] for path in room.entries if path.startswith("cards/"))
    people[0].does("been_there", revealing, item=card, on=True)
    assert people[0].purposes().count("been_there") == 2
    assert people[1].purposes().count("been_there") == 0


def everybody_writes(room: HeldRoom) -> list[Holder]:
    people = [room.device() for _ in range(4)]
    writing = room.goes("write")
    for i, person in enumerate(people):
        person.does("write_card", writing, happened=f"It fell, {i}.")
        person.does("nothing_to_add", writing)
    return people


def test_each_is_shown_its_own_rows_and_together_they_are_all_there_are(room: HeldRoom) -> None:
    people = everybody_writes(room)
    shown = [person.shown() for person in people]
    assert [len(rows) for rows in shown] == [3] * 4
    assert set().union(*shown) == room.rows()
    assert sum(map(len, shown)) == len(room.rows())


def test_after_the_reveal_every_way_to_a_card_is_gone(room: HeldRoom) -> None:
    people = everybody_writes(room)
    assert [person.purposes() for person in people] == [["card", "card_slot", "took_part"]] * 4
    room.goes("reveal")
    assert [person.purposes() for person in people] == [[]] * 4
    assert room.rows() == set()
    assert len([path for path in room.entries if path.startswith("cards/")]) == 4


def test_a_row_is_shown_with_its_columns_as_they_stand(room: HeldRoom) -> None:
    me = room.device()
    writing = room.goes("write")
    me.does("write_card", writing, happened="It fell.")
    card, *marks = me.asks()["rows"]
    body = stored_body(room)
    assert card == {
        "table": "card", "handle": card["handle"], "purpose": "card", "round": writing,
        "size": len(body),
    }  # fmt: skip
    assert b"fell" not in body and "fell" not in json.dumps(card)
    for mark in marks:
        assert set(mark) == {"table", "handle", "purpose", "round"} and mark["round"] == writing


def stored_body(room: HeldRoom) -> bytes:
    return bytes(selected_beside(room.server.data, room.id, "SELECT body FROM card")[0][0])


def test_keys_of_somebody_else_lead_to_nothing_of_a_device_that_did_nothing(
    room: HeldRoom,
) -> None:
    people = everybody_writes(room)
    stranger = room.device()
    assert stranger.asks()["rows"] == []
    rows = [key for _, key in room.rows()][:ASKED]
    assert stranger.asks(*rows)["rows"] == [], "the key of a row is not the key of a card"
    guessed = [person.secret for person in people]
    assert stranger.asks(*guessed)["rows"] == []


def test_the_answer_has_one_size_whoever_asks(room: HeldRoom) -> None:
    people = everybody_writes(room)
    silent = room.device()
    people[0].does("write_card", room.goes("write"), happened="It broke.")
    assert {wire_size(one.asks()) for one in (*people, silent)} == {wire_size(silent.asks())}
    assert wire_size(silent.asks()) == SIZE + len('{"rows":,"padding":""}')


def wire_size(answer: Any) -> int:
    return len(json.dumps(answer, separators=(",", ":")))


def test_desk_and_screen_are_refused(room: HeldRoom) -> None:
    link = room.entries["desk"]["projector_url"].partition("#")[2]
    cookie = room.server.trade(link).cookie
    ticket = room.server.boot(f"/screen/{room.id}/", cookie)["ticket"]
    screen = Socket(room.server, {"view": "projector", "workshop": room.id, "ticket": ticket})
    keys = [secrets.token_hex(16) for _ in range(ASKED)]
    for socket in (room.table, screen):
        assert socket.ask("held", {"keys": keys}) == {"refused": "not_allowed", "about": ""}


@pytest.mark.parametrize(
    "message",
    [{}, {"keys": []}, {"keys": ["0" * 32] * 15}, {"keys": ["0" * 32] * 17}, {"keys": ["x"] * 16}],
)
def test_another_number_of_keys_is_refused(room: HeldRoom, message: object) -> None:
    assert room.device().socket.ask("held", message)["refused"] == "malformed"


def test_asking_writes_nothing_moves_no_rev_and_leaves_no_line(tmp_path: Any) -> None:
    with running(tmp_path / "data") as server:
        room = HeldRoom.on(server, server.sign_in())
        me = room.device()
        me.does("write_card", room.goes("write"), happened="It fell.")
        before = room.path.read_bytes(), room.entries, me.socket.ask("hello", {})["snapshot"]
        for _ in range(5):
            assert len(me.asks()["rows"]) == 3
        after = room.path.read_bytes(), room.entries, me.socket.ask("hello", {})["snapshot"]
        assert before[0] == after[0] and before[1] == after[1]
        assert before[2]["rev"] == after[2]["rev"]
        close_all()
        log = server.stop()
    assert me.secret not in log and "held" not in log


def test_who_asks_too_often_is_told_to_wait(room: HeldRoom) -> None:
    socket = room.device().socket

    def asks() -> set[str]:
        """Asks again and again in the same moment, which is refused without a read of the file."""
        numbers = [socket.send("held", {"keys": []}) for _ in range(40)]
        return {socket.wait(number)["refused"] for number in numbers}

    # On a machine that is slow enough they come at a pace that is allowed.
    until(lambda: asks() == {"malformed", "too_fast"}, again=0.0)


def test_a_sealed_workshop_holds_nothing(room: HeldRoom) -> None:
    people = everybody_writes(room)
    room.goes("finish")
    room.presses("seal")
    until(lambda: not room.path.exists())
    again = phone(room.server, room.id, people[0].secret)
    answer = Holder(room, people[0].secret, again, people[0].keys).asks()
    assert answer["rows"] == [] and len(answer["padding"]) > SIZE - 10
