"""More than one pair of hands: a helper at the desk, and a desk that somebody else takes over."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.axe import axe_finds
from tests.support.browser import LAPTOP, PATIENCE, PHONE, Stage, Window, rested
from tests.support.room_in_browser import RoomInBrowser
from tests.support.waiting import WITHIN, until

OPENED = "Can phones connect?"
PASSWORD = "lock-and-smith"


def to_links(desk: Window) -> None:
    desk.unfolds("More")
    desk.page.get_by_role("link", name="Share this desk", exact=True).click()
    expect(desk.page.get_by_role("heading", name="Links", exact=True)).to_be_visible(
        timeout=PATIENCE
    )
    desk.shows("All links to this workshop")


def test_from_the_printed_link_to_a_trial_that_a_phone_leads_are_five_presses(
    stage: Stage,
) -> None:
    """The link, two buttons, the phone's camera, the link that it reads."""
    desk = stage.desk()
    desk.presses("Try it with pretend people")
    expect(desk.page.locator(".desk-unopened")).to_be_visible(timeout=PATIENCE)
    with desk.page.expect_response("**/links/phone") as made:
        desk.presses("Show the code")
    expect(desk.page.locator(".desk-lead-code svg")).to_be_visible(timeout=PATIENCE)
    assert axe_finds(desk.page) == []
    link = made.value.json()["url"]
    phone = stage.window(PHONE, touch=True)
    phone.page.goto(f"{stage.server.url}enter#{link.partition('#')[2]}")
    phone.shows("8 are here", "Next page")
    desk.shows("No account, no e-mail, no app.")
    expect(desk.page).to_have_title(re.compile("ROOM SCREEN"), timeout=PATIENCE)


@pytest.mark.long
def test_a_code_that_nobody_uses_is_no_link_after_its_minute_also_where_the_desk_has_gone(
    stage: Stage,
) -> None:
    desk = RoomInBrowser(stage, phones=0).desk
    links = f"{desk.page.url.rstrip('/')}/links"
    with desk.page.expect_response("**/links/phone") as made:
        desk.presses("Show the code")
    link = made.value.json()["link"]
    desk.page.goto(links)
    assert link in desk.page.content()
    until(lambda: desk.page.reload() and link not in desk.page.content(), within=2 * WITHIN)


def comes_by(stage: Stage, desk: Window) -> Window:
    """Somebody else's laptop, on which the link that was just made is opened."""
    link = desk.page.get_by_role("textbox", name="The link").input_value()
    other = stage.window(LAPTOP)
    other.page.goto(f"{stage.server.url}enter#{link.partition('#')[2]}")
    other.shows(OPENED)
    return other


@pytest.mark.long
def test_a_helper_runs_a_stage_until_the_link_is_taken_back(visit: Stage) -> None:
    desk = RoomInBrowser(visit, phones=0).desk
    address = desk.page.url
    to_links(desk)
    desk.types("Who is it for?", "Ana")
    desk.presses("Make a link for a helper")
    desk.shows("Here is the link: Ana", "It works once.")
    assert axe_finds(desk.page) == []
    wide = desk.page.viewport_size
    desk.page.set_viewport_size({"width": 320, "height": 568})
    field = desk.page.get_by_role("textbox", name="The link")
    assert field.evaluate("(one) => one.scrollHeight <= one.clientHeight + 1"), "it is cut"
    desk.page.set_viewport_size(wide or {"width": 1280, "height": 720})
    desk.presses("Copy the link")
    desk.shows(re.compile("Copied|selected"))
    helper = comes_by(visit, desk)
    helper.unfolds("More")
    expect(helper.page.get_by_role("link", name="Share this desk", exact=True)).to_have_count(0)
    helper.page.keyboard.press("Escape")
    expect(helper.page.get_by_role("button", name="Rehearse it first")).to_have_count(0)
    assert PASSWORD not in shows_a_wifi(helper)
    leads(helper, "Story")
    desk.page.goto(f"{address}links")
    desk.shows("1 browser signed in")
    desk.presses("Withdraw: Ana")
    helper.shows("This desk was closed.", re.compile("has been withdrawn"))
    assert axe_finds(helper.page) == []
    helper.hides("Look through", "Spring release")
    for path in (address, f"{visit.server.url}desk/"):
        helper.page.goto(path)
        helper.shows("You need a link to open this page")
    desk.page.goto(address)
    desk.shows("Look through")


def shows_a_wifi(desk: Window) -> str:
    """Says the room's Wi-Fi at a desk; gives what its browser has kept then."""
    desk.unfolds("join link")
    desk.presses("Show a Wi-Fi network")
    desk.types("Wi-Fi name", "Atrium")
    desk.types("Wi-Fi password", PASSWORD)
    desk.page.locator(".desk-wifi-form").get_by_role("button", name="Save").click()
    desk.shows("Atrium, with its password as text and as a code")
    return kept(desk)


def kept(desk: Window) -> str:
    return str(desk.page.evaluate("JSON.stringify(localStorage)"))


def leads(desk: Window, to: str) -> None:
    """Goes on from the arrival by the one filled button, past the rules."""
    desk.shows("Next page")
    desk.page.locator("#desk-next").click()
    desk.shows(f"Next: {to}")
    rested(desk.page)
    desk.page.locator("#desk-next").click()
    current = desk.page.locator("[aria-current=step]").filter(has_text=to)
    expect(current.first).to_be_visible(timeout=PATIENCE)


@pytest.mark.long
def test_a_desk_that_changes_hands_says_so_on_both_sides(visit: Stage) -> None:
    desk = RoomInBrowser(visit, phones=0).desk
    address = desk.page.url
    old = desk.page.context.new_page()
    old.goto(address)
    to_links(desk)
    desk.presses("Make a handover link")
    desk.shows("Here is the handover link for this desk")
    taken = comes_by(visit, desk)
    desk.shows("The desk was handed over.")
    expect(desk.page.get_by_role("textbox", name="The link")).to_have_count(0)
    expect(old.get_by_role("heading", name="The desk was handed over.")).to_be_visible(
        timeout=PATIENCE
    )
    leads(taken, "Story")
    to_links(taken)
    expect(taken.page.get_by_role("link", name="Workshops")).to_have_count(0)
    old.get_by_role("link", name="Open this desk again").click()
    expect(old.get_by_text(OPENED).or_(old.get_by_text("Look through")).first).to_be_visible()
    assert visit.foreign_requests == set()


@pytest.mark.long
def test_a_laptop_that_was_signed_out_keeps_no_password(stage: Stage) -> None:
    desk = RoomInBrowser(stage, phones=0).desk
    assert PASSWORD in shows_a_wifi(desk)
    to_links(desk)
    desk.page.get_by_text("Then sign this browser out").click()
    desk.presses("Make a handover link")
    desk.shows("Here is the handover link for this desk")
    comes_by(stage, desk)
    desk.shows("The desk was handed over.")
    assert PASSWORD not in kept(desk)
