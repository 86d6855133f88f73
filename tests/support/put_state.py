"""The state of a workshop, changed as no command would."""

from collections.abc import Iterable

from msgspec.structs import replace

from tests.support.room import TestRoom
from workshop.storage.state import read_state, write_state
from workshop.storage.workshops import StoredWorkshop


def put_state(file: StoredWorkshop, **values: object) -> None:
    """Gives fields of the state other values."""
    with file.write() as connection:
        state = read_state(connection, file.keys)
        state.__dict__.update(values)
        write_state(connection, file.keys, state, led=False)


def spend_rounds(room: TestRoom) -> None:
    """Ends all rounds, and nothing that waits in them."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    rounds: Iterable[object] = (
        replace(one, spent=True, settled=True) for one in room.read().state.rounds
    )
    put_state(file, rounds=[*rounds])
