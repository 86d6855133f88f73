"""A new workshop, and the copy in which it is rehearsed.

A new one gets its place in the library, its key and its first state. A copy is the same
in everything that was set, with a key of its own: nothing leads from it back to the workshop but
its id, so nothing that is done there reaches it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from msgspec.structs import replace
from sqlalchemy import Connection, insert, select

from workshop.actions.change import wifi_words
from workshop.protocol.desk_entries import PulseUse
from workshop.protocol.story import Story
from workshop.rules.agenda import Agenda, Stage, Translate, template
from workshop.rules.agenda_words import with_words
from workshop.rules.built_in_words import GROUND_RULES
from workshop.rules.limits import CARRIED
from workshop.rules.stages import shows_live
from workshop.storage.bodies import CarriedWords, LeaderWords, carried_row, hide, show
from workshop.storage.deadlines import touch
from workshop.storage.form_ids import opened_by
from workshop.storage.library import Fresh, Listed, open_workshop, open_workshops
from workshop.storage.state import (
    STORY_PLACES,
    HiddenColumn,
    StateWords,
    lay_down,
    read_agenda,
    read_state,
    show_hidden,
    write_agenda,
)
from workshop.storage.store import Store, new_workshop
from workshop.storage.workshop_tables import Carried
from workshop.storage.workshops import StoredWorkshop


@dataclass(frozen=True)
class NewWorkshop:
    """The fields of the form for a new workshop. `free_by` is in seconds, `free_at` "15:00".

    `keep_until` is the summary's last day, "" until somebody deletes it.
    """

    title: str
    team: str
    story: Story
    team_id: str = ""
    """The team on a hosted server; "" for the one of the name `team`."""
    second_story: Story | None = None
    story_id: str = ""
    second_story_id: str = ""
    """The ids of both in the library, "" for a story that is not from there."""
    template: str = "60"
    agenda: Agenda | None = None
    """An agenda of the team's own, in place of a template."""
    free_at: str = ""
    free_by: float | None = None
    prompt: str = ""
    votes_hidden: bool = False
    live_wall: bool = False
    remote: bool = False
    hybrid: bool = False
    """True if some are in a room and others in a call."""
    wifi: str = ""
    wifi_password: str = ""
    wifi_shown: bool = True
    support: str = ""
    reporting: str = ""
    leader_name: str = ""
    pulse: PulseUse = ""
    keep_until: str = ""
    carried: tuple[CarriedWords, ...] = ()
    """The team's open commitments, for an agenda that follows them up."""
    language: str = "en"
    trial: bool = False
    form: bytes = b""
    """The mark of the form, which opens one workshop; b"" where it may open any number."""
    translate: Translate = field(default=str, repr=False)


def create_workshop(store: Store, new: NewWorkshop, now: float) -> str:
    """Makes the workshop, unless its form has opened one, and gives its id. For the database
    thread."""
    if found := _opened(store, new.form):
        return found
    fresh = Fresh(new.title, new.team, new.trial, new.keep_until, new.team_id, new.form)
    with new_workshop(store, fresh, now) as stored, stored.write() as connection:
        lay_down(connection, stored.keys, stored.id, _first_state(new), _hidden(new))
        _carry(connection, stored, new)
    return _opened(store, new.form) or stored.id


def _opened(store: Store, form: bytes) -> str | None:
    with store.library.read() as session:
        return opened_by(session, form)


def _carry(connection: Connection, stored: StoredWorkshop, new: NewWorkshop) -> None:
    """Lays the open commitments down, where the agenda has a place for them."""
    if agenda_for(new).position("follow_up") is None:
        return
    for n, words in enumerate(new.carried[:CARRIED], 1):
        body = hide(stored.keys, "carried", carried_row(n), words)
        connection.execute(insert(Carried).values(n=n, body=body))


def _first_state(new: NewWorkshop) -> StateWords:
    agenda = agenda_for(new)
    return StateWords(
        title=new.title,
        team=new.team,
        language=new.language,
        trial=new.trial,
        remote=new.remote,
        hybrid=new.hybrid,
        wifi=new.wifi,
        support=new.support,
        reporting=new.reporting,
        free_at=new.free_at,
        free_by=new.free_by,
        votes_hidden=new.votes_hidden,
        live_wall=shows_live(agenda.stages, new.live_wall),
        pulse=new.pulse,
        agenda=write_agenda(agenda),
        rules=[new.translate(rule) for rule in GROUND_RULES],
        library=_from_library(new),
        stage=agenda.stages[0].id,
    )


