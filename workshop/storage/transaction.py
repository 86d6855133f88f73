"""One transaction on a workshop: its state, its marks, its tallies."""

from abc import abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar

from msgspec.structs import replace
from sqlalchemy import Connection, insert, update

from workshop.rules.agenda import Agenda
from workshop.storage.context import Context
from workshop.storage.handles import Handles
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.read_cache import ReadCache
from workshop.storage.round_counts import Items, RoundCounts
from workshop.storage.state import (
    HiddenColumn,
    put_hidden,
    read_agenda,
    read_state,
    show_hidden,
    write_state,
)
from workshop.storage.workshop_tables import WorkshopBase

T = TypeVar("T")


class Tx(RoundCounts):
    """One transaction that writes; what it holds is gone when its `with` block ends."""

    def __init__(
        self,
        connection: Connection,
        keys: Keys,
        context: Context,
        own: OwnKeys | None = None,
        cache: ReadCache | None = None,
    ) -> None:
        super().__init__()
        self.connection = connection
        self.keys = keys
        self.own = own or OwnKeys(keys)
        self.context = context
        self.changed = False
        self.keys_over = False  # whether something may be over that has a key of its own
        self.wrote = False
        """True if rows have come, gone or changed, which is more than `changed`: what is shown."""
        self.cache = cache or ReadCache()
        self.state: Any = read_state(connection, keys, self.cache)
        """The state, its fields as attributes; change it by `put` only."""
        self._stood: dict[str, Any] = {**self.state.__dict__}
        """The state as it is stored."""
        self.handles = Handles(keys)
        self.memory = context.memory.copy()
        """Becomes the workshop's after the commit: what was rolled back was changed by nobody."""
        self._noted: list[tuple[str, bytes]] = []
        self._recalled: dict[str, Any] = {}
        self.touched: set[type[WorkshopBase]] = set()
        """The tables of what people did of which rows have come, gone or changed."""
        self._at_end: dict[str, Callable[[Tx], None]] = {}

    @property
    def unchanged(self) -> bool:
        """True while the file says all of the state, so that what was read of it still stands."""
        return bool(self.state.__dict__ == self._stood)

    @property
    def agenda(self) -> Agenda:
        """The workshop's agenda."""
        return read_agenda(self.state.agenda)

    @property
    def position(self) -> int:
        """The place of the current stage in the agenda."""
        return self.agenda.place(self.state.stage) or 0

    def put(self, **values: object) -> None:
        """Changes fields of the state, which is written down once, at the end."""
        self.state.__dict__.update(values)

    def hidden(self, name: HiddenColumn, kind: Any) -> Any:
        """Returns what a column of the state row hides that is encrypted by itself."""
        return show_hidden(self.connection, self.keys, name, kind)

    def put_hidden(self, name: HiddenColumn, words: object) -> None:
        """Changes such a column."""
        put_hidden(self.connection, self.keys, name, words)

    def put_rounds(self, numbers: Collection[int], **values: Any) -> None:
        """Changes fields of the rounds with these numbers."""
        rounds = self.state.rounds
        self.put(rounds=[replace(one, **values) if one.n in numbers else one for one in rounds])

    def recall(self, name: str, read: Callable[[], T]) -> T:
        """Returns what was read under this name already, until `forget`; else reads it."""
        if name not in self._recalled:
            self._recalled[name] = read()
        found: T = self._recalled[name]
        return found

    def forget(self) -> None:
        """Has everything read again: a command may have changed it."""
        self._recalled.clear()

    def note(self, item: str, who: bytes) -> int:
        """Remembers that a device changed an item; how many different ones have by now."""
        ballots = self.memory.changed.setdefault(item, set())
        if who not in ballots:
            ballots.add(who)
            self._noted.append((item, who))
        return len(ballots)

    def release(self, changed: str, items: Items = None) -> None:
        """Shows these tallies of the current round as they stand, or all of them, and forgets
        who changed what they are remembered by."""
        self.show(self.state.round, items)
        self.memory.clear(changed)
        self.changed = True

    def at_end(self, name: str, act: "Callable[[Tx], None]") -> None:
        """Has something done once, at the end of the transaction, when all that it brings has come.

        Also when the command that asked for it was taken back: `act` looks itself at what is due.
        """
        self._at_end[name] = act

    def touch(self, table: type[WorkshopBase]) -> None:
        """Says that rows of a table of what people did have come, gone or changed their size."""
        self.touched.add(table)

    def finish(self) -> None:
        """Releases what is due, and writes down what was counted and the state. The store calls
        it before the commit."""
        for act in self._at_end.values():
            act(self)
        for round_, same in sorted(self._to_write.items()):
            self._write_counts(round_, same=same)
        self._write_state()

    def _write_state(self) -> None:
        if not self.unchanged:
            led = self.state.turn != self._stood["turn"]
            write_state(self.connection, self.keys, self.state, led=led)
            self._stood = {**self.state.__dict__}

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """Takes back what fails inside, alone, and what is in memory too."""
        before, noted = dict(self.state.__dict__), len(self._noted)
        changed = self.changed
        ended, rows = self.memory.ended, self.rows_written()
        counts = {round_: dict(counted) for round_, counted in self._counts.items()}
        to_write, orders = dict(self._to_write), dict(self._orders)
        self._save()
        try:
            yield
        except BaseException as error:
            self.state.__dict__.clear()
            self.state.__dict__.update(before)
            self.changed = changed
            self.memory.ended = ended
            self._counts, self._to_write, self._orders = counts, to_write, orders
            for item, who in self._noted[noted:]:
                self.memory.changed.get(item, set()).discard(who)
            self._roll_back_after(error)
            raise
        self._let_stand()
        put = bool(self._to_write) or self.state.__dict__ != before
        self.wrote = self.wrote or put or self.rows_written() > rows

    @abstractmethod
    def run(self, text: str, values: Sequence[Any] = ()) -> Any:
        """Runs a statement of every tap, by the shortest way. Raises what SQLAlchemy raises."""

    @abstractmethod
    def rows_written(self) -> int:
        """A number that is higher once rows have come, gone or changed."""

    @abstractmethod
    def _save(self) -> None:
        """Begins what `_roll_back_after` can take back."""

    @abstractmethod
    def _let_stand(self) -> None:
        """Takes back no more of what has been done since `_save`."""

    @abstractmethod
    def _roll_back_after(self, error: BaseException) -> None:
        """Takes back what was done since `_save`."""

    @abstractmethod
    def present(self, marks: Iterable[bytes]) -> set[bytes]:
        """Returns those of the marks that the file has."""

    @abstractmethod
    def add_marks(self, round_: int, marks: Iterable[bytes]) -> None:
        """Adds marks; the database refuses one that stands already."""

    @abstractmethod
    def drop_marks(self, marks: Iterable[bytes]) -> None:
        """Takes marks away."""

    @abstractmethod
    def marks_of(self, rounds: Collection[int]) -> frozenset[bytes]:
        """Returns all marks of these rounds."""

    @abstractmethod
    def end_marks(self, rounds: Collection[int]) -> None:
        """Takes away all marks of these rounds."""

    def put_row(self, table: type[WorkshopBase], key: bytes | int, body: bytes) -> None:
        """Adds the row with this key, or changes what it holds."""
        (column,) = table.__table__.primary_key
        changed = update(table).where(column == key).values(body=body)
        if not self.connection.execute(changed).rowcount:
            self.connection.execute(insert(table).values({column.name: key, "body": body}))
