"""A talk has two halves, which change by the server's clock, at one moment for all."""

from typing import Any, cast

import pytest

from tests.support.room import TestRoom
from workshop.protocol import commands

HALF = 120.0
"""Seconds of each half of the usual talk."""


def now(room: TestRoom) -> dict[str, Any]:
    """Returns where the workshop is, as every view is told."""
    told = [cast(dict[str, Any], room.view(name))["now"] for name in ("desk", "projector")]
    assert told[0] == told[1] == cast(dict[str, Any], room.view("participant"))["now"]
    return cast(dict[str, Any], told[0])


def left(room: TestRoom) -> float:
    """Returns the seconds that are left of the stage."""
    return float(now(room)["ends_at"] - room.now)


@pytest.mark.parametrize(
    ("people", "groups", "half"),
    [(4, "all", 0.0), (5, "twos", HALF), (6, "twos", HALF), (7, "pairs", HALF)],
)
def test_how_many_are_here_says_who_talks_with_whom(
    room: TestRoom, people: int, groups: str, half: float
) -> None:
    room.participants(people)
    room.desk.goes("talk")
    assert (now(room)["groups"], now(room)["second_half"]) == (groups, half)
    room.desk.goes("lessons")
    assert (now(room)["groups"], now(room)["second_half"]) == ("", 0.0)


def test_a_minute_more_makes_the_half_longer_that_runs(room: TestRoom) -> None:
    room.participants(8)
    room.desk.goes("talk")
    room.desk.presses(commands.MoreTime)
    assert (left(room), now(room)["second_half"]) == (2 * HALF + 60, HALF)
    room.now += HALF + 60 + 10
    room.desk.presses(commands.MoreTime)
    assert left(room) <= now(room)["second_half"] == HALF + 50
    room.now += left(room) + 5
    room.desk.presses(commands.MoreTime)
    assert left(room) == 60 <= now(room)["second_half"]


def test_a_pause_keeps_the_half(room: TestRoom) -> None:
    room.participants(8)
    room.desk.goes("talk")
    room.now += HALF + 10
    room.desk.presses(commands.Pause, on=True)
    room.now += 500
    room.desk.presses(commands.MoreTime)
    assert now(room)["left"] == HALF + 50 <= now(room)["second_half"]


def test_the_desk_keeps_the_room_s_screen_silent(room: TestRoom) -> None:
    for on in (False, True):
        assert room.desk.does(commands.PlayTone(on=on))
        for name in ("desk", "projector", "participant"):
            assert cast(dict[str, Any], room.view(name))["workshop"]["silent"] is not on
