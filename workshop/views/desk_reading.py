"""Reads what waits for the desk, which sees it before the room does or alone, and how much waits.

An offer that waits is a row among the commitments; only what the desk decided of it is read here.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar

from sqlalchemy import Connection, bindparam, select

from workshop.rules.agenda import Agenda, StageKind
from workshop.rules.stages import READING, SENDS_CARDS, SENDS_LESSONS, looked_through
from workshop.storage.bodies import (
    GIVEN_BACK,
    CardWords,
    CheckInWords,
    LessonWords,
    ReadWords,
    show,
    show_read,
)
from workshop.storage.handles import Handles
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.workshop_tables import Card, CheckIn, DeskRead, SentLesson
from workshop.views.room_parts import RoomCheckIn, UnreadLesson, WaitingCard, Waits

T = TypeVar("T")

# Built once: building a statement costs more than running it.
_READ_OF_ROUND = select(DeskRead.body).where(DeskRead.round == bindparam("round"))
_SENT = select(SentLesson.key, SentLesson.body).where(SentLesson.round == bindparam("round"))
_WAITING = select(Card.key, Card.body).where(Card.round == bindparam("round"))
_WAITING_KEYS = select(Card.key).where(Card.round == bindparam("round"))
_CHECK_INS = select(*CheckIn.__table__.columns)


class Words(Protocol):
    """Decrypts the words of a row, once; `own` are the keys under one of which they lie, if not
    under the workshop's."""

    def __call__(
        self, place: str, row: bytes, body: bytes, kind: type[T], own: Sequence[Keys] = (), /
    ) -> T:
        """Returns the words."""


@dataclass(frozen=True)
class OfferedRead:
    """The desk's decisions about offers, by their ids.

    `hidden` are those that the room does not see; why, where the desk has set one aside, else "".
    """

    hidden: dict[bytes, str] = field(default_factory=dict)
    gone: set[bytes] = field(default_factory=set)
    picked: set[bytes] = field(default_factory=set)
    owners: dict[bytes, str] = field(default_factory=dict)


