"""Ask how: a card is picked, every phone is asked about it, and the room sees what was read."""

import os

import pytest

from tests.support.room import TestRoom, done, new_room, refusal, said
from workshop.protocol import commands
from workshop.rules.agenda import Agenda, Stage
from workshop.storage.store import Store

STAGES = (
    Stage("arrive", 5), Stage("story", 5), Stage("write", 6), Stage("look_through", 3),
    Stage("reveal", 7), Stage("ask_how", 6), Stage("talk", 4), Stage("lessons", 4),
    Stage("vote", 3), Stage("commit", 6), Stage("finish", 4),
)  # fmt: skip
CHECK, LEAVE, FRIDAY = "Nobody had to check.", "The one who checks was away.", "It was Friday."


@pytest.fixture
def room(store: Store) -> TestRoom:
    """A room of eight that has seen four cards, and picks the one to ask about."""
    room = new_room(store, agenda=Agenda(STAGES))
    room.participants(8)
    room.desk.goes("write")
    for n, person in enumerate(room.people[:4]):
        person.writes(f"Card {n}", f"Lesson {n}")
    room.desk.goes("reveal")
    room.desk.goes("ask_how")
    return room


def number(room: TestRoom, happened: str = "Card 0") -> int:
    """The number of a card."""
    return next(card.n for card in room.read().cards if card.words.happened == happened)


def asked(room: TestRoom, happened: str = "Card 0") -> TestRoom:
    """The room once the desk has asked about a card."""
    assert done(room.desk.presses(commands.AskAbout, card=number(room, happened)))
    return room


def answered(room: TestRoom, *texts: str) -> None:
    """Somebody answers with each of these, and none of them by the same phone."""
    for person, text in zip(room.people, texts, strict=False):
        assert done(person.writes(text, show_few=False))


def on_show(room: TestRoom, view: str = "participant") -> list[str]:
    """The answers that a view shows."""
    shown = room.view(view)
    return sorted(one["text"] for path, one in shown.items() if path.startswith("answers/"))


def here(room: TestRoom) -> str:
    """The id of the stage."""
    return room.desk.stage("ask_how")


def shows(room: TestRoom) -> None:
    """Ends the writing, reads it all, and shows it."""
    room.desk.ends_writing(here(room))
    room.desk.reads()
    assert done(room.desk.presses(commands.Go, stage=here(room)))


def test_nothing_is_collected_before_a_card_is_picked(room: TestRoom) -> None:
    assert room.phase == "picking" and room.round == 0
    assert refusal(room.people[0].writes("Too early")) == "round_closed"
    assert room.view("participant")["now"]["about"] == 0


def test_everybody_is_asked_about_the_card_that_the_desk_picks(room: TestRoom) -> None:
    asked(room)
    for view in room.views().values():
        assert view["now"]["phase"] == "open" and view["now"]["collecting"]
        assert view["now"]["about"] == number(room) and view["now"]["cards_each"] == 1


def test_what_was_read_is_shown_together_and_nothing_before(room: TestRoom) -> None:
    asked(room)
    answered(room, CHECK, LEAVE, FRIDAY, "Four")
    room.desk.ends_writing(here(room))
    assert room.phase == "reading"
    assert on_show(room) == on_show(room, "desk") == []
    covered = [path for path in room.view("desk") if path.startswith("review/")]
    assert len(covered) == 4
    assert not [path for path in room.view("projector") if path.startswith("review/")]
    room.desk.reads()
    room.desk.presses(commands.Go, stage=here(room))
    assert room.phase == "showing"
    assert on_show(room) == on_show(room, "projector") == sorted([CHECK, LEAVE, FRIDAY, "Four"])
    assert len(room.read().cards) == 4, "an answer is no card"


def test_answers_do_not_stand_in_the_order_of_their_words(room: TestRoom) -> None:
    asked(room)
    texts = [f"Answer {letter}" for letter in "abcdefgh"]
    answered(room, *texts)
    shows(room)
    order = [one.words.happened for one in room.read().answers]
    assert sorted(order) == texts != order


