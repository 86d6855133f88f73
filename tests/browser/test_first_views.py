"""From the end of write to the end of talk a phone's first view does not tell what was written."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.browser import PATIENCE, Stage, Window, comes_to, on_stage
from tests.support.crowd import Crowd
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, writes
from tests.support.server import own_server

READ = """() => {
    const shown = document.querySelector("#view").cloneNode(true);
    for (const one of shown.querySelectorAll("details:not([open]) > :not(summary)")) one.remove();
    return shown.textContent.replaceAll(/\\s+/g, " ");
}"""


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One server for the rooms of this file."""
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as made:
        yield made


@pytest.mark.long
def test_a_phone_with_cards_notices_and_drafts_looks_like_one_without(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=2)
    author, other = room.phones
    crowd = Crowd(stage, room.desk, 2)
    room.skips_to("Write")
    writes(author, "It broke, and I said nothing.", "Say so.", may_stand=True)
    author.page.get_by_role("textbox").locator("visible=true").first.fill("Half a thought")
    other.presses("Nothing to add")
    crowd.writes([("It fell.", ""), ("It stopped.", "")])
    room.desk.shows("All or nearly all have taken part.")
    room.ends_writing("Look through")
    sets_all_aside(room.desk, "It broke, and I said nothing.")
    pauses(room)
    look_alike(author, other)
    room.hold()
    room.arrives_at("Reveal")
    pauses(room)
    look_alike(author, other)
    room.press()
    for phone in (author, other):
        phone.shows("On the room’s screen now")
    look_alike(author, other)
    room.skips_to("Talk")
    pauses(room)
    look_alike(author, other)
    has_of_its_own(
        author, "Half a thought", "We kept one of your cards off the screen to protect you"
    )
    has_of_its_own(other, "You sent nothing.")
    crowd.leave()


@pytest.mark.long
def test_cards_that_came_back_show_on_no_first_view(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=2)
    author, other = room.phones
    room.skips_to("Write")
    writes(author, "It broke, and I said nothing.")
    other.presses("Nothing to add")
    room.desk.shows("All or nearly all have taken part.")
    room.ends_writing("Look through")
    pauses(room)
    look_alike(author, other)
    room.hold()
    room.arrives_at("Reveal")
    pauses(room)
    look_alike(author, other)


def sets_all_aside(desk: Window, happened: str) -> None:
    """Opens the cards until it is this one, and sets it aside."""
    desk.page.locator(".desk-cover").first.click()
    desk.presses("Yes, open it")
    card = desk.page.locator(".desk-uncovered")
    while happened not in (text := card.inner_text()):
        desk.presses("Fine, next card")
        expect(card).not_to_have_text(text, timeout=PATIENCE)
    desk.page.keyboard.press("x")
    desk.presses("to protect the writer")
    desk.shows("Set aside, to protect the writer.")


def pauses(room: RoomInBrowser) -> None:
    """So that no clock runs while two phones are compared."""
    room.desk.presses("Pause")
    for phone in room.phones:
        phone.shows("Paused.")


def look_alike(one: Window, other: Window) -> None:
    """By what stands on them outside of what is folded up, and by every pixel."""
    comes_to(one.page, lambda: one.page.evaluate(READ) == other.page.evaluate(READ), True)
    comes_to(one.page, lambda: one.page.screenshot() == other.page.screenshot(), True)
