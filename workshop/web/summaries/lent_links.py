"""Links that many people may use until a last day: the form that makes one, and their list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, TypeAlias

from flask import Blueprint, Response
from msgspec import Meta
from sqlalchemy.orm import Session

from workshop.people.links import end_link as take_link_back
from workshop.people.links import hashed, lend, lent
from workshop.people.sign_ins import Grant
from workshop.rules.agenda import message
from workshop.rules.limits import LABEL_CHARS
from workshop.storage.library import Sealed, summary_of
from workshop.storage.people_tables import SUMMARY_LINK
from workshop.storage.visible import Visible
from workshop.summary.formats import one_file
from workshop.summary.reader import long_day, reader
from workshop.web.error_pages import error_page
from workshop.web.forms import Form, OneLine, read_sent
from workshop.web.guarding.access import grant_of, not_listed
from workshop.web.page_language import language, translate
from workshop.web.rendering import page
from workshop.web.services import reads, see, services, writes
from workshop.web.summaries.retention import end_fault, ends, usual_end
from workshop.web.summaries.summary_files import files, summary_file, summary_in


class NewLentLink(Form):
    """A link that is to be made: what it is called, and its last day."""

    label: Annotated[OneLine, Meta(max_length=LABEL_CHARS)]
    until: Annotated[date, Meta(description=message("Choose the day on which the link ends."))]


@dataclass(frozen=True)
class Lent:
    """The page that links open: a summary's, or that of a team's open commitments.

    `id` is the summary's workshop or the team, `last` the last day of the page itself, or "".
    `says` is the sentence on a link, with a place for the `{day}` on which it ends.
    """

    id: str
    says: str
    last: str = ""


@dataclass(frozen=True)
class AskedLentLink:
    """The link that a form asks for, and what is wrong in a field; "" when a link was made."""

    label: str
    until: str
    fault: str = ""
    about: str = ""


@dataclass(frozen=True)
class LentLinkRow:
    """A link that was made: until when it is good, in words, and how many came by it."""

    id: str
    label: str
    said: str
    signed_in: int


@dataclass(frozen=True)
class LentLinks:
    """The page's part about links; `hosted` is whether one would lead here from outside.

    `made` is a link that was just made, of which `said` speaks: it is shown this once.
    """

    hosted: bool
    form: AskedLentLink
    made: str = ""
    said: str = ""
    rows: Sequence[LentLinkRow] = field(default_factory=list)
    label: int = LABEL_CHARS


def lent_links(
    page: Lent, today: date, asked: AskedLentLink | None = None, secret: str = ""
) -> LentLinks:
    """The links to a page, and the form for another one; `secret` is of one just made."""
    form = asked or AskedLentLink("", usual_end(today, page.last))
    if not services().settings.hosted:
        return LentLinks(False, form)
    rows = [
        LentLinkRow(one.id, one.label, _said(page, ends(one.until, page.last)), one.signed_in)
        for one in reads(lent)(page.id)
    ]
    made = next((row for row in rows if row.id == hashed(secret).hex()), None)
    if made is None:
        return LentLinks(True, form, rows=rows)
    url = services().addresses.entrance(secret)
    return LentLinks(True, form, url, made.said, rows)


Lend: TypeAlias = Callable[[Session, str, str, str, str], str]


def make(page: Lent, today: date, grant: Grant, lend: Lend) -> AskedLentLink:
    """Makes the link that the form asks for, which the page behind it shows; says what is wrong
    where it can't.

    `lend` makes it in a session, and gives "" where its page is not there any more.
    """
    sent = read_sent(NewLentLink)
    if sent.form is None:
        about, fault = next(iter(sent.faults.items()))
        return AskedLentLink(sent.values["label"], sent.values["until"], fault, about)
    label, until = sent.form.label, sent.form.until.isoformat()
    fault = end_fault(sent.form.until, today, page.last)
    if fault:
        return AskedLentLink(label, until, fault=fault, about="until")
    secret = writes(lend)(page.id, label, until, grant.person)
    if not secret:
        fault = translate("The summary was deleted in the meantime. No link was made.")
        return AskedLentLink(label, until, fault=fault, about="until")
    services().shown_once.keep(grant.sign_in, page.id, secret, services().steady())
    return AskedLentLink(label, until)


def just_made(opens: str, grant: Grant) -> str:
    """The secret of the link that this browser has just made; "" from the second look on."""
    return services().shown_once.take(grant.sign_in, opens, services().steady())


def end_lent_link(opens: str, link: str) -> bool:
    """Ends a link and every sign-in made with it; False when there is no such link."""
    return writes(take_link_back)(opens, link) is not None


def not_open() -> Response:
    """One page whatever is missing: if there is such a one is nobody else's business."""
    sentence = translate(
        "Open your link once more, in this browser. If it no longer opens anything, it has ended "
        "or was withdrawn: the facilitator can send you a new one."
    )
    return error_page(403, translate("This page is not open here"), sentence, "link")


def _said(page: Lent, until: str) -> str:
    return page.says.format(day=long_day(until, language()))


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
    shown = one_file.page_contents(summary, reader(language()))
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
    response.headers["Referrer-Policy"] = "no-referrer"
    return not_listed(response)


def _shown(id_: str) -> Sealed | None:
    """The summary, for a browser that came by a link to it which is still good."""
    grant = grant_of(SUMMARY_LINK)
    if grant is None or grant.workshop != id_:
        return None
    see(Visible(workshop=id_))
    return reads(summary_of)(id_)
