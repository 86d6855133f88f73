"""Somebody tells a story in a saved file, without a network, and the desk imports the answer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.support.axe import axe_finds
from tests.support.beside_contributor import kept
from tests.support.browser import PHONE, Stage, Window
from tests.support.guided_writing import right_for_everybody
from tests.support.valid_html import validated

STORY = {
    "context": "I wrote the newsletter.",
    "happened": "I wrote June. They changed that night.",
    "turn": "",
    "now": "",
    "lesson": "Ask the one who knows before you write a date.",
}


def invitation(visit: Stage, folder: Path, language: str = "en") -> Path:
    """Invites somebody at the desk, and saves the file."""
    desk = visit.signed_in("/desk/stories/invite")
    desk.types("Your name, for a file", "Jo Bell")
    desk.presses("Invite by a file")
    desk.page.goto(f"{desk.page.url}?language={language}")
    with desk.page.expect_download() as waited:
        desk.page.locator("a[download]").click()
    path = folder / "invitation.html"
    waited.value.save_as(path)
    return path


class Away:
    """A contributor with the file, far from the server and from any network."""

    def __init__(self, visit: Stage, file: Path, locale: str = "en-GB") -> None:
        self.window = visit.window(PHONE, touch=True, locale=locale)
        self.page.context.set_offline(True)
        self.page.goto(file.as_uri())

    @property
    def page(self) -> Page:
        """The page of the file."""
        return self.window.page

    def tells(self) -> None:
        """Answers the questions with keys alone, up to where it may be told."""
        press = self.page.keyboard.press
        self.page.locator("#next").focus()
        press("Enter")
        for name, text in STORY.items():
            expect(self.page.locator(f"#h-{name}")).to_be_focused()
            press("Tab")
            self.page.keyboard.type(text)
            press("Control+Enter")
            self.page.locator("#next").press("Enter")
        for _ in range(2):
            self.page.locator("#next").press("Enter")
        expect(self.page.locator("#h-reach")).to_be_focused()

    def saves(self, file: Path) -> None:
        """Saves the answer."""
        with self.page.expect_download() as waited:
            self.page.locator("#send").press("Enter")
        assert waited.value.suggested_filename == "answer.story.json"
        waited.value.save_as(file)


@pytest.fixture
def quiet(visit: Stage) -> Iterator[Stage]:
    """The server, in none of whose windows anything may be complained of."""
    yield visit
    assert [one for window in visit.windows for one in window.complaints] == []


def brought(visit: Stage, file: Path) -> Window:
    """The desk, which has chosen an answer to import."""
    desk = visit.signed_in("/desk/stories/answers")
    desk.page.get_by_label("The answer as a file").set_input_files(file)
    desk.page.get_by_role("button", name="Import", exact=True).press("Enter")
    return desk


@pytest.mark.long
def test_a_story_is_told_in_a_file_and_its_answer_is_imported(quiet: Stage, tmp_path: Path) -> None:
    file, answer = invitation(quiet, tmp_path), tmp_path / "answer.story.json"
    assert (found := validated(tmp_path)).returncode == 0, found.stdout + found.stderr
    away = Away(quiet, file)
    page = away.page
    right_for_everybody(away.page)
    away.tells()
    page.locator("[name=reach][value=server]").check()
    page.locator("#next").press("Enter")
    page.locator("[name=naming][value=named]").check()
    page.locator("#name").fill("Mara Quill")
    page.locator("[name=naming][value=first_name]").check()
    page.locator("#first").fill("Mara")
    right_for_everybody(away.page)
    away.saves(answer)
    expect(page.locator("#saved")).to_be_focused()
    away.window.shows("Send this file to Jo Bell.", "To withdraw the story, tell Jo Bell.")
    right_for_everybody(away.page)
    assert "Quill" not in answer.read_text("utf-8")
    assert away.window.asked <= {file.as_uri(), page.url} | blobs(away.window)
    desk = brought(quiet, answer)
    desk.shows("Read it as it would be told", "I wrote the newsletter.", "It came as a file.")
    assert axe_finds(desk.page) == []
    id_ = desk.page.url.rpartition("/")[2]
    words = kept(Path(str(quiet.server.data)), id_).words
    assert words and words.story and words.story.told_by.name == "Mara"
    assert words.story.title == "Ask the one who knows before you write a date"


def blobs(window: Window) -> set[str]:
    return {one for one in window.asked if one.startswith(("blob:", "data:"))}


@pytest.mark.long
def test_what_is_missing_is_said_at_its_page_before_anything_is_saved(
    quiet: Stage, tmp_path: Path
) -> None:
    away = Away(quiet, invitation(quiet, tmp_path))
    page = away.page
    for _ in range(8):
        page.locator("#next").click()
    page.locator("[name=reach]").first.check()
    page.locator("#next").click()
    page.locator("#send").click()
    expect(page.locator("#h-context")).to_be_focused()
    away.window.shows("The answer is not saved yet.", "The story has no lesson yet")
    right_for_everybody(away.page)
    page.locator("#context").fill("x" * 601)
    for _ in range(8):
        page.locator("#next").click()
    page.locator("#send").click()
    away.window.shows("A text is too long.")


@pytest.mark.long
def test_what_was_typed_is_there_again_when_the_file_is_opened_again(
    quiet: Stage, tmp_path: Path
) -> None:
    file = invitation(quiet, tmp_path)
    away = Away(quiet, file)
    away.page.locator("#next").click()
    away.page.locator("#context").fill("Kept here")
    other = away.page.context.new_page()
    away.page.close()
    other.goto(file.as_uri())
    expect(other.locator("#context")).to_have_value("Kept here")


@pytest.mark.long
def test_the_file_is_for_everybody_in_a_language_from_right_to_left(
    quiet: Stage, tmp_path: Path
) -> None:
    away = Away(quiet, invitation(quiet, tmp_path, "ar"), "ar")
    assert away.page.evaluate("document.documentElement.dir") == "rtl"
    right_for_everybody(away.page)
    for _ in range(8):
        away.page.locator("#next").click()
    away.page.locator("[name=reach]").first.check()
    away.page.locator("#next").click()
    right_for_everybody(away.page)
