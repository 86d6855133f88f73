"""A link to a summary, behind a real proxy: made, opened elsewhere, taken back, over."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import update

from tests.support.axe import axe_finds, by_turns
from tests.support.beside import change_library
from tests.support.browser import PATIENCE, PHONE
from tests.support.sealed_and_hosted import LESSON, sealed_and_hosted, sign_in_owner
from tests.support.valid_html import validated
from workshop.storage.people_tables import SUMMARY_LINK, Link
from workshop.summary.formats.all_formats import FORMATS, TO_SEND


@dataclass
class Place:
    """A hosted server with one summary, the facilitator's page of it, and others' browsers."""

    origin: str
    id: str
    data: Path
    browser: Browser
    desk: Page

    def elsewhere(self, link: str) -> Page:
        """The link, opened on somebody's phone."""
        context = self.browser.new_context(
            viewport=PHONE, ignore_https_errors=True, locale="en-GB"
        )  # fmt: skip
        page = context.new_page()
        page.goto(link)
        return page

    def makes(self, name: str) -> str:
        """A new link, from the only page that shows it."""
        self.desk.goto(f"{self.origin}/desk/{self.id}/summary/")
        self.desk.get_by_label("Who is it for?").fill(name)
        self.desk.get_by_role("button", name="Make a link for the team").click()
        link = self.desk.get_by_label("The link", exact=True).input_value()
        assert link.startswith(f"{self.origin}/enter#")
        return link

    def lasts_until(self, day: str) -> None:
        """As if the links had been made long ago."""
        change_library(self.data, update(Link).where(Link.kind == SUMMARY_LINK).values(until=day))


@pytest.fixture(scope="module")
def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("lent")
    with sealed_and_hosted(folder) as (server, id_):
        desk = browser.new_page(ignore_https_errors=True, locale="en-GB")
        sign_in_owner(desk, server)
        yield Place(server.origin, id_, folder / "data", browser, desk)
        desk.close()


def test_whoever_is_given_it_reads_the_summary_and_takes_every_format(place: Place) -> None:
    phone = place.elsewhere(place.makes("For the team"))
    phone.wait_for_url(f"{place.origin}/summary/{place.id}/")
    expect(phone.get_by_text(LESSON).first).to_be_visible()
    assert axe_finds(phone) == []
    phone.get_by_text("Other formats", exact=True).click()
    for ending in FORMATS:
        expect(phone.locator(f'.summary-files a[href*="/{ending}?"]')).to_be_visible()
    for ending in by_turns([*FORMATS], [*FORMATS].index(TO_SEND)):
        with phone.expect_download() as waited:
            phone.locator(f'.summary-files a[href*="/{ending}?"]').click()
        assert waited.value.suggested_filename
    phone.get_by_role("link", name="Español").click()
    expect(phone.locator("html")).to_have_attribute("lang", "es")
    assert phone.locator("form").count() == 0


@pytest.mark.long
def test_the_link_can_be_copied_and_the_page_that_makes_it_is_right(
    place: Place, tmp_path: Path
) -> None:
    link = place.makes("For Ana")
    desk = place.desk
    expect(
        desk.get_by_text("Anyone with this link can read the summary until").first
    ).to_be_visible()
    assert axe_finds(desk) == []
    desk.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    desk.get_by_role("button", name="Copy the link").click()
    expect(desk.get_by_text("The link is selected.")).to_be_visible()
    assert desk.evaluate("getSelection().toString()") == link
    path = f"{place.origin}/desk/{place.id}/summary/"
    answer = desk.goto(path)
    assert answer and link not in answer.text()
    assert axe_finds(desk) == []
    (tmp_path / "summary.html").write_text(answer.text(), encoding="utf-8")
    found = validated(tmp_path)
    assert found.returncode == 0, found.stdout + found.stderr


@pytest.mark.long
def test_taken_back_it_opens_nothing_any_more(place: Place) -> None:
    link = place.makes("For Bo")
    phone = place.elsewhere(link)
    phone.wait_for_url("**/summary/**")
    place.desk.goto(f"{place.origin}/desk/{place.id}/summary/")
    place.desk.get_by_role("button", name="Withdraw: For Bo").click()
    expect(place.desk.get_by_text("For Bo")).to_have_count(0)
    phone.reload()
    expect(phone.get_by_text("This page is not open here")).to_be_visible()
    assert axe_finds(phone) == []
    late = place.elsewhere(link)
    expect(late.get_by_role("alert")).to_contain_text("or been withdrawn", timeout=PATIENCE)


@pytest.mark.long
def test_after_its_last_day_it_opens_nothing_any_more(place: Place) -> None:
    link = place.makes("For Cy")
    phone = place.elsewhere(link)
    phone.wait_for_url("**/summary/**")
    place.lasts_until("2026-01-01")
    phone.reload()
    expect(phone.get_by_text("it has ended or was withdrawn")).to_be_visible()
    late = place.elsewhere(link)
    expect(late.get_by_role("alert")).to_contain_text("may have ended", timeout=PATIENCE)
