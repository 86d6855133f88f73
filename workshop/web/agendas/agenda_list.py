"""The agendas of a team: the list, and what is done with one of them as a whole."""

from typing import Literal
from urllib.parse import quote

from flask import Blueprint, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.rules.agenda import TEMPLATES, Agenda, template
from workshop.rules.agenda_faults import Fault
from workshop.rules.agenda_file import (
    LARGEST_AGENDA_BYTES,
    AgendaFile,
    read_agenda_file,
    write_file,
)
from workshop.rules.agenda_words import with_words, without_words
from workshop.storage.own_agendas import Kept, delete, keep_beside, own_agenda, own_agendas
from workshop.web.forms import Form, Sure, pressed
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import language, translate, translator
from workshop.web.people.team_choice import own_teams, team_of_own
from workshop.web.rendering import page
from workshop.web.services import reads, services, writes

blueprint = Blueprint("agendas", __name__, url_prefix="/desk/agendas")
OWN_PREFIX = "own:"
"""Begins what a form calls an agenda of the team's own; its id follows."""


class ImportedAgenda(Form):
    """An agenda from a file, or from the field in which a broken one can be mended."""

    text: str
    team: str
    do: Literal["", "show"]


def built_in_names() -> dict[str, str]:
    """The agendas that come with the program, by what the page calls them."""
    names = {
        "60": translate("60 minutes"),
        "30": translate("30 minutes"),
        "90": translate("90 minutes, two stories"),
        "follow_up": translate("Follow-up, 45 minutes"),
        "all_hands": translate("All-hands, 40 minutes"),
    }
    return {name: names.get(name, name) for name in TEMPLATES}


def built_in_agenda(name: str) -> AgendaFile:
    """Returns a built-in agenda as a file, without the words that the program says by itself."""
    if name not in TEMPLATES:
        abort(404)
    spoken = [translator(tag) for tag in services().languages.known]
    agenda = without_words(template(name, translator()), spoken)
    return AgendaFile(built_in_names()[name], language(), agenda)


@blueprint.get("/")
def home() -> Response:
    """The page of all agendas: those of the program, and a team's own."""
    need_facilitator()
    return _page()


@blueprint.post("/import")
def take_in() -> AnyResponse:
    """Keeps an agenda from a file; or shows its text again, with all that is wrong in it."""
    grant = need_facilitator()
    asked = pressed(ImportedAgenda)
    text = _sent() or asked.text
    if asked.do == "show":
        return _page(text)
    read = read_agenda_file(text)
    if not isinstance(read, AgendaFile):
        return _page(text, read)
    kept = writes(keep_beside)(read, team_of_own(asked.team, grant))
    if isinstance(kept, Fault):
        return _page(text, [kept])
    return redirect(f"/desk/agendas/{kept}?kept", 303)


@blueprint.get("/<id_>/file")
def file(id_: str) -> Response:
    """The team's own agenda as a file to hand on, just as it is kept."""
    kept = agenda_of_team(id_)
    return download(kept.name, kept.body)


@blueprint.get("/built-in/<name>/file")
def built_in_file(name: str) -> Response:
    """A built-in agenda as a file."""
    need_facilitator()
    made = built_in_agenda(name)
    return download(made.name, write_file(made))


@blueprint.get("/<id_>/delete")
def ask(id_: str) -> Response:
    """Asks once more, before anything is deleted."""
    return page("agenda_delete.html", one=agenda_of_team(id_))


@blueprint.post("/<id_>/delete")
def delete_it(id_: str) -> AnyResponse:
    """Deletes it when that was said twice."""
    kept = agenda_of_team(id_)
    if not pressed(Sure).sure:
        return page("agenda_delete.html", one=kept)
    writes(delete)(id_)
    return redirect("/desk/agendas/", 303)


def agenda_of_team(id_: str) -> Kept:
    """Returns a team's own agenda for the facilitator; ends the request if there is none."""
    need_facilitator()
    return reads(own_agenda)(id_) or abort(404)


def download(name: str, body: str) -> Response:
    """A file to keep."""
    response = Response(body, content_type="application/json; charset=utf-8")
    plain = "".join(char if char.isalnum() else "-" for char in name).strip("-") or "agenda"
    # RFC 6266: a header holds no letters but Latin ones; all others come percent-encoded.
    encoded = f"UTF-8''{quote(plain)}.agenda.json"
    named = {"filename": "agenda.json", "filename*": encoded}
    response.headers.set("Content-Disposition", "attachment", **named)
    return response


def listed_agendas() -> list[Kept]:
    """All that the team has made its own."""
    return reads(own_agendas)()


def own_files() -> dict[str, AgendaFile]:
    """Returns the team's own agendas that a workshop can be made with, by their names in a form."""
    return {f"{OWN_PREFIX}{one.id}": one.file for one in listed_agendas() if one.file}


def drawn(agenda: Agenda) -> list[dict[str, object]]:
    """An agenda as the form of a new workshop draws it; of the writing also what it asks for."""
    return [
        {
            "kind": one.kind,
            "name": one.name,
            "minutes": one.minutes,
            "sets": bool(one.settings.cards or one.settings.votes),
            "cards": one.settings.cards or "",
            "votes": one.settings.votes or "",
            "cards_each": one.settings.cards_each,
            **({"prompt": one.prompt} if one.kind == "write" else {}),
        }
        for one in with_words(agenda, translate).stages
    ]


def agenda_named(name: str) -> Agenda | None:
    """The agenda of the team's own that a form names; None when there is none to be read."""
    found = (
        reads(own_agenda)(name.removeprefix(OWN_PREFIX)) if name.startswith(OWN_PREFIX) else None
    )
    return found.file.agenda if found and found.file else None


def _page(text: str = "", faults: list[Fault] | None = None) -> Response:
    return page(
        "agendas.html",
        422 if faults else 200,
        built_in={name: template(name, str) for name in TEMPLATES},
        names=built_in_names(),
        own=listed_agendas(),
        teams=own_teams(need_facilitator()),
        text=text,
        faults=[fault.placed(translate) for fault in faults or []],
    )


def _sent() -> str:
    """The text of the file; "" where none was chosen."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return ""
    # A byte more than may be is enough to see that it is too much.
    return sent.stream.read(LARGEST_AGENDA_BYTES + 1).decode("utf-8-sig", "replace")
