"""Paper: cards and votes of those without a device, typed in at the desk."""

import os
import random

import pytest

from tests.support.room import TestRoom, done, new_room, refusal
from workshop.protocol import commands
from workshop.protocol.messages import Do, Refused
from workshop.protocol.wire import read_message
from workshop.storage.store import Store

LESSONS = ("Ask first.", "Test the backup.", "Call people.", "Show it to one person.")


def writing(room: TestRoom, people: int) -> TestRoom:
    room.participants(people)
    room.desk.goes("write")
    return room


def types_card(room: TestRoom, happened: str, key: bytes | None = None, **more: object) -> object:
    command = commands.PaperCard(round=room.round, happened=happened, **more)
    return room.desk.does(command, key)


def voting(room: TestRoom, people: int) -> TestRoom:
    room.participants(people)
    room.desk.goes("lessons")
    for text in LESSONS:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    return room


def types_votes(room: TestRoom, text: str, votes: int) -> object:
    lesson = room.lessons().get(text, text)
    return room.desk.does(commands.PaperVotes(round=room.round, lesson=lesson, votes=votes))


def shown(room: TestRoom, text: str, view: str = "projector") -> dict[str, object]:
    return room.view(view)[f"lessons/{room.lessons()[text]}"]


def waiting(room: TestRoom) -> list[str]:
    return sorted(card.words.happened for card in room.read().waiting)


def revealed(room: TestRoom) -> list[str]:
    return sorted(card.words.happened for card in room.read().cards)


def test_a_card_from_paper_is_revealed_with_the_others(room: TestRoom) -> None:
    writing(room, 3)
    assert done(types_card(room, "On paper", learned="Type it.", may_stand=True))
    for person in room.people:
        person.writes("On a phone")
        person.adds_nothing()
    room.desk.goes("look_through")
    assert waiting(room) == ["On a phone"] * 3 + ["On paper"]
    room.desk.goes("reveal")
    card = next(card for card in room.read().cards if card.words.happened == "On paper")
    assert (card.words.learned, card.words.may_stand) == ("Type it.", True)


def test_the_same_card_sent_twice_is_there_once(room: TestRoom) -> None:
    writing(room, 3)
    key, in_writing = os.urandom(16), room.round
    for _ in range(2):
        assert done(types_card(room, "On paper", key))
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("look_through")
    late = commands.PaperCard(round=in_writing, happened="On paper")
    assert done(room.desk.does(late, key))
    assert waiting(room) == ["On paper"]


def test_paper_takes_no_slot_of_any_device_and_has_no_limit_of_two(room: TestRoom) -> None:
    writing(room, 3)
    for i in range(5):
        assert done(types_card(room, f"Paper {i}"))
    for i in range(2):
        assert done(room.people[0].writes(f"Phone {i}"))


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ({"happened": " \u200b"}, "empty"),
        ({"happened": "a" * 281}, "too_long"),
        ({"happened": "a", "learned": "b" * 141}, "too_long"),
    ],
)
def test_paper_is_cleaned_and_held_to_the_limits_of_a_card(
    room: TestRoom, words: dict[str, str], code: str
) -> None:
    writing(room, 3)
    assert refusal(types_card(room, **words)) == code


def test_paper_can_be_typed_in_until_the_reveal_and_not_after_it(room: TestRoom) -> None:
    writing(room, 3)
    in_writing = room.round
    for person in room.people:
        person.adds_nothing()
    room.desk.goes("look_through")
    assert done(types_card(room, "Typed in the look-through"))
    begun_before = commands.PaperCard(round=in_writing, happened="Begun while they wrote")
    assert done(room.desk.does(begun_before))
    another = commands.PaperCard(round=in_writing + 1, happened="Of no round that waits")
    assert refusal(room.desk.does(another)) == "round_closed"
    room.desk.goes("reveal")
    assert revealed(room) == ["Begun while they wrote", "Typed in the look-through"]
    assert refusal(types_card(room, "Late")) == "wrong_stage"
    for stage in ("write", "look_through"):
        room.desk.goes(stage)
        assert refusal(types_card(room, "Later")) == "round_closed"


@pytest.mark.parametrize("stage", ["arrive", "story", "reveal", "lessons", "vote", "finish"])
def test_other_stages_take_no_paper_card(room: TestRoom, stage: str) -> None:
    room.participants(3)
    room.desk.goes("go_first")
    room.desk.goes(stage)
    assert refusal(types_card(room, "Not now")) == "wrong_stage"


def test_only_the_desk_types_in_paper(room: TestRoom) -> None:
    writing(room, 1)
    card = commands.PaperCard(round=room.round, happened="From a phone")
    votes = commands.PaperVotes(round=room.round, lesson="a", votes=1)
    assert [refusal(room.people[0].does(each)) for each in (card, votes)] == ["not_allowed"] * 2


