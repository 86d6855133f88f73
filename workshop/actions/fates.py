"""What became of what a device has sent and the room was not shown. It only reads."""

from typing import Any

from sqlalchemy import Connection, select

from workshop.protocol.base import Handle
from workshop.protocol.messages import Fate
from workshop.storage.files import WorkshopFile
from workshop.storage.handles import handles_of
from workshop.storage.read_rows import show_read
from workshop.storage.state import read_state
from workshop.storage.workshop_tables import DeskRead

TOLD: dict[str, Fate] = {
    "protect": "safe", "care": "care", "elsewhere": "away", "back": "back", "unread": "late",
}  # fmt: skip
"""What a phone is told: words of one length, so that the size of an answer tells nothing."""


def fates(file: WorkshopFile, keys: tuple[bytes, ...]) -> list[Fate]:
    """Returns why each of these cards, lessons and offers was set aside, or that it came back to
    its phone; "none" for any other, known or not. An offer is asked for by its handle."""
    with file.read() as connection:
        state = read_state(connection, file.keys)
        found = _read(connection, file, state)
    handles = handles_of(file.keys, old=state.old_handles)
    mark = file.keys.mark
    whys = [
        found.get(mark("card", key))
        or found.get(mark("sent_lesson", key))
        or found.get(handles.row(Handle(key.hex())), "")
        for key in keys
    ]
    return [TOLD.get(why, "none") for why in whys]


def _read(connection: Connection, file: WorkshopFile, state: Any) -> dict[bytes, str]:
    """The fates of rounds of which the desk reads no more: until then it may change its mind."""
    spent = [one.n for one in state.rounds if one.spent]
    rows = select(DeskRead.round, DeskRead.body).where(DeskRead.round.in_(spent))
    found: dict[bytes, str] = {}
    for row in connection.execute(rows).all():
        read = show_read(file.own, row.round, row.body)
        found |= {} if read.at_desk else read.fates
    return found
