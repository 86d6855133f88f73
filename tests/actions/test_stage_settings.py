"""The settings of a stage hold for it, whatever was chosen for the workshop."""

from typing import Any

import pytest

from tests.actions.test_votes import votes_one_by_one
from tests.support.room import TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.rules.agenda import Agenda, Stage, StageKind
from workshop.rules.stage_settings import StageSettings
from workshop.storage.store import Store

LESSONS = ("Ask first.", "Test the backup.", "Call people.", "Show it to one person.")
KINDS: tuple[StageKind, ...] = (
    "arrive", "story", "write", "reveal", "lessons", "vote", "commit", "finish",
)  # fmt: skip


def set_to(store: Store, kind: StageKind, settings: StageSettings, **fields: Any) -> TestRoom:
    """A room whose stage of this kind is set to something."""
    stages = [Stage(one, 5, settings=settings if one == kind else StageSettings()) for one in KINDS]
    return new_room(store, agenda=Agenda(tuple(stages)), **fields)


def voting(room: TestRoom, people: int) -> TestRoom:
    room.participants(people)
    room.desk.goes("lessons")
    for text in LESSONS:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    return room


def test_as_many_votes_as_the_stage_gives(store: Store) -> None:
    room = voting(set_to(store, "vote", StageSettings(votes_each=1)), 1)
    (person,) = room.people
    assert room.view("participant")["ballot"]["budget"] == 1
    assert done(person.votes("Ask first."))
    assert refusal(person.votes("Call people.")) == "votes_used_up"


@pytest.mark.parametrize(
    ("settings", "workshop", "seen"),
    [
        (StageSettings(votes="hidden"), False, False),
        (StageSettings(votes="live"), True, True),
        (StageSettings(), True, False),
        (StageSettings(), False, True),
    ],
)
def test_votes_are_hidden_or_live_as_the_stage_says_else_as_the_workshop_does(
    store: Store, settings: StageSettings, workshop: bool, seen: bool
) -> None:
    room = voting(set_to(store, "vote", settings, votes_hidden=workshop), 12)
    votes_one_by_one(room, room.people[:8], "Ask first.")
    assert room.view("projector")["ballot"]["bars"] is seen
    assert room.view("desk")["workshop"]["votes_hidden"] is not seen


def test_as_many_lessons_are_taken_along_as_the_stage_says(store: Store) -> None:
    room = voting(set_to(store, "vote", StageSettings(chosen=1)), 3)
    for person, lesson in zip(
        room.people, ["Ask first.", "Ask first.", "Call people."], strict=False
    ):
        person.votes(lesson)
    room.desk.ends_voting()
    assert room.read().state.chosen == [room.lessons()["Ask first."]]


def test_a_run_off_fills_no_more_than_the_stage_says(store: Store) -> None:
    room = voting(set_to(store, "vote", StageSettings(chosen=1)), 4)
    for person, lesson in zip(
        room.people, ["Ask first.", "Ask first.", *["Call people."] * 2], strict=False
    ):
        person.votes(lesson)
    room.desk.ends_voting()
    assert len(room.read().state.cut_tie) == 2
    room.desk.presses(commands.RunOff)
    for person, lesson in zip(room.people, ["Ask first.", *["Call people."] * 3], strict=False):
        person.votes(lesson)
    room.desk.ends_voting()
    assert room.read().state.chosen == [room.lessons()["Call people."]]


@pytest.mark.parametrize("size", [1, 6])
def test_the_reveal_has_the_pages_that_it_is_set_to(store: Store, size: Any) -> None:
    # Of themselves, three cards in five minutes are shown one by one.
    room = set_to(store, "reveal", StageSettings(page_size=size))
    room.desk.goes("write")
    for person in room.participants(3):
        person.writes(f"I broke thing {room.people.index(person)}.")
        person.adds_nothing()
    room.desk.goes("reveal")
    assert room.view("projector")["now"]["page_size"] == size


def test_a_live_wall_of_the_agenda_is_one_of_the_workshop(store: Store) -> None:
    for cards, workshop, live in (("live", False, True), ("together", True, False)):
        settings = StageSettings(cards=cards)  # type: ignore[arg-type]
        room = set_to(store, "write", settings, live_wall=workshop)
        assert room.view("participant")["workshop"]["live_wall"] is live


def test_own_words_stand_and_what_was_left_empty_is_said_in_the_language_of_the_room(
    store: Store,
) -> None:
    stages = (Stage("arrive", 5), Stage("write", 5, cue="Hush."), Stage("finish", 5, "Well?"))
    room = new_room(store, agenda=Agenda(stages), translate=str.upper, language="en")
    _, write, finish = room.read().agenda.stages
    assert write.prompt.startswith("SOMETHING AT WORK") and write.cue == "Hush."
    assert finish.prompt == "Well?" and finish.second_prompt.startswith("DID YOU HEAR")


def test_the_question_of_the_workshop_goes_before_that_of_its_agenda(store: Store) -> None:
    stages = (Stage("arrive", 5), Stage("write", 5, "Ours?", cue="Hush."), Stage("finish", 5))
    room = new_room(store, agenda=Agenda(stages), prompt="What broke?")
    write = room.read().agenda.stages[1]
    assert (write.prompt, write.cue) == ("What broke?", "Hush.")


def paused(store: Store, settings: StageSettings) -> TestRoom:
    """Twelve people back at their lessons: all chose one, eight another, four a third as well."""
    room = voting(set_to(store, "vote", settings), 12)
    for i, person in enumerate(room.people):
        for text, least in (("Ask first.", 12), ("Call people.", 8), ("Test the backup.", 4)):
            assert i >= least or done(person.votes(text))
            room.now += 1
    room.desk.goes("lessons")
    return room


def test_a_paused_voting_ends_as_its_own_stage_is_set(store: Store) -> None:
    room = paused(store, StageSettings(chosen=1))
    room.desk.goes("commit")
    assert room.read().state.chosen == [room.lessons()["Ask first."]]


def test_the_deadline_ends_a_paused_voting_as_its_own_stage_is_set(store: Store) -> None:
    room = paused(store, StageSettings(chosen=1))
    room.closes()
    assert room.read().state.chosen == [room.lessons()["Ask first."]]


def test_beside_its_stage_a_voting_still_says_what_it_is_set_to(store: Store) -> None:
    room = voting(set_to(store, "vote", StageSettings(votes_each=5, votes="hidden")), 6)
    room.people[0].votes("Ask first.")
    room.desk.goes("lessons")
    assert room.view("participant")["ballot"]["budget"] == 5
    assert room.view("desk")["workshop"]["votes_hidden"] is True
