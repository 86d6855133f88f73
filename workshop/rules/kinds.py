"""The kinds of stages: one record for each, which rules and screens read.

The words that the room and the desk read in a stage are in `rules.agenda`, with the agendas that
use them; what may follow what beyond `needs`, as for looking through, is in `rules.agenda_faults`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workshop.rules.agenda import StageKind
from workshop.rules.agenda import message as _


@dataclass(frozen=True, kw_only=True)
class Kind:
    """A kind of stage."""

    name: str
    """The name of the stage where an agenda gives it none of its own."""
    least: int
    """The fewest minutes that an offer to save time leaves to it: with less, it is not worth its
    beginning. Looking through protects people and is never hurried."""
    once: bool = False
    """True if an agenda has the kind at most once."""
    needs: frozenset[StageKind] = frozenset()
    """Kinds of which one must come before this one; empty for none."""
    collects: bool = False
    """True if devices leave marks or words in the stage: it opens a round."""
    writes: bool = False
    """True if people write in the stage."""
    lingers: bool = False
    """True if the stage's minutes are given up only when nothing else can be: people who think
    slowly need them to write, to move votes, to word a promise, and to hear what is kept."""
    gains: bool = False
    """True if a room gains by more time in the stage."""


KINDS: Mapping[StageKind, Kind] = {
    "arrive": Kind(name=_("Arrive"), least=2, once=True),
    "ground_rules": Kind(name=_("Ground rules"), least=1, once=True, collects=True),
    "follow_up": Kind(name=_("Follow-up"), least=6, once=True),
    "go_first": Kind(name=_("Leader's story"), least=2, once=True),
    "story": Kind(name=_("Story"), least=4, collects=True),
    "write": Kind(name=_("Write"), least=4, collects=True, writes=True, lingers=True),
    "look_through": Kind(name=_("Look through"), least=2),
    "reveal": Kind(
        name=_("Reveal"), least=4, needs=frozenset({"write"}), collects=True, gains=True
    ),
    "talk": Kind(name=_("Talk"), least=3, collects=True, gains=True),
    "break": Kind(name=_("Break"), least=3),
    "lessons": Kind(name=_("Lessons"), least=3, collects=True, writes=True, gains=True),
    "vote": Kind(
        name=_("Vote"),
        least=2,
        needs=frozenset({"story", "write", "lessons"}),
        collects=True,
        lingers=True,
    ),
    "commit": Kind(
        name=_("Commit"),
        least=4,
        needs=frozenset({"vote"}),
        collects=True,
        writes=True,
        lingers=True,
        gains=True,
    ),
    "finish": Kind(name=_("Finish"), least=2, once=True, collects=True, lingers=True),
}


def kinds_that(hold: Callable[[Kind], bool]) -> frozenset[StageKind]:
    """Returns the kinds for which something holds."""
    return frozenset(kind for kind, one in KINDS.items() if hold(one))


KIND_NAMES: Mapping[StageKind, str] = {kind: one.name for kind, one in KINDS.items()}
COLLECTS = kinds_that(lambda kind: kind.collects)
"""The stages in which devices leave marks or words: each opens a round."""
WRITES = kinds_that(lambda kind: kind.writes)
"""The stages in which people write."""
SENDS_LESSONS: frozenset[StageKind] = frozenset({"talk", "lessons"})
"""The stages in which phones send lessons."""
