"""The checks of a seal: what is really there of a workshop."""

from collections.abc import Iterable

from sqlalchemy.orm import Session

from workshop.people.links import leads_to
from workshop.protocol.entries import SealCheck
from workshop.storage.library import open_workshop, summary_of
from workshop.storage.store import Store


def look(store: Store, session: Session, id_: str) -> tuple[SealCheck, ...]:
    """Looks what is really there of a workshop: what is stored, its keys, and in the library.

    Returns one line for each thing that the seal promises, in the order of its steps.
    """
    left = store.workshops.left_of(id_)
    ways_in = open_workshop(session, id_) is not None or leads_to(session, id_)
    return (
        SealCheck(name="summary", holds=summary_of(session, id_) is not None),
        SealCheck(name="key", holds="key" not in left),
        SealCheck(name="file", holds="file" not in left),
        SealCheck(name="beside", holds="beside" not in left),
        SealCheck(name="ways_in", holds=not ways_in),
    )


def all_hold(checks: Iterable[SealCheck]) -> bool:
    """True if nothing is missing; False without any check, which proves nothing."""
    found = [check.holds for check in checks]
    return bool(found) and all(found)
