"""Rows that migrations have laid down in the clear, as they have no key: the state, and decisions.

An earlier version kept what the desk has decided in the rows that phones have made.
"""

import msgspec
from cryptography.exceptions import InvalidTag
from msgspec.structs import replace
from sqlalchemy import Connection, delete, func, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from workshop.protocol.base import Outcome
from workshop.storage.bodies import (
    CarriedWords,
    CommitmentWords,
    ReadWords,
    carried_row,
    hide,
    hide_anew,
    hide_read,
    hide_settled,
    show,
    show_read,
)
from workshop.storage.keyring import Keys, OwnKeys
from workshop.storage.state import PLACE, PLACES, SIZE, StateWords, read_agenda, read_state
from workshop.storage.workshop_tables import Carried, Commitment, DeskRead, State

IN_THE_CLEAR = b"state:"
"""The first bytes of a body that a migration has laid down."""
_CLEAR = func.substr(State.body, 1, len(IN_THE_CLEAR)) == IN_THE_CLEAR


class LaidDown(msgspec.Struct):
    """The data that a migration has laid down: the state, and what goes into rows that have a
    body."""

    state: StateWords
    lessons_of: dict[bytes, bytes]
    """The lesson that each commitment is offered for."""
    outcomes: dict[int, Outcome]
    """The outcome of each commitment of an earlier workshop."""


def state_in_the_clear(connection: Connection) -> bool:
    """True if a migration has laid down the state, and nobody has encrypted it yet."""
    return connection.execute(select(State.id).where(_CLEAR)).first() is not None


def encrypt_state(connection: Connection, own: OwnKeys) -> None:
    """Encrypts what a migration has laid down, each where it belongs."""
    body = connection.execute(select(State.body).where(_CLEAR)).scalar()
    if body is None:
        return
    laid = msgspec.msgpack.decode(body[len(IN_THE_CLEAR) :], type=LaidDown)
    hidden = own.whole.hide_settled(laid.state, PLACE, b"", SIZE)
    connection.execute(update(State).values(body=hidden, **_nothing(connection, own.whole)))
    _encrypt_outcomes(connection, own.whole, laid.outcomes)
    numbers = [one.n for one in reversed(laid.state.rounds)]
    _encrypt_lessons(connection, own, numbers, laid.lessons_of)


def _nothing(connection: Connection, keys: Keys) -> dict[str, bytes]:
    """The columns that were empty, as they say now that there is nothing."""
    row = connection.execute(select(*(getattr(State, name) for name in PLACES))).one()
    empty = [name for name in PLACES if not getattr(row, name)]
    return {name: hide(keys, PLACES[name], b"", None) for name in empty}


def _encrypt_outcomes(connection: Connection, keys: Keys, outcomes: dict[int, Outcome]) -> None:
    for n, body in connection.execute(select(Carried.n, Carried.body)).all():
        words = show(keys, "carried", carried_row(n), body, CarriedWords)
        words = replace(words, outcome=outcomes.get(n, ""))
        body = hide(keys, "carried", carried_row(n), words)
        connection.execute(update(Carried).where(Carried.n == n).values(body=body))


def _encrypt_lessons(
    connection: Connection, own: OwnKeys, numbers: list[int], lessons_of: dict[bytes, bytes]
) -> None:
    """Puts the lesson beside the words of each commitment. One that no key opens goes next."""
    for id_, body in connection.execute(select(Commitment.id, Commitment.body)).all():
        for keys in own.of_rounds(numbers):
            found = _offered(keys, id_, body)
            if found is not None:
                words = replace(found, lesson=lessons_of[id_])
                hidden = (hide_settled if keys is own.whole else hide_anew)(
                    keys, "commitment", id_, words
                )
                connection.execute(
                    update(Commitment).where(Commitment.id == id_).values(body=hidden)
                )
                break


def _offered(keys: Keys, id_: bytes, body: bytes) -> CommitmentWords | None:
    try:
        return show(keys, "commitment", id_, body, CommitmentWords)
    except InvalidTag:
        return None


DECISIONS = b"decided:"
"""The first bytes of a row that a migration has laid down: with the number of its round below
nothing, or with 0, where it says which offers were picked."""
_CARDS = tuple[list[bytes], dict[bytes, str]]
_ROWS = select(DeskRead.round, DeskRead.body)
_DECIDED = (DeskRead.round <= 0) & (func.substr(DeskRead.body, 1, len(DECISIONS)) == DECISIONS)


def decided_in_the_clear(connection: Connection) -> bool:
    """True if a migration has laid down what was decided, and nobody has encrypted it yet."""
    return connection.execute(_ROWS.where(_DECIDED)).first() is not None


def encrypt_decided(connection: Connection, own: OwnKeys) -> None:
    """Puts what a migration has laid down into the rows of its rounds."""
    for row in connection.execute(_ROWS.where(_DECIDED)).all():
        number = -row.round or _of_offers(connection, own.whole)
        read, body = _read(connection, own, number), row.body[len(DECISIONS) :]
        if row.round:
            sensitive, aside = msgspec.msgpack.decode(body, type=_CARDS)
            read = replace(read, sensitive=sensitive, aside=aside)
        else:
            read = replace(read, picked=msgspec.msgpack.decode(body, type=list[bytes]))
        body = hide_read(own, number, read, over=False)
        kept = upsert(DeskRead).values(round=number, body=body)
        same = [DeskRead.round]
        connection.execute(kept.on_conflict_do_update(index_elements=same, set_={"body": body}))
    connection.execute(delete(DeskRead).where(_DECIDED))


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
