"""Teams of a hosted server in browsers: somebody is invited, leads a workshop, and is taken out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.axe import axe_finds
from tests.support.browser import PATIENCE, Window
from tests.support.proxy import hosted
from tests.support.valid_html import validated

SECRET = "drawn by lot, and long enough"
TEAM = "Payments"
NARROW = {"width": 320, "height": 700}
LAPTOP = {"width": 1366, "height": 768}


@dataclass
class Place:
    """A hosted server, with a window of the owner and one of Ana, who is not known there yet."""

    origin: str
    owner: Page
    ana: Page
    heard: list[Window]
    seen: Path
    """A folder for the HTML of every page that was looked at."""

    def right(self, page: Page, path: str) -> None:
        """
        Looks that a page has no faults, fits a small phone and can be used without a mouse, and
        that it is right in the dark, read from the right, too.
        """
        fits(page, f"{self.origin}{path}", self.seen)
        assert axe_finds(page) == [], path
        assert by_keyboard(page) == [], path
        browser = page.context.browser
        assert browser
        with browser.new_context(
            ignore_https_errors=True, locale="ar", color_scheme="dark",
            storage_state=page.context.storage_state(),
        ) as other:  # fmt: skip
            arabic = other.new_page()
            fits(arabic, f"{self.origin}{path}", self.seen)
            assert arabic.locator("html").get_attribute("dir") == "rtl"
            assert axe_finds(arabic) == [], f"{path}, in Arabic and in the dark"


def fits(page: Page, address: str, seen: Path) -> None:
    """Opens a page, keeps its HTML, and looks that nothing of it is beside a window."""
    answer = page.goto(address)
    assert answer
    (seen / f"{len([*seen.iterdir()])}.html").write_text(answer.text(), encoding="utf-8")
    for size in (NARROW, LAPTOP):
        page.set_viewport_size(size)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{address} is {wide} px too wide at {size}"


def by_keyboard(page: Page) -> list[str]:
    """Returns what can be pressed with a mouse and is not reached by Tab."""
    page.evaluate("document.activeElement.blur()")
    reached: set[str] = set()
    everything: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("main a, main button, main input, main select")]
            .filter((one) => one.checkVisibility())
            .map((one, at) => { one.dataset.at = at; return one.outerHTML; })"""
    )
    for _ in range(len(everything) + 12):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.dataset.at ?? ''"))
    left = set(map(str, range(len(everything)))) - reached
    # Of several that belong together Tab reaches the one that is chosen, arrows the others.
    return [everything[int(one)] for one in left if 'type="radio"' not in everything[int(one)]]


