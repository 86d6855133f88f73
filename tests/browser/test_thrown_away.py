"""A workshop is thrown away from the list, and no screen goes on showing a word of it."""

from urllib.parse import urljoin

import pytest
from playwright.sync_api import expect

from tests.support.axe import axe_finds_by_turns
from tests.support.browser import PATIENCE, Stage, is_held
from tests.support.room_in_browser import RoomInBrowser, adds_lesson, has_of_its_own

TITLE = "Spring release, looking back"
LESSON = "Ask before Friday."


@pytest.mark.long
def test_no_screen_goes_on_showing_a_workshop_that_was_thrown_away(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1, also=("ar",), keep_until="2199-03-03")
    room.projector.shows(TITLE)
    room.skips_to("Lessons")
    adds_lesson(room.phones[0], LESSON)
    facilitator = room.desk.page.context.new_page()
    facilitator.goto(urljoin(room.desk.page.url, "/desk/"))
    facilitator.get_by_text("All workshops and summaries").click()
    facilitator.get_by_role("link", name=f"Throw away: {TITLE}").click()
    facilitator.get_by_role("link", name="Keep it").click()
    room.desk.shows("Lessons from phones")
    facilitator.get_by_text("All workshops and summaries").click()
    facilitator.get_by_role("link", name=f"Throw away: {TITLE}").click()
    button = facilitator.get_by_role("button", name="Throw it away")
    button.click()
    said = facilitator.get_by_role("status").filter(has_text="Hold for a second.")
    expect(said).to_be_visible(timeout=PATIENCE)
    button.hover()
    facilitator.mouse.down()
    is_held(facilitator)
    facilitator.mouse.up()
    facilitator.get_by_role("link", name="New workshop").wait_for()
    assert TITLE not in facilitator.content()
    for window in (room.desk, room.projector, *room.phones):
        window.shows("This workshop is no longer here.")
        window.hides(TITLE)
    has_of_its_own(room.phones[0], LESSON)
    pages = [window.page for window in (room.desk, room.projector, *room.phones)]
    assert axe_finds_by_turns(pages) == []
    room.desk.page.get_by_role("link", name="Go to workshops").click()
    room.desk.shows("New workshop")
    assert stage.complaints == []
