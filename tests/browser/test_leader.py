"""A leader tells a story in the guided writing on a phone, and gives it to the library; whoever
leads the workshop reads it beforehand, so that nobody is surprised."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.support.beside_contributor import kept
from tests.support.browser import PHONE, Stage, Window
from tests.support.guided_writing import STORIES, GuidedWriting, right_for_everybody
from tests.support.room_in_browser import RoomInBrowser
from tests.support.valid_html import validated

STORY = STORIES["en-GB"]
HERE_ONLY = "It works only on this network, while this laptop is here. If the leader is elsewhere"


class LeaderOnPhone(GuidedWriting):
    """Somebody who goes first, at their link."""

    def __init__(self, stage: Stage, desk: Window, locale: str = "en-GB") -> None:
        self.stage = stage
        self.phone = stage.window(PHONE, touch=True, locale=locale)
        self.story = STORIES[locale]
        self.page.goto(desk.page.get_by_label("Link for the leader’s story").input_value())
        self.page.wait_for_url("**/leader/**")

    def signs(self) -> None:
        """Goes on to the signature, and sends the story."""
        self.goes_on()
        expect(self.page.locator("#name")).to_have_value("Ines")
        self.page.locator("#send").click()

    def valid(self, folder: Path) -> None:
        """Looks that the page as it was sent is valid."""
        text = self.page.request.get(self.page.url).text()
        (folder / "page.html").write_text(text, encoding="utf-8")
        assert (found := validated(folder)).returncode == 0, found.stdout + found.stderr


@pytest.mark.long
@pytest.mark.parametrize("locale", ["en-GB", "ar"])
def test_a_leader_tells_signs_changes_and_gives_a_story_on_a_phone(
    stage: Stage, locale: str, tmp_path: Path
) -> None:
    room = RoomInBrowser(stage, phones=0, leader_name="Ines")
    room.desk.unfolds("More checks")
    room.desk.shows("The person going first knows about it.")
    leader = LeaderOnPhone(stage, room.desk, locale)
    page, window = leader.page, leader.phone
    right_for_everybody(leader.page)
    leader.valid(tmp_path)
    leader.answers()
    expect(page.locator("#sheet")).to_contain_text(leader.story[1])
    page.reload()
    expect(page.locator("#h-read")).to_be_visible()
    expect(page.locator("#sheet")).to_contain_text(leader.story[1])
    leader.goes_on()
    right_for_everybody(leader.page)
    page.locator("#send").click()
    window.shows("Your story has arrived.")
    right_for_everybody(leader.page)
    leader.valid(tmp_path)
    assert page.evaluate("Object.keys(localStorage).filter((one) => one.startsWith('tell'))") == []
    page.get_by_role("link", name=window.said("Change it")).click()
    expect(page.locator("#context")).to_have_value(leader.story[0])
    page.go_back()
    page.get_by_role("link", name=window.said("Give it to the library")).click()
    right_for_everybody(leader.page)
    leader.valid(tmp_path)
    page.locator("[name=reach][value=server]").check()
    window.presses("Give this text")
    expect(page.locator("#link")).to_be_visible()
    one = kept(Path(str(stage.server.data)), page.url.split("/tell/")[1].split("/")[0])
    assert one.status == "received" and one.words and one.words.story
    assert one.words.story.told_by.name == "Ines"


def test_on_a_laptop_desk_and_page_say_that_the_link_works_here_only_and_how_else(
    stage: Stage,
) -> None:
    room = RoomInBrowser(stage, phones=0, leader_name="Ines")
    room.desk.unfolds("join link")
    room.desk.shows(HERE_ONLY)
    leader = LeaderOnPhone(stage, room.desk)
    leader.phone.shows(
        "This link works only on this network, while the facilitator’s laptop is here."
    )
    # As the desk says: what came as a message is pasted where the link is opened on the laptop.
    page = room.desk.page.context.new_page()
    page.goto(room.desk.page.get_by_label("Link for the leader’s story").input_value())
    page.wait_for_url("**/leader/**")
    expect(page.get_by_text("who can paste it here.")).to_be_visible()
    room.skips_to("Leader’s story")
    room.desk.shows(HERE_ONLY)


@pytest.mark.long
def test_too_much_for_the_rooms_screen_is_said_before_it_is_sent(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=0, leader_name="Ines")
    leader = LeaderOnPhone(stage, room.desk)
    leader.answers()
    notice = leader.page.locator("#too-much")
    expect(notice).to_be_hidden()
    leader.page.evaluate("""() => {
        for (const id of ["context", "happened"])
            document.getElementById(id).value = "x".repeat(600);
    }""")
    leader.goes_on()
    leader.page.locator("#back").click()
    expect(notice).to_be_visible()
    leader.goes_on()
    leader.page.locator("#send").click()
    expect(leader.page.locator("#too-much")).to_be_visible()
    leader.page.locator("#back").click()
    expect(leader.page.locator("#title")).to_be_visible()


@pytest.mark.long
def test_the_desk_has_what_the_leader_wrote_folded_up_until_it_is_opened(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1, leader_name="Ines")
    leader = LeaderOnPhone(stage, room.desk)
    leader.answers()
    leader.signs()
    leader.phone.shows("Your story has arrived.")
    told = room.desk.page.get_by_text(STORY[1])
    room.desk.shows("Ines has written a story: read it")
    expect(told).to_be_hidden()
    room.desk.page.get_by_text("Ines has written a story: read it").click()
    expect(told).to_be_visible()
    for window in (room.projector, *room.phones):
        expect(window.page.get_by_text(STORY[1])).to_have_count(0)
