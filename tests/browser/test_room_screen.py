"""The room's screen by geometry: whatever the texts, all of it is legible and nothing is cut."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.support import axe
from tests.support.all_scenes import every_scene
from tests.support.room_screen import RoomScreen, Size
from tests.support.room_states import (
    ARABIC,
    JAPANESE,
    LONGEST,
    MIXED,
    PLAIN,
    SHORTEST,
    UNBROKEN,
    State,
    Voice,
    agenda,
    cards,
    entries_of,
    lessons,
    now,
    workshop,
)
from workshop.protocol.entries import Card, StageKind

SMALL = Size(1024, 768)
USUAL = Size(1280, 720)
WIDE = Size(2560, 1080)
FINE = Size(3840, 2160)
BETWEEN = ("reveal, wall of 30", "reveal, wall of 60")
"""Walls of 30 and of 60 cards: laid out as walls of 12 and of 300 are, and in seconds each."""
LONGEST_MOTION = 0.6
"""Seconds."""
FILLED = """() => {
    const box = document.querySelector("projector-wall").getBoundingClientRect();
    const ends = [...document.querySelectorAll(".card")].map((one) => one.getBoundingClientRect());
    return (Math.max(...ends.map((one) => one.bottom)) - box.top) / box.height;
}"""


UPPER = """() => {
    const height = (of) => document.querySelector(of).getBoundingClientRect().height;
    return height(".projector-alone .card-upper") / height(".projector-alone .card");
}"""
"""The share of a card's sheet that its upper piece has."""
STRUCK = "(lines) => lines.map((one) => one.dataset.erased === 'true')"


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[RoomScreen]:
    """One screen for all tests in which nothing moves."""
    made = RoomScreen(browser, USUAL)
    yield made
    made.close()


@pytest.fixture
def screen(opened: RoomScreen) -> RoomScreen:
    """The usual one: light, and read from left to right."""
    opened.complaints.clear()
    opened.stands_in(USUAL)
    return opened


@pytest.mark.parametrize(
    ("size", "voice"),
    [
        (SMALL, LONGEST),
        *(
            pytest.param(size, voice, marks=pytest.mark.long)
            for size, voice in (
                (SMALL, UNBROKEN), (USUAL, LONGEST), (WIDE, LONGEST), (FINE, SHORTEST),
            )
        ),
    ],
    ids=str,
)  # fmt: skip
def test_whatever_is_said_everything_stands_free_and_legible(
    screen: RoomScreen, size: Size, voice: Voice
) -> None:
    screen.stands_in(size)
    scenes = every_scene(voice)
    assert wrong_on(screen, scenes if axe.long else without(BETWEEN, scenes)) == []


TURNS = (
    (SMALL, JAPANESE, "light", "ltr"),
    (USUAL, UNBROKEN, "light", "ltr"),
    (USUAL, ARABIC, "light", "rtl"),
    (WIDE, PLAIN, "dark", "ltr"),
)
"""Each shows every stage; by default they take turns in its scenes."""


@pytest.mark.parametrize(
    "turn",
    [pytest.param(n, marks=[pytest.mark.long] * (n == 1)) for n in range(4)],
    ids=lambda turn: "-".join(map(str, TURNS[turn])),
)
def test_in_other_scripts_from_the_right_and_in_the_dark_it_is_the_same(
    screen: RoomScreen, turn: int
) -> None:
    size, voice, theme, direction = TURNS[turn]
    screen.stands_in(size, theme, direction)
    scenes = every_scene(voice)
    assert wrong_on(screen, scenes if axe.long else in_turn(scenes, turn)) == []


def without(names: tuple[str, ...], scenes: list[State]) -> list[State]:
    """All but those of these names."""
    return [scene for scene in scenes if scene.name.rpartition(", ")[0] not in names]


def in_turn(scenes: list[State], turn: int) -> list[State]:
    """Of each stage the scenes whose turn it is, one at least; none that takes seconds."""
    stages: dict[str, list[State]] = {}
    for scene in scenes:
        if not scene.dear:
            stages.setdefault(kind_of(scene), []).append(scene)
    return [scene for one in stages.values() for scene in one[turn % len(one) :: len(TURNS)]]


def kind_of(scene: State) -> str:
    """The stage that a scene shows."""
    return scene.entries["now"].kind  # type: ignore[union-attr]


def one_of_each() -> list[State]:
    """The first scene of each stage, and the covered screen."""
    scenes = every_scene(PLAIN)
    first = {kind_of(scene): scene for scene in reversed(scenes)}
    return [*first.values(), *(scene for scene in scenes if scene.name.startswith("cover"))]


@pytest.mark.parametrize(
    "scenes",
    [
        one_of_each(),
        pytest.param(every_scene(PLAIN), marks=pytest.mark.long),
    ],
    ids=["one of each stage", "all"],
)
def test_motion_is_short_and_ends(browser: Browser, scenes: Iterable[State]) -> None:
    screen = RoomScreen(browser, USUAL, still=False)
    moved: set[str] = set()
    for scene in scenes:
        screen.shows(scene)
        screen.holds(*scene.says)
        motions = screen.moved()
        moved |= {name for name, lasts in motions if 0 < lasts <= LONGEST_MOTION}
        assert [name for name, lasts in motions if lasts > LONGEST_MOTION] == [], scene.name
    assert {"card-arrives", "seam-grows", "projector-draws"} <= moved
    assert any("view-transition" in name for name in moved)
    assert screen.complaints == []
    screen.close()


def test_a_crash_brings_it_back_where_it_was(screen: RoomScreen) -> None:
    scene = next(one for one in every_scene(PLAIN) if one.name == "reveal, one alone, plain")
    screen.shows(scene)
    before = screen.page.locator("#view").inner_text()
    screen.begins_with(scene)
    assert screen.page.locator("#view").inner_text() == before


