"""Reads all that may be seen of a workshop by somebody, in one transaction.

Only what is released is read: a card that waits, a vote not yet shown, is not here. The one
exception is the desk's look-through, which reads what waits while that stage is current.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

from sqlalchemy import Connection, bindparam, select

from workshop.protocol.story import Story
from workshop.rules.agenda import Agenda, StageKind
from workshop.rules.stages import SENDS_LESSONS, begun, looked_through
from workshop.rules.thresholds import hide_each_other
from workshop.storage.bodies import (
    CardWords,
    CarriedWords,
    LeaderWords,
    WifiWords,
    card_place,
    card_row,
    carried_row,
    count_authors,
    show,
)
from workshop.storage.counts import all_counts
from workshop.storage.handles import handles_of
from workshop.storage.keyring import Keys, OwnKeys, first_to_open
from workshop.storage.read_cache import ReadCache
from workshop.storage.state import PLACES, collects, read_agenda, read_state, round_of
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import (
    Card,
    Carried,
    CheckIn,
    Commitment,
    Lesson,
    OpenCard,
    State,
)
from workshop.storage.workshops import StoredWorkshop
from workshop.views.read_parts import (
    OfferedRead,
    count_aside,
    have_seen_lessons,
    read_check_ins,
    read_lessons,
    read_offered,
    read_offers,
    read_unread,
    rounds_enough,
    state_in_handles,
    takes_lessons,
    waiting_cards,
    waits,
    what_desk_read,
)
from workshop.views.room import Room
from workshop.views.room_parts import (
    RoomCard,
    RoomCarried,
    RoomCommitment,
    RoomOffer,
    RoomWifi,
    UnreadLesson,
    WaitingCard,
    Waits,
)
from workshop.views.wifi import room_wifi

T = TypeVar("T")
_MAYBE_STORY: Any = Story | None
_MAYBE_WIFI: Any = WifiWords | None

# Built once: building a statement costs more than running it.
_HIDDEN = select(*(getattr(State, name) for name in PLACES))
_OPEN_CARDS = select(*OpenCard.__table__.columns)
_WAITING = select(*Card.__table__.columns).where(
    Card.round.in_(bindparam("rounds", expanding=True))
)
_LESSONS = select(*Lesson.__table__.columns)
_COMMITMENTS = select(*Commitment.__table__.columns)
_CARRIED = select(*Carried.__table__.columns).order_by(Carried.n)
_CHECK_INS = select(*CheckIn.__table__.columns)


def read_room(stored: StoredWorkshop) -> Room:
    """Reads a workshop. For the database thread."""
    with stored.read() as connection:
        return Reading(stored, connection, read_state(connection, stored.keys, stored.cache)).room()


def room_in(tx: Tx) -> Room:
    """Reads a workshop as a transaction has left it so far."""
    cache = tx.cache if tx.unchanged else ReadCache()
    return Reading(_InTx(tx.keys, tx.own, {}, cache), tx.connection, tx.state).room()


@dataclass(frozen=True)
class _InTx:
    """A stored workshop as a transaction knows it."""

    keys: Keys
    own: OwnKeys
    shown: dict[bytes, Any]
    cache: ReadCache = field(default_factory=ReadCache)
    rev: int = 0


class Reading:
    """One reading of a stored workshop, within a transaction."""

    def __init__(self, stored: StoredWorkshop | _InTx, connection: Connection, state: Any) -> None:
        self._stored = stored
        self._connection = connection
        self._state = state
        self._handles = handles_of(stored.keys, old=state.old_handles)

    def room(self) -> Room:
        """Reads the whole room. Where nobody has done more than vote or tap, only what was counted
        is read again."""
        tallies = all_counts(self._connection, self._stored.own, self._stored.cache)
        enough = rounds_enough(tallies)
        room = self._stored.cache.once("room", lambda: self._uncounted(enough), *enough)
        named = {
            (n, self._handles.item(item)): count
            for n, counts in tallies.items()
            for item, count in counts.items()
        }
        return replace(
            room,
            rev=self._stored.rev,
            released={place: count.released for place, count in named.items()},
            counts={place: count.total for place, count in named.items()},
            derived={},
            uncounted=room,
        )

    def _uncounted(self, enough: list[int]) -> Room:
        """Reads all but what was counted; in the rounds that are given, enough have taken part."""
        state, hidden = state_in_handles(self._state, self._handles), self._rows(_HIDDEN)[0]
        agenda = read_agenda(state.agenda)
        rounds = state.rounds
        commitments, offers = self._offered(rounds, agenda)
        return Room(
            state=state,
            rev=0,
            agenda=agenda,
            story=self._words("story", b"", hidden.story, Story),
            second_story=self._words("second_story", b"", hidden.second_story, _MAYBE_STORY),
            leader=self._words("leader", b"", hidden.leader, LeaderWords),
            collecting=collects(state, state.round),
            cards=self._cards(state.live_wall),
            waiting=self._on_desk(state, agenda.kind_of(state.stage), enough),
            lessons=read_lessons(self._rows(_LESSONS), state.lessons, self._handles, self._words),
            commitments=commitments,
            carried=self._carried(),
            released={},
            counts={},
            rounds=tuple(row.stage for row in rounds),
            given_back=tuple(row.n for row in rounds if row.given_back),
            few_wrote=tuple(row.n for row in rounds if row.few_wrote),
            writing=round_of(state, state.round),
            waits=self._waits([row for row in rounds if waits(row, agenda)], enough, agenda),
            wifi=self._wifi(state.wifi, hidden.wifi_password),
            check_ins=read_check_ins(self._rows(_CHECK_INS), self._stored.own.of("check_in")),
            unread=self._unread(agenda.kind_of(state.stage), state.round),
            lessons_seen=self._lessons_seen(rounds, state, agenda),
            offers=offers,
            takes_lessons=takes_lessons(rounds, agenda),
            cards_aside=self._cards_aside(agenda, state.stage, rounds),
            begun=begun(state.stage, state.took, [row.stage for row in rounds]),
        )

    def _rows(self, statement: Any, **values: Any) -> list[Any]:
        return list(self._connection.execute(statement, values).all())

    def _card(self, row: Any) -> CardWords:
        """Reads the words of a card that waits."""
        keys = (self._stored.own.round(row.round),)
        return self._words("card", row.key, row.body, CardWords, keys)

    def _words(
        self, place: str, row: bytes, body: bytes, kind: type[T], own: Sequence[Keys] = ()
    ) -> T:
        found: T | None = self._stored.shown.get(body)
        if found is None:
            found = first_to_open(
                own or (self._stored.keys,), lambda keys: show(keys, place, row, body, kind)
            )
            self._stored.shown[body] = found
        return found

    def _wifi(self, name: str, body: bytes) -> RoomWifi | None:
        # The same password is encrypted the same way, whatever network it is for.
        place = b"wifi %b %b" % (name.encode(), body)
        if name and place not in self._stored.shown:
            words = self._words("wifi", b"", body, _MAYBE_WIFI)
            self._stored.shown[place] = room_wifi(name, words)
        return self._stored.shown.get(place)

    def _cards(self, live_wall: bool) -> tuple[RoomCard, ...]:
        rows, flags = self._rows(_OPEN_CARDS), self._state.cards
        rows.sort(key=lambda row: card_place(self._stored.keys, live_wall, row.round, row.n))
        return tuple(
            RoomCard(
                row.n,
                row.round,
                self._words("open_card", card_row(row.n), row.body, CardWords),
                row.n in flags.sensitive,
                row.n in flags.off,
                row.n in flags.asked,
                row.n in flags.shown,
            )
            for row in rows
        )

    def _on_desk(
        self, state: Any, kind: StageKind | None, enough: list[int]
    ) -> tuple[WaitingCard, ...]:
        if kind == "write" and state.live_wall:
            return self._at_wall(state.round)
        return self._waiting(enough) if kind == "look_through" else ()

    def _waiting(self, rounds: list[int]) -> tuple[WaitingCard, ...]:
        """Reads the cards that wait; where fewer than three devices wrote, only those whose writers
        agreed."""
        found = [(row, self._card(row)) for row in self._rows(_WAITING, rounds=rounds)]
        of_each = {n: [words for row, words in found if row.round == n] for n in rounds}
        many = {n for n in rounds if hide_each_other(count_authors(of_each[n]))}
        reads = {n: what_desk_read(self._connection, self._stored.own, n) for n in rounds}
        shown = (
            (row, words, reads[row.round], reads[row.round].aside)
            for row, words in found
            if (row.round in many or words.show_few) and row.key not in reads[row.round].fates
        )
        return waiting_cards(shown, self._stored.own)

    def _at_wall(self, number: int) -> tuple[WaitingCard, ...]:
        """Reads the cards that go up on the live wall once the desk has read them."""
        read = what_desk_read(self._connection, self._stored.own, number)
        rows = self._rows(_WAITING, rounds=[number]) if read.shown else []
        shown = ((row, self._card(row), read, read.fates) for row in rows if row.key in read.shown)
        return waiting_cards(shown, self._stored.own)

    def _waits(self, rounds: list[Any], enough: list[int], agenda: Agenda) -> Waits:
        """Counts what waits in these rounds, none of which was revealed."""
        kinds = [stage.kind for stage in agenda.stages]
        over = [row for row in rounds if row.spent and row.n in enough]
        looked = [row.n for row in over if looked_through(kinds, agenda.place(row.stage) or 0)]
        return Waits(
            few=tuple(row.stage for row in rounds if row.n not in enough),
            anything=any(row.n in enough for row in rounds),
            cards=len(self._not_aside([row.n for row in over])),
            unread=sum(not card.read for card in self._not_aside(looked)),
            grows=len(over) < sum(row.n in enough for row in rounds),
        )

    def _not_aside(self, rounds: list[int]) -> list[WaitingCard]:
        return [card for card in self._waiting(rounds) if not card.aside] if rounds else []

    def _cards_aside(self, agenda: Agenda, stage: str, rounds: list[Any]) -> int:
        if agenda.kind_of(stage) != "finish":
            return 0
        wrote = [row.n for row in rounds if agenda.kind_of(row.stage) == "write"]
        return count_aside(self._connection, self._stored.own, wrote)

    def _unread(self, kind: StageKind | None, round_: int) -> tuple[UnreadLesson, ...]:
        """Reads the lessons from phones, once the room collects them: those sent in a talk wait."""
        if kind != "lessons":
            return ()
        return read_unread(self._connection, self._stored.own, round_)

    def _lessons_seen(self, rounds: list[Any], state: Any, agenda: Agenda) -> bool:
        unseen = {*state.cleared}
        if agenda.kind_of(state.stage) == "talk":
            unseen.add(state.round)  # what is ready for the desk waits for the lessons' stage
        sent = [row.n for row in rounds if agenda.kind_of(row.stage) in SENDS_LESSONS]
        others = [n for n in sent if n not in unseen]
        return have_seen_lessons(self._connection, self._stored.own, others)

    def _offered(
        self, rounds: list[Any], agenda: Agenda
    ) -> tuple[tuple[RoomCommitment, ...], tuple[RoomOffer, ...]]:
        numbers = [row.n for row in rounds if agenda.kind_of(row.stage) == "commit"]
        read = (
            read_offers(self._connection, self._stored.own, numbers) if numbers else OfferedRead()
        )
        words = partial(self._words, own=self._stored.own.of_rounds(reversed(numbers)))
        return read_offered(self._rows(_COMMITMENTS), read, self._handles, words)

    def _carried(self) -> tuple[RoomCarried, ...]:
        return tuple(
            RoomCarried(row.n, self._words("carried", carried_row(row.n), row.body, CarriedWords))
            for row in self._rows(_CARRIED)
        )
