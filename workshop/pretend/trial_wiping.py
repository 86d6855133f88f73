"""The end of a trial: nothing of it stays, no summary either.

A trial that was sealed keeps its summary, so that the facilitator can look at one, until the
trial is ended at its desk or the server starts again. As long as the library still lists a trial,
the next start goes through all steps of its end again.
"""

from workshop.storage.library import (
    open_workshop,
    open_workshops,
    sealed_workshops,
    summary_of,
)
from workshop.storage.store import Store
from workshop.storage.wiping import wipe


def wipe_trial(store: Store, id_: str) -> bool:
    """Deletes all of a trial; False, and nothing else, when there is no such trial.

    For the database thread.
    """
    with store.library.begin() as session:
        found = open_workshop(session, id_) or summary_of(session, id_)
    # Real people's words end with the seal, or where somebody has said so twice.
    if found is None or not found.trial:
        return False
    wipe(store, id_)
    return True


def wipe_all_trials(store: Store) -> None:
    """Deletes what a crash, or a summary nobody ended, has left. For the database thread."""
    with store.library.begin() as session:
        trials = [one.id for one in open_workshops(session) if one.trial]
        trials += [one.id for one in sealed_workshops(session) if one.trial]
    for id_ in trials:
        wipe_trial(store, id_)