@pytest.mark.parametrize("voice", [SHORTEST, PLAIN, ARABIC], ids=str)
def test_without_a_lesson_what_happened_has_the_sheet(screen: RoomScreen, voice: Voice) -> None:
    written = cards(3, voice)
    at_the_third = now("reveal", step=3, steps=4)
    screen.shows(State("no lesson", entries_of(workshop(), agenda(), at_the_third, *written)))
    assert screen.measures()["wrong"] == []
    assert screen.page.evaluate(UPPER) > 0.7


@pytest.mark.parametrize(("voice", "count"), [(LONGEST, 10), (LONGEST, 60), (JAPANESE, 7)], ids=str)
def test_a_wall_has_the_beginning_of_every_card_and_is_full(
    screen: RoomScreen, voice: Voice, count: int
) -> None:
    written = cards(count, voice, MIXED)
    screen.shows(State("wall", entries_of(workshop(), agenda(), now("reveal"), *written)))
    assert screen.measures()["wrong"] == []
    told = [one.happened for one in written if isinstance(one, Card)]
    begins = screen.page.locator("projector-wall .t-card").all_inner_texts()
    assert len(begins) == count
    for text, begin in zip(told, begins, strict=True):
        assert text.startswith(begin.rstrip("…").strip()) and begin.strip("… \u00a0")
        assert begin == text or begin.endswith("…")
    assert screen.page.evaluate(FILLED) > 0.99


def test_words_of_a_wall_are_whole_and_come_back_where_there_is_room(screen: RoomScreen) -> None:
    wall = State("wall", entries_of(workshop(), agenda(), now("reveal"), *cards(24, LONGEST)))
    begins = screen.page.locator("projector-wall .t-card")
    screen.shows(wall)
    small = begins.all_inner_texts()
    assert {text.rstrip("…").split()[-1] for text in small} <= {*LONGEST.writes(280).split()}
    screen.stands_in(WIDE)
    expect(begins.first).not_to_have_text(small[0])
    assert len(begins.first.inner_text()) > len(small[0])


def test_pages_go_on_turning_where_their_box_was_moved(screen: RoomScreen) -> None:
    screen.shows(
        State("lessons", entries_of(workshop(), agenda(), now("lessons"), *lessons(60, LONGEST)))
    )
    foot = screen.page.locator(".projector-turned")
    expect(foot).to_have_text(re.compile("^Page 1 of"))
    screen.page.locator("projector-fit").evaluate("box => box.parentNode.append(box)")
    expect(foot).to_have_text(re.compile("^Page 1 of"))


@pytest.mark.parametrize("count", [5, 6])
def test_long_cards_of_one_page_stand_together(screen: RoomScreen, count: int) -> None:
    screen.shows(with_cards("reveal", count, step=1, steps=2, page_size=6))
    assert screen.page.locator("projector-fit").get_attribute("data-plan") == "close-6"
    assert not screen.page.locator(".projector-follows").is_visible()
    assert screen.measures()["wrong"] == []


def test_what_is_erased_goes_item_by_item_once_the_server_has_said_so(screen: RoomScreen) -> None:
    ending = {scene.name: scene for scene in every_scene(LONGEST) if kind_of(scene) == "finish"}
    before, after = ending["finish, longest"], ending["sealed, longest"]
    erasing = screen.page.locator("projector-erasing[data-erases]")
    items = screen.page.locator("[data-erased]")
    screen.shows(before)
    expect(erasing).to_have_count(0)
    assert items.evaluate_all(STRUCK) == [False] * 5
    screen.shows(after)
    for gone in (0, 2):
        erasing.evaluate("(box, gone) => box.at(gone)", gone)
        assert items.evaluate_all(STRUCK) == [n < gone for n in range(5)]
        assert screen.measures()["wrong"] == []
        expect(screen.page.get_by_text(after.says[0]).first).to_be_visible()
        expect(screen.page.locator(".projector-finish-end")).to_be_hidden()
    erasing.evaluate("box => box.rests()")
    expect(screen.page.locator(".projector-finish-end")).to_be_visible()
    expect(items.first).to_be_hidden()


@pytest.mark.parametrize("voice", [LONGEST, ARABIC, UNBROKEN], ids=str)
def test_no_page_turns_at_the_finish(screen: RoomScreen, voice: Voice) -> None:
    screen.stands_in(SMALL)
    for scene in (one for one in every_scene(voice) if one.name.startswith("finish")):
        screen.shows(scene)
        assert screen.measures()["pages"] == 1, scene.name


def with_cards(kind: StageKind, count: int, **state: Any) -> State:
    """A stage with cards as long as people write them: half of what they may be."""
    written = cards(count, LONGEST, (0.5,))
    return State(kind, entries_of(workshop(), agenda(), now(kind, **state), *written))


def wrong_on(screen: RoomScreen, scenes: Iterable[State]) -> list[str]:
    """Everything that is wrong in any scene, in words."""
    found = [f"{scene.name}: {one}" for scene in scenes for one in wrong_in(screen, scene)]
    assert screen.complaints == []
    return found


def wrong_in(screen: RoomScreen, scene: State) -> list[str]:
    screen.shows(scene)
    measured = screen.measures()
    read = unspaced(measured["text"])
    unsaid = [
        f"does not say “{text[:40]}”"
        for text in set(scene.says)
        if read.count(unspaced(text)) < scene.says.count(text)
    ]
    return [*measured["wrong"], *unsaid]


def unspaced(text: str) -> str:
    """Without the spaces and breaks of the source, which no screen shows."""
    return "".join(text.split())
