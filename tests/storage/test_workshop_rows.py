"""Workshops in PostgreSQL: each has its rows to itself, and one writes after the other."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Connection, delete, insert, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError, ProgrammingError

from tests.support.postgres import APP
from tests.support.room import TestRoom, new_room, writing
from tests.support.stores import Rows, store_in_rows
from workshop.storage.context import Context, Memory
from workshop.storage.keyring import CHECK_IN, MARK, Keys, OwnKeys
from workshop.storage.keys_needed import settle_keys
from workshop.storage.postgres import workshop_rows
from workshop.storage.postgres.connections import WAITS, Scope, open_engine, transaction
from workshop.storage.postgres.row_tables import OF_WORKSHOPS
from workshop.storage.postgres.workshop_database import WorkshopDatabase
from workshop.storage.postgres.workshop_rows import WorkshopRows
from workshop.storage.state import read_state
from workshop.storage.store import Store
from workshop.storage.troubles import is_busy
from workshop.storage.workshop_tables import Card, Mark, State, WorkshopBase

pytestmark = pytest.mark.postgres
NOW = Context(here=0, now=1_780_000_000.0, memory=Memory())


@pytest.fixture
def store(rows: Rows, tmp_path: Path) -> Iterator[Store]:
    with store_in_rows(tmp_path, rows) as made:
        yield made


@pytest.fixture
def beside(rows: Rows, store: Store) -> Iterator[WorkshopDatabase]:
    """Another process that has the same workshops, with connections of its own."""
    engine = open_engine(rows.cluster.url(rows.database))
    made = WorkshopDatabase(engine, store.key_store)
    yield made
    made.close()


def room_with_cards(store: Store) -> TestRoom:
    room = writing(new_room(store), 4)
    for number, person in enumerate(room.people):
        person.writes(f"card {number}")
    return room


def counted(rows: Rows, workshop: str) -> dict[str, int]:
    """Returns how many rows each table has of a workshop, as the server's owner sees it."""
    with rows.cluster.connect(rows.database) as connection:
        asked = "SELECT count(*) FROM {} WHERE workshop = %s"
        found = {
            one.name: connection.execute(asked.format(one.name), (workshop,)).fetchone()
            for one in OF_WORKSHOPS
        }
    return {name: row[0] for name, row in found.items() if row and row[0]}


def test_a_statement_that_names_no_workshop_finds_the_rows_of_one(store: Store) -> None:
    one, other = room_with_cards(store), room_with_cards(store)
    stored = store.workshops.open(one.id)
    assert stored is not None
    with stored.read() as connection:
        seen = connection.execute(text("SELECT DISTINCT workshop FROM card")).scalars().all()
        assert seen == [one.id]
        assert len(connection.execute(select(Card.key)).all()) == 4
    assert one.id != other.id


def test_a_statement_that_names_no_workshop_deletes_the_rows_of_one(
    store: Store, rows: Rows
) -> None:
    one, other = room_with_cards(store), room_with_cards(store)
    before = counted(rows, other.id)
    stored = store.workshops.open(one.id)
    assert stored is not None
    with stored.write() as connection:
        for table in WorkshopBase.metadata.sorted_tables:
            connection.execute(delete(table))
    assert counted(rows, one.id) == {}
    assert counted(rows, other.id) == before
    assert before["card"] == 4


def test_no_row_is_written_into_another_workshop(store: Store) -> None:
    one, other = room_with_cards(store), room_with_cards(store)
    stored = store.workshops.open(one.id)
    assert stored is not None
    smuggled = text("INSERT INTO mark (workshop, key, round) VALUES (:id, '', 1)")
    with pytest.raises(ProgrammingError, match="row-level security"), stored.write() as connection:
        connection.execute(smuggled, {"id": other.id})
    moved = text("UPDATE card SET workshop = :id")
    with pytest.raises(ProgrammingError, match="row-level security"), stored.write() as connection:
        connection.execute(moved, {"id": other.id})


def test_who_names_no_workshop_sees_nothing_and_writes_nothing(store: Store, rows: Rows) -> None:
    room_with_cards(store)
    address = {"host": str(rows.cluster.folder), "dbname": rows.database, "user": "workshop_app"}
    with psycopg.connect(**address, autocommit=True) as connection:
        for table in OF_WORKSHOPS:
            found = connection.execute(f"SELECT count(*) FROM {table.name}").fetchone()
            assert found == (0,), table.name
        with pytest.raises(psycopg.Error):
            connection.execute("INSERT INTO mark (key, round) VALUES ('', 1)")
        # A connection that has been used before has the setting still, as nothing.
        connection.execute("BEGIN; SET LOCAL workshop.id = 'x'; COMMIT")
        assert connection.execute("SELECT count(*) FROM card").fetchone() == (0,)
        with pytest.raises(psycopg.Error):
            connection.execute("INSERT INTO mark (key, round) VALUES ('', 1)")


