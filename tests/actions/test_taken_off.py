"""A card that is taken off the screen takes what it taught along, off the list and the ballot."""

from datetime import date

import pytest

from tests.support.room import TestRoom, done, new_room, refusal, writing
from workshop.protocol import commands
from workshop.rules.agenda import Agenda, Stage
from workshop.storage.store import Store
from workshop.summary.build import build

HARM = "Never let Bob near it."
OTHERS = tuple(f"Lesson {n}." for n in range(7))


@pytest.fixture
def told(room: TestRoom) -> TestRoom:
    """Eight people, of whom each has taught something else; their cards are on show."""
    written(room)
    room.desk.goes("reveal")
    return room


def written(room: TestRoom) -> None:
    """Eight people have written."""
    writing(room, 8)
    for person, learned in zip(room.people, (HARM, *OTHERS), strict=False):
        person.writes(f"Broke it. {learned}", learned)


def take_off(room: TestRoom, text: str = HARM, *, on: bool = True) -> None:
    (n,) = [card.n for card in room.read().cards if card.words.learned == text]
    assert done(room.desk.does(commands.TakeOff(card=str(n), on=on)))


def test_what_it_taught_leaves_the_list_and_comes_back_with_it(told: TestRoom) -> None:
    told.desk.goes("lessons")
    ids = told.lessons()
    merge = commands.Merge(lesson=ids[OTHERS[0]], into=ids[HARM])
    assert done(told.desk.does(merge))
    take_off(told)
    assert {*ids} - {*told.lessons()} == {HARM}
    assert all(HARM not in str(told.view(name)) for name in ("projector", "participant"))
    assert all(not lesson.parent for lesson in told.read().lessons)
    take_off(told, on=False)
    assert {*told.lessons()} == {*ids}


def test_one_that_was_taken_off_before_the_list_was_made_never_comes_onto_it(
    told: TestRoom,
) -> None:
    take_off(told)
    take_off(told, on=False)
    assert HARM not in told.lessons()
    take_off(told)
    told.desk.goes("lessons")
    assert HARM not in told.lessons()


def test_what_another_card_taught_as_well_stays(room: TestRoom) -> None:
    writing(room, 4)
    for n, person in enumerate(room.people):
        person.writes(f"Broke {n}.", HARM)
    room.desk.goes("reveal")
    room.desk.goes("lessons")
    assert done(room.desk.does(commands.TakeOff(card="1", on=True)))
    assert HARM in room.lessons()


def test_what_a_phone_or_the_desk_said_as_well_stays(told: TestRoom) -> None:
    told.desk.goes("talk")
    assert done(told.people[1].does(commands.AddLesson(text=HARM, round=told.round)))
    told.desk.lets_on()
    told.desk.goes("lessons")
    assert done(told.desk.does(commands.DeskLesson(text=OTHERS[0])))
    told.desk.goes("vote")
    for text in (HARM, *OTHERS[:2]):
        take_off(told, text)
    assert {HARM, OTHERS[0]} <= {*told.lessons()}
    assert OTHERS[1] not in told.lessons()


def test_while_voting_it_is_struck_its_votes_are_spent_and_turnout_stays(told: TestRoom) -> None:
    told.desk.goes("lessons")
    told.desk.goes("vote")
    harm = told.lessons()[HARM]
    for person in told.people[:4]:
        assert done(person.votes(HARM, 2)) and done(person.votes(OTHERS[0], 2))
    told.people[0].is_done()
    before = told.view("participant")["ballot"]
    take_off(told)
    after = told.view("participant")["ballot"]
    assert (before["struck"], after["struck"]) == (0, 1)
    changed = {"struck", "lessons"}
    assert {k: v for k, v in after.items() if k not in changed} == {
        k: v for k, v in before.items() if k not in changed
    }
    assert {*before["lessons"]} - {*after["lessons"]} == {harm}
    assert refusal(told.people[0].votes(harm, 0)) == "no_such"
    assert done(told.people[0].votes(OTHERS[1], 1))
    assert refusal(told.people[0].votes(OTHERS[2], 1)) == "votes_used_up"
    told.desk.ends_voting()
    assert told.read().state.chosen == sorted(told.lessons()[text] for text in OTHERS[:2])


def test_after_the_end_nobody_moves_up(told: TestRoom) -> None:
    told.desk.goes("lessons")
    told.desk.goes("vote")
    for count, text in enumerate((*OTHERS[:3], HARM)):
        for person in told.people[: count + 1]:
            assert done(person.votes(text))
    told.desk.ends_voting()
    chosen = {told.lessons()[text] for text in (*OTHERS[1:3], HARM)}
    assert {*told.read().state.chosen} == chosen
    told.desk.goes("commit")
    harm = told.lessons()[HARM]
    take_off(told)
    assert {*told.read().state.chosen} == chosen - {harm}
    take_off(told, on=False)
    assert HARM not in told.lessons()
    told.desk.goes("finish")
    assert HARM not in [one.text for one in build(told.read(), date(2027, 3, 3)).lessons]


