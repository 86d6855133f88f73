"""A phone after the seal still has the summary, whom to turn to, and the line of the hour."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import axe_finds_by_turns
from tests.support.browser import Stage, Window, comes_to, on_stage
from tests.support.room_in_browser import RoomInBrowser
from tests.support.server import own_server

SUPPORT, REPORTING = "Noor in room 4, extension 100", "the ombuds office"
CONTACTS = (SUPPORT, f"This is not a reporting channel. To report something: {REPORTING}")
UNTIL = re.compile(
    r"Get the summary here by (Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day \d\d:\d\d at the"
)
NO_LANGUAGE = """
Object.defineProperty(Navigator.prototype, "language", { get: () => "C" });
Object.defineProperty(Navigator.prototype, "languages", { get: () => ["C"] });
"""
"""As a browser says it that runs under LC_ALL=C."""
LINE = "() => document.querySelector('.stage-line polyline').getAttribute('points')"


@dataclass(frozen=True)
class Sealed:
    """A sealed room, and the lines of the hour as they were drawn before."""

    room: RoomInBrowser
    before: list[str]


class WithoutLanguage(Stage):
    """A stage whose browsers know no language."""

    def window(self, size: dict[str, int], touch: bool = False, locale: str = "en-GB") -> Window:
        window = super().window(size, touch, locale)
        window.page.add_init_script(NO_LANGUAGE)
        return window


@pytest.fixture(scope="module")
def sealed(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sealed]:
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as stage:
        room = RoomInBrowser(stage, phones=1, template="30", support=SUPPORT, reporting=REPORTING)
        is_at_its_finish(room)
        room.phones[0].shows(*CONTACTS)
        before = lines(room)
        seals(room)
        yield Sealed(room, before)


@pytest.fixture
def room(sealed: Sealed) -> Iterator[RoomInBrowser]:
    """The sealed room, whose server a test may kill."""
    yield sealed.room
    sealed.room.stage.server.kill()
    sealed.room.stage.server.start()


def lines(room: RoomInBrowser) -> list[str]:
    """The line of the hour on the phone and on the room's screen."""
    return [one.page.evaluate(LINE) for one in (room.phones[0], room.projector)]


def is_at_its_finish(room: RoomInBrowser) -> None:
    room.skips_to("Finish")
    room.projector.shows("Stories stay. Lessons leave.")


def seals(room: RoomInBrowser) -> Window:
    room.hold()
    room.projector.shows("No lesson was kept.")
    room.phones[0].shows("Open the summary")
    return room.phones[0]


def test_the_line_keeps_its_shape_and_contacts_stay_at_hand(sealed: Sealed) -> None:
    room = sealed.room
    phone = room.phones[0]
    phone.shows(*CONTACTS)
    assert lines(room) == sealed.before
    phone.page.reload()
    phone.shows(*CONTACTS)
    assert lines(room) == sealed.before
    assert axe_finds_by_turns([phone.page, room.projector.page]) == []
    assert room.stage.complaints == []


def test_the_summary_opens_beside_a_page_that_outlives_the_server(room: RoomInBrowser) -> None:
    (phone,) = room.phones
    phone.shows(UNTIL, "Close that tab to come back here.")
    summary = phone.opens("Open the summary")
    summary.shows("What is not included")
    room.stage.server.kill()
    summary.page.close()
    phone.shows(*CONTACTS, "Thank you.")


@pytest.mark.long
def test_it_is_saved_as_a_page_that_needs_no_server_and_as_a_pdf(
    room: RoomInBrowser, whole_browser: Browser, tmp_path: Path
) -> None:
    phone = in_whole_browser(whole_browser, room.phones[0])
    page, pdf = saves(phone, "Save as a page", tmp_path), saves(phone, "Save as PDF", tmp_path)
    assert (page.suffix, pdf.read_bytes()[:5]) == (".html", b"%PDF-")
    assert "127.0.0.1" not in page.read_text("utf-8")
    room.stage.server.kill()
    phone.page.goto(page.as_uri())
    expect(phone.page.get_by_role("heading", level=1)).to_have_text("Spring release, looking back")


def in_whole_browser(browser: Browser, phone: Window) -> Window:
    """A phone of the room in a browser that closes the tab of a file that is saved."""
    page = phone.page
    context = browser.new_context(
        viewport=page.viewport_size, storage_state=page.context.storage_state(), locale="en-GB"
    )
    same = Window(context.new_page())
    same.page.goto(page.url)
    same.shows("Open the summary")
    return same


def saves(phone: Window, name: str, folder: Path) -> Path:
    with phone.page.expect_download() as waited:
        phone.page.get_by_role("link", name=name).click()
    path = folder / waited.value.suggested_filename
    waited.value.save_as(path)
    comes_to(phone.page, lambda: len(phone.page.context.pages), 1)  # its tab closes by itself
    return path


@pytest.mark.long
def test_what_keeps_a_file_from_coming_is_read_beside_the_page(room: RoomInBrowser) -> None:
    (phone,) = room.phones
    room.stage.server.kill()
    with phone.page.expect_popup() as tab:
        phone.page.get_by_role("link", name="Save as PDF").click()
    tab.value.close()
    phone.shows(*CONTACTS, "Thank you.")


@pytest.mark.long
def test_a_browser_whose_language_is_no_language_shows_every_hour(
    browser: Browser, sealed: Sealed
) -> None:
    stage = WithoutLanguage(browser, sealed.room.stage.server)
    stage.cookie = sealed.room.stage.cookie
    room = RoomInBrowser(stage, phones=1, template="30", free_at="23:59")
    assert room.desk.page.evaluate("navigator.language") == "C"
    room.desk.shows("room free at 23:59")
    is_at_its_finish(room)
    seals(room).shows(UNTIL)
    assert stage.complaints == []
    stage.close()
