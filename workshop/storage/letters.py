"""Letters to tellers that were kept at the seal: each workshop's under a key of its own, apart from
its summary, until they were decided on or their last day is over."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, cast

from cryptography.exceptions import InvalidTag
from sqlalchemy import Table, delete, select, update
from sqlalchemy.orm import Session

from workshop.rules.agenda import Told
from workshop.storage.keyring import Keys, StoryKeys
from workshop.storage.story_tables import KeptLetters

LETTERS_KEY = "letters"
LETTERS_STEP_BYTES = 16384
"""Bytes to a multiple of which a batch is padded: some eighty letters, however long."""
LET_THROUGH = ""
"""Stands for the workshop in the row of all letters of a story that were let through."""


@dataclass(frozen=True)
class LetterBatch:
    """The letters of one workshop to the teller of a story, in the order of their words; `until` is
    the last day on which they wait."""

    story: str
    workshop: str
    place: Told
    team: str
    until: str
    letters: tuple[str, ...]


def keep_batch(session: Session, keys: StoryKeys, batch: LetterBatch) -> None:
    """Keeps the letters of a workshop for its facilitator, under a new key."""
    part = _part(batch.workshop)
    keys.destroy(batch.story, part)
    secret = keys.make(batch.story, part)
    row = KeptLetters(
        story=batch.story, workshop=batch.workshop, place=batch.place, team=batch.team,
        until=batch.until, body=_hidden(secret, batch.story, batch.workshop, batch.letters),
    )  # fmt: skip
    session.merge(row)
    session.flush()


def batches_of(session: Session, keys: StoryKeys, workshop: str) -> list[LetterBatch]:
    """Returns the letters of a workshop that wait to be decided on."""
    where = (KeptLetters.workshop == workshop, KeptLetters.body != b"")
    found = session.scalars(select(KeptLetters).where(*where).order_by(KeptLetters.place))
    return [
        LetterBatch(row.story, workshop, cast(Told, row.place), row.team, row.until, letters)
        for row in found
        if (letters := _shown(row, keys))
    ]


def waiting_batches(session: Session) -> dict[str, str]:
    """Returns the workshops that may be seen and have letters that wait, each with the last day."""
    waiting = (KeptLetters.workshop != LET_THROUGH, KeptLetters.body != b"")
    asked = (
        select(KeptLetters.workshop, KeptLetters.until)
        .where(*waiting)
        .order_by(KeptLetters.workshop)
    )
    return {row.workshop: row.until for row in session.execute(asked)}


def kept_from(session: Session, workshop: str) -> frozenset[Told]:
    """Returns the places of the stories whose letters came as far as the facilitator."""
    places = session.scalars(select(KeptLetters.place).where(KeptLetters.workshop == workshop))
    return frozenset(cast(Told, place) for place in places)


def pass_letters_on(
    session: Session, keys: StoryKeys, batch: LetterBatch, through: Collection[str]
) -> None:
    """Lets some letters of a batch through to the teller, and forgets the others.

    Their key goes with `end_decided`, after the commit: a crash in between would lose what was let
    through.
    """
    if through:
        _add(session, keys, batch.story, through)
    row = (KeptLetters.story == batch.story) & (KeptLetters.workshop == batch.workshop)
    session.execute(update(KeptLetters).where(row).values(body=b""))


def end_decided(session: Session, keys: StoryKeys) -> None:
    """Destroys the keys of all batches that were decided on, also those that a crash has left."""
    decided = select(KeptLetters.story, KeptLetters.workshop).where(KeptLetters.body == b"")
    for row in session.execute(decided).all():
        keys.destroy(row.story, _part(row.workshop))


def letters_to(session: Session, keys: StoryKeys, story: str) -> tuple[str, ...]:
    """Returns the letters that were let through to the teller of a story, in the order of their
    words: nothing tells which came from the same workshop."""
    row = session.get(KeptLetters, (story, LET_THROUGH))
    return _shown(row, keys) if row else ()


def delete_letters(session: Session, keys: StoryKeys, story: str) -> None:
    """Forgets all letters to the teller of a story with their keys, whichever teams wrote them."""
    # The table itself, which is not narrowed: an editor who ends a story of their team ends also
    # what waits for other teams, which they do not see.
    table = cast(Table, KeptLetters.__table__)
    where = table.c.story == story
    for workshop in session.scalars(select(table.c.workshop).where(where)).all():
        keys.destroy(story, _part(workshop))
    session.execute(delete(table).where(where))


def delete_read_letters(session: Session, keys: StoryKeys, story: str) -> None:
    """Forgets the letters that a teller has been shown, as they wish."""
    keys.destroy(story, _part(LET_THROUGH))
    row = (KeptLetters.story == story) & (KeptLetters.workshop == LET_THROUGH)
    session.execute(delete(KeptLetters).where(row))


def delete_letters_from(session: Session, keys: StoryKeys, workshop: str) -> None:
    """Forgets the letters of a workshop that nobody has decided on, with their keys; those that
    were let through stay with their tellers."""
    for row in session.scalars(select(KeptLetters).where(KeptLetters.workshop == workshop)).all():
        keys.destroy(row.story, _part(workshop))
        session.delete(row)
    session.flush()


def end_overdue_letters(session: Session, keys: StoryKeys, today: str) -> None:
    """Ends what was not let through until its last day."""
    over = (KeptLetters.until != "") & (KeptLetters.until < today)
    for row in session.scalars(select(KeptLetters).where(over)).all():
        keys.destroy(row.story, _part(row.workshop))
        session.delete(row)
    session.flush()


def _add(session: Session, keys: StoryKeys, story: str, through: Collection[str]) -> None:
    part = _part(LET_THROUGH)
    before = letters_to(session, keys, story)
    if not before:
        keys.destroy(story, part)  # a crash may have left a part of one
    letters = tuple(sorted([*before, *through]))
    secret = keys.read(story, part) or keys.make(story, part)
    body = _hidden(secret, story, LET_THROUGH, letters)
    session.merge(
        KeptLetters(story=story, workshop=LET_THROUGH, place="", team="", until="", body=body)
    )
    session.flush()


def _part(workshop: str) -> str:
    """The part of a story's keys under which the letters of a workshop lie."""
    return f"letters-{workshop}" if workshop else "letters"


def _row(story: str, workshop: str) -> bytes:
    return f"{story} {workshop}".encode()


def _hidden(secret: bytes, story: str, workshop: str, letters: Collection[str]) -> bytes:
    return Keys(secret).hide_anew(
        [*letters], LETTERS_KEY, _row(story, workshop), LETTERS_STEP_BYTES
    )


def _shown(row: KeptLetters, keys: StoryKeys) -> tuple[str, ...]:
    secret = keys.read(row.story, _part(row.workshop)) if row.body else None
    if secret is None:
        return ()
    kind: Any = tuple[str, ...]
    try:
        found: tuple[str, ...] = Keys(secret).show_anew(
            row.body, LETTERS_KEY, _row(row.story, row.workshop), kind
        )
    except InvalidTag:
        # Of an older copy of the library: its key was made anew since.
        return ()
    return found
