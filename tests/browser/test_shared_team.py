"""A link to a team's open commitments: made on the team's page, opened by an owner on a phone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_pages import validated
from tests.browser.test_teams import LAPTOP, NARROW, by_keyboard
from tests.support.axe import axe_finds
from tests.support.browser import Window
from tests.support.sealed_and_hosted import LESSON, sealed_and_hosted, sign_in_owner


@dataclass
class Place:
    """A hosted server with a team that has taken something on, its page, and an owner's phone."""

    origin: str
    desk: Page
    phone: Page
    team: str
    heard: list[Window]

    def right(self, page: Page) -> None:
        """Looks that a page has no faults, fits a small phone and can be used without a mouse."""
        for size in (LAPTOP, NARROW):
            page.set_viewport_size(size)
            wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
            assert wide <= 0, f"{page.url} is {wide} px too wide at {size}"
        assert axe_finds(page) == [], page.url
        assert by_keyboard(page) == [], page.url


@pytest.fixture(scope="module")
def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("shared")
    with sealed_and_hosted(folder) as (server, _id):
        pages = [
            browser.new_context(ignore_https_errors=True, locale="en-GB").new_page()
            for _ in range(2)
        ]
        desk, phone = pages
        sign_in_owner(desk, server)
        desk.get_by_text("All workshops and summaries").click()
        desk.get_by_role("link", name="Payments").first.click()
        desk.get_by_role("heading", name="Open commitments").wait_for()
        path = desk.url.removeprefix(server.origin)
        yield Place(server.origin, desk, phone, path, [Window(page) for page in pages])
        for page in pages:
            page.context.close()


@pytest.mark.long
def test_an_owner_says_it_on_a_phone_and_the_teams_page_shows_it(
    place: Place, tmp_path: Path
) -> None:
    desk, phone = place.desk, place.phone
    desk.get_by_label("Who is it for?").fill("For all of us")
    desk.get_by_role("button", name="Make a link for the team").click()
    link = desk.get_by_label("The link", exact=True).input_value()
    place.right(desk)
    phone.goto(link)
    phone.get_by_role("heading", name="Open commitments").wait_for()
    assert phone.url.startswith(f"{place.origin}/team/")
    assert LESSON not in phone.content()
    place.right(phone)
    of_jonas = phone.get_by_role("listitem").filter(has_text="Jonas")
    of_jonas.get_by_text("What became of it?").click()
    place.right(phone)
    of_jonas.get_by_label("What is the commitment from now on?").fill("show it to two")
    of_jonas.get_by_label("By when?").fill("2099-03-03")
    of_jonas.get_by_role("button", name="Save the change").click()
    expect(of_jonas.get_by_text("Changed, by 3 March 2099")).to_be_visible()
    with phone.expect_download() as waited:
        of_jonas.get_by_role("link", name="Save for my calendar").click()
    assert waited.value.suggested_filename == "commitment.ics"
    of_jonas.get_by_role("button", name="Undo").click()
    of_jonas.get_by_text("What became of it?").click()
    of_jonas.get_by_role("button", name="Kept", exact=True).click()
    expect(of_jonas.get_by_text("Kept", exact=True)).to_be_visible()
    desk.reload()
    at_desk = desk.get_by_role("listitem").filter(has_text="Jonas")
    expect(at_desk.get_by_text("Kept", exact=True)).to_be_visible()
    expect(desk.get_by_label("The link", exact=True)).to_have_count(0)
    for page in (desk, phone):
        place.right(page)
    for n, page in enumerate((desk, phone)):
        (tmp_path / f"{n}.html").write_text(page.request.get(page.url).text(), encoding="utf-8")
    found = validated(tmp_path)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.long
def test_in_arabic_it_runs_from_right_to_left_and_stays_in_it(place: Place) -> None:
    phone = place.phone
    phone.get_by_role("link", name="العربية").click()
    expect(phone.locator("html")).to_have_attribute("dir", "rtl")
    place.right(phone)
    phone.get_by_role("button", name=re.compile("تراجع")).click()
    phone.wait_for_url(re.compile("language=ar#"))
    expect(phone.locator("html")).to_have_attribute("lang", "ar")
    place.right(phone)


@pytest.mark.long
def test_nothing_was_complained_of(place: Place) -> None:
    assert [one for window in place.heard for one in window.complaints] == []
