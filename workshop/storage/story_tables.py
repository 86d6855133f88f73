"""The tables of library.db about stories: added and invited ones, where they were told, and letters
to their tellers."""

from sqlalchemy import Index
from sqlalchemy.orm import Mapped, mapped_column

from workshop.storage.library_base import LibraryBase, refers_to


class LibraryStory(LibraryBase):
    """A story of the library that does not ship with the program, and who may tell it here."""

    __tablename__ = "story"
    id: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str] = refers_to("team.id", "CASCADE")
    """The team that it belongs to, by its id; "" on a laptop, where all belong to one owner."""
    reach: Mapped[str]
    """One of `workshop.storage.library_stories.Reach`."""
    origin: Mapped[str]
    """One of `workshop.storage.library_stories.Origin`."""
    permission: Mapped[str]
    """Who permitted that a published story is told here, in a sentence; "" for other stories."""
    consent: Mapped[str]
    """The hash of the exact text that its contributor has agreed to, in hexadecimal; "" for stories
    of other origins."""
    terms: Mapped[str]
    """The version of the terms at that time, or ""."""
    agreed: Mapped[str]
    """The day of that, as 2027-03-03, or ""."""
    packs: Mapped[bool]
    """True if it may go into packs that leave this server."""
    pack: Mapped[str]
    """The pack that brought it, by its id; "" for stories of other origins."""
    licence: Mapped[str]
    """The licence of that pack, or ""."""
    language: Mapped[str]
    title: Mapped[str]
    """The title in the form in which it is sorted."""
    work: Mapped[str]
    """The teller's trade, in small letters; "" where it was left out."""
    themes: Mapped[str]
    """The themes in small letters, each with a line break before and after it."""
    minutes: Mapped[int]
    """The minutes that it takes to read it aloud."""
    words: Mapped[str]
    """All words of the story, in the form in which they are searched for."""
    body: Mapped[str]
    """The story as JSON."""
    keep_until: Mapped[str] = mapped_column(default="", server_default="")
    """The story's last day, as 2027-03-03, which goes when it is told or changed; "" for none."""
    # Without the long columns, so that a shelf of thousands is sorted and counted at once.
    __table_args__ = (
        Index(
            "story_shelf", "title", "id", "team", "reach", "language", "work", "themes", "minutes"
        ),
        Index("story_last_day", "keep_until"),
    )


class StoryTold(LibraryBase):
    """A workshop of a team has heard a story of the library. There is no day."""

    __tablename__ = "story_told"
    story: Mapped[str] = mapped_column(primary_key=True)
    """The id of a row, or of a built-in story."""
    workshop: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str] = refers_to("team.id", "CASCADE")
    most: Mapped[bool] = mapped_column(default=False, server_default="0")
    """True if most of the room had been where the story was, as its screens said."""


class KeptLetters(LibraryBase):
    """Letters to the teller of a story: those of one workshop, or all that were let through."""

    __tablename__ = "letters"
    story: Mapped[str] = mapped_column(primary_key=True)
    """The id of the contribution."""
    workshop: Mapped[str] = mapped_column(primary_key=True)
    """The workshop in which they were written; "" for those that were let through."""
    place: Mapped[str]
    """The place of the story there, one of `workshop.rules.agenda.Told`, or ""."""
    team: Mapped[str] = refers_to("team.id", "SET NULL")
    """The team of the workshop, by its id; "" on a laptop, and for those that were let through."""
    until: Mapped[str]
    """The last day on which they wait, or ""."""
    body: Mapped[bytes]
    """The letters, encrypted under a key of their own; empty once they were decided on."""


class Contribution(LibraryBase):
    """A story that somebody was invited to tell, from the invitation until its end.

    Its words lie under a key of its own until their contributor has agreed to exactly those.
    """

    __tablename__ = "contribution"
    id: Mapped[str] = mapped_column(primary_key=True)
    """Also that of the story in the library, once it is there."""
    team: Mapped[str] = refers_to("team.id", "SET NULL")
    """The team of whoever invited them, by its id; "" on a laptop."""
    editor: Mapped[str]
    """The one person who reads it here, by their id; "" for the owner."""
    status: Mapped[str]
    """One of `workshop.storage.contributions.Status`."""
    body: Mapped[bytes]
    """The contribution's words, encrypted and padded; empty where none are left."""
    keep_until: Mapped[str] = mapped_column(default="", server_default="")
    """The last day of an invitation, of undecided words, or of a receipt; "" for none."""
    __table_args__ = (Index("contribution_last_day", "keep_until"),)
