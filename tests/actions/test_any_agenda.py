"""Whatever agenda the rules allow, a workshop can be led through it from its start to its end."""

import random

import pytest

from tests.support.room import TestRoom, done, new_room
from workshop.protocol import commands
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.agenda_faults import order_faults
from workshop.rules.agenda_file import STAGE_KINDS
from workshop.rules.stage_settings import ALLOWED, StageSettings
from workshop.storage.store import Store


def any_agenda(dice: random.Random) -> Agenda:
    """A random one, as somebody might shape it, that has no fault."""
    inner = [kind for kind in STAGE_KINDS if kind not in {"arrive", "finish"}]
    while True:
        kinds = ["arrive", *(dice.choice(inner) for _ in range(dice.randint(0, 9))), "finish"]
        stages = tuple(Stage(kind, dice.randint(1, 9), settings=settings(dice, kind))  # type: ignore[arg-type]
                       for kind in kinds)  # fmt: skip
        if not order_faults(stages):
            return Agenda(stages)


def settings(dice: random.Random, kind: str) -> StageSettings:
    allowed = ALLOWED.get(kind, {})
    return StageSettings(**{name: dice.choice([None, *some]) for name, some in allowed.items()})


def take_part(room: TestRoom, kind: str) -> None:
    """Three people do their part in a stage of this kind."""
    for i, person in enumerate(room.people):
        if kind == "write" and room.read().collecting:
            assert done(person.writes(f"I broke thing {i} of {room.round}.", f"Learn {i}."))
            person.adds_nothing()
        elif kind == "lessons":
            person.adds(f"Ask {i} times.")
            if i == 2 and room.round % 2:
                room.desk.closes_adding()
                room.desk.lets_on()
        elif kind == "vote" and room.lessons():
            person.votes(first_lesson(room))


def first_lesson(room: TestRoom) -> str:
    return sorted(room.lessons())[0]


@pytest.mark.parametrize(
    "seed", [*range(10), *(pytest.param(seed, marks=pytest.mark.long) for seed in range(10, 25))]
)
def test_any_agenda_without_a_fault_can_be_led_to_its_end(store: Store, seed: int) -> None:
    agenda = any_agenda(random.Random(seed))
    room = new_room(store, agenda=agenda)
    room.participants(3)
    for position, stage in enumerate(agenda.stages):
        if position:
            room.desk.presses(commands.Go, stage=stage.id)
            if room.read().position != position:  # a last call, or what phones have added
                room.desk.presses(commands.Go, stage=stage.id)
        assert room.read().position == position
        room.views()
        take_part(room, stage.kind)
        room.views()
    assert done(room.desk.presses(commands.Seal))
