"""Damage to the folder that a server with one open workshop has left."""

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.support.folders import server_key
from workshop.instance import LAST_BACKUP_FILE
from workshop.storage.sqlite.key_folder import WITHDRAWN


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


def older(folder: Path) -> None:
    of_version(library(folder), 0)


def newer(folder: Path) -> None:
    of_version(library(folder), 9999)


def of_version(path: Path, version: int) -> None:
    """Has a file say that it is of another version."""
    with closing(sqlite3.connect(path)) as database:
        database.execute(f"PRAGMA user_version = {version}")


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


def damaged_list(folder: Path) -> None:
    """Damages the list of the stories that were withdrawn."""
    stories = folder / "data-keys" / "stories"
    stories.mkdir(mode=0o700, exist_ok=True)
    (stories / WITHDRAWN).write_bytes(b"\n1234\n\xff\xfe\n")


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


def folder_as_settings(folder: Path) -> None:
    (folder / "data" / LAST_BACKUP_FILE).unlink(missing_ok=True)
    (folder / "data" / LAST_BACKUP_FILE).mkdir()


def locked_lock(folder: Path) -> None:
    (folder / "data" / "server.lock").chmod(0)


def closed_key(folder: Path) -> None:
    server_key(folder).chmod(0)
