"""A workshop that was held once, copied for each test that looks at its end."""

import sqlite3
from contextlib import closing
from dataclasses import dataclass

from tests.support.files import file_of, key_files
from workshop.storage.store import Store


@dataclass(frozen=True)
class Copied:
    """A copy of a workshop: its file, and its keys by what follows its name in those of theirs."""

    file: bytes
    keys: dict[str, bytes]

    def lay_down(self, store: Store, id_: str) -> None:
        """Puts it in the place of another one that is not open."""
        for rest, key in self.keys.items():
            (store.settings.keys / f"{id_}{rest}").write_bytes(key)
        file_of(store, id_).write_bytes(self.file)
        with closing(sqlite3.connect(file_of(store, id_))) as database, database:
            database.execute("UPDATE state SET id = ?", (id_,))


def copied(store: Store, id_: str) -> Copied:
    """Copies a workshop that is not open."""
    keys = {path.name.removeprefix(id_): path.read_bytes() for path in key_files(store, id_)}
    return Copied(file_of(store, id_).read_bytes(), keys)
