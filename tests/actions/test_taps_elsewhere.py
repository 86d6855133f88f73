"""A tap counts in its own stage and round alone; elsewhere it is refused and changes nothing."""

from collections.abc import Iterator

import pytest

from tests.support.room import TestRoom, done, refusal
from workshop.actions.perform import TAPS
from workshop.protocol import commands
from workshop.rules.agenda import StageKind

OWN: dict[type, set[StageKind]] = {
    commands.Vote: {"vote"},
    commands.DoneVoting: {"vote"},
    commands.BeenThere: {"story", "reveal"},
    commands.NothingToAdd: {"write", "ask_how"},
    commands.Unclear: {"arrive", "ground_rules"},
    commands.Answer: {"finish"},
    commands.KeepLessons: {"lessons"},
}
"""The stages of each tap."""
LESSONS = ("Ask first.", "Read it aloud.")


def stages(room: TestRoom) -> Iterator[StageKind]:
    """Leads through the hour with a card on the screen and lessons on the list."""
    room.participants(3)
    for kind in ("arrive", "story", "write", "reveal", "ask_how", "talk", "lessons", "vote",
                 "commit", "finish"):  # fmt: skip
        if kind != "arrive":
            room.desk.goes(kind)
        if kind == "write":
            for i, person in enumerate(room.people):
                person.writes(f"It fell, {i}.")
        if kind == "lessons":
            for text in LESSONS:
                room.desk.does(commands.DeskLesson(text=text))
        if kind == "arrive":
            room.desk.presses(commands.Step, step=1)  # to the rules
        yield room.read().stage.kind


def tap(kind: type, room: TestRoom, number: int) -> commands.Command:
    """A tap in a round of this number, of something that is there wherever it can be."""
    lesson = room.lessons().get(LESSONS[0], "0" * 32)
    item = "story" if room.read().stage.kind == "story" else "1"
    fields = {
        commands.Vote: {"lesson": lesson, "votes": 1},
        commands.BeenThere: {"item": item, "on": True},
        commands.Unclear: {"on": True},
        commands.Answer: {"question": "worth", "choice": "yes"},
        commands.KeepLessons: {"lessons": [lesson]},
    }
    made: commands.Command = kind(round=number, **fields.get(kind, {}))
    return made


def test_every_tap_has_its_stages() -> None:
    assert {*OWN} == {*TAPS}


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.__name__)
def test_a_tap_outside_of_its_stage_or_round_changes_nothing(room: TestRoom, kind: type) -> None:
    counted = 0
    for stage in stages(room):
        before = room.views()
        numbers = [*range(room.round), *[room.round] * (stage not in OWN[kind])]
        for number in numbers:
            answer = room.people[0].does(tap(kind, room, number))
            # "Nothing to add" that comes late is no reason to tell anybody anything.
            assert refusal(answer) or kind is commands.NothingToAdd
        assert room.views() == before
        if stage in OWN[kind]:
            counted += done(room.people[0].does(tap(kind, room, room.round)))
    assert counted or kind is commands.KeepLessons, "it is done where it belongs"
