"""The state where a migration has laid it down in the clear, as it has no key."""

import msgspec
from cryptography.exceptions import InvalidTag
from msgspec.structs import replace
from sqlalchemy import Connection, func, select, update

from workshop.protocol.base import Outcome
from workshop.storage.bodies import (
    CarriedWords,
    CommitmentWords,
    carried_row,
    hide,
    hide_anew,
    hide_settled,
    show,
)
from workshop.storage.keyring import Keys
from workshop.storage.own_keys import OwnKeys
from workshop.storage.state import PLACE, PLACES, SIZE, StateWords
from workshop.storage.workshop_tables import Carried, Commitment, State

IN_THE_CLEAR = b"state:"
"""What begins a body that a migration has laid down."""
_CLEAR = func.substr(State.body, 1, len(IN_THE_CLEAR)) == IN_THE_CLEAR


class LaidDown(msgspec.Struct):
    """What a migration has laid down: the state, and what goes into rows that have a body."""

    state: StateWords
    lessons_of: dict[bytes, bytes]
    """The lesson that each commitment is offered for."""
    outcomes: dict[int, Outcome]
    """What became of each commitment of an earlier workshop."""


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
