"""The order that an agenda needs to work: where its stages may stand."""

from collections.abc import Iterator, Sequence
from typing import cast

from workshop.rules.agenda import Stage, StageKind
from workshop.rules.agenda_faults import Fault, FaultCode
from workshop.rules.kinds import KINDS, WRITES, kinds_that

ONCE = kinds_that(lambda kind: kind.once)
NEEDS = {kind: one.needs for kind, one in KINDS.items() if one.needs}
VOTES = 1
"""A room votes once; an earlier version let an agenda have several votes, and one that has them
already keeps them."""
MOST_STORIES = 2


def order_faults(stages: Sequence[Stage], votes: int = VOTES) -> list[Fault]:
    """Why a workshop could not be led by these stages; nothing when it could. `votes` is how often
    "vote" may stand."""
    kinds = [stage.kind for stage in stages]
    return [*_ends(kinds), *_too_often(kinds, votes), *_needs(kinds), *_walls(stages)]


def _ends(kinds: Sequence[str]) -> Iterator[Fault]:
    if kinds and kinds[0] != "arrive":
        yield Fault(1, "", "first")
    if kinds and kinds[-1] != "finish":
        yield Fault(len(kinds), "", "last")


def _too_often(kinds: Sequence[str], votes: int) -> Iterator[Fault]:
    for i, kind in enumerate(kinds):
        before = kinds[:i].count(kind)
        if (kind in ONCE and before) or (kind == "vote" and before >= votes):
            yield Fault(i + 1, "", "only_once", {"kind": kind})
        if kind == "story" and kinds[:i].count("story") == MOST_STORIES:
            yield Fault(i + 1, "", "at_most_twice")


def _needs(kinds: Sequence[StageKind]) -> Iterator[Fault]:
    for i, kind in enumerate(kinds):
        before, after = kinds[:i], kinds[i + 1 :]
        if kind in NEEDS and NEEDS[kind].isdisjoint(before):
            # Each kind that needs another one has a fault of its own name.
            yield Fault(i + 1, "", cast(FaultCode, kind))
        if kind == "look_through":
            yield from _look_through(i + 1, before, after)


def _look_through(n: int, before: Sequence[str], after: Sequence[str]) -> Iterator[Fault]:
    """Leaving "write" without a reveal to come, the cards are shown to the room at once."""
    cards = [kind for kind in before if kind in {"write", "reveal"}]
    if "write" not in cards:
        yield Fault(n, "", "look_through")
    elif cards[-1] == "reveal" or "reveal" not in after:
        yield Fault(n, "", "look_late")


def _walls(stages: Sequence[Stage]) -> Iterator[Fault]:
    """One order of the cards holds for the whole workshop, so what waits cannot be mixed."""
    writing = [(i, stage.settings.cards) for i, stage in enumerate(stages) if stage.kind == "write"]
    for i, cards in writing[1:]:
        if cards != writing[0][1]:
            yield Fault(i + 1, "cards", "walls")


def shows_live(stages: Sequence[Stage], workshop: bool) -> bool:
    """Whether cards appear as they come: what the stages of writing say, else the workshop."""
    chosen = {stage.settings.cards for stage in stages if stage.kind == "write"} - {None}
    return "live" in chosen if chosen else workshop


def rules_at_arrival(kinds: Sequence[str]) -> bool:
    """True if the arrival shows the rules, as no stage of theirs comes before anybody writes."""
    before = next((kinds[:i] for i, kind in enumerate(kinds) if kind in WRITES), kinds)
    return "ground_rules" not in before
