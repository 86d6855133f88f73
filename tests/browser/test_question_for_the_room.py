"""The questions of a story: the desk shows all of them, and chooses the one that the room sees."""

import pytest

from tests.support.axe import axe_finds
from tests.support.browser import Stage
from tests.support.room_in_browser import RoomInBrowser
from workshop.stories.pack import built_in

STORY = next(one for one in built_in() if one.told_by.name == "Romal Tune")
FIRST, SECOND, THIRD = STORY.questions


@pytest.mark.long
def test_the_desk_shows_all_questions_and_the_room_the_chosen_one(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1)
    room.skips_to("Story")
    room.desk.shows(FIRST, SECOND, THIRD)
    for _ in range(len(STORY.steps) + 1):
        room.turns_page()
    room.shows(FIRST)
    room.desk.presses(f"Choose {THIRD}")
    room.shows(THIRD)
    for window in (room.projector, *room.phones):
        window.hides(FIRST)
    assert axe_finds(room.desk.page) == []
    assert room.stage.complaints == []


@pytest.mark.long
def test_a_second_press_on_a_question_chooses_no_other(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1)
    room.skips_to("Story")
    for _ in range(len(STORY.steps) + 1):
        room.turns_page()
    room.desk.button(f"Choose {SECOND}").dblclick()
    room.shows(SECOND)
    room.desk.button(f"Chosen {SECOND}").click()
    room.desk.presses(f"Choose {FIRST}")
    room.shows(FIRST)
