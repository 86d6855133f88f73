"""A backup of several processes is a file like a laptop's, and each restores into the other."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import select, update

from tests.operating.conftest import plain
from tests.summary.gathering import hold
from tests.support.room import TestRoom, new_room
from tests.support.stores import Rows, store_in_rows
from workshop.cli import main
from workshop.ending.seal import seal
from workshop.people.links import make_link
from workshop.settings import Settings
from workshop.storage.library_tables import SealedSummary
from workshop.storage.people_tables import Link
from workshop.storage.postgres.backup_rows import copied_rows
from workshop.storage.postgres.server_notes import last_backup_in_rows
from workshop.storage.sqlite.archive import unpack_archive
from workshop.storage.store import Store

pytestmark = pytest.mark.postgres


@dataclass
class Two:
    """A sealed workshop and an open one in PostgreSQL, with their keys in a folder."""

    store: Store
    sealed: str
    open: str
    folder: Path
    environ: dict[str, str]


def run(environ: dict[str, str], *words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], env=environ)


@pytest.fixture
def two(rows: Rows, tmp_path: Path, environ: dict[str, str]) -> Iterator[Two]:
    with store_in_rows(tmp_path / "home", rows) as store:
        over, still = new_room(store), new_room(store)
        hold(over)
        seal(store, over.id, over.now)
        hold(still)
        yield Two(store, over.id, still.id, tmp_path, environ)


@pytest.fixture
def made(two: Two) -> Path:
    """The backup of both."""
    file = two.folder / "backup.zip"
    done = run(two.environ, "backup", file)
    assert done.exit_code == 0, done.output
    assert "1 summary and 1 open workshop" in done.output
    return file


def bodies(store: Store) -> list[str]:
    with store.library.read() as session:
        return [*session.scalars(select(SealedSummary.body))]


def test_a_backup_of_several_processes_restores_on_a_laptop(two: Two, made: Path) -> None:
    home = two.folder / "laptop" / "data"
    done = run({}, "restore", made, "--data", home)
    assert done.exit_code == 0, done.output
    assert "Open workshops whose key is missing: 1" in done.output
    laptop = Store(Settings(data=home))
    try:
        assert bodies(laptop) == bodies(two.store) != []
    finally:
        laptop.close()


@pytest.mark.long
def test_an_open_workshop_goes_on_on_a_laptop_that_has_its_key(two: Two, made: Path) -> None:
    shown = TestRoom(two.store, two.open)
    before = shown.lessons(), shown.on_wall()
    assert before[0] and before[1]
    home = two.folder / "laptop" / "data"
    shutil.copytree(two.folder / "home" / "data-keys", home.with_name("data-keys"))
    done = run({}, "restore", made, "--data", home)
    assert "key is missing" not in done.output
    laptop = Store(Settings(data=home))
    try:
        again = TestRoom(laptop, two.open)
        assert (again.lessons(), again.on_wall()) == before
    finally:
        laptop.close()


def test_a_backup_of_a_laptop_restores_into_empty_tables_and_into_no_others(
    two: Two, made: Path, rows: Rows
) -> None:
    refused = run(two.environ, "restore", made)
    assert refused.exit_code == 2 and "The database is not empty" in refused.output
    home = two.folder / "laptop" / "data"
    assert run({}, "restore", made, "--data", home).exit_code == 0
    file = two.folder / "of a laptop.zip"
    assert run({}, "backup", file, "--data", home).exit_code == 0
    empty = rows.cluster.copy()
    url = rows.cluster.url(empty)
    done = run({**two.environ, "WORKSHOP_DATABASE_URL": plain(url)}, "restore", file)
    assert done.exit_code == 0, done.output
    assert "1 summary and 1 open workshop" in done.output
    assert "Open workshops whose key is missing: 1" in done.output
    back, first = copied_rows(url), copied_rows(rows.cluster.url(rows.database))
    assert said(back.library) == said(first.library)
    # In another epoch: devices may have seen what came after the backup.
    assert said(back.workshops[two.open], but="epoch") == said(
        first.workshops[two.open], but="epoch"
    )
    rows.cluster.drop(empty)


def said(body: bytes, but: str = "") -> list[tuple[object, ...]]:
    """All rows of a database, each with the name of its table."""
    with closing(sqlite3.connect(":memory:")) as database:
        database.deserialize(body)
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        found: list[tuple[object, ...]] = []
        for (name,) in database.execute(tables).fetchall():
            columns = [row[1] for row in database.execute(f"PRAGMA table_info({name})")]
            kept = ", ".join(f'"{one}"' for one in columns if one != but)
            found += sorted(
                ((name, *row) for row in database.execute(f"SELECT {kept} FROM {name}")), key=repr
            )
        return found


def test_links_are_not_in_a_backup(two: Two) -> None:
    with two.store.library.begin() as session:
        make_link(session, "facilitator", "", one_time=False)
    file = two.folder / "with a link.zip"
    assert run(two.environ, "backup", file).exit_code == 0
    kinds = {row[0] for row in said(unpack_archive(file).library)}
    assert "summary" in kinds and not kinds & {"link", "sign_in"}
    with two.store.library.begin() as session:
        assert session.scalars(select(Link)).all(), "they are still here"


@pytest.mark.long
def test_the_latest_backup_is_noted_where_all_processes_find_it(two: Two, rows: Rows) -> None:
    url = rows.cluster.url(rows.database)
    assert run(two.environ, "backup", two.folder / "one.zip").exit_code == 0
    noted = last_backup_in_rows(url)
    assert noted and noted > 1_700_000_000


def test_a_backup_is_read_where_it_is_thrown_away_again(two: Two, made: Path) -> None:
    tried = run({"WORKSHOP_DATA": str(two.folder / "never")}, "backup-test", made)
    assert tried.exit_code == 0, tried.output
    assert "Every summary in it can be read." in tried.output
    assert not (two.folder / "never").exists()


@pytest.mark.long
def test_a_summary_that_cannot_be_read_is_found_by_the_test_of_a_backup(two: Two) -> None:
    with two.store.library.begin() as session:
        session.execute(update(SealedSummary).values(body="{"))
    file = two.folder / "damaged.zip"
    assert run(two.environ, "backup", file).exit_code == 0
    tried = run({}, "backup-test", file)
    assert tried.exit_code == 1 and "cannot be read: 1" in tried.output


def test_what_is_no_backup_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"nothing")
    tried = run({}, "backup-test", tmp_path / "file")
    assert tried.exit_code == 1 and "not a backup" in tried.output


@pytest.mark.long
def test_a_database_that_does_not_answer_gives_no_backup(two: Two, environ: dict[str, str]) -> None:
    nowhere = {**environ, "WORKSHOP_DATABASE_URL": "postgresql://app@127.0.0.1:9/workshop"}
    refused = run(nowhere, "backup", two.folder / "none.zip")
    assert refused.exit_code == 2 and "did not answer" in refused.output
    assert not (two.folder / "none.zip").exists()
