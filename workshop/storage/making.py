"""How a workshop comes into being: its place in the library, its key, its file."""

from collections.abc import Iterator
from contextlib import contextmanager

from workshop.storage.library import add_workshop, let_in, throw_away
from workshop.storage.store import Store
from workshop.storage.workshops import StoredWorkshop


@contextmanager
def new_workshop(
    store: Store, title: str, team: str, trial: bool, now: float, keep_until: str = ""
) -> Iterator[StoredWorkshop]:
    """A new workshop, for its first state; it is open to people when the block ends well.

    Until then it is listed as one that was thrown away. So what a crash or a full disk has left of
    it goes like what is left of those, and the library knows of every key and all that is stored.
    For the database thread.
    """
    with store.library.begin() as session:
        listed = add_workshop(session, title, team, trial, now, keep_until)
        throw_away(session, listed.id)
    store.failpoints.reach("exit_new_listed")
    made = store.workshops.make(listed.id)
    store.failpoints.reach("exit_new_file")
    yield made
    store.failpoints.reach("exit_new_written")
    with store.library.begin() as session:
        let_in(session, listed.id)
