"""The weight of an hour's beats, by the slots and the one size, on each agenda of the product."""

from collections.abc import Iterable

import pytest

from workshop.protocol.wire import DOWN_STEP_BYTES, UP_STEP_BYTES
from workshop.rules.agenda import TEMPLATES, StageKind
from workshop.rules.pacing import SHORTEST_SLOT_MS, slot_length
from workshop.rules.stages import KINDS

FRAME_UP, FRAME_DOWN = 8, 4
"""Bytes of a websocket's head before what a phone says, which is masked, and before an answer."""
MOST = 1_000_000


def beats_in(minutes: int, *, taps: bool, devices: int = 20) -> float:
    return minutes * 60_000 / (slot_length(taps=taps, devices=devices) * SHORTEST_SLOT_MS)


def weight(stages: Iterable[tuple[StageKind, int]]) -> float:
    """Returns the bytes of all beats and their answers, both ways."""
    beats = sum(beats_in(minutes, taps=KINDS[kind].taps) for kind, minutes in stages)
    return beats * (UP_STEP_BYTES + FRAME_UP + DOWN_STEP_BYTES + FRAME_DOWN)


@pytest.mark.parametrize("name", TEMPLATES)
def test_an_hour_of_beats_is_less_than_a_megabyte(name: str) -> None:
    stages = [*TEMPLATES[name]]
    hour = weight(stages) * 60 / sum(minutes for _, minutes in stages)
    assert 100_000 < hour < MOST, f"{hour:,.0f} bytes"
