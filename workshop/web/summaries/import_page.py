"""Taking in a summary that another server has made, from its JSON file."""

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.protocol.summary import Summary
from workshop.summary.importing.import_faults import IMPORT_SENTENCES
from workshop.summary.importing.read_import import LARGEST_IMPORT_BYTES, read_summary_file, take_in
from workshop.web.forms import Form, pressed
from workshop.web.guarding.access import need_facilitator
from workshop.web.guarding.request_filter import LARGER
from workshop.web.page_language import translate
from workshop.web.people.team_choice import own_teams, team_of_own
from workshop.web.rendering import page
from workshop.web.services import long_work, on_database, services
from workshop.web.summaries.retention import limit_said

blueprint = Blueprint("taking_in", __name__, url_prefix="/desk")
TAKE_IN_PATH = "/take-in"


class TakenIn(Form):
    """The team that gets a summary from elsewhere."""

    team: str


@blueprint.get(TAKE_IN_PATH)
def form() -> Response:
    """The form for the file."""
    need_facilitator()
    return _page()


@blueprint.post(TAKE_IN_PATH)
def send() -> AnyResponse:
    """Takes the summary in and shows it; or the form again, with all that is wrong in the file."""
    grant = need_facilitator()
    request.max_content_length = LARGER[f"/desk{TAKE_IN_PATH}"].most
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page([translate("Choose a file first.")])
    # A byte more than may be is enough to see that it is too much.
    read = long_work(read_summary_file, sent.stream.read(LARGEST_IMPORT_BYTES + 1))
    if not isinstance(read, Summary):
        return _page([fault.said(translate) for fault in read])
    team = team_of_own(pressed(TakenIn).team or read.team, grant)
    placed = on_database(take_in)(services().store, read, team)
    if placed.what == "taken":
        return redirect(f"/desk/{placed.id}/summary/", 303)
    if placed.what == "here":
        return _page(here=(placed.id, read.title))
    there = placed.id if placed.what == "other_here" else ""
    return _page([translate(IMPORT_SENTENCES[placed.what])], there=there)


def _page(
    faults: list[str] | None = None, here: tuple[str, str] | None = None, there: str = ""
) -> Response:
    """`here` is a summary that is here already, `there` the id of another one that is."""
    status = 422 if faults else 200
    teams = own_teams(need_facilitator())
    return page(
        "take_in.html", status, faults=faults or [], here=here, there=there, teams=teams, team="",
        limit=limit_said(),
    )  # fmt: skip
