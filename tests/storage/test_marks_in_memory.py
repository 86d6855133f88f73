"""Marks in PostgreSQL are kept in memory, and are what the rows say, whoever has written them."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tests.support.room import TestRoom, new_room
from tests.support.stores import Rows, store_in_rows
from workshop.actions.perform import perform
from workshop.protocol import commands
from workshop.protocol.base import Handle
from workshop.protocol.messages import Ok
from workshop.storage.context import Context, Memory
from workshop.storage.keyring import MARK
from workshop.storage.postgres import standing_marks
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.workshop_database import WorkshopDatabase
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Mark
from workshop.storage.workshops import StoredWorkshop, Workshops

pytestmark = pytest.mark.postgres
Act = tuple[str, int, list[bytes]]
NOW = Context(here=0, now=1_780_000_000.0, memory=Memory())
KEYS = [bytes([n]) * MARK for n in range(6)]
SOME_KEYS = st.lists(st.sampled_from(KEYS), max_size=3)
ROUNDS = st.integers(1, 3)
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.tuples(st.just("add"), ROUNDS, SOME_KEYS),
    st.tuples(st.just("drop"), st.just(0), SOME_KEYS),
    st.tuples(st.just("end"), ROUNDS, st.just([])),
)
COMMANDS = st.tuples(st.lists(ACTS, max_size=4), st.booleans())
"""The acts of a command, and True if it fails then."""
BATCHES = st.tuples(st.integers(0, 1), st.lists(COMMANDS, min_size=1, max_size=4), st.booleans())
"""The process that writes a batch, its commands, and whether the batch fails as a whole."""


@pytest.fixture
def store(rows: Rows, tmp_path: Path) -> Iterator[Store]:
    with store_in_rows(tmp_path, rows) as made:
        yield made


@pytest.fixture
def beside(rows: Rows, store: Store) -> Iterator[WorkshopDatabase]:
    """Another process that has the same workshops, with connections of its own."""
    made = WorkshopDatabase(open_engine(rows.cluster.url(rows.database)), store.key_store)
    yield made
    made.close()


def opened(workshops: Workshops, id_: str) -> StoredWorkshop:
    found = workshops.open(id_)
    assert found is not None
    return found


class Fails(Exception):
    """A fault in a command, or in a batch."""


Marks = dict[bytes, int]
Doings = list[tuple[list[Act], bool]]


def model(marks: Marks, act: Act) -> Marks:
    """Returns the marks after an act. Raises IntegrityError where a mark stands already."""
    what, number, keys = act
    if what == "add":
        if set(keys) & set(marks) or len(set(keys)) < len(keys):
            raise IntegrityError(None, None, Fails())
        return marks | dict.fromkeys(keys, number)
    if what == "drop":
        return {key: n for key, n in marks.items() if key not in keys}
    return {key: n for key, n in marks.items() if n != number}


def play(stored: StoredWorkshop, marks: Marks, acts: Doings, fails: bool) -> Marks:
    """Plays a batch, and returns the marks as they must be then."""
    now = marks
    with suppress(Fails), stored.begin(NOW) as tx:
        for doing, breaks in acts:
            within = now
            with suppress(Fails, IntegrityError), tx.savepoint():
                for act in doing:
                    what, number, keys = act
                    if what == "add":
                        tx.add_marks(number, keys)
                    elif what == "drop":
                        tx.drop_marks(keys)
                    else:
                        tx.end_marks([number])
                    within = model(within, act)
                    assert tx.present(KEYS) == {*within}
                if breaks:
                    raise Fails
                now = within
            assert tx.present(KEYS) == {*now}
            for number in (1, 2, 3):
                assert tx.marks_of([number]) == {key for key, n in now.items() if n == number}
        if fails:
            raise Fails
    return marks if fails else now


@pytest.mark.parametrize("whole", [2, pytest.param(2000, marks=pytest.mark.long)])
def test_marks_are_what_the_rows_say_however_two_processes_change_them(
    store: Store, beside: WorkshopDatabase, monkeypatch: pytest.MonkeyPatch, whole: int
) -> None:
    monkeypatch.setattr(standing_marks, "MOST_MARKS_READ", whole)
    monkeypatch.setattr(standing_marks, "_ALL", f"SELECT key, round FROM mark LIMIT {whole + 1}")
    id_ = new_room(store).id
    both = [opened(store.workshops, id_), opened(beside, id_)]

    @settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.lists(BATCHES, max_size=6))
    def tries(batches: list[tuple[int, Doings, bool]]) -> None:
        with both[0].begin(NOW) as tx:
            tx.end_marks([1, 2, 3])
        marks: Marks = {}
        for which, acts, fails in batches:
            marks = play(both[which], marks, acts, fails)
            with both[0].read() as connection:
                stored = connection.execute(select(Mark.key, Mark.round)).all()
            assert {row.key: row.round for row in stored} == marks

    tries()


def voting(store: Store) -> TestRoom:
    room = new_room(store)
    room.participants(3)
    room.desk.goes("lessons")
    room.desk.does(commands.DeskLesson(text="Ask first."))
    room.desk.goes("vote")
    return room


def test_a_batch_of_votes_is_two_messages(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    room = voting(store)
    (lesson,) = room.lessons().values()
    stored = opened(store.workshops, room.id)
    first, *others = room.people
    assert first.votes(lesson)
    said = statements(monkeypatch)
    vote = commands.Vote(round=room.round, lesson=Handle(lesson), votes=1)
    said.clear()
    with stored.begin(NOW) as tx:
        for one in others:
            assert perform(tx, one.actor, b"k" * 16, vote) == Ok()
    begins, commits = said
    assert begins.startswith("BEGIN")
    assert commits.startswith("INSERT INTO mark")
    assert commits.endswith("COMMIT")


def statements(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Returns the list in which each message is noted that goes to the server from now on."""
    said: list[str] = []
    execute = psycopg.Cursor.execute

    def noted(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        said.append(bytes(query).decode() if isinstance(query, bytes) else str(query))
        return execute(self, query, *args, **kwargs)

    monkeypatch.setattr(psycopg.Cursor, "execute", noted)
    return said
