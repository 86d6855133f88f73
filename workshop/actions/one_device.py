"""The rows of one device in a workshop, and the fates of all that it has sent.

Nothing is written here. Rows are found with the device's secret. The row of a lesson on the list,
or of a commitment, is not among them: it lies under its words alone, and leads to no device.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Literal, get_args

import msgspec
from sqlalchemy import Connection, select

from workshop.actions.ballots import ballot_marks
from workshop.actions.letters import letter_row
from workshop.actions.questions import END_QUESTIONS, QUESTION_CHOICES
from workshop.protocol.base import Handle
from workshop.protocol.messages import Fate, HeldAnswer, HeldRow, Purpose
from workshop.rules.agenda import StageKind, Told
from workshop.rules.lessons import KEEP, LESSONS_TALLY, keep_item
from workshop.rules.limits import CARDS_EACH, LESSONS_EACH, OFFERS_EACH, PER_LESSON
from workshop.rules.stages import SENDS_CARDS
from workshop.rules.thresholds import TOOK_PART, hiding_item, tap_item
from workshop.rules.votes import BUDGETS
from workshop.storage.bodies import show_read
from workshop.storage.counts import read_counts
from workshop.storage.handles import Handles
from workshop.storage.keyring import LETTER_PART, Keys, OwnKeys
from workshop.storage.state import read_agenda, read_state
from workshop.storage.workshop_tables import (
    Card,
    CheckIn,
    DeskRead,
    Lesson,
    Letter,
    Mark,
    OpenCard,
    PulseAnswer,
    SentLesson,
)
from workshop.storage.workshops import StoredWorkshop

FATES_STEP_BYTES = 8192
"""Bytes to a multiple of which an answer is padded: its size must not tell who wrote a card."""

_LESSONS = select(Lesson.id)

DevicePart = str | int
FateTable = Literal["card", "sent_lesson", "check_in", "pulse_answer", "letter"]
Candidates = Iterator[tuple[Purpose, tuple[DevicePart, ...]]]


def held(stored: StoredWorkshop, secret: bytes, keys: Iterable[bytes]) -> HeldAnswer:
    """All rows of a device. `keys` are those of the cards and lessons that it sent."""
    with stored.read() as connection:
        state = read_state(connection, stored.keys)
        rows = [
            *_marks(connection, stored, state, secret),
            *_sent(connection, stored, Card, list(keys)),
            *_sent(connection, stored, SentLesson, list(keys)),
            *_of_secret(connection, stored.own, secret),
        ]
    rows.sort(key=lambda row: (row.table, row.purpose, row.handle))
    return _padded(rows)


def no_rows() -> HeldAnswer:
    """The answer of a workshop of which nothing is left; as large as any other."""
    return _padded([])


def _padded(rows: list[HeldRow]) -> HeldAnswer:
    return HeldAnswer(rows=rows, padding="0" * (-len(msgspec.json.encode(rows)) % FATES_STEP_BYTES))


def _marks(
    connection: Connection, stored: StoredWorkshop, state: Any, secret: bytes
) -> Iterator[HeldRow]:
    """The marks that this secret could have left, and did."""
    purposes: dict[bytes, Purpose] = {}
    for number, kind in _rounds(connection, state):
        keys = stored.own.round(number)
        for purpose, parts in _left_in(kind, connection, state):
            purposes[keys.mark(secret, number, *parts)] = purpose
        if kind == "vote":
            counts = read_counts(connection, stored.own, number)
            purposes |= dict.fromkeys(ballot_marks(keys, secret, number, counts), "ballot")
    where = Mark.key.in_(list(purposes))
    for row in connection.execute(select(Mark.key, Mark.round).where(where)):
        handle = Handles(stored.own.round(row.round)).of(row.key)
        yield HeldRow(table="mark", handle=handle, purpose=purposes[row.key], round=row.round)


def _rounds(connection: Connection, state: Any) -> Iterator[tuple[int, StageKind]]:
    """The rounds of which marks are left: few, since a new one wipes the older ones."""
    agenda = read_agenda(state.agenda)
    marked = set(connection.execute(select(Mark.round).distinct()).scalars())
    for one in state.rounds:
        kind = agenda.kind_of(one.stage)
        if kind and one.n in marked:
            yield one.n, kind


def _left_in(kind: StageKind, connection: Connection, state: Any) -> Candidates:
    """Yields the marks that a device may have left in a round of this kind, as the actions name
    them."""
    if kind in {"arrive", "ground_rules"}:
        yield "unclear", ("unclear",)
    elif kind == "story":
        for told in get_args(Told):
            yield from _counted_once("been_there", tap_item(told))
    elif kind in SENDS_CARDS:
        yield "took_part", (TOOK_PART,)
        yield from _numbered("card_slot", "card", CARDS_EACH)
        yield from _been_there(connection)
    elif kind == "reveal":
        yield from _been_there(connection)
    elif kind in {"talk", "lessons"}:
        yield from _numbered("lesson_slot", "lesson", LESSONS_EACH)
        yield "lesson_slot", (hiding_item(LESSONS_TALLY),)
        yield "keep", (hiding_item(KEEP),)
        for lesson in connection.execute(_LESSONS).scalars():
            yield "keep", (keep_item(lesson.hex()),)
    elif kind == "vote":
        yield from _numbered("budget", "budget", max(BUDGETS))
        # Once somebody has voted the ballot is frozen: no other lesson ever had a vote.
        ballot = {*connection.execute(_LESSONS).scalars()} - {*state.lessons}
        for lesson in ballot:
            yield from _numbered("vote", f"vote:{lesson.hex()}", PER_LESSON)
    elif kind == "commit":
        yield from _numbered("offer_slot", "offer", OFFERS_EACH)
    elif kind == "finish":
        for question in END_QUESTIONS:
            yield "answer", (hiding_item(question),)
            for choice in QUESTION_CHOICES:
                yield "answer", (question, choice)


def _of_secret(connection: Connection, own: OwnKeys, secret: bytes) -> Iterator[HeldRow]:
    """The rows that lie under a device's secret alone."""
    keys = own.of("check_in")
    asked = select(CheckIn.key, CheckIn.body).where(CheckIn.key == keys.mark(secret, "check_in"))
    for row in connection.execute(asked):
        yield _words_row(keys, "check_in", "check_in", row)
    keys = own.of("pulse_answer")
    pulse = select(PulseAnswer.key, PulseAnswer.body)
    for row in connection.execute(pulse.where(PulseAnswer.key == keys.mark(secret, "pulse"))):
        yield _words_row(keys, "pulse_answer", "pulse", row)
    keys = own.of(LETTER_PART)
    rows = [letter_row(keys, secret, place) for place in get_args(Told)]
    for row in connection.execute(select(Letter.key, Letter.body).where(Letter.key.in_(rows))):
        yield _words_row(keys, "letter", "letter", row)