def test_a_wiped_workshop_leaves_no_row_and_no_key_and_the_others_stay(
    store: Store, rows: Rows
) -> None:
    one, other = room_with_cards(store), room_with_cards(store)
    assert store.workshops.ids() == {one.id, other.id}
    store.workshops.delete(one.id)
    assert counted(rows, one.id) == {}
    assert (store.workshops.left_of(one.id), store.workshops.open(one.id)) == (set(), None)
    assert store.workshops.ids() == {other.id}
    assert other.views()
    store.workshops.delete(one.id)  # harmless where that was done already


def test_the_key_of_a_round_is_destroyed_once_its_cards_are_revealed(store: Store) -> None:
    room = room_with_cards(store)
    stored = store.workshops.open(room.id)
    assert stored is not None
    part = f"round{room.round}"
    assert part in store.key_store.left_of(room.id)
    room.desk.goes("reveal")
    stored.pay_rewrite()
    stored.destroy_ended_keys()
    assert part not in store.key_store.left_of(room.id)
    assert not room.read().state.owes_rewrite
    assert len(room.read().cards) == 4


def test_rows_come_in_the_order_of_their_keys_however_they_arrived(store: Store) -> None:
    stored = store.workshops.open(new_room(store).id)
    assert stored is not None
    keys = [bytes([n]) * MARK for n in (3, 1, 2)]
    for key in keys:
        with stored.write() as connection:
            connection.execute(insert(Mark).values(key=key, round=1))
    with stored.read() as connection:
        assert connection.execute(select(Mark.key)).scalars().all() == sorted(keys)
        assert connection.execute(select(Mark.round).distinct()).scalars().all() == [1]


def test_what_another_process_has_written_is_read(store: Store, beside: WorkshopDatabase) -> None:
    room = room_with_cards(store)
    there, here = beside.open(room.id), store.workshops.open(room.id)
    assert there is not None
    assert here is not None
    with there.read() as connection:
        before = read_state(connection, there.keys, there.cache).title
    with here.begin(NOW) as tx:
        tx.put(title="Another title")
    written = there.written
    with there.read() as connection:
        title = read_state(connection, there.keys, there.cache).title
    assert (title, before != title) == ("Another title", True)
    assert there.written > written


def test_two_processes_write_one_after_the_other(store: Store, beside: WorkshopDatabase) -> None:
    room = room_with_cards(store)
    there, here = beside.open(room.id), store.workshops.open(room.id)
    assert there is not None
    assert here is not None
    with here.begin(NOW) as tx:
        tx.put(title="First")
        with pytest.raises(OperationalError) as refused, there.begin(NOW):
            pass
    assert is_busy(refused.value)
    with there.begin(NOW) as tx:
        assert tx.state.title == "First"


def check_in_key(store: Store, id_: str, keys: Keys) -> bytes:
    """Returns what tells the key of those who ask to be spoken to, as the key store has it."""
    return OwnKeys(keys, store.key_store, id_).of(CHECK_IN).mark("key")


