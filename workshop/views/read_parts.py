"""Reads the parts of a room that it calls by handles, in the order of these.

The order of the keys would lead to the rows.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any, Protocol, TypeVar

from msgspec.structs import replace
from sqlalchemy import Connection, bindparam, select

from workshop.rules.agenda import Agenda
from workshop.rules.stages import SENDS_LESSONS
from workshop.rules.thresholds import may_reveal
from workshop.storage.bodies import (
    GIVEN_BACK,
    CardWords,
    CheckInWords,
    CommitmentWords,
    LessonWords,
    ReadWords,
    show,
    show_read,
)
from workshop.storage.counts import Count, Counts
from workshop.storage.handles import Handles, RowKey
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.state import FOR_ITSELF, TOOK_PART, LessonPlace
from workshop.storage.workshop_tables import DeskRead, SentLesson
from workshop.views.room_parts import (
    RoomCheckIn,
    RoomCommitment,
    RoomLesson,
    RoomOffer,
    UnreadLesson,
    WaitingCard,
)

T = TypeVar("T")

_READ_OF_ROUND = select(DeskRead.body).where(DeskRead.round == bindparam("round"))
_SENT = select(SentLesson.key, SentLesson.body).where(SentLesson.round == bindparam("round"))
_READ_OF_ROUNDS = select(*DeskRead.__table__.columns).where(
    DeskRead.round.in_(bindparam("rounds", expanding=True))
)


@dataclass(frozen=True)
class OfferedRead:
    """The desk's decisions about offers, by their ids.

    `hidden` are those that the room does not see; why, where the desk has set one aside, else "".
    """

    hidden: dict[bytes, str] = field(default_factory=dict)
    gone: set[bytes] = field(default_factory=set)
    picked: set[bytes] = field(default_factory=set)
    owners: dict[bytes, str] = field(default_factory=dict)


class Words(Protocol):
    """Decrypts the words of a row."""

    def __call__(self, place: str, row: bytes, body: bytes, kind: type[T], /) -> T:
        """Returns the words."""


def state_in_handles(row: Any, handles: Handles) -> SimpleNamespace:
    """Returns the fields of the state, with the handles of the lessons that they name."""
    lessons = {
        name: sorted(handles.named(RowKey(one)) for one in getattr(row, name))
        for name in ("chosen", "cut_tie", "run_off")
    }
    return SimpleNamespace(**{**row.__dict__, **lessons})


def read_lessons(
    rows: Iterable[Any],
    places: Mapping[bytes, LessonPlace],
    handles: Handles,
    words: Words,
) -> tuple[RoomLesson, ...]:
    """Reads the list of lessons."""
    found = [
        RoomLesson(
            handles.of(row.id),
            words("lesson", row.id, row.body, LessonWords),
            handles.of(place.parent),
            place.left_out,
            place.beyond,
        )
        for row, place in ((row, places.get(row.id, FOR_ITSELF)) for row in rows)
    ]
    return tuple(sorted(found, key=lambda one: one.id))


def read_offered(
    rows: Iterable[Any], read: OfferedRead, handles: Handles, words: Words
) -> tuple[tuple[RoomCommitment, ...], tuple[RoomOffer, ...]]:
    """Reads the commitments that the desk has let on, and the offers that it has not."""
    shown: list[RoomCommitment] = []
    waiting: list[RoomOffer] = []
    for row in rows:
        if row.id in read.gone:
            continue
        said = words("commitment", row.id, row.body, CommitmentWords)
        said = replace(said, owner=read.owners.get(row.id, said.owner))
        id_, lesson = handles.of(row.id), handles.of(said.lesson)
        if row.id in read.hidden:
            waiting.append(RoomOffer(id_, lesson, said, read.hidden[row.id]))
        else:
            shown.append(RoomCommitment(id_, lesson, said, row.id in read.picked))
    return (
        tuple(sorted(shown, key=lambda one: one.id)),
        tuple(sorted(waiting, key=lambda one: one.id)),
    )


def what_desk_read(connection: Connection, own: OwnKeys, round_: int) -> ReadWords:
    """Returns what the desk was shown of a round and decided."""
    body = connection.execute(_READ_OF_ROUND, {"round": round_}).scalar()
    if body is None:
        return ReadWords()
    return show_read(own, round_, body)


def waiting_cards(
    cards: Iterable[tuple[Any, CardWords, ReadWords, Mapping[bytes, str]]], own: OwnKeys
) -> tuple[WaitingCard, ...]:
    """Returns cards with what the desk read, and why some are set aside, in an order by chance
    that stays while the desk looks."""
    found = [
        WaitingCard(
            Handles(own.round(row.round)).of(row.key),
            words,
            row.key in read.sensitive,
            why.get(row.key, ""),
            row.key in read.opened,
        )
        for row, words, read, why in cards
    ]
    return tuple(sorted(found, key=lambda card: card.handle))


def count_aside(connection: Connection, own: OwnKeys, rounds: Iterable[int]) -> int:
    """Returns how many things of these rounds the desk has set aside, and has not put back."""
    fates = [why for n in rounds for why in what_desk_read(connection, own, n).fates.values()]
    return sum(why not in GIVEN_BACK for why in fates)


def read_unread(connection: Connection, own: OwnKeys, round_: int) -> tuple[UnreadLesson, ...]:
    """Reads the lessons of a round that the desk has been shown and has not let on."""
    sent = connection.execute(_SENT, {"round": round_}).all()
    read = what_desk_read(connection, own, round_)
    keys = own.round(round_)
    handles = Handles(keys)
    found = [
        UnreadLesson(
            handles.of(row.key),
            show(keys, "lesson", row.key, row.body, LessonWords),
            read.fates.get(row.key, ""),
        )
        for row in sent
        if row.key in read.shown
    ]
    return tuple(sorted(found, key=lambda one: one.handle))


def have_seen_lessons(connection: Connection, own: OwnKeys, rounds: list[int]) -> bool:
    """True if the desk has been shown lessons of any of these rounds."""
    rows = connection.execute(_READ_OF_ROUNDS, {"rounds": rounds}).all() if rounds else []
    reads = [show_read(own, row.round, row.body) for row in rows]
    return any(read.at_desk or read.decided for read in reads)


def read_offers(connection: Connection, own: OwnKeys, rounds: list[int]) -> OfferedRead:
    """Reads the desk's decisions about the offers in these rounds."""
    found = OfferedRead()
    for row in connection.execute(_READ_OF_ROUNDS, {"rounds": rounds}).all():
        read = show_read(own, row.round, row.body)
        found.hidden.update({id_: read.fates.get(id_, "") for id_ in read.shown})
        found.gone.update(read.gone)
        found.picked.update(read.picked)
        found.owners.update(read.owners)
    return found


def read_check_ins(rows: Iterable[Any], keys: Keys) -> tuple[RoomCheckIn, ...]:
    """Reads the check-ins that wait, in an order that tells nothing."""
    found = [show(keys, "check_in", row.key, row.body, CheckInWords) for row in rows]
    read = [RoomCheckIn(one.sent.hex(), one.text) for one in found]
    return tuple(sorted(read, key=lambda one: one.handle))


def waits(round_: Any, agenda: Agenda) -> bool:
    """True if the cards of a round of writing have neither been revealed nor gone back."""
    return agenda.kind_of(round_.stage) == "write" and not round_.settled


def rounds_enough(tallies: Mapping[int, Counts]) -> list[int]:
    """Returns the rounds in which enough took part for anything to be shown, to the desk too."""
    return [
        number
        for number, counts in tallies.items()
        if may_reveal(counts.get(TOOK_PART, Count()).total)
    ]


def takes_lessons(rounds: Iterable[Any], agenda: Agenda) -> bool:
    """True if lessons from phones may wait, as a round in which they are sent has not ended."""
    return any(agenda.kind_of(one.stage) in SENDS_LESSONS and not one.spent for one in rounds)
