"""Saving a pack of stories in a browser."""

from playwright.sync_api import expect

from tests.support.browser import PATIENCE, Stage

ARTICLE = (
    "“Read the date aloud.”\n\n“I sent out Friday’s list. Three vans stood at closed gates. Now I"
    " read the date.”\n\n– Amir Said, dispatcher, Leeds, England\n"
)


def test_what_was_wrong_with_a_pack_is_gone_once_it_is_downloaded(visit: Stage) -> None:
    page = visit.signed_in("desk/stories/import").page
    page.get_by_label("The text").fill(ARTICLE)
    page.get_by_role("button", name="Read the stories").click()
    page.locator("#source").fill("The Dispatch, May 2026")
    page.locator("#permission").fill("Amir Said, by letter")
    page.get_by_role("button", name="Keep this story").click()
    page.get_by_role("link", name="See the stories").click(timeout=PATIENCE)
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{visit.server.url}desk/stories/packs/")
    save = page.get_by_role("button", name="Save the pack")
    expect(save).to_be_in_viewport(ratio=1)
    save.click()
    wrong = page.get_by_text("Name a licence in at most 200 characters.")
    expect(wrong).to_be_visible(timeout=PATIENCE)
    page.locator("#why").fill("So that others know.")
    page.locator("#licence").fill("CC-BY-4.0")
    with page.expect_download() as download:
        save.click()
    assert download.value.suggested_filename.endswith(".zip")
    expect(wrong).to_have_count(0)
    expect(page.get_by_role("status").filter(has_text="Your browser downloads")).to_be_visible()
