"""What phones have sent and the desk reads first: on no other screen before it is let on."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, select

from workshop.protocol.desk_entries import UnreadEntry
from workshop.storage.bodies import GIVEN_BACK, LessonWords, ReadWords, show
from workshop.storage.handles import Handles
from workshop.storage.own_keys import OwnKeys
from workshop.storage.read_rows import show_read
from workshop.storage.workshop_tables import DeskRead, SentLesson
from workshop.views.room import Room, UnreadLesson

_READ = select(DeskRead.body).where(DeskRead.round == bindparam("round"))
_SENT = select(SentLesson.key, SentLesson.body).where(SentLesson.round == bindparam("round"))


def what_desk_read(connection: Connection, own: OwnKeys, round_: int) -> ReadWords:
    """Returns what the desk was shown of a round and decided."""
    body = connection.execute(_READ, {"round": round_}).scalar()
    if body is None:
        return ReadWords()
    return show_read(own, round_, body)


def count_aside(connection: Connection, own: OwnKeys, rounds: Iterable[int]) -> int:
    """Returns how many things of these rounds the desk has set aside, and has not put back."""
    fates = [why for n in rounds for why in what_desk_read(connection, own, n).fates.values()]
    return sum(why not in GIVEN_BACK for why in fates)


def read_unread(connection: Connection, own: OwnKeys, round_: int) -> tuple[UnreadLesson, ...]:
    """Reads what the desk has been shown of a round and has not let on."""
    sent = connection.execute(_SENT, {"round": round_}).all()
    read = what_desk_read(connection, own, round_)
    keys = own.round(round_)
    handles = Handles(keys)
    found = [
        UnreadLesson(
            handles.of(row.key),
            show(keys, "lesson", row.key, row.body, LessonWords),
            read.fates.get(row.key, ""),
        )
        for row in sent
        if row.key in read.shown
    ]
    return tuple(sorted(found, key=lambda one: one.handle))


def unread(room: Room) -> dict[str, UnreadEntry]:
    """Returns the entries of what the desk reads."""
    return {
        f"unread/{one.handle}": UnreadEntry(
            handle=one.handle,
            text=one.words.text,
            language=one.words.language,
            aside=one.aside,  # type: ignore[arg-type]
        )
        for one in room.unread
    }


def count_unread(room: Room) -> int:
    """How many lessons the desk has been shown and has not decided about."""
    return sum(not one.aside for one in room.unread)
