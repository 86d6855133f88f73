"""The tables of a workshop's own file.

Tables of what people wrote hold no person, no time and no serial. They have no hidden rowid,
since that would give the exact order back, and their keys are HMACs, or numbers given in the
order of content. What people wrote is encrypted; see keyring.
"""

from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column


class WorkshopBase(DeclarativeBase):
    """The base of the tables in a workshop's file."""


_PLAIN = {"sqlite_with_rowid": False}


class State(WorkshopBase):
    """The one row that says what the workshop is and where it stands; see state."""

    __tablename__ = "state"
    __table_args__ = _PLAIN
    id: Mapped[str] = mapped_column(primary_key=True)
    epoch: Mapped[str]
    """Changes when the workshop is restored from a backup, which is done without its key."""
    begun: Mapped[bool]
    closed: Mapped[bool]
    owes_rewrite: Mapped[bool] = mapped_column(default=False)
    body: Mapped[bytes]
    """All that is not in the columns beside it, encrypted."""
    story: Mapped[bytes]
    second_story: Mapped[bytes]
    """The story of the agenda's second story stage, encrypted, or that there is none."""
    leader: Mapped[bytes]
    wifi_password: Mapped[bytes]
    """Encrypted, or that none was given."""


class Mark(WorkshopBase):
    """A mark that some device has done something: a vote, a tap, a slot for a card."""

    __tablename__ = "mark"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    round: Mapped[int]


class Tallies(WorkshopBase):
    """The counts of a round, encrypted; see counts."""

    __tablename__ = "tallies"
    __table_args__ = _PLAIN
    round: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class Card(WorkshopBase):
    """A card that waits for the reveal; its key is the HMAC of the one made on the device."""

    __tablename__ = "card"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    round: Mapped[int]
    body: Mapped[bytes]


class OpenCard(WorkshopBase):
    """A revealed card, numbered in the order of content within its reveal."""

    __tablename__ = "open_card"
    __table_args__ = _PLAIN
    n: Mapped[int] = mapped_column(primary_key=True)
    round: Mapped[int]
    body: Mapped[bytes]


class Lesson(WorkshopBase):
    """A lesson; its id is the HMAC of its words, so the same words are the same lesson."""

    __tablename__ = "lesson"
    __table_args__ = _PLAIN
    id: Mapped[bytes] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class SentLesson(WorkshopBase):
    """A lesson from a phone that the room was not shown; its key is the HMAC of the phone's key."""

    __tablename__ = "sent_lesson"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    round: Mapped[int]
    body: Mapped[bytes]


class DeskRead(WorkshopBase):
    """The rows of a round that the desk was shown, and what it decided about them: one row, all of
    one size, encrypted anew at each change, so that no act of the desk touches a row that a phone
    has made."""

    __tablename__ = "desk_read"
    __table_args__ = _PLAIN
    round: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class Commitment(WorkshopBase):
    """A commitment; its id is the HMAC of its words as they were offered."""

    __tablename__ = "commitment"
    __table_args__ = _PLAIN
    id: Mapped[bytes] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class Carried(WorkshopBase):
    """A commitment of an earlier workshop that the team looks at again, and what became of it."""

    __tablename__ = "carried"
    __table_args__ = _PLAIN
    n: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class PulseAnswer(WorkshopBase):
    """A device's answers to the pulse at both ends, until the sums are told."""

    __tablename__ = "pulse_answer"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class Letter(WorkshopBase):
    """A line to the teller of a story; its key is the HMAC of a device's secret and the story. One
    that was taken back stays, without words."""

    __tablename__ = "letter"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    body: Mapped[bytes]


class CheckIn(WorkshopBase):
    """A wish to be spoken to by the facilitator, with whatever its author chose to say."""

    __tablename__ = "check_in"
    __table_args__ = _PLAIN
    key: Mapped[bytes] = mapped_column(primary_key=True)
    body: Mapped[bytes]
