"""A live wall on the room's screen: whole cards in columns that end level, and others in turn."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Locator, expect

from tests.support.room_screen import RoomScreen, Size
from tests.support.room_states import (
    ARABIC,
    JAPANESE,
    LONGEST,
    MIXED,
    PLAIN,
    UNBROKEN,
    State,
    Voice,
    agenda,
    card,
    entries_of,
    now,
    workshop,
)
from workshop.protocol import entries as e
from workshop.rules import limits

SMALL, USUAL, LARGE = Size(1024, 768), Size(1280, 720), Size(1920, 1080)
FINE = Size(3840, 2160)
HAIR = 1.5
"""Pixels by which what is level may differ."""
TURNS = 5
BETWEEN = 22
"""Between two cards of a column, in units of the room's screen."""
COLUMNS = """(wall) => {
    const place = wall.getBoundingClientRect();
    const columns = new Map();
    for (const one of wall.querySelectorAll("[data-seen]")) {
        const { left, top, bottom } = one.getBoundingClientRect();
        const key = Math.round(left);
        columns.set(key, [...(columns.get(key) ?? []), [top - place.top, bottom - place.top]]);
    }
    return [place.height, [...columns.values()].map((all) => all.sort((a, b) => a[0] - b[0]))];
}"""
SIX, OTHERS = "Shuffled. Another six every 15 seconds.", "Shuffled. Others every 15 seconds."
OFF = "This card is no longer shown."


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[RoomScreen]:
    """One screen for all tests."""
    made = RoomScreen(browser, USUAL)
    yield made
    made.close()


@pytest.fixture
def screen(opened: RoomScreen) -> RoomScreen:
    """The usual one: light, read from left to right, and without a wall yet."""
    opened.complaints.clear()
    opened.stands_in(USUAL)
    opened.shows(wall_of([]))
    return opened


def wall_of(cards: list[e.Card], **changed: Any) -> State:
    """A live wall on which people write."""
    order = e.Order(cards=[one.n for one in cards], known=[])
    room, plan = workshop(live_wall=True), agenda(**changed)
    return State("live wall", entries_of(room, plan, now("write"), *cards, order))


def written(count: int, voice: Voice, shares: tuple[float, ...] = (0.3,)) -> list[e.Card]:
    """So many cards, of these shares of the longest allowed; every third one taught nothing."""

    def text(limit: int, n: int) -> str:
        return voice.writes(round(limit * shares[n % len(shares)]) - 4)

    return [
        card(
            n,
            f"{n} {text(limits.HAPPENED, n)}",
            text(limits.LEARNED_CHARS, 2 * n) if n % 3 else "",
            language=voice.language,
        )
        for n in range(1, count + 1)
    ]


def wall(screen: RoomScreen) -> Locator:
    return screen.page.locator("projector-live-wall")


def seen(screen: RoomScreen) -> list[int]:
    """Returns the numbers of the cards that are seen."""
    return [int(one) for one in wall(screen).locator("[data-seen]").evaluate_all(
        "(all) => all.map((one) => one.dataset.n)")]  # fmt: skip


def turned_to(screen: RoomScreen, turn: int) -> list[int]:
    """Returns the numbers of the cards that are seen in a turn."""
    wall(screen).evaluate("(wall, turn) => wall.setAttribute('turn', turn)", str(turn))
    return seen(screen)


def is_level(screen: RoomScreen) -> bool:
    """True if each column fills the wall from its top to its foot."""
    high, columns = wall(screen).evaluate(COLUMNS)
    unit = screen.page.evaluate("Math.min(innerHeight / 1080, innerWidth / 1440)")
    return all(
        abs(column[0][0]) < HAIR
        and abs(column[-1][1] - high) < HAIR
        and all(b[0] - a[1] > BETWEEN * unit - HAIR for a, b in pairwise(column))
        for column in columns
    )


