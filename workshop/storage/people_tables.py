"""The tables of library.db about people: teams, the links and sign-ins by which they lead, and
what they did at a desk."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from workshop.storage.library_base import LibraryBase, NoBytes, refers_to

SUMMARY_LINK = "summary"
"""The kind of links that open the summary of one sealed workshop, until their last day."""
TEAM_LINK = "team"
"""The kind of links that open a team's open commitments, until their last day."""
LENT_KINDS = (SUMMARY_LINK, TEAM_LINK)
"""The kinds of links that many people may use, until their last day."""
OWN_SPACE = "own-"
"""The beginning of a team's id that stands for one person alone."""


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
    team: Mapped[str] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)
    """No foreign key: the owner of this server is a member, too, and has no row."""
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
    team: Mapped[str] = refers_to("team.id", "CASCADE")
    name: Mapped[str]
    """The name of whoever did it, as they were called then; "" for the owner."""
    act: Mapped[str]
    """One of `workshop.people.desk_log.LoggedAct`."""
    workshop: Mapped[str]
    """The workshop's id, or "" where it is about people."""
    about: Mapped[str]
    """The person whom it was about, or the label of a link; "" for neither."""


class Link(LibraryBase):
    """A link that signs somebody in: only the hash of its secret is kept."""

    __tablename__ = "link"
    hash: Mapped[bytes] = mapped_column(primary_key=True)
    kind: Mapped[str]
    workshop: Mapped[str]
    """The id of the workshop or contribution that the link opens, or of the person whom it signs
    in again; "" for other links."""
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
    person: Mapped[str] = refers_to("person.id", "CASCADE", default="")
    """Who made the link: it ends when they leave the team. "" for the program's own, and for the
    owner's."""
    team: Mapped[str] = refers_to("team.id", "CASCADE", default="")
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
    link: Mapped[bytes | None] = mapped_column(ForeignKey("link.hash", ondelete="CASCADE"))
    """The link that it was traded for, and ends with; None for whoever came by no link."""
    secret: Mapped[bytes] = mapped_column(default=b"")
    """The mark of the server's own secret by which its owner came, and with which it ends; else
    nothing."""
    person: Mapped[str] = refers_to("person.id", "CASCADE", default="")
    """Who has signed in; "" for the owner of this server, and for guests."""
    provider_session: Mapped[str] = mapped_column(default="", server_default="")
    """The provider's name for the session that somebody has there, by which it ends this one, too;
    "" where it gave none."""
    until: Mapped[str] = mapped_column(default="", server_default="")
    """The last day of whom a provider or a proxy vouched for, as 2027-03-03; "" for others."""
