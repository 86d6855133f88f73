"""Which keys of parts a workshop's file needs, by what it holds."""

from typing import Any, NamedTuple

from cryptography.exceptions import InvalidTag
from sqlalchemy import Connection, delete, select

from workshop.storage.bodies import CardWords, CheckInWords, LessonWords, PulseWords, show
from workshop.storage.keyring import Keys
from workshop.storage.own_keys import CHECK_IN, PULSE, OwnKeys, part_of
from workshop.storage.workshop_tables import (
    Card,
    CheckIn,
    PulseAnswer,
    Round,
    SentLesson,
    State,
)

_Table = type[Card] | type[SentLesson] | type[PulseAnswer] | type[CheckIn]
_KINDS: dict[_Table, tuple[str, type[Any]]] = {
    PulseAnswer: ("pulse_answer", PulseWords),
    CheckIn: ("check_in", CheckInWords),
    Card: ("card", CardWords),
    SentLesson: ("lesson", LessonWords),
}
_OF_ROUNDS = (Card, SentLesson)


class Lost(NamedTuple):
    """A row that no key opens any more."""

    table: _Table
    key: bytes


def lost_rows(connection: Connection, own: OwnKeys) -> list[Lost]:
    """Returns the rows that no key opens any more: somebody has put back an older copy of the file,
    and what they say is over."""
    return [
        Lost(table, row.key)
        for table, (place, kind) in _KINDS.items()
        for row in connection.execute(select(*table.__table__.columns)).all()
        if not _opens(_key_of(own, table, row), place, row, kind)
    ]


def drop_lost(connection: Connection, lost: list[Lost]) -> None:
    """Takes these rows away."""
    for table, key in lost:
        connection.execute(delete(table).where(table.key == key))


def settle_keys(connection: Connection, own: OwnKeys) -> None:
    """Destroys the keys that the file needs no more, and makes those that it will need. It looks at
    what was committed only, so that it can be done again after a crash. Raises OSError.

    A key is made while nothing is there to lie under it. Made with the first answer it would have,
    on the disk, the time of that answer.
    """
    state = connection.execute(select(State.pulse_over, State.phase)).first()
    closed, told = (state.phase == "closed", state.pulse_over) if state else (False, False)
    if _is_empty(connection, CheckIn):
        (own.destroy if closed else own.renew)(CHECK_IN)
    if _is_empty(connection, PulseAnswer) and (told or closed):
        own.destroy(PULSE)
    elif _is_empty(connection, PulseAnswer) and not own.has(PULSE):
        own.renew(PULSE)
    for part in sorted(own.parts() - {CHECK_IN, PULSE} - _rounds_needed(connection)):
        own.destroy(part)


def _rounds_needed(connection: Connection) -> set[str]:
    """The rounds that may collect again, and those of which something waits."""
    rounds = [*connection.execute(select(Round.n).where(~Round.spent)).scalars()]
    for table in _OF_ROUNDS:
        rounds += connection.execute(select(table.round).distinct()).scalars()
    return {part_of(number) for number in rounds}


def _key_of(own: OwnKeys, table: _Table, row: Any) -> Keys:
    return own.round(row.round) if table in _OF_ROUNDS else own.of(table.__tablename__)


def _opens(keys: Keys, place: str, row: Any, kind: type[Any]) -> bool:
    try:
        show(keys, place, row.key, row.body, kind)
    except InvalidTag:
        return False
    return True


def _is_empty(connection: Connection, table: _Table) -> bool:
    return connection.execute(select(table.key).limit(1)).first() is None
