"""Ballots: complete once, counted in groups of three, and what an end would show of them.

What a ballot has placed lies in tallies that no release shows until the ballot is first complete.
From then on it lies in those that do, and what is moved shows with the next group.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from workshop.actions.answers import Participant, stage_kind
from workshop.rules.stage_settings import StageSettings, hides_votes
from workshop.rules.votes import (
    COMPLETE,
    DEVICES,
    EMPTY,
    GROUP,
    GROUPED,
    OUT,
    RELEASES,
    open_item,
    settings_of_vote,
    shows_group,
)
from workshop.storage.counts import Count
from workshop.storage.keyring import Keys, device_of
from workshop.storage.state import stage_of
from workshop.storage.transaction import Tx


@dataclass(frozen=True)
class Marks:
    """The marks of a device's ballot in the current round."""

    complete: bytes
    group: bytes
    """The mark of a ballot that was first complete since the last release."""
    out: bytes

    @property
    def all(self) -> tuple[bytes, ...]:
        """Returns every mark of the ballot, so that one query finds which are set."""
        return self.complete, self.group, self.out


def marks_of(tx: Tx, who: Participant) -> Marks:
    """The marks of a device's ballot, whether they stand or not."""
    number = tx.state.round
    keys = tx.own.round(number)
    return Marks(
        _complete(keys, device_of(who.secret), number),
        _group(keys, who.secret, number, tx.tally(RELEASES)),
        keys.mark(who.secret, number, OUT),
    )


def ballot_marks(keys: Keys, secret: bytes, number: int, counts: Mapping[str, Count]) -> set[bytes]:
    """All marks that say of a device's ballot, in any group, what has become of it."""
    releases = counts.get(RELEASES, Count()).total
    groups = {_group(keys, secret, number, group) for group in range(releases + 1)}
    return {_complete(keys, device_of(secret), number), keys.mark(secret, number, OUT), *groups}


def _complete(keys: Keys, device: bytes, number: int) -> bytes:
    return keys.mark(device, number, COMPLETE)


def _group(keys: Keys, secret: bytes, number: int, releases: int) -> bytes:
    return keys.mark(secret, number, GROUP, releases)


def open_groups(tx: Tx) -> None:
    """Begins to count ballots in groups, in the current round."""
    tx.count(GROUPED, 1)
    count_devices(tx)


def vote_settings(tx: Tx) -> StageSettings:
    """The settings of the stage in which the voting opened, also while it waits."""
    return settings_of_vote(tx.agenda, stage_of(tx.state, tx.state.vote_round))


def is_grouped(tx: Tx) -> bool:
    """False for a round that an earlier version opened: nothing more of it shows until its end."""
    return bool(tx.tally(GROUPED))


def count_devices(tx: Tx) -> None:
    """Raises the figure of which turnout is told; while people vote it never falls."""
    more = max(tx.context.here, tx.context.known) - tx.tally(DEVICES)
    if more > 0:
        tx.count(DEVICES, more)
        tx.changed = True


def empties(tx: Tx, marks: Marks, standing: set[bytes], by: int) -> None:
    """The last vote of a complete ballot was taken back (1), or it holds one again (-1).

    Without a vote it hides nobody: it does not count among the three of its group.
    """
    if marks.group in standing:
        tx.count(EMPTY, by)
        tx.at_end("votes", _show_group)


def steps_out(tx: Tx, marks: Marks) -> None:
    """Counts a device that has placed no vote among those who are not waited for.

    It stays counted until its ballot is complete, so that no figure tells that it is back.
    """
    tx.add_marks(tx.state.round, [marks.out])
    tx.count(OUT, 1)
    tx.changed = True


def complete(tx: Tx, marks: Marks, standing: set[bytes], placed: dict[str, int]) -> None:
    """Counts a ballot as complete, with what it has placed on each lesson, once and for good."""
    if marks.out in standing:
        tx.drop_marks([marks.out])
        tx.count(OUT, -1)
    for lesson, votes in placed.items():
        tx.count(open_item(lesson), -votes)
        tx.count(lesson, votes)
    tx.add_marks(tx.state.round, [marks.complete, marks.group])
    for item in (COMPLETE, GROUP):
        tx.count(item, 1)
    tx.changed = True
    tx.at_end("votes", _show_group)


def _show_group(tx: Tx) -> None:
    """Shows what has been placed once a group is complete, with all that came in with it.

    As long as it isn't known who is here, nothing but the end shows.
    """
    if not tx.context.whole:
        return
    if stage_kind(tx) != "vote" or tx.state.phase != "open" or _hidden(tx):
        return
    needed, group, empty = tx.context.release_ballots, tx.tally(GROUP), tx.tally(EMPTY)
    if not shows_group(group - empty, _missing(tx), tx.tally(DEVICES), needed):
        return
    tx.release("votes")
    tx.count(RELEASES, 1)
    tx.count(GROUP, -group)
    tx.count(EMPTY, -empty)
    tx.put(bars=True)


def _hidden(tx: Tx) -> bool:
    return hides_votes(vote_settings(tx), tx.state.votes_hidden)


def _missing(tx: Tx) -> int:
    """Counts the devices here that have no complete ballot, or fewer where that can't be known.

    Ballots of devices that have gone are looked for only when it matters.
    """
    at_least = tx.context.here - tx.tally(COMPLETE)
    if at_least < tx.context.release_ballots and tx.context.lately:
        keys = tx.own.round(tx.state.round)
        marks = [_complete(keys, device, tx.state.round) for device in tx.context.lately]
        at_least = max(at_least, len(marks) - len(tx.present(marks)))
    return at_least - tx.tally(OUT)
