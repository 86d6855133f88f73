"""The end of a workshop without a summary: nothing of it stays.

It goes the shortest way: the key goes, then the rest, then what the library knows. Each step is
harmless when it was done already, so that one that was interrupted is gone through again. All of
this is for the database thread.
"""

import logging
from typing import Literal

from workshop.ending.letting_go import StillHeld, delete_everywhere
from workshop.storage.letters import delete_letters_from
from workshop.storage.library import (
    delete_summary,
    delete_workshop,
    mark_deleted,
    marked_deleted,
    open_workshop,
    open_workshops,
    sealed_workshops,
    summary_of,
)
from workshop.storage.store import Store

log = logging.getLogger(__name__)
Discarded = Literal["gone", "not_yet", "no_such"]


def delete_all(store: Store, id_: str) -> None:
    """Deletes all of a workshop. As long as this has not ended well, the library lists it. Raises
    StillHeld."""
    delete_everywhere(store, id_)
    with store.library.begin() as session:
        delete_letters_from(session, store.story_keys, id_)
        delete_summary(session, id_)
        delete_workshop(session, id_)
    store.workshops.processes.is_gone(id_)
    store.library.sharing.let_be(id_)


def delete_open(store: Store, id_: str) -> Discarded:
    """Throws an open workshop away.

    "not_yet": nobody can get at it any more, but something of it is still there, and
    `delete_marked` goes on. Raises OperationalError when not even that could be noted.
    """
    with store.library.begin() as session:
        if open_workshop(session, id_) is None:
            return "no_such"
        mark_deleted(session, id_)
    return go_on(store, id_)


def delete_marked(store: Store) -> None:
    """Goes on with what a crash or a fault has stopped. A workshop that another process is just
    making is listed like one that was thrown away: it is left alone."""
    with store.library.read() as session:
        found = marked_deleted(session)
    for id_ in store.library.sharing.abandoned(found):
        go_on(store, id_)


def go_on(store: Store, id_: str) -> Discarded:
    """Wipes a workshop that was thrown away, as far as nothing keeps it."""
    return "gone" if _wiped(store, id_) else "not_yet"


def _wiped(store: Store, id_: str) -> bool:
    try:
        delete_all(store, id_)
    except StillHeld:
        return False
    except Exception:
        log.exception("a workshop that was thrown away could not be wiped yet")
        return False
    return True


def delete_trial(store: Store, id_: str) -> Discarded:
    """Deletes all of a trial; does nothing where there is no such trial."""
    with store.library.begin() as session:
        found = open_workshop(session, id_) or summary_of(session, id_)
    # Real people's words end with the seal, or where somebody has said so twice.
    if found is None or not found.trial:
        return "no_such"
    try:
        delete_all(store, id_)
    except StillHeld:
        # From here on it is nobody's, and `delete_marked` goes on.
        with store.library.begin() as session:
            mark_deleted(session, id_)
        return "not_yet"
    return "gone"


def delete_left_trials(store: Store) -> None:
    """Deletes the trials that a crash, or a summary nobody ended, has left: after which no process
    looks."""
    with store.library.begin() as session:
        trials = [one.id for one in open_workshops(session) if one.trial]
        trials += [one.id for one in sealed_workshops(session) if one.trial]
    for id_ in store.library.sharing.abandoned(trials):
        delete_trial(store, id_)
