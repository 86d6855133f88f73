"""Keys in PostgreSQL: several processes share them, and each is encrypted under a day's key."""

import logging
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from tests.support.key_database import (
    DAY,
    FIRST,
    SECOND,
    KeyDatabase,
    key_database,
    write_days,
)
from tests.support.locking import unhindered
from tests.support.postgres import APP, OWNER
from tests.support.stores import Rows
from workshop.settings import WrongSetting
from workshop.storage.keyring import SERVER_KEY, Keys, OwnKeys
from workshop.storage.postgres.day_keys import DayKeys, add_days, destroy_days
from workshop.storage.postgres.key_rows import KeyOutOfReach, open_key_rows
from workshop.storage.postgres.required_settings import UnsafeServer
from workshop.storage.postgres.row_tables import OtherTables
from workshop.storage.troubles import is_busy

pytestmark = pytest.mark.postgres
AT_ONCE = 8


@pytest.fixture
def database(rows: Rows, tmp_path: Path) -> Iterator[KeyDatabase]:
    with key_database(rows.cluster, rows.database, tmp_path) as made:
        yield made


def test_whoever_makes_the_servers_key_first_all_have_the_same_one(database: KeyDatabase) -> None:
    processes = [database.opened()[0] for _ in range(AT_ONCE)]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        makes = [
            partial(lambda one: one.read(SERVER_KEY) or one.make(SERVER_KEY), one)
            for one in processes
        ]
        made = {*pool.map(unhindered, makes)}
    assert len(made) == 1
    assert made == {processes[0].read(SERVER_KEY)}
    assert len(database.written()) == 1


def test_another_process_reads_what_was_made_and_misses_what_was_destroyed(
    database: KeyDatabase,
) -> None:
    (here, _), (there, _) = database.opened(), database.opened()
    made = here.make("one", "round1")
    assert there.read("one", "round1") == made
    there.destroy("one")
    assert here.read("one", "round1") is None


@pytest.mark.parametrize(
    "moved",
    ["workshop = 'other'", "part = 'round1'", "space = 'stories'", "kek_day = '2026-05-28'"],
)
def test_no_key_is_stored_as_it_is_and_none_is_good_in_another_row(
    database: KeyDatabase, moved: str
) -> None:
    secret = database.opened()[0].make("one")
    assert secret not in database.written()[0][1]
    write_days(database.file, [FIRST - timedelta(days=1), FIRST])
    database.opened()[0].make("two")
    with database.cluster.connect(database.name) as connection:
        connection.execute(
            f"DELETE FROM keys.key WHERE workshop = 'one'; UPDATE keys.key SET {moved}"
        )
    found = database.opened()
    workshop, part = ("other", "") if "workshop" in moved else ("two", "round1" * ("part" in moved))
    with pytest.raises(KeyOutOfReach, match="not the one it was"):
        found["space" in moved].read(workshop, part)


def end_connections(database: KeyDatabase) -> None:
    """Ends all connections to the database, as a restart of the server does."""
    with database.cluster.connect("postgres") as connection:
        ended = (
            "SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity "
            "WHERE usename = %s AND datname = %s"
        )
        assert connection.execute(ended, (APP, database.name)).fetchall()


def test_a_connection_that_the_server_has_ended_is_made_anew(database: KeyDatabase) -> None:
    keys, stories = database.opened()
    secret = keys.make("one")
    end_connections(database)
    assert keys.read("one") == secret
    end_connections(database)
    assert keys.make("other") != secret
    end_connections(database)
    keys.destroy("other")
    end_connections(database)
    stories.withdraw("story")
    end_connections(database)
    assert (keys.workshops(), stories.withdrawn()) == ({"one"}, {"story"})


def test_a_store_out_of_reach_says_so_and_is_not_taken_for_busy(database: KeyDatabase) -> None:
    keys, _ = database.opened()
    own = OwnKeys(Keys(b"k" * 32), keys, "one")
    keys.make("one", "round1")
    with database.cluster.connect("postgres") as connection:
        connection.execute(f"ALTER DATABASE {database.name} ALLOW_CONNECTIONS false")
    end_connections(database)
    for ask in (
        lambda: keys.read("one"), lambda: keys.make("two"), lambda: keys.destroy("one"),
        lambda: keys.left_of("one"), keys.workshops, keys.withdrawn,
        # Neither is what waits taken to have no key of its own.
        lambda: own.round(1), lambda: own.begin_round(2), own.parts,
    ):  # fmt: skip
        with pytest.raises(OperationalError) as refused:
            ask()
        assert not is_busy(refused.value)


