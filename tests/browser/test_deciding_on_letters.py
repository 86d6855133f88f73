"""Letters to a teller: asked for and read on a phone, and let through at the desk by keys alone."""

from collections.abc import Callable
from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser.test_pages import CUT, WIDER
from tests.browser.test_teams import by_keyboard
from tests.support.axe import axe_finds
from tests.support.browser import LAPTOP, PHONE, Stage, Window, is_held
from tests.support.by_keyboard import Hands
from tests.support.contributing import beside, invites
from tests.support.letters import LETTERS, Wrote, batch_comes, soon, writes
from tests.support.valid_html import validated
from workshop.storage.letters import LetterBatch
from workshop.stories.contributing import accept_story

SMALL = {"width": 320, "height": 568}
TICKS = "[name=letter]"


def right(page: Page, *sizes: dict[str, int]) -> None:
    """Looks that a page is for everybody: on each size, light and dark, and by keys."""
    for size in sizes:
        page.set_viewport_size(cast(ViewportSize, size))
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            assert axe_finds(page) == [], page.url
        assert (page.evaluate(WIDER), page.evaluate(CUT)) == (0, []), page.url
    assert by_keyboard(page) == [], page.url


@pytest.fixture
def data(visit: Stage) -> Path:
    return visit.server.data


@pytest.fixture
def wrote(data: Path) -> Wrote:
    return writes(data)


def teller(visit: Stage, id_: str, secret: str) -> Window:
    """The teller's phone, on the page of their story."""
    phone = visit.window(PHONE, touch=True)
    phone.page.goto(f"{visit.server.url}enter#{secret}")
    phone.page.wait_for_url(f"**/tell/{id_}/")
    return phone


def tells(phone: Window, before_the_last_page: Callable[[], None]) -> None:
    """Tells a story, question by question, and sends it without a name."""
    page = phone.page
    page.locator("#next").click()
    for name in ("context", "happened", "turn", "now", "lesson"):
        page.locator(f"#{name}").fill(f"Words of {name}.")
        page.locator("#next").click()
    page.locator("#next").click()
    page.locator("#next").click()
    before_the_last_page()
    page.locator("#next").click()
    page.locator("[name=naming][value=unnamed]").check()
    page.locator("#send").click()


def test_a_teller_asks_for_letters_on_the_form_and_reads_them_on_the_receipt(
    visit: Stage, data: Path, tmp_path: Path
) -> None:
    made = invites(data)
    phone = teller(visit, made.id, made.secret)
    page, tick = phone.page, phone.page.get_by_label("I would like to read what a room writes")

    def chooses() -> None:
        page.locator("[name=reach][value=server]").check()
        expect(tick).not_to_be_checked()
        tick.check()
        right(page, SMALL, PHONE)

    tells(phone, chooses)
    phone.shows("Thank you. It has arrived.", "enough people wrote to you, at least three")
    beside(data, lambda library: accept_story(library, made.id))
    came = Wrote(data, "room", made.id, "")
    batch_comes(data, LetterBatch(made.id, "room", "story", "", soon(), LETTERS))
    page.reload()
    phone.shows("Told in 1 workshop")
    phone.hides(*LETTERS)
    came.decides(LETTERS[0], LETTERS[2])
    page.reload()
    phone.shows(LETTERS[0], LETTERS[2])
    phone.hides(LETTERS[1])
    right(page, SMALL, PHONE)
    (tmp_path / "receipt.html").write_text(page.request.get(page.url).text(), encoding="utf-8")
    assert (found := validated(tmp_path)).returncode == 0, found.stdout + found.stderr


@pytest.mark.long
def test_letters_are_erased_by_a_hold_and_asked_for_no_more_by_a_press(
    visit: Stage, wrote: Wrote
) -> None:
    wrote.decides(*LETTERS)
    phone = teller(visit, wrote.story, wrote.secret)
    phone.unfolds("Erase these letters")
    phone.presses("Erase these letters")
    phone.shows(*LETTERS)
    phone.holds("Erase these letters")
    phone.shows("There are no letters here.")
    assert wrote.let_through() == ()
    phone.presses("Stop receiving letters")
    phone.shows("No room can write to you.")
    phone.presses("Receive letters")
    phone.shows("enough people wrote to you, at least three")


