"""The all-hands with a live wall, and votes that nobody sees before the voting has ended."""

import re

import pytest
from playwright.sync_api import expect

from tests.support.browser import PATIENCE, Stage, Window, comes_to
from tests.support.crowd import Crowd
from tests.support.process import found
from tests.support.room_in_browser import (
    RoomInBrowser,
    has_of_its_own,
    has_sent,
    own,
    votes,
    writes,
)
from workshop.protocol import commands

CARDS = [
    ("I lost the key to the server room.", "Keep two keys."),
    ("I merged on the last day.", "Stop a day early."),
    ("I did not call the customer back.", "Call the same day."),
    ("I hired in a hurry.", "Wait for the second talk."),
    ("I left the lamp of the projector on for a week.", "Look back at the door."),
    ("I promised a demonstration of what did not exist.", "Show what is there."),
]
FIRST, SECOND, THIRD = "Keep two keys.", "Call the same day.", "Stop a day early."
FIGURE = re.compile(r"^\d+$", re.MULTILINE)
SCREENS = ".voted-list li"
LISTS = ".desk-votes li, .results li"
"""Lessons on the room's screen, also where the desk shows it; and those of the desk and phones."""


@pytest.mark.long
def test_an_all_hands_with_a_live_wall_and_hidden_votes(stage: Stage) -> None:
    room = RoomInBrowser(stage, 3, template="all_hands", cards="live", votes="hidden")
    crowd = Crowd(stage, room.desk, 2)
    room.skips_to("Write")
    first_four_stay_unseen(room, crowd)
    the_fifth_brings_all_five(room)
    one_is_taken_off_while_people_write(room)
    the_sixth_waits_again(room, crowd)
    the_rest_is_read_with_the_wall_before_the_room(room)
    room.closes_adding()
    room.goes_on_by_holding("Vote")
    figures_stay_hidden(room, crowd)
    figures_come_sorted(room)
    seal(room)
    crowd.leave()
    assert stage.foreign_requests == set()
    assert stage.complaints == []


@pytest.mark.long
def test_cards_that_come_later_stand_beside_those_in_whose_block_there_is_room(
    stage: Stage,
) -> None:
    room = RoomInBrowser(stage, phones=1, template="all_hands", cards="live")
    crowd = Crowd(stage, room.desk, 10)
    room.skips_to("Write")
    for batch, some in enumerate((crowd.clients[:5], crowd.clients[5:]), 1):
        for i, client in enumerate(some):
            words = f"It broke, {batch} and {i}."
            crowd.does(client, commands.WriteCard(round=crowd.round, happened=words, learned=""))
        room.puts_up(5)
        cards = room.phones[0].page.locator(".wall-card")
        expect(cards).to_have_count(5 * batch, timeout=PATIENCE)
    crowd.leave()


def first_four_stay_unseen(room: RoomInBrowser, crowd: Crowd) -> None:
    for client, (happened, learned) in zip(crowd.clients, CARDS[:2], strict=True):
        card = commands.WriteCard(round=crowd.round, happened=happened, learned=learned)
        crowd.does(client, card)
    for i in (2, 3):
        sends(room.phones[i - 2], i)
    room.projector.shows("Most have taken part.")
    for happened, _ in CARDS[:4]:
        room.projector.hides(happened)
        room.desk.hides(happened)
    for phone in room.phones:
        assert on_wall(phone) == set()


def the_fifth_brings_all_five(room: RoomInBrowser) -> None:
    sends(room.phones[2], 4)
    room.desk.shows("5 cards waiting to be read")
    room.projector.hides(CARDS[0][0])
    read_first = "The facilitator reads it with others before the room sees it."
    has_of_its_own(room.phones[1], read_first)
    room.puts_up(5)
    for phone in room.phones:
        phone.shows("On the wall so far")
        comes_to(phone.page, lambda phone=phone: on_wall(phone), {0, 1, 2, 3, 4})
        with own(phone):
            phone.shows("It is on the wall now and can’t be changed.")
            phone.hides("Withdraw for good")
        wall = phone.page.get_by_role("list").filter(has_text=CARDS[0][0]).last
        expect(wall.get_by_role("listitem")).to_have_count(5, timeout=PATIENCE)
        # What has come is at rest: marked for ever, it would come anew wherever it was not drawn.
        expect(wall.locator("[data-arriving]")).to_have_count(0, timeout=PATIENCE)
    for happened, learned in CARDS[:5]:
        room.projector.shows(happened, learned)


