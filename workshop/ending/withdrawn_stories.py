"""Withdrawn stories leave the library and the workshops to come, also where an older copy of
either has brought them back."""

import logging
from collections.abc import Collection

from sqlalchemy.exc import DatabaseError, OperationalError

from workshop.actions.withdrawn_story import tell_another
from workshop.storage.context import Context, Memory
from workshop.storage.library import open_workshops
from workshop.storage.library_stories import id_in_packs
from workshop.storage.state import read_state
from workshop.storage.store import Store
from workshop.storage.transaction import Tx
from workshop.storage.workshops import CannotOpen
from workshop.stories.contributing import KeyedLibrary
from workshop.stories.pack import built_in_pack
from workshop.stories.ways_out import end_withdrawn

log = logging.getLogger(__name__)


def workshops_with(store: Store, stories: Collection[str]) -> list[str]:
    """Returns the open workshops that have one of these stories of the library, or a copy of one,
    told or not; for the database thread."""
    with store.library.read() as session:
        listed = [one.id for one in open_workshops(session) if not one.sealing]
    return [id_ for id_ in listed if stories_in(store, id_).intersection(stories)]


def tell_built_in(tx: Tx, story: str) -> bool:
    """Tells a story that ships with the program where a withdrawn one waits; False where it waits
    nowhere."""
    return tell_another(tx, story, built_in_pack(tx.state.language).by_id)


def end_withdrawn_stories(store: Store, now: float) -> None:
    """Withdraws again, at a start, what an older copy has brought back; for the database thread."""
    with store.library.begin() as session:
        end_withdrawn(KeyedLibrary(session, store.story_keys))
    withdrawn = store.story_keys.withdrawn()
    if not withdrawn:
        return
    for id_ in workshops_with(store, withdrawn):
        try:
            _end_in(store, id_, withdrawn, now)
        except Exception:
            # Nobody can open it either, and the others must not be kept from their rooms.
            log.exception("a workshop could not be cleared of withdrawn stories")


def _end_in(store: Store, id_: str, withdrawn: Collection[str], now: float) -> None:
    stored = store.workshops.open(id_)
    if stored is None:
        return
    with stored.begin(Context(0, now, Memory())) as tx:
        for story in sorted(withdrawn):
            tell_built_in(tx, story)


def stories_in(store: Store, id_: str) -> set[str]:
    """Returns the stories of the library that an open workshop tells or has told, by their ids in
    packs; for the database thread."""
    try:
        stored = store.workshops.open(id_)
        if stored is None:
            return set()
        with stored.read() as connection:
            places = read_state(connection, stored.keys, stored.cache).library
    except OperationalError:
        raise  # locked, or no room on the disk: that passes
    except (DatabaseError, CannotOpen):
        log.exception("a workshop could not be asked for its stories")
        return set()
    return {*map(id_in_packs, places.values())}
