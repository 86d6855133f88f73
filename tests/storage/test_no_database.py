"""A database that is lost, also in the middle of a commit: nothing is lost with it, nothing is
stored twice, and all goes on when it is there again."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import gevent
import psycopg
import pytest
from sqlalchemy import Engine, select

from tests.support.cut_line import CutLine, When
from tests.support.postgres import APP
from tests.support.room import TestRoom, new_room, writing
from tests.support.stores import Rows, rows_in_postgres
from tests.support.waiting import until
from workshop.actions.answers import Participant
from workshop.live.batches import BatchAnswer, Job
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.server import LiveServer
from workshop.protocol.base import Handle
from workshop.protocol.commands import AnyCommand
from workshop.protocol.desk_commands import DeskLesson
from workshop.protocol.messages import Ok, Retry
from workshop.protocol.participant_commands import Vote, WriteCard
from workshop.rules.votes import BALLOTS
from workshop.settings import Settings
from workshop.storage.context import Context
from workshop.storage.failpoints import Failpoints
from workshop.storage.keyring import KeyStore
from workshop.storage.library import Library
from workshop.storage.postgres.connections import open_engine
from workshop.storage.postgres.library_rows import LibraryRows
from workshop.storage.postgres.sql_states import NO_DATABASE, trouble_of_state
from workshop.storage.postgres.workshop_database import WorkshopDatabase
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Card, Mark
from workshop.storage.workshops import StoredWorkshop, Workshops
from workshop.views import Surroundings

pytestmark = pytest.mark.postgres


@pytest.fixture(scope="module")
def rows() -> Iterator[Rows]:
    """A PostgreSQL of these tests alone, whose commits outlive a crash."""
    with rows_in_postgres({"synchronous_commit": "on"}) as made:
        # A copied database has an unlogged table's empty form on its disk only then.
        with made.cluster.connect("postgres") as connection:
            connection.execute("CHECKPOINT")
        yield made


@pytest.fixture
def line(rows: Rows) -> Iterator[CutLine]:
    # In a folder with a short name: that of a socket may not be long.
    with TemporaryDirectory(dir="/tmp") as folder:
        made = CutLine(Path(folder), rows.cluster.folder)
        yield made
        made.close()


@pytest.fixture
def store(rows: Rows, line: CutLine, tmp_path: Path) -> Iterator[Store]:
    """A store that reaches its database by a line that can be cut."""
    address = f"postgresql+psycopg://{APP}@/{rows.database}?host={line.folder}"
    engine: Engine = open_engine(address)

    def opens(_settings: Settings, keys: KeyStore, failpoints: Failpoints) -> tuple[
        Workshops, Library
    ]:  # fmt: skip
        return WorkshopDatabase(engine, keys, failpoints), LibraryRows(engine)

    (tmp_path / "data").mkdir()
    made = Store(Settings(data=tmp_path / "data"), opens)
    yield made
    made.close()
    rows.empty()


class Live:
    """A server with one workshop, and phones that send to it."""

    def __init__(self, room: TestRoom) -> None:
        boards = Boards(room.store, lambda board, _: Surroundings(trouble=board.trouble))
        self.server = LiveServer(room.store, boards, lambda: room.now)
        self.server.writer.start()
        board = boards.get(room.id)
        assert board is not None
        self.board: Board = board

    def asks(self, who: Participant, key: bytes, command: AnyCommand) -> BatchAnswer:
        """Returns the answer that a phone gets."""
        return self.server.writer.ask(self.board, Job(who, key, command))

    def desk(self) -> bytes:
        """Returns what the desk shows of the workshop's state."""
        return b"".join(self.board.show("desk").entries.values())


def opened(room: TestRoom) -> StoredWorkshop:
    found = room.store.workshops.open(room.id)
    assert found is not None
    return found


def stored(room: TestRoom) -> tuple[int, int]:
    """Returns how many cards and marks are stored."""
    with opened(room).read() as connection:
        return tuple(len(connection.execute(select(one.key)).all()) for one in (Card, Mark))


def test_a_crash_of_the_database_loses_nothing_and_needs_no_new_start(
    store: Store, rows: Rows
) -> None:
    room = writing(new_room(store), 3)
    live = Live(room)
    one, two, _ = (person.actor for person in room.people)
    first, second = (
        WriteCard(round=room.round, happened=text) for text in ("It fell.", "It sank.")
    )
    assert live.asks(one, b"1" * 16, first) == Ok()
    with rows.cluster.down():
        assert live.asks(two, b"2" * 16, second) == Retry()
        until(lambda: b'"no_database"' in live.desk(), pause=gevent.sleep)
    until(lambda: live.asks(two, b"2" * 16, second) == Ok(), pause=gevent.sleep)
    until(lambda: b'"no_database"' not in live.desk(), pause=gevent.sleep)
    assert live.asks(one, b"1" * 16, first) == Ok()
    assert stored(room)[0] == 2


@pytest.mark.parametrize("state", ["08006", "08003", "25P03", "57P01", "57P02", "57P03"])
def test_a_line_or_a_server_that_has_ended_is_no_fault_of_a_disk(state: str) -> None:
    assert trouble_of_state(psycopg.errors.lookup(state)()) == NO_DATABASE
    assert trouble_of_state(psycopg.OperationalError()) == NO_DATABASE


def test_what_the_program_has_said_wrongly_is_no_fault_of_the_line() -> None:
    for error in (psycopg.errors.UniqueViolation(), psycopg.DataError(), OSError(), None):
        assert trouble_of_state(error) == ""


@pytest.mark.parametrize("cuts", ["before", "after"])
def test_a_commit_whose_answer_is_lost_is_neither_lost_nor_done_twice(
    store: Store, line: CutLine, cuts: When
) -> None:
    room = writing(new_room(store), 3)
    live = Live(room)
    one, two, _ = (person.actor for person in room.people)
    card = WriteCard(round=room.round, happened="It fell.")
    assert live.asks(two, b"2" * 16, card) == Ok()
    each = stored(room)
    line.cuts = cuts
    assert live.asks(one, b"1" * 16, card) == Retry()
    assert live.asks(one, b"1" * 16, card) == Ok()
    assert stored(room) == (2 * each[0], 2 * each[1])


@pytest.mark.parametrize("cuts", ["before", "after"])
def test_a_vote_whose_answer_is_lost_counts_once(store: Store, line: CutLine, cuts: When) -> None:
    room = new_room(store)
    one, two, three = (person.actor for person in room.participants(3))
    room.desk.goes("lessons")
    room.desk.does(DeskLesson(text="Ask first."))
    room.desk.goes("vote")
    live = Live(room)
    (lesson,) = room.lessons().values()
    vote = Vote(round=room.round, lesson=Handle(lesson), votes=1)
    assert live.asks(two, b"2" * 16, vote) == Ok()
    each = stored(room)[1]
    line.cuts = cuts
    assert live.asks(one, b"1" * 16, vote) == Retry()
    assert live.asks(one, b"1" * 16, vote) == Ok()
    assert live.asks(three, b"3" * 16, vote) == Ok()
    assert stored(room)[1] == 3 * each
    with opened(room).begin(Context(3, room.now, room.memory)) as tx:
        assert tx.tally(BALLOTS) == 3
