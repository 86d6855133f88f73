"""Each device speaks its own language in one room, and the room its own."""

import re

from playwright.sync_api import expect

from tests.support.browser import PATIENCE, PHONE, Stage, Window
from tests.support.room_in_browser import WRONG, RoomInBrowser
from tests.support.ruler import right_edges
from workshop.languages import Languages

LANGUAGES = Languages()
SIDE = 20
"""Pixels beside a phone's page."""
GERMAN, ARABIC = LANGUAGES.translator("de"), LANGUAGES.translator("ar")


def joins(room: RoomInBrowser, locale: str) -> Window:
    """A phone whose own setting is this language comes in by the address and the code."""
    say = LANGUAGES.translator(locale)
    context = room.stage.browser.new_context(viewport=PHONE, has_touch=True, locale=locale)
    room.stage.contexts.append(context)
    phone = Window(context.new_page())
    phone.page.goto(room.stage.server.url)
    phone.types(say("Code on the room's screen"), room.stage.code(room.projector))
    phone.presses(say("Next"))
    phone.presses(say("Join"))
    phone.shows(say("You are in."))
    return phone


def reads(phone: Window, language: str, direction: str) -> None:
    root = phone.page.locator("html")
    expect(root).to_have_attribute("lang", language, timeout=PATIENCE)
    expect(root).to_have_attribute("dir", direction)


def chooses(phone: Window, name: str) -> None:
    phone.page.locator(".language-choice").select_option(label=name)


def test_three_languages_meet_in_one_room(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=0)
    german, arabic = joins(room, "de"), joins(room, "ar")
    reads(german, "de", "ltr")
    reads(arabic, "ar", "rtl")
    room.skips_to("Write")
    for phone, say in ((german, GERMAN), (arabic, ARABIC)):
        phone.shows(WRONG, say("Send this card"))
        prompt = phone.page.locator("bdi[lang=en]").first
        expect(prompt).to_contain_text("Something at work that went wrong")
    room.desk.shows("In silence.")


def test_words_of_another_direction_begin_where_the_page_begins(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=0)
    phone = stage.window(PHONE, touch=True, locale="ar")
    phone.page.goto(stage.server.url)
    phone.shows("Code on the room's screen")
    assert right_edges(phone.page, ".opening > p", "h1", "label") == {PHONE["width"] - SIDE}
    phone.types("Code on the room's screen", stage.code(room.projector))
    phone.presses("Next")
    phone.shows("What is stored")
    assert right_edges(phone.page, ".opening > p", "h2.t-title", ".part-title") == {
        PHONE["width"] - SIDE
    }
    assert (
        phone.page.locator("h2.t-title").evaluate("one => getComputedStyle(one).direction") == "ltr"
    )


def test_a_phone_changes_its_language_and_loses_nothing_that_was_typed(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=0)
    phone = joins(room, "de")
    room.skips_to("Write")
    field = phone.page.get_by_role("textbox").locator("visible=true").first
    field.fill("Der Server stand still")
    phone.presses(GERMAN("This phone"))
    chooses(phone, "العربية")
    phone.shows(ARABIC("What lies on this phone"))
    reads(phone, "ar", "rtl")
    phone.presses(ARABIC("Back"))
    expect(field).to_have_value("Der Server stand still")
    phone.page.reload()
    phone.shows(ARABIC("Send this card"))
    reads(phone, "ar", "rtl")
    expect(field).to_have_value("Der Server stand still")
    assert phone.page.context.cookies() == []


def test_every_browser_draws_the_choice_of_a_language_alike(stage: Stage) -> None:
    phone = RoomInBrowser(stage, phones=1).phones[0]
    phone.presses("This phone")
    choice = phone.page.locator(".language-choice")
    expect(choice).to_have_css("appearance", "none")
    expect(choice).to_have_css("background-image", re.compile("linear-gradient.*linear-gradient"))


def test_a_choice_at_the_door_holds_and_goes_when_the_device_forgets(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=0)
    phone = stage.window(PHONE, touch=True)
    phone.page.goto(stage.server.url)
    phone.page.get_by_role("link", name="Français").click()
    french = LANGUAGES.translator("fr")
    reads(phone, "fr", "ltr")
    phone.types(french("Code on the room's screen"), stage.code(room.projector))
    phone.presses(french("Next"))
    phone.shows(french("What is stored"))
    reads(phone, "fr", "ltr")
    chooses(phone, "Deutsch")
    phone.presses(GERMAN("Join"))
    phone.presses(GERMAN("This phone"))
    phone.presses(GERMAN("Forget this device"))
    phone.presses(GERMAN("Yes, forget this device"))
    phone.shows(GERMAN("This phone has forgotten."))
    assert phone.page.evaluate("localStorage.length") == 0
    assert not stage.complaints


def test_the_desk_changes_its_language_while_it_runs_and_keeps_it(stage: Stage) -> None:
    desk, spanish = stage.desk(), LANGUAGES.translator("es")
    desk.page.get_by_role("link", name="New workshop").click()
    desk.types("Title", "Spring release, looking back")
    desk.page.locator("details summary").first.click()
    desk.page.locator("[name=language]").select_option("es")
    desk.presses("Open the workshop")
    desk.shows("Can phones reach me?")
    projector = stage.projector(desk)
    projector.shows(spanish("No account, no e-mail, no app."))
    reads(projector, "es", "ltr")
    desk.page.locator(".language-choice").select_option(label="Deutsch")
    desk.shows(GERMAN("Can phones reach me?"))
    desk.page.reload()
    desk.shows(GERMAN("Can phones reach me?"))
    reads(desk, "de", "ltr")
