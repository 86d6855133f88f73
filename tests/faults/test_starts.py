"""A start on a folder that cannot be used says why in words, and changes nothing in it."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.damage import (
    a_file,
    closed_folder,
    closed_key,
    cut_off,
    damaged_inside,
    damaged_list,
    emptied,
    empty_key,
    folder_as_settings,
    library,
    locked_folder,
    locked_keys,
    locked_library,
    locked_lock,
    locked_workshops,
    missing,
    missing_in_a_copy,
    newer,
    no_new_folder,
    of_another_program,
    older,
    overwritten,
    short_key,
)
from tests.support.folders import looks_of, obey_permissions
from tests.support.forking import run
from tests.support.server import Server
from tests.support.waiting import START_WITHIN
from workshop.storage.sqlite.key_folder import KEY_FOLDER_WORDS, TAG

REFUSED = 2
Change = Callable[[Path], object]
SERVE = ("serve", "--no-browser", "--host", "127.0.0.1", "--port", "0", "--data")


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
        (older, "has version 0", "Use the version of the program that made it"),
        (newer, "has version 9999", "Use the version of the program that made it"),
        (a_file, "is not a folder", "Name a folder with --data"),
        (empty_key, "it has 0 bytes", "Move this file"),
        (short_key, "it has 31 bytes", "Move this file"),
        (damaged_list, "the stories that were withdrawn", "Move this file"),
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


@pytest.mark.skipif(sys.platform != "linux", reason="Elsewhere root cannot be made to obey.")
@pytest.mark.parametrize(
    ("change", "says"),
    [
        (no_new_folder, "cannot be made there"),
        (locked_folder, "cannot be written to by this user"),
        pytest.param(closed_folder, "cannot be written to by this user", marks=pytest.mark.long),
        pytest.param(locked_workshops, "cannot be written to by this user", marks=pytest.mark.long),
        pytest.param(locked_keys, "cannot be written to by this user", marks=pytest.mark.long),
        (locked_library, "cannot be written to by this user"),
        (locked_lock, "cannot be read or written by this user"),
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


def test_what_cannot_be_replaced_is_named_and_not_what_was_to_replace_it(folder: Path) -> None:
    folder_as_settings(folder)
    started = run("workshop", *SERVE, str(folder / "data"))
    is_refused(started, f"{folder / 'data' / 'server.json'} cannot be used", "Check the folder")


def test_a_damaged_mark_for_backup_programs_is_made_anew(folder: Path) -> None:
    marks = [folder / "data-keys" / TAG, folder / "data-keys" / "stories" / TAG]
    for mark in marks:
        mark.parent.mkdir(mode=0o700, exist_ok=True)
        mark.write_bytes(b"\xff" * 40)
    Server(folder / "data", "--port", "0").stop()
    assert [mark.read_text("ascii") for mark in marks] == [KEY_FOLDER_WORDS, KEY_FOLDER_WORDS]


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
