"""One transaction on a workshop's file: its state, its marks, its tallies."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from workshop.rules.agenda import Agenda
from workshop.storage.agendas import read_agenda
from workshop.storage.keyring import Keys
from workshop.storage.workshop_tables import Mark, State, Tally


@dataclass
class Memory:
    """What may live only in memory: which ballots and taps changed since the last release."""

    changed: dict[str, set[bytes]] = field(default_factory=dict)

    def note(self, item: str, who: bytes) -> int:
        """Remembers that a device changed an item; how many different ones have by now."""
        ballots = self.changed.setdefault(item, set())
        ballots.add(who)
        return len(ballots)

    def clear(self, item: str) -> None:
        """Forgets who changed an item, once it was released."""
        self.changed.pop(item, None)


@dataclass(frozen=True)
class Context:
    """What an action needs to know of the moment: devices here, the server's clock."""

    here: int
    now: float
    memory: Memory
    release_ballots: int = 3


class Tx:
    """One BEGIN IMMEDIATE transaction; what it holds is gone when its `with` block ends."""

    def __init__(self, connection: Connection, keys: Keys, context: Context) -> None:
        self.connection = connection
        self.keys = keys
        self.context = context
        self.changed = False
        self.state: Any = _row(connection)
        """The row of `State`: its columns as attributes; change it by `put` only."""

    @property
    def agenda(self) -> Agenda:
        """The workshop's agenda."""
        return read_agenda(self.state.agenda)

    def put(self, **values: object) -> None:
        """Changes columns of the state row."""
        self.connection.execute(update(State).values(**values))
        self.state.__dict__.update(values)

    def finish(self) -> None:
        """Raises rev when something that shows has changed; to be called before the commit."""
        if self.changed:
            self.put(rev=self.state.rev + 1)

    @contextmanager
    def savepoint(self) -> Iterator[None]:
        """What fails inside is taken back alone, the state in memory too."""
        before = dict(self.state.__dict__)
        try:
            with self.connection.begin_nested():
                yield
        except BaseException:
            self.state.__dict__.clear()
            self.state.__dict__.update(before)
            raise

    def present(self, marks: Iterable[bytes]) -> set[bytes]:
        """Which of these marks stand."""
        found = self.connection.execute(select(Mark.key).where(Mark.key.in_(list(marks))))
        return set(found.scalars())

    def add_marks(self, round_: int, marks: Iterable[bytes]) -> None:
        """Adds marks; the database refuses one that stands already."""
        rows = [{"key": mark, "round": round_} for mark in marks]
        if rows:
            self.connection.execute(insert(Mark), rows)

    def drop_marks(self, marks: Iterable[bytes]) -> None:
        """Takes marks away."""
        self.connection.execute(delete(Mark).where(Mark.key.in_(list(marks))))

    def count(self, item: str, by: int, round_: int | None = None) -> int:
        """Adds to a tally of a round (the current one) and gives the new count."""
        number = self.state.round if round_ is None else round_
        insertion = upsert(Tally).values(round=number, item=item, total=max(by, 0), released=0)
        statement = insertion.on_conflict_do_update(
            index_elements=[Tally.round, Tally.item], set_={"total": Tally.total + by}
        ).returning(Tally.total)
        return int(self.connection.execute(statement).scalar_one())

    def tally(self, item: str, round_: int | None = None) -> int:
        """The count of a tally; 0 when nobody has chosen it yet."""
        number = self.state.round if round_ is None else round_
        where = (Tally.round == number) & (Tally.item == item)
        return self.connection.execute(select(Tally.total).where(where)).scalar() or 0


def _row(connection: Connection) -> SimpleNamespace:
    row = connection.execute(select(*State.__table__.columns)).mappings().one()
    return SimpleNamespace(**row)
