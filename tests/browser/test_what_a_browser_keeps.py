"""A phone's browser keeps only what is listed, for a day, and words until they were seen."""

import time

import pytest
from playwright.sync_api import Page
from sqlalchemy import update

from tests.support.beside import change_library
from tests.support.browser import JOIN_PATH, PHONE, Stage, Window, comes_to
from tests.support.kept import hours_pass, kept_of_workshops, leaves, outside_the_list
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, writes
from workshop.storage.library_tables import SealedSummary

CARD, UNSENT = "I renamed a column on a Friday", "I was about to say more"
OWN = "What you sent"
ERASED = "This phone has now erased it"
DONE = {"secret": "a" * 32, "votes": {"9": {"l4": 2}}, "taps": {"joined": True, "own/c1": "Wanda"}}
LEAVES_OLD = """(kept) =>
    localStorage.setItem("workshop:gone", JSON.stringify({ saved: 0, ...kept }))"""

AS_BEFORE_OFFERS = """(id) => {
    const { offers, ...kept } = JSON.parse(localStorage[`workshop:${id}`]);
    localStorage.setItem("workshop:abcdefghjkmn", JSON.stringify(kept));
}"""
"""The storage of a phone, under another workshop's id, as a version without offers has kept it."""


def workshop_of(page: Page) -> str:
    return page.url.split("/")[4]


def writes_and_leaves(phone: Window) -> str:
    """Somebody sends a card, begins another, and closes the page. Returns the workshop."""
    writes(phone, CARD)
    phone.page.get_by_role("textbox").locator("visible=true").first.fill(UNSENT)
    id_ = workshop_of(phone.page)
    comes_to(phone.page, lambda: UNSENT in str(kept_of_workshops(phone.page)[id_]["drafts"]), True)
    leaves(phone.page)
    return id_


def seals(room: RoomInBrowser) -> None:
    """The desk finishes, where one phone has written and is away."""
    room.phones = []
    room.projector.shows("Write")
    room.ends_writing("Finish")
    room.hold()
    room.projector.shows("Everything is erased except the summary.")


def after_its_day(stage: Stage) -> None:
    """The server an hour after phones had their time, with all workshops that were sealed."""
    stage.server.stop()
    over = int(time.time()) - 3600
    change_library(stage.server.data, update(SealedSummary).values(open_until=over))
    stage.server.start()


def is_swept(page: Page, id_: str) -> None:
    """Only words are left, soon: the script that sweeps runs once the page is there."""
    comes_to(page, lambda: "secret" in kept_of_workshops(page).get(id_, {}), False)


def test_nothing_is_kept_that_is_not_on_the_list(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=1, wifi="Atrium guest", wifi_password="for all")
    (phone,) = room.phones
    room.desk.page.get_by_role("checkbox").first.check()
    room.desk.page.keyboard.press("t")
    room.skips_to("Write")
    writes(phone, CARD)
    room.desk.presses("Type in a paper card")
    room.desk.page.locator(".desk-paper-card textarea").first.fill("On paper")
    assert [outside_the_list(one) for one in (room.desk, room.projector, phone)] == [[], [], []]
    kept = phone.page.evaluate("localStorage.setItem('elsewhere', '1')")
    assert kept is None and outside_the_list(phone) == ["elsewhere"], "the test could fail"


@pytest.mark.long
def test_who_sleeps_through_the_end_sees_their_words_once_thirty_hours_later(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1)
    room.skips_to("Write")
    (phone,) = room.phones
    id_ = writes_and_leaves(phone)
    seals(room)
    after_its_day(stage)
    page = phone.page
    hours_pass(page, 30, id_)
    page.goto(stage.server.url)
    is_swept(page, id_)
    assert set(kept_of_workshops(page)[id_]) == {
        "saved", "cards", "lessons", "offers", "drafts", "outbox", "taps"
    }  # fmt: skip
    assert kept_of_workshops(page)[id_]["taps"] == {}, "only why something came back would stay"
    phone.shows(OWN)
    phone.hides(CARD, UNSENT)
    page.goto(f"{stage.server.url}w/{id_}/")
    phone.shows("The summary is no longer open here")
    phone.unfolds(OWN)
    phone.shows(ERASED, CARD, "Not sent", UNSENT)
    assert kept_of_workshops(page) == {}
    page.reload()
    phone.shows("The summary is no longer open here")
    phone.unfolds(OWN)
    phone.shows("Nothing that you wrote is on this phone.")


