"""The shelf of the story library, and one of its stories in full."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import islice

from flask import Blueprint, Response, abort, jsonify, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.sign_ins import Grant
from workshop.people.teams import same_name, team_ids
from workshop.storage.contributions import is_contribution
from workshop.storage.library_stories import LONG, Facets, Wanted, take_back_reach
from workshop.stories.shelf import ShelfPart, Shelved, facets, find_one, look_for
from workshop.stories.ways_out import take_down
from workshop.summary.formats.paper_style import seam_points
from workshop.web.forms import Sure, pressed
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import language
from workshop.web.rendering import page
from workshop.web.services import in_library, reads, services, writes
from workshop.web.stories.last_days import last_day_said
from workshop.web.stories.story_form import proposals, told_sheet
from workshop.web.telling.editor_acts import to_read
from workshop.web.telling.waiting_workshops import take_from_workshops

SHELF_PAGE_STORIES = 24
"""Stories on one page of the shelf."""
SHELF_FIELD_CHARS = 200
"""The most characters of a field that are looked for; nothing on the shelf is longer."""
RENAMED_FIELDS = {"language": "told_in"}
"""The fields that an address calls otherwise: `language` is that of the page in every address."""
STORY_PURPOSE = re.compile(r"new2?|([\w-]{1,40})\.story2?")
"""The uses of a chosen story: the first or the second one of a new workshop, or of an open one,
which is named by its id."""


@dataclass(frozen=True)
class AskedFor:
    """The fields of the shelf's address: what is looked for, from which story on, and why."""

    wanted: Wanted
    first: int = 0
    purpose: str = ""
    """The use of a chosen story, as PURPOSE has them, or ""."""

    def args(self, **changes: object) -> dict[str, object]:
        """Returns the fields for another address, with changes; the list then begins anew."""
        names = {
            RENAMED_FIELDS.get(one.name, one.name): getattr(self.wanted, one.name)
            for one in fields(Wanted)
        }
        everything = {**names, "purpose": self.purpose, "first": 0, **changes}
        return {name: value for name, value in everything.items() if value}

    def other(self, name: str, value: object) -> dict[str, object]:
        """Returns the fields for an address that differs in one of them."""
        return self.args(**{name: value})

    @property
    def workshop(self) -> str:
        """The id of the open workshop for which a story is chosen, or ""."""
        return self.purpose.partition(".")[0] if "." in self.purpose else ""

    @property
    def narrowed(self) -> bool:
        """True if it asks for some of the stories only."""
        return self.wanted != Wanted()

    @property
    def filters(self) -> int:
        """How many fields are set that the shelf has behind a press."""
        hidden = replace(self.wanted, words="", theme="")
        return sum(getattr(hidden, one.name) != one.default for one in fields(Wanted))


def wanted_stories(args: Mapping[str, str]) -> AskedFor:
    """Reads the fields of an address; what they cannot mean is passed over."""
    words, theme, work, language, team = (
        args.get(name, "").strip()[:SHELF_FIELD_CHARS]
        for name in ("words", "theme", "work", "told_in", "not_heard_by")
    )
    wanted = Wanted(words, theme, work, language, _number(args.get("minutes", "")), team)
    purpose = args.get("purpose", "")
    known = purpose if STORY_PURPOSE.fullmatch(purpose) else ""
    return AskedFor(wanted, _number(args.get("first", "")), known)


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def language_name(tag: str) -> str:
    """Returns a language in its own words, or its tag where it is not one of the product's."""
    languages = services().languages
    return languages.name(tag) if tag in languages.known else tag


blueprint = Blueprint("stories", __name__, url_prefix="/desk/stories")
THEMES_IN_LINE = 4
"""Themes on the line, the most frequent ones."""
MORE_THEMES = 60
"""Themes behind one more word; the field for words finds the rest."""
MOST_TRADES = 100
"""Trades in their list, the most frequent ones; the field for words finds the rest."""


@blueprint.get("/")
def shelf() -> Response:
    """The shelf, with the first of its stories to read."""
    grant = need_facilitator()
    asked = wanted_stories(request.args)
    found, known, teams = _look(asked, language())
    return _page(grant, asked, found, known, teams, next(iter(found.stories), None), picked=False)


@blueprint.get("/suggested")
def suggested() -> Response:
    """The stories that suit a workshop in a language, for a team of a name, as its form draws
    them."""
    need_facilitator()
    tag, team = request.args.get("told_in", ""), request.args.get("team", "")
    named = _team_named(team)
    chosen = request.args.getlist("chosen")[:2]
    return jsonify([told_sheet(one) for one in proposals(tag, named, *chosen)])


