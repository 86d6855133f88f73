"""The stories of the library that people have added."""

import secrets
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, cast

import msgspec
from sqlalchemy import ColumnElement, delete, func, insert, select, update
from sqlalchemy.orm import Session

from workshop.protocol.story import Story
from workshop.rules.text import in_form
from workshop.rules.times import minutes_aloud
from workshop.storage.story_tables import LibraryStory, StoryTold
from workshop.storage.visible import Visible

Origin = Literal["own", "imported", "contributed", "pack"]
"""How a story came here: its teller agreed in person; it was published, with permission; its
contributor has sent it, and agreed to exactly this text; or in a pack, which says one of these."""
Reach = Literal["once", "team", "server"]
"""Who may tell a story here: the team that it belongs to, in one workshop or in any; or anyone
using this server."""
StoryRow = dict[str, Any]
ORIGIN_COLUMNS = (
    "id",
    "team",
    "origin",
    "permission",
    "consent",
    "terms",
    "agreed",
    "pack",
    "licence",
    "body",
)
"""The columns that say what a story is and how it came here."""
BETWEEN = "."
"""Stands in the id of a story from a pack, between its id there and its team's; in no other id."""
LONG = 3
"""Minutes aloud from which stories count as equally long."""


@dataclass(frozen=True)
class Consent:
    """A contributor's consent: the hash of the exact text, the version of the terms, the day."""

    hash: str
    terms: str
    day: str


@dataclass(frozen=True)
class Added:
    """A story that people have added; `team` is the one that it belongs to, by its id, "" on a
    laptop."""

    id: str
    story: Story
    origin: Origin
    team: str = ""
    reach: Reach = "server"
    permission: str = ""
    consent: Consent | None = None
    packs: bool = False
    """True if it may go into packs."""
    pack: str = ""
    """The pack that brought it, by its id."""
    licence: str = ""


@dataclass(frozen=True)
class Wanted:
    """The stories that somebody looks for; what is "" or 0 leaves nothing out.

    `words` is the text that was typed, `minutes` the length aloud, `not_heard_by` a team's id.
    """

    words: str = ""
    theme: str = ""
    work: str = ""
    language: str = ""
    minutes: int = 0
    not_heard_by: str = ""


def read_aloud(story: Story) -> int:
    """Returns the minutes that a story takes aloud, its lesson included."""
    return minutes_aloud(" ".join([*(step.text for step in story.steps), story.lesson]))


def searched(text: str) -> str:
    """Returns a text as it is searched: small letters without accents, in one line."""
    parts = in_form("NFKD", " ".join(text.split()).casefold())
    return "".join(char for char in parts if not unicodedata.combining(char))


def all_words(story: Story) -> str:
    """Returns every word of a story by which it can be found."""
    teller = story.told_by
    steps = (step.text for step in story.steps)
    parts = (story.title, teller.name, teller.work, teller.place, *story.themes, *steps)
    return searched("\n".join([*parts, story.lesson]))


def add_story(session: Session, added: Added) -> str:
    """Keeps a story; one without an id gets a new one. Returns its id."""
    id_ = added.id or secrets.token_hex(8)
    session.add(LibraryStory(**row_of(replace(added, id=id_))))
    session.flush()
    return id_


def row_of(added: Added) -> StoryRow:
    """Returns all that is kept of a story, by the names of the table's columns."""
    story = added.story
    return {
        "id": added.id,
        "team": added.team,
        "reach": added.reach,
        "origin": added.origin,
        "permission": added.permission,
        "consent": added.consent.hash if added.consent else "",
        "terms": added.consent.terms if added.consent else "",
        "agreed": added.consent.day if added.consent else "",
        "packs": added.packs,
        "pack": added.pack,
        "licence": added.licence,
        "language": story.language,
        "title": searched(story.title),
        "work": story.told_by.work.casefold(),
        "themes": "".join(f"\n{theme.casefold()}\n" for theme in story.themes),
        "minutes": read_aloud(story),
        "words": all_words(story),
        "body": msgspec.json.encode(story).decode(),
    }


def added_story(session: Session, id_: str) -> Added | None:
    """Returns a story that people have added, or None if there is none with this id."""
    row = session.scalar(select(LibraryStory).where(LibraryStory.id == id_))
    return _added(row) if row else None


def put_anew(session: Session, added: Added) -> None:
    """Keeps a story in place of the one with its id; how often that was told stays."""
    session.execute(delete(LibraryStory).where(LibraryStory.id == added.id))
    add_story(session, added)


def put_rows_anew(session: Session, rows: Sequence[StoryRow]) -> None:
    """Like `put_anew`, but for many stories at once, by their rows."""
    ids = [row["id"] for row in rows]
    session.execute(delete(LibraryStory).where(LibraryStory.id.in_(ids)))
    if rows:
        session.execute(insert(LibraryStory.__table__), rows)  # type: ignore[arg-type]


def take_out(session: Session, id_: str) -> None:
    """Takes a story out of the library. Workshops that have it keep their own copy."""
    session.execute(delete(LibraryStory).where(LibraryStory.id == id_))
    session.execute(delete(StoryTold).where(StoryTold.story == id_))


