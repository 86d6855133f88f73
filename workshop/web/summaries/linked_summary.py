"""The summary for whoever has a link to it: its page and its files, until the link ends."""

from typing import Any

from flask import Blueprint, Response

from workshop.storage.library import Sealed, summary_of
from workshop.storage.library_tables import SUMMARY
from workshop.summary.formats import one_file
from workshop.summary.reader import reader
from workshop.web.error_pages import error_page
from workshop.web.guarding.access import grant_of
from workshop.web.page_language import language, translate
from workshop.web.rendering import page
from workshop.web.services import on_database, services
from workshop.web.summaries.kept_summary import summary_in
from workshop.web.summaries.summary_files import files, summary_file

blueprint = Blueprint("lent", __name__, url_prefix="/summary")


@blueprint.get("/<id_>/")
def view(id_: str) -> Response:
    """The page of a summary, in the language that was chosen on it."""
    found = _lent(id_)
    if found is None:
        return _not_open()
    summary = summary_in(found)
    shown = one_file.contents(summary, reader(language()))
    offered = files(summary, "lent.file", id_, language())
    return page("summary/lent.html", id=id_, ended=id_, files=offered, **shown)


@blueprint.get("/<id_>/<ending>")
def file(id_: str, ending: str) -> Response:
    """The summary as a file."""
    found = _lent(id_)
    return _not_open() if found is None else summary_file(summary_in(found), ending)


@blueprint.after_request
def alone(response: Response) -> Response:
    """No search engine lists it, and no other site is told of its address."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def _lent(id_: str) -> Sealed | None:
    """The summary, for a browser that came by a link to it which is still good."""
    grant = grant_of(SUMMARY)
    if grant is None or grant.workshop != id_:
        return None
    sealed: Sealed | None = on_database(_look_up, id_)
    return sealed


def _not_open() -> Response:
    """One page whatever is missing: whether there is such a summary is nobody else's business."""
    sentence = translate(
        "Open the link that you were sent once more, in this browser. If it opens nothing any "
        "more, it has ended or was taken back: whoever led the workshop can send you a new one, "
        "or the file."
    )
    return error_page(403, translate("This summary is not open here"), sentence, "sign_in")


def _look_up(id_: str) -> Any:
    with services().store.library.read() as session:
        return summary_of(session, id_)