def test_a_process_that_dies_after_it_has_destroyed_a_key_leaves_nobody_with_it(
    store: Store, beside: WorkshopDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = room_with_cards(store)
    there, here = beside.open(room.id), store.workshops.open(room.id)
    assert isinstance(here, WorkshopRows)
    assert there is not None
    with there.begin(NOW) as tx:
        before = tx.own.of(CHECK_IN).mark("key")

    def settle_and_die(connection: Connection, own: OwnKeys) -> None:
        with there.read():
            assert there.own.of(CHECK_IN).mark("key") == before
        settle_keys(connection, own)
        raise ZeroDivisionError

    monkeypatch.setattr(workshop_rows, "settle_keys", settle_and_die)
    here._owes_keys = True
    with pytest.raises(ZeroDivisionError):
        here.destroy_ended_keys()
    kept = check_in_key(store, room.id, here.keys)
    for _ in range(2):
        with there.begin(NOW) as tx:
            assert tx.own.of(CHECK_IN).mark("key") == kept
            tx.put(title="Goes on")
    assert kept != before


def test_keys_are_settled_anew_where_somebody_has_written_meanwhile(
    store: Store, beside: WorkshopDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    room = room_with_cards(store)
    there, here = beside.open(room.id), store.workshops.open(room.id)
    assert isinstance(here, WorkshopRows)
    assert there is not None
    unsettle, times = here._unsettle, list[int]()

    def unsettle_then_write() -> None:
        unsettle()
        times.append(1)
        if len(times) < 3:
            with there.begin(NOW) as tx:
                tx.put(title=f"Title {len(times)}")
                assert tx.own.of(CHECK_IN) is not tx.own.whole

    monkeypatch.setattr(here, "_unsettle", unsettle_then_write)
    here._owes_keys = True
    here.destroy_ended_keys()
    assert len(times) == 3
    with there.begin(NOW) as tx:
        assert tx.own.of(CHECK_IN).mark("key") == check_in_key(store, room.id, here.keys)


def test_who_has_lost_the_lock_destroys_no_key(store: Store, rows: Rows) -> None:
    room = room_with_cards(store)
    stored = store.workshops.open(room.id)
    assert stored is not None
    before = check_in_key(store, room.id, stored.keys)
    for change in (stored.own.destroy, stored.own.renew):
        with pytest.raises(OperationalError), stored.begin(NOW):
            end_connections(rows)
            change(CHECK_IN)
    assert check_in_key(store, room.id, stored.keys) == before


def end_connections(rows: Rows) -> None:
    """Ends all connections to the database, as a restart of the server does."""
    with rows.cluster.connect(rows.database) as connection:
        ended = "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE usename = %s"
        assert connection.execute(ended, (APP,)).fetchall()


def test_a_connection_that_the_server_has_ended_is_made_anew(store: Store, rows: Rows) -> None:
    room = room_with_cards(store)
    end_connections(rows)
    assert room.participant().adds_nothing()
    end_connections(rows)
    assert len(room.read().waits.few) == 0
    end_connections(rows)
    with store.library.begin() as session:
        assert session.connection()


def test_all_connections_that_the_server_has_ended_are_made_anew(store: Store, rows: Rows) -> None:
    room = room_with_cards(store)
    stored = store.workshops.open(room.id)
    assert stored is not None
    with store.library.read(), stored.read():
        pass  # each has a connection of its own, and both go back to the pool
    end_connections(rows)
    with store.library.read() as session, stored.read() as connection:
        assert session.connection()
        assert connection.execute(select(State.id)).scalar() == room.id


def test_a_transaction_whose_connection_is_lost_was_never_there(store: Store, rows: Rows) -> None:
    stored = store.workshops.open(new_room(store).id)
    assert stored is not None
    with pytest.raises(OperationalError), stored.begin(NOW) as tx:
        tx.add_marks(1, [b"\1" * MARK])
        end_connections(rows)
    with stored.begin(NOW) as tx:
        assert tx.present([b"\1" * MARK]) == set()
        tx.add_marks(1, [b"\1" * MARK])


def test_nobody_waits_for_long(rows: Rows) -> None:
    with rows.engine.connect() as connection:
        bounds = {name: connection.exec_driver_sql(f"SHOW {name}").scalar() for name in WAITS}
    assert bounds == WAITS


def test_another_workshop_does_not_wait(store: Store, beside: WorkshopDatabase) -> None:
    one, other = room_with_cards(store), room_with_cards(store)
    there, here = beside.open(other.id), store.workshops.open(one.id)
    assert there is not None
    assert here is not None
    with here.begin(NOW), there.begin(NOW) as tx:
        tx.put(title="Meanwhile")
    assert other.read().state.title == "Meanwhile"


def test_a_refused_row_is_in_no_error_and_in_no_log(store: Store, rows: Rows) -> None:
    stored = store.workshops.open(new_room(store).id)
    assert stored is not None
    key = b"\xab" * MARK
    for add in (
        lambda tx: tx.add_marks(1, [key]),
        lambda tx: tx.connection.execute(insert(Mark).values(key=key, round=1)),
    ):
        with pytest.raises(IntegrityError) as refused, stored.begin(NOW) as tx:
            tx.add_marks(1, [key])
            add(tx)
        assert "abab" not in str(refused.value) + repr(refused.value.__cause__)
    log = rows.cluster.log.read_text()
    assert "duplicate key" in log
    assert "abab" not in log


def test_what_fails_in_a_savepoint_takes_back_nothing_else(store: Store) -> None:
    room = new_room(store)
    stored = store.workshops.open(room.id)
    assert stored is not None
    key, other = b"\1" * MARK, b"\2" * MARK
    with stored.begin(NOW) as tx:
        tx.add_marks(1, [key])
        with pytest.raises(DBAPIError), tx.savepoint():
            tx.add_marks(1, [other])
            tx.add_marks(1, [key])
        assert tx.present([key, other]) == {key}
    with stored.begin(NOW) as tx:
        assert tx.present([key, other]) == {key}


def test_a_store_that_is_closed_can_be_opened_again(store: Store, rows: Rows) -> None:
    room = room_with_cards(store)
    before = room.views()
    store.workshops.close()
    again = WorkshopDatabase(rows.engine, store.key_store)
    assert again.can_read(room.id)
    assert again.has_begun(room.id)
    store.workshops = again
    assert room.views().keys() == before.keys()
    assert not again.open("../../etc")


def test_an_id_that_could_say_more_than_an_id_begins_no_transaction(rows: Rows) -> None:
    scope = Scope("a'; DROP TABLE card; --")
    with pytest.raises(ValueError, match="id"), transaction(rows.engine, scope, writes=True):
        pass