def test_an_answer_on_show_can_still_join_the_list_of_lessons(room: TestRoom) -> None:
    asked(room)
    answered(room, CHECK, LEAVE, FRIDAY, "Four")
    shows(room)
    one, other, *_ = room.read().answers
    assert done(room.desk.does(commands.AddToLessons(card=str(one.n), on=True)))
    assert [each.listed for each in room.read().answers] == [True, False, False, False]
    for wrong in (str(number(room)), "999", "x"):
        answer = room.desk.does(commands.AddToLessons(card=wrong, on=True))
        assert refusal(answer) == "no_such"
    assert done(room.desk.does(commands.TakeOff(card=str(other.n), on=True)))
    assert refusal(room.desk.does(commands.AddToLessons(card=str(other.n), on=True))) == "no_such"
    room.desk.goes("lessons")
    assert one.words.happened in room.lessons()
    assert not {LEAVE, CHECK, FRIDAY, "Four"} & {*room.lessons()} - {one.words.happened}


def test_no_answer_has_the_number_of_one_before_it(room: TestRoom) -> None:
    # A late wish to take one off would meet another.
    asked(room)
    answered(room, CHECK, LEAVE, FRIDAY, "Four")
    shows(room)
    before = {one.n for one in room.read().answers}
    asked(room, "Card 1")
    answered(room, "Five", "Six", "Seven", "Eight")
    shows(room)
    now = {one.n for one in room.read().answers}
    assert len(now) == 4 and not now & before
    for n in before:
        assert refusal(room.desk.does(commands.TakeOff(card=str(n), on=True))) == "no_such"


def test_an_answer_stays_against_a_wish_only_once_the_desk_has_said_so(room: TestRoom) -> None:
    asked(room)
    answered(room, CHECK, LEAVE, FRIDAY, "Four")
    shows(room)
    one, *_ = room.read().answers
    room.desk.does(commands.AddToLessons(card=str(one.n), on=True))
    assert done(room.people[5].does(commands.AskOff(card=str(one.n))))
    lost = [(loss.what, loss.n) for loss in said(room.read(), commands.Go, room.desk.stage("talk"))]
    assert lost == [("answers_erased", 3), ("asked_off", 1)]
    asked(room, "Card 1")
    assert refusal(room.people[6].does(commands.AskOff(card=str(one.n)))) == "no_such"
    room.desk.goes("talk")
    assert refusal(room.people[6].does(commands.AskOff(card=str(one.n)))) == "no_such"
    assert done(room.people[6].does(commands.AskOff(card=str(number(room)))))


def test_the_talk_after_it_names_the_card_that_was_asked_about(room: TestRoom) -> None:
    asked(room)
    answered(room, CHECK, LEAVE, FRIDAY, "Four")
    shows(room)
    room.desk.goes("talk")
    assert {view["now"]["about"] for view in room.views().values()} == {number(room)}


def test_what_nobody_has_read_goes_back(room: TestRoom) -> None:
    asked(room)
    keys = [os.urandom(16) for _ in range(4)]
    for person, key in zip(room.people, keys, strict=False):
        person.writes(f"Answer {key.hex()}", show_few=False, key=key)
    room.desk.ends_writing(here(room))
    first, *_ = room.read().waiting
    room.desk.does(commands.Opened(cards=[first.handle]))
    room.desk.presses(commands.Go, stage=here(room))
    assert on_show(room) == [first.words.happened]
    assert sorted(room.fates(*keys)) == ["late", "late", "late", "none"]


@pytest.mark.parametrize("wrote", [3, 4])
def test_too_few_answers_go_back_to_their_phones(room: TestRoom, wrote: int) -> None:
    asked(room)
    keys = [os.urandom(16) for _ in range(wrote)]
    for person, key in zip(room.people, keys, strict=False):
        person.writes(f"Answer {key.hex()}", show_few=False, key=key)
    room.desk.ends_writing(here(room))
    enough = wrote == 4
    assert room.phase == ("reading" if enough else "picking")
    assert room.fates(*keys) == ["none" if enough else "back"] * wrote
    assert len(room.read().waiting) == (4 if enough else 0)


def test_no_card_is_asked_about_twice_and_none_that_was_taken_off(room: TestRoom) -> None:
    room.desk.does(commands.TakeOff(card=str(number(room, "Card 1")), on=True))
    assert refusal(room.desk.presses(commands.AskAbout, card=number(room, "Card 1"))) == "no_such"
    asked(room)
    answered(room, CHECK, LEAVE, FRIDAY, "Four")
    assert refusal(room.desk.presses(commands.AskAbout, card=number(room, "Card 2")))
    shows(room)
    assert refusal(room.desk.presses(commands.AskAbout, card=number(room))) == "no_such"
    assert refusal(room.desk.presses(commands.AskAbout, card=999)) == "no_such"
    answer = room.read().answers[0].n
    assert refusal(room.desk.presses(commands.AskAbout, card=answer)) == "no_such"
    asked(room, "Card 2")
    assert on_show(room) == []


