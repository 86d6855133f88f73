"""A phone shows itself, forgets, and is taken over by the next person."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Route, expect

from tests.support.beside import keys_beside, selected_beside
from tests.support.browser import JOIN_PATH, PHONE, Stage, Window, on_stage
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, own, writes
from tests.support.server import own_server
from workshop.storage.handles import Handles

NARROW = {"width": 320, "height": 568}
ABROAD = "192.0.2.7"
"""An address of no computer; what is asked of it is answered by the room's server."""
LISTENED_TO = "Others can listen in on this Wi-Fi"
KEEPS = "JSON.stringify(Object.entries(localStorage))"
SECRET = re.compile(r'secret\\?"\s*:\s*\\?"([0-9a-f]{32})')
KEY = re.compile(r"\b[0-9a-f]{32}\b")


@pytest.fixture(scope="module")
def writing(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomInBrowser]:
    """A room that writes, with one phone."""
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as stage:
        room = RoomInBrowser(stage, phones=1)
        room.skips_to("Write")
        yield room


@pytest.fixture
def stage(writing: RoomInBrowser) -> Stage:
    """The stage of that room; its server runs, and nothing has complained."""
    stage = writing.stage
    if stage.server.process is None:
        stage.server.start()
    for window in stage.windows:
        window.complaints.clear()
    return stage


@pytest.fixture
def phone(writing: RoomInBrowser, stage: Stage) -> Iterator[Window]:
    """A phone that has never been here, with which somebody has just joined that room."""
    phone = stage.phone(writing.desk, into="Send this card")
    yield phone
    phone.page.context.close()


def joins(room: RoomInBrowser) -> str:
    """The link that the QR code holds."""
    return room.stage.server.url.rstrip("/") + str(room.desk.page.evaluate(JOIN_PATH))


def kept(phone: Window) -> str:
    """All that the phone's storage holds."""
    return str(phone.page.evaluate(KEEPS))


def secret(phone: Window) -> str:
    """The secret that it has now."""
    found = SECRET.search(kept(phone))
    assert found, kept(phone)
    return found[1]


def card(phone: Window) -> Locator:
    """The field for what happened."""
    return phone.page.get_by_role("textbox").locator("visible=true").first


def rows(room: RoomInBrowser) -> set[str]:
    """The handles of all rows that devices have left in the workshop's file."""
    workshop = room.desk.page.url.rstrip("/").rpartition("/")[2]
    data, rows = room.stage.server.data, "SELECT key, 'round' || round FROM"
    found = selected_beside(data, workshop, f"{rows} mark UNION {rows} card")
    return {Handles(keys_beside(data, workshop, part)).of(key) for key, part in found}


def shown(phone: Window) -> set[str]:
    """The handles of the rows on the phone's page."""
    texts = phone.page.locator(".held-columns").all_text_contents()
    return {key for text in texts for key in KEY.findall(text)}


ROWS, NEXT = "Show the rows of this phone", "Next person on this device"
SUBJECTS = [
    "What this server stores about you", "This protects you from:", "It does not protect you from:",
    "What this phone keeps", "Check in with me",
]  # fmt: skip
"""The page is about privacy first."""


@pytest.mark.long
def test_every_phone_shows_its_own_rows_and_they_vanish_at_the_reveal(stage: Stage) -> None:
    room = RoomInBrowser(stage, template="30")
    room.skips_to("Write")
    for i, phone in enumerate(room.phones):
        writes(phone, f"It broke {i}", "Mend it.")
        phone.presses("Privacy")
        phone.unfolds(ROWS)
        phone.shows("3 rows in the workshop’s file lead to this phone.", "The room is at: Write")
    everybody = [shown(phone) for phone in room.phones]
    assert [len(keys) for keys in everybody] == [3] * 3
    assert set().union(*everybody) == rows(room)
    room.calls_for_the_last("Look through")
    room.desk.shows("3 cards waiting.")
    room.hold()
    for phone in room.phones:
        phone.unfolds(ROWS)  # the last call has covered the page
        phone.shows("No row in the workshop’s file leads to this phone.")
        phone.shows("The room has moved on to: Reveal")
    assert rows(room) == set()
    room.phones[0].presses("Back")
    room.phones[0].shows("Reveal")
    assert not stage.complaints