@blueprint.get("/<id_>")
def story(id_: str) -> Response:
    """The shelf, with one story to read in full."""
    grant = need_facilitator()
    asked = wanted_stories(request.args)
    one = story_on_shelf(id_, asked.wanted.language or language())
    found, known, teams = _look(asked, language())
    return _page(grant, asked, found, known, teams, one, picked=True, ours=_is_ours(one, grant))


@blueprint.get("/<id_>/delete")
def ask(id_: str) -> Response:
    """Asks once more, before a story is taken out of the library."""
    return _ask(_own(id_))


@blueprint.post("/<id_>/delete")
def delete(id_: str) -> AnyResponse:
    """Takes a story out of the library when that was said twice."""
    one = _own(id_)
    if not pressed(Sure).sure:
        return _ask(one)
    contributed = reads(is_contribution)(id_)
    in_library(take_down)(id_)
    if contributed:
        # Its contributor is told that it is erased, and could take it back no more.
        take_from_workshops(id_)
    return redirect("/desk/stories/", 303)


@blueprint.post("/<id_>/reach")
def take_back(id_: str) -> AnyResponse:
    """Lets only its team tell a story from here on that anyone on this server could tell."""
    grant = need_facilitator()
    one = story_on_shelf(id_, language())
    if not _may_take_back(one, grant):
        abort(404)
    writes(take_back_reach)(id_)
    # An operator may not see it any more.
    return redirect(f"/desk/stories/{id_ if _is_ours(one, grant) else ''}", 303)


def story_on_shelf(id_: str, tag: str) -> Shelved:
    """Returns a story of the shelf; ends the request if there is none with this id."""
    return reads(find_one)(id_, tag) or abort(404)


def trades(asked: AskedFor, known: Facets) -> list[str]:
    """Returns the trades to choose from; one that is chosen stays among them."""
    works = {*islice(known.works, MOST_TRADES), asked.wanted.work}
    return sorted(works - {""})


def _ask(one: Shelved) -> Response:
    contributed = reads(is_contribution)(one.id)
    return page("story_delete.html", one=one, contributed=contributed)


def _own(id_: str) -> Shelved:
    grant = need_facilitator()
    one = story_on_shelf(id_, language())
    return one if _is_ours(one, grant) else abort(404)


def _is_ours(one: Shelved, grant: Grant) -> bool:
    """True if somebody may take a story out: it is their own, or one of a team that they lead."""
    return not one.built_in and grant.rights.leads.shows(one.team)


def _may_take_back(one: Shelved, grant: Grant) -> bool:
    """True for who leads its team, and for any operator: a reach is nobody's for good."""
    for_all = services().settings.hosted and one.reach == "server" and not one.built_in
    return for_all and (grant.rights.operates or _is_ours(one, grant))


def _page(
    grant: Grant, asked: AskedFor, found: ShelfPart, known: Facets, teams: dict[str, str],
    one: Shelved | None, *, picked: bool, ours: bool = False,
) -> Response:  # fmt: skip
    themes = list(known.themes)
    return page(
        "stories.html",
        asked=asked,
        found=found,
        one=one,
        picked=picked,
        ours=ours,
        for_all=picked and one is not None and _may_take_back(one, grant),
        themes=themes[:THEMES_IN_LINE],
        more_themes=themes[THEMES_IN_LINE : THEMES_IN_LINE + MORE_THEMES],
        works=trades(asked, known),
        languages_here={tag: language_name(tag) for tag in known.languages},
        language_name=language_name,
        teams=teams,
        long=LONG,
        following=asked.first + SHELF_PAGE_STORIES
        if found.count > asked.first + SHELF_PAGE_STORIES
        else 0,
        before=max(0, asked.first - SHELF_PAGE_STORIES),
        to_read=to_read(grant),
        kept_until=last_day_said(one.id) if one and not one.built_in else "",
        seam=seam_points,
        module=services().statics.url("js/pages/stories.js"),
    )


@reads
def _look(session: Session, asked: AskedFor, tag: str) -> tuple[ShelfPart, Facets, dict[str, str]]:
    found = look_for(session, asked.wanted, tag, asked.first, SHELF_PAGE_STORIES)
    teams = {id_: name for name, id_ in team_ids(session).items() if name.strip()}
    return found, facets(session, tag), teams


@reads
def _team_named(session: Session, name: str) -> str:
    known = {same_name(one): id_ for one, id_ in team_ids(session).items()}
    return known.get(same_name(name), "")
