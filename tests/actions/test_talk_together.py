"""A talk among four or fewer is one group; with more it is pairs, then fours."""

from typing import Any, cast

import pytest

from tests.support.room import TestRoom, new_room
from workshop.languages import languages
from workshop.protocol import commands
from workshop.rules.agenda import CUE_TOGETHER, STAGE_WORDS, Agenda, Stage
from workshop.rules.built_in_words import ALL_TOGETHER
from workshop.storage.store import Store

_, PAIRS, CUE_PAIRS = STAGE_WORDS["talk"]


def said(room: TestRoom) -> tuple[bool, str, str]:
    """Returns whether the room is told that it is few, and what the talk says to the room and to
    the desk."""
    desk = cast(dict[str, Any], room.view("desk"))
    position = desk["now"]["position"]
    for name in ("participant", "projector"):
        assert room.view(name)["agenda"] == desk["agenda"]
        assert room.view(name)["now"]["few"] == desk["now"]["few"]
    stage = desk["agenda"]["stages"][position]
    return desk["now"]["few"], stage["second_prompt"], desk["desk"]["cues"][position]


@pytest.mark.parametrize("people", [3, 4])
def test_four_or_fewer_talk_all_together(room: TestRoom, people: int) -> None:
    room.participants(people)
    room.desk.goes("talk")
    assert said(room) == (True, ALL_TOGETHER, CUE_TOGETHER)
    room.desk.goes("lessons")
    assert PAIRS in str(room.view("projector")["agenda"])


def test_five_talk_in_pairs_also_when_a_phone_goes_dark_meanwhile(room: TestRoom) -> None:
    people = room.participants(5)
    room.desk.goes("talk")
    assert said(room) == (False, PAIRS, CUE_PAIRS)
    room.sleeps(*people[:2])
    room.desk.presses(commands.MoreTime)
    assert said(room) == (False, PAIRS, CUE_PAIRS)


def test_the_words_are_the_room_s_language(store: Store) -> None:
    say = languages().translator("de")
    room = new_room(store, language="de", translate=say)
    room.participants(3)
    room.desk.goes("talk")
    assert said(room) == (True, say(ALL_TOGETHER), say(CUE_TOGETHER))
    assert say(ALL_TOGETHER) != ALL_TOGETHER


def test_own_words_stay(store: Store) -> None:
    own = Stage("talk", 4, "What now?", "Walk around the house.", "Open the door.")
    room = new_room(store, agenda=Agenda((Stage("arrive", 1), own, Stage("finish", 1))))
    room.participants(3)
    room.desk.goes("talk")
    assert said(room) == (True, "Walk around the house.", "Open the door.")