LOGGED = "their database logs every change"


def _of_several_machines(route: Route) -> None:
    """Has a phone's page say that its server runs on several machines."""
    page, view = route.fetch(), '"view":"participant"'
    assert view in page.text()
    route.fulfill(response=page, body=page.text().replace(view, f'{view},"several":true'))


@pytest.mark.long
def test_a_phone_of_several_machines_says_what_they_log(
    writing: RoomInBrowser, stage: Stage, phone: Window
) -> None:
    phone.presses("Privacy")
    phone.hides(LOGGED)
    other = stage.window(PHONE, touch=True)
    other.page.goto(joins(writing))
    # What a redirection leads to is not routed.
    page = other.page.url
    other.page.route(page, _of_several_machines)
    other.page.goto(page)
    other.presses("Join")
    other.presses("Privacy")
    other.shows(
        LOGGED, "Within 48 hours it becomes unreadable in every copy.",
        "Someone who reads the log of the database", "with the key of that day",
    )  # fmt: skip
    other.page.context.close()


@pytest.mark.long
def test_a_forgotten_phone_keeps_nothing_and_is_somebody_new_afterwards(
    stage: Stage, phone: Window
) -> None:
    before = secret(phone)
    writes(phone, "It broke")
    phone.presses("Privacy")
    phone.shows("can’t be changed from here afterwards", "cannot come back to this phone")
    phone.holds("Forget this device")
    phone.shows(
        "This phone has forgotten the workshop.", "To come back, reload this page or scan the code."
    )
    phone.hides("What you sent")
    assert kept(phone) == "[]"
    phone.page.reload()
    phone.presses("Join")
    phone.shows("With so few of us, guessing is easy.", "Send this card")
    phone.hides("It broke")
    assert secret(phone) != before
    phone.presses("Privacy")
    phone.unfolds(ROWS)
    phone.shows("No row in the workshop’s file leads to this phone.")
    assert not stage.complaints


@pytest.mark.long
def test_a_second_tab_of_a_forgotten_phone_forgets_too(phone: Window) -> None:
    writes(phone, "It broke")
    other = Window(phone.page.context.new_page())
    other.page.goto(phone.page.url)
    has_of_its_own(other, "It broke")
    phone.presses("Privacy")
    phone.holds("Forget this device")
    other.shows("What is stored")
    other.hides("It broke")


def test_the_next_person_begins_anew_and_has_cards_of_their_own(
    writing: RoomInBrowser, stage: Stage, phone: Window
) -> None:
    before, others = secret(phone), rows(writing)
    for i in range(2):
        writes(phone, f"It broke {i}")
    has_of_its_own(phone, "Everything you sent has arrived.")
    phone.presses("Privacy")
    phone.unfolds(ROWS)
    phone.shows("5 rows in the workshop’s file lead to this phone.")
    assert phone.page.get_by_role("heading", level=2).all_inner_texts() == SUBJECTS
    first = rows(writing)
    phone.shows("if too few people write they cannot come back to you here")
    phone.holds("Next person on this device")
    phone.presses("Join")
    phone.shows("With so few of us, guessing is easy.", "Send this card")
    assert secret(phone) != before and "It broke" not in kept(phone)
    writes(phone, "Somebody else's")
    phone.presses("Privacy")
    phone.unfolds(ROWS)
    phone.shows("3 rows in the workshop’s file lead to this phone.")
    assert shown(phone) == rows(writing) - first and others < first < rows(writing)
    assert not stage.complaints


@pytest.mark.parametrize(
    "way",
    ["Next person on this device", pytest.param("Forget this device", marks=pytest.mark.long)],
)
def test_what_is_not_sent_is_shown_and_sent_or_thrown_away_on_purpose(
    phone: Window, way: str
) -> None:
    card(phone).fill("Half a thought")
    phone.presses("Privacy")
    phone.shows("What has not been sent is thrown away.")
    phone.hides("Half a thought")
    has_of_its_own(phone, "Not sent yet.", "Half a thought")
    phone.presses("Back")
    expect(card(phone)).to_have_value("Half a thought")
    phone.presses("Send this card")
    has_of_its_own(phone, "Your card has arrived.")
    card(phone).fill("Another half")
    phone.presses("Privacy")
    has_of_its_own(phone, "Another half")
    phone.holds(way)
    phone.shows("Join" if way.startswith("Next") else "This phone has forgotten the workshop.")
    assert "half" not in kept(phone)


