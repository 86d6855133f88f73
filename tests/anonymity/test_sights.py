"""No message, no page and no export holds what its view may not see, in three whole workshops."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.anonymity.everything import Play
from tests.anonymity.overheard import Heard
from tests.anonymity.rehearsed import Rehearsed
from tests.anonymity.seeing import Seen, Sighting, allows, pattern, sightings, states, when
from tests.anonymity.sights import (
    BY_CHANCE,
    OF_THE_FOLLOW_UP,
    OF_THE_WALL,
    OF_THE_WHOLE,
    SHOWN,
    TICKS,
)
from workshop.rules.stages import READING

TABLES = {"whole": OF_THE_WHOLE, "again": OF_THE_FOLLOW_UP, "wall": OF_THE_WALL}
ASKED = {"mine": {"fates", "refused", "about"}, "held": {"rows", "padding"}}


@pytest.fixture(params=["whole", "again", "wall"])
def play(request: pytest.FixtureRequest, rehearsal: Rehearsed) -> Play:
    """Each of the workshops."""
    found: Play = getattr(rehearsal, request.param)
    return found


def between(play: Play, since: str = "", until: str = "") -> Iterator[Seen]:
    """Yields everything that was shown between two marks."""
    marks, heard = play.house.history.marks, play.house.history.heard
    begins, ends = marks[since] if since else 0, marks[until] if until else len(heard)
    return (seen for seen in states(play.house.history) if begins <= seen.at < ends)


def votes(seen: Seen) -> int | None:
    """All votes that a view shows; None when it shows none."""
    shown = [one["votes"] for one in seen.under("lessons/").values() if one["votes"] is not None]
    return sum(shown) if shown else None


def told(play: Play, since: str, until: str, of: Callable[[Seen], Any]) -> set[Any]:
    """All that the views told of something between two marks."""
    return {of(seen) for seen in between(play, since, until)}


@pytest.fixture(scope="module")
def seen(rehearsal: Rehearsed) -> dict[str, list[Sighting]]:
    """Every canary that was shown to anybody in each of them."""
    plays = {name: getattr(rehearsal, name) for name in TABLES}
    return {name: sightings(one, rehearsal.house.canaries) for name, one in plays.items()}


@pytest.mark.parametrize("name", [*TABLES])
def test_words_stand_only_where_the_table_says(
    rehearsal: Rehearsed, seen: dict[str, list[Sighting]], name: str
) -> None:
    history = getattr(rehearsal, name).house.history
    wrong = {
        f"{one.kind} at {one.place} ({one.view}, {when(one.at, history)})"
        for one in seen[name]
        if not any(allows(row, one, history) for row in TABLES[name].get(one.kind, ()))
    }
    assert sorted(wrong) == []


@pytest.mark.parametrize("name", [*TABLES])
def test_each_row_of_the_table_lets_something_be_seen(
    rehearsal: Rehearsed, seen: dict[str, list[Sighting]], name: str
) -> None:
    history = getattr(rehearsal, name).house.history
    for kind, rows in TABLES[name].items():
        for row in rows:
            of_this_kind = [one for one in seen[name] if one.kind == kind]
            shown = any(allows(row, one, history) for one in of_this_kind)
            assert shown or any(row is one for one in BY_CHANCE), (kind, row)
    # In the follow-up nobody votes.
    assert name == "again" or any(one.place == "finish.lessons" for one in seen[name])


def test_views_show_only_paths_and_fields_that_somebody_thought_of(play: Play) -> None:
    shown: dict[str, set[tuple[str, str]]] = {view: set() for view in SHOWN}
    for seen in between(play):
        for path, value in seen.entries.items():
            shown[seen.view] |= {(pattern(path), field) for field in value}
    for view, fields in SHOWN.items():
        allowed = {(path, field) for path, names in fields.items() for field in names.split()}
        assert shown[view] - allowed == set(), view


def test_a_tick_tells_a_phone_nothing_of_others(play: Play) -> None:
    ticks = [heard for heard in play.house.history.heard if heard.what == "tick"]
    assert {heard.view for heard in ticks} == {*TICKS}
    for heard in ticks:
        assert set(heard.message[1]) <= TICKS[heard.view]


def answers(play: Play) -> Iterator[tuple[str, dict[str, Any], Heard]]:
    """Yields the answer to each command."""
    for heard in play.house.history.heard:
        if heard.what.startswith("answer to "):
            yield heard.what.removeprefix("answer to "), json.loads(heard.body)[0], heard


def test_every_command_that_is_stored_is_answered_alike(play: Play) -> None:
    stored = [(what, heard) for what, said, heard in answers(play) if said.get("ok")]
    assert {what for what, _ in stored} <= play.played
    alike = {heard.body.rstrip() for what, heard in stored if what not in {"offer", "paper_offer"}}
    assert alike == {b'[{"ok":true,"id":""}]'}


def test_an_answer_has_no_field_that_nobody_thought_of(play: Play) -> None:
    for what, said, _ in answers(play):
        if what != "hello":
            assert set(said) <= ASKED.get(what, {"ok", "id", "refused", "about", "retry"}), what


def test_only_the_desk_sees_what_waits_and_only_where_it_reads(rehearsal: Rehearsed) -> None:
    play, waited = rehearsal.whole, set()
    for seen in between(play):
        waiting = seen.under("review/")
        counted = seen.entries.get("desk", {}).get("cards_waiting", 0)
        if waiting or counted:
            kind = seen.entries["now"]["kind"]
            assert (seen.view, kind) in {("desk", "look_through"), ("desk", "ask_how")}
            if kind == "ask_how":
                assert seen.entries["now"]["phase"] == READING
            else:
                waited.add(seen.at)
    marks = play.house.history.marks
    assert waited and min(waited) > marks["look_through"] and max(waited) <= marks["reveal"]


def test_no_card_shows_before_it_is_revealed(rehearsal: Rehearsed) -> None:
    def cards(seen: Seen) -> int:
        return len(seen.under("cards/")) + len(seen.entries.get("order", {}).get("cards", []))

    assert told(rehearsal.whole, "", "reveal", cards) == {0}
    revealed = told(rehearsal.whole, "taken off", "", cards) - {0}
    assert len(revealed) == 1, "a second round with too few people shows no card more"
    assert told(rehearsal.wall, "", "batch read", cards) == {0}
    # Four, one from paper, and the fifth of a device; what comes then waits for the stage's end.
    assert told(rehearsal.wall, "batch read", "wall ends", cards) <= {0, 12}


def test_no_lesson_shows_before_it_is_released(rehearsal: Rehearsed) -> None:
    def lessons(seen: Seen) -> tuple[bool, int]:
        return seen.view == "desk", len(seen.under("lessons/"))

    for play, until in ((rehearsal.whole, "adding closes"), (rehearsal.wall, "vote")):
        shown = {one for one in told(play, "lessons", until, lessons) if one[1]}
        # What the story taught is at the desk alone, until it puts that on.
        assert sorted(of_desk for of_desk, _ in shown) == [False, True]


def test_no_tally_shows_before_it_is_released(rehearsal: Rehearsed) -> None:
    play = rehearsal.whole
    # In groups of four, bars stand as the group before left them; nothing else moves till the end.
    assert told(play, "", "eighth ballot", votes) == {None}
    assert told(play, "eighth ballot", "ninth ballot", votes) - {None} == {4}
    assert told(play, "ninth ballot", "twelfth ballot", votes) == {4}
    assert told(play, "twelfth ballot", "voting ends", votes) - {4} == {8}
    assert told(play, "voting ends", "run-off", votes) - {8} == {12}
    assert told(play, "run-off", "run-off ends", votes) <= {None, 12}
    assert told(rehearsal.wall, "", "voting ends", votes) == {None}


def test_nothing_of_a_vote_shows_before_the_bars(rehearsal: Rehearsed) -> None:
    for play, until in ((rehearsal.whole, "eighth ballot"), (rehearsal.wall, "voting ends")):
        for seen in between(play, "vote", until):
            ballot = seen.entries.get("ballot", {"bars": False, "cut_tie": []})
            ranked = [(one["rank"], one["tied"]) for one in seen.under("lessons/").values()]
            assert (ballot["bars"], ballot["cut_tie"]) == (False, [])
            assert set(ranked) <= {(0, False)}


def test_been_there_shows_once_four_of_eight_have_tapped(rehearsal: Rehearsed) -> None:
    def story(seen: Seen) -> str:
        return str(seen.entries.get("story_been", {}).get("amount", "none"))

    assert told(rehearsal.whole, "", "fourth tap", story) == {"none"}
    assert told(rehearsal.whole, "fourth tap", "write", story) - {"none"} == {"most"}
    amounts: dict[str, set[str]] = {}
    for seen in between(rehearsal.whole):
        for card in seen.under("cards/").values():
            amounts.setdefault(card["happened"], set()).add(card["been_there"])
    tapped = [text for text, shown in amounts.items() if shown != {"none"}]
    assert len(tapped) == 1, "one card was tapped by four people, and one by one"
    for seen in between(rehearsal.wall):
        assert {card["been_there"] for card in seen.under("cards/").values()} <= {"none"}


def test_answers_show_from_five_on(rehearsal: Rehearsed) -> None:
    def worth(seen: Seen) -> int | None:
        given = seen.entries.get("finish", {}).get("worth")
        return sum(given.values()) if given else None

    def use(seen: Seen) -> Any:
        return seen.entries.get("finish", {}).get("use")

    assert told(rehearsal.whole, "", "fifth answer", worth) == {None}
    assert told(rehearsal.whole, "fifth answer", "seal", worth) <= {None, 5}
    for play in (rehearsal.whole, rehearsal.wall):
        assert told(play, "", "seal", use) == {None}


def test_nothing_of_the_pulse_shows_before_it_is_over_and_then_at_the_desk(
    rehearsal: Rehearsed,
) -> None:
    def items(seen: Seen) -> int:
        return len(seen.entries.get("pulse", {}).get("items", []))

    play = rehearsal.whole
    assert told(play, "", "pulse ends", items) == {0}
    shown = {(seen.view, items(seen)) for seen in between(play, "pulse ends", "seal")}
    assert shown >= {("desk", 3)} and ("participant", 3) not in shown
    assert told(rehearsal.wall, "", "", items) == {0}