@pytest.mark.long
def test_a_page_that_was_asleep_all_the_while_shows_them_and_keeps_nothing_else(
    stage: Stage,
) -> None:
    room = RoomInBrowser(stage, phones=1)
    room.skips_to("Write")
    (phone,) = room.phones
    writes(phone, CARD)
    id_ = workshop_of(phone.page)
    phone.page.context.set_offline(True)
    phone.shows("No connection right now.")
    seals(room)
    after_its_day(stage)
    hours_pass(phone.page, 30, id_)
    phone.page.context.set_offline(False)
    phone.shows("This workshop is no longer here.")
    is_swept(phone.page, id_)
    assert [card["happened"] for card in kept_of_workshops(phone.page)[id_]["cards"]] == [CARD]
    has_of_its_own(phone, CARD)
    comes_to(phone.page, lambda: kept_of_workshops(phone.page), {})


@pytest.mark.long
def test_a_browser_that_hears_of_the_seal_anywhere_keeps_only_words(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=0)
    room.skips_to("Write")
    beside = Window(room.desk.page.context.new_page())
    beside.page.goto(f"{stage.server.url.rstrip('/')}{room.desk.page.evaluate(JOIN_PATH)}")
    beside.presses("Join")
    id_ = writes_and_leaves(beside)
    assert "secret" in kept_of_workshops(beside.page)[id_], "nobody sweeps before the end"
    seals(room)
    is_swept(beside.page, id_)
    beside.page.goto(f"{stage.server.url}w/{id_}/")
    beside.shows("Open the summary")
    has_of_its_own(beside, CARD, UNSENT)
    assert kept_of_workshops(beside.page) == {}


@pytest.mark.long
def test_where_a_workshop_is_not_found_words_are_shown_and_stay_for_a_day(stage: Stage) -> None:
    room = RoomInBrowser(stage, phones=1)
    room.skips_to("Write")
    (phone,) = room.phones
    id_ = writes_and_leaves(phone)
    page, elsewhere = phone.page, f"{stage.server.url}w/abcdefghjkmn/"
    page.evaluate(AS_BEFORE_OFFERS, id_)
    page.goto(elsewhere)
    phone.unfolds(OWN)
    phone.shows("What you wrote is still on this phone", CARD, UNSENT)
    phone.hides(ERASED)
    assert "secret" in kept_of_workshops(page)["abcdefghjkmn"]
    leaves(page)
    hours_pass(page, 25, "abcdefghjkmn")
    page.goto(elsewhere)
    phone.unfolds(OWN)
    phone.shows(ERASED, CARD, UNSENT)
    assert set(kept_of_workshops(page)) == {id_}, "the other workshop is still open"


@pytest.fixture(scope="module")
def room(shared: Stage) -> RoomInBrowser:
    """A room in which nothing happens."""
    return RoomInBrowser(shared, phones=1)


PAGES = {
    "bare address": "", "nothing here": "nowhere", "no such workshop": "w/abcdefghjkmn/",
    "without the link": "desk/x/", "way in": "enter", "phone": "w/{id}/",
}  # fmt: skip
AT_THE_DESK = {
    "workshops": "desk/", "form": "desk/new", "agendas": "desk/agendas/", "desk": "desk/{id}/",
}  # fmt: skip


SWEEPING = ("bare address", "phone", "desk", "room’s screen")
"""One page of each kind; the others load the same script."""


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(one, marks=[pytest.mark.long] * (one not in SWEEPING))
        for one in (*PAGES, *AT_THE_DESK, "room’s screen")
    ],
)
def test_every_page_of_the_address_sweeps(room: RoomInBrowser, name: str) -> None:
    signed_in = room.projector if name == "room’s screen" else room.desk
    window = room.phones[0] if name in PAGES else signed_in
    page = window.page.context.new_page()
    page.goto(f"{room.stage.server.url}nowhere")
    leaves(page)
    page.evaluate(LEAVES_OLD, DONE)
    path = {**PAGES, **AT_THE_DESK, "room’s screen": "screen/{id}/"}[name]
    page.goto(room.stage.server.url + path.format(id=workshop_of(room.desk.page)))
    comes_to(page, lambda: "gone" in kept_of_workshops(page), False)
    page.close()


@pytest.mark.long
def test_what_was_written_in_an_earlier_workshop_is_shown_once(visit: Stage) -> None:
    phone = visit.window(PHONE, touch=True)
    phone.page.goto(f"{visit.server.url}nowhere")
    leaves(phone.page)
    card = {"key": "k", "round": 3, "happened": CARD, "learned": "", "state": "arrived"}
    phone.page.evaluate(LEAVES_OLD, {**DONE, "cards": [card]})
    room = RoomInBrowser(visit, phones=0)
    phone.page.goto(visit.server.url.rstrip("/") + str(room.desk.page.evaluate(JOIN_PATH)))
    phone.presses("Join")
    phone.shows("You are in.")
    phone.hides(CARD)
    assert "gone" in kept_of_workshops(phone.page)
    has_of_its_own(phone, ERASED, CARD)
    assert "gone" not in kept_of_workshops(phone.page)
    phone.page.reload()
    phone.shows("You are in.")
    has_of_its_own(phone, "You sent nothing.")
