"""Late copies: an old command that comes again, on whichever connection, changes nothing."""

import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

import pytest

from tests.support.room import Person, TestRoom, done, new_room, refusal, writing
from tests.support.stored import every_row
from workshop.actions.answers import Answered
from workshop.protocol import commands
from workshop.protocol.messages import RIDE_AT_ONCE
from workshop.storage.store import Store

KINDS = {str(kind.__struct_config__.tag): kind for kind in get_args(commands.ParticipantCommand)}


@dataclass
class Scene:
    """A stage in which a device sends a command and then a newer one, by the keys that they have;
    `between` happens before the newer one."""

    person: Person
    old: commands.Command
    newer: commands.Command
    key: bytes
    between: Callable[[], object] = lambda: None


def _at(room: TestRoom, stage: str, people: int = 5) -> tuple[Person, int]:
    room.participants(people)
    room.desk.goes(stage)
    return room.people[0], room.round


def _card(room: TestRoom, key: bytes) -> tuple[Person, dict[str, Any]]:
    writing(room, 5)
    person = room.people[0]
    person.writes("It broke", key=key)
    return person, {"round": room.round, "card": key.hex()}


def _write_card(room: TestRoom, key: bytes) -> Scene:
    person, now = _at(room, "write")
    card = commands.WriteCard(round=now, happened="It broke", show_few=True)
    return Scene(person, card, commands.WithdrawCard(round=now, card=key.hex()), key)


def _edit_card(room: TestRoom, key: bytes) -> Scene:
    person, card = _card(room, os.urandom(16))
    old, newer = (commands.EditCard(**card, happened=words) for words in ("Ann did it", "It broke"))
    return Scene(person, old, newer, key)


def _withdraw_card(room: TestRoom, key: bytes) -> Scene:
    person, card = _card(room, os.urandom(16))
    again = commands.WriteCard(round=room.round, happened="Again", show_few=True)
    return Scene(person, commands.WithdrawCard(**card), again, key)


def _nothing_to_add(room: TestRoom, key: bytes) -> Scene:
    person, now = _at(room, "write")
    card = commands.WriteCard(round=now, happened="After all", show_few=True)
    return Scene(person, commands.NothingToAdd(round=now), card, key)


def _been_there(room: TestRoom, key: bytes) -> Scene:
    person, now = _at(room, "story")
    on, off = (commands.BeenThere(round=now, item="story", on=on) for on in (True, False))
    return Scene(person, on, off, key)


def _unclear(room: TestRoom, key: bytes) -> Scene:
    person, _ = _at(room, "arrive")
    room.desk.presses(commands.Step, step=1)
    now = room.round
    return Scene(person, *(commands.Unclear(round=now, on=on) for on in (True, False)), key)


def _ask_off(room: TestRoom, key: bytes) -> Scene:
    writing(room, 5)
    for person in room.people:
        person.writes(f"It broke {id(person)}")
    room.desk.goes("reveal")
    leaves = commands.LeaveCard(card="1")
    old, newer = commands.AskOff(card="1"), commands.AskOff(card="2")
    return Scene(room.people[0], old, newer, key, lambda: room.desk.does(leaves))


def _add_lesson(room: TestRoom, key: bytes) -> Scene:
    person, now = _at(room, "lessons")
    old, newer = (commands.AddLesson(round=now, text=text) for text in ("Look.", "Look twice."))
    return Scene(person, old, newer, key)


def _voting(room: TestRoom, *lessons: str) -> tuple[Person, int, list[str]]:
    room.participants(5)
    room.desk.goes("lessons")
    for text in lessons:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    return room.people[0], room.round, [room.lessons()[text] for text in lessons]


def _vote(room: TestRoom, key: bytes) -> Scene:
    person, now, (lesson,) = _voting(room, "Look.")
    one, none = (commands.Vote(round=now, lesson=lesson, votes=votes) for votes in (1, 0))
    return Scene(person, one, none, key)


def _done_voting(room: TestRoom, key: bytes) -> Scene:
    person, now, (lesson,) = _voting(room, "Look.")
    vote = commands.Vote(round=now, lesson=lesson, votes=1)
    return Scene(person, commands.DoneVoting(round=now), vote, key)


def _keep_lessons(room: TestRoom, key: bytes) -> Scene:
    person, now = _at(room, "lessons")
    for i in range(15):
        room.desk.does(commands.DeskLesson(text=f"Lesson {i}."))
    ids = [room.lessons()[f"Lesson {i}."] for i in range(2)]
    return Scene(person, *(commands.KeepLessons(round=now, lessons=[id_]) for id_ in ids), key)


def _offers(room: TestRoom) -> tuple[Person, list[commands.Offer]]:
    _, _, (lesson,) = _voting(room, "Look.")
    for person in room.people:
        person.votes(lesson)
    room.desk.goes("commit")
    words = {"round": room.round, "lesson": lesson, "when": "a month ends"}
    offers = [commands.Offer(**words, will=f"look {i} times") for i in range(2)]
    return room.people[0], offers


