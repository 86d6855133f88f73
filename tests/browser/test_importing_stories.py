"""Importing an article in a browser, with hands and without scripts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.live.conftest import Place
from tests.support.server import running

ARTICLES = Path(__file__).parents[1] / "stories" / "articles"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with running(tmp_path_factory.mktemp("importing") / "data") as server:
        yield Place(server, server.sign_in())


@pytest.fixture(params=[True, False], ids=["scripts", "no scripts"])
def page(place: Place, browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(locale="en-GB", java_script_enabled=request.param)
    name, _, value = place.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": place.server.origin}])
    yield context.new_page()
    context.close()


def test_eleven_stories_are_read_from_a_file_mended_and_kept(place: Place, page: Page) -> None:
    page.goto(f"{place.server.origin}/desk/stories/import")
    page.get_by_label("Or a text file").set_input_files(ARTICLES / "stages.txt")
    page.get_by_role("button", name="Read the stories").press("Enter")
    keep = page.locator("button[name=keep]").filter(has_text="Keep this story")
    expect(keep).to_have_count(11)
    parts = page.locator("details.import-story")
    expect(page.locator("details.import-story[open]")).to_have_count(1)
    expect(parts.first).to_have_attribute("open", "")
    parts.nth(1).locator("summary").first.press("Enter")
    page.get_by_label("The story’s title").nth(1).fill("The donkey knew")
    page.get_by_label("Where was it published?").first.fill("The Wings, spring")
    seventh = page.locator("#story-7")
    seventh.locator("summary").first.press("Space")
    keep.nth(6).press("Enter")
    expect(page.locator("details.import-story[open]")).to_have_count(1)
    expect(seventh.get_by_text("A published story needs permission.")).to_be_visible()
    expect(seventh.get_by_text("This story was not added to the library.")).to_be_in_viewport()
    page.get_by_label("Who gave permission?").first.fill("Edda Finch, by letter")
    keep.nth(6).press("Enter")
    expect(keep).to_have_count(10)
    expect(seventh.get_by_text("This story is in the library now.")).to_be_in_viewport()
    page.get_by_role("button", name="Keep all complete stories").press("Enter")
    expect(keep).to_have_count(0)
    page.get_by_role("link", name="See the stories").click()
    page.goto(f"{place.server.origin}/desk/stories/?words=donkey+knew")
    expect(page.get_by_text("The donkey knew").first).to_be_visible()
    expect(page.get_by_text("Luis Ortega").first).to_be_visible()


@pytest.mark.long
def test_enter_in_a_field_keeps_nothing_and_loses_nothing(place: Place, page: Page) -> None:
    page.goto(f"{place.server.origin}/desk/stories/import")
    page.get_by_label("The text", exact=True).fill((ARTICLES / "kitchens.txt").read_text("utf-8"))
    page.get_by_role("button", name="Read the stories").click()
    title = page.get_by_label("The story’s title").first
    title.fill("Salt")
    title.press("Enter")
    expect(page.get_by_role("heading", name="Salt")).to_be_visible()
    expect(page.locator("details.import-story")).to_have_count(11)


@pytest.mark.long
def test_a_title_in_the_list_opens_its_part(place: Place, browser: Browser) -> None:
    context = browser.new_context(locale="en-GB")
    name, _, value = place.cookie.partition("=")
    context.add_cookies([{"name": name, "value": value, "url": place.server.origin}])
    page = context.new_page()
    page.goto(f"{place.server.origin}/desk/stories/import")
    page.get_by_label("The text", exact=True).fill((ARTICLES / "kitchens.txt").read_text("utf-8"))
    page.get_by_role("button", name="Read the stories").click()
    fifth = page.locator("#story-5")
    expect(fifth).not_to_have_attribute("open", "")
    page.locator(".import-list a").nth(4).press("Enter")
    expect(fifth).to_have_attribute("open", "")
    context.close()
