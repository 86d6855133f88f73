"""The room's screen by geometry: what it shows fills it, in rows that are level."""

from collections.abc import Iterator
from typing import Any

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, expect

from tests.support.all_scenes import every_scene
from tests.support.room_screen import RoomScreen, Size
from tests.support.room_states import (
    ARABIC,
    JAPANESE,
    LONGEST,
    PLAIN,
    UNBROKEN,
    State,
    Voice,
    agenda,
    ballot,
    card,
    cards,
    carried,
    commitment,
    entries_of,
    lessons,
    now,
    stand,
    wifi,
    workshop,
)
from workshop.protocol import entries as e
from workshop.rules import limits

SMALL = Size(1024, 768)
USUAL = Size(1280, 720)
LARGE = Size(1920, 1080)
HAIR = 1.5
"""Pixels by which what is level may differ."""
BOXES = """(all) => all.map((one) => {
    const {left, right, top, bottom} = one.getBoundingClientRect();
    return {left, right, top, bottom};
})"""

BELOW = """(selector) => {
    const bottom = (one) => one.getBoundingClientRect().bottom;
    const lowest = Math.max(...[...document.querySelectorAll(selector)].map(bottom));
    return (bottom(document.querySelector(".projector-stage")) - lowest) / innerHeight;
}"""
"""How much of the screen's height is empty between what stands lowest and the foot."""
RESTS = (
    "cover",
    "lost and covered",
    "too few",
    "reveal, none",
    "reveal, taken off",
    "ask how, reading",
    "follow-up, none",
)
"""Pictures to rest on: an open line, with a sentence or none."""
SPOKEN = ("story, step 0", "story, step 5", "go first, told")
"""Words that are said aloud stand alone, and five of them may be a line of their own."""
CLOSE_OR_SPACED = """() => [...document.querySelectorAll("#view *")].filter((one) => {
    const own = [...one.childNodes].filter(({nodeType}) => nodeType === Node.TEXT_NODE);
    if (!own.some(({data}) => /[\\u0621-\\u064a]/.test(data))) return false;
    const {display, fontSize, letterSpacing, lineHeight} = getComputedStyle(one);
    const [size, line] = [parseFloat(fontSize), parseFloat(lineHeight)];
    const wraps = display !== "inline" && one.getBoundingClientRect().height > 1.6 * line;
    return parseFloat(letterSpacing) || (wraps && line < 1.3 * size);
}).map(({className}) => className)"""
"""Elements whose Arabic letters have spaces between them, or whose lines touch."""
LINES = """() => [...document.querySelectorAll("projector-wall .t-card")].map((one) => Math.round(
    one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)))"""
FIT = "() => document.querySelector('projector-fit').style.getPropertyValue('--fit')"


@pytest.fixture(scope="module")
def opened(browser: Browser) -> Iterator[RoomScreen]:
    """One screen for all tests."""
    made = RoomScreen(browser, USUAL)
    yield made
    made.close()


@pytest.fixture(params=[USUAL, LARGE], ids=str)
def screen(opened: RoomScreen, request: pytest.FixtureRequest) -> RoomScreen:
    """The room's screen in each of the usual sizes."""
    opened.stands_in(request.param)
    return opened


def shown(kind: e.StageKind, *values: e.Entry, **changed: Any) -> State:
    """A stage with what it shows."""
    return State(kind, entries_of(workshop(), agenda(), now(kind, **changed), *values))


def of_mixed_length(count: int) -> list[e.Lesson]:
    """So many lessons of a word, a line and two lines by turns."""
    shares = (0.5, 0.1, 0.3)
    return [
        replace(one, text=LONGEST.writes(round(limits.LESSON_CHARS * shares[i % 3])))
        for i, one in enumerate(lessons(count, LONGEST, votes=True))
    ]


def boxes(screen: RoomScreen, selector: str) -> list[dict[str, float]]:
    """Where all of these stand, in pixels."""
    found: list[dict[str, float]] = screen.page.locator(selector).evaluate_all(BOXES)
    return found


@pytest.mark.long
def test_no_more_than_a_third_of_the_height_is_one_empty_stretch(opened: RoomScreen) -> None:
    opened.stands_in(USUAL)
    emptiest = {}
    for scene in every_scene(PLAIN):
        if not scene.name.startswith((*RESTS, *SPOKEN)) and not scene.dear:
            opened.shows(scene)
            emptiest[scene.name] = opened.page.evaluate("window.emptiest()")
    assert {name: share for name, share in emptiest.items() if share > 1 / 3} == {}
    assert len(emptiest) > 40


