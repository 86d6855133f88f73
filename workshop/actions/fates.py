"""What became of what a device has sent and the room was not shown. It only reads."""

from sqlalchemy import Connection, select

from workshop.protocol.base import Handle
from workshop.protocol.messages import Fate
from workshop.storage.files import WorkshopFile
from workshop.storage.handles import Handles, handles_of
from workshop.storage.keyring import Keys
from workshop.storage.read_rows import show_read
from workshop.storage.workshop_tables import DeskRead, Round, State

TOLD: dict[str, Fate] = {
    "protect": "safe", "care": "care", "elsewhere": "away", "back": "back", "unread": "late",
}  # fmt: skip
"""What a phone is told: words of one length, so that the size of an answer tells nothing."""


def fates(file: WorkshopFile, keys: tuple[bytes, ...]) -> list[Fate]:
    """Returns why each of these cards, lessons and offers was set aside, or that it came back to
    its phone; "none" for any other, known or not. An offer is asked for by its handle."""
    with file.read() as connection:
        found = _read(connection, file)
        handles = handles_in(connection, file.keys)
    mark = file.keys.mark
    whys = [
        found.get(mark("card", key))
        or found.get(mark("sent_lesson", key))
        or found.get(handles.row(Handle(key.hex())), "")
        for key in keys
    ]
    return [TOLD.get(why, "none") for why in whys]


def _read(connection: Connection, file: WorkshopFile) -> dict[bytes, str]:
    """The fates of rounds of which the desk reads no more: until then it may change its mind."""
    rows = select(DeskRead.round, DeskRead.body).join(Round, Round.n == DeskRead.round)
    found: dict[bytes, str] = {}
    for row in connection.execute(rows.where(Round.spent)).all():
        read = show_read(file.own, row.round, row.body)
        found |= {} if read.at_desk else read.fates
    return found


def handles_in(connection: Connection, keys: Keys) -> Handles:
    """The handles of a workshop, as a reading finds it."""
    return handles_of(keys, old=connection.execute(select(State.old_handles)).scalar_one())
