"""Lessons from phones: the desk reads them, and a phone hears what became of its own."""

import pytest

from tests.support.browser import Stage
from tests.support.room_in_browser import RoomInBrowser, adds_lesson, has_of_its_own

SAID = ("Call the one who knows.", "Write it down first.", "Ask who was missing.")


def read_now(room: RoomInBrowser) -> str:
    """Returns the first lesson from phones that the desk has to decide about."""
    return room.desk.page.locator(".desk-lessons-foot .t-lesson").first.inner_text()


@pytest.mark.long
def test_a_lesson_is_read_first_and_what_is_not_let_on_comes_back(stage: Stage) -> None:
    room = RoomInBrowser(stage, template="60")
    room.skips_to("Lessons")
    for phone, text in zip(room.phones, SAID, strict=True):
        adds_lesson(phone, text)
    room.closes_adding()
    room.desk.shows("3 lessons from phones to read")
    out = read_now(room)
    room.desk.presses(f"Set aside {out}")
    room.desk.shows("Only its writer sees it:")
    room.desk.presses("to protect the writer")
    room.desk.shows("Lesson set aside, to protect the writer.", "2 lessons from phones to read")
    on = read_now(room)
    room.desk.presses(f"Add to lessons {on}")
    room.shows(on)
    room.desk.shows("1 lesson from phones to read", "1 undecided lesson goes back")
    unread = read_now(room)
    room.projector.hides(unread)
    room.goes_on_by_holding("Vote")
    aside = "We kept this lesson off the list to protect you: people could have recognised you."
    late = "There was no time to read this lesson, so it was not shown. It stays with you."
    for phone in room.phones:
        phone.hides(aside, late, out, unread)
    writers = dict(zip(SAID, room.phones, strict=True))
    has_of_its_own(writers[out], aside, out)
    has_of_its_own(writers[on], "It is on the list.", on)
    has_of_its_own(writers[unread], late, unread)
    assert room.stage.complaints == []


@pytest.mark.long
def test_lessons_of_too_few_come_back_as_the_list_ends_and_the_desk_sees_none(
    stage: Stage,
) -> None:
    room = RoomInBrowser(stage, template="60")
    room.skips_to("Lessons")
    for phone, text in zip(room.phones[:2], SAID, strict=False):
        adds_lesson(phone, text)
    room.closes_adding()
    room.goes_on_by_holding("Vote")
    room.desk.hides(*SAID)
    back = "Too few for it to be shown; it stays with you."
    for phone, text in zip(room.phones[:2], SAID, strict=False):
        phone.hides(back, text)
        has_of_its_own(phone, back, text)
    assert room.stage.complaints == []