@pytest.mark.long
def test_a_card_on_its_way_holds_the_phone_until_it_is_dropped(stage: Stage, phone: Window) -> None:
    expect(card(phone)).to_be_visible()
    phone.page.context.set_offline(True)
    stage.server.kill()
    card(phone).fill("It waits")
    phone.presses("Send this card")
    phone.presses("Privacy")
    has_of_its_own(phone, "1 item is still on its way.")
    phone.holds("Next person on this device")
    phone.shows("There is no connection right now, so nothing was changed.")
    assert "It waits" in kept(phone)
    phone.page.context.set_offline(False)
    stage.server.start()
    phone.shows("Next person on this device")
    phone.presses("Back")
    has_of_its_own(phone, "Your card has arrived.")


def test_a_hint_is_said_while_writing_holds_nothing_back_and_stays_on_the_phone(
    phone: Window,
) -> None:
    sent: list[Any] = []
    phone.page.on("request", lambda request: sent.append(request.url))
    field = card(phone)
    for text, hint in (
        ("I told Anna that it was done", "This looks like a name."),
        ("I closed ABC-123 unread", "This looks like a ticket number."),
        ("It went to all@example.com", "This looks like an e-mail address."),
    ):
        field.fill(text)
        phone.shows(f"{hint} Leave out names, dates and projects if you can.")
        expect(field).to_have_accessible_description(re.compile(re.escape(hint)))
    field.fill("I closed it unread")
    phone.hides("This looks like")
    field.fill("I told Anna that it was done")
    # What a page fetches for later may still come.
    assert [url for url in sent if "/static/" not in url] == []
    phone.presses("Send this card")
    has_of_its_own(phone, "Your card has arrived.", "I told Anna that it was done")


@pytest.mark.long
def test_the_door_says_when_the_connection_can_be_listened_to(
    writing: RoomInBrowser, stage: Stage
) -> None:
    link = joins(writing)
    visitor = stage.window(PHONE)
    visitor.page.goto(link)
    visitor.shows("What is stored")
    visitor.hides(LISTENED_TO)
    for scheme, shows_or_hides in (("http", visitor.shows), ("https", visitor.hides)):
        visitor.page.route(f"{scheme}://{ABROAD}/**", lambda route: answer(route, stage))
        visitor.page.goto(link.replace(stage.server.url, f"{scheme}://{ABROAD}/"))
        visitor.shows("What is stored")
        shows_or_hides(LISTENED_TO)


def answer(route: Route, stage: Stage) -> None:
    """Has the room's server answer for the address abroad."""
    asked = route.request.url.partition(f"//{ABROAD}/")[2]
    route.fulfill(response=route.fetch(url=stage.server.url + asked, headers={}))


def test_the_page_fits_a_phone(phone: Window) -> None:
    card(phone).fill("Half a thought of Mr Smith's, " + "unbroken" * 12)
    for size, scheme in product((PHONE, NARROW), ("light", "dark")):
        phone.page.set_viewport_size(size)  # type: ignore[arg-type]
        phone.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        everything_fits(phone)


def everything_fits(phone: Window) -> None:
    """The card being written, and what lies on the phone; ends where it began."""
    assert fits(phone)
    phone.presses("Privacy")
    phone.unfolds(ROWS)
    phone.shows("No row in the workshop’s file")
    phone.shows("Forget this device", "Next person on this device")
    assert fits(phone)
    with own(phone):
        phone.shows("Half a thought")
        assert fits(phone)
    back = phone.button("Back").bounding_box()
    assert back and back["height"] >= 44
    phone.unfolds(ROWS)
    phone.presses("Back")
    phone.shows("Send this card")


def fits(phone: Window) -> bool:
    """True if nothing lies beside the screen."""
    wide = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    return bool(phone.page.evaluate(wide))
