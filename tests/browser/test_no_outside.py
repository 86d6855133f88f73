"""Nothing leaves the laptop: no request to another host, and no breach of the pages' policy."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Error, Route

from tests.support.browser import LAPTOP, Stage, Window
from tests.support.room_in_browser import RoomInBrowser, votes, writes

REPORTS = """addEventListener("securitypolicyviolation",
  ({ violatedDirective, blockedURI }) => breach(`${violatedDirective} ${blockedURI}`))"""
SHOWS_PICTURE = """url => new Promise((done) => {
  addEventListener("securitypolicyviolation", done);
  document.body.append(Object.assign(new Image(), { src: url }));
}).then(() => null)"""
OUTSIDE = "http://elsewhere.invalid/picture.png"


class WalledStage(Stage):
    """A room whose windows are cut off from other hosts, and tell what their pages tried."""

    def __init__(self, stage: Stage) -> None:
        super().__init__(stage.browser, stage.server)
        self.tried: list[str] = []
        self.breaches: list[str] = []

    def window(self, size: dict[str, int], touch: bool = False, locale: str = "en-GB") -> Window:
        """A window behind the wall."""
        window = super().window(size, touch, locale)
        context = window.page.context
        context.expose_function("breach", lambda said: self.breaches.append(said))
        context.add_init_script(REPORTS)
        context.route("**/*", self.stop_outside)
        return window

    def stop_outside(self, route: Route) -> None:
        """Lets a request through to our own server only."""
        if urlsplit(route.request.url).hostname == "127.0.0.1":
            return route.fallback()
        self.tried.append(route.request.url)
        return route.abort()


def test_a_workshop_asks_no_other_host_and_keeps_the_policy_of_its_pages(stage: Stage) -> None:
    walled = WalledStage(stage)
    room = RoomInBrowser(walled, template="30")
    play(room)
    for page in ("/desk/", "/desk/new", "/enter", "/"):
        room.desk.page.goto(f"{stage.server.url.rstrip('/')}{page}")
    walled.close()
    assert walled.tried == []
    assert walled.breaches == []
    assert walled.foreign_requests == set()
    assert walled.complaints == []


def play(room: RoomInBrowser) -> None:
    room.skips_to("Write")
    for i, phone in enumerate(room.phones):
        writes(phone, f"It broke {i}", f"Mend it {i}.")
        phone.presses("I am done")
    room.hold()
    room.desk.shows("Go on now")
    room.next.click()
    room.arrives_at("Reveal")
    room.shows("It broke 0", "It broke 2")
    room.skips_to("Vote")
    for phone in room.phones:
        votes(phone, "Mend it 1.")
    room.ends_voting()
    room.goes_on("Commit")
    room.goes_on("Finish")
    room.hold()
    room.desk.shows("Sealed.")
    for phone in room.phones:
        phone.opens("Open the summary").shows("Mend it 1.")
    room.desk.page.get_by_role("link", name="Open the summary").click()
    room.desk.shows("Mend it 1.")


def test_the_wall_notices_what_goes_outside_and_what_breaks_the_policy(stage: Stage) -> None:
    walled = WalledStage(stage)
    window = walled.window(LAPTOP)
    window.page.goto(stage.server.url)
    window.page.evaluate(SHOWS_PICTURE, OUTSIDE)
    with pytest.raises(Error, match="ERR_FAILED"):
        window.page.goto(OUTSIDE)
    walled.close()
    assert walled.tried == [OUTSIDE]
    assert walled.breaches == [f"img-src {OUTSIDE}"]