def test_on_the_live_wall_paper_comes_along_and_is_neither_an_author_nor_one_of_five(
    store: Store,
) -> None:
    room = writing(new_room(store, template="all_hands", live_wall=True), 8)
    for person in room.people[:4]:
        person.writes("Phone")
    types_card(room, "Paper 0")
    types_card(room, "Paper 1")
    assert room.on_wall() == ()
    room.people[4].writes("The fifth from a phone")
    assert len(room.on_wall()) == 7
    room.people[3].writes("Next")
    room.people[4].writes("Next")
    types_card(room, "Paper 2")
    types_card(room, "Paper 3")
    assert len(room.on_wall()) == 7
    for person in room.people[5:]:
        person.writes("Next")
    assert len(room.on_wall()) == 7, "the fourth and the fifth have hidden others already"
    room.participant().writes("Next")
    assert len(room.on_wall()) == 15


def test_votes_on_paper_are_added_and_taken_back_by_the_difference(room: TestRoom) -> None:
    voting(room, 3)
    for person in room.people:
        person.votes("Ask first.", 2)
    for votes in (4, 9, 3):
        assert done(types_votes(room, "Ask first.", votes))
        assert shown(room, "Ask first.", "desk")["paper"] == votes
    assert done(types_votes(room, "Call people.", 500))
    assert done(types_votes(room, "Call people.", 0))
    room.desk.ends_voting()
    assert shown(room, "Ask first.")["votes"] == 9
    assert shown(room, "Call people.")["votes"] == 0


def test_any_order_of_paper_and_device_votes_ends_at_the_last_numbers(store: Store) -> None:
    chance = random.Random(11)
    room = voting(new_room(store), 3)
    paper, device = dict.fromkeys(LESSONS, 0), dict.fromkeys(LESSONS, 0)
    for person in room.people[1:]:
        person.votes("Ask first.")
    device["Ask first."] = 2
    for _ in range(80):
        text = chance.choice(LESSONS)
        if chance.random() < 0.6:
            paper[text] = chance.choice((0, 1, 2, 7, 500))
            assert done(types_votes(room, text, paper[text]))
        else:
            votes = chance.randrange(3)
            if done(room.people[0].votes(text, votes)):
                device[text] = votes + 2 * (text == "Ask first.")
    room.desk.ends_voting()
    for text in LESSONS:
        assert shown(room, text)["votes"] == paper[text] + device[text]


def test_the_same_number_twice_counts_once_and_shows_nothing_new(room: TestRoom) -> None:
    voting(room, 3)
    types_votes(room, "Ask first.", 4)
    rev = room.read().rev
    assert done(types_votes(room, "Ask first.", 4))
    assert room.read().rev == rev
    room.desk.ends_voting()
    assert shown(room, "Ask first.")["votes"] == 4


def test_paper_alone_decides_and_ties_and_turnout_counts_devices(room: TestRoom) -> None:
    voting(room, 3)
    for text, votes in zip(LESSONS, (9, 5, 2, 2), strict=True):
        types_votes(room, text, votes)
    for person in room.people:
        person.votes("Ask first.")
    room.desk.ends_voting()
    assert room.view("projector")["ballot"]["voted"] == 3
    tied = {room.lessons()["Call people."], room.lessons()["Show it to one person."]}
    assert set(room.view("desk")["ballot"]["cut_tie"]) == tied
    room.desk.presses(commands.RunOff)
    assert shown(room, "Call people.", "desk")["paper"] == 0
    assert refusal(types_votes(room, "Ask first.", 3)) == "no_such"
    assert done(types_votes(room, "Call people.", 3))
    room.desk.ends_voting()
    assert {text for text in LESSONS if shown(room, text)["chosen"]} == set(LESSONS[:3])
    assert shown(room, "Call people.", "desk")["paper"] == 0


def test_votes_for_a_round_that_has_ended_are_refused(room: TestRoom) -> None:
    voting(room, 3)
    first, lesson = room.round, room.lessons()["Ask first."]
    room.desk.ends_voting()
    assert refusal(types_votes(room, "Ask first.", 3)) == "round_closed"
    room.desk.presses(commands.OpenAgain)
    late = commands.PaperVotes(round=first, lesson=lesson, votes=3)
    assert refusal(room.desk.does(late)) == "round_closed"
    assert done(types_votes(room, "Ask first.", 1))
    room.desk.goes("lessons")
    assert refusal(types_votes(room, "Ask first.", 2)) == "wrong_stage"


def test_what_has_votes_on_paper_is_merged_away_no_more(room: TestRoom) -> None:
    voting(room, 3)
    ids = room.lessons()
    types_votes(room, "Ask first.", 2)
    merge = commands.Merge(lesson=ids["Ask first."], into=ids["Call people."])
    assert refusal(room.desk.does(merge)) == "wrong_stage"
    types_votes(room, "Ask first.", 0)
    assert done(room.desk.does(merge))


@pytest.mark.parametrize("votes", [-1, 501])
def test_only_numbers_from_0_to_500_are_read(votes: int) -> None:
    command = {"type": "paper_votes", "round": 1, "lesson": "a", "votes": votes}
    answer = read_message({"key": "0" * 32, "command": command}, Do)
    assert isinstance(answer, Refused)
