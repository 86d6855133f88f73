"""What a phone still has after the seal: the summary, whom to turn to, and the line of the hour."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import axe_finds_by_turns
from tests.support.browser import Stage, Window, comes_to
from tests.support.room_in_browser import RoomInBrowser

SUPPORT, REPORTING = "Noor in room 4, extension 100", "the ombuds office"
CONTACTS = (SUPPORT, f"This is not a reporting channel; that is: {REPORTING}")
UNTIL = re.compile(
    r"can be fetched here until (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d\d:\d\d at the"
)
NO_LANGUAGE = """
Object.defineProperty(Navigator.prototype, "language", { get: () => "C" });
Object.defineProperty(Navigator.prototype, "languages", { get: () => ["C"] });
"""
"""As a browser says it that runs under LC_ALL=C."""
LINE = "() => document.querySelector('.stage-line polyline').getAttribute('points')"


@pytest.fixture
def room(stage: Stage) -> RoomInBrowser:
    """A room at its finish."""
    return at_its_finish(stage)


def at_its_finish(stage: Stage) -> RoomInBrowser:
    room = RoomInBrowser(stage, phones=1, template="30", support=SUPPORT, reporting=REPORTING)
    room.skips_to("Finish")
    room.projector.shows("Lessons leave.")
    return room


def seals(room: RoomInBrowser) -> Window:
    room.hold()
    room.projector.shows("Nothing else is kept.")
    room.phones[0].shows("Open the summary")
    return room.phones[0]


def test_the_line_keeps_its_shape_and_contacts_stay_at_hand(room: RoomInBrowser) -> None:
    phone, screen = room.phones[0], room.projector
    before = [phone.page.evaluate(LINE), screen.page.evaluate(LINE)]
    phone.shows(*CONTACTS)
    seals(room)
    phone.shows(*CONTACTS)
    assert [phone.page.evaluate(LINE), screen.page.evaluate(LINE)] == before
    phone.page.reload()
    phone.shows(*CONTACTS)
    assert phone.page.evaluate(LINE) == before[0]
    assert axe_finds_by_turns([phone.page, screen.page]) == []
    assert room.stage.complaints == []


def test_the_summary_opens_beside_a_page_that_outlives_the_server(room: RoomInBrowser) -> None:
    phone = seals(room)
    phone.shows(UNTIL, "Close that, and you are back here.")
    summary = phone.opens("Open the summary")
    summary.shows("What is not here")
    room.stage.server.kill()
    summary.page.close()
    phone.shows(*CONTACTS, "Thank you.")


def test_it_is_saved_as_a_page_that_needs_no_server_and_as_a_pdf(
    stage: Stage, whole_browser: Browser, tmp_path: Path
) -> None:
    stage.browser = whole_browser  # which closes the tab of a file that is saved
    room = at_its_finish(stage)
    phone = seals(room)
    page, pdf = saves(phone, "Save as a page", tmp_path), saves(phone, "Save as PDF", tmp_path)
    assert (page.suffix, pdf.read_bytes()[:5]) == (".html", b"%PDF-")
    assert "127.0.0.1" not in page.read_text("utf-8")
    room.stage.server.kill()
    phone.page.goto(page.as_uri())
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Spring release, looking back")


def saves(phone: Window, name: str, folder: Path) -> Path:
    with phone.page.expect_download() as waited:
        phone.page.get_by_role("link", name=name).click()
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    comes_to(phone.page, lambda: len(phone.page.context.pages), 1)  # its tab closes by itself
    return path


def test_what_keeps_a_file_from_coming_is_read_beside_the_page(room: RoomInBrowser) -> None:
    phone = seals(room)
    room.stage.server.kill()
    with phone.page.expect_popup() as tab:
        phone.page.get_by_role("link", name="Save as PDF").click()
    tab.value.close()
    phone.shows(*CONTACTS, "Thank you.")


def test_a_browser_whose_language_is_no_language_shows_every_hour(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1, template="30", free_at="23:59")
    (phone,) = room.phones
    for window in (room.desk, room.projector, phone):
        window.page.add_init_script(NO_LANGUAGE)
        window.page.reload()
    room.desk.shows("The room must be free at 23:59.")
    room.skips_to("Finish")
    room.projector.shows("Lessons leave.")
    seals(room).shows(UNTIL)
    assert stage.complaints == []
