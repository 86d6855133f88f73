"""What is due: the workshops to seal, and what is kept no longer. For the database thread."""

import logging

from workshop.ending.wiping import wipe_discarded
from workshop.people.links import end_overdue
from workshop.storage.library import (
    day_of,
    due,
    end_contacts,
    forget_summary,
    open_workshops,
    outlived,
    summary_of,
)
from workshop.storage.store import Store

log = logging.getLogger(__name__)


def to_seal(store: Store, now: float) -> list[str]:
    """The workshops to seal now: due, begun and not ended, or sealed and put back by somebody."""
    with store.library.read() as session:
        unlisted = sorted(store.workshops.ids() - {one.id for one in open_workshops(session)})
        put_back = [id_ for id_ in unlisted if summary_of(session, id_) is not None]
        return [*due(session, now), *put_back]


def pay_what_is_owed(store: Store) -> list[str]:
    """Has every file pay what it owes; gives the workshops that have ended and are not sealed."""
    with store.library.read() as session:
        listed = open_workshops(session)
    return [one.id for one in listed if _pays_and_has_ended(store, one.id)]


def _pays_and_has_ended(store: Store, id_: str) -> bool:
    try:
        stored = store.workshops.open(id_)
        if stored is None:
            return False
        stored.pay_rewrite()
        stored.pay_keys()
        return stored.is_closed()
    except Exception:
        log.exception("a workshop's file could not be opened or rewritten yet")
        return False


def delete_overdue(store: Store, now: float) -> list[str]:
    """Deletes each summary and each link whose last day is over, contacts that no phone is shown
    any more, and discarded workshops; gives the workshops of which something has changed."""
    try:
        wipe_discarded(store)
        with store.library.begin() as session:
            found = outlived(session, day_of(now))
            for id_ in found:
                forget_summary(session, id_)
            end_overdue(session, day_of(now))
            return [*found, *end_contacts(session, now)]
    except Exception:
        log.exception("something could not be deleted yet")
        return []
