""" "Check in with me": one person asks, one desk reads, and nothing is left of it."""

import os

from tests.support.room import Person, TestRoom, done, refusal
from tests.support.stored import selected
from workshop.protocol import commands
from workshop.protocol.desk_commands import CheckedIn
from workshop.protocol.participant_commands import CheckIn, WithdrawCheckIn
from workshop.rules.limits import NOTE_CHARS


def dots(room: TestRoom, view: str = "desk") -> dict[str, str]:
    """Returns the notes that wait in a view: handle -> line."""
    shown = room.view(view).items()
    return {path[10:]: str(one["text"]) for path, one in shown if path.startswith("check_ins/")}


def rows(room: TestRoom) -> int:
    return len(selected(room, "SELECT key FROM check_in"))


def asks(person: Person, text: str = "", key: bytes | None = None) -> bool:
    return done(person.does(CheckIn(text=text), key))


def test_the_desk_sees_it_at_any_stage_and_nobody_else_does(room: TestRoom) -> None:
    person = room.participants(3)[0]
    for kind in ("arrive", "write", "look_through", "vote", "finish"):
        if kind != "arrive":
            room.desk.goes(kind)
        assert asks(person, f"Window seat, {kind}")
        assert [*dots(room).values()] == [f"Window seat, {kind}"]
        assert dots(room, "participant") == dots(room, "projector") == {}


def test_without_a_line_it_is_one_too(room: TestRoom) -> None:
    assert asks(room.participant())
    assert [*dots(room).values()] == [""]


def test_a_device_has_one_and_its_newest_line_counts(room: TestRoom) -> None:
    one, other = room.participants(2)
    assert asks(one, "By the window") and asks(one, "By the door") and asks(other, "Row three")
    assert sorted(dots(room).values()) == ["By the door", "Row three"]
    assert rows(room) == 2


def test_sent_again_it_is_the_same_one_also_when_it_was_seen(room: TestRoom) -> None:
    person, key = room.participant(), os.urandom(16)
    assert asks(person, "By the door", key) and asks(person, "By the door", key)
    (handle,) = dots(room)
    assert done(room.desk.does(CheckedIn(check_in=handle)))
    assert asks(person, "By the door", key)
    assert dots(room) == {}
    assert asks(person, "By the door")
    assert handle not in dots(room) and len(dots(room)) == 1


def test_it_can_be_taken_back_and_taking_back_nothing_is_harmless(room: TestRoom) -> None:
    one, other = room.participants(2)
    asks(one, "By the door")
    assert done(other.does(WithdrawCheckIn()))
    assert len(dots(room)) == 1
    assert done(one.does(WithdrawCheckIn())) and done(one.does(WithdrawCheckIn()))
    assert (dots(room), rows(room)) == ({}, 0)


def test_what_changed_since_it_was_read_is_not_put_away(room: TestRoom) -> None:
    person = room.participant()
    asks(person, "By the door")
    (read,) = dots(room)
    asks(person, "In the corridor now")
    assert refusal(room.desk.does(CheckedIn(check_in=read))) == "no_such"
    (fresh,) = dots(room)
    assert done(room.desk.does(CheckedIn(check_in=fresh)))
    assert done(room.desk.does(CheckedIn(check_in=fresh)))  # its answer was lost, or two desks read
    assert (dots(room), rows(room)) == ({}, 0)


def test_a_line_is_short_and_one_line(room: TestRoom) -> None:
    person = room.participant()
    assert refusal(person.does(CheckIn(text="x" * (NOTE_CHARS + 1)))) == "too_long"
    assert asks(person, "  Row three,\n the blue jacket ")
    assert [*dots(room).values()] == ["Row three, the blue jacket"]


def test_only_the_desk_puts_away_and_only_people_ask(room: TestRoom) -> None:
    person = room.participant()
    asks(person)
    (handle,) = dots(room)
    assert refusal(person.does(CheckedIn(check_in=handle))) == "not_allowed"
    assert refusal(room.desk.does(CheckIn(text=""))) == "not_allowed"


def test_asking_says_nothing_of_cards_and_cards_nothing_of_asking(room: TestRoom) -> None:
    person, other, _ = room.participants(3)
    room.desk.goes("write")
    asks(person, "Row three")
    before = room.view("desk")
    person.writes("It broke.")
    other.writes("It fell.")
    assert room.view("desk") == before


def test_nothing_is_taken_any_more_once_it_is_over(room: TestRoom) -> None:
    person = room.participant()
    room.desk.goes("finish")
    room.desk.presses(commands.Seal)
    assert refusal(person.does(CheckIn(text=""))) == "sealed"
