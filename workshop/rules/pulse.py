"""The pulse: three sentences, answered from 1 to 5 at both ends of a workshop, and their sums.

The items are our own words for what Edmondson's scale of psychological safety asks about a team
(1999, Administrative Science Quarterly 44:350), asked of this room and of now. So few items,
answered so, are a picture of how people in this room answered, and no measurement.

No two sums are ever told of groups of which one holds the other: their difference would be the
answers of whoever is in one and not in the other. And none of a small part of the room: whoever
ends the pulse could do so when nobody but their own four phones and one other had answered.
Changes are told from more people on than sums: of few, the sums of both ends and the changes
together often leave one way only in which people can have gone from one step to another.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from workshop.rules.agenda import message
from workshop.rules.thresholds import FEWEST_ANSWERS

ITEMS = 3
PULSE_STEPS = 5
PART = 3
"""Sums are told of no less than this part of the devices: a third."""
PAIRS = 8
"""People who must have answered at both ends before it is told how their answers changed."""
End = Literal["arrive", "finish"]
PulseSteps = tuple[int, ...]
_ENDS: tuple[End, ...] = ("arrive", "finish")


PULSE_SENTENCES = (
    message("In this room I could say that something went wrong because of me."),
    message("In this room I could name a problem that nobody likes to hear about."),
    message("In this room I could ask for help without thinking twice."),
)
SCALE = (
    message("not at all"),
    message("hardly"),
    message("partly"),
    message("mostly"),
    message("fully"),
)


@dataclass(frozen=True)
class PulseAnswers:
    """The answers of one device; () at an end at which it did not answer."""

    arrive: PulseSteps = ()
    finish: PulseSteps = ()


@dataclass(frozen=True)
class SentenceFigures:
    """The figures of one sentence that may be told: how many took each step at both ends, and how
    many of the same people answered lower, the same and higher at the end. () where too few did."""

    arrive: PulseSteps
    finish: PulseSteps
    change: PulseSteps


def enough(devices: int) -> int:
    """Returns how many must have answered, where so many devices were here at once: five, and a
    third."""
    return max(FEWEST_ANSWERS, -(-devices // PART))


def sum_up(answered: Iterable[PulseAnswers], devices: int) -> dict[str, int]:
    """The counts that may be told, by name; {} where too few of so many devices answered.

    Where enough answered twice, only theirs are counted, so that all sums are of the same people.
    With fewer than `PAIRS`, each end stands for itself, where enough answered there, and nothing is
    compared.
    """
    all_, needed = list(answered), enough(devices)
    both = [one for one in all_ if one.arrive and one.finish]
    if len(both) >= max(PAIRS, needed):
        return _counts("arrive", both) | _counts("finish", both) | _changes(both)
    found: dict[str, int] = {}
    for end in _ENDS:
        once = [one for one in all_ if getattr(one, end)]
        found |= _counts(end, once) if len(once) >= needed else {}
    return found


def pulse_sentences(counts: Mapping[str, int]) -> list[SentenceFigures]:
    """Reads the counts of `sum_up` again, a sentence each; [] when there are none."""
    if not any(name.startswith("pulse:") for name in counts):
        return []
    return [
        SentenceFigures(
            arrive=_read(counts, f"arrive:{item}", PULSE_STEPS),
            finish=_read(counts, f"finish:{item}", PULSE_STEPS),
            change=_read(counts, f"change:{item}", 3),
        )
        for item in range(ITEMS)
    ]


def _counts(end: End, people: list[PulseAnswers]) -> dict[str, int]:
    names = [
        f"pulse:{end}:{item}:{step - 1}"
        for one in people
        for item, step in enumerate(getattr(one, end))
    ]
    return dict(Counter(names))


def _changes(people: list[PulseAnswers]) -> dict[str, int]:
    names = [
        f"pulse:change:{item}:{1 + (after > before) - (after < before)}"
        for one in people
        for item, (before, after) in enumerate(zip(one.arrive, one.finish, strict=True))
    ]
    return dict(Counter(names))


def _read(counts: Mapping[str, int], name: str, most: int) -> PulseSteps:
    found = tuple(counts.get(f"pulse:{name}:{step}", 0) for step in range(most))
    return found if any(found) else ()
