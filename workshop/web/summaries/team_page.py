"""A team over time: its page with every sentence on it, and all of its summaries in one archive."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from urllib.parse import quote

from flask import Blueprint, Response, abort

from workshop.people.desk_log import led_last
from workshop.people.teams import OfTeam, all_of_team
from workshop.protocol.summary import Summary
from workshop.rules.limits import CARRIED, NAME_CHARS
from workshop.rules.words_in_a_row import listed
from workshop.storage.library import Sealed, day_of
from workshop.storage.threads import Halt
from workshop.summary.formats.all_formats import all_together
from workshop.summary.formats.paper_style import seam_points
from workshop.summary.kept_summaries import KeptSummary
from workshop.summary.over_time import (
    COMPARED,
    CameBack,
    Comparing,
    OverTime,
    SaidLesson,
    TeamCommitment,
    over_time,
    summaries_in_time,
)
from workshop.summary.reader import Reader, long_day, reader
from workshop.web.guarding.access import need_reader
from workshop.web.page_language import language, plural, translate
from workshop.web.people.team_tabs import team_tabs
from workshop.web.rendering import page
from workshop.web.services import long_work, reads, services
from workshop.web.summaries.lent_links import AskedLentLink, Lent, just_made, lent_links
from workshop.web.summaries.open_commitments import OpenCommitments, Typed

LINE_GAP = 0.4
"""Per cent of a line between two stretches of it, so that they can be counted."""


@dataclass(frozen=True)
class TeamPage:
    """The sentences of the page."""

    told: OverTime

    seam = staticmethod(seam_points)

    def day(self, day: str) -> str:
        """A day for people."""
        return long_day(day, language())

    def met(self) -> list[tuple[KeptSummary, str]]:
        """The workshops, the newest first, each with how long its bar is."""
        most = max([*self.told.devices, 1])
        return [(one, f"{100 * one.summary.devices / most:.4g}%") for one in self.told.kept[::-1]]

    def newest(self) -> str:
        """The id of the workshop that is followed up."""
        return self.told.kept[-1].workshop

    def when(self) -> str:
        """Says when the team has met; "" when nothing can be said of it here."""
        days = [self.day(one.summary.date) for one in self.told.kept]
        if not days and self.told.passed_over:
            return ""
        if not days:
            return translate(
                "This team has not finished a workshop here yet. What it learns will appear here."
            )
        if len(days) == 1:
            return translate(
                "One workshop so far, on {day}. After the second one, this page also shows what "
                "came back.",
                day=days[0],
            )
        if days[0] == days[-1]:
            return plural(
                "{n} workshop on {day}.", "{n} workshops on {day}.", len(days), day=days[0]
            )
        return plural(
            "{n} workshop from {first} to {last}.",
            "{n} workshops from {first} to {last}.",
            len(days), first=days[0], last=days[-1],
        )  # fmt: skip

    def passed_over(self) -> str:
        """Says that something is left out here; "" where nothing is."""
        count = self.told.passed_over
        return plural(
            "{n} summary can’t be read by this version of the program and is left out here.",
            "{n} summaries can’t be read by this version of the program and are left out here.",
            count,
        ) if count else ""  # fmt: skip

    def took_part(self) -> str:
        """Says how many devices took part."""
        counted = translate("Devices are counted, not people, in the stage where most took part.")
        return f"{self._devices()} {counted}"

    def _devices(self) -> str:
        few, many = min(self.told.devices), max(self.told.devices)
        if len(self.told.devices) == 1:
            return plural("{n} device took part.", "{n} devices took part.", many)
        if few == many:
            return plural(
                "{n} device took part each time.", "{n} devices took part each time.", many
            )
        return plural(
            "Between {few} and {n} device took part each time.",
            "Between {few} and {n} devices took part each time.",
            many, few=few,
        )  # fmt: skip

    def source(self, one: TeamCommitment) -> Summary | None:
        """The summary of the workshop that made it, as long as that is here."""
        return None if one.place is None else self.told.kept[one.place].summary

    def compared(self) -> str:
        """Returns the sentence on what was compared, and how far that goes."""
        if not self.told.came_back:
            return translate("No lesson has come back so far, judging by the words.")
        said = translate(
            "Found by the words they share; you decide whether they mean the same thing. Each "
            "line runs from the first workshop to the last, and is gold where the lesson came up."
        )
        newest = plural(
            "Only the newest {n} lesson was compared.",
            "Only the newest {n} lessons were compared.",
            COMPARED,
        )
        return said if self.told.lessons <= COMPARED else f"{said} {newest}"

    def how_often(self, one: CameBack) -> str:
        """In how many of the workshops a lesson was said, and in how many it was chosen."""
        said = plural(
            "In {told} of {n} workshop.",
            "In {told} of {n} workshops.",
            len(self.told.kept), told=len(one.workshops),
        )  # fmt: skip
        chosen = plural("Chosen in {n} of them.", "Chosen in {n} of them.", one.chosen)
        never = translate("Never chosen.")
        return f"{said} {chosen if one.chosen else never}"

    def stretches(self, one: CameBack) -> Iterator[tuple[str, str]]:
        """Returns the stretches where the line of a lesson is gold: from where, and how far."""
        each = 100 / len(self.told.kept)
        for place in one.workshops:
            yield f"{each * place + LINE_GAP / 2:.4g}%", f"{each - LINE_GAP:.4g}%"

    def summary_of(self, said: SaidLesson) -> Summary:
        """The summary in which a lesson stands."""
        return self.told.kept[said.workshop].summary

    def standing(self, said: SaidLesson) -> str:
        """Returns how a lesson appeared there: as a story's, as one that the room chose; or ""."""
        told = translate("the lesson of the story") if said.told else ""
        chosen = translate("chosen") if said.chosen else ""
        return listed([told, chosen], translate)