def test_keys_are_made_under_the_newest_day_that_is_not_in_the_future(
    database: KeyDatabase,
) -> None:
    add_days(database.file, [SECOND])
    keys, _ = database.opened()
    before = keys.make("one")
    assert [day for day, _ in database.written()] == [FIRST]
    database.now += DAY
    keys.make("two")
    assert sorted(day for day, _ in database.written()) == [FIRST, SECOND]
    assert keys.read("one") == before


def test_the_file_is_read_again_when_it_has_changed(database: KeyDatabase) -> None:
    keys, _ = database.opened()
    database.now += DAY
    keys.make("one")
    add_days(database.file, [SECOND])
    keys.make("two")
    assert sorted(day for day, _ in database.written()) == [FIRST, SECOND]
    destroy_days(database.file, [FIRST])
    assert keys.read("two")
    with pytest.raises(KeyOutOfReach, match="no key of 2026-05-29"):
        keys.read("one")


def test_a_file_that_becomes_wrong_replaces_nothing_and_is_logged(
    database: KeyDatabase, caplog: pytest.LogCaptureFixture
) -> None:
    keys, _ = database.opened()
    made = keys.make("one")
    for spoil in (lambda: database.file.write_text("2026-05-"), database.file.unlink):
        spoil()
        with caplog.at_level(logging.ERROR):
            assert keys.read("one") == made
        assert "not read again" in caplog.text
        caplog.clear()
        assert keys.read("one") == made
        assert not caplog.text, "it is said once"


def test_with_another_key_of_that_day_nothing_is_read_or_taken_for_destroyed(
    database: KeyDatabase, tmp_path: Path
) -> None:
    database.opened()[0].make("one")
    other = tmp_path / "other"
    write_days(other, [FIRST])
    with pytest.raises(KeyOutOfReach, match="not the one it was"):
        database.opened(other)[0].read("one")


def test_a_machine_whose_clock_or_file_is_behind_makes_keys_under_the_day_in_use(
    database: KeyDatabase, tmp_path: Path
) -> None:
    """The line of an older day may go at any moment."""
    behind = tmp_path / "behind"
    behind.write_bytes(database.file.read_bytes())
    add_days(database.file, [SECOND])
    ahead, late = database.opened()[0], database.opened(behind)[0]
    database.now += DAY
    ahead.make("one")
    with pytest.raises(KeyOutOfReach, match="no key of 2026-05-30"):
        late.make("two")
    database.now -= DAY
    ahead.make("three")
    assert [day for day, _ in database.written()] == [SECOND, SECOND]


def test_a_key_that_is_being_made_while_the_day_changes_comes_under_the_new_one(
    database: KeyDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_days(database.file, [SECOND])
    late, ahead = database.opened()[0], database.opened()[0]
    looked, days = late._day, [FIRST]
    monkeypatch.setattr(late, "_day", lambda: days.pop() if days else looked())
    database.now += DAY
    ahead.make("one")
    assert late.make("two") == ahead.read("two")
    assert [day for day, _ in database.written()] == [SECOND, SECOND]


WRONG = {
    "": "no key of today",
    "2026-05-29": "Line 1 ",
    "# fine\n2026-05-29 c2hvcnQ=": "Line 2 ",
    f"2026-13-29 {'k' * 43}=": "Line 1 ",
    f"2026-05-29 {'k' * 43}=\n2026-05-29 {'k' * 43}=": "two keys of 2026-05-29",
    f"2026-05-30 {'k' * 43}=": "no key of today",
    "2026-05-29 ключ": "is not text",
}


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_file_ends_the_start_and_its_sentence_holds_nothing_of_it(
    text: str, database: KeyDatabase, tmp_path: Path
) -> None:
    file = tmp_path / "wrong"
    file.write_text(text, "utf-8")
    with pytest.raises(WrongSetting, match=WRONG[text]) as refused:
        DayKeys(file, lambda: database.now)
    assert "kkk" not in str(refused.value)
    assert str(file) in str(refused.value)


def test_a_missing_file_ends_the_start(tmp_path: Path) -> None:
    with pytest.raises(WrongSetting, match="No such file"):
        DayKeys(tmp_path / "none", lambda: 0)


def test_a_role_that_owns_the_keys_is_refused(database: KeyDatabase) -> None:
    days = DayKeys(database.file, lambda: database.now)
    with pytest.raises(UnsafeServer, match="The role"):
        open_key_rows(database.cluster.url(database.name, OWNER), days)


def test_a_database_without_tables_is_refused(database: KeyDatabase) -> None:
    days = DayKeys(database.file, lambda: database.now)
    with pytest.raises(OtherTables, match="has no tables"):
        open_key_rows(database.cluster.url("template1"), days)
