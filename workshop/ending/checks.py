"""The checks of a seal: what is really there of a workshop."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from workshop.people.links import leads_to
from workshop.protocol.entries import SealCheck
from workshop.storage.library import open_workshop, summary_of
from workshop.storage.store import Store


def look(store: Store, session: Session, id_: str) -> tuple[SealCheck, ...]:
    """Looks what is really there of a workshop: on disk, in the folder of the keys, in the library.

    Returns one line for each thing that the seal promises, in the order of its steps.
    """
    file, left = store.path(id_), store.left_of(id_)
    ways_in = open_workshop(session, id_) is not None or leads_to(session, id_)
    return (
        SealCheck(name="summary", holds=summary_of(session, id_) is not None),
        SealCheck(name="key", holds=not store.key_folder.left_of(id_)),
        SealCheck(name="file", holds=file not in left),
        SealCheck(name="beside", holds=not [path for path in left if path != file]),
        SealCheck(name="ways_in", holds=not ways_in),
    )


def all_hold(checks: Iterable[SealCheck]) -> bool:
    """True if nothing is missing; False without any check, which proves nothing."""
    found = [check.holds for check in checks]
    return bool(found) and all(found)
