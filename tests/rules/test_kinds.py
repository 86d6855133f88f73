"""One record says what holds for each kind of stage."""

from typing import get_args

import pytest

from workshop.rules.agenda import STAGE_WORDS, Stage, StageKind
from workshop.rules.agenda_faults import AgendaFaultCode, order_faults
from workshop.rules.stages import COLLECTS, KINDS, WRITING_STAGES


def test_each_kind_has_its_record_and_its_words_in_their_order() -> None:
    assert [*KINDS] == [*get_args(StageKind)]
    assert KINDS.keys() == STAGE_WORDS.keys()


def test_where_people_write_they_leave_words() -> None:
    assert WRITING_STAGES <= COLLECTS


@pytest.mark.parametrize("kind", [kind for kind, one in KINDS.items() if one.needs])
def test_a_kind_that_needs_another_has_a_fault_of_its_name(kind: StageKind) -> None:
    assert kind in get_args(AgendaFaultCode)
    first, last = Stage("arrive", 2), Stage("finish", 2)
    (fault,) = [one for one in order_faults([first, Stage(kind, 5), last]) if one.code == kind]
    assert fault.stage == 2
    for needed in KINDS[kind].needs:
        stages = [first, Stage(needed, 5), Stage(kind, 5), last]
        assert [one for one in order_faults(stages) if one.code == kind] == []


@pytest.mark.parametrize("kind", [kind for kind, one in KINDS.items() if one.once])
def test_a_kind_that_is_there_once_is_refused_twice(kind: StageKind) -> None:
    stages = [Stage("arrive", 2), Stage(kind, 5), Stage(kind, 5), Stage("finish", 2)]
    assert "only_once" in {one.code for one in order_faults(stages)}
