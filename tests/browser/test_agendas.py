"""An agenda of a team's own, from the 60 minutes to the phones that see what it asks."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.support.axe import axe_finds
from tests.support.browser import PHONE, Stage, Window
from tests.support.room_in_browser import opens_all

PROMPT = "What broke in this sprint, and who noticed first?"
KINDS = "() => [...document.querySelectorAll('#stages > li')].map((row) => row.dataset.kind)"
HOUR = [
    "arrive", "go_first", "story", "write", "look_through", "reveal", "ask_how", "talk", "lessons",
    "vote", "commit", "finish",
]  # fmt: skip


def kinds(page: Page) -> list[str]:
    found: list[str] = page.evaluate(KINDS)
    return found


def row(page: Page, name: str) -> Locator:
    return page.locator("#stages > li").filter(
        has=page.get_by_role("button", name=name, exact=True)
    )


def editor(stage: Stage) -> Page:
    """The editor, as somebody comes to it who starts from the 60 minutes."""
    return opened(stage.signed_in("desk/agendas/new?from=60"))


def opened(window: Window) -> Page:
    """The page of this window, on which the 60 minutes are ready to be changed."""
    expect(window.page.get_by_label("Name", exact=True)).to_have_value("60 minutes, our version")
    window.page.locator(".agenda-phone").wait_for()
    return window.page


def test_an_agenda_is_shaped_kept_and_played(visit: Stage) -> None:
    desk = visit.signed_in("desk/")
    desk.page.get_by_role("link", name="Agendas").click()
    desk.page.get_by_role("link", name="Start from this one: 60 minutes").click()
    page = opened(desk)
    assert kinds(page) == HOUR
    take_out_talk(page)
    move_by_key(page)
    move_by_hand(page)
    ask(page)
    assert axe_finds(page) == []
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#state")).to_have_text("Saved.")
    page.get_by_role("link", name="New workshop with this agenda").click()
    open_it(page)
    play(visit, page)
    assert visit.complaints == [] and visit.foreign_requests == set()


@pytest.mark.long
def test_the_editor_says_where_the_rules_are_shown(visit: Stage) -> None:
    window = visit.signed_in("desk/agendas/new?from=60")
    page, rules = window.page, window.page.locator("#rules")
    said = (
        "“Ground rules” does not come before people write, so “Arrive” shows the rules, on a "
        "second page."
    )
    expect(rules).to_have_text(said)
    arrival = page.get_by_role("button", name="Arrive", exact=True)
    expect(arrival).to_have_attribute("aria-expanded", "true")
    page.locator("#add").select_option("ground_rules")
    page.get_by_role("button", name="Add it").click()
    expect(rules).to_be_hidden()
    page.get_by_role("button", name="Remove this stage: Ground rules").click()
    expect(rules).to_have_text(said)
    page.get_by_role("button", name="Put it back").click()
    expect(rules).to_be_hidden()


def take_out_talk(page: Page) -> None:
    page.get_by_role("button", name="Talk", exact=True).click()
    page.get_by_role("button", name="Remove this stage: Talk").click()
    assert "talk" not in kinds(page)
    page.get_by_role("button", name="Put it back").click()
    assert kinds(page) == HOUR
    page.get_by_role("button", name="Remove this stage: Talk").click()
    expect(page.locator("#minutes")).to_have_text("53 minutes")
    expect(page.get_by_role("button", name="Lessons", exact=True)).to_be_focused()


def move_by_key(page: Page) -> None:
    grip = page.get_by_role("button", name="Move: Leader’s story")
    grip.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#news")).to_have_text("Leader’s story is now stage 4 of 11.")
    expect(grip).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.get_by_role("button", name="Up: Leader’s story").press("Enter")
    assert kinds(page)[:5] == HOUR[:5]


def move_by_hand(page: Page) -> None:
    drag(page, page.get_by_role("button", name="Move: Leader’s story"), row(page, "Story"))
    assert kinds(page)[:4] == ["arrive", "story", "go_first", "write"]


def drag(page: Page, grip: Locator, over: Locator) -> None:
    """Takes hold of a stage with the mouse, and lets it go over another one."""
    grip.hover()
    page.mouse.down()
    box = over.bounding_box()
    assert box
    page.mouse.move(box["x"] + 20, box["y"] + 0.7 * box["height"], steps=8)
    page.mouse.up()


def ask(page: Page) -> None:
    page.get_by_role("button", name="Write", exact=True).click()
    page.get_by_label("What everyone is asked").locator("visible=true").fill(PROMPT)
    for view in (".agenda-phone", ".miniature"):
        expect(page.locator(view)).to_contain_text(PROMPT)
    page.get_by_label("Cards", exact=True).locator("visible=true").select_option("together")
    page.get_by_label("Minutes: Write").fill("9")
    expect(page.locator("#minutes")).to_have_text("56 minutes")
    expect(page.locator(".agenda-phone")).to_contain_text("9:00")
    page.get_by_label("Name", exact=True).fill("Our sprint")


def open_it(page: Page) -> None:
    chosen = page.get_by_label("Agenda", exact=True)
    expect(chosen.locator("option:checked")).to_have_text("Our sprint")
    expect(page.locator(".new-stage").first).to_have_text(re.compile("Arrive"))
    expect(page.locator("#decides")).to_have_text(re.compile("how its cards or votes are shown"))
    opens_all(page)
    page.get_by_label("Title", exact=True).fill("Sprint 12")
    page.locator("#nobody").check()
    page.get_by_role("button", name="Open the workshop").click()
    page.get_by_text("Sprint 12").first.wait_for()


def play(stage: Stage, page: Page) -> None:
    desk = next(one for one in stage.windows if one.page is page)
    phone = stage.phone(desk)
    page.locator(".desk-stage", has_text="Write").get_by_role("button").click()
    expect(page.locator(".desk-stage", has_text="Write").locator("hold-button")).to_have_count(1)
    desk.holds("Go there")
    phone.shows(PROMPT)


@pytest.mark.long
def test_a_finger_drags_a_stage(visit: Stage) -> None:
    page = visit.signed_in("desk/agendas/new?from=30", PHONE, touch=True).page
    page.locator(".agenda-phone").wait_for()
    grip, over = page.get_by_role("button", name="Move: Story"), row(page, "Reveal")
    over.scroll_into_view_if_needed()
    touch = page.context.new_cdp_session(page)
    start, end = grip.bounding_box(), over.bounding_box()
    assert start and end
    x, y = start["x"] + 20, start["y"] + 20
    send = "Input.dispatchTouchEvent"
    touch.send(send, {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    page.locator("[data-held]").wait_for()
    box = over.bounding_box()
    assert box
    for step in range(1, 6):
        at = y + (box["y"] + 0.7 * box["height"] - y) * step / 5
        touch.send(send, {"type": "touchMove", "touchPoints": [{"x": x, "y": at}]})
    touch.send(send, {"type": "touchEnd", "touchPoints": []})
    expect(page.locator("#news")).to_have_text("Story is now stage 5 of 8.")
    assert kinds(page)[:5] == ["arrive", "write", "look_through", "reveal", "story"]


@pytest.mark.long
def test_who_leaves_with_changes_is_asked_and_who_saves_is_not(visit: Stage) -> None:
    page = editor(visit)
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.get_by_label("Minutes: Vote").fill("4")
    page.get_by_role("link", name="Agendas").click()
    expect(page.get_by_label("Minutes: Vote")).to_have_value("4")
    assert asked == ["beforeunload"]
    page.get_by_label("Name", exact=True).fill("A longer vote")
    page.get_by_role("button", name="Save").click()
    expect(page.locator("#state")).to_have_text("Saved.")
    page.get_by_role("link", name="Agendas").click()
    expect(page.get_by_role("link", name="A longer vote", exact=True)).to_be_visible()
    assert asked == ["beforeunload"]


@pytest.mark.long
def test_a_fault_leads_to_its_field(visit: Stage) -> None:
    page = editor(visit)
    page.get_by_label("Minutes: Vote").fill("0")
    page.get_by_role("button", name="Up: Reveal").click()
    page.get_by_role("button", name="Up: Reveal").click()
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Stage 10, Minutes: must be a whole number").click()
    expect(page.get_by_label("Minutes: Vote")).to_be_focused()
    expect(page.get_by_role("alert")).to_contain_text("“Reveal” needs “Write” before it")
    assert axe_finds(page) == []


@pytest.mark.long
def test_a_file_goes_from_one_team_to_another(visit: Stage, tmp_path: Path) -> None:
    desk = visit.signed_in("desk/agendas/")
    with desk.page.expect_download() as coming:
        desk.page.get_by_role("link", name="Download: 30 minutes").click()
    file = tmp_path / coming.value.suggested_filename
    coming.value.save_as(file)
    desk.page.get_by_label("An agenda that someone shared with you").set_input_files(file)
    desk.presses("Import")
    expect(desk.page.get_by_label("Name", exact=True)).to_have_value("30 minutes")
