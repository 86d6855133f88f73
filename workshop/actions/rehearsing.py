"""A copy of a workshop for a rehearsal: the same in everything that was set, with a key of its own.

Nothing leads from the copy back to the workshop but its id, so nothing that is done there reaches
it.
"""

from dataclasses import dataclass
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, insert, select

from workshop.storage.agendas import read_agenda
from workshop.storage.bodies import CarriedWords, carried_row, hide, show
from workshop.storage.files import WorkshopFile
from workshop.storage.library import (
    Listed,
    add_workshop,
    open_workshop,
    open_workshops,
    touch,
)
from workshop.storage.state import (
    PLACES,
    HiddenColumn,
    StateWords,
    lay_down,
    read_state,
    show_hidden,
)
from workshop.storage.store import Store
from workshop.storage.wiping import wipe
from workshop.storage.workshop_tables import Carried

Anything: Any = Any
"""Whatever is hidden is hidden again as it is."""
SET = (
    "title", "team", "language", "remote", "hybrid", "wifi", "support", "reporting", "free_at",
    "free_by", "votes_hidden", "live_wall", "agenda", "rules", "pulse",
)  # fmt: skip
"""The settings of a workshop that its copy has as well."""


@dataclass(frozen=True)
class Copy:
    """The copy of a workshop: `fresh` where it was made just now, and not found running."""

    id: str
    language: str
    fresh: bool


@dataclass(frozen=True)
class _Set:
    """What a copy is made of."""

    state: Any
    hidden: dict[HiddenColumn, object]
    carried: Any


def rehearse(store: Store, id_: str, now: float) -> Copy | None:
    """The copy in which a workshop is rehearsed; made where there is none yet.

    None when there is no such workshop, or it is itself for trying out. For the database thread.
    """
    with store.library.read() as session:
        real, open_ = open_workshop(session, id_), open_workshops(session)
    file = store.file(id_) if real and not real.trial and not real.sealing else None
    if real is None or file is None:
        return None
    with file.read() as connection:
        state = read_state(connection, file.keys)
        hidden = {name: show_hidden(connection, file.keys, name, Anything) for name in PLACES}
        carried = connection.execute(select(Carried.n, Carried.body).order_by(Carried.n)).all()
    running = next((one for one in open_ if _rehearses(store, one) == id_), None)
    if running:
        return Copy(running.id, state.language, fresh=False)
    copied = _copied(store, real, file, _Set(state, hidden, carried), now)
    return Copy(copied, state.language, fresh=True)


def _rehearses(store: Store, one: Listed) -> str:
    """The workshop that an open one is the copy of; "" for one of its own."""
    file = store.file(one.id) if one.trial and not one.sealing else None
    if file is None:
        return ""
    with file.read() as connection:
        return str(read_state(connection, file.keys).rehearses)


def _copied(store: Store, real: Listed, file: WorkshopFile, what: _Set, now: float) -> str:
    # The library lists it before there is a file: what a crash leaves, the next start wipes.
    with store.library.begin() as session:
        listed = add_workshop(session, real.title, real.team, trial=True, now=now)
        touch(session, listed.id, now)
    try:
        copy = store.make_file(listed.id)
        with copy.write() as connection:
            first = _first_state(file, what.state)
            lay_down(connection, copy.keys, copy.id, first, what.hidden)
            _carry(connection, copy, file, what.carried)
    except Exception:
        wipe(store, listed.id)
        raise
    return listed.id


def _first_state(file: WorkshopFile, state: Any) -> StateWords:
    return StateWords(
        **{name: getattr(state, name) for name in SET},
        trial=True,
        rehearses=file.id,
        stage=read_agenda(state.agenda).stages[0].id,
    )


def _carry(connection: Connection, copy: WorkshopFile, file: WorkshopFile, carried: Any) -> None:
    """The team's open commitments, as they stood before anything was said of them."""
    for n, body in carried:
        words = show(file.keys, "carried", carried_row(n), body, CarriedWords)
        words = replace(words, learned="", will_now="", by_now="", outcome="")
        hidden = hide(copy.keys, "carried", carried_row(n), words)
        connection.execute(insert(Carried).values(n=n, body=hidden))