def _from_library(new: NewWorkshop) -> dict[str, str]:
    ids = {"story": new.story_id, "story2": new.second_story_id}
    return {place: id_ for place, id_ in ids.items() if id_}


def _hidden(new: NewWorkshop) -> dict[HiddenColumn, object]:
    return {
        "story": new.story,
        "second_story": new.second_story if agenda_for(new).tells() > 1 else None,
        "leader": LeaderWords(name=new.leader_name, language=new.language),
        "wifi_password": wifi_words(new.wifi, new.wifi_password, new.wifi_shown),
    }


def agenda_for(new: NewWorkshop) -> Agenda:
    """Returns the agenda with which a workshop opens, with its form's question in it."""
    if new.agenda:
        agenda = with_words(new.agenda, new.translate)
    else:
        agenda = template(new.template, new.translate)
    return Agenda(tuple(_stages(agenda, new)))


def _stages(agenda: Agenda, new: NewWorkshop) -> Iterator[Stage]:
    """Yields the stages with the form's question; without a leader's name, no leader's story."""
    for stage in agenda.stages:
        if stage.kind == "write" and new.prompt:
            yield replace(stage, prompt=new.prompt)
        elif stage.kind != "go_first" or new.leader_name:
            yield stage


Anything: Any = Any
"""Any hidden value: a copy hides it again as it is."""
SET = (
    "title", "team", "language", "remote", "hybrid", "wifi", "support", "reporting", "free_at",
    "free_by", "votes_hidden", "live_wall", "agenda", "rules", "pulse", "library",
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
    """The parts that a copy is made of."""

    state: Any
    hidden: dict[HiddenColumn, object]
    carried: Any


def rehearse(store: Store, id_: str, now: float) -> Copy | None:
    """The copy in which a workshop is rehearsed; made where there is none yet.

    None when there is no such workshop, or it is itself for trying out. For the database thread.
    """
    with store.library.read() as session:
        real, open_ = open_workshop(session, id_), open_workshops(session)
    stored = store.workshops.open(id_) if real and not real.trial and not real.sealing else None
    if real is None or stored is None:
        return None
    with stored.read() as connection:
        state = read_state(connection, stored.keys)
        hidden = {
            name: show_hidden(connection, stored.keys, name, Anything) for name in STORY_PLACES
        }
        carried = connection.execute(select(Carried.n, Carried.body).order_by(Carried.n)).all()
    running = next((one for one in open_ if _rehearses(store, one) == id_), None)
    if running:
        return Copy(running.id, state.language, fresh=False)
    copied = _copied(store, real, stored, _Set(state, hidden, carried), now)
    return Copy(copied, state.language, fresh=True)


def _rehearses(store: Store, one: Listed) -> str:
    """The workshop that an open one is the copy of; "" for one of its own."""
    stored = store.workshops.open(one.id) if one.trial and not one.sealing else None
    if stored is None:
        return ""
    with stored.read() as connection:
        return str(read_state(connection, stored.keys).rehearses)


def _copied(store: Store, real: Listed, stored: StoredWorkshop, what: _Set, now: float) -> str:
    fresh = Fresh(real.title, real.team, trial=True, team_id=real.team_id)
    with new_workshop(store, fresh, now) as copy, copy.write() as connection:
        first = _state_of_copy(stored, what.state)
        lay_down(connection, copy.keys, copy.id, first, what.hidden)
        _carry_over(connection, copy, stored, what.carried)
    with store.library.begin() as session:
        touch(session, copy.id, now)
    return copy.id


def _state_of_copy(stored: StoredWorkshop, state: Any) -> StateWords:
    return StateWords(
        **{name: getattr(state, name) for name in SET},
        trial=True,
        rehearses=stored.id,
        stage=read_agenda(state.agenda).stages[0].id,
    )


def _carry_over(
    connection: Connection, copy: StoredWorkshop, stored: StoredWorkshop, carried: Any
) -> None:
    """The team's open commitments, as they stood before anything was said of them."""
    for n, body in carried:
        words = show(stored.keys, "carried", carried_row(n), body, CarriedWords)
        words = replace(words, learned="", will_now="", by_now="", outcome="", fit="")
        hidden = hide(copy.keys, "carried", carried_row(n), words)
        connection.execute(insert(Carried).values(n=n, body=hidden))
