"""A start on a folder that cannot be used says why in words, and changes nothing in it."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.folders import looks_of, obey_permissions, server_key
from tests.support.forking import run
from tests.support.lasting import house
from tests.support.server import Server
from tests.support.waiting import START_WITHIN

REFUSED = 2
Change = Callable[[Path], object]
SERVE = ("serve", "--no-browser", "--host", "127.0.0.1", "--port", "0", "--data")


@pytest.fixture(scope="module")
def left() -> Iterator[Path]:
    """A folder in which a server with one open workshop has ended."""
    with TemporaryDirectory() as folder:
        with house(Path(folder)) as home:
            home.server.stop()
        yield Path(folder)


@pytest.fixture
def folder(left: Path, tmp_path: Path) -> Path:
    """A copy of what the server has left, which a test may damage."""
    return shutil.copytree(left, tmp_path / "own")


def library(folder: Path) -> Path:
    return folder / "data" / "library.db"


def overwritten(folder: Path) -> None:
    """Puts in its place what is no database at all."""
    library(folder).write_bytes(os.urandom(40_000))


def damaged_inside(folder: Path) -> None:
    """Puts something else into the middle of the database."""
    with library(folder).open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(40_000))


def cut_off(folder: Path) -> None:
    os.truncate(library(folder), 20_000)


def emptied(folder: Path) -> None:
    os.truncate(library(folder), 0)


def missing(folder: Path) -> None:
    library(folder).unlink()


def missing_in_a_copy(folder: Path) -> None:
    """Leaves the files of workshops and nothing else."""
    for path in (folder / "data").iterdir():
        if path.is_file():
            path.unlink()


def newer(folder: Path) -> None:
    with closing(sqlite3.connect(library(folder))) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()


def of_another_program(folder: Path) -> None:
    library(folder).unlink()
    with closing(sqlite3.connect(library(folder))) as database:
        database.execute("CREATE TABLE recipes (name TEXT)")


def a_file(folder: Path) -> None:
    shutil.rmtree(folder / "data")
    (folder / "data").write_text("my notes")


def empty_key(folder: Path) -> None:
    os.truncate(server_key(folder), 0)


def short_key(folder: Path) -> None:
    os.truncate(server_key(folder), 31)


@pytest.mark.parametrize(
    ("change", "says", "advises"),
    [
        (overwritten, "is damaged", "restore FILE"),
        (damaged_inside, "is damaged", "restore FILE"),
        (cut_off, "is damaged", "restore FILE"),
        (of_another_program, "is damaged", "restore FILE"),
        (emptied, "holds workshops (1)", "Put the library back"),
        (missing, "holds workshops (1)", "Put the library back"),
        (missing_in_a_copy, "holds workshops (1)", "Put the library back"),
        (newer, "a newer version of this program", "Start it with that version"),
        (a_file, "is not a folder", "Name a folder with --data"),
        (empty_key, "it has 0 bytes", "Move this file"),
        (short_key, "it has 31 bytes", "Move this file"),
    ],
)
def test_a_start_that_could_do_harm_says_why(
    folder: Path, change: Change, says: str, advises: str
) -> None:
    change(folder)
    before = looks_of(folder)
    started = run("workshop", *SERVE, str(folder / "data"))
    is_refused(started, says, advises)
    assert looks_of(folder) == before


def no_new_folder(folder: Path) -> None:
    shutil.rmtree(folder / "data")
    folder.chmod(0o500)


def locked_folder(folder: Path) -> None:
    (folder / "data").chmod(0o500)


def closed_folder(folder: Path) -> None:
    (folder / "data").chmod(0)


def locked_workshops(folder: Path) -> None:
    (folder / "data" / "workshops").chmod(0o500)


def locked_keys(folder: Path) -> None:
    (folder / "data-keys").chmod(0o500)


def locked_library(folder: Path) -> None:
    library(folder).chmod(0o400)


def locked_lock(folder: Path) -> None:
    (folder / "data" / "server.lock").chmod(0)


def closed_key(folder: Path) -> None:
    server_key(folder).chmod(0)


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere root cannot be made to obey.")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (no_new_folder, "cannot be made there"),
        (locked_folder, "cannot be written to by this user"),
        (closed_folder, "cannot be written to by this user"),
        (locked_workshops, "cannot be written to by this user"),
        (locked_keys, "cannot be written to by this user"),
        (locked_library, "cannot be written to by this user"),
        (locked_lock, "Nothing can be written to"),
        (closed_key, "cannot be read by this user"),
    ],
)
def test_a_start_that_may_not_write_says_where(folder: Path, change: Change, says: str) -> None:
    change(folder)
    before = looks_of(folder)
    started = subprocess.run(
        [sys.executable, "-m", "workshop", *SERVE, str(folder / "data")],
        capture_output=True, text=True, check=False, timeout=START_WITHIN,
        preexec_fn=obey_permissions,
    )  # fmt: skip
    is_refused(started, says, "permissions" if "key " not in started.stderr else "chmod 600")
    assert looks_of(folder) == before


def test_a_folder_that_is_mended_is_served_as_it_was(folder: Path) -> None:
    aside = library(folder).rename(folder / "aside")
    is_refused(run("workshop", *SERVE, str(folder / "data")), "is missing", "Put the library back")
    aside.rename(library(folder))
    server = Server(folder / "data", "--port", "0")
    try:
        assert "Open: Spring release" in server.printed
    finally:
        server.stop()


@pytest.mark.parametrize("host", ["192.0.2.1", "nowhere.invalid"])
def test_an_address_that_is_another_computers_is_not_called_a_busy_port(
    folder: Path, host: str
) -> None:
    started = run(
        "workshop", "serve", "--host", host, "--port", "0", "--data", str(folder / "data")
    )
    is_refused(started, f"{host} is not an address of this computer", "--host")


CRASHES = """
import os, sqlite3, sys
database = sqlite3.connect(sys.argv[1], isolation_level=None)
for begins in ("PRAGMA journal_mode=TRUNCATE", "PRAGMA cache_size=1", "BEGIN IMMEDIATE"):
    database.execute(begins)
database.execute("CREATE TABLE half (body BLOB)")
database.executemany("INSERT INTO half VALUES (zeroblob(?))", [[4096]] * 100)
os._exit(1)
"""
"""A program that ends in the middle of a commit that has already changed the file."""


def test_a_library_that_a_crash_has_left_in_mid_commit_is_mended(folder: Path) -> None:
    whole = library(folder).stat().st_size
    subprocess.run([sys.executable, "-c", CRASHES, library(folder)], check=False)
    assert library(folder).stat().st_size > whole
    server = Server(folder / "data", "--port", "0")
    try:
        assert "Open: Spring release" in server.printed
    finally:
        server.stop()
    assert library(folder).stat().st_size <= whole + 100 * 4096 // 2


def is_refused(started: "subprocess.CompletedProcess[str]", says: str, advises: str) -> None:
    assert started.returncode == REFUSED, started
    assert started.stdout == ""
    assert started.stderr.startswith("Error: ") and started.stderr.count("\n") == 1
    for words in (says, advises):
        assert words in started.stderr
    assert " kept" in started.stderr or "was not changed" in started.stderr
