"""Duties that follow a commit. They may fail, and are then done later."""

import logging

from workshop.storage.library import name_anew
from workshop.storage.store import Store
from workshop.storage.workshops import StoredWorkshop

log = logging.getLogger(__name__)


def pay(stored: StoredWorkshop, *, rewrite: bool) -> None:
    """Writes a file anew after a reveal, and destroys the keys of what is over.

    What fails stays owed and is tried with the next batch.
    """
    for owed in (stored.pay_rewrite, stored.pay_keys) if rewrite else (stored.pay_keys,):
        try:
            owed()
        except Exception:
            log.exception("a file could not be rewritten, or a key destroyed or made, yet")


def list_anew(store: Store, id_: str, title: str, team: str) -> None:
    """Lists an open workshop by another name, before whoever gave it looks at the list. What fails
    is made up for when the workshop is read."""
    try:
        with store.library.begin() as session:
            # On a hosted server nobody comes into a team's sight by typing its name.
            name_anew(session, id_, title, None if store.settings.hosted else team)
    except Exception:
        log.exception("a workshop could not be listed by its new name yet")
