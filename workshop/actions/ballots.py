"""Ballots: the groups of devices behind whose votes the bars move.

Every vote is in its lesson's tally as soon as it is placed. A device is in the group that is not
full if one of the votes it has placed was first placed in that group: then its ballot is another
one than before the group, whatever else it moves. When the group is full, screens show the tallies
as they stood when the group before it was full.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.actions.answers import Participant, stage_kind
from workshop.rules.stage_settings import StageSettings, hides_votes
from workshop.rules.votes import (
    BALLOTS,
    BARS_REST,
    BUDGETS,
    COMPLETE,
    DEVICES,
    EMPTY,
    FEW_DEVICES,
    GROUP,
    GROUPS,
    OUT,
    group_size,
    settings_of_vote,
)
from workshop.storage.counts import Count
from workshop.storage.keyring import Keys
from workshop.storage.transaction import Tx


@dataclass(frozen=True)
class Marks:
    """The marks of a device's ballot in the current round, one for each vote but for the last."""

    cast: list[bytes]
    """Set from the moment at which the vote is first placed."""
    back: list[bytes]
    """Set while a vote that was placed is taken back."""
    fresh: list[bytes]
    """Set if the vote was first placed in the group that is not full."""
    out: bytes

    @property
    def all(self) -> list[bytes]:
        """Returns every mark of the ballot, so that one query finds which are set."""
        return [*self.cast, *self.back, *self.fresh, self.out]


def marks_of(tx: Tx, who: Participant, votes: int) -> Marks:
    """The marks of the ballot of a device that has so many votes, whether they stand or not."""
    number, keys = tx.state.round, tx.own.round(tx.state.round)
    return _marks(keys, who.secret, number, votes, tx.tally(GROUPS))


def _marks(keys: Keys, secret: bytes, number: int, votes: int, group: int) -> Marks:
    places = range(1, votes + 1)
    return Marks(
        [keys.mark(secret, number, "budget", i) for i in places],
        [keys.mark(secret, number, "back", i) for i in places],
        [keys.mark(secret, number, GROUP, group, i) for i in places],
        keys.mark(secret, number, OUT),
    )


def ballot_marks(keys: Keys, secret: bytes, number: int, counts: Mapping[str, Count]) -> set[bytes]:
    """All marks that say what has become of a device's votes, beside those that they were cast."""
    groups = range(counts.get(GROUPS, Count()).total + 1)
    marks = [_marks(keys, secret, number, max(BUDGETS), group) for group in groups]
    return {one for own in marks for one in (*own.back, *own.fresh, own.out)}


def open_groups(tx: Tx) -> None:
    """Begins to count devices in groups, in the current round."""
    tx.count(GROUPS, 1)
    count_devices(tx)


def vote_settings(tx: Tx) -> StageSettings:
    """The settings of the stage in which the room votes."""
    return settings_of_vote(tx.agenda)


def size_of_group(tx: Tx) -> int:
    """Returns how many devices a group has in the current round, and how many the end needs."""
    return group_size(tx.tally(DEVICES))


def count_devices(tx: Tx) -> None:
    """Raises the figure of which turnout is told; while people vote it never falls."""
    voters = tx.context.voters
    there = voters.of(tx.state.round) if voters else tx.context.here
    more = max(there, tx.tally(BALLOTS)) - tx.tally(DEVICES)
    if more > 0:
        tx.count(DEVICES, more)
        tx.changed = True


def steps_out(tx: Tx, marks: Marks) -> None:
    """Counts a device that has had enough among those that are not waited for.

    It stays counted until it has placed all its votes, so that no figure tells that it is back.
    """
    tx.add_marks(tx.state.round, [marks.out])
    tx.count(OUT, 1)
    tx.changed = True


def count_ballot(tx: Tx, marks: Marks, standing: set[bytes], before: int, after: int) -> None:
    """Counts what has become of a ballot that held `before` votes and holds `after` now."""
    first = [i for i in range(before, after) if marks.cast[i] not in standing]
    tx.add_marks(tx.state.round, [m[i] for i in first for m in (marks.cast, marks.fresh)])
    tx.add_marks(tx.state.round, [marks.back[i] for i in range(after, before)])
    again = [marks.back[i] for i in range(before, after) if i not in first]
    if again:
        tx.drop_marks(again)
    fresh = {i for i, mark in enumerate(marks.fresh) if mark in standing}
    was, now = bool(fresh & {*range(before)}), bool((fresh | {*first}) & {*range(after)})
    tx.count(GROUP, now - was)
    tx.count(EMPTY, (not after) - (not before and marks.cast[0] in standing))
    _count_first(tx, marks, standing, first)
    count_devices(tx)
    tx.at_end("votes", _move_bars)


def _count_first(tx: Tx, marks: Marks, standing: set[bytes], first: list[int]) -> None:
    """Counts a device once it has placed a vote, and once it has placed all of them, for good."""
    if 0 in first:
        tx.count(BALLOTS, 1)
    if len(marks.cast) - 1 in first:
        tx.count(COMPLETE, 1)
        if marks.out in standing:
            tx.drop_marks([marks.out])
            tx.count(OUT, -1)
    tx.changed |= 0 in first or len(marks.cast) - 1 in first


def begin_vote_group(tx: Tx, number: int) -> None:
    """Begins the group that is not full anew, as votes in it have left the ballot with a lesson.

    What was to be shown next may differ by those votes alone, and is shown with the group after.
    """
    if tx.tally(GROUPS, number):
        tx.count(GROUPS, 1, number)
        tx.count(GROUP, -tx.tally(GROUP, number), number)
        tx.show_same_next(number)


def _move_bars(tx: Tx) -> None:
    """Moves the bars once a group is full, with all that came in with it.

    As long as it isn't known who is here, nothing but the end shows; nor beside an earlier result,
    from which bars could be told apart.
    """
    if not tx.context.whole:
        return
    if stage_kind(tx) != "vote" or tx.state.phase != "open" or _hidden(tx):
        return
    if tx.context.show_each_vote:
        tx.release("votes")
        tx.put(bars=True)
    elif tx.state.vote_before:
        return
    elif tx.tally(DEVICES) >= FEW_DEVICES and tx.tally(GROUP) >= size_of_group(tx) and _rested(tx):
        _end_group(tx)


def _rested(tx: Tx) -> bool:
    """True if bars may move again; also after a clock that was set back."""
    return not 0 <= tx.context.now - tx.memory.bars_moved < BARS_REST


def _end_group(tx: Tx) -> None:
    if tx.tally(GROUPS) > 1:
        tx.put(bars=True)
        tx.changed = True
    tx.show_next(tx.state.round)
    tx.count(GROUPS, 1)
    tx.count(GROUP, -tx.tally(GROUP))
    tx.memory.bars_moved = tx.context.now


def _hidden(tx: Tx) -> bool:
    return hides_votes(vote_settings(tx), tx.state.votes_hidden)