def test_lots_are_drawn_among_those_that_are_left(told: TestRoom) -> None:
    told.desk.goes("lessons")
    told.desk.goes("vote")
    for person, text in zip(told.people, [*[HARM] * 4, *OTHERS[:4]], strict=True):
        assert done(person.votes(HARM)) and done(person.votes(text, 2))
    told.desk.ends_voting()
    for text in (HARM, *OTHERS[:3]):
        take_off(told, text)
    assert done(told.desk.presses(commands.DrawLots))
    assert told.read().state.chosen == [told.lessons()[OTHERS[3]]]


def test_in_one_more_vote_it_is_struck_from_those_that_tie(told: TestRoom) -> None:
    told.desk.goes("lessons")
    told.desk.goes("vote")
    for person, text in zip(told.people, (HARM, *OTHERS), strict=False):
        assert done(person.votes(text))
    told.desk.ends_voting()
    told.desk.presses(commands.RunOff)
    take_off(told)
    assert told.view("participant")["ballot"]["struck"] == 1
    assert {*told.read().state.run_off} == {told.lessons()[text] for text in OTHERS}


def test_what_a_card_taught_that_was_set_aside_never_comes_onto_the_list(room: TestRoom) -> None:
    written(room)
    room.desk.goes("look_through")
    room.desk.sets_card_aside(f"Broke it. {HARM}")
    room.desk.goes("reveal")
    room.desk.goes("lessons")
    assert HARM not in room.lessons() and OTHERS[0] in room.lessons()


def test_without_a_stage_for_lessons_it_is_on_no_ballot(store: Store) -> None:
    kinds = ("arrive", "write", "look_through", "reveal", "vote", "commit", "finish")
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 3) for kind in kinds)))
    written(room)
    room.desk.goes("reveal")
    take_off(room)
    room.desk.goes("vote")
    assert HARM not in room.lessons() and OTHERS[0] in room.lessons()


def test_while_a_vote_waits_it_is_struck_and_what_was_under_it_is_left_out(told: TestRoom) -> None:
    told.desk.goes("lessons")
    ids = told.lessons()
    assert done(told.desk.does(commands.Merge(lesson=ids[OTHERS[0]], into=ids[HARM])))
    told.desk.goes("vote")
    for person in told.people[:4]:
        assert done(person.votes(HARM, 2))
    told.desk.goes("lessons")
    assert told.read().state.vote_paused
    take_off(told)
    assert HARM not in told.lessons()
    assert [one.words.text for one in told.read().lessons if one.left_out] == [OTHERS[0]]
    told.desk.goes("vote")
    assert told.view("participant")["ballot"]["struck"] == 1
    told.desk.ends_voting()
    assert ids[HARM] not in told.read().state.chosen


def test_a_commitment_that_was_made_for_it_stays_without_its_words(told: TestRoom) -> None:
    told.desk.goes("lessons")
    told.desk.goes("vote")
    for person in told.people:
        assert done(person.votes_all(HARM))
    told.desk.ends_voting()
    told.desk.goes("commit")
    offer = {"when": "it rains", "will": "call Bob", "owner": "Ana", "by": ""}
    harm = told.lessons()[HARM]
    round_ = told.round
    assert done(told.people[0].does(commands.Offer(round=round_, lesson=harm, **offer)))
    told.desk.lets_on()
    take_off(told)
    for name in ("projector", "participant"):
        assert "Never let Bob" not in str(told.view(name)), name
    told.desk.goes("finish")
    summary = build(told.read(), date(2027, 3, 3))
    assert "Never let Bob" not in str(summary)
    assert [(one.will, one.lesson) for one in summary.commitments] == [("call Bob", "")]


def merge_as(told: TestRoom, words: str) -> None:
    """Merges what the card taught with another lesson, in new words."""
    told.desk.goes("lessons")
    ids = told.lessons()
    merge = commands.Merge(lesson=ids[HARM], into=ids[OTHERS[0]], words=words)
    assert done(told.desk.does(merge))


def test_the_words_that_it_was_merged_into_leave_the_list_with_it(told: TestRoom) -> None:
    merge_as(told, "Nobody near it alone, not Bob either.")
    again = commands.Merge(
        lesson=told.lessons()["Nobody near it alone, not Bob either."],
        into=told.lessons()[OTHERS[1]],
        words="Bob and all of us: never alone.",
    )
    assert done(told.desk.does(again))
    take_off(told)
    assert all("Bob" not in str(told.view(name)) for name in ("projector", "participant"))
    assert not any("Bob" in text for text in told.lessons())
    assert {lesson.words.text for lesson in told.read().roots} >= {OTHERS[0], OTHERS[1]}
    for _ in range(2):
        told.desk.does(commands.UndoLessons())
    assert not any("Bob" in text for text in told.lessons())


def test_while_voting_the_words_that_it_was_merged_into_are_struck(told: TestRoom) -> None:
    merge_as(told, "Not Bob alone.")
    told.desk.goes("vote")
    for person in told.people[:4]:
        assert done(person.votes("Not Bob alone.", 2))
    take_off(told)
    ballot = told.view("participant")["ballot"]
    assert (ballot["struck"], "Not Bob alone." in told.lessons()) == (1, False)
    assert [one.words.text for one in told.read().lessons if one.left_out] == [OTHERS[0]]


def test_a_card_can_be_asked_about_once_the_desk_has_gone_on(told: TestRoom) -> None:
    told.desk.goes("lessons")
    assert done(told.people[1].does(commands.AskOff(card="1")))
    assert told.view("desk")["cards/1"]["asked"]