class DeskReading:
    """One reading of what waits, within a transaction; `words` decrypts a row."""

    def __init__(self, connection: Connection, own: OwnKeys, words: Words) -> None:
        self._connection = connection
        self._own = own
        self._words = words
        self._reads: dict[int, ReadWords] = {}

    def cards(self, state: Any, kind: StageKind | None, agenda: Agenda) -> tuple[WaitingCard, ...]:
        """Reads the cards that the desk reads in a stage of this kind."""
        if kind == "write" and state.live_wall:
            return self._at_wall(state.round)
        if kind == "ask_how" and state.phase == READING:
            return _in_order(self._looked_through(state.round))
        if kind != "look_through":
            return ()
        rounds = [row.n for row in state.rounds if _waits(row, agenda)]
        return _in_order(card for number in rounds for card in self._looked_through(number))

    def waits(self, rounds: Iterable[Any], agenda: Agenda) -> Waits:
        """Counts what waits for its reveal in these rounds."""
        waiting = [row for row in rounds if _waits(row, agenda)]
        kinds = [stage.kind for stage in agenda.stages]
        over = [row for row in waiting if row.spent]
        cards = {row.n: self._not_aside(row.n) for row in over}
        looked = [row.n for row in over if looked_through(kinds, agenda.place(row.stage) or 0)]
        enough = [row for row in waiting if not row.given_back]
        return Waits(
            few=tuple(row.stage for row in waiting if row.given_back and not row.spent),
            anything=bool(enough or any(cards.values())),
            cards=sum(map(len, cards.values())),
            unread=sum(len(cards[n].difference(self._read_of(n).opened)) for n in looked),
            grows=tuple(row.stage for row in enough if not row.spent),
        )

    def cards_aside(self, rounds: Iterable[Any], stage: str, agenda: Agenda) -> int:
        """Returns how many cards the desk has set aside, and has not put back; 0 but in the
        finish."""
        if agenda.kind_of(stage) != "finish":
            return 0
        wrote = [row.n for row in rounds if agenda.kind_of(row.stage) in SENDS_CARDS]
        fates = [why for n in wrote for why in self._read_of(n).fates.values()]
        return sum(why not in GIVEN_BACK for why in fates)

    def lessons(self, kind: StageKind | None, round_: int) -> tuple[UnreadLesson, ...]:
        """Reads the lessons from phones that the desk has been shown and has not let on."""
        if kind not in SENDS_LESSONS:
            return ()
        sent = self._connection.execute(_SENT, {"round": round_}).all()
        read = self._read_of(round_)
        keys = self._own.round(round_)
        handles, own = Handles(keys), (keys,)
        shown, fate = read.shown, read.fates.get
        found = [
            UnreadLesson(
                handles.of(key), self._words("lesson", key, body, LessonWords, own), fate(key, "")
            )
            for key, body in sent
            if key in shown
        ]
        return tuple(sorted(found, key=lambda one: one.handle))

    def undecided_lists(self, rounds: Iterable[Any], state: Any) -> frozenset[int]:
        """Returns the rounds of lists that the room has left, of which the desk was shown all and
        has not decided about all."""
        left = [row.n for row in rounds if row.n != state.round and not row.spent]
        return frozenset(n for n in left if n in state.read_lists and self._read_of(n).undecided)

    def offers(self, rounds: list[int]) -> OfferedRead:
        """Reads the desk's decisions about the offers in these rounds."""
        found = OfferedRead()
        for read in map(self._read_of, rounds):
            found.hidden.update({id_: read.fates.get(id_, "") for id_ in read.shown})
            found.gone.update(read.gone)
            found.picked.update(read.picked)
            found.owners.update(read.owners)
        return found

    def check_ins(self) -> tuple[RoomCheckIn, ...]:
        """Reads the check-ins that wait, in an order that tells nothing."""
        keys, rows = self._own.of("check_in"), self._connection.execute(_CHECK_INS).all()
        found = [show(keys, "check_in", row.key, row.body, CheckInWords) for row in rows]
        read = [RoomCheckIn(one.sent.hex(), one.text) for one in found]
        return tuple(sorted(read, key=lambda one: one.handle))

    def _looked_through(self, number: int) -> Iterator[WaitingCard]:
        """Reads the cards of a round that wait for its reveal."""
        read = self._read_of(number)
        return self._cards(number, lambda key: key not in read.fates, read.aside)

    def _at_wall(self, number: int) -> tuple[WaitingCard, ...]:
        """Reads the cards that go up on the live wall once the desk has read them."""
        read = self._read_of(number)
        if not read.shown:
            return ()
        return _in_order(self._cards(number, read.shown.__contains__, read.fates))

    def _cards(
        self, number: int, waits: Callable[[bytes], bool], why: Mapping[bytes, str]
    ) -> Iterator[WaitingCard]:
        """Reads the cards of a round that wait, with what the desk read, and why some are set
        aside."""
        read, keys = self._read_of(number), self._own.round(number)
        handles, own = Handles(keys), (keys,)
        opened, sensitive = {*read.opened}, {*read.sensitive}
        for key, body in self._connection.execute(_WAITING, {"round": number}).all():
            if waits(key):
                yield WaitingCard(
                    handles.of(key),
                    self._words("card", key, body, CardWords, own),
                    key in sensitive,
                    why.get(key, ""),
                    key in opened,
                    key in read.picked,
                )

    def _not_aside(self, number: int) -> set[bytes]:
        """Returns the cards of a round that wait and are not set aside, by their keys."""
        read = self._read_of(number)
        rows = self._connection.execute(_WAITING_KEYS, {"round": number}).all()
        return {key for (key,) in rows} - read.fates.keys() - read.aside.keys()

    def _read_of(self, round_: int) -> ReadWords:
        """Returns what the desk was shown of a round and decided, decrypted once."""
        if round_ not in self._reads:
            body = self._connection.execute(_READ_OF_ROUND, {"round": round_}).scalar()
            known = ReadWords() if body is None else show_read(self._own, round_, body)
            self._reads[round_] = known
        return self._reads[round_]


def _in_order(cards: Iterable[WaitingCard]) -> tuple[WaitingCard, ...]:
    """Returns cards in an order by chance that stays while the desk looks."""
    return tuple(sorted(cards, key=lambda card: card.handle))


def takes_lessons(rounds: Iterable[Any], agenda: Agenda) -> bool:
    """True if lessons from phones may wait, as a round in which they are sent has not ended."""
    return any(agenda.kind_of(one.stage) in SENDS_LESSONS and not one.spent for one in rounds)


def _waits(round_: Any, agenda: Agenda) -> bool:
    """True if the cards of a round of writing have neither been revealed nor gone back."""
    return agenda.kind_of(round_.stage) == "write" and not round_.settled