@pytest.mark.parametrize(
    ("size", "voice", "theme"),
    [
        (SMALL, LONGEST, "light"),
        (USUAL, ARABIC, "dark"),
        *(
            pytest.param(size, voice, "light", marks=pytest.mark.long)
            for size in (SMALL, USUAL, LARGE, FINE)
            for voice in (PLAIN, LONGEST, UNBROKEN, ARABIC, JAPANESE)
        ),
    ],
)  # fmt: skip
def test_whole_cards_stand_in_columns_that_end_level_and_all_come(
    screen: RoomScreen, size: Size, voice: Voice, theme: str
) -> None:
    screen.stands_in(size, theme, "rtl" if voice is ARABIC else "ltr")
    cards = written(24, voice, MIXED)
    screen.shows(wall_of(cards, prompt=voice.writes(limits.PROMPT)))
    come: set[int] = set()
    for turn in range(24):
        come |= {*turned_to(screen, turn)}
        if turn < TURNS:
            assert screen.measures()["wrong"] == []
            assert is_level(screen)
    assert come == {one.n for one in cards}
    assert screen.complaints == []


def test_six_cards_of_the_usual_length_are_seen_and_another_six_announced(
    screen: RoomScreen,
) -> None:
    screen.shows(wall_of(written(24, LONGEST, (0.2,))))
    assert len(seen(screen)) == 6
    high, columns = wall(screen).evaluate(COLUMNS)
    assert [len(column) for column in columns] == [2, 2, 2]
    assert high > 0.6 * USUAL.height
    text = screen.measures()["text"]
    assert SIX in text and OTHERS not in text


def test_of_long_cards_fewer_are_seen_and_none_is_cut(screen: RoomScreen) -> None:
    screen.shows(wall_of(written(24, LONGEST, (1.0,))))
    assert 0 < len(seen(screen)) < 6
    measured = screen.measures()
    assert measured["wrong"] == []
    assert OTHERS in measured["text"] and SIX not in measured["text"]


def test_where_all_are_seen_none_are_announced(screen: RoomScreen) -> None:
    screen.shows(wall_of(written(6, PLAIN)))
    assert seen(screen) and {*seen(screen)} == {1, 2, 3, 4, 5, 6}
    assert "Shuffled." not in screen.measures()["text"]


def test_all_six_change_at_once_and_only_in_their_turn(screen: RoomScreen) -> None:
    before = written(24, PLAIN)
    screen.shows(wall_of(before))
    turn = int(wall(screen).get_attribute("turn") or "")
    first = seen(screen)
    screen.shows(wall_of([*before, *(replace(one, n=one.n + 24) for one in before)]))
    if wall(screen).get_attribute("turn") == str(turn):
        assert seen(screen) == first
    assert turned_to(screen, turn + 100) != first
    assert len(seen(screen)) == 6


def test_a_card_that_is_taken_off_leaves_its_place_until_the_page_changes(
    screen: RoomScreen,
) -> None:
    cards = written(24, PLAIN)
    screen.shows(wall_of(cards))
    page = turned_to(screen, 1000)
    gone = [
        replace(one, off=True, happened="", learned="") if one.n == page[0] else one
        for one in cards
    ]
    screen.shows(wall_of(gone))
    expect(screen.page.get_by_text(OFF)).to_have_count(1)
    assert page[0] in seen(screen)


def test_a_hall_sees_the_first_sixty_and_of_the_others_those_that_several_know(
    screen: RoomScreen,
) -> None:
    known = {70: "several", 75: "most"}
    cards = [replace(one, been_there=known.get(one.n, "none")) for one in written(80, PLAIN)]
    screen.shows(wall_of(cards))
    held = wall(screen).locator("[data-n]").evaluate_all("(all) => all.map((one) => one.dataset.n)")
    assert [int(one) for one in held] == [*range(1, 61), 70, 75]


def test_where_motion_is_reduced_nothing_moves_and_the_change_stands(screen: RoomScreen) -> None:
    screen.shows(wall_of(written(24, PLAIN)))
    screen.moved()
    first = seen(screen)
    assert turned_to(screen, 500) != first
    assert [name for name, lasts in screen.moved() if lasts] == []