@pytest.mark.long
def test_arabic_letters_stay_joined_and_their_lines_apart(opened: RoomScreen) -> None:
    opened.stands_in(USUAL, direction="rtl")
    wrong = {}
    for scene in every_scene(ARABIC):
        if ARABIC.name in scene.name and not scene.dear:
            opened.shows(scene)
            wrong[scene.name] = opened.page.evaluate(CLOSE_OR_SPACED)
    assert {name: found for name, found in wrong.items() if found} == {}
    assert len(wrong) > 20


def test_a_sentence_keeps_its_size_when_the_time_is_up(screen: RoomScreen) -> None:
    screen.shows(shown("talk"))
    before = screen.page.evaluate(FIT)
    screen.shows(shown("talk", ends_at=-5.0))
    expect(screen.page.get_by_text("Time is up.")).to_be_visible()
    assert screen.page.evaluate(FIT) == before


def test_the_join_code_is_the_largest_thing_while_people_arrive(screen: RoomScreen) -> None:
    screen.shows(shown("arrive", wifi("Harbour office guests", "mackerel-lantern-19")))
    network, join = (one["bottom"] - one["top"] for one in boxes(screen, "qr-code"))
    assert join > 1.4 * network
    [address] = boxes(screen, ".projector-footer > :last-child")
    assert boxes(screen, "qr-code")[1]["right"] == pytest.approx(address["right"], abs=HAIR)


def test_a_password_with_hyphens_is_read_on_one_line_if_it_fits(screen: RoomScreen) -> None:
    screen.shows(shown("arrive", wifi("Atrium guest", "quiet-lantern-42")))
    password = screen.page.locator(".projector-arrive-password > bdi")
    assert password.evaluate("(one) => one.getClientRects().length") == 1


