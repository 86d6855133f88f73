"""Reads all that may be seen of a workshop by somebody, in one transaction.

Only what is released is read: a card that waits, a vote not yet shown, is not here. The one
exception is what the desk reads before the room does: `desk_reading` reads that.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeVar

from msgspec.structs import replace as with_words
from sqlalchemy import Connection, select

from workshop.protocol.story import Story
from workshop.rules.agenda import Agenda
from workshop.rules.stages import begun
from workshop.storage.bodies import (
    CardWords,
    CarriedWords,
    CommitmentWords,
    LeaderWords,
    LessonWords,
    WifiWords,
    card_place,
    card_row,
    carried_row,
    show,
)
from workshop.storage.counts import all_counts
from workshop.storage.handles import Handles, RowKey
from workshop.storage.keyring import Keys, OwnKeys, first_to_open
from workshop.storage.read_cache import ReadCache
from workshop.storage.state import (
    FOR_ITSELF,
    STORY_PLACES,
    LessonPlace,
    is_collecting,
    read_agenda,
    read_state,
    round_of,
)
from workshop.storage.transaction import Tx
from workshop.storage.workshop_tables import Carried, Commitment, Lesson, OpenCard, State
from workshop.storage.workshops import StoredWorkshop
from workshop.views.desk_reading import DeskReading, OfferedRead, Words, takes_lessons
from workshop.views.room import Room
from workshop.views.room_parts import (
    RoomCard,
    RoomCarried,
    RoomCommitment,
    RoomLesson,
    RoomOffer,
    RoomWifi,
)
from workshop.views.wifi import room_wifi

T = TypeVar("T")
_MAYBE_STORY: Any = Story | None
_MAYBE_WIFI: Any = WifiWords | None

# Built once: building a statement costs more than running it.
_HIDDEN = select(*(getattr(State, name) for name in STORY_PLACES))
_OPEN_CARDS = select(*OpenCard.__table__.columns)
_LESSONS = select(*Lesson.__table__.columns)
_COMMITMENTS = select(*Commitment.__table__.columns)
_CARRIED = select(*Carried.__table__.columns).order_by(Carried.n)


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
        self._handles = Handles(stored.keys)
        self._desk = DeskReading(connection, stored.own, self._words)

    def room(self) -> Room:
        """Reads the whole room. Where nobody has done more than vote or tap, only what was counted
        is read again."""
        tallies = all_counts(self._connection, self._stored.own, self._stored.cache)
        room = self._stored.cache.once("room", self._uncounted)
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

    def _uncounted(self) -> Room:
        """Reads all but what was counted."""
        state, hidden = state_in_handles(self._state, self._handles), self._rows(_HIDDEN)[0]
        agenda = read_agenda(state.agenda)
        rounds, kind, desk = state.rounds, agenda.kind_of(state.stage), self._desk
        commitments, offers = self._offered(rounds, agenda)
        shown, asked = self._cards(state.live_wall), {row.n for row in rounds if row.about}
        return Room(
            state=state,
            rev=0,
            agenda=agenda,
            story=self._words("story", b"", hidden.story, Story),
            second_story=self._words("second_story", b"", hidden.second_story, _MAYBE_STORY),
            leader=self._words("leader", b"", hidden.leader, LeaderWords),
            collecting=is_collecting(state, state.round),
            cards=tuple(card for card in shown if card.round not in asked),
            answers=tuple(card for card in shown if card.round in asked & {state.round}),
            waiting=desk.cards(state, kind, agenda),
            lessons=read_lessons(self._rows(_LESSONS), state.lessons, self._handles, self._words),
            commitments=commitments,
            carried=self._carried(),
            released={},
            counts={},
            rounds=tuple(row.stage for row in rounds),
            given_back=tuple(row.n for row in rounds if row.given_back and row.spent),
            writing=round_of(state, state.round),
            waits=desk.waits(rounds, agenda),
            wifi=self._wifi(state.wifi, hidden.wifi_password),
            check_ins=desk.check_ins(),
            unread=desk.lessons(kind, state.round),
            undecided_lists=desk.undecided_lists(rounds, state),
            offers=offers,
            takes_lessons=takes_lessons(rounds, agenda),
            cards_aside=desk.cards_aside(rounds, state.stage, agenda),
            begun=begun(state.stage, state.took, [row.stage for row in rounds]),
        )

    def _rows(self, statement: Any) -> list[Any]:
        return list(self._connection.execute(statement).all())

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

    def _offered(
        self, rounds: list[Any], agenda: Agenda
    ) -> tuple[tuple[RoomCommitment, ...], tuple[RoomOffer, ...]]:
        numbers = [row.n for row in rounds if agenda.kind_of(row.stage) == "commit"]
        read = self._desk.offers(numbers)
        words = partial(self._words, own=self._stored.own.of_rounds(reversed(numbers)))
        return read_offered(self._rows(_COMMITMENTS), read, self._handles, words)

    def _carried(self) -> tuple[RoomCarried, ...]:
        return tuple(
            RoomCarried(row.n, self._words("carried", carried_row(row.n), row.body, CarriedWords))
            for row in self._rows(_CARRIED)
        )


def state_in_handles(row: Any, handles: Handles) -> SimpleNamespace:
    """Returns the fields of the state, with the handles of the lessons that they name."""
    lessons = {
        name: sorted(handles.named(RowKey(one)) for one in getattr(row, name))
        for name in ("chosen", "cut_tie", "run_off", "drawn")
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
        said = with_words(said, owner=read.owners.get(row.id, said.owner))
        id_, lesson = handles.of(row.id), handles.of(said.lesson)
        if row.id in read.hidden:
            waiting.append(RoomOffer(id_, lesson, said, read.hidden[row.id]))
        else:
            shown.append(RoomCommitment(id_, lesson, said, row.id in read.picked))
    # The order of the keys would lead to the rows.
    return (
        tuple(sorted(shown, key=lambda one: one.id)),
        tuple(sorted(waiting, key=lambda one: one.id)),
    )
