"""The default agenda in Firefox and WebKit, from the printed link to the saved summary."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.support.engines.engine import Engine
from tests.support.engines.room import RoomInEngine, room_in
from tests.support.engines.window import Window
from tests.support.phones import Phone

HAPPENED, LEARNED = "I restored a backup for the first time.", "Restore one each month."
IN_ARABIC, LEARNED_IN_ARABIC = "حذفت البيانات ولم تكن للتجربة.", "لوّن النافذة الحية بالأحمر."
DRAFT = "Half a thought"
ADDED = "Ask one person first."
PLACED = "Connected."


def test_a_whole_workshop_is_led_joined_and_taken_home(engine: Engine, tmp_path: Path) -> None:
    with room_in(engine, tmp_path) as room:
        hear(room)
        write(room)
        reveal(room)
        vote(room)
        commit(room)
        finish(room)
        assert engine.complaints() == []


def hear(room: RoomInEngine) -> None:
    is_right(room)
    room.goes_to("story")
    room.shows("Romal Tune was to organise an event for 100 community leaders.")
    have_been_there(room, lambda other: "story")


def have_been_there(room: RoomInEngine, item: Callable[[Phone], str]) -> None:
    """Everybody has; words for it come from three on."""
    for phone in room.phones:
        phone.presses("Been there")
    room.others.each(lambda other: says(other, "been_there", item=item(other), on=True))
    room.phone.shows("have been there")


def says(other: Phone, command: str, **fields: object) -> None:
    """Another phone sends a command, which must be stored."""
    answer = other.say({"type": command, "round": other.now["round"], **fields})
    assert "ok" in answer, answer


def write(room: RoomInEngine) -> None:
    room.goes_to("write")
    writes(room.phone, HAPPENED, LEARNED)
    writes(room.arabic, IN_ARABIC, LEARNED_IN_ARABIC)
    room.others.each(Phone.writes)
    is_right(room)
    keeps_a_draft(room)
    room.others.each(Phone.adds_nothing)
    room.loses_power()
    is_right(room)
    for window in (room.desk, room.screen):
        window.hides(HAPPENED)
    room.leads_to("look_through")
    room.arrives_at("look_through")


def writes(phone: Window, happened: str, learned: str) -> None:
    phone.types("#happened", happened)
    phone.types("#learned", learned)
    phone.points_at("input[type=checkbox]")
    phone.points_at("input[name=show_few][value=show]")
    phone.presses("Send this card")
    phone.shows("You have taken part.")


def keeps_a_draft(room: RoomInEngine) -> None:
    """A page that is loaded anew has what was being written, which is then sent."""
    phone = room.phone
    phone.types("#happened", DRAFT)
    phone.reloads()
    phone.until("value", "#happened")
    assert phone.asks("value", "#happened") == DRAFT
    phone.presses("Send this card")
    phone.presses("What you sent")
    phone.shows(HAPPENED, DRAFT, "Everything you sent has arrived.")
    phone.presses("Close")


def reveal(room: RoomInEngine) -> None:
    room.reads()
    room.desk.holds("#desk-next")
    room.arrives_at("reveal")
    room.shows(HAPPENED, IN_ARABIC)
    room.goes_on()
    for phone in room.phones:
        phone.shows("On the room’s screen now")
    have_been_there(room, lambda other: str(other.entries["order"]["cards"][0]))
    is_right(room)


def vote(room: RoomInEngine) -> None:
    room.goes_to("lessons")
    room.shows(LEARNED, LEARNED_IN_ARABIC)
    room.phone.types("A lesson, in one sentence", ADDED)
    room.phone.presses("Add this lesson")
    room.phone.presses("What you sent")
    room.phone.shows(ADDED, "Your lesson has arrived.")
    room.phone.presses("Close")
    also = ["Sleep over it.", "Read the address aloud."]
    room.others.each(lambda other: says(other, "add_lesson", text=also.pop()))
    room.desk.shows("Close adding")
    room.goes_on()
    room.desk.presses("Put all 3 on the list")
    room.shows(ADDED)
    is_right(room)
    room.goes_to("vote")
    room.others.each(lambda other: says(other, "vote", lesson=lesson_of(other), votes=2))
    for phone in room.phones:
        places(phone, LEARNED, LEARNED, LEARNED_IN_ARABIC)
    is_right(room)
    room.phone.presses(f"One vote fewer for: {LEARNED_IN_ARABIC}")
    places(room.phone, ADDED)
    room.desk.holds("#desk-next")
    room.desk.shows("Voting has ended")
    is_right(room)


def lesson_of(other: Phone) -> str:
    """The lesson that all vote for, as it is called on the line."""
    listed = (path for path in other.entries if path.startswith("lessons/"))
    return next(path.partition("/")[2] for path in listed if other.entries[path]["text"] == LEARNED)


def places(phone: Window, *lessons: str) -> None:
    for lesson in lessons:
        phone.presses(phone.said("One more vote for: {lesson}", lesson=lesson))
    phone.shows(PLACED)


def commit(room: RoomInEngine) -> None:
    room.goes_to("commit")
    offers, takes = room.phones
    offers.presses("Offer a commitment")
    offers.types("If this happens", "a month ends")
    offers.types("I will", "restore one backup")
    is_right(room)
    offers.presses("Offer this")
    room.desk.shows("1 offer to read")
    room.desk.presses("Show to the room")
    room.screen.shows("If a month ends, I will restore one backup", "nobody yet")
    takes.presses("I’ll take this on")
    takes.types("Your own name", "ليلى")
    takes.presses("I’ll take this on")
    room.shows("ليلى")
    is_right(room)


def finish(room: RoomInEngine) -> None:
    room.goes_to("finish")
    room.phone.presses("Yes")
    is_right(room)
    room.desk.holds("#desk-next")
    room.desk.shows("Done. Everything is erased except the summary.")
    for phone in room.phones:
        phone.shows("Open the summary")
    is_right(room)
    room.phone.presses("Save as a page")
    assert HAPPENED in room.saved("*.html").read_text()
    room.desk.points_at(".desk-other > summary")
    room.desk.presses("JSON")
    summary = json.loads(room.saved("*.json").read_text())
    assert {card["happened"] for card in summary["cards"]} == {HAPPENED, IN_ARABIC}
    votes = {lesson["text"]: lesson["votes"] for lesson in summary["lessons"] if lesson["chosen"]}
    assert votes == {LEARNED: 8, LEARNED_IN_ARABIC: 1, ADDED: 1}
    assert [one["owner"] for one in summary["commitments"]] == ["ليلى"]


def is_right(room: RoomInEngine) -> None:
    """Nothing is cut off or lies to the side, on any screen, read from its own side."""
    for window in (room.desk, room.screen, *room.phones):
        window.is_whole()
    assert room.arabic.has("[dir=rtl] h1") or room.arabic.has("h1[dir=rtl]")