@pytest.mark.parametrize("count", [9, 12])
def test_the_lessons_of_a_vote_stand_in_level_rows_down_to_the_foot(
    screen: RoomScreen, count: int
) -> None:
    screen.shows(shown("vote", *of_mixed_length(count), ballot(count)))
    lines = boxes(screen, ".voted > .bar")
    left = [one["bottom"] for one in lines if one["left"] == lines[0]["left"]]
    right = [one["bottom"] for one in lines if one["left"] != lines[0]["left"]]
    assert (len(left), len(right)) == (-(-count // 2), count // 2)
    assert right == pytest.approx(left[: len(right)], abs=HAIR)
    [stage] = boxes(screen, ".projector-stage")
    assert stage["bottom"] - left[-1] < 0.04 * stage["bottom"]


def test_what_was_not_chosen_stands_in_two_columns_that_are_read_downwards(
    screen: RoomScreen,
) -> None:
    stood = stand(lessons(9, PLAIN, votes=True), chosen=4)
    screen.shows(shown("vote", *stood, ballot(9), phase="ended"))
    rest = boxes(screen, ".projector-ended-rest > li")
    left, right = rest[:3], rest[3:]
    assert {one["left"] for one in left}.isdisjoint({one["left"] for one in right})
    tops = [one["top"] for one in left]
    assert tops == sorted(tops)
    assert [one["top"] for one in right] == pytest.approx(tops[:2], abs=HAIR)


def test_while_places_are_tied_the_way_in_is_shown_and_bars_are_level(screen: RoomScreen) -> None:
    tied = stand(of_mixed_length(9), chosen=2, tied=3)
    cut = [one.id for one in tied if one.tied]
    screen.shows(shown("vote", *tied, ballot(9, cut_tie=cut), phase="ended"))
    expect(screen.page.locator(".projector-footer")).to_contain_text("Three are tied")
    expect(screen.page.locator(".projector-footer-way")).to_be_visible()
    assert len({round(one["bottom"]) for one in boxes(screen, ".projector-ended-tied .bar")}) == 1


def words(limit: int, share: float) -> str:
    """A text that takes this share of what is allowed."""
    return LONGEST.writes(round(limit * share))


SHORT = {"when": words(limits.WHEN, 0.2), "will": words(limits.WILL, 0.3)}
"""A commitment of two lines."""


def taken(lesson: e.Lesson) -> e.Commitment:
    """A commitment of somebody with a short name."""
    return replace(commitment(lesson.id, LONGEST, "Amira"), **SHORT)


@pytest.mark.parametrize("count", [1, 4, 5])
def test_all_that_is_taken_on_stands_on_one_page_down_to_the_foot(
    screen: RoomScreen, count: int
) -> None:
    text = words(limits.LESSON_CHARS, 0.45)
    chosen = [replace(one, text=text, chosen=True) for one in lessons(count, LONGEST)]
    screen.shows(shown("commit", *chosen, *map(taken, chosen)))
    measured = screen.measures()
    assert (measured["pages"], measured["wrong"]) == (1, [])
    assert "Everything has been taken on." in measured["text"]
    assert screen.page.evaluate(BELOW, ".torn") < 0.05


def test_fewer_commitments_of_earlier_workshops_stand_in_larger_type(screen: RoomScreen) -> None:
    sizes = []
    for count in (1, 2, 3, 4):
        few = [
            replace(one, **SHORT, learned="", will_now=one.will_now and SHORT["will"])
            for one in carried(count, LONGEST)
        ]
        screen.shows(shown("follow_up", *few))
        assert screen.measures()["pages"] == 1
        assert screen.page.evaluate(BELOW, ".torn") < 0.05
        sizes.append(float(screen.page.evaluate(FIT)))
    assert sizes == sorted({*sizes}, reverse=True)
    assert sizes[-1] >= 36


def test_five_commitments_of_earlier_workshops_stand_on_one_page(screen: RoomScreen) -> None:
    said = {"learned": words(limits.LESSON_CHARS, 0.3), "will_now": words(limits.WILL, 0.2)}
    many = [replace(one, **SHORT, **said, owner="Amira") for one in carried(5, LONGEST)]
    screen.shows(shown("follow_up", *many))
    measured = screen.measures()
    assert (measured["pages"], measured["wrong"]) == (1, [])


def test_seven_commitments_of_earlier_workshops_stand_on_one_page_with_a_word_each(
    screen: RoomScreen,
) -> None:
    long = {"when": words(limits.WHEN, 0.3), "will": words(limits.WILL, 0.4)}
    many = [replace(one, **long, owner="Amira") for one in carried(7, LONGEST)]
    screen.shows(shown("follow_up", *many))
    measured = screen.measures()
    assert (measured["pages"], measured["wrong"]) == (1, [])
    assert many[0].learned not in measured["text"]
    screen.shows(shown("follow_up", *many, step=1))
    assert many[0].learned in screen.page.locator("#view").inner_text()


def test_a_short_name_stands_on_one_line_of_a_nearly_square_screen(opened: RoomScreen) -> None:
    opened.stands_in(SMALL)
    for scene in (
        shown("vote", *lessons(8, PLAIN), ballot(8)),
        shown("reveal", *cards(12, PLAIN)),
        shown("commit"),
    ):
        opened.shows(scene)
        [name] = boxes(opened, ".projector-footer > .t-name:first-child")
        assert name["bottom"] - name["top"] < 40, scene.name


@pytest.mark.parametrize("voice", [LONGEST, UNBROKEN, JAPANESE], ids=str)
def test_a_long_name_keeps_to_the_foot_of_a_nearly_square_screen(
    opened: RoomScreen, voice: Voice
) -> None:
    opened.stands_in(SMALL)
    live, named = workshop(live_wall=True), agenda(name=voice.writes(30))
    scenes = {
        "Shuffled. Another six every 15 seconds.": (now("write"), *cards(12, PLAIN)),
        "The bars follow the votes a little later.": (now("vote"), ballot(8)),
    }
    for foot, entries in scenes.items():
        opened.shows(State("named", entries_of(live, named, *entries), took_part="nearly_all"))
        measured = opened.measures()
        assert measured["wrong"] == []
        assert foot in measured["text"] and voice.writes(9) in measured["text"]


def test_the_first_cards_sheet_grows_out_of_the_wall(browser: Browser) -> None:
    moving = RoomScreen(browser, USUAL, still=False)
    told = [card(n, PLAIN.writes(60), f"Lesson {n}.") for n in range(1, 11)]
    order = e.Order(cards=[one.n for one in told], known=[])
    grows = []
    for step in range(3):
        moving.shows(shown("reveal", *told, order, step=step, steps=11))
        moving.holds(f"Lesson {step}." if step else "This is what we wrote.")
        grows.append(any("growing-card" in name for name, _ in moving.moved()))
    assert grows == [False, True, False]
    assert moving.complaints == []
    moving.close()


def test_whoever_goes_on_while_votes_are_counted_sees_the_whole_result_first(
    browser: Browser,
) -> None:
    moving = RoomScreen(browser, USUAL, still=False)
    counted = stand(lessons(9, PLAIN, votes=True), chosen=3)
    moving.shows(shown("vote", *counted, ballot(9), phase="ended"))
    moving.holds("We take these with us")
    moving.shows(shown("commit", *counted))
    whole, gone_on = (moving.page.locator(one) for one in ("[data-counted]", ".projector-commit"))
    expect(whole.locator(".projector-ended")).to_have_count(1)
    expect(gone_on).to_have_count(1)
    expect(whole).to_have_count(0)
    moving.close()


def test_a_wall_in_arabic_has_three_lines_of_nine_cards(screen: RoomScreen) -> None:
    page = screen.page
    screen.stands_in(Size(**page.viewport_size), direction="rtl")  # type: ignore[arg-type]
    screen.shows(shown("reveal", *cards(9, ARABIC, (0.5,)), steps=10))
    assert screen.measures()["wrong"] == []
    assert min(page.evaluate(LINES)) == 3
    screen.stands_in(Size(**page.viewport_size))  # type: ignore[arg-type]


def test_the_question_stands_above_the_lessons(screen: RoomScreen) -> None:
    screen.shows(shown("lessons", *lessons(3, PLAIN)))
    assert boxes(screen, "h2")[0]["bottom"] <= boxes(screen, ".projector-lessons li")[0]["top"]
    assert screen.measures()["wrong"] == []


def test_while_people_write_the_screen_says_that_they_do_it_on_their_phones(
    screen: RoomScreen,
) -> None:
    screen.shows(shown("write"))
    assert "Write on your phone." in screen.measures()["text"]
    screen.shows(shown("write", workshop(live_wall=True), *cards(9, PLAIN)))
    assert "left, on your phone" in screen.measures()["text"]


def test_a_clock_of_more_than_a_hundred_minutes_stays_in_its_column(screen: RoomScreen) -> None:
    screen.shows(shown("write", ends_at=6123.0))
    [clock], [side] = boxes(screen, "stage-clock"), boxes(screen, ".projector-side")
    assert clock["right"] <= side["right"]


@pytest.mark.parametrize("count", [1, 2])
def test_words_of_one_or_two_cards_keep_off_the_seam(screen: RoomScreen, count: int) -> None:
    screen.shows(shown("reveal", *cards(count, LONGEST, (0.4,)), steps=count + 1))
    seam = boxes(screen, ".card .seam")[0]
    [taught, *_] = boxes(screen, ".card-lower p")
    unit = screen.page.viewport_size["height"] / LARGE.height  # type: ignore[index]
    assert taught["top"] - (seam["top"] + seam["bottom"]) / 2 > 40 * unit


def ends(sealed: bool, *commitments: e.KeptCommitment) -> State:
    """The finish, before and after the seal."""
    made = e.Finish(
        sealed=sealed, worth=None, use=None, summary="", open_until=0, lessons=["Ask."],
        commitments=[*commitments], date="2026-02-25", meets="", letters=[], stories=[],
    )  # fmt: skip
    return shown("finish", made, phase="sealed" if sealed else "open")


KEPT = e.KeptCommitment(
    lesson=0, when="a date is near", will="ask", who="I", owner="Amira", by="", language="en"
)


@pytest.mark.parametrize(
    "scene",
    [
        shown("vote", *lessons(1, PLAIN, votes=True), ballot(1)),
        ends(False),
        ends(False, KEPT),
        ends(True, KEPT),
    ],
    ids=["vote", "finish", "finish with a commitment", "sealed"],
)
def test_one_lesson_alone_leaves_no_more_than_a_third_empty(
    screen: RoomScreen, scene: State
) -> None:
    screen.shows(scene)
    assert screen.page.evaluate("window.emptiest()") <= 1 / 3


def test_at_the_finish_nothing_that_nobody_has_taken_on_has_a_date(screen: RoomScreen) -> None:
    for owner, says in (("Amira", "Amira\nby 11 March"), ("", "Not taken on yet")):
        screen.shows(ends(False, replace(KEPT, by="2026-03-11", owner=owner)))
        assert screen.page.locator(".torn-taken > :last-child").inner_text() == says


def test_what_is_erased_is_struck_through_the_middle_of_its_words(screen: RoomScreen) -> None:
    screen.shows(ends(sealed=False))
    screen.shows(ends(sealed=True))
    screen.page.locator("projector-erasing").evaluate("box => box.at(5)")
    struck = boxes(screen, ".projector-struck")
    for words_, seam in zip(struck, boxes(screen, ".projector-struck .seam"), strict=True):
        middle = (seam["top"] + seam["bottom"]) / 2 - words_["top"]
        assert 0.45 < middle / (words_["bottom"] - words_["top"]) < 0.62
