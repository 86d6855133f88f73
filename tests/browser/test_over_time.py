"""A team over time in the browser: from home to its page, on to a follow-up, and files taken in."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.summary.summaries import commitment, plain
from tests.support.pages import Pages, served_pages
from workshop.summary.formats import json_file

BARS = """() => [...document.querySelectorAll(".team-back")].map((one) => {
    const [track, ...gold] = one.querySelectorAll("rect:not(.summary-edge)");
    const whole = track.getBoundingClientRect().width;
    return gold.map((bar) => Math.round(10 * bar.getBoundingClientRect().width / whole));
})"""


@pytest.fixture(scope="module")
def pages(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    with served_pages(tmp_path_factory.mktemp("over-time"), browser) as served:
        yield served


def at_the_team(pages: Pages, page: Page) -> None:
    page.goto(f"{pages.server.url}desk/")
    page.get_by_text("All workshops and summaries").click()
    page.get_by_role("link", name="Payments").first.click()
    expect(page.get_by_role("heading", level=1, name="Payments")).to_be_visible()


def test_from_home_to_the_team_and_on_to_a_follow_up_of_what_is_open(pages: Pages) -> None:
    with pages.window() as page:
        at_the_team(pages, page)
        expect(page.get_by_text("overdue since 17 September 2025")).to_be_visible()
        page.get_by_role("link", name="Follow up on these").click()
        expect(page.get_by_label("Team", exact=True)).to_have_value("Payments")
        expect(page.get_by_label("Agenda", exact=True)).to_have_value("follow_up")
        expect(page.get_by_text("open commitments of this team carry over.")).to_be_visible()


@pytest.mark.parametrize("locale", ["en-GB", pytest.param("ar", marks=pytest.mark.long)])
def test_a_lesson_that_came_back_is_drawn_where_it_was_said(pages: Pages, locale: str) -> None:
    """Two workshops, and a lesson of both: two stretches, each about half of the line."""
    with pages.window(390, locale=locale) as page:
        page.goto(f"{pages.server.url}desk/teams/{pages.team}/")
        assert page.evaluate(BARS) == [[5, 5]]


@pytest.mark.long
def test_an_archive_comes_as_a_file(pages: Pages) -> None:
    with pages.window() as page:
        at_the_team(pages, page)
        with page.expect_download() as download:
            page.get_by_role("link", name="All summaries (ZIP)").click()
        assert download.value.suggested_filename == "Payments-summaries.zip"


@pytest.mark.long
def test_a_broken_file_keeps_the_page_and_says_the_place_and_a_good_one_comes_in(
    pages: Pages,
) -> None:
    good = json_file.render(
        plain(workshop="Zz3dEf6hIj9k", team="Harbour", commitments=[commitment("call first")])
    )
    broken = good.replace('"devices": 7', '"devices": -7')
    with pages.window() as page:
        page.goto(f"{pages.server.url}desk/")
        page.get_by_text("All workshops and summaries").click()
        page.get_by_role("link", name="Import a summary").click()
        pages.send_file(page, "broken.json", broken.encode())
        alert = page.get_by_role("alert")
        expect(alert).to_contain_text("Nothing was changed.")
        expect(alert).to_contain_text("devices\u2069: must be a whole number from 0")
        pages.send_file(page, "good.json", good.encode())
        page.wait_for_url("**/desk/Zz3dEf6hIj9k/summary/")
        pages.send_file(page, "good.json", good.encode())
        expect(page.get_by_role("status")).to_contain_text("already here")
        page.get_by_role("status").get_by_role("link").click()
        page.wait_for_url("**/desk/Zz3dEf6hIj9k/summary/")


def test_a_file_is_not_lost_while_the_server_is_away(pages: Pages) -> None:
    with pages.window() as page:
        page.goto(f"{pages.server.url}desk/take-in")
        field = page.get_by_label("The summary as a JSON file")
        field.set_input_files({"name": "a.json", "mimeType": "application/json", "buffer": b"{}"})
        page.context.set_offline(True)
        page.get_by_role("button", name="Import").click()
        expect(page.get_by_text("The server does not answer.")).to_be_visible()
        assert field.evaluate("(one) => one.files[0].name") == "a.json"
