"""The debts of open workshops since a crash, or since another process ended: a file that is yet to
be rewritten, keys that are yet to be destroyed."""

import logging

from workshop.storage.library import open_workshops
from workshop.storage.store import Store
from workshop.storage.troubles import is_damaged

log = logging.getLogger(__name__)


def pay_what_is_owed(store: Store) -> list[str]:
    """Has every workshop pay what it owes; gives those that have ended and are not sealed."""
    owing = store.workshops.owing()
    return [id_ for id_ in open_ids(store) if id_ in owing and _pays_and_has_ended(store, id_)]


def open_ids(store: Store) -> list[str]:
    """Returns the workshops that are open, by their ids."""
    with store.library.read() as session:
        return [one.id for one in open_workshops(session)]


def pay_anew(store: Store, id_: str, let_go: bool) -> None:
    """Opens a workshop, which pays what is owed of its keys; lets go of it where nobody is here who
    looks at it."""
    store.workshops.close_one(id_)
    _pays_and_has_ended(store, id_)
    if let_go:
        store.workshops.close_one(id_)


def _pays_and_has_ended(store: Store, id_: str) -> bool:
    try:
        stored = store.workshops.open(id_)
        if stored is None:
            return False
        stored.pay_rewrite()
        stored.pay_keys()
        return stored.is_closed()
    except Exception as error:
        if not is_damaged(error):
            log.exception("a workshop's file could not be opened or rewritten yet")
        return False