def _offer(room: TestRoom, key: bytes) -> Scene:
    person, offers = _offers(room)
    return Scene(person, *offers, key)


def _take(room: TestRoom, key: bytes) -> Scene:
    person, (first, second) = _offers(room)
    room.people[1].does(first)
    room.desk.lets_on()
    id_ = room.read().commitments[0].id
    take = commands.Take(round=room.round, commitment=id_, owner="Ann")
    frees = commands.FreeCommitment(commitment=id_)
    return Scene(person, take, second, key, lambda: room.desk.does(frees))


def _answer(room: TestRoom, key: bytes) -> Scene:
    person, now = _at(room, "finish")
    old, newer = (
        commands.Answer(round=now, question="worth", choice=choice)
        for choice in ("no", "yes")  # type: ignore[arg-type]
    )
    return Scene(person, old, newer, key)


def _check_in(room: TestRoom, key: bytes) -> Scene:
    person, _ = _at(room, "story")
    return Scene(person, commands.CheckIn(text="Row three"), commands.WithdrawCheckIn(), key)


def _withdraw_check_in(room: TestRoom, key: bytes) -> Scene:
    person, _ = _at(room, "story")
    return Scene(person, commands.WithdrawCheckIn(), commands.CheckIn(text="Row three"), key)


def _answer_pulse(room: TestRoom, key: bytes) -> Scene:
    person = room.participants(5)[0]
    old, newer = (commands.AnswerPulse(at="arrive", answers=[n] * 3) for n in (1, 5))
    return Scene(person, old, newer, key)


def _write_letter(room: TestRoom, key: bytes) -> Scene:
    _at(room, "story")
    person, _ = _at(room, "finish", 0)
    old, newer = (commands.WriteLetter(to="story", text=text) for text in ("I am Ann.", ""))
    return Scene(person, old, newer, key)


SCENES: dict[str, Callable[[TestRoom, bytes], Scene]] = {tag: globals()[f"_{tag}"] for tag in KINDS}
"""The scene of each command that a phone can send: a new one has to have its own."""


@pytest.fixture
def room(store: Store) -> TestRoom:
    room = new_room(store, pulse="room")
    room.letters = frozenset({"story"})
    return room


def play(scene: Scene) -> tuple[Answered, Answered, bytes]:
    """The old command, then the newer one; returns their answers, and the newer one's key."""
    first, newer_key = scene.person.does(scene.old, scene.key), os.urandom(16)
    scene.between()
    return first, scene.person.does(scene.newer, newer_key), newer_key


@pytest.mark.parametrize("tag", KINDS)
def test_an_old_copy_that_comes_after_a_newer_command_changes_nothing(
    room: TestRoom, tag: str
) -> None:
    scene = SCENES[tag](room, os.urandom(16))
    assert type(scene.old) is KINDS[tag]
    first, newer, key = play(scene)
    assert done(first) and done(newer)
    before, shown = every_row(room), room.views()
    late = scene.person.does(scene.old, scene.key)
    assert late == first or refusal(late) == "out_of_date"
    assert (every_row(room), room.views()) == (before, shown)
    assert scene.person.does(scene.newer, key) == newer, "the newer one is answered as it was"
    assert every_row(room) == before


@pytest.mark.parametrize("tag", sorted({*KINDS} - {"answer"}))
def test_what_was_stored_is_answered_as_stored_once_the_desk_has_gone_on(
    room: TestRoom, tag: str
) -> None:
    scene = SCENES[tag](room, os.urandom(16))
    first = scene.person.does(scene.old, scene.key)
    assert done(first)
    for stage in _onward(room):
        room.desk.does(commands.LeaveRest())
        room.desk.goes(stage)
        assert room.read().state.stage == stage
        before = every_row(room)
        assert scene.person.does(scene.old, scene.key) == first, stage
        assert every_row(room) == before, stage
    if room.read().state.pulse:
        room.desk.presses(commands.EndPulse)
        assert scene.person.does(scene.old, scene.key) == first


def _onward(room: TestRoom) -> list[str]:
    """Returns the next stage and the last, to which the desk goes on."""
    onward = room.stages[room.stages.index(room.read().state.stage) + 1 :]
    return [*dict.fromkeys((*onward[:1], *onward[-1:]))]


def test_also_beyond_what_a_beat_takes_along_an_old_copy_is_out_of_date(room: TestRoom) -> None:
    scene = SCENES["check_in"](room, os.urandom(16))
    play(scene)
    for i in range(RIDE_AT_ONCE):
        scene.person.does(commands.CheckIn(text=f"Row {i}"))
    before = every_row(room)
    assert refusal(scene.person.does(scene.old, scene.key)) == "out_of_date"
    assert every_row(room) == before


def test_another_device_has_an_order_of_its_own(room: TestRoom) -> None:
    scene = SCENES["vote"](room, os.urandom(16))
    key = os.urandom(16)
    assert done(room.people[1].does(scene.old, key))
    assert done(scene.person.does(scene.old, scene.key))
    assert done(scene.person.does(scene.newer))
    before = every_row(room)
    assert done(room.people[1].does(scene.old, key))
    assert every_row(room) == before
