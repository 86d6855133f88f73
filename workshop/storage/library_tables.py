"""The tables of library.db: what outlives a workshop.

Here are those of workshops, their summaries and agendas; `LIBRARY_TABLES` has all, also those in
`people_tables` and `story_tables`.
"""

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from workshop.protocol.base import Outcome

# Each of these modules adds its tables to those of the base.
from workshop.storage import people_tables as people_tables
from workshop.storage import story_tables as story_tables
from workshop.storage.library_base import SECONDS, LibraryBase, refers_to

LIBRARY_TABLES = LibraryBase.metadata


class OpenWorkshop(LibraryBase):
    """A workshop whose file is still there, and the hour at which it is sealed by itself."""

    __tablename__ = "workshop"
    id: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str] = refers_to("team.id", "SET NULL")
    """The id of its team; "" of one that was thrown away with its team."""
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


class SealedSummary(LibraryBase):
    """The summary of a sealed workshop, as canonical JSON; the only thing that stays."""

    __tablename__ = "summary"
    workshop: Mapped[str] = mapped_column(primary_key=True)
    team: Mapped[str] = mapped_column(ForeignKey("team.id"))
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
    team: Mapped[str] = refers_to("team.id", "CASCADE", default="")
    """The id of the team that it belongs to; "" on a laptop, where all belong to one owner."""


class CommitmentNews(LibraryBase):
    """The news of a team's commitment since the workshop; by whom and when it was told is not
    kept."""

    __tablename__ = "commitment_news"
    team: Mapped[str] = mapped_column(ForeignKey("team.id", ondelete="CASCADE"), primary_key=True)
    workshop: Mapped[str] = mapped_column(primary_key=True)
    """The workshop that made the commitment."""
    place: Mapped[str] = mapped_column(primary_key=True)
    """The commitment's place among those of that workshop's summary, from "1" on."""
    outcome: Mapped[Outcome] = mapped_column(String)
    will: Mapped[str] = mapped_column(default="")
    """The commitment's new words where it was changed; "" otherwise."""
    by: Mapped[str] = mapped_column(default="")
    """The commitment's new day where it was changed, or ""."""
