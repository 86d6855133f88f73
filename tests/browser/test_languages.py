"""Each device speaks its own language in one room, and the room its own."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import PATIENCE, PHONE, Stage, Window
from tests.support.room_in_browser import TELL, WRONG, RoomInBrowser, opens_all
from tests.support.ruler import right_edges
from workshop.languages import Languages

LANGUAGES = Languages()
SIDE = 20
"""Pixels beside a phone's page."""
GERMAN, ARABIC = LANGUAGES.translator("de"), LANGUAGES.translator("ar")


@pytest.fixture(scope="module")
def arriving(shared: Stage) -> RoomInBrowser:
    """A room to which people come."""
    return RoomInBrowser(shared, phones=0)


@pytest.fixture(scope="module")
def code(arriving: RoomInBrowser) -> str:
    """The join code of the room, which its screen shows while people arrive."""
    return arriving.stage.code(arriving.projector)


@pytest.fixture(scope="module")
def room(arriving: RoomInBrowser, code: str) -> RoomInBrowser:
    """The room when it writes; two of its phones came before, by the address and the code."""
    arriving.phones = [joins(arriving.stage, code, locale) for locale in ("de", "ar")]
    arriving.skips_to("Write")
    return arriving


def joins(stage: Stage, code: str, locale: str) -> Window:
    """A phone whose own setting is this language comes in by the address and the code."""
    phone = stage.window(PHONE, touch=True, locale=locale)
    phone.page.goto(stage.server.url)
    phone.types("Code on the room’s screen", code)
    phone.presses("Next")
    phone.presses("Join")
    phone.shows("You are in.")
    return phone


def reads(phone: Window, language: str, direction: str) -> None:
    root = phone.page.locator("html")
    expect(root).to_have_attribute("lang", language, timeout=PATIENCE)
    expect(root).to_have_attribute("dir", direction)


def chooses(phone: Window, name: str) -> None:
    phone.page.locator(".language-choice").select_option(label=name)


def test_three_languages_meet_in_one_room(room: RoomInBrowser) -> None:
    german, arabic = room.phones
    reads(german, "de", "ltr")
    reads(arabic, "ar", "rtl")
    for phone in room.phones:
        phone.shows(WRONG, TELL, "Send this card")
        expect(phone.page.locator("bdi[lang=en]")).to_have_count(0)
    room.desk.shows("Writing in silence.")


def test_words_of_another_direction_begin_where_the_page_begins(code: str, visit: Stage) -> None:
    phone = visit.window(PHONE, touch=True, locale="ar")
    phone.page.goto(visit.server.url)
    phone.shows("Code on the room’s screen")
    assert right_edges(phone.page, ".opening > p", "h1", "label") == {PHONE["width"] - SIDE}
    phone.types("Code on the room’s screen", code)
    phone.presses("Next")
    phone.shows("What is stored")
    assert right_edges(phone.page, ".opening > p", "h2.t-title", ".part-title") == {
        PHONE["width"] - SIDE
    }
    assert (
        phone.page.locator("h2.t-title").evaluate("one => getComputedStyle(one).direction") == "ltr"
    )


def test_a_phone_changes_its_language_and_loses_nothing_that_was_typed(
    room: RoomInBrowser, visit: Stage
) -> None:
    phone = visit.phone(room.desk, "de", into="Send this card")
    field = phone.page.get_by_role("textbox").locator("visible=true").first
    field.fill("Der Server stand still")
    phone.presses("Privacy")
    chooses(phone, "العربية")
    phone.shows(ARABIC("What this phone keeps"))
    reads(phone, "ar", "rtl")
    phone.presses(ARABIC("Back"))
    expect(field).to_have_value("Der Server stand still")
    phone.page.reload()
    phone.shows(ARABIC("Send this card"))
    reads(phone, "ar", "rtl")
    expect(field).to_have_value("Der Server stand still")
    assert phone.page.context.cookies() == []


@pytest.mark.long
def test_every_browser_draws_the_choice_of_a_language_alike(
    room: RoomInBrowser, visit: Stage
) -> None:
    phone = visit.phone(room.desk, into="Send this card")
    phone.presses("Privacy")
    choice = phone.page.locator(".language-choice")
    expect(choice).to_have_css("appearance", "none")
    expect(choice).to_have_css("background-image", re.compile("linear-gradient.*linear-gradient"))


@pytest.mark.long
def test_a_choice_at_the_door_holds_and_goes_when_the_device_forgets(
    code: str, visit: Stage
) -> None:
    phone = visit.window(PHONE, touch=True)
    phone.page.goto(visit.server.url)
    phone.page.get_by_role("link", name="Français").click()
    french = LANGUAGES.translator("fr")
    reads(phone, "fr", "ltr")
    phone.types(french("Code on the room’s screen"), code)
    phone.presses(french("Next"))
    phone.shows(french("What is stored"))
    reads(phone, "fr", "ltr")
    chooses(phone, "Deutsch")
    phone.presses(GERMAN("Join"))
    phone.presses(GERMAN("Privacy"))
    phone.holds(GERMAN("Forget this device"))
    phone.shows(GERMAN("This phone has forgotten the workshop."))
    assert phone.page.evaluate("localStorage.length") == 0
    assert not visit.complaints


@pytest.mark.long
def test_the_desk_changes_its_language_while_it_runs_and_keeps_it(visit: Stage) -> None:
    desk = visit.signed_in("desk/new")
    opens_all(desk.page)
    desk.types("Title", "Spring release, looking back")
    desk.page.locator("#nobody").check()
    desk.page.locator("[name=language]").select_option("es")
    desk.presses("Open the workshop")
    desk.shows("Can phones connect?")
    projector = visit.projector(desk, "es")
    projector.shows("No account, no e-mail, no app.")
    reads(projector, "es", "ltr")
    desk.unfolds("More")
    desk.page.locator(".language-choice").select_option(label="Deutsch")
    desk.shows(GERMAN("Can phones connect?"))
    desk.page.reload()
    desk.shows(GERMAN("Can phones connect?"))
    reads(desk, "de", "ltr")
