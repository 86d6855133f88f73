"""A team over time, as its summaries tell: where it met, what is open, and what came back.

Lessons came back if those of different workshops may say the same. Everything here is the team's.
Nothing is counted, and nothing put in an order, by person.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from workshop.protocol.summary import SummaryLesson
from workshop.rules.similar import Groups, similar
from workshop.storage.bodies import CarriedWords
from workshop.storage.commitment_news import CommitmentPlace
from workshop.storage.library import Sealed
from workshop.storage.library_tables import CommitmentNews
from workshop.storage.threads import Halt
from workshop.summary.formats.script import harmless
from workshop.summary.kept_summaries import SETTLED, KeptSummary, all_open, kept_of, with_news

COMPARED = 300
"""Lessons, the newest: the work grows with their square, and what a team said years ago is in the
summaries still."""
MOST_REMEMBERED = 32
"""Comparisons whose outcome is kept: every look at a team's page asks for the same one."""


@dataclass(frozen=True)
class SaidLesson:
    """A lesson in the words of one workshop, whose place in time is `workshop`, from 0 on.

    `told` is whether it is the lesson of a story that was told there, and not the room's own.
    """

    workshop: int
    text: str
    language: str
    chosen: bool
    told: bool


@dataclass(frozen=True)
class CameBack:
    """A lesson that may be one, as it was said in two workshops or more, the oldest first."""

    said: tuple[SaidLesson, ...]

    @property
    def workshops(self) -> list[int]:
        """The workshops in which it was said, by their places in time."""
        return sorted({one.workshop for one in self.said})

    @property
    def chosen(self) -> int:
        """In how many of them it was chosen."""
        return len({one.workshop for one in self.said if one.chosen})


class Comparing:
    """Compares lessons and remembers the outcome, by a digest of their words and without them.

    Belongs to one thread.
    """

    def __init__(self) -> None:
        self._found: OrderedDict[bytes, Groups] = OrderedDict()

    def __call__(self, lessons: Mapping[str, str], pause: Halt) -> Groups:
        """Compares what was not compared before."""
        key = hashlib.sha256(repr(sorted(lessons.items())).encode()).digest()
        if key not in self._found:
            self._found[key] = similar(lessons, pause)
        self._found.move_to_end(key)
        while len(self._found) > MOST_REMEMBERED:
            self._found.popitem(last=False)
        return self._found[key]


def lessons_of(kept: Sequence[KeptSummary]) -> list[SaidLesson]:
    """All lessons of summaries that come oldest first; the newest workshop's come first."""
    found = [_said(n, one, lesson) for n, one in enumerate(kept) for lesson in one.summary.lessons]
    return sorted(found, key=lambda one: -one.workshop)


def came_back(lessons: Iterable[SaidLesson], compare: Comparing, pause: Halt) -> list[CameBack]:
    """Returns the lessons that came back: first those of the most workshops, then the newest.

    A story that is told twice brings its lesson along twice; alone it is nothing that came back.
    """
    known = {f"{n:06}": one for n, one in enumerate(lessons)}
    groups = compare({id_: one.text for id_, one in known.items()}, pause)
    found = [_together(known[id_] for id_ in group) for group in groups]
    returned = [one for one in found if len(one.workshops) > 1 and not _all_told(one)]
    return sorted(returned, key=lambda one: (-len(one.workshops), -one.workshops[-1]))


def _said(workshop: int, kept: KeptSummary, lesson: SummaryLesson) -> SaidLesson:
    stories = {story.lesson for story in kept.summary.stories}
    told = lesson.text in stories
    return SaidLesson(workshop, lesson.text, lesson.language, lesson.chosen, told)


def _together(lessons: Iterable[SaidLesson]) -> CameBack:
    return CameBack(tuple(sorted(lessons, key=lambda one: (one.workshop, one.text))))


def _all_told(one: CameBack) -> bool:
    return all(said.told for said in one.said)


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
        """Numbers of devices that took part, from the oldest workshop to the newest."""
        return [one.summary.devices for one in self.kept]

    def overdue(self, today: str) -> int:
        """Counts the open commitments that should have been done before today."""
        return sum(is_overdue(one.words, today) for one in self.promised)


def is_overdue(words: CarriedWords, today: str) -> bool:
    """True if a commitment's day is over, and nobody has said that it was kept or let go."""
    by = words.by_now if words.outcome == "changed" else words.by
    return bool(by) and by < today and words.outcome not in SETTLED


def open_now(
    sealed: Iterable[Sealed], news: Mapping[CommitmentPlace, CommitmentNews], pause: Halt
) -> list[TeamCommitment]:
    """Reads what a team has taken on and not settled in a workshop, with the `news` of it."""
    found = all_open(_read(sealed, pause))
    return [TeamCommitment(one, None) for one in with_news(found, news)]


def over_time(
    sealed: Iterable[Sealed],
    compare: Comparing,
    pause: Halt,
    news: Mapping[CommitmentPlace, CommitmentNews] = MappingProxyType({}),
) -> OverTime:
    """Reads what a team has kept. Work for a thread beside the loop, with a pause that is due."""
    real = [one for one in sealed if not one.trial]
    read = _read(real, pause)
    kept = sorted(read, key=_place)
    places = {one.workshop: n for n, one in enumerate(kept)}
    lessons = lessons_of(kept)
    return OverTime(
        kept=kept,
        promised=[
            TeamCommitment(one, places.get(one.workshop)) for one in with_news(all_open(read), news)
        ],
        came_back=came_back(lessons[:COMPARED], compare, pause),
        lessons=len(lessons),
        passed_over=len(real) - len(kept),
    )


def summaries_in_time(sealed: Iterable[Sealed], pause: Halt) -> list[KeptSummary]:
    """Returns the readable summaries of real workshops, from the oldest to the newest."""
    return sorted(_read(sealed, pause), key=_place)


def _read(sealed: Iterable[Sealed], pause: Halt) -> list[KeptSummary]:
    """Reads the summaries in the order of the library."""
    found = []
    for one in kept_of(sealed):
        found.append(KeptSummary(one.workshop, harmless(one.summary)))
        pause()
    return found


def _place(kept: KeptSummary) -> tuple[str, str, str]:
    return kept.summary.date, kept.summary.title, kept.workshop
