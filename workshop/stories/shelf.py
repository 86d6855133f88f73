"""The shelf: the stories that people have added and those that ship with the program, side by side.

A built-in story is one story in all languages: it is shown in the one that is asked for, else in
the reader's own.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, zip_longest

from sqlalchemy.orm import Session

from workshop.protocol.story import Story
from workshop.storage import library_stories
from workshop.storage.heard_stories import heard_by, times_told
from workshop.storage.library_stories import (
    Added,
    Facets,
    Reach,
    Wanted,
    id_in_packs,
    read_aloud,
)
from workshop.stories.pack import FALLBACK_LANGUAGE, built_in_languages, built_in_pack

FIRST_PROPOSED = "10-an-event-for-a-hundred"
"""The story that is proposed first: a room needs to know nothing of its trade."""
SECOND_PROPOSED = "03-working-it-out-alone"
"""A story that goes well after most others."""
PROPOSED = 3
CANDIDATES = 50
"""The most stories of people's own among which proposals are looked for."""


@dataclass(frozen=True)
class Shelved:
    """A story of the shelf; `team` is the one that it belongs to, by its id, or ""."""

    id: str
    story: Story
    times: int
    """Number of workshops that have heard it, of those that may be seen."""
    team: str = ""
    reach: Reach = "server"
    built_in: bool = False
    permission: str = ""

    @property
    def minutes(self) -> int:
        """The minutes that it takes aloud."""
        return read_aloud(self.story)


@dataclass(frozen=True)
class ShelfPart:
    """Some of the stories that somebody looks for, and how many there are in all."""

    stories: tuple[Shelved, ...]
    count: int


def look_for(session: Session, wanted: Wanted, language: str, first: int, most: int) -> ShelfPart:
    """Returns stories from place `first` on, `most` at most: people's own by title, then the
    built-in ones. `language` is the reader's."""
    added = library_stories.find_stories(session, wanted)
    rows = library_stories.added_stories(session, added[first : first + most])
    ours = _built_in_among(session, wanted, language)
    begin = max(0, first - len(added))
    found = [*map(_of_people, rows), *ours[begin : begin + most - len(rows)]]
    return ShelfPart(_counted(session, found), len(added) + len(ours))


def find_one(session: Session, id_: str, language: str) -> Shelved | None:
    """Returns the story with this id, a built-in one in `language` where it is there in it."""
    story = built_in_pack(language).by_id.get(id_)
    if story is not None:
        return _counted(session, [_built_in(id_, story)])[0]
    added = library_stories.added_story(session, id_)
    return _counted(session, [_of_people(added)])[0] if added else None


def facets(session: Session, language: str) -> Facets:
    """Returns by what the stories of the shelf can be told apart, the most frequent first."""
    added, stories = library_stories.added_facets(session), built_in_pack(language).stories
    themes = [theme.casefold() for story in stories for theme in story.themes]
    works = [story.told_by.work.casefold() for story in stories]
    spelled = {story.told_by.work.casefold(): story.told_by.work for story in stories}
    languages = [tag for tag in built_in_languages() for _ in stories]
    return Facets(
        _sums(added.themes, themes),
        {spelled.get(name, name): n for name, n in _sums(added.works, works).items()},
        _sums(added.languages, languages),
    )


def _sums(added: Mapping[str, int], ours: Iterable[str]) -> Mapping[str, int]:
    sums = dict(added)
    for name in ours:
        sums[name] = sums.get(name, 0) + 1
    return dict(sorted(sums.items(), key=lambda one: (-one[1], one[0])))


def propose_stories(
    session: Session, language: str, team: str, to_come: Collection[str] = ()
) -> list[Shelved]:
    """Returns a few stories for a workshop in this language, whose themes vary.

    Those that the team has heard, or that another workshop of theirs will tell (`to_come`, by their
    ids in packs), come only where nothing else is left; `team` is its id, or "".
    """
    wanted = Wanted(language=language, not_heard_by=team)
    ids = library_stories.find_stories(session, wanted)
    candidates = [id_ for id_ in ids if id_in_packs(id_) not in to_come][:CANDIDATES]
    added = library_stories.added_stories(session, candidates)
    ours = [one for one in _ours_in_turn(session, wanted, language) if one.id not in to_come]
    fresh = _in_turn(ours, map(_of_people, added))
    heard = _ours_in_turn(session, Wanted(), language)
    return list(_counted(session, _varied([*fresh, *heard])))


def _ours_in_turn(session: Session, wanted: Wanted, language: str) -> list[Shelved]:
    """The built-in stories, the one that is proposed first at their head.

    Where they are not there in the room's language, they come in English: better than none.
    """
    here = language if language in built_in_languages() else FALLBACK_LANGUAGE
    found = _built_in_among(session, replace(wanted, language=""), here)
    return sorted(found, key=lambda one: one.id != FIRST_PROPOSED)


def _in_turn(ours: Iterable[Shelved], added: Iterable[Shelved]) -> Iterator[Shelved]:
    pairs = chain.from_iterable(zip_longest(added, ours))
    return (one for one in pairs if one is not None)


def _varied(candidates: list[Shelved]) -> list[Shelved]:
    """The first candidates that share no theme with one before; then others, in their order."""
    rest = list({one.id: one for one in candidates}.values())
    chosen: list[Shelved] = []
    for one in rest:
        themes = {theme.casefold() for other in chosen for theme in other.story.themes}
        if not themes & {theme.casefold() for theme in one.story.themes}:
            chosen.append(one)
    return [*chosen, *(one for one in rest if one not in chosen)][:PROPOSED]


def _built_in_among(session: Session, wanted: Wanted, language: str) -> list[Shelved]:
    here = wanted.language or language
    if wanted.language and wanted.language not in built_in_languages():
        return []
    heard = heard_by(session, wanted.not_heard_by) if wanted.not_heard_by else frozenset()
    here = here if here in built_in_languages() else FALLBACK_LANGUAGE
    return [
        _built_in(id_, story)
        for id_, story in built_in_pack(here).by_id.items()
        if id_ not in heard and library_stories.story_matches(story, wanted)
    ]


def _counted(session: Session, found: Iterable[Shelved]) -> tuple[Shelved, ...]:
    stories = list(found)
    times = times_told(session, [one.id for one in stories])
    return tuple(replace(one, times=times.get(one.id, 0)) for one in stories)


def _built_in(id_: str, story: Story) -> Shelved:
    return Shelved(id_, story, 0, built_in=True)


def _of_people(added: Added) -> Shelved:
    return Shelved(
        added.id, added.story, 0, added.team, added.reach, permission=added.permission
    )  # fmt: skip
