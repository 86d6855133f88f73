"""The debts of open workshops since a crash, or since another process ended: a file that is yet to
be rewritten, keys that are yet to be destroyed."""

import logging

from workshop.storage.library import open_workshops
from workshop.storage.store import Store
from workshop.storage.troubles import is_damaged

log = logging.getLogger(__name__)


def owing_ids(store: Store) -> list[str]:
    """Returns the open workshops that may owe something, by their ids."""
    owing = store.workshops.owing()
    return [id_ for id_ in open_ids(store) if id_ in owing]


def open_ids(store: Store) -> list[str]:
    """Returns the workshops that are open, by their ids."""
    with store.library.read() as session:
        return [one.id for one in open_workshops(session)]


def pay_anew(store: Store, id_: str, looked_at: bool) -> None:
    """Opens a workshop, which pays what is owed of its keys."""
    store.workshops.close_one(id_)
    pay_what_is_owed(store, id_, looked_at)


def pay_what_is_owed(store: Store, id_: str, looked_at: bool) -> bool:
    """Has a workshop pay what it owes, and lets go of it where it is not `looked_at`. Returns True
    if it has ended and is not sealed."""
    try:
        stored = store.workshops.open(id_)
        if stored is None:
            return False
        stored.pay_rewrite()
        stored.pay_keys()
        ended = stored.is_closed()
        if not looked_at:
            store.workshops.let_go(id_)
        return ended
    except Exception as error:
        if not is_damaged(error):
            log.exception("a workshop's file could not be opened or rewritten yet")
        return False
