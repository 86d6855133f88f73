"""A workshop before it opens: every stage has its three faces, and the way back loses nothing."""

from playwright.sync_api import Page, expect

from tests.support.axe import axe_finds
from tests.support.browser import PATIENCE, PHONE, Stage
from tests.support.room_in_browser import opens_all

TITLE, PROMPT, TELLER = "Spring, looked back on", "What broke, and who noticed first?", "Ines"
FACES = ("The room’s screen", "Every phone", "Your desk")


def fills(page: Page) -> None:
    opens_all(page)
    page.locator("#title").fill(TITLE)
    page.locator("#nobody").check()
    page.locator("[name=prompt][value=own]").check()
    page.locator("#own_prompt").fill(PROMPT)
    page.locator("#leader_name").fill(TELLER)
    previews(page)


def previews(page: Page) -> None:
    page.get_by_role("button", name="Preview").click()
    page.locator("#seen .agenda-phone").wait_for(timeout=PATIENCE)


def faces(page: Page, name: str) -> dict[str, str]:
    """Chooses a stage and returns the words of its faces."""
    page.locator("#stages").get_by_text(name, exact=True).click()
    expect(page.locator(".agenda-seen-title")).to_have_text(name)
    said = page.locator(".preview-said")
    expect(said).to_have_count(2)
    for one in said.all():
        expect(one).not_to_be_empty()
    return {one: page.get_by_role("figure", name=one, exact=True).inner_text() for one in FACES}


def test_each_stage_has_its_three_faces_with_the_words_of_the_form(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    fills(page)
    names = page.locator("#stages button > span:first-child").all_inner_texts()
    assert len(names) == 12
    seen = {name: faces(page, name) for name in names}
    assert TITLE in seen["Arrive"]["The room’s screen"]
    assert TELLER in seen["Leader’s story"]["The room’s screen"]
    for face in FACES[:2]:
        assert PROMPT in seen["Write"][face]
    assert axe_finds(page) == []
    page.get_by_role("button", name="Back to the form").click()
    expect(page.locator("#own_prompt")).to_have_value(PROMPT, timeout=PATIENCE)
    expect(page.locator("#title")).to_have_value(TITLE)
    assert visit.complaints == [] and visit.foreign_requests == set()


def test_a_phone_goes_through_the_preview_and_loses_nothing_by_another_way_back(
    visit: Stage,
) -> None:
    page = visit.signed_in("desk/new", size=PHONE).page
    fills(page)
    page.get_by_role("button", name="Next: Leader’s story").press("Enter")
    expect(page.locator(".agenda-seen-title")).to_have_text("Leader’s story")
    expect(page.locator(".agenda-seen-title")).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_finds(page) == []
    page.goto(f"{visit.server.url}desk/new")
    expect(page.locator("#own_prompt")).to_have_value(PROMPT, timeout=PATIENCE)
    previews(page)
    page.go_back()
    expect(page.locator("#own_prompt")).to_have_value(PROMPT, timeout=PATIENCE)
