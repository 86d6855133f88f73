"""Choosing a story on the shelf: with the form kept meanwhile, by keyboard alone, on a phone."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import PATIENCE, Stage
from workshop.stories.pack import built_in_pack
from workshop.stories.shelf import FIRST_PROPOSED

SMALL = {"width": 320, "height": 568}
AUDITION = "08-the-audition"


def open_form(visit: Stage) -> Page:
    page = visit.signed_in("desk/new", {"width": 1366, "height": 768}).page
    page.locator(".new-stages").wait_for(state="attached")
    return page


def test_a_form_stays_as_it_was_while_a_story_is_chosen_on_the_shelf(visit: Stage) -> None:
    page = open_form(visit)
    page.locator("#title").fill("Spring, looking back")
    page.locator("#team").fill("Payments")
    page.locator("#template").select_option("90")
    page.locator("#step-room > summary").click()
    page.locator("#nobody").check()
    page.locator("#row-votes > summary").click()
    page.locator("[name=votes][value=live]").check()
    page.locator("#step-story > summary").click()
    page.locator(".new-browse > a").click()
    page.locator(f'.shelf-sheet[href*="{AUDITION}"]').click()
    page.get_by_role("link", name="Choose this story").click()
    expect(page.locator("#story")).to_have_value(AUDITION, timeout=PATIENCE)
    expect(page.locator("#sheet .t-heading")).to_have_text("The audition")
    expect(page.locator("#step-story")).to_have_attribute("open", "")
    expect(page.locator("#title")).to_have_value("Spring, looking back")
    expect(page.locator("#team")).to_have_value("Payments")
    expect(page.locator("#template")).to_have_value("90")
    expect(page.locator("#nobody")).to_be_checked()
    expect(page.locator("[name=votes][value=live]")).to_be_checked()


def test_a_form_is_as_it_was_for_somebody_who_comes_back_without_a_story(visit: Stage) -> None:
    page = open_form(visit)
    page.locator("#title").fill("Spring, looking back")
    page.locator("#step-story > summary").click()
    page.locator(".new-suggestion").nth(2).click()
    chosen = page.locator("#story").input_value()
    page.locator(".new-browse > a").click()
    page.locator(f'.shelf-sheet[href*="{AUDITION}"]').click()
    expect(page).to_have_title("The audition", timeout=PATIENCE)
    page.get_by_role("link", name="Back to the new workshop").click()
    expect(page.locator("#title")).to_have_value("Spring, looking back", timeout=PATIENCE)
    expect(page.locator("#story")).to_have_value(chosen)
    page.goto(f"{visit.server.url}desk/new")
    page.locator("#step-who > summary").click()
    page.locator("#title").fill("Summer, looking back")
    page.locator("#step-story > summary").click()
    page.locator(".new-browse > a").click()
    page.locator(".shelf-sheet").first.wait_for()
    page.go_back()
    expect(page.locator("#title")).to_have_value("Summer, looking back", timeout=PATIENCE)
    page.go_forward()
    page.locator(f'.shelf-sheet[href*="{AUDITION}"]').click()
    page.get_by_role("link", name="Choose this story").click()
    expect(page.locator("#story")).to_have_value(AUDITION, timeout=PATIENCE)
    expect(page.locator("#title")).to_have_value("Summer, looking back")


def test_three_stories_are_suggested_and_one_s_own_with_no_list_that_repeats_them(
    visit: Stage,
) -> None:
    page = open_form(visit)
    page.locator("#step-story > summary").click()
    expect(page.locator(".new-suggestion")).to_have_count(4)
    expect(page.locator("#story")).to_be_hidden()
    own = page.get_by_role("button", name="Our own story")
    own.click()
    expect(own).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#own_title")).to_be_visible()


@pytest.mark.long
def test_the_stories_follow_the_room_s_language_until_one_was_chosen(visit: Stage) -> None:
    page = open_form(visit)
    page.locator("#step-story > summary").click()
    expect(page.locator("#sheet .t-heading")).to_have_text("An event for a hundred")
    page.locator("#step-room > summary").click()
    page.locator("#row-language > summary").click()
    page.locator("#language").select_option("fr")
    page.locator("#step-story > summary").click()
    french = built_in_pack("fr")
    title = page.locator("#sheet .t-heading")
    expect(title).to_have_text(french.by_id[FIRST_PROPOSED].title, timeout=PATIENCE)
    page.locator(".new-suggestion").nth(1).click()
    chosen = title.inner_text()
    page.locator("#step-room > summary").click()
    page.locator("#language").select_option("en")
    page.locator("#step-story > summary").click()
    expect(title).not_to_have_text(chosen, timeout=PATIENCE)
    here = built_in_pack().by_id[page.locator("#story").input_value()]
    expect(title).to_have_text(here.title)
    assert here.title != "An event for a hundred"


def test_the_shelf_is_worked_by_the_keyboard_alone(visit: Stage) -> None:
    page = visit.signed_in("desk/stories/").page
    search = page.get_by_role("searchbox")
    search.focus()
    page.keyboard.type("audition")
    page.keyboard.press("Enter")
    expect(page.locator(".shelf-sheet")).to_have_count(1, timeout=PATIENCE)
    page.locator(".shelf-sheet").focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/desk/stories/{AUDITION}?words=audition", timeout=PATIENCE)
    page.get_by_role("link", name="New workshop").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#story")).to_have_value(AUDITION, timeout=PATIENCE)


@pytest.mark.long
def test_a_list_is_looked_through_as_soon_as_something_is_chosen_in_it(visit: Stage) -> None:
    page = visit.signed_in("desk/stories/").page
    page.get_by_text("Filter").click()
    page.locator("[name=work]").select_option(label="founder and CEO")
    expect(page.locator("[name=work]")).to_have_value("founder and CEO")
    expect(page.locator(".shelf-sheet")).to_have_count(1, timeout=PATIENCE)
    page.get_by_text("Filter: 1").click()
    page.locator("[name=work]").select_option("pharmacist")
    expect(page.locator(".shelf-sheet")).to_have_count(1, timeout=PATIENCE)
    page.get_by_role("link", name="Show all stories").click()
    expect(page.locator(".shelf-sheet")).to_have_count(11, timeout=PATIENCE)


@pytest.mark.long
def test_on_a_phone_the_shelf_and_a_story_are_a_page_each(visit: Stage) -> None:
    page = visit.signed_in("desk/stories/", SMALL).page
    expect(page.locator(".shelf-side")).to_be_hidden()
    page.locator(".shelf-sheet").first.click()
    expect(page.locator(".shelf-side")).to_be_visible(timeout=PATIENCE)
    expect(page.locator(".shelf-main")).to_be_hidden()
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= SMALL["width"]
    page.get_by_role("link", name="All stories").click()
    expect(page.locator(".shelf-main")).to_be_visible(timeout=PATIENCE)


@pytest.mark.long
def test_all_filters_but_words_and_themes_are_behind_one_word(visit: Stage) -> None:
    page = visit.signed_in("desk/stories/", SMALL).page
    expect(page.locator("[name=work]")).to_be_hidden()
    page.get_by_role("searchbox").fill("audition")
    page.keyboard.press("Enter")
    expect(page.locator(".shelf-sheet")).to_have_count(1, timeout=PATIENCE)
    expect(page.get_by_role("searchbox")).to_have_value("audition")
    page.get_by_text("Filter").click()
    expect(page.locator("[name=work]")).to_be_in_viewport(ratio=1)


@pytest.mark.long
def test_a_preview_gives_way_to_the_whole_story(visit: Stage) -> None:
    page = visit.signed_in("desk/stories/").page
    expect(page.locator(".shelf-preview")).to_be_visible()
    page.get_by_text("Read all of it").click()
    expect(page.locator(".shelf-preview")).to_be_hidden()
    expect(page.get_by_text("Questions for the room")).to_be_visible()
