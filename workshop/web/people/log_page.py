"""The log of a team's desks, for its leads, and for operators, who are told no title."""

from typing import Any

from flask import Blueprint, Response

from workshop.people.desk_log import Noted, log_of
from workshop.rules.agenda import message
from workshop.summary.reader import long_day
from workshop.web.page_language import language, translate
from workshop.web.people.members_page import seen_team
from workshop.web.rendering import page
from workshop.web.services import on_database, services

blueprint = Blueprint("desk_log", __name__, url_prefix="/desk/teams")
SENTENCES: dict[str, str] = {
    "opened": message("{name} opened the desk of “{title}”."),
    "sealed": message("{name} finished “{title}”."),
    "exported": message("{name} saved the summary of “{title}” as a file ({about})."),
    "deleted": message("{name} deleted “{title}”."),
    "link_made": message("{name} made a link to “{title}”: {about}."),
    "link_withdrawn": message("{name} withdrew a link to “{title}”."),
    "invited": message("{name} invited {about}."),
    "joined": message("{about} joined the team."),
    "left": message("{about} left the team."),
    "taken_out": message("{name} took {about} out of the team."),
    "leads": message("{name} let {about} lead."),
    "reads": message("{name} let {about} only read."),
}
"""What each act is called in the log."""


@blueprint.get("/<id_>/log")
def view(id_: str) -> Response:
    """What was done, by the day."""
    team, titled = seen_team(id_)
    days = dict[str, list[str]]()
    for one in on_database(_read, id_):
        lines, sentence = days.setdefault(one.day, []), _sentence(one, titled)
        if sentence not in lines:
            lines.append(sentence)
    shown = {long_day(day, language()): lines for day, lines in days.items()}
    return page("desk_log.html", team=team, days=shown)


def _sentence(one: Noted, titled: bool) -> str:
    return translate(
        SENTENCES[one.act],
        name=one.name or translate("The owner of this server"),
        title=(one.title if titled else "") or translate("a workshop"),
        about=one.about or translate("the owner of this server"),
    )


def _read(team: str) -> Any:
    with services().store.library.read() as session:
        return log_of(session, team)
