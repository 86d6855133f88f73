"""From the printed link to a running rehearsal, by what stands on the screen and nothing else."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.axe import axe_finds
from tests.support.browser import LAPTOP, PATIENCE, PHONE, SCREEN, is_held
from tests.support.server import own_server
from workshop.pretend.own_server import OwnServer

TAPS = 10
REHEARSAL = "Rehearsal: these are pretend people. Nothing is kept."
OWN_PHONE = "Your own phone could not join: this address only works on this laptop."


@dataclass
class Newcomer:
    """Somebody who has read nothing: presses what is there by its name, and counts."""

    page: Page
    taps: int = 0

    def presses(self, name: str) -> None:
        """One tap on a button, a link or a box."""
        page, self.taps = self.page, self.taps + 1
        there = page.get_by_role("button", name=name, exact=True)
        for role in ("link", "checkbox"):
            there = there.or_(page.get_by_role(role, name=name, exact=True))
        there.locator("visible=true").first.click(timeout=PATIENCE)

    def holds(self, name: str) -> None:
        """One tap, held for a second."""
        self.taps += 1
        button = self.page.get_by_role("button", name=name, exact=True).locator("visible=true")
        button.first.hover(timeout=PATIENCE)
        self.page.mouse.down()
        is_held(self.page)
        self.page.mouse.up()

    def types(self, label: str, text: str) -> None:
        """One tap into a field, and a text."""
        self.taps += 1
        self.page.get_by_role("textbox", name=label).first.fill(text, timeout=PATIENCE)

    def reads(self, *texts: str | re.Pattern[str]) -> None:
        """Waits until all of these can be read."""
        for text in texts:
            seen = self.page.get_by_text(text).locator("visible=true").first
            expect(seen).to_be_visible(timeout=2 * PATIENCE)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[OwnServer]:
    made = own_server(tmp_path / "data", WORKSHOP_TRIAL_PACE="4").start()
    yield made
    made.kill()


def everything(server: OwnServer) -> bytes:
    """All that the data directory and the folder of keys hold."""
    folders = (server.data, server.data.with_name(f"{server.data.name}-keys"))
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return b"".join(path.name.encode() + path.read_bytes() for path in files)


@pytest.mark.long
def test_whoever_reads_nothing_rehearses_with_ten_taps(server: OwnServer, browser: Browser) -> None:
    context = browser.new_context(viewport=LAPTOP, locale="en-GB")
    newcomer = Newcomer(context.new_page())
    real, screen = rehearses(newcomer, server)
    phone_joins(browser, newcomer, server)
    assert axe_finds(newcomer.page) == []
    ends(newcomer, screen, server, real)
    assert newcomer.taps <= TAPS
    context.close()


def rehearses(newcomer: Newcomer, server: OwnServer) -> tuple[str, Newcomer]:
    """From the printed link to the rehearsal's desk and screen; gives the real desk's address and
    the screen."""
    newcomer.page.goto(server.desk_link)
    newcomer.presses("New workshop In three steps")
    newcomer.types("Title", "Spring release, looking back")
    newcomer.types("Team", "Payments")
    newcomer.page.locator("#step-room > summary").click()
    newcomer.taps += 1
    newcomer.presses("There is nobody. I will say so.")
    newcomer.presses("Open the workshop All this can still change")
    newcomer.reads("Nobody is here yet")
    real = newcomer.page.url
    newcomer.presses("Rehearse it first")
    newcomer.reads(REHEARSAL, "8 are here")
    newcomer.reads("They do not need to: these are pretend people.", OWN_PHONE)
    assert newcomer.page.url != real
    with newcomer.page.context.expect_page() as opened:
        newcomer.page.locator(".desk-more > summary").click()
        newcomer.presses("Open the room’s screen")
    screen = Newcomer(opened.value)
    screen.page.set_viewport_size(SCREEN)
    screen.reads(REHEARSAL, "Eight are here.")
    return real, screen


def phone_joins(browser: Browser, newcomer: Newcomer, server: OwnServer) -> None:
    """The facilitator's own phone comes in by the code."""
    newcomer.page.locator("summary", has_text="join link").click(timeout=PATIENCE)
    newcomer.taps += 1
    link = newcomer.page.get_by_role("textbox", name="Join link").input_value()
    phone = Newcomer(browser.new_page(viewport=PHONE, locale="en-GB"))
    phone.page.goto(f"{server.url}j/{link.rpartition('/')[2]}")
    phone.reads(REHEARSAL)
    phone.presses("Join")
    newcomer.reads("9 are here")


def ends(newcomer: Newcomer, screen: Newcomer, server: OwnServer, real: str) -> None:
    """One press, and nothing is left of the copy; the workshop stands as it was."""
    copy = newcomer.page.url.split("/")[4].encode()
    assert copy in everything(server)
    newcomer.holds("End and erase the rehearsal")
    newcomer.reads("Nobody is here yet", "Rehearse it first")
    assert newcomer.page.url == real
    expect(newcomer.page.get_by_text(REHEARSAL)).to_have_count(0)
    screen.reads("The rehearsal is over.", "You can close this window.")
    assert copy not in everything(server)
