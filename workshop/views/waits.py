"""Which rounds of writing wait for their reveal, and in which enough took part for one."""

from collections.abc import Iterable, Mapping
from typing import Any

from workshop.rules.agenda import Agenda
from workshop.rules.thresholds import may_reveal
from workshop.storage.counts import Count
from workshop.storage.rounds import TOOK_PART

SENT_IN = frozenset({"talk", "lessons"})
"""The kinds of stages in which phones send lessons."""


def waits(round_: Any, agenda: Agenda) -> bool:
    """True if the cards of a round of writing have neither been revealed nor gone back."""
    return agenda.kind_of(round_.stage) == "write" and not round_.settled


def rounds_enough(tallies: Mapping[tuple[int, str], Count]) -> list[int]:
    """The rounds in which enough took part for anything to be shown, to the desk too."""
    return [
        number
        for (number, item), count in tallies.items()
        if item == TOOK_PART and may_reveal(count.total)
    ]


def takes_lessons(rounds: Iterable[Any], agenda: Agenda) -> bool:
    """True if lessons from phones may wait, as a round in which they are sent has not ended."""
    return any(agenda.kind_of(one.stage) in SENT_IN and not one.spent for one in rounds)
