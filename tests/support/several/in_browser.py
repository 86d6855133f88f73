"""A workshop in the browser, on several processes of which one or another is killed."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Playwright

from tests.support.browser import FLEETING, Stage, light_chromium, open_browser
from tests.support.room_in_browser import RoomInBrowser
from tests.support.several.faults import kills
from tests.support.several.several import Several
from workshop.pretend.own_server import OwnServer

TRUSTING = "--ignore-certificate-errors"


class OneAddress(OwnServer):
    """Several processes, as a browser knows them."""

    def __init__(self, server: Several) -> None:
        super().__init__(Path(), port=server.front.https, desk_link=server.link)

    @property
    def url(self) -> str:
        """The address of all of them together."""
        return f"https://127.0.0.1:{self.port}/"


@contextmanager
def stage_before(server: Several, playwright: Playwright) -> Iterator[Stage]:
    """A room whose server is several processes."""
    browser = open_browser(playwright, light_chromium(), FLEETING, TRUSTING)
    stage = Stage(browser, OneAddress(server))
    try:
        yield stage
    finally:
        stage.close()
        browser.close()


class BefallenRoom(RoomInBrowser):
    """A workshop whose process is killed, and started again, whenever a stage has come."""

    def __init__(self, server: Several, stage: Stage, phones: int, **form: str) -> None:
        self._server = server
        super().__init__(stage, phones, from_link=True, **form)

    def arrives_at(self, stage: str) -> None:
        """Every view is in this stage, and the process that has shown it is gone."""
        super().arrives_at(stage)
        kills(self._server)
