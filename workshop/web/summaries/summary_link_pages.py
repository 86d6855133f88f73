"""Links to a summary: made and taken back at the desk of a hosted server, and what one opens."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Blueprint, Response, request

from workshop.people.links import hashed, lend, lent
from workshop.people.links import take_back as take_link_back
from workshop.rules.text import one_line
from workshop.storage.library import Sealed, summary_of
from workshop.storage.library_tables import SUMMARY
from workshop.storage.visible import Visible
from workshop.summary.formats import one_file
from workshop.summary.reader import long_day, reader
from workshop.web.error_pages import error_page
from workshop.web.guarding.access import grant_of, need_facilitator, need_reader
from workshop.web.page_language import language, translate
from workshop.web.rendering import page
from workshop.web.services import on_database, reading, see, services, writing
from workshop.web.summaries.retention import ends, read_end, usual_end
from workshop.web.summaries.summary_files import files, summary_file, summary_in

blueprint = Blueprint("lent", __name__, url_prefix="/summary")
LABEL = 60
"""Characters of what a link is called."""


@dataclass(frozen=True)
class AskedSummaryLink:
    """The link that a form asks for, and what is wrong in a field; "" when a link was made."""

    label: str
    until: str
    fault: str = ""
    about: str = ""


@dataclass(frozen=True)
class SummaryLinkRow:
    """A link that was made: until when it is good, in words, and how many came by it."""

    id: str
    label: str
    said: str
    signed_in: int


@dataclass(frozen=True)
class SummaryLinks:
    """The page's part about links; `hosted` is whether one would lead here from outside.

    `made` is a link that was just made, of which `said` speaks: it is shown this once.
    """

    hosted: bool
    form: AskedSummaryLink
    made: str = ""
    said: str = ""
    rows: Sequence[SummaryLinkRow] = field(default_factory=list)
    label: int = LABEL


def summary_links_of(
    sealed: Sealed, today: date, asked: AskedSummaryLink | None = None, secret: str = ""
) -> SummaryLinks:
    """The links to a summary, and the form for another one; `secret` is of one just made."""
    form = asked or AskedSummaryLink("", usual_end(today, sealed.keep_until))
    if not services().settings.hosted:
        return SummaryLinks(False, form)
    rows = [
        SummaryLinkRow(
            one.id, one.label, _readable(ends(one.until, sealed.keep_until)), one.signed_in
        )
        for one in on_database(_lent, sealed.id)
    ]
    made = next((row for row in rows if row.id == hashed(secret).hex()), None)
    if made is None:
        return SummaryLinks(True, form, rows=rows)
    return SummaryLinks(
        True, form, f"{services().addresses.origin}/enter#{secret}", made.said, rows
    )


def make(sealed: Sealed, today: date) -> AskedSummaryLink:
    """Makes the link that the form asks for, which the page behind it shows; says what is wrong
    where it can't."""
    label, typed = one_line(request.form.get("label", "")), request.form.get("until", "").strip()
    until, fault = read_end(typed, today, sealed.keep_until)
    if fault:
        return AskedSummaryLink(label, typed, fault=fault, about="until")
    if len(label) > LABEL:
        fault = translate("The limit is {limit} characters. Shorten it a little.", limit=LABEL)
        return AskedSummaryLink(label, until, fault=fault, about="label")
    grant = need_facilitator()
    secret = on_database(_make, sealed.id, label, until, grant.person)
    if not secret:
        fault = translate("The summary was deleted in the meantime. No link was made.")
        return AskedSummaryLink(label, until, fault=fault, about="until")
    services().shown_once.keep(grant.sign_in, sealed.id, secret, services().now())
    return AskedSummaryLink(label, until)


def just_made(workshop: str) -> str:
    """The secret of the link that this browser has just made; "" from the second look on."""
    return services().shown_once.take(need_reader().sign_in, workshop, services().now())


def take_back(workshop: str, link: str) -> bool:
    """Ends a link and every sign-in made with it; False when there is no such link."""
    ended: bool = on_database(_take_back, workshop, link)
    return ended


def _readable(until: str) -> str:
    day = long_day(until, language())
    return translate("Anyone with this link can read the summary until {day}.", day=day)


def _lent(workshop: str) -> Any:
    with reading() as session:
        return lent(session, workshop)


def _make(workshop: str, label: str, until: str, person: str) -> str:
    with writing() as session:
        if summary_of(session, workshop) is None:
            return ""
        return lend(session, workshop, label, until, person)


def _take_back(workshop: str, link: str) -> bool:
    with writing() as session:
        return take_link_back(session, workshop, link) is not None


@blueprint.get("/<id_>/")
def view(id_: str) -> Response:
    """The page of a summary, in the language that was chosen on it."""
    found = _shown(id_)
    if found is None:
        return _not_open()
    summary = summary_in(found)
    shown = one_file.contents(summary, reader(language()))
    offered = files(summary, "lent.file", id_, language())
    return page("summary/lent.html", id=id_, ended=id_, files=offered, **shown)


@blueprint.get("/<id_>/<ending>")
def file(id_: str, ending: str) -> Response:
    """The summary as a file."""
    found = _shown(id_)
    return _not_open() if found is None else summary_file(summary_in(found), ending)


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


def _not_open() -> Response:
    """One page whatever is missing: whether there is such a summary is nobody else's business."""
    sentence = translate(
        "Open your link once more, in this browser. If it no longer opens anything, it has ended "
        "or was withdrawn: the facilitator can send you a new one, or the file."
    )
    return error_page(403, translate("This summary is not open here"), sentence, "link")


def _find(id_: str) -> Any:
    with reading() as session:
        return summary_of(session, id_)
