"""Databases are made at once; an older one is brought up, and one that has no steps is refused."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine

from workshop.storage.sqlite.engines import open_engine
from workshop.storage.sqlite.migrate import (
    BASELINES,
    FILE_STEPS,
    FILE_TABLES,
    FILE_VERSION,
    DatabaseLine,
    OtherVersion,
    _bring_up,
    migrate,
    newest,
)

each_line = pytest.mark.parametrize("line", BASELINES)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "one.db"


@pytest.fixture
def engine(path: Path) -> Iterator[Engine]:
    made = open_engine(path)
    yield made
    made.dispose()


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as database:
        return {name for (name,) in database.execute("SELECT name FROM sqlite_master")}


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute(FILE_VERSION).fetchone()[0])


@each_line
def test_a_new_database_has_every_table_and_says_its_version(
    line: DatabaseLine, engine: Engine, path: Path
) -> None:
    migrate(engine, line)
    assert {*FILE_TABLES[line].tables} <= tables(path)
    assert version(path) == newest(line) >= 1
    before = path.read_bytes()
    migrate(engine, line)
    assert path.read_bytes() == before


@each_line
@pytest.mark.parametrize("by", [-1, 1])
def test_one_of_another_version_is_refused_with_both_versions_and_not_touched(
    line: DatabaseLine, by: int, engine: Engine, path: Path
) -> None:
    migrate(engine, line)
    other = newest(line) + by
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"{FILE_VERSION} = {other}")
    before = path.read_bytes()
    with pytest.raises(OtherVersion) as refused:
        migrate(engine, line)
    engine.dispose()
    assert (refused.value.found, refused.value.known) == (other, newest(line))
    assert path.read_bytes() == before and [*path.parent.iterdir()] == [path]


@each_line
def test_an_older_one_takes_the_steps_that_it_lacks_once_and_all_or_none(
    line: DatabaseLine, engine: Engine, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(engine, line)
    first = version(path)

    def more(connection: Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE more (n INTEGER)")

    with monkeypatch.context() as patched:
        patched.setitem(FILE_STEPS, line, (more, lambda _: 1 / 0))
        with pytest.raises(ZeroDivisionError):
            migrate(engine, line)
    assert version(path) == first and "more" not in tables(path)
    monkeypatch.setitem(FILE_STEPS, line, (more,))
    for _ in range(2):
        migrate(engine, line)
        assert version(path) == first + 1 and "more" in tables(path)


@each_line
def test_a_database_that_another_process_has_just_made_is_left_alone(
    line: DatabaseLine, engine: Engine, path: Path
) -> None:
    migrate(engine, line)
    with engine.connect() as connection, connection.begin():
        _bring_up(connection, line)
    assert version(path) == newest(line)
