"""The whole way of a contributed story in the browser: asked for, told, changed, agreed to, heard,
answered with letters, and withdrawn."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.test_letters import seals, writes_letter
from tests.browser.test_tell import Teller
from tests.stories.test_a_story_s_way import ABOUT
from tests.support.beside_contributor import kept, library_of
from tests.support.browser import LAPTOP, PATIENCE, Stage, Window, on_stage
from tests.support.contributing import Invited
from tests.support.room_in_browser import RoomInBrowser
from tests.support.server import own_server
from workshop.storage.contributions import Contributed, contributions
from workshop.storage.visible import EVERYTHING
from workshop.stories.pack_exchange import going, pack_of

LINES = ("It changed that night for us, too.", "I ask first since today.", "Thank you for telling.")


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One server for a story in each language."""
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as made:
        RoomInBrowser(made, phones=0, template="30")  # the form, for the rooms that send it
        yield made


def asks(desk: Window, data: Path) -> Invited:
    """A facilitator asks somebody for a story, by a link."""
    page = desk.page
    known = {one.id for one in _all(data)}
    page.goto(f"{desk.page.url.split('/desk/')[0]}/desk/stories/invite")
    page.get_by_role("button", name="Invite by a link").click()
    link = page.locator("#link").input_value(timeout=PATIENCE)
    (id_,) = {one.id for one in _all(data)} - known
    return Invited(id_, link.partition("#")[2])


def _all(data: Path) -> list[Contributed]:
    with library_of(data) as at:
        return contributions(at.session, at.keys, "")


def changes_two_words(desk: Window, id_: str) -> None:
    page = desk.page
    page.goto(f"{page.url.split('/desk/')[0]}/desk/stories/told/{id_}")
    page.get_by_role("link", name="Propose changes").click()
    lesson = page.get_by_label("The lesson, in one sentence")
    first, *rest, last = lesson.input_value(timeout=PATIENCE).rstrip(".").split()
    lesson.fill(" ".join([f"{first}-1", *rest, f"{last}-2."]))
    page.get_by_role("button", name="See the difference").click()
    page.get_by_role("button", name="Send the proposal").click()
    page.get_by_role("heading", name="Waiting for the contributor").wait_for(timeout=PATIENCE)


def in_new_packs(data: Path) -> list[str]:
    with library_of(data) as at:
        return [one.id for one in pack_of(ABOUT, going(at.session, at.keys, EVERYTHING)).stories]


def on_shelf(desk: Window) -> str:
    desk.page.goto(f"{desk.page.url.split('/desk/')[0]}/desk/stories/")
    return desk.page.inner_text("main")


def is_heard(stage: Stage, teller: Teller) -> RoomInBrowser:
    """A workshop tells the story and writes three letters, which are let through."""
    room = RoomInBrowser(stage, phones=3, template="30", story=teller.link.id)
    room.skips_to("Story")
    room.projector.shows(teller.story[0])
    room.skips_to("Finish")
    for phone, text in zip(room.phones, LINES, strict=True):
        writes_letter(phone, text)
    teller.page.reload()
    teller.phone.hides(*LINES)
    seals(room)
    room.desk.page.get_by_role("link", name=re.compile("[Ll]etters")).first.click()
    room.desk.shows(*LINES)
    room.desk.holds("Let 3 of 3 through")
    room.desk.shows("No letters are waiting here.")
    teller.page.reload()
    teller.phone.shows(*LINES)
    return room


@pytest.mark.long
@pytest.mark.parametrize("locale", ["en-GB", "ar"])
def test_a_story_goes_its_whole_way_and_is_withdrawn(stage: Stage, locale: str) -> None:
    data = Path(str(stage.server.data))
    desk = stage.signed_in("desk/", LAPTOP)
    teller = Teller(stage, locale, asks(desk, data))
    page, say, id_ = teller.page, teller.phone.said, teller.link.id
    teller.tells()
    for name in ("packs", "letters"):
        page.locator(f"[name={name}]").check()
    teller.chooses()
    page.locator("#send").click()
    expect(page.locator("#link")).to_be_visible(timeout=PATIENCE)
    changes_two_words(desk, id_)
    assert id_ not in in_new_packs(data)
    page.reload()
    teller.phone.shows("Do you agree to this text?")
    teller.phone.presses("Agree to this text")
    teller.phone.shows("Ready to be told")
    words = kept(data, id_).words
    assert words and words.story and re.search(r"-1 .*-2\.$", words.story.lesson)
    title = words.story.title
    assert id_ in in_new_packs(data) and title in on_shelf(desk)

    room = is_heard(stage, teller)
    teller.phone.unfolds("Withdraw the story")
    page.get_by_role("button", name=say("Withdraw the story")).scroll_into_view_if_needed()
    teller.phone.holds("Withdraw the story")
    teller.phone.shows("You have withdrawn your story.")
    teller.phone.hides(*LINES, title)
    assert id_ not in in_new_packs(data) and title not in on_shelf(desk)
    desk.page.goto(f"{stage.server.url}desk/{_id_of(room)}/summary/")
    desk.shows(title)


def _id_of(room: RoomInBrowser) -> str:
    found = re.search(r"/desk/(\w+)/", room.desk.page.url)
    assert found
    return found[1]
