"""Links to a summary, made and taken back at the desk of a hosted server."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import request

from workshop.rules.text import one_line
from workshop.storage.kept_links import take_back as take_link_back
from workshop.storage.library import Sealed, summary_of
from workshop.storage.summary_links import lend, lent
from workshop.summary.wording import long_day
from workshop.web.house import house, on_database
from workshop.web.retention import ends, read_end, usual_end
from workshop.web.speech import language, translate

LABEL = 60
"""Characters of what a link is called."""


@dataclass(frozen=True)
class Asked:
    """What the form asks for, and what came of it: a link, or a fault in one of its fields."""

    label: str
    until: str
    url: str = ""
    fault: str = ""
    about: str = ""


@dataclass(frozen=True)
class Row:
    """A link that was made: until when it is good, in words, and how many came by it."""

    id: str
    label: str
    said: str
    signed_in: int


@dataclass(frozen=True)
class Lending:
    """What the page says of links; `hosted` is whether one would lead here from outside.

    `made` is a link that was just made: this page is the only one that ever shows it.
    """

    hosted: bool
    form: Asked
    made: str = ""
    said: str = ""
    rows: Sequence[Row] = field(default_factory=list)
    label: int = LABEL


def lending(sealed: Sealed, today: date, asked: Asked | None = None) -> Lending:
    """The links to a summary, and the form for another one."""
    usual = Asked("", usual_end(today, sealed.keep_until))
    if not house().settings.hosted:
        return Lending(False, usual)
    rows = [
        Row(one.id, one.label, _readable(ends(one.until, sealed.keep_until)), one.signed_in)
        for one in on_database(_lent, sealed.id)
    ]
    if asked and asked.url:
        return Lending(True, usual, asked.url, _readable(asked.until), rows)
    return Lending(True, asked or usual, rows=rows)


def make(sealed: Sealed, today: date) -> Asked:
    """Makes the link that the form asks for; where it can't, what was typed, and why."""
    label, typed = one_line(request.form.get("label", "")), request.form.get("until", "").strip()
    until, fault = read_end(typed, today, sealed.keep_until)
    if fault:
        return Asked(label, typed, fault=fault, about="until")
    if len(label) > LABEL:
        fault = translate("At most {limit} characters fit. Shorten it a little.", limit=LABEL)
        return Asked(label, until, fault=fault, about="label")
    secret = on_database(_make, sealed.id, label, until)
    if not secret:
        fault = translate("The summary was deleted meanwhile. No link was made.")
        return Asked(label, until, fault=fault, about="until")
    return Asked(label, until, f"{house().addresses.origin}/enter#{secret}")


def take_back(workshop: str, link: str) -> bool:
    """Ends a link and every sign-in made with it; False when there is no such link."""
    ended: bool = on_database(_take_back, workshop, link)
    return ended


def _readable(until: str) -> str:
    day = long_day(until, language())
    return translate("Anyone with this link can read the summary until {day}.", day=day)


def _lent(workshop: str) -> Any:
    with house().store.library.read() as session:
        return lent(session, workshop)


def _make(workshop: str, label: str, until: str) -> str:
    with house().store.library.begin() as session:
        if summary_of(session, workshop) is None:
            return ""
        return lend(session, workshop, label, until)


def _take_back(workshop: str, link: str) -> bool:
    with house().store.library.begin() as session:
        return take_link_back(session, workshop, link) is not None
