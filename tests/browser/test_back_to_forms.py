"""A form that came back with faults can be left and found again: no browser asks whether to send it
once more, and nothing typed is lost."""

import pytest
from playwright.sync_api import expect

from tests.support.browser import PATIENCE, Stage
from tests.support.room_in_browser import opens_all


@pytest.mark.parametrize(
    ("path", "field", "sends"),
    [
        ("desk/new", "#title", "Open the workshop"),
        ("desk/stories/add", "[name=title]", "Add this story"),
    ],
)
def test_back_leads_to_a_faulty_form_as_it_was_left(
    visit: Stage, path: str, field: str, sends: str
) -> None:
    page = visit.signed_in(path).page
    if path == "desk/new":
        opens_all(page)
    page.locator(field).fill("The lock")
    page.get_by_role("button", name=sends).last.click()
    expect(page.locator("#marked")).to_be_visible(timeout=PATIENCE)
    if path == "desk/new":
        opens_all(page)
    page.locator(field).fill("The lock, told anew")
    page.locator(field).blur()
    page.goto(f"{visit.server.url}desk/")
    page.go_back()
    expect(page.locator(field)).to_have_value("The lock, told anew", timeout=PATIENCE)
    page.reload()
    expect(page.locator(field)).to_have_value("The lock, told anew", timeout=PATIENCE)
