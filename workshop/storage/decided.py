"""What the desk has decided, where an earlier version kept it in the rows that phones have made."""

import msgspec
from msgspec.structs import replace
from sqlalchemy import Connection, delete, func, select
from sqlalchemy.dialects.sqlite import insert as upsert

from workshop.storage.agendas import read_agenda
from workshop.storage.bodies import ReadWords
from workshop.storage.keyring import Keys
from workshop.storage.own_keys import OwnKeys
from workshop.storage.read_rows import hide_read, show_read
from workshop.storage.state import read_state
from workshop.storage.workshop_tables import DeskRead

IN_THE_CLEAR = b"decided:"
"""What begins a row that a migration has laid down: with the number of its round below nothing, or
with 0, where it says which offers were picked."""
_CARDS = tuple[list[bytes], dict[bytes, str]]
_ROWS = select(DeskRead.round, DeskRead.body)
_CLEAR = (DeskRead.round <= 0) & (func.substr(DeskRead.body, 1, len(IN_THE_CLEAR)) == IN_THE_CLEAR)


def decided_in_the_clear(connection: Connection) -> bool:
    """True if a migration has laid down what was decided, and nobody has encrypted it yet."""
    return connection.execute(_ROWS.where(_CLEAR)).first() is not None


def encrypt_decided(connection: Connection, own: OwnKeys) -> None:
    """Puts what a migration has laid down into the rows of its rounds."""
    for row in connection.execute(_ROWS.where(_CLEAR)).all():
        number = -row.round or _of_offers(connection, own.whole)
        read, body = _read(connection, own, number), row.body[len(IN_THE_CLEAR) :]
        if row.round:
            sensitive, aside = msgspec.msgpack.decode(body, type=_CARDS)
            read = replace(read, sensitive=sensitive, aside=aside)
        else:
            read = replace(read, picked=msgspec.msgpack.decode(body, type=list[bytes]))
        body = hide_read(own, number, read, over=False)
        kept = upsert(DeskRead).values(round=number, body=body)
        same = [DeskRead.round]
        connection.execute(kept.on_conflict_do_update(index_elements=same, set_={"body": body}))
    connection.execute(delete(DeskRead).where(_CLEAR))


def _of_offers(connection: Connection, keys: Keys) -> int:
    """The newest round of offers."""
    state = read_state(connection, keys)
    agenda = read_agenda(state.agenda)
    return max((one.n for one in state.rounds if agenda.kind_of(one.stage) == "commit"), default=0)


def _read(connection: Connection, own: OwnKeys, number: int) -> ReadWords:
    row = connection.execute(_ROWS.where(DeskRead.round == number)).first()
    if row is None:
        return ReadWords()
    return show_read(own, number, row.body)