def test_a_device_that_answered_counts_again_at_the_next_card(room: TestRoom) -> None:
    asked(room)
    answered(room, CHECK, LEAVE, FRIDAY, "Four")
    shows(room)
    asked(room, "Card 2")
    answered(room, "A", "B", "C", "D")
    shows(room)
    assert on_show(room) == ["A", "B", "C", "D"]


def test_what_is_on_the_list_becomes_a_lesson_and_the_rest_is_erased(room: TestRoom) -> None:
    asked(room)
    answered(room, CHECK, LEAVE, FRIDAY, "Four")
    room.desk.ends_writing(here(room))
    listed = next(one for one in room.read().waiting if one.words.happened == CHECK)
    assert done(room.desk.does(commands.AddToLessons(card=listed.handle, on=True)))
    room.desk.reads()
    room.desk.presses(commands.Go, stage=here(room))
    assert CHECK not in room.lessons(), "the list comes later"
    going = room.desk.presses(commands.Go, stage=room.desk.stage("talk"), said=[])
    assert refusal(going) == "not_said"
    room.desk.goes("talk")
    assert CHECK not in str(room.views()) and LEAVE not in str(room.views())
    room.desk.goes("lessons")
    assert CHECK in room.lessons() and LEAVE not in room.lessons()


def test_an_answer_that_is_taken_off_is_no_lesson(room: TestRoom) -> None:
    asked(room)
    answered(room, CHECK, LEAVE, FRIDAY, "Four")
    room.desk.ends_writing(here(room))
    for one in room.read().waiting:
        room.desk.does(commands.AddToLessons(card=one.handle, on=True))
    room.desk.reads()
    room.desk.presses(commands.Go, stage=here(room))
    off = next(one for one in room.read().answers if one.words.happened == LEAVE)
    room.people[0].does(commands.AskOff(card=str(off.n)))
    assert [one.asked for one in room.read().answers].count(True) == 1
    room.desk.does(commands.TakeOff(card=str(off.n), on=True))
    assert LEAVE not in on_show(room)
    room.desk.goes("lessons")
    assert LEAVE not in room.lessons() and FRIDAY in room.lessons()


def test_leaving_while_answers_wait_gives_them_back(room: TestRoom) -> None:
    asked(room)
    keys = [os.urandom(16) for _ in range(4)]
    for person, key in zip(room.people, keys, strict=False):
        person.writes("Something", show_few=False, key=key)
    room.desk.ends_writing(here(room))
    room.desk.presses(commands.Go, stage=room.desk.stage("talk"))
    assert room.read().stage.kind == "talk"
    assert room.fates(*keys) == ["late"] * 4


def test_an_answer_has_no_lesson_and_stands_in_no_summary(room: TestRoom) -> None:
    asked(room)
    person = room.people[0]
    assert refusal(person.writes("Because", "So")) == "too_long"
    assert refusal(person.writes("x" * 201)) == "too_long"
    assert done(person.writes("Because", may_stand=True))
    assert refusal(person.writes("One more")) == "cards_used_up"


def test_the_next_card_is_picked_by_how_many_have_been_there_too(room: TestRoom) -> None:
    room.desk.goes("reveal")
    known = number(room, "Card 1")
    for person in room.people:
        person.does(commands.BeenThere(round=room.round, item=str(known), on=True))
    room.desk.goes("ask_how")
    before = been_there(room)
    assert before[known] == "most"
    asked(room)
    answered(room, CHECK, LEAVE, FRIDAY, "Four")
    shows(room)
    assert been_there(room) == before


def been_there(room: TestRoom) -> dict[int, str]:
    """By how many each card is known, as the desk is told."""
    shown = room.view("desk").items()
    return {one["n"]: one["been_there"] for path, one in shown if path.startswith("cards/")}


def test_beside_a_live_wall_answers_are_read_and_shown_as_anywhere(store: Store) -> None:
    stages = tuple(one for one in STAGES if one.kind != "look_through")
    room = new_room(store, agenda=Agenda(stages), live_wall=True)
    room.participants(16)
    room.desk.goes("write")
    for n, person in enumerate(room.people):
        person.writes(f"Card {n}")
    room.desk.goes("ask_how")
    asked(room)
    texts = [f"Answer {n}" for n in range(8)]
    answered(room, *texts)
    shows(room)
    assert on_show(room) == sorted(texts)