def test_letters_are_let_through_by_the_keyboard_alone(visit: Stage, wrote: Wrote) -> None:
    page = visit.signed_in(f"desk/{wrote.workshop}/letters/").page
    hands = Hands(page)
    hands.presses(LETTERS[1], "checkbox", "Space")
    expect(page.get_by_text("To the teller: 2 of 3. The rest is erased for good.")).to_be_visible()
    hands.presses("Let 2 of 3 through")
    expect(page.locator(TICKS)).to_have_count(3)
    assert len(wrote.waiting()) == 1, "a press that was not held has decided"
    page.keyboard.down("Enter")
    page.get_by_text("No letters are waiting here.").wait_for()
    assert wrote.let_through() == (LETTERS[0], LETTERS[2])


@pytest.mark.long
def test_the_button_says_how_many_go_and_waits_for_a_tick(visit: Stage, wrote: Wrote) -> None:
    desk = visit.signed_in(f"desk/{wrote.workshop}/letters/", LAPTOP)
    page = desk.page
    desk.shows("Let 3 of 3 through", "All of them go to the teller, and you cannot undo this.")
    for tick in page.locator(TICKS).all():
        tick.uncheck()
    expect(page.get_by_role("button", name="Let 0 of 3 through")).to_be_disabled()
    desk.shows("Tick a letter to let it through.")
    page.locator(TICKS).first.check()
    desk.shows("Let 1 of 3 through")
    desk.holds("Let none through")
    desk.shows("No letters are waiting here.")
    assert wrote.let_through() == () and wrote.waiting() == []


@pytest.mark.long
def test_the_second_of_two_desks_is_told_that_it_came_too_late(visit: Stage, wrote: Wrote) -> None:
    path = f"desk/{wrote.workshop}/letters/"
    first, second = visit.signed_in(path), visit.signed_in(path, PHONE, touch=True)
    first.holds("Let 3 of 3 through")
    first.shows("No letters are waiting here.")
    second.page.locator(TICKS).first.uncheck()
    second.holds("Let 2 of 3 through")
    is_held(second.page)
    second.shows("These letters are no longer waiting.", "This press changed nothing.")
    assert wrote.let_through() == LETTERS


@pytest.mark.long
def test_the_page_of_the_letters_is_for_everybody(
    visit: Stage, wrote: Wrote, tmp_path: Path
) -> None:
    page = visit.signed_in(f"desk/{wrote.workshop}/letters/").page
    right(page, SMALL, PHONE, {"width": 1280, "height": 800})
    for at, path in enumerate((page.url, f"{visit.server.url}desk/")):
        (tmp_path / f"{at}.html").write_text(page.request.get(path).text(), encoding="utf-8")
    assert (found := validated(tmp_path)).returncode == 0, found.stdout + found.stderr


@pytest.mark.long
def test_a_desk_that_has_finished_leads_to_the_letters(visit: Stage, wrote: Wrote) -> None:
    desk = visit.signed_in(f"desk/{wrote.workshop}/")
    desk.shows("You decide which of them the teller reads.")
    assert axe_finds(desk.page) == []
    desk.page.get_by_role("link", name="Letters to the teller").click()
    desk.page.wait_for_url(f"**/desk/{wrote.workshop}/letters/")
    desk.shows(*LETTERS)


@pytest.mark.long
def test_the_list_of_summaries_and_the_summary_lead_to_the_letters(
    visit: Stage, wrote: Wrote
) -> None:
    list_of_all = visit.signed_in("desk/", PHONE, touch=True).page
    assert axe_finds(list_of_all) == []
    list_of_all.locator("summary", has_text="All workshops and summaries").click()
    list_of_all.locator(f'.home-all a[href$="/{wrote.workshop}/letters/"]').click()
    list_of_all.get_by_text(LETTERS[0]).wait_for()
    list_of_all.get_by_role("link", name="Summary", exact=True).click()
    list_of_all.get_by_role("link", name="Read the letters").click()
    list_of_all.get_by_text(LETTERS[0]).wait_for()
