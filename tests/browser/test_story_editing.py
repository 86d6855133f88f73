"""An editor in a browser: by keyboard alone, with a hold, on the smallest phone, light and dark."""

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import Scheme, axe_finds
from tests.support.beside_contributor import DAY, STORY, kept, library_of
from tests.support.browser import PATIENCE, Stage
from tests.support.by_keyboard import Hands
from workshop.stories.contributing import Sent, invite_contributor, send

SMALL = {"width": 320, "height": 568}


def told(visit: Stage) -> str:
    with library_of(visit.server.data) as library:
        id_ = invite_contributor(library, "", "", "for Mara")
        assert send(library, id_, Sent(STORY, "named", "team", DAY))
    return id_


def changed(page: Page) -> None:
    """Types another lesson, and looks at the difference."""
    page.get_by_label("The lesson, in one sentence").fill("Ask three people, and then once more.")
    page.get_by_role("button", name="See the difference").click()
    page.get_by_role("heading", name="What changes").wait_for()


def test_a_proposal_is_made_by_the_keyboard_alone(visit: Stage) -> None:
    id_ = told(visit)
    page = visit.signed_in(f"desk/stories/told/{id_}").page
    hands = Hands(page)
    hands.presses("It names nobody else.", "checkbox", "Space")
    hands.presses("Propose changes", "link")
    page.get_by_role("heading", name="Propose changes").wait_for()
    hands.types("Themes", "keys")
    hands.types("Your sentence for the contributor", "May I add a theme?")
    hands.presses("See the difference")
    page.get_by_role("heading", name="What changes").wait_for()
    expect(page.locator("ins")).to_have_text("keys")
    hands.presses("Send the proposal")
    page.get_by_role("heading", name="Waiting for the contributor").wait_for()
    words = kept(visit.server.data, id_).words
    assert words and words.proposal and words.proposal.themes == ("keys",)


def test_a_story_is_declined_only_by_a_hold(visit: Stage) -> None:
    id_ = told(visit)
    window = visit.signed_in(f"desk/stories/told/{id_}/decline")
    window.page.get_by_label("Add to it, or write your own").fill("It is told already.")
    window.page.get_by_role("button", name="Do not take it").click()
    expect(window.page.locator("#own")).to_have_value("It is told already.")
    assert kept(visit.server.data, id_).status == "being_read"
    window.holds("Do not take it")
    window.page.get_by_role("heading", name="Stories being told").wait_for(timeout=PATIENCE)
    words = kept(visit.server.data, id_).words
    assert words and words.said == "It is told already." and words.story is None


def test_the_ticks_are_for_the_editor_alone(visit: Stage) -> None:
    page = visit.signed_in(f"desk/stories/told/{told(visit)}").page
    page.get_by_label("No customer and no figure gives someone away.").check()
    page.reload()
    boxes = page.get_by_role("checkbox")
    expect(boxes).to_have_count(4)
    assert not any(box.is_checked() for box in boxes.all())


@pytest.mark.long
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_difference_is_whole_on_the_smallest_phone(visit: Stage, scheme: Scheme) -> None:
    id_ = told(visit)
    page = visit.signed_in(f"desk/stories/told/{id_}/propose", SMALL).page
    page.emulate_media(color_scheme=scheme)
    changed(page)
    assert axe_finds(page) == []
    for path in (None, f"{id_}", f"{id_}/propose", f"{id_}/decline", "", "../invite"):
        if path is not None:
            page.goto(f"{visit.server.url}desk/stories/told/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"], path
        main = page.locator(".button-main").first
        main.scroll_into_view_if_needed()
        expect(main).to_be_visible()


@pytest.mark.long
def test_the_link_of_an_invitation_is_drawn_and_has_the_focus(visit: Stage) -> None:
    page = visit.signed_in("desk/stories/invite", SMALL).page
    page.get_by_label("Who is it for?").fill("for Jo")
    page.get_by_role("button", name="Make the link").click()
    expect(page.locator("#made")).to_be_focused(timeout=PATIENCE)
    expect(page.locator("qr-code svg").first).to_be_visible()
    assert "/enter#" in page.locator("#link").input_value()
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    assert axe_finds(page) == []
