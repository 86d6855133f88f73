"""Where a store's files lie: for tests whose subject are the files themselves, and copies of them.

All other tests ask the store, so that they hold for every kind of store."""

from pathlib import Path

from workshop.storage.store import Store


def library_file(store: Store) -> Path:
    """The file of the library."""
    return store.settings.data / "library.db"


def workshop_file(store: Store, id_: str) -> Path:
    """The file of a workshop, whether it is there or not."""
    return store.settings.data / "workshops" / f"{id_}.db"


def key_files(store: Store, id_: str) -> list[Path]:
    """The files of a workshop's keys, K and those of its parts, whole or half destroyed."""
    return sorted(store.settings.keys.glob(f"{id_}.*"))
