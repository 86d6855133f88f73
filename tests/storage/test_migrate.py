"""Databases are made at once, as the migrations would have made them, or brought up to date."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tests.support.older import taken_back
from workshop.storage.sqlite.engines import open_engine
from workshop.storage.sqlite.migrate import (
    MIGRATIONS,
    TABLES,
    _make,
    known_revisions,
    migrate,
    migrations,
    upgrade,
)

each_line = pytest.mark.parametrize("line", TABLES)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    made = open_engine(tmp_path / "one.db")
    yield made
    made.dispose()


def schema(path: Path) -> dict[str, str]:
    """Returns SQLite's definition of each table, without the line breaks."""
    with closing(sqlite3.connect(path)) as database:
        found = database.execute("SELECT name, coalesce(sql, '') FROM sqlite_master").fetchall()
    return {name: "".join(sql.split()) for name, sql in found}


def revision(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as database:
        return database.execute("SELECT version_num FROM alembic_version").fetchall()


@each_line
def test_a_new_database_is_the_one_to_which_the_migrations_lead(
    line: str, engine: Engine, tmp_path: Path
) -> None:
    migrate(engine, line)
    other = open_engine(tmp_path / "two.db")
    upgrade(other, MIGRATIONS / line)
    other.dispose()
    assert schema(tmp_path / "one.db") == schema(tmp_path / "two.db")
    assert revision(tmp_path / "one.db") == revision(tmp_path / "two.db")


@each_line
def test_an_older_database_is_brought_to_the_same(
    line: str, engine: Engine, tmp_path: Path
) -> None:
    path = tmp_path / "one.db"
    migrate(engine, line)
    made = schema(path)
    taken_back(path, line, "0001")
    assert schema(path) != made
    migrate(engine, line)
    assert (schema(path), revision(path)) == (made, [(max(known_revisions(line)),)])


@each_line
def test_a_database_that_another_process_has_just_made_is_left_alone(
    line: str, engine: Engine, tmp_path: Path
) -> None:
    migrate(engine, line)
    _make(engine, line)
    assert len(revision(tmp_path / "one.db")) == 1


@each_line
def test_the_names_of_the_files_say_which_revisions_there_are(line: str) -> None:
    steps = migrations(MIGRATIONS / line)
    assert {step.revision for step in steps.walk_revisions()} == known_revisions(line)
    assert steps.get_current_head() == max(known_revisions(line))
