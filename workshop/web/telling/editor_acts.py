"""The contributions of an editor, and acts on one: nobody else finds it, and nothing is done to a
text that they have not read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import Response, abort

from workshop.people.members import leads_team
from workshop.people.sign_ins import Grant
from workshop.storage.contributions import (
    Contributed,
    Status,
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
from workshop.web.services import on_database, reading, services
from workshop.web.telling.in_library import in_library


@dataclass(frozen=True)
class Editing:
    """The contributions of an editor, and those of their teams that are left without one."""

    mine: list[Contributed]
    left: list[Contributed]
    titles: Mapping[str, str]
    """The titles of those left that are in the library, by their ids."""


def editing(grant: Grant) -> Editing:
    """Returns what somebody has to do with stories that are being told."""
    return cast(Editing, in_library(_editing, grant.person))


def to_read(grant: Grant) -> int:
    """Returns how many stories wait for somebody to read and decide on them."""
    return cast(int, on_database(_count, _editor(grant.person)))


def opened(id_: str) -> tuple[Contributed, Grant]:
    """Returns a contribution for its editor, who reads it from now on; ends the request for all
    others."""
    grant = need_facilitator()
    found: Contributed | None = in_library(_open, id_, grant.person)
    return (found, grant) if found else abort(404)


def done(
    id_: str, grant: Grant, seen: str, work: Callable[..., Any], *args: Any
) -> Contributed | None:
    """Does something to the text whose hash is `seen`, as its editor; returns what it was done to.

    None if the text is another one now, or it is no longer the editor's turn. Ends the request for
    everybody else.
    """
    found, did = in_library(_do, id_, grant.person, seen, work, args)
    if found is None:
        abort(404)
    return cast(Contributed, found) if did else None


def taken_over(id_: str, grant: Grant) -> bool:
    """Makes somebody the editor of a contribution that is left without one."""
    return cast(bool, in_library(_take_over, id_, grant.person))


def no_longer() -> Response:
    """The page for whoever was overtaken, by another window of theirs or by the contributor."""
    return page("story_no_longer.html", 409)


def seen_text(one: Contributed) -> str:
    """Returns the hash by which a form says which text its editor has read; "" without a text."""
    return story_hash(one.words.story) if one.words and one.words.story else ""


def mine(one: Contributed | None, person: str) -> bool:
    """True if somebody edits this contribution. For the database thread."""
    return one is not None and _editor(person) in (None, one.editor)


def _editor(person: str) -> str | None:
    """Who has to be the editor; on a laptop everything is the owner's."""
    return person if services().settings.hosted else None


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


def _count(editor: str | None) -> int:
    statuses: tuple[Status, ...] = WITH_EDITOR
    with reading() as session:
        return count_contributions(session, statuses, editor)


def _open(library: KeyedLibrary, id_: str, person: str) -> Contributed | None:
    if not mine(contribution(library.session, library.keys, id_), person):
        return None
    begin_reading(library, id_)
    return contribution(library.session, library.keys, id_)


def _do(
    library: KeyedLibrary,
    id_: str,
    person: str,
    seen: str,
    work: Callable[..., Any],
    args: tuple[Any, ...],
) -> tuple[Contributed | None, bool]:
    one = contribution(library.session, library.keys, id_)
    if one is None or not mine(one, person):
        return None, False
    return one, seen_text(one) == seen and bool(work(library, id_, *args))


def _take_over(library: KeyedLibrary, id_: str, person: str) -> bool:
    one = contribution(library.session, library.keys, id_)
    return one is not None and _is_left(library, one) and take_over(library, id_, person)
