"""A new workshop: its place in the library, its key, its file, and its first state."""

from dataclasses import dataclass, field

from msgspec.structs import replace
from sqlalchemy import Connection, insert

from workshop.actions.room_settings import wifi_words
from workshop.protocol.desk_entries import PulseUse
from workshop.protocol.story import Story
from workshop.rules.agenda import GROUND_RULES, Agenda, Stage, Translate, template
from workshop.rules.agenda_order import shows_live
from workshop.rules.agenda_words import with_words
from workshop.rules.limits import CARRIED
from workshop.storage.agendas import write_agenda
from workshop.storage.bodies import CarriedWords, LeaderWords, carried_row, hide
from workshop.storage.files import WorkshopFile
from workshop.storage.making import new_file
from workshop.storage.state import HiddenColumn, StateWords, lay_down
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Carried


@dataclass(frozen=True)
class NewWorkshop:
    """What the form of a new workshop asks for. `free_by` is in seconds, `free_at` "15:00".

    `keep_until` is the summary's last day, "" until somebody deletes it.
    """

    title: str
    team: str
    story: Story
    second_story: Story | None = None
    template: str = "60"
    agenda: Agenda | None = None
    """One of the team's own, in place of a template."""
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
    translate: Translate = field(default=str, repr=False)


def create_workshop(store: Store, new: NewWorkshop, now: float) -> str:
    """Makes the workshop and gives its id. For the database thread."""
    made = new_file(store, new.title, new.team, new.trial, now, new.keep_until)
    with made as file, file.write() as connection:
        lay_down(connection, file.keys, file.id, _first_state(new), _hidden(new))
        _carry(connection, file, new)
    return file.id


def _carry(connection: Connection, file: WorkshopFile, new: NewWorkshop) -> None:
    """Lays the open commitments down, where the agenda has a place for them."""
    if _agenda(new).position("follow_up") is None:
        return
    for n, words in enumerate(new.carried[:CARRIED], 1):
        body = hide(file.keys, "carried", carried_row(n), words)
        connection.execute(insert(Carried).values(n=n, body=body))


def _first_state(new: NewWorkshop) -> StateWords:
    agenda = _agenda(new)
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
        stage=agenda.stages[0].id,
    )


def _hidden(new: NewWorkshop) -> dict[HiddenColumn, object]:
    return {
        "story": new.story,
        "second_story": new.second_story if _agenda(new).tells() > 1 else None,
        "leader": LeaderWords(name=new.leader_name, text="", language=new.language),
        "wifi_password": wifi_words(new.wifi, new.wifi_password, new.wifi_shown),
    }


def _agenda(new: NewWorkshop) -> Agenda:
    if new.agenda:
        agenda = with_words(new.agenda, new.translate)
    else:
        agenda = template(new.template, new.translate)
    if not new.prompt:
        return agenda
    return Agenda(tuple(_asking(stage, new.prompt) for stage in agenda.stages))


def _asking(stage: Stage, prompt: str) -> Stage:
    return replace(stage, prompt=prompt) if stage.kind == "write" else stage
