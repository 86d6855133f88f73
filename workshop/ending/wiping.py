"""The end of a workshop without a summary: nothing of it stays.

It goes the shortest way: the key goes, then the rest, then what the library knows. Each step is
harmless when it was done already, so that one that was interrupted is gone through again. All of
this is for the database thread.
"""

import logging
from typing import Literal

from workshop.storage.letters import forget_letters_from
from workshop.storage.library import (
    forget_summary,
    forget_workshop,
    open_workshop,
    open_workshops,
    sealed_workshops,
    summary_of,
    throw_away,
    thrown_away,
)
from workshop.storage.store import Store

log = logging.getLogger(__name__)
Discarded = Literal["gone", "not_yet", "no_such"]


def wipe(store: Store, id_: str) -> None:
    """Deletes all of a workshop. As long as this has not ended well, the library lists it."""
    store.workshops.wipe(id_)
    with store.library.begin() as session:
        forget_letters_from(session, store.story_keys, id_)
        forget_summary(session, id_)
        forget_workshop(session, id_)


def discard(store: Store, id_: str) -> Discarded:
    """Throws an open workshop away.

    "not_yet": nobody can get at it any more, but something of it is still there, and
    `wipe_discarded` goes on. Raises OperationalError when not even that could be noted.
    """
    with store.library.begin() as session:
        if open_workshop(session, id_) is None:
            return "no_such"
        throw_away(session, id_)
    return "gone" if _wiped(store, id_) else "not_yet"


def wipe_discarded(store: Store) -> None:
    """Goes on with what a crash or a fault has stopped."""
    with store.library.read() as session:
        found = thrown_away(session)
    for id_ in found:
        _wiped(store, id_)


def _wiped(store: Store, id_: str) -> bool:
    try:
        wipe(store, id_)
    except Exception:
        log.exception("a workshop that was thrown away could not be wiped yet")
        return False
    return True


def wipe_trial(store: Store, id_: str) -> bool:
    """Deletes all of a trial; False, and nothing else, when there is no such trial."""
    with store.library.begin() as session:
        found = open_workshop(session, id_) or summary_of(session, id_)
    # Real people's words end with the seal, or where somebody has said so twice.
    if found is None or not found.trial:
        return False
    wipe(store, id_)
    return True


def wipe_all_trials(store: Store) -> None:
    """Deletes what a crash, or a summary nobody ended, has left."""
    with store.library.begin() as session:
        trials = [one.id for one in open_workshops(session) if one.trial]
        trials += [one.id for one in sealed_workshops(session) if one.trial]
    for id_ in trials:
        wipe_trial(store, id_)
