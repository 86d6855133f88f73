"""The log of a team's desks, for its leads, and for operators, who are told no title."""

from dataclasses import dataclass

from flask import Blueprint, Response

from workshop.people.desk_log import LoggedAct, Noted, log_of
from workshop.rules.agenda import message
from workshop.rules.words_in_a_row import listed
from workshop.summary.reader import long_day
from workshop.web.guarding.access import need_reader
from workshop.web.page_language import language, translate
from workshop.web.people.members_page import seen_team
from workshop.web.people.team_tabs import team_tabs
from workshop.web.rendering import page
from workshop.web.services import reads_all

blueprint = Blueprint("desk_log", __name__, url_prefix="/desk/teams")
ACTS: dict[LoggedAct, str] = {
    "opened": message("Desk opened"),
    "sealed": message("Workshop finished"),
    "exported": message("Summary saved as a file"),
    "deleted": message("Workshop or summary deleted"),
    "letters_decided": message("Letters to a teller decided on"),
    "link_made": message("Link made"),
    "link_withdrawn": message("Link withdrawn"),
    "invited": message("Invitation made"),
    "invited_again": message("Invited to sign in again"),
    "joined": message("Joined the team"),
    "left": message("Left the team"),
    "taken_out": message("Taken out of the team"),
    "leads": message("May lead from now on"),
    "reads": message("Only reads from now on"),
    "story_invited": message("Someone invited to tell a story"),
    "story_taken": message("Story taken into the library"),
    "story_proposed": message("Changes to a story proposed"),
    "story_declined": message("Story not taken"),
    "story_withdrawn": message("Story withdrawn for its contributor"),
}


@dataclass(frozen=True)
class Line:
    """A line of the log as it is shown: what was done, to what or whom, and by whom."""

    act: str
    about: str
    name: str


@blueprint.get("/<id_>/log")
def view(id_: str) -> Response:
    """The acts of half a year, by the day."""
    team, titled = seen_team(id_)
    days = dict[str, list[Line]]()
    for one in reads_all(log_of)(id_):
        lines, line = days.setdefault(one.day, []), _line(one, titled)
        if line not in lines:
            lines.append(line)
    shown = {long_day(day, language()): lines for day, lines in days.items()}
    return page("desk_log.html", team=team, tabs=team_tabs(id_, need_reader()), days=shown)


def _line(one: Noted, titled: bool) -> Line:
    owner = translate("The owner of this server")
    if one.act.startswith("story_"):
        # Who told a story is nobody's business here.
        return Line(translate(ACTS[one.act]), "", one.name or owner)
    if not one.workshop:
        joined, link = one.act in {"joined", "left"}, one.act in {"link_made", "link_withdrawn"}
        about = one.about or (translate("Open commitments") if link else owner)
        return Line(translate(ACTS[one.act]), about, "" if joined else one.name or owner)
    title = one.title if titled else ""
    about = listed([title, one.about], translate)
    return Line(translate(ACTS[one.act]), about, one.name or owner)
