"""Details of the desk: its words about the room's screen, its look-through, and the desk in a
hand."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import axe_finds
from tests.support.browser import PATIENCE, PHONE, Window, on_stage
from tests.support.crowd import Crowd
from tests.support.desk_in_browser import KeyboardDesk
from tests.support.room_in_browser import RoomInBrowser
from tests.support.server import own_server

SMALL = {"width": 1366, "height": 768}
CARDS = [f"It broke, and I said nothing, {i}." for i in range(8)]
QUESTION = (
    "Look at the room’s screen. It should show "
    "“What helps a team to speak about a failure early?” and nothing from this desk. Does it?"
)
NOT_OPEN = "The room’s screen is not open."
FOR_WORK = """() => document.querySelector(".desk-panel").clientHeight / innerHeight"""
"""The share of the window's height that is left for what is to be done."""
IN_VIEW = """(name) => [...document.querySelectorAll(name)].filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const panel = document.querySelector(".desk-panel").getBoundingClientRect();
    return top >= panel.top && bottom <= panel.bottom;
}).length"""


OUT_OF_ROWS = """([name, minutes]) => [...document.querySelectorAll(".desk-stage")].map((row) => {
    row.querySelector(".desk-stage-name").textContent = name;
    row.querySelector(".desk-minutes").textContent = minutes;
    return row;
}).filter((row) => {
    const { top, bottom } = row.getBoundingClientRect();
    const words = row.querySelector(".desk-stage-name").getBoundingClientRect();
    return words.top < top || words.bottom > bottom;
}).length"""
"""How many rows of the agenda are too low for a name, all of them named so."""


@pytest.fixture(scope="module")
def room(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RoomInBrowser]:
    """A room with a small laptop at its desk."""
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as stage:
        room = RoomInBrowser(stage, phones=1, leader_name="Ines")
        room.desk.page.set_viewport_size(SMALL)  # type: ignore[arg-type]
        yield room


def test_a_long_name_of_a_stage_stays_in_its_row_of_the_agenda(room: RoomInBrowser) -> None:
    long = ["Récit de la personne responsable", "moins de 1 min"]
    assert room.desk.page.evaluate(OUT_OF_ROWS, long) == 0
    room.desk.page.reload()


@pytest.mark.long
def test_the_desk_looks_the_cards_through_by_keys(room: RoomInBrowser) -> None:
    says_that_no_screen_is_open(room)
    leaves_the_height_to_what_is_to_be_done(room)
    crowd = Crowd(room.stage, room.desk, 8)
    room.skips_to("Write")
    crowd.writes([(text, "") for text in CARDS])
    room.desk.shows("All or nearly all have taken part. Wait half a minute, then move on.")
    room.ends_writing("Look through")
    room.desk.shows("8 cards waiting.")
    room.phones[0].shows("Talk in pairs")
    assert room.desk.page.evaluate(IN_VIEW, ".desk-cover") == 8
    asks_for_the_mirror(room.desk)
    reads_by_keys(room.desk)
    assert KeyboardDesk(room.desk.page).faults() == []
    a_hand_holds_a_remote(room)
    crowd.leave()
    assert not room.stage.complaints


def leaves_the_height_to_what_is_to_be_done(room: RoomInBrowser) -> None:
    """The picture of the room's screen is small where there is something to do below it."""
    room.skips_to("Leader’s story")
    assert room.desk.page.evaluate(FOR_WORK) > 0.7


def says_that_no_screen_is_open(room: RoomInBrowser) -> None:
    room.desk.shows(NOT_OPEN)
    assert axe_finds(room.desk.page) == []
    screen = room.desk.opens("Open it")
    screen.shows("No account, no e-mail, no app.")
    room.desk.hides(NOT_OPEN)
    screen.page.close()
    room.desk.shows(NOT_OPEN)
    assert room.projector


def asks_for_the_mirror(desk: Window) -> None:
    """Before the first card opens, and until somebody has looked."""
    desk.page.keyboard.press("o")
    desk.shows(QUESTION)
    desk.hides(*CARDS)
    assert axe_finds(desk.page) == []
    desk.presses("No, cover everything")
    desk.shows("The room’s screen and every card here are covered.", "Uncover the screen")
    desk.hides(QUESTION, *CARDS)
    desk.page.keyboard.press("b")
    desk.shows("Cover the screen")
    desk.page.keyboard.press("o")
    desk.shows(QUESTION)
    desk.presses("Yes, open it")


