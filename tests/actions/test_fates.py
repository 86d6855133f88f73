"""The fate of a card that was set aside: its phone can ask, from the reveal to the end."""

import os

import pytest

from tests.support.room import TestRoom, done, new_room, writing
from workshop.protocol import commands
from workshop.rules.agenda import Agenda, Stage
from workshop.storage.store import Store

MINE = "About somebody"
KINDS = ("arrive", "story", "write", "look_through", "reveal", "vote", "commit", "finish")


def looked_through(room: TestRoom, reason: str = "care") -> bytes:
    """Three cards at the look-through, of which one is set aside; gives its key."""
    writing(room, 3)
    key = os.urandom(16)
    for i, person in enumerate(room.people):
        assert done(person.writes(f"About {i}", f"Ask {i}.") if i else person.writes(MINE, key=key))
    room.desk.goes("look_through")
    assert done(room.desk.sets_card_aside(MINE, reason))
    return key


def shown(room: TestRoom) -> set[str]:
    return {card.words.happened for card in room.read().cards}


def asides(room: TestRoom) -> set[str]:
    return {card.words.happened for card in room.read().waiting if card.aside}


@pytest.mark.parametrize(
    ("reason", "told"),
    [("protect", "safe"), ("names", "name"), ("care", "care"), ("elsewhere", "away")],
)
def test_why_a_card_was_set_aside_is_told_until_the_end(
    store: Store, reason: str, told: str
) -> None:
    room = new_room(store, agenda=Agenda(tuple(Stage(kind, 3) for kind in KINDS)))
    key = looked_through(room, reason)
    for stage in ("reveal", "vote", "commit", "finish"):
        room.desk.goes(stage)
        assert room.fates(key, os.urandom(16)) == [told, "none"], stage
    assert shown(room) == {"About 1", "About 2"}


def test_nothing_is_told_while_the_desk_may_change_its_mind(room: TestRoom) -> None:
    key = looked_through(room)
    assert room.fates(key) == ["none"]
    room.desk.goes("story")
    assert room.fates(key) == ["none"], "the desk may come back"
    room.desk.goes("look_through")
    assert done(room.desk.sets_card_aside(MINE, ""))
    room.desk.goes("reveal")
    assert (room.fates(key), MINE in shown(room)) == (["none"], True)


def test_a_second_round_of_writing_leaves_the_first_ones_word(room: TestRoom) -> None:
    key = looked_through(room)
    room.desk.goes("write")
    assert done(room.desk.presses(commands.OpenAgain))
    assert room.fates(key) == ["care"]
    for person in room.people:
        person.writes("Another one")
    room.desk.goes("look_through")
    assert (asides(room), room.fates(key)) == (set(), ["care"])
    room.desk.sets_card_aside("About 1", "protect")
    room.desk.goes("reveal")
    assert room.fates(key) == ["care"]
    assert shown(room) == {"About 2", "Another one"}


def test_where_the_reveal_is_passed_over_the_word_comes_with_the_next_stage_that_collects(
    room: TestRoom,
) -> None:
    key = looked_through(room)
    room.desk.goes("lessons")
    assert room.fates(key) == ["care"]
    room.desk.goes("reveal")
    assert shown(room) == {"About 1", "About 2"}
    room.desk.goes("look_through")
    assert (asides(room), room.fates(key)) == (set(), ["care"])
