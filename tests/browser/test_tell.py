"""Somebody tells a story on a phone, by a link, and comes back to it with the receipt."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Page, expect

from tests.support.beside_contributor import kept
from tests.support.browser import PHONE, Stage, Window
from tests.support.contributing import Invited, beside, invites
from tests.support.guided_writing import STORIES, GuidedWriting, right_for_everybody
from tests.support.valid_html import validated
from workshop.stories.contributing import propose_text

NOT_SENT = "Failed to load resource"
"""The console’s words for a page that is refused, and for a server that is away."""
AWAY = "The server does not answer."


@pytest.fixture(
    params=[
        "en-GB",
        *(pytest.param(one, marks=pytest.mark.long) for one in ("ar", "de", "fr", "es")),
    ]
)
def locale(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class Teller(GuidedWriting):
    """Somebody with a phone who was asked for a story."""

    def __init__(self, stage: Stage, locale: str, link: Invited | None = None) -> None:
        self.stage, self.locale = stage, locale
        self.story = STORIES.get(locale, STORIES["en-GB"])
        self.data = Path(str(stage.server.data))
        self.link = link or invites(self.data)
        self.phone = self.opens(self.link.secret)

    def opens(self, secret: str) -> Window:
        """Opens a link in a browser of its own."""
        window = self.stage.window(PHONE, touch=True, locale=self.locale)
        window.page.goto(f"{self.stage.server.url}enter#{secret}")
        window.page.wait_for_url(f"**/tell/{self.link.id}/**")
        return window

    def tells(self) -> None:
        """Answers all questions from the beginning, and goes on to where it may be told."""
        self.answers()
        self.goes_on()

    def chooses(self) -> None:
        """Says where it may be told, and last the name."""
        self.page.locator("[name=reach][value=server]").check()
        self.goes_on()
        self.page.locator("[name=naming][value=first_name]").check()
        self.page.locator("#first").fill("Mara")

    def closes_the_tab_and_comes_back(self) -> Page:
        """Opens the page in another tab, once its own is closed."""
        url, context = self.page.url, self.page.context
        self.page.close()
        self.phone = Window(context.new_page(), self.phone.complaints, language=self.phone.language)
        self.page.goto(url)
        return self.page


@pytest.fixture
def teller(visit: Stage, locale: str) -> Iterator[Teller]:
    told = Teller(visit, locale)
    yield told
    said = [one for window in visit.windows for one in window.complaints]
    assert [one for one in said if NOT_SENT not in one] == []


def test_a_teller_who_chose_no_place_is_told_so_before_the_next_page(teller: Teller) -> None:
    page, say = teller.page, teller.phone.said
    teller.tells()
    missing = page.get_by_text(say("Choose where your story may be told."))
    expect(missing).to_be_hidden()
    teller.goes_on()
    expect(missing).to_be_visible()
    expect(page.locator("#h-reach")).to_be_visible()
    page.locator("[name=reach][value=once]").check()
    expect(missing).to_be_hidden()
    teller.goes_on()
    expect(page.locator("#h-naming")).to_be_visible()
    page.locator("#back").click()
    expect(page.locator("#h-reach")).to_be_visible()
    teller.goes_on()
    expect(page.locator("#h-naming")).to_be_visible()


def test_a_story_is_told_kept_on_the_phone_and_sent_once(teller: Teller, tmp_path: Path) -> None:
    page, say = teller.page, teller.phone.said
    right_for_everybody(teller.page)
    (tmp_path / "ask.html").write_text(page.request.get(page.url).text(), encoding="utf-8")
    teller.tells()
    expect(page.locator("#h-reach")).to_be_focused()
    right_for_everybody(teller.page)
    page = teller.closes_the_tab_and_comes_back()
    expect(page.locator("#h-reach")).to_be_visible()
    page.locator("#back").click()
    expect(page.locator("#sheet")).to_contain_text(teller.story[1])
    right_for_everybody(teller.page)
    teller.goes_on()
    teller.chooses()
    expect(page.locator("#name")).to_be_disabled()
    right_for_everybody(teller.page)
    page.context.set_offline(True)
    page.locator("#send").click()
    expect(page.get_by_text(say(AWAY))).to_be_visible()
    assert kept(teller.data, teller.link.id).status == "invited"
    page.context.set_offline(False)
    page.evaluate("() => { for (const _ of [1, 2]) document.getElementById('send').click(); }")
    expect(page.locator("#link")).to_be_visible()
    expect(page.locator("#erased")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((one) => one.startsWith('tell'))") == []
    right_for_everybody(teller.page)
    (tmp_path / "sent.html").write_text(page.request.get(page.url).text(), encoding="utf-8")
    assert (found := validated(tmp_path)).returncode == 0, found.stdout + found.stderr
    words = kept(teller.data, teller.link.id).words
    assert words and words.story and words.story.told_by.name == "Mara"
    assert words.story.language == teller.phone.language
    assert words.story.title == teller.story[1].rstrip(".")


@pytest.mark.long
def test_the_receipt_opens_it_elsewhere_to_agree_and_to_withdraw(
    teller: Teller, tmp_path: Path
) -> None:
    teller.tells()
    teller.chooses()
    teller.page.locator("#send").click()
    link = teller.page.locator("#link").input_value()
    story = kept(teller.data, teller.link.id).words.story  # type: ignore[union-attr]
    assert story
    shorter = replace(story, lesson=teller.story[5])
    beside(teller.data, lambda at: propose_text(at, teller.link.id, shorter, "Shorter?"))
    teller.phone = teller.opens(link.partition("#")[2])
    page, say = teller.page, teller.phone.said
    teller.phone.shows("Do you agree to this text?", "Shorter?")
    expect(page.get_by_text(say("Removed:"))).to_have_count(1)
    expect(page.get_by_text(say("Added:"))).to_have_count(1)
    changed = page.locator("p", has_text=say("What changes:"))
    expect(changed.get_by_role("link")).to_have_text([say("The lesson")])
    spoken = page.locator("#l-language + p")
    expect(spoken).not_to_have_text(story.language)
    right_for_everybody(teller.page)
    for name in ("look", "change"):
        text = page.request.get(page.url.rstrip("/") + ("/change" if name == "change" else "/"))
        (tmp_path / f"{name}.html").write_text(text.text(), encoding="utf-8")
    assert (found := validated(tmp_path)).returncode == 0, found.stdout + found.stderr
    page.get_by_role("link", name=say("Change it")).click()
    right_for_everybody(teller.page)
    page.locator("#turn").fill("Kept here")
    page.reload()
    expect(page.locator("#turn")).to_have_value("Kept here")
    page.go_back()
    teller.phone.presses("Agree to this text")
    teller.phone.shows("Ready to be told")
    right_for_everybody(teller.page)
    teller.phone.unfolds("Withdraw the story")
    page.get_by_role("button", name=say("Withdraw the story")).scroll_into_view_if_needed()
    teller.phone.holds("Withdraw the story")
    teller.phone.shows("You have withdrawn your story.", re.compile(re.escape(
        say("Nothing of it is left here."))))  # fmt: skip
    right_for_everybody(teller.page)


@pytest.mark.long
def test_what_is_missing_is_said_at_its_page(teller: Teller) -> None:
    page = teller.page
    teller.tells()
    teller.chooses()
    for _ in range(4):
        page.locator("#back").click()
    expect(page.locator("#h-lesson")).to_be_visible()
    page.locator("#lesson").fill("x" * 141)
    expect(page.locator("#lesson-count")).to_contain_text("140")
    for _ in range(4):
        teller.goes_on()
    page.locator("#send").click()
    expect(page.locator("#lesson-fault")).to_be_visible()
    expect(page.locator("#context")).to_have_value(teller.story[0])
    right_for_everybody(teller.page)


@pytest.mark.long
def test_what_was_typed_can_be_erased_on_the_phone(teller: Teller) -> None:
    page = teller.page
    teller.goes_on()
    page.locator("#context").fill(teller.story[0])
    teller.phone.unfolds("Continue later")
    page.locator("#erase").click()
    teller.phone.shows("What you typed has been erased from this phone.")
    page.reload()
    expect(page.locator("#h-begin")).to_be_visible()
    expect(page.locator("#context")).to_have_value("")


def test_without_scripts_all_is_asked_at_once_and_can_be_sent(visit: Stage) -> None:
    teller = Teller(visit, "en-GB")
    state = teller.page.context.storage_state()
    plain = visit.browser.new_context(java_script_enabled=False, storage_state=state)
    page = plain.new_page()
    page.goto(teller.page.url)
    for name, text in zip(("context", "happened", "lesson", "title"), STORIES["en-GB"],
                          strict=False):  # fmt: skip
        page.locator(f"#{name}").fill(text)
    page.locator("[name=reach][value=once]").check()
    page.locator("[name=naming][value=unnamed]").check()
    page.locator("#send").click()
    expect(page.get_by_role("heading", name="Thank you. It has arrived.")).to_be_visible()
    plain.close()
