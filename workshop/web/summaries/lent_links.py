"""Links that many people may use until a last day: the form that makes one, and their list."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Response, request
from sqlalchemy.orm import Session

from workshop.people.links import hashed, lent
from workshop.people.links import take_back as take_link_back
from workshop.people.sign_ins import Grant
from workshop.rules.text import one_line
from workshop.summary.reader import long_day
from workshop.web.error_pages import error_page
from workshop.web.page_language import language, translate
from workshop.web.services import on_database, reading, services, writing
from workshop.web.summaries.retention import ends, read_end, usual_end

LABEL = 60
"""Characters of what a link is called."""


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
    label: int = LABEL


def lent_links(
    page: Lent, today: date, asked: AskedLentLink | None = None, secret: str = ""
) -> LentLinks:
    """The links to a page, and the form for another one; `secret` is of one just made."""
    form = asked or AskedLentLink("", usual_end(today, page.last))
    if not services().settings.hosted:
        return LentLinks(False, form)
    rows = [
        LentLinkRow(one.id, one.label, _said(page, ends(one.until, page.last)), one.signed_in)
        for one in on_database(_lent, page.id)
    ]
    made = next((row for row in rows if row.id == hashed(secret).hex()), None)
    if made is None:
        return LentLinks(True, form, rows=rows)
    url = services().addresses.entrance(secret)
    return LentLinks(True, form, url, made.said, rows)


def make(page: Lent, today: date, grant: Grant, lend: Callable[..., str]) -> AskedLentLink:
    """Makes the link that the form asks for, which the page behind it shows; says what is wrong
    where it can't.

    `lend` makes it in a session, and gives "" where its page is not there any more.
    """
    label, typed = one_line(request.form.get("label", "")), request.form.get("until", "").strip()
    until, fault = read_end(typed, today, page.last)
    if fault:
        return AskedLentLink(label, typed, fault=fault, about="until")
    if len(label) > LABEL:
        fault = translate("The limit is {limit} characters. Shorten it a little.", limit=LABEL)
        return AskedLentLink(label, until, fault=fault, about="label")
    secret = on_database(_make, lambda session: lend(session, page.id, label, until, grant.person))
    if not secret:
        fault = translate("The summary was deleted in the meantime. No link was made.")
        return AskedLentLink(label, until, fault=fault, about="until")
    services().shown_once.keep(grant.sign_in, page.id, secret, services().steady())
    return AskedLentLink(label, until)


def just_made(opens: str, grant: Grant) -> str:
    """The secret of the link that this browser has just made; "" from the second look on."""
    return services().shown_once.take(grant.sign_in, opens, services().steady())


def take_back(opens: str, link: str) -> bool:
    """Ends a link and every sign-in made with it; False when there is no such link."""
    ended: bool = on_database(_take_back, opens, link)
    return ended


def not_open() -> Response:
    """One page whatever is missing: if there is such a one is nobody else's business."""
    sentence = translate(
        "Open your link once more, in this browser. If it no longer opens anything, it has ended "
        "or was withdrawn: the facilitator can send you a new one."
    )
    return error_page(403, translate("This page is not open here"), sentence, "link")


def _said(page: Lent, until: str) -> str:
    return page.says.format(day=long_day(until, language()))


def _lent(opens: str) -> Any:
    with reading() as session:
        return lent(session, opens)


def _make(lend: Callable[[Session], str]) -> str:
    with writing() as session:
        return lend(session)


def _take_back(opens: str, link: str) -> bool:
    with writing() as session:
        return take_link_back(session, opens, link) is not None
