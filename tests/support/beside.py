"""A server's stored data, looked at or changed from beside it, while it runs or not."""

from contextlib import closing
from pathlib import Path
from typing import Any

from sqlalchemy import Update

from tests.support.files import read_beside
from tests.support.waiting import WITHIN
from workshop.settings import Settings
from workshop.storage.keyring import Keys
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.store import Store, open_library
from workshop.storage.troubles import patiently


def selected_beside(data: Path, id_: str, query: str) -> list[tuple[Any, ...]]:
    """Returns what is selected of a workshop. It is not opened as the server does: that pays what
    a workshop owes, which is for the server to do."""
    return read_beside(data / "workshops" / f"{id_}.db", query, WITHIN)


def keys_beside(data: Path, id_: str, part: str = "") -> Keys:
    """The key of a workshop, or of a part that has one of its own."""
    folder = KeyFolder(Settings(data=data).keys)
    return Keys(folder.read(id_, part) or folder.read(id_) or b"")


def change_library(data: Path, change: Update) -> None:
    """Changes rows of a server's library."""

    def do() -> None:
        with closing(open_library(Settings(data=data))) as library, library.begin() as session:
            session.execute(change)

    patiently(do)


def stored_ids(data: Path) -> set[str]:
    """The workshops of which anything is stored."""
    with closing(Store(Settings(data=data))) as store:
        return store.workshops.ids()
