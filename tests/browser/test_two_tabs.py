"""One phone, two tabs: what one sends the other cannot send again, and nothing is lost."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.support.beside import selected_beside
from tests.support.browser import PATIENCE, Stage, Window, comes_to
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, own, writes

DEAF = "addEventListener('storage', (event) => event.stopImmediatePropagation());"
"""A tab that hears nothing from the others, as one that sleeps."""
BLIND = """
const read = Storage.prototype.getItem;
let seen = null;
window.closeEyes = () => (seen = { ...localStorage });
Storage.prototype.getItem = function (name) {
  return seen && this === localStorage ? seen[name] ?? null : read.call(this, name);
};
const write = Storage.prototype.setItem;
Storage.prototype.setItem = function (name, text) {
  write.call(this, name, text);
  seen = null;
};
"""
"""A tab whose process, until it writes, has not been told what another one has just written."""


@pytest.fixture(scope="module")
def room(shared: Stage) -> RoomInBrowser:
    """A room that writes."""
    room = RoomInBrowser(shared, phones=0)
    room.skips_to("Write")
    return room


@pytest.fixture
def phone(room: RoomInBrowser, visit: Stage) -> Window:
    """A phone that has just come into it, with nothing on it."""
    return visit.phone(room.desk, into="Send this card")


def second_tab(phone: Window, script: str = "") -> Window:
    """The phone's page, opened once more on the same phone."""
    page = phone.page.context.new_page()
    if script:
        page.add_init_script(script)
    page.goto(phone.page.url)
    return Window(page)


def field(tab: Window) -> Locator:
    """The field for what happened."""
    return tab.page.get_by_role("textbox").locator("visible=true").first


@pytest.fixture
def came(room: RoomInBrowser) -> Callable[[], int]:
    """Counts the cards that have come into the workshop's file since the test began."""
    before = counted(room)
    return lambda: counted(room) - before


def counted(room: RoomInBrowser) -> int:
    """The cards in the workshop's file."""
    id_ = room.desk.page.url.rstrip("/").rpartition("/")[2]
    return len(selected_beside(room.stage.server.data, id_, "SELECT key FROM card"))


def waits_for_nothing(tab: Window) -> None:
    """Until all that this phone gave has its answer."""
    left = (
        "() => Object.keys(localStorage).flatMap((k) => JSON.parse(localStorage[k]).outbox ?? [])"
    )
    comes_to(tab.page, lambda: tab.page.evaluate(left), [])


@pytest.mark.long
def test_what_is_typed_and_sent_in_one_tab_shows_in_the_other(
    visit: Stage, phone: Window, came: Callable[[], int]
) -> None:
    other = second_tab(phone)
    expect(field(other)).to_have_value("")
    field(phone).fill("It broke")
    expect(field(other)).to_have_value("It broke", timeout=PATIENCE)
    phone.presses("Send this card")
    has_of_its_own(other, "Your card has arrived.", "It broke")
    expect(field(other)).to_have_value("")
    assert came() == 1
    assert not visit.complaints + other.complaints


@pytest.mark.long
def test_a_draft_that_another_tab_has_sent_is_not_sent_from_a_tab_that_slept(
    phone: Window, came: Callable[[], int]
) -> None:
    field(phone).fill("It broke")
    asleep = second_tab(phone, DEAF)
    expect(field(asleep)).to_have_value("It broke")
    writes(phone, "It broke")
    asleep.presses("Send this card")
    has_of_its_own(asleep, "Your card has arrived.")
    waits_for_nothing(phone)
    assert came() == 1
    writes(phone, "It broke again")
    comes_to(phone.page, came, 2)


def test_two_tabs_that_send_the_draft_in_the_same_moment_send_one_card(
    phone: Window, came: Callable[[], int]
) -> None:
    field(phone).fill("It broke")
    blind = second_tab(phone, BLIND)
    expect(field(blind)).to_have_value("It broke")
    blind.page.evaluate("closeEyes()")
    for tab in (phone, blind):
        tab.presses("Send this card")
        has_of_its_own(tab, "Your card has arrived.")
    waits_for_nothing(phone)
    assert came() == 1
    phone.page.reload()
    with own(phone):
        phone.shows("Your card has arrived.")
        expect(phone.page.locator(".sent-one")).to_have_count(1)


@pytest.mark.long
def test_what_waits_in_a_tab_that_is_closed_goes_out_from_the_other(
    room: RoomInBrowser, phone: Window, came: Callable[[], int]
) -> None:
    other = second_tab(phone)
    expect(field(other)).to_have_value("")
    room.stage.server.kill()
    field(phone).fill("It waits")
    phone.presses("Send this card")
    has_of_its_own(other, "1 item is still on its way.")
    with own(phone):
        phone.hides("Everything you sent has arrived.")
    phone.page.close(run_before_unload=True)
    room.stage.server.start()
    other.shows("Connected.")
    has_of_its_own(other, "Your card has arrived.")
    assert came() == 1


@pytest.mark.long
def test_votes_from_two_tabs_keep_to_one_budget(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=1)
    room.skips_to("Lessons")
    for lesson in ("Sleep before you promise.", "Count the chairs."):
        room.desk.types("Add a lesson", lesson)
        room.desk.page.get_by_label("Add a lesson").press("Enter")
        room.desk.page.locator(".desk-lessons > li", has_text=lesson).wait_for()
    room.skips_to("Vote")
    (phone,) = room.phones
    asleep = second_tab(phone, DEAF)
    more = re.compile("One more vote for")
    asleep.shows("3 of 3 votes left")
    for left in (2, 1):
        phone.presses(more)
        phone.shows(f"{left} of 3 votes left")
    asleep.presses(more)
    asleep.shows("At most 2 votes go on one lesson.", "1 of 3 votes left")
    waits_for_nothing(phone)
    phone.shows("1 of 3 votes left")
