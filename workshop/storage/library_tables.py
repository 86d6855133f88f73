"""The tables of library.db: what outlives a workshop."""

from sqlalchemy import Index
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from workshop.storage.column_types import SECONDS, NoBytes

SUMMARY = "summary"
"""The kind of links that open the summary of one sealed workshop, until their last day."""
TEAM = "team"
"""The kind of links that open a team's open commitments, until their last day."""
LENT = (SUMMARY, TEAM)
"""The kinds of links that many people may use, until their last day."""
OWN_SPACE = "own-"
"""The beginning of a team's id that stands for one person alone."""


class LibraryBase(DeclarativeBase):
    """The base of the tables in library.db."""


class Team(LibraryBase):
    """A team has a name, and from the first day a row of its own."""

    __tablename__ = "team"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    leads_next: Mapped[str] = mapped_column(default="", server_default="")
    """The name of whoever leads the team's next workshop, as its members wrote it; "" for nobody
    yet."""


class Person(LibraryBase):
    """Somebody who signs in on a hosted server. Participants never do."""

    __tablename__ = "person"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    email: Mapped[str] = mapped_column(default="")
    """As the provider gave it, so that others can tell people apart; "" where it gave none."""
    issuer: Mapped[str] = mapped_column(default="")
    """The provider that vouches for them, and by whose `subject` they are known; both are "" for
    somebody who came by an invitation."""
    subject: Mapped[str] = mapped_column(default="")
    operator: Mapped[bool] = mapped_column(default=False)
    operator_by_group: Mapped[bool] = mapped_column(default=False, server_default="0")
    """True if they are an operator only as long as the provider says so."""


class Membership(LibraryBase):
    """Somebody belongs to a team, and may lead its workshops or only read its summaries."""

    __tablename__ = "membership"
    team: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    role: Mapped[str]
    """One of `workshop.people.members.Role`."""
    by_group: Mapped[bool] = mapped_column(default=False, server_default="0")
    """True if one of the provider's groups gave it, and takes it away; False if it was given by
    hand."""


class DeskAct(LibraryBase):
    """An act at a desk of a hosted server on a day, kept once however often it was done.

    There is no moment, no address and no browser, and nothing that a phone did.
    """

    __tablename__ = "desk_act"
    key: Mapped[bytes] = mapped_column(primary_key=True)
    """By chance: rows in the order of their keys are in no order."""
    day: Mapped[str]
    team: Mapped[str]
    name: Mapped[str]
    """The name of whoever did it, as they were called then; "" for the owner."""
    act: Mapped[str]
    """One of `workshop.people.desk_log.Act`."""
    workshop: Mapped[str]
    """The workshop's id, or "" where it is about people."""
    about: Mapped[str]
    """The person whom it was about, or the label of a link; "" for neither."""


class OpenWorkshop(LibraryBase):
    """A workshop whose file is still there, and the hour at which it is sealed by itself."""

    __tablename__ = "workshop"
    id: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str]
    title: Mapped[str]
    code: Mapped[str] = mapped_column(unique=True)
    suffix: Mapped[str]
    deadline: Mapped[int] = mapped_column(SECONDS)
    trial: Mapped[bool]
    sealing: Mapped[bool] = mapped_column(default=False)
    keep_until: Mapped[str] = mapped_column(default="", server_default="")
    """The last day of its summary, as 2027-03-03; "" until somebody deletes it."""
    thrown_away: Mapped[bool] = mapped_column(default=False, server_default="0")
    """True if the workshop is nobody's any more, or not yet, so that all of it goes; also by the
    next start."""


