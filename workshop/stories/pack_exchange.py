"""Packs of stories going out of the library and coming in.

A story from a pack has an id of its own here for each team: two teams of a server can import one
pack, and no pack can name what did not come with it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

import msgspec
from sqlalchemy.orm import Session

from workshop.rules.agenda import message as _
from workshop.rules.text import clean, one_line
from workshop.storage.contributions import contributed_among, withdrawn_contributions
from workshop.storage.keyring import StoryKeys
from workshop.storage.library_stories import (
    BETWEEN,
    ORIGIN_COLUMNS,
    Added,
    Consent,
    Reach,
    StoryRow,
    id_in_packs,
    put_rows_anew,
    row_of,
    rows_by_id,
    stories_of,
    take_out,
)
from workshop.storage.threads import Halt
from workshop.storage.visible import Visible
from workshop.stories.pack import built_in_pack
from workshop.stories.pack_file import pack_types
from workshop.stories.pack_file.pack_shape import ABOUT_SHAPE
from workshop.stories.pack_file.pack_types import (
    PACK_FORMAT,
    ContributorConsent,
    PackAbout,
    PackFile,
    PackStory,
    PublishedConsent,
)


@dataclass(frozen=True)
class Going:
    """The stories of some teams that may go into a pack, how many the teams have in all, and the
    ids that are withdrawn."""

    stories: tuple[Added, ...]
    all: int
    withdrawn: tuple[str, ...] = ()

    @property
    def licences(self) -> tuple[str, ...]:
        """The licences under which stories came here, sorted."""
        return tuple(sorted({one.licence for one in self.stories if one.licence}))

    def only(self, ids: Collection[str]) -> "Going":
        """Returns those of the stories with these ids."""
        return replace(self, stories=tuple(one for one in self.stories if one.id in ids))


@dataclass(frozen=True)
class Imported:
    """The outcome of an import: the number of stories that are new, changed, the same as before and
    taken out; and of those that were not taken, withdrawn here or here in another way."""

    new: int = 0
    changed: int = 0
    same: int = 0
    taken_out: int = 0
    withdrawn: int = 0
    left: int = 0


def going(session: Session, keys: StoryKeys, of: Visible) -> Going:
    """Returns the stories of these teams that may go into a pack."""
    ours = stories_of(session, of)
    withdrawn = keys.withdrawn()
    may: dict[str, Added] = {}
    # A story that is here in two ways goes as its contributor has it now.
    for one in sorted(ours, key=lambda one: one.origin == "pack"):
        id_ = id_in_packs(one.id)
        if consent_in_packs(one) and id_ not in withdrawn:
            may.setdefault(id_, one)
    # What other teams' contributors have withdrawn is nobody's business here.
    listed = withdrawn if of.teams is None else withdrawn & withdrawn_contributions(session)
    return Going(tuple(one for one in ours if may.get(id_in_packs(one.id)) is one), len(ours),
                 tuple(sorted(listed)))  # fmt: skip


def pack_of(about: PackAbout, going: Going) -> PackFile:
    """Returns a pack of these stories, and of all that is withdrawn."""
    stories = [
        PackStory(id_in_packs(one.id), one.story, consent)
        for one in going.stories
        if (consent := consent_in_packs(one))
    ]
    fields = msgspec.structs.asdict(about)
    del fields["format"]
    return PackFile(
        **fields | {"withdrawn": going.withdrawn},
        stories=tuple(sorted(stories, key=lambda one: one.id)),
    )


def consent_in_packs(one: Added) -> pack_types.PackConsent | None:
    """Returns the consent with which a story may go into packs, or None if it may not.

    A teller who agreed in person has agreed to nothing beyond this server.
    """
    if one.origin == "own" or (one.origin == "contributed" and not one.packs):
        return None
    if one.consent:
        return ContributorConsent(
            terms=one.consent.terms, day=one.consent.day, hash=one.consent.hash
        )
    return PublishedConsent(permission=one.permission) if one.permission else None


@dataclass(frozen=True)
class ComingPack:
    """A pack that is to be imported for a team, and the rows of its stories by their ids there."""

    pack: PackFile
    team: str
    rows: Mapping[str, StoryRow]


def coming(pack: PackFile, team: str, reach: Reach, pause: Halt = lambda: None) -> ComingPack:
    """Prepares an import, for which the database need not wait."""
    rows: dict[str, StoryRow] = {}
    for one in pack.stories:
        pause()
        rows[one.id] = row_of(_added(one, pack, team, reach))
    return ComingPack(pack, team, rows)


def import_pack(session: Session, keys: StoryKeys, coming: ComingPack) -> Imported:
    """Takes the stories of a pack in for a team, in place of those that this pack brought before,
    and takes out what it says is withdrawn: only stories that came by the same pack."""
    withdrawn, taken = keys.withdrawn(), _withdrawn_by(session, coming)
    for id_ in taken:
        take_out(session, id_)
    may = coming.rows.keys() - withdrawn
    elsewhere = _here_otherwise(session, may, coming)
    rows = [row for id_, row in coming.rows.items() if id_ in may - elsewhere]
    before = rows_by_id(session, [row["id"] for row in rows])
    put_rows_anew(session, rows)
    same = sum(
        before.get(row["id"]) == {name: row[name] for name in ORIGIN_COLUMNS} for row in rows
    )
    return Imported(
        new=len(rows) - len(before),
        changed=len(before) - same,
        same=same,
        taken_out=len(taken),
        withdrawn=len(coming.rows) - len(may),
        left=len(may) - len(rows),
    )


def _withdrawn_by(session: Session, coming: ComingPack) -> list[str]:
    """The stories that this pack has brought before and now withdraws, by their ids here."""
    ids = [_id_here(id_, coming.team) for id_ in coming.pack.withdrawn]
    return [id_ for id_, row in rows_by_id(session, ids).items() if _came_by(row, coming.pack)]


def _here_otherwise(session: Session, ids: Collection[str], coming: ComingPack) -> set[str]:
    """The ids of stories that are here already, but did not come by this pack; and of those that a
    contributor of the team has told, also where they were told once and have left the library."""
    found = rows_by_id(session, [*ids, *(_id_here(id_, coming.team) for id_ in ids)])
    others = {id_in_packs(id_) for id_, row in found.items() if not _came_by(row, coming.pack)}
    return others | contributed_among(session, ids) | built_in_pack().by_id.keys()


def _came_by(row: StoryRow, pack: PackFile) -> bool:
    return (row["origin"], row["pack"]) == ("pack", pack.id)


def _id_here(id_: str, team: str) -> str:
    return f"{id_}{BETWEEN}{team}"


def _added(one: PackStory, pack: PackFile, team: str, reach: Reach) -> Added:
    given, consent, permission = one.consent, None, ""
    if isinstance(given, ContributorConsent):
        consent = Consent(given.hash, given.terms, given.day)
    else:
        permission = given.permission
    return Added(
        _id_here(one.id, team), one.story, "pack", team, reach, permission, consent, packs=True,
        pack=pack.id, licence=pack.licence,
    )  # fmt: skip


PACK_FORM_SENTENCES = {
    "id": _("Use 3 to 60 lower-case letters, digits or hyphens."),
    "version": _("Use one to four numbers with dots between them, such as 1 or 2026.1."),
    "title": _("Give the pack a title of at most 80 characters."),
    "why": _("Say in at most 2,000 characters why this pack exists."),
    "licence": _("Name a licence in at most 200 characters."),
    "language": _("Choose a language."),
}
"""The fields of the form, each with what to do where something is wrong in it."""
_CLEANED: Mapping[str, Callable[[str], str]] = {
    "id": str.strip, "version": str.strip, "language": str.strip, "why": clean,
}  # fmt: skip


def read_about(values: Mapping[str, str]) -> PackAbout | dict[str, str]:
    """Returns what the form says, or the sentence to each field that is wrong."""
    fields = {
        name: _CLEANED.get(name, one_line)(values.get(name, "")) for name in PACK_FORM_SENTENCES
    }
    given = {"format": PACK_FORMAT, **fields}
    wrong = [str(fault.place[0]) for fault in ABOUT_SHAPE(given, ())]
    if wrong:
        return {name: PACK_FORM_SENTENCES[name] for name in wrong}
    return msgspec.convert(given, PackAbout)
