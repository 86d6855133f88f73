"""A team over time, as its summaries tell: where it met, what is open, and what came back.

Everything here is the team's. Nothing is counted, and nothing put in an order, by person.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from workshop.storage.beside import Pause
from workshop.storage.bodies import CarriedWords
from workshop.storage.library import Sealed
from workshop.summary.formats.harmless import harmless
from workshop.summary.kept_summaries import KeptSummary, kept_of
from workshop.summary.over_time.lessons_again import (
    COMPARED,
    CameBack,
    Compare,
    came_back,
    lessons_of,
)
from workshop.summary.over_time.open_commitments import all_open


@dataclass(frozen=True)
class TeamCommitment:
    """An open commitment; `place` is that of the workshop that made it, None where its summary is
    not here any more."""

    words: CarriedWords
    place: int | None


@dataclass(frozen=True)
class OverTime:
    """A team's summaries from the oldest to the newest, and what they tell together.

    `lessons` is how many were kept, of which the newest COMPARED were compared; `passed_over` how
    many summaries can't be read here.
    """

    kept: list[KeptSummary]
    promised: list[TeamCommitment]
    came_back: list[CameBack]
    lessons: int
    passed_over: int

    @property
    def devices(self) -> list[int]:
        """How many took part, from the oldest workshop to the newest."""
        return [one.summary.devices for one in self.kept]

    def overdue(self, today: str) -> int:
        """How many open commitments should have been done before today."""
        return sum(is_overdue(one.words, today) for one in self.promised)


def is_overdue(words: CarriedWords, today: str) -> bool:
    """Whether its day is over."""
    return bool(words.by) and words.by < today


def over_time(sealed: Iterable[Sealed], compare: Compare, pause: Pause) -> OverTime:
    """Reads what a team has kept. Work for a thread beside the loop, with a pause that is due."""
    real = [one for one in sealed if not one.trial]
    read = _read(real, pause)
    kept = sorted(read, key=_place)
    places = {one.workshop: n for n, one in enumerate(kept)}
    lessons = lessons_of(kept)
    return OverTime(
        kept=kept,
        promised=[TeamCommitment(one, places.get(one.workshop)) for one in all_open(read)],
        came_back=came_back(lessons[:COMPARED], compare, pause),
        lessons=len(lessons),
        passed_over=len(real) - len(kept),
    )


def in_time(sealed: Iterable[Sealed], pause: Pause) -> list[KeptSummary]:
    """Returns the readable summaries of real workshops, from the oldest to the newest."""
    return sorted(_read(sealed, pause), key=_place)


def _read(sealed: Iterable[Sealed], pause: Pause) -> list[KeptSummary]:
    """Reads the summaries in the order of the library."""
    found = []
    for one in kept_of(sealed):
        found.append(KeptSummary(one.workshop, harmless(one.summary)))
        pause()
    return found


def _place(kept: KeptSummary) -> tuple[str, str, str]:
    return kept.summary.date, kept.summary.title, kept.workshop