class Link(LibraryBase):
    """A link that signs somebody in: only the hash of its secret is kept."""

    __tablename__ = "link"
    hash: Mapped[bytes] = mapped_column(primary_key=True)
    kind: Mapped[str]
    workshop: Mapped[str]
    one_time: Mapped[bool]
    used: Mapped[bool] = mapped_column(default=False)
    label: Mapped[str] = mapped_column(default="", server_default="")
    """The name that its maker gave the link, such as "for Ana"; "" for the program's own."""
    seed: Mapped[bytes] = mapped_column(default=b"", server_default=NoBytes())
    """Of the program's own links: what their secret is made from again, with the workshop's key."""
    giver: Mapped[bytes] = mapped_column(default=b"", server_default=NoBytes())
    """The sign-in that hands its desk over by this link."""
    leaves: Mapped[bool] = mapped_column(default=False, server_default="0")
    """True if the giver's sign-in ends when the link is used."""
    until: Mapped[str] = mapped_column(default="", server_default="")
    """The last day of a link to a summary or a team's commitments, or of an invitation, as
    2027-03-03; "" of all others."""
    person: Mapped[str] = mapped_column(default="", server_default="")
    """Who made the link: it ends when they leave the team. "" for the program's own, and for the
    owner's."""
    team: Mapped[str] = mapped_column(default="", server_default="")
    """The team into which an invitation leads, or whose commitments the link opens; "" for
    neither."""
    role: Mapped[str] = mapped_column(default="", server_default="")
    """The role in that team."""


class SignIn(LibraryBase):
    """A browser that traded a link for a cookie: only the hash of the cookie is kept."""

    __tablename__ = "sign_in"
    hash: Mapped[bytes] = mapped_column(primary_key=True)
    kind: Mapped[str]
    workshop: Mapped[str]
    link: Mapped[bytes]
    person: Mapped[str] = mapped_column(default="", server_default="")
    """Who has signed in; "" for the owner of this server, and for guests."""
    provider_session: Mapped[str] = mapped_column(default="", server_default="")
    """The provider's name for the session that somebody has there, by which it ends this one, too;
    "" where it gave none."""
    until: Mapped[str] = mapped_column(default="", server_default="")
    """The last day of whom a provider or a proxy vouched for, as 2027-03-03; "" for others."""


class SealedSummary(LibraryBase):
    """The summary of a sealed workshop, as canonical JSON; the only thing that stays."""

    __tablename__ = "summary"
    workshop: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str]
    title: Mapped[str]
    date: Mapped[str]
    trial: Mapped[bool]
    open_until: Mapped[int] = mapped_column(SECONDS)
    """Until when devices of the workshop may fetch it, in seconds, rounded up to the hour."""
    body: Mapped[str]
    keep_until: Mapped[str] = mapped_column(default="", server_default="")
    """The summary's last day, as 2027-03-03; "" until somebody deletes it."""
    agenda: Mapped[str] = mapped_column(default="", server_default="")
    """Kind and minutes of each stage as JSON, for the stage line; "" where they are not known."""
    support: Mapped[str] = mapped_column(default="", server_default="")
    reporting: Mapped[str] = mapped_column(default="", server_default="")
    """Support and reporting are the room's settings for its devices, and go when `open_until` has
    passed."""


class OwnAgenda(LibraryBase):
    """An agenda that a team has made its own, as the JSON that is also shared as a file."""

    __tablename__ = "agenda"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    body: Mapped[str]
    team: Mapped[str] = mapped_column(default="", server_default="")
    """The id of the team that it belongs to; "" on a laptop, where all belong to one owner."""


class CommitmentNews(LibraryBase):
    """The news of a team's commitment since the workshop; by whom and when it was told is not
    kept."""

    __tablename__ = "commitment_news"
    team: Mapped[str] = mapped_column(primary_key=True)
    workshop: Mapped[str] = mapped_column(primary_key=True)
    """The workshop that made the commitment."""
    place: Mapped[str] = mapped_column(primary_key=True)
    """The commitment's place among those of that workshop's summary, from "1" on."""
    outcome: Mapped[str]
    """One of `workshop.protocol.base.Outcome`."""
    will: Mapped[str]
    """The commitment's new words where it was changed; "" otherwise."""
    by: Mapped[str]
    """The commitment's new day where it was changed, or ""."""


class LibraryStory(LibraryBase):
    """A story of the library that does not ship with the program, and who may tell it here."""

    __tablename__ = "story"
    id: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str]
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
    team: Mapped[str]
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
    team: Mapped[str]
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
    team: Mapped[str]
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
