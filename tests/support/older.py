"""Files as an older program left them."""

from pathlib import Path
from typing import Any

import msgspec
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import Connection, create_engine, select, update

from workshop.storage.bodies import CarriedWords, CommitmentWords, carried_row, show
from workshop.storage.keyring import Keys, OwnKeys, first_to_open
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.sqlite.migrate import MIGRATIONS, migrations
from workshop.storage.sqlite.migrated import IN_THE_CLEAR
from workshop.storage.state import PLACE, StateWords
from workshop.storage.workshop_tables import Carried, Commitment, State


def taken_back(path: Path, name: str, revision: str) -> None:
    """Makes a file what an older program left behind."""
    script = migrations(MIGRATIONS / name)

    def steps(current: Any, _context: object) -> Any:
        return script._downgrade_revs(revision, current)

    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        if name == "workshop":
            lay_bare(connection, path)
        context = MigrationContext.configure(connection, opts={"script": script, "fn": steps})
        with Operations.context(context):
            context.run_migrations()
    engine.dispose()


def lay_bare(connection: Connection, path: Path) -> None:
    """Lays the state of a workshop down in the clear: a migration has no key to read it with."""
    row = connection.execute(select(State.body)).first()
    if row is None:
        return
    data = path.parent.parent
    folder = KeyFolder(data.with_name(f"{data.name}-keys"))
    keys = Keys(folder.read(path.stem) or b"")
    own = OwnKeys(keys, folder, path.stem)
    state = keys.show_anew(row.body, PLACE, b"", StateWords)
    opening = own.of_rounds(one.n for one in state.rounds)
    said = {
        "state": {name: getattr(state, name) for name in StateWords.__struct_fields__},
        "lessons_of": {
            id_: first_to_open(
                opening, lambda one, id_=id_, body=body: offered(one, id_, body)
            ).lesson
            for id_, body in connection.execute(select(Commitment.id, Commitment.body)).all()
        },
        "outcomes": {
            n: show(keys, "carried", carried_row(n), body, CarriedWords).outcome
            for n, body in connection.execute(select(Carried.n, Carried.body)).all()
        },
    }
    connection.execute(update(State).values(body=IN_THE_CLEAR + msgspec.msgpack.encode(said)))


def offered(keys: Keys, id_: bytes, body: bytes) -> CommitmentWords:
    """Returns the words of an offer, under a key."""
    return show(keys, "commitment", id_, body, CommitmentWords)
