"""Stories that somebody was invited to tell, each under a key of its own until its consent."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal, cast

from cryptography.exceptions import InvalidTag
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from workshop.protocol.base import Closed
from workshop.protocol.story import Story
from workshop.storage.keyring import Keys, StoryKeys
from workshop.storage.letters import delete_letters
from workshop.storage.library_stories import Reach
from workshop.storage.story_tables import Contribution

Status = Literal["invited", "received", "being_read", "your_turn", "ready", "declined", "withdrawn"]
"""How a contribution stands. "your_turn" waits for its contributor, all before "ready" for its
editor; the last two are its ends."""
Naming = Literal["named", "first_name", "unnamed"]
"""How a contributor is named: in full, by first name and trade, or not at all."""
CONTRIBUTION_KEY = "contribution"
CONTRIBUTION_STEP_BYTES = 16384
"""Bytes to a multiple of which the words are padded: every one has the same size, as a story and an
editor's proposal fit."""


class ContributionWords(Closed):
    """The words of a contribution. `story` is the text to which its contributor has agreed by
    sending it, `proposal` another one that waits for them; None where there is none."""

    label: str
    """The name that the facilitator gave the invitation, such as "for Mara"."""
    story: Story | None = None
    agreed: str = ""
    """The day on which they agreed to it, as 2027-03-03; "" before that."""
    naming: Naming = "unnamed"
    reach: Reach = "team"
    packs: bool = False
    """True if the story may go into packs that leave this server."""
    letters: bool = False
    """True if the contributor wants letters."""
    proposal: Story | None = None
    said: str = ""
    """The editor's sentence for the contributor: the wish that goes with a proposal, or the reason
    why the story is not taken."""


@dataclass(frozen=True)
class Contributed:
    """A contribution as it is kept; `words` is None where its key is not here."""

    id: str
    team: str
    editor: str
    status: Status
    words: ContributionWords | None
    keep_until: str = ""
    """The last day, as 2027-03-03, as far as one is known."""


def contribution(session: Session, keys: StoryKeys, id_: str) -> Contributed | None:
    """Returns a contribution, or None if there is none with this id."""
    row = session.scalar(select(Contribution).where(Contribution.id == id_))
    return _kept(row, keys) if row else None


def is_contribution(session: Session, id_: str) -> bool:
    """True if a contribution that may be seen has this id."""
    return session.scalar(select(Contribution.id).where(Contribution.id == id_)) is not None


def contributions(session: Session, keys: StoryKeys, editor: str) -> list[Contributed]:
    """Returns what an editor has to read or waits for, in no order that tells when it came."""
    rows = select(Contribution).where(Contribution.editor == editor).order_by(Contribution.id)
    return [_kept(row, keys) for row in session.scalars(rows)]


def all_contributions(session: Session, keys: StoryKeys) -> list[Contributed]:
    """Returns all contributions that the session may see, in no order that tells when they came."""
    rows = select(Contribution).order_by(Contribution.id)
    return [_kept(row, keys) for row in session.scalars(rows)]


def contributions_without_words(
    session: Session, statuses: Collection[Status]
) -> list[Contributed]:
    """Returns the contributions that stand so and may be seen, with none of their words."""
    row = Contribution
    columns = select(row.id, row.team, row.editor, row.status).order_by(row.id)
    found = session.execute(columns.where(row.status.in_(statuses)))
    return [Contributed(*one[:3], cast(Status, one.status), None) for one in found]


def count_contributions(session: Session, statuses: Collection[Status], editor: str | None) -> int:
    """Returns how many contributions stand so with an editor, or with anyone for None."""
    found = select(func.count()).select_from(Contribution).where(Contribution.status.in_(statuses))
    return (
        session.scalar(found if editor is None else found.where(Contribution.editor == editor)) or 0
    )


def contributed_among(session: Session, ids: Collection[str]) -> set[str]:
    """Returns those of these ids that are contributions which may be seen."""
    return set(session.scalars(select(Contribution.id).where(Contribution.id.in_(ids))))


def withdrawn_contributions(session: Session) -> frozenset[str]:
    """Returns the ids of the withdrawn contributions that may be seen."""
    rows = select(Contribution.id).where(Contribution.status == "withdrawn")
    return frozenset(session.scalars(rows))


def keep_contribution(session: Session, keys: StoryKeys, one: Contributed) -> None:
    """Keeps a contribution as it stands now, in place of what was kept of it before.

    Its key is made with its first words. Without words it has none: it is destroyed.
    """
    body = b""
    if one.words is None:
        keys.destroy(one.id)
    else:
        secret = keys.read(one.id) or keys.make(one.id)
        body = Keys(secret).hide_anew(
            one.words, CONTRIBUTION_KEY, one.id.encode(), CONTRIBUTION_STEP_BYTES
        )
    session.execute(delete(Contribution).where(Contribution.id == one.id))
    row = Contribution(id=one.id, team=one.team, editor=one.editor, status=one.status, body=body)
    row.keep_until = one.keep_until
    session.add(row)
    session.flush()


def delete_contribution(session: Session, keys: StoryKeys, id_: str) -> None:
    """Forgets a contribution with its key; what is in the library stays there."""
    delete_letters(session, keys, id_)
    keys.destroy(id_)
    session.execute(delete(Contribution).where(Contribution.id == id_))


def delete_contributions(session: Session, keys: StoryKeys, team: str) -> list[str]:
    """Forgets all contributions of a team with their keys; gives their ids."""
    found = select(Contribution.id).where(Contribution.team == team)
    ids = list(session.scalars(found))
    for id_ in ids:
        delete_contribution(session, keys, id_)
    return ids


def _kept(row: Contribution, keys: StoryKeys) -> Contributed:
    status = cast(Status, row.status)
    return Contributed(row.id, row.team, row.editor, status, _words(row, keys), row.keep_until)


def _words(row: Contribution, keys: StoryKeys) -> ContributionWords | None:
    secret = keys.read(row.id) if row.body else None
    if secret is None:
        return None
    try:
        return Keys(secret).show_anew(
            row.body, CONTRIBUTION_KEY, row.id.encode(), ContributionWords
        )
    except InvalidTag:
        # Of an older copy of the library: its key was made anew since.
        return None
