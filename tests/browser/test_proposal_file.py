"""Somebody who told by a file reads a proposal in another one, without a network, and agrees."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.test_invitation_file import Away
from tests.stories.test_contributing import DAY, OTHER, STORY
from tests.support.axe import axe_finds
from tests.support.beside_contributor import kept
from tests.support.browser import Stage
from tests.support.contributing import beside
from tests.support.valid_html import validated
from workshop.stories.contributing import KeyedLibrary, Sent, invite, propose, send


def proposed(library: KeyedLibrary) -> str:
    id_ = invite(library, "", "", "for Mara", "Jo Bell")
    assert send(library, id_, Sent(STORY, "named", "server", DAY))
    assert propose(library, id_, OTHER, "Shorter?")
    return id_


def test_who_agrees_in_the_file_of_a_proposal_has_their_story_taken(
    visit: Stage, tmp_path: Path
) -> None:
    id_ = str(beside(visit.server.data, proposed))
    desk = visit.signed_in(f"/desk/stories/told/{id_}")
    assert axe_finds(desk.page) == []
    with desk.page.expect_download() as waited:
        desk.page.get_by_role("link", name="Save the proposal").click()
    file = tmp_path / "proposal.html"
    waited.value.save_as(file)
    assert (found := validated(tmp_path)).returncode == 0, found.stdout + found.stderr
    away = Away(visit, file)
    away.window.shows("Jo Bell proposes changes to your story.", "Shorter?")
    assert axe_finds(away.page) == []
    with away.page.expect_download() as saved:
        away.page.get_by_role("button", name="Agree, and save the answer").press("Enter")
    expect(away.page.locator("#saved")).to_be_focused()
    assert saved.value.suggested_filename == "answer.story.json"
    saved.value.save_as(tmp_path / "answer.story.json")
    desk.page.goto(f"{visit.server.url}desk/stories/answers")
    desk.page.locator("input[type=file]").set_input_files(tmp_path / "answer.story.json")
    desk.page.get_by_role("button", name="Import", exact=True).press("Enter")
    desk.shows("Ask three times.")
    assert kept(visit.server.data, id_).status == "ready"