def _words_row(
    keys: Keys, table: FateTable, purpose: Purpose, row: Any, round_: int | None = None
) -> HeldRow:
    handle, size = Handles(keys).of(row.key), len(row.body)
    return HeldRow(table=table, handle=handle, purpose=purpose, round=round_, size=size)


def _numbered(purpose: Purpose, item: str, most: int) -> Candidates:
    for i in range(1, most + 1):
        yield purpose, (item, i)


def _been_there(connection: Connection) -> Candidates:
    for n in connection.execute(select(OpenCard.n)).scalars():
        yield from _counted_once("been_there", tap_item(str(n)))


def _counted_once(purpose: Purpose, item: str) -> Candidates:
    yield purpose, (item,)
    yield purpose, (hiding_item(item),)


def _sent(
    connection: Connection,
    stored: StoredWorkshop,
    table: type[Card | SentLesson],
    sent: list[bytes],
) -> Iterator[HeldRow]:
    """The rows of the cards, or of the lessons, that were sent under these keys."""
    name: FateTable = "card" if table is Card else "sent_lesson"
    rows = [stored.keys.mark(name, key) for key in sent]
    columns = select(table.key, table.round, table.body)
    for row in connection.execute(columns.where(table.key.in_(rows))):
        purpose: Purpose = "card" if table is Card else "lesson"
        yield _words_row(stored.own.round(row.round), name, purpose, row, row.round)


TOLD_FATES: dict[str, Fate] = {
    "protect": "safe", "names": "name", "care": "care", "elsewhere": "away", "back": "back",
    "unread": "late",
}  # fmt: skip
"""The fates that a phone is told: words of one length, so that the size of an answer tells
nothing."""


def fates(stored: StoredWorkshop, keys: tuple[bytes, ...]) -> list[Fate]:
    """Returns why each of these cards, lessons and offers was set aside, or that it came back to
    its phone; "none" for any other, known or not. An offer is asked for by its handle."""
    with stored.read() as connection:
        state = read_state(connection, stored.keys)
        found = _read(connection, stored, state)
    handles = Handles(stored.keys)
    mark = stored.keys.mark
    whys = [
        found.get(mark("card", key))
        or found.get(mark("sent_lesson", key))
        or found.get(handles.row(Handle(key.hex())), "")
        for key in keys
    ]
    return [TOLD_FATES.get(why, "none") for why in whys]


def _read(connection: Connection, stored: StoredWorkshop, state: Any) -> dict[bytes, str]:
    """The fates of rounds of which the desk reads no more: until then it may change its mind. What
    went back as too few wrote has gone before."""
    spent = [one.n for one in state.rounds if one.spent]
    rows = select(DeskRead.round, DeskRead.body).where(DeskRead.round.in_(spent))
    found: dict[bytes, str] = {}
    for row in connection.execute(rows).all():
        read = show_read(stored.own, row.round, row.body)
        final = {key: why for key, why in read.fates.items() if why == "back" or not read.at_desk}
        found |= final
    return found