def reads_by_keys(desk: Window) -> None:
    """One card is open; those that were read say what becomes of them."""
    keys, open_card = desk.page.keyboard, desk.page.locator(".desk-uncovered")
    expect(open_card).to_have_count(1, timeout=PATIENCE)
    is_open(desk, 1)
    assert desk.page.evaluate(IN_VIEW, ".desk-card") == 8
    assert axe_finds(desk.page) == []
    keys.press("x")
    desk.presses("to protect the writer")
    desk.shows("Set aside, to protect the writer.")
    desk.hides("Fine, next card")
    for n in range(2, 5):
        keys.press("j")
        is_open(desk, n)
    expect(open_card).to_have_count(1)
    expect(desk.page.get_by_text("fine", exact=True)).to_have_count(2)
    expect(desk.page.get_by_text("set aside", exact=True)).to_have_count(1)
    desk.page.get_by_role("button", name="Type in a paper card").click()
    happened = desk.page.locator(".desk-paper-card textarea").first
    happened.focus()
    keys.type("jox")
    expect(happened).to_have_value("jox")
    is_open(desk, 4)
    keys.press("ControlOrMeta+a")
    keys.press("Delete")
    desk.page.locator(".desk-card[data-open] .desk-uncovered").focus()
    for n in range(5, 9):
        keys.press("j")
        is_open(desk, n)
    keys.press("x")
    desk.page.wait_for_function(f"({IN_VIEW})('.desk-card [role=group]') === 1")
    keys.press("x")


def is_open(desk: Window, n: int) -> None:
    """The card at this place is open, and no other."""
    expect(desk.page.locator(".desk-card").nth(n - 1)).to_have_attribute("data-open", "")
    expect(desk.page.locator(".desk-card[data-open]")).to_have_count(1)


def is_laid_out_for_a_hand(remote: Window) -> None:
    """The minutes left stand at the clock's end, and both ways are as high as a thumb wants."""
    places = (".desk-clock > .t-clock", ".desk-clock > .t-small", ".desk-plan > #desk-hour-open")
    clock, left, plan = (remote.page.locator(one).first.bounding_box() for one in places)
    assert clock and left and plan
    assert clock["x"] + clock["width"] <= min(left["x"], plan["x"])
    assert left["y"] + left["height"] <= plan["y"] + 1
    ways = remote.page.locator(".desk-next .desk-back, .desk-next .button-next")
    assert [box["height"] >= 92 for one in ways.all() if (box := one.bounding_box())] == [True] * 2


def a_hand_holds_a_remote(room: RoomInBrowser) -> None:
    """A phone that leads has the cover, the way back and the way on, and no lists."""
    path = room.desk.page.url.removeprefix(room.stage.server.url)
    remote = room.stage.signed_in(path, PHONE, touch=True)
    remote.shows(
        "What helps a team to speak", "To work on lists or set cards aside, use the laptop."
    )
    remote.shows("Cover the screen", "Back", "Next: Reveal", "9 are here")
    remote.hides(
        "Covered: press to read", "Type in a paper card", "Draft summary", "or the space bar"
    )
    is_laid_out_for_a_hand(remote)
    assert axe_finds(remote.page) == []
    remote.presses("Show them here")
    remote.shows("Covered")
    remote.presses("Hide them here")
    room.hold()
    room.arrives_at("Reveal")
    room.press()
    room.phones[0].shows("On the room’s screen now")
    room.phones[0].holds("Ask to take this off the screen")
    room.desk.shows("Take it off the screen", "Take it away")
    assert room.desk.page.evaluate(IN_VIEW, ".desk-asked .button") == 2
    remote.presses("Take it away")
    room.projector.shows("This card is no longer shown.")
    remote.hides("Take it away")
    each_card_is_taken_off_alone(room, remote)


def each_card_is_taken_off_alone(room: RoomInBrowser, remote: Window) -> None:
    remote.unfolds("All 7 cards")
    remote.presses("Show again")
    room.projector.hides("This card is no longer shown.")
    [shown] = [one for one in CARDS if one in room.projector.page.locator("#view").inner_text()]
    remote.presses(f"Take it off the screen {shown}")
    room.projector.shows("This card is no longer shown.")