@pytest.fixture(scope="module")
def place(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with hosted(tmp_path_factory.mktemp("teams"), SECRET) as (server, _):
        pages = [
            browser.new_page(ignore_https_errors=True, locale="en-GB", viewport=LAPTOP)
            for _ in range(2)
        ]
        seen = tmp_path_factory.mktemp("seen")
        owner, ana = pages
        made = Place(server.origin, owner, ana, [Window(page) for page in pages], seen)
        made.owner.goto(f"{server.origin}/enter")
        made.owner.get_by_label("Your link, or its secret").fill(SECRET)
        made.owner.get_by_role("button", name="Sign in").click()
        made.owner.get_by_role("link", name="Teams").wait_for()
        yield made
        for page in pages:
            page.close()


def link_for(place: Place, name: str) -> str:
    """An invitation to lead, from the only page that shows it."""
    place.owner.get_by_label("Who is it for?").fill(name)
    place.owner.get_by_role("button", name="Make an invitation").click()
    link = place.owner.get_by_label("The link", exact=True)
    value = link.input_value()
    assert axe_finds(place.owner) == []
    place.owner.get_by_role("button", name="Copy the link").click()
    expect(place.owner.get_by_role("status")).to_have_text(re.compile("Copied|selected"))
    place.owner.reload()
    expect(link).to_have_count(0)
    return value


def hold(page: Page, name: str) -> None:
    """Holds a button down until it has done what it says."""
    here = page.url
    page.get_by_role("button", name=name).hover()
    page.mouse.down()
    page.wait_for_url(lambda url: url != here, timeout=PATIENCE)
    page.mouse.up()


@pytest.mark.long
def test_ana_is_invited_leads_a_workshop_and_is_taken_out(place: Place) -> None:
    owner, ana = place.owner, place.ana
    owner.goto(f"{place.origin}/desk/teams/")
    owner.get_by_label("Name of the team").fill(TEAM)
    owner.get_by_role("button", name="Make the team").click()
    expect(owner.get_by_role("heading", name=TEAM)).to_be_visible()
    members = owner.url
    ana.goto(link_for(place, "Ana"))
    ana.get_by_role("link", name="New workshop").wait_for()
    place.right(ana, "/desk/")
    place.right(ana, "/desk/teams/")
    expect(ana.get_by_text(TEAM)).to_be_visible()
    expect(ana.get_by_role("link", name=TEAM, exact=True)).to_have_count(0)
    id_ = opens_workshop(place)
    ana.goto(f"{place.origin}/desk/teams/")
    ana.get_by_role("link", name=TEAM, exact=True).click()
    expect(ana.get_by_text("This team has not finished a workshop here yet.")).to_be_visible()
    ana.goto(f"{place.origin}/desk/{id_}/")
    owner.goto(members)
    path = members.removeprefix(place.origin)
    place.right(owner, path)
    place.right(owner, path.replace("members", "log"))
    place.right(owner, "/desk/operator/")
    owner.goto(members)
    owner.get_by_role("link", name="Take out: Ana").click()
    place.right(owner, owner.url.removeprefix(place.origin))
    hold(owner, "Take them out")
    expect(owner.get_by_text("Ana")).to_have_count(0)
    expect(ana.get_by_text("you no longer lead workshops for its team.")).to_be_visible()
    ana.get_by_role("link", name="Go to workshops").click()
    expect(ana.get_by_text("You don’t belong to a team yet.")).to_be_visible()
    expect(ana.get_by_text("Spring")).to_have_count(0)
    answer = ana.goto(f"{place.origin}/desk/{id_}/")
    assert answer and answer.status == 404


def opens_workshop(place: Place) -> str:
    """Ana's workshop, by a form that offers her team; her desk stays open."""
    place.ana.goto(f"{place.origin}/desk/new")
    assert place.ana.get_by_label("Team").locator("option").all_text_contents() == [TEAM]
    sent = place.ana.request.post(
        f"{place.origin}/desk/new",
        form={"title": "Spring", "team": TEAM, "template": "60"},
        headers={"Origin": place.origin},
    )
    id_ = sent.url.split("/")[-2]
    place.ana.goto(f"{place.origin}/desk/{id_}/")
    expect(place.ana.get_by_text("This desk is connected.")).to_be_visible(timeout=PATIENCE)
    return id_


@pytest.mark.long
def test_somebody_known_accepts_a_second_invitation_as_who_they_are(place: Place) -> None:
    owner, ana = place.owner, place.ana
    owner.goto(f"{place.origin}/desk/teams/")
    owner.get_by_label("Name of the team").fill("Search")
    owner.get_by_role("button", name="Make the team").click()
    ana.goto(link_for(place, "Somebody"))
    ana.get_by_role("link", name="New workshop").wait_for()
    owner.reload()
    expect(owner.get_by_text("Ana", exact=True)).to_be_visible()
    expect(owner.get_by_text("Somebody")).to_have_count(0)


@pytest.mark.long
def test_the_pages_that_delete_are_right_all_are_valid_and_nothing_was_complained_of(
    place: Place,
) -> None:
    place.owner.goto(f"{place.origin}/desk/operator/")
    links = place.owner.get_by_role("link", name="Delete: ").all()
    for path in [one.get_attribute("href") or "" for one in links]:
        place.right(place.owner, path)
    valid = validated(place.seen)
    assert valid.returncode == 0, f"{valid.stdout}{valid.stderr}"
    assert len([*place.seen.iterdir()]) > 12
    # Of a page that is gone, the browser itself says that it was not found.
    told = [one for window in place.heard for one in window.complaints if "404" not in one]
    assert told == []
