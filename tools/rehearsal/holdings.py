"""The holdings of a workshop: read from its file, or from what a fresh desk is shown."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from tools.rehearsal.promises import Holdings, Thing
from workshop.rules.lessons import is_kept
from workshop.rules.thresholds import OF_WRITING, is_hiding
from workshop.rules.votes import COMPLETE, DEVICES, EMPTY, GROUP, GROUPS, OUT
from workshop.views import Room

HeldOffer = tuple[str, str, str, str]
"""A commitment as (id, when, will, owner)."""


_BALLOTS = {COMPLETE, DEVICES, OUT, EMPTY, GROUP, GROUPS}
"""Counts of devices that vote: they depend on who was there when, which nobody promised."""


def held_by(room: Room) -> Holdings:
    """All that stands in a workshop's file."""
    offers = [(one.id, one.words.when, one.words.will, one.words.owner) for one in room.commitments]
    things = Counter[Thing](
        ("card", card.words.happened, card.words.learned) for card in room.cards
    )
    things.update(("lesson", lesson.words.text) for lesson in room.lessons)
    things.update(_offered(offers))
    things[("turn",)] = room.state.turn
    for (round_, item), total in room.counts.items():
        # What is marked is promised to no count, nor is how many were here or wrote, nor who hides
        # whom.
        if item in _BALLOTS | OF_WRITING or is_hiding(item) or is_kept(item):
            continue
        # A phone says "story" of either story; they have rounds of their own.
        things["tally", round_, item.replace(":story2", ":story")] = total
    return Holdings(things, _words(offers))


def held_by_desk(entries: Mapping[str, Any], vote_round: int) -> Holdings:
    """All that a desk is shown; of the tallies only the votes of that round, once it has ended."""
    offers = [
        (one["id"], one["when"], one["will"], one["owner"]) for one in _all(entries, "commitments")
    ]
    things = Counter[Thing](
        ("card", card["happened"], card["learned"]) for card in _all(entries, "cards")
    )
    things.update(("lesson", lesson["text"]) for lesson in _all(entries, "lessons"))
    things.update(_offered(offers))
    things[("turn",)] = entries["now"]["turn"]
    for lesson in _all(entries, "lessons"):
        things["tally", vote_round, lesson["id"]] = lesson["votes"] or 0
    if vote_round:
        things["tally", vote_round, "ballots"] = entries["desk"]["ballots"]
    return Holdings(things, _words(offers), frozenset({vote_round}))


def _all(entries: Mapping[str, Any], prefix: str) -> Iterator[Any]:
    return (value for path, value in entries.items() if path.startswith(f"{prefix}/"))


def _offered(offers: Iterable[HeldOffer]) -> Iterator[Thing]:
    for _, when, will, owner in offers:
        yield ("commitment", when, will)
        if owner:
            yield ("owner", when, will, owner)


def _words(offers: Iterable[HeldOffer]) -> dict[str, tuple[str, str]]:
    return {id_: (when, will) for id_, when, will, _ in offers}