def take_off_shelf(session: Session, id_: str) -> None:
    """Takes a story that may be told once out of the library; that it was told stays known."""
    once = (LibraryStory.id == id_, LibraryStory.reach == "once")
    session.execute(delete(LibraryStory).where(*once))


def take_back_reach(session: Session, id_: str) -> None:
    """From here on only the team of a story may tell it. Workshops that have it keep their copy."""
    session.execute(update(LibraryStory).where(LibraryStory.id == id_).values(reach="team"))


def find_stories(session: Session, wanted: Wanted) -> list[str]:
    """Returns the ids of the stories that somebody looks for, by title."""
    order = (LibraryStory.title, LibraryStory.id)
    rows = select(LibraryStory.id).where(*_conditions(wanted)).order_by(*order)
    return list(session.scalars(rows))


def added_stories(session: Session, ids: Sequence[str]) -> list[Added]:
    """Returns the stories with these ids, in their order."""
    rows = session.scalars(select(LibraryStory).where(LibraryStory.id.in_(ids)))
    return sorted(map(_added, rows), key=lambda one: ids.index(one.id))


def rows_by_id(session: Session, ids: Collection[str]) -> dict[str, StoryRow]:
    """Returns the rows of those of the stories with these ids that are here, without the columns
    by which they are found."""
    columns = (getattr(LibraryStory, name) for name in ORIGIN_COLUMNS)
    rows = session.execute(select(*columns).where(LibraryStory.id.in_(ids)))
    return {row.id: row._asdict() for row in rows}


def stories_of(session: Session, of: Visible) -> list[Added]:
    """Returns the stories that belong to these teams, by title: not those of others that anyone
    here may tell."""
    rows = select(LibraryStory).order_by(LibraryStory.title, LibraryStory.id)
    if of.teams is not None:
        rows = rows.where(LibraryStory.team.in_(of.teams))
    return [_added(row) for row in session.scalars(rows)]


def copies_of(session: Session, id_: str) -> list[str]:
    """Returns the ids under which a story is here because packs have brought it back."""
    begins = LibraryStory.id.startswith(f"{id_}{BETWEEN}", autoescape=True)
    return list(session.scalars(select(LibraryStory.id).where(begins)))


def id_in_packs(id_: str) -> str:
    """Returns the id that a story of the library has in packs: all of its copies have the same."""
    return id_.partition(BETWEEN)[0]


def _conditions(wanted: Wanted) -> list[ColumnElement[bool]]:
    row = LibraryStory
    found = [row.words.contains(word, autoescape=True) for word in searched(wanted.words).split()]
    if wanted.theme:
        found.append(row.themes.contains(f"\n{wanted.theme.casefold()}\n", autoescape=True))
    if wanted.work:
        found.append(row.work == wanted.work.casefold())
    if wanted.language:
        found.append(row.language == wanted.language)
    if wanted.minutes:
        long = wanted.minutes >= LONG
        found.append(row.minutes >= LONG if long else row.minutes == wanted.minutes)
    if wanted.not_heard_by:
        heard = select(StoryTold.story).where(StoryTold.team == wanted.not_heard_by)
        found.append(row.id.not_in(heard))
    return found


def story_matches(story: Story, wanted: Wanted) -> bool:
    """True if a story that ships with the program is among those that somebody looks for, as far
    as that can be seen from its words."""
    minutes, words = read_aloud(story), all_words(story)
    return (
        all(word in words for word in searched(wanted.words).split())
        and (not wanted.theme or wanted.theme.casefold() in map(str.casefold, story.themes))
        and (not wanted.work or wanted.work.casefold() == story.told_by.work.casefold())
        and (not wanted.language or wanted.language == story.language)
        and (not wanted.minutes or min(minutes, LONG) == min(wanted.minutes, LONG))
    )


@dataclass(frozen=True)
class Facets:
    """The themes, trades and languages of stories, each with the number of its stories."""

    themes: Mapping[str, int]
    works: Mapping[str, int]
    languages: Mapping[str, int]


def added_facets(session: Session) -> Facets:
    """Returns by what the stories that people have added can be told apart."""
    row = LibraryStory
    listed = session.execute(select(row.themes, func.count()).group_by(row.themes)).all()
    themes: dict[str, int] = {}
    for text, times in listed:
        for theme in filter(None, text.split("\n")):
            themes[theme] = themes.get(theme, 0) + times
    counted = [
        session.execute(select(column, func.count()).group_by(column)).all()
        for column in (row.work, row.language)
    ]
    works, languages = ({value: n for value, n in rows if value} for rows in counted)
    return Facets(themes, works, languages)


def _added(row: LibraryStory) -> Added:
    story = msgspec.json.decode(row.body, type=Story)
    origin, reach = cast(Origin, row.origin), cast(Reach, row.reach)
    consent = Consent(row.consent, row.terms, row.agreed) if row.consent else None
    return Added(
        row.id, story, origin, row.team, reach, row.permission, consent, row.packs, row.pack,
        row.licence,
    )  # fmt: skip