def one_is_taken_off_while_people_write(room: RoomInBrowser) -> None:
    happened, _ = CARDS[0]
    off = "This card was taken off the screen."
    room.desk.unfolds("All 5 cards")
    room.desk.presses(f"Take it off the screen {happened}")
    room.projector.hides(happened)
    room.phones[0].shows(off)
    room.desk.presses(f"Show again {happened}")
    room.phones[0].hides(off)
    room.projector.shows(happened)


def the_sixth_waits_again(room: RoomInBrowser, crowd: Crowd) -> None:
    sends(room.phones[1], 5)
    for client in crowd.clients:
        crowd.does(client, commands.NothingToAdd(round=crowd.round))
    room.projector.shows("All or nearly all have taken part.")
    room.projector.hides(CARDS[5][0])
    room.desk.hides(CARDS[5][0])
    for phone in room.phones:
        assert on_wall(phone) == {0, 1, 2, 3, 4}


def the_rest_is_read_with_the_wall_before_the_room(room: RoomInBrowser) -> None:
    """One card, whose writer keeps it where too few write: it never comes to the desk."""
    room.calls_for_the_last("Lessons")
    room.desk.shows("Too few people wrote", "Hold for a second")
    room.hold()
    room.desk.shows("Next page")
    room.desk.hides(CARDS[5][0])
    room.skips_to("Lessons")


def sends(phone: Window, i: int) -> None:
    """One more card from a phone."""
    writes(phone, *CARDS[i])
    has_of_its_own(phone, CARDS[i][0])


def on_wall(phone: Window) -> set[int]:
    """Which cards stand on a phone below its own ones."""
    text = phone.page.locator("#view").inner_text().partition("On the wall so far")[2]
    return {i for i, (happened, _) in enumerate(CARDS) if happened in text}


def figures_stay_hidden(room: RoomInBrowser, crowd: Crowd) -> None:
    ada, ben, cleo = room.phones
    votes(ada, FIRST, 2)
    votes(ben, FIRST, 2)
    votes(cleo, SECOND, 2)
    votes(ada, SECOND)
    votes(ben, THIRD)
    crowd.votes(FIRST)
    for phone, left in zip((ada, ben, cleo), (0, 0, 1), strict=True):
        phone.shows(f"{left} of 3 votes left")
        has_sent(phone)
        phone.hides("in the room")
    room.desk.shows("2 of 5 have placed all their votes.", "The bars are hidden until voting ends.")
    for window in (room.desk, room.projector):
        assert not any(FIGURE.search(text) for text in rows(window))


def figures_come_sorted(room: RoomInBrowser) -> None:
    room.ends_voting()
    room.desk.shows("Voting has ended: 5 of 5 voted.")
    room.projector.shows("We take these with us")
    for phone in room.phones:
        phone.shows("We take these with us")
    first = [(FIRST, 6), (SECOND, 3), (THIRD, 1)]
    comes_to(room.projector.page, lambda: standing(room.projector), first)
    comes_to(room.desk.page, lambda: standing(room.desk, LISTS), first)
    for phone in room.phones:
        comes_to(phone.page, lambda phone=phone: standing(phone, LISTS), first)


def standing(window: Window, lists: str = SCREENS) -> list[tuple[str, int]]:
    """The lessons that have a figure, with it."""
    counted = [text for text in rows(window, lists) if FIGURE.search(text)]
    return [(text.splitlines()[0], int(found(r"(?m)^\d+$", text))) for text in counted]


def rows(window: Window, lists: str = f"{SCREENS}, {LISTS}") -> list[str]:
    """Returns the lines in the lists of lessons of a screen."""
    return window.page.locator(lists).all_inner_texts()


def seal(room: RoomInBrowser) -> None:
    room.goes_on("Finish")
    room.projector.shows("Stories stay. Lessons leave.", FIRST, SECOND, THIRD)
    room.hold()
    room.desk.shows("Done. Everything is erased except the summary.")
    room.projector.shows("Everything is erased except the summary.")
    for phone in room.phones:
        phone.shows("Open the summary")
        phone.unfolds("What is kept and what is erased")
        phone.shows("The summary keeps 3 chosen lessons, the list of lessons")