MOST_REPEATED = 12
"""Lessons that came back most often; the others stand behind a press."""
blueprint = Blueprint("teams", __name__, url_prefix="/desk/teams")


@blueprint.get("/<id_>/")
def view(id_: str) -> Response:
    """The page of a team: where it has met, what is open, and which lessons came back."""
    return team_page(id_)


def team_page(
    id_: str,
    status: int = 200,
    asked: AskedLentLink | None = None,
    typed: Typed | None = None,
    next_: str = "",
    next_fault: str = "",
) -> Response:
    """The page; with what was wrong in one of its forms."""
    team, grant = find_team(id_), need_reader()
    leads = grant.rights.leads.shows
    told: OverTime = long_work(partial(over_time, news=team.news), team.sealed, _comparing())
    can_read = services().store.workshops.can_read
    readable = [one for one in team.open if leads(one.team_id) and can_read(one.id)]
    secret = just_made(id_, grant)
    links = leads(id_) and services().settings.hosted and bool(told.kept)
    return page(
        "team.html",
        status,
        id=id_,
        team=team.name,
        tabs=team_tabs(id_, grant),
        open=readable,
        leads=leads(id_),
        told=told,
        said=TeamPage(told),
        due=OpenCommitments(told.promised, today().isoformat(), f"/desk/teams/{id_}/", typed),
        lending=lent_links(lent_team(id_), today(), asked, secret) if links else None,
        last=_led_last(id_),
        next=next_ or team.leads_next,
        next_limit=NAME_CHARS,
        next_fault=next_fault,
        carried=CARRIED,
        shown=MOST_REPEATED,
    )


def today() -> date:
    """The day on which a page is asked for, where this server stands."""
    return date.fromisoformat(day_of(services().now()))


def _led_last(id_: str) -> str:
    """Says who led the team's last workshop, as far as the log of a hosted server tells."""
    found = reads(led_last)(id_) if services().settings.hosted else None
    if found is None:
        return ""
    name = found.name or translate("The owner of this server")
    return translate("Last time: {name}, {day}.", name=name, day=long_day(found.day, language()))


def lent_team(id_: str) -> Lent:
    """The page of a team's open commitments, for whoever comes by a link."""
    says = translate(
        "Anyone with this link can see these commitments, and say what became of them, until {day}."
    )
    return Lent(id_, says)


@blueprint.get("/<id_>/summaries.zip")
def summaries(id_: str) -> Response:
    """An archive of a team's summaries, each as a page and as JSON."""
    team = find_team(id_)
    body: bytes | None = long_work(_archive, team.sealed, reader(language()))
    if body is None:
        abort(404)
    response = Response(body, content_type="application/zip")
    plain = "".join(char if char.isalnum() else "-" for char in team.name).strip("-") or "team"
    # RFC 6266: a header holds no letters but Latin ones; all others come percent-encoded.
    named = {"filename": "summaries.zip", "filename*": f"UTF-8''{quote(plain)}-summaries.zip"}
    response.headers.set("Content-Disposition", "attachment", **named)
    return response


def _archive(sealed: tuple[Sealed, ...], for_: Reader, pause: Halt) -> bytes | None:
    """Returns the archive of a team's summaries, or None where there is nothing that this version
    could read."""
    kept = summaries_in_time(sealed, pause)
    return all_together([one.summary for one in kept], for_, pause) if kept else None


@cache
def _comparing() -> Comparing:
    """The compared lessons, for all looks at a page; used on the thread beside the loop alone."""
    return Comparing()


def find_team(id_: str) -> OfTeam:
    """Returns a team for somebody who belongs to it; ends the request for all others."""
    need_reader()
    return reads(all_of_team)(id_) or abort(404)
