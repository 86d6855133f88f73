"""Links to a summary: made and taken back at the desk of a hosted server, and what one opens."""

from typing import Any

from flask import Blueprint, Response
from sqlalchemy.orm import Session

from workshop.people.links import lend
from workshop.storage.library import Sealed, summary_of
from workshop.storage.people_tables import SUMMARY
from workshop.storage.visible import Visible
from workshop.summary.formats import one_file
from workshop.summary.reader import reader
from workshop.web.guarding.access import grant_of
from workshop.web.page_language import language, translate
from workshop.web.rendering import page
from workshop.web.services import on_database, reading, see
from workshop.web.summaries.lent_links import Lent, not_open
from workshop.web.summaries.summary_files import files, summary_file, summary_in

blueprint = Blueprint("lent", __name__, url_prefix="/summary")


def lent_summary(sealed: Sealed) -> Lent:
    """The page of a summary, for whoever comes by a link."""
    says = translate("Anyone with this link can read the summary until {day}.")
    return Lent(sealed.id, says, sealed.keep_until)


def lend_if_kept(session: Session, workshop: str, label: str, until: str, person: str) -> str:
    """Makes a link to a summary; gives "" where that was deleted in the meantime."""
    kept = summary_of(session, workshop) is not None
    return lend(session, workshop, label, until, person) if kept else ""


@blueprint.get("/<id_>/")
def view(id_: str) -> Response:
    """The page of a summary, in the language that was chosen on it."""
    found = _shown(id_)
    if found is None:
        return not_open()
    summary = summary_in(found)
    shown = one_file.contents(summary, reader(language()))
    offered = files(summary, "lent.file", id_, language())
    return page("summary/lent.html", id=id_, ended=id_, files=offered, **shown)


@blueprint.get("/<id_>/<ending>")
def file(id_: str, ending: str) -> Response:
    """The summary as a file."""
    found = _shown(id_)
    return not_open() if found is None else summary_file(summary_in(found), ending)


@blueprint.after_request
def alone(response: Response) -> Response:
    """No search engine lists it, and no other site is told of its address."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _shown(id_: str) -> Sealed | None:
    """The summary, for a browser that came by a link to it which is still good."""
    grant = grant_of(SUMMARY)
    if grant is None or grant.workshop != id_:
        return None
    see(Visible(workshop=id_))
    sealed: Sealed | None = on_database(_find, id_)
    return sealed


def _find(id_: str) -> Any:
    with reading() as session:
        return summary_of(session, id_)
