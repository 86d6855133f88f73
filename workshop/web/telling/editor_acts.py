"""The contributions of an editor, and acts on one: nobody else finds it, and nothing is done to a
text that they have not read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Concatenate, ParamSpec, TypeAlias

from flask import Response, abort

from workshop.people.members import leads_team
from workshop.people.sign_ins import Grant
from workshop.storage.contributions import (
    Contributed,
    all_contributions,
    contribution,
    contributions,
    contributions_without_words,
    count_contributions,
)
from workshop.storage.library_stories import added_stories
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import (
    WITH_EDITOR,
    WITHOUT_END,
    KeyedLibrary,
    begin_reading,
    take_over,
)
from workshop.web.guarding.access import need_facilitator
from workshop.web.rendering import page
from workshop.web.services import in_library, reads, services

P = ParamSpec("P")
ContributionWork: TypeAlias = Callable[Concatenate[KeyedLibrary, str, P], object]
"""Does something to the contribution of an id."""


@dataclass(frozen=True)
class Editing:
    """The contributions of an editor, and those of their teams that are left without one."""

    mine: list[Contributed]
    left: list[Contributed]
    titles: Mapping[str, str]
    """The titles of those left that are in the library, by their ids."""


def editing(grant: Grant) -> Editing:
    """Returns what somebody has to do with stories that are being told."""
    return _editing(grant.person)


def to_read(grant: Grant) -> int:
    """Returns how many stories wait for somebody to read and decide on them."""
    return reads(count_contributions)(WITH_EDITOR, _editor(grant.person))


def opened_contribution(id_: str) -> tuple[Contributed, Grant]:
    """Returns a contribution for its editor, who reads it from now on; ends the request for all
    others."""
    grant = need_facilitator()
    found = _open(id_, grant.person)
    return (found, grant) if found else abort(404)


def done(
    id_: str, grant: Grant, seen: str, work: ContributionWork[P], *args: P.args, **named: P.kwargs
) -> Contributed | None:
    """Does something to the text whose hash is `seen`, as its editor; returns what it was done to.

    None if the text is another one now, or it is no longer the editor's turn. Ends the request for
    everybody else.
    """
    found, did = _do(id_, grant.person, seen, lambda library: work(library, id_, *args, **named))
    if found is None:
        abort(404)
    return found if did else None


def taken_over(id_: str, grant: Grant) -> bool:
    """Makes somebody the editor of a contribution that is left without one."""
    return _take_over(id_, grant.person)


def no_longer() -> Response:
    """The page for whoever was overtaken, by another window of theirs or by the contributor."""
    return page("story_no_longer.html", 409)


def seen_text(one: Contributed) -> str:
    """Returns the hash by which a form says which text its editor has read; "" without a text."""
    return story_hash(one.words.story) if one.words and one.words.story else ""


def is_editor_of(one: Contributed | None, person: str) -> bool:
    """True if somebody edits this contribution. For the database thread."""
    return one is not None and _editor(person) in (None, one.editor)


def _editor(person: str) -> str | None:
    """Who has to be the editor; on a laptop everything is the owner's."""
    return person if services().settings.hosted else None


@in_library
def _editing(library: KeyedLibrary, person: str) -> Editing:
    session, editor = library.session, _editor(person)
    if editor is None:
        return Editing(all_contributions(session, library.keys), [], {})
    others = contributions_without_words(session, WITHOUT_END)
    left = [one for one in others if _is_left(library, one)]
    told = added_stories(session, [one.id for one in left])
    titles = {one.id: one.story.title for one in told}
    return Editing(contributions(session, library.keys, editor), left, titles)


def _is_left(library: KeyedLibrary, one: Contributed) -> bool:
    hosted = services().settings.hosted
    without_end = hosted and one.status in WITHOUT_END
    return without_end and not leads_team(library.session, one.team, one.editor)


@in_library
def _open(library: KeyedLibrary, id_: str, person: str) -> Contributed | None:
    if not is_editor_of(contribution(library.session, library.keys, id_), person):
        return None
    begin_reading(library, id_)
    return contribution(library.session, library.keys, id_)


@in_library
def _do(
    library: KeyedLibrary, id_: str, person: str, seen: str, work: Callable[[KeyedLibrary], object]
) -> tuple[Contributed | None, bool]:
    one = contribution(library.session, library.keys, id_)
    if one is None or not is_editor_of(one, person):
        return None, False
    return one, seen_text(one) == seen and bool(work(library))


@in_library
def _take_over(library: KeyedLibrary, id_: str, person: str) -> bool:
    one = contribution(library.session, library.keys, id_)
    return one is not None and _is_left(library, one) and take_over(library, id_, person)
