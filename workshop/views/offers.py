"""Offers that the desk reads first: on no other screen before they are let on."""

from dataclasses import dataclass, field

from sqlalchemy import Connection, bindparam, select

from workshop.protocol.entries import Entries, OfferEntry
from workshop.storage.own_keys import OwnKeys
from workshop.storage.read_rows import show_read
from workshop.storage.workshop_tables import DeskRead
from workshop.views.promised import promised
from workshop.views.room import Room

_READ = select(*DeskRead.__table__.columns).where(
    DeskRead.round.in_(bindparam("rounds", expanding=True))
)


@dataclass(frozen=True)
class OfferedRead:
    """What was decided of offers, by their ids.

    `hidden` are those that the room does not see; why, where the desk has set one aside, else "".
    """

    hidden: dict[bytes, str] = field(default_factory=dict)
    gone: set[bytes] = field(default_factory=set)
    picked: set[bytes] = field(default_factory=set)
    owners: dict[bytes, str] = field(default_factory=dict)


def read_offers(connection: Connection, own: OwnKeys, rounds: list[int]) -> OfferedRead:
    """Reads what was decided of the offers in these rounds."""
    found = OfferedRead()
    for row in connection.execute(_READ, {"rounds": rounds}).all():
        read = show_read(own, row.round, row.body)
        found.hidden.update({id_: read.fates.get(id_, "") for id_ in read.shown})
        found.gone.update(read.gone)
        found.picked.update(read.picked)
        found.owners.update(read.owners)
    return found


def offers(room: Room) -> Entries:
    """Returns the entries of the offers that the desk reads, while the room commits."""
    if room.stage.kind != "commit":
        return {}
    return {
        f"offers/{one.id}": OfferEntry(
            id=one.id,
            lesson=one.lesson,
            aside=one.aside,  # type: ignore[arg-type]
            **promised(one.words),
        )
        for one in room.offers
    }


def count_unread_offers(room: Room) -> int:
    """How many offers the desk has not decided about."""
    return sum(not one.aside for one in room.offers)
