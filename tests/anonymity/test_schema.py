"""The shape of what is kept: no column, index or size that tells who, when or how often."""

import os
import sqlite3
import stat
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from sqlalchemy import event, insert
from sqlalchemy.pool import Pool

from tests.support.files import file_of
from tests.support.room import TestRoom, done, new_room, new_store
from workshop.ending.seal import seal
from workshop.protocol import commands
from workshop.protocol.base import LANGUAGE
from workshop.rules.limits import (
    HAPPENED,
    LEARNED_CHARS,
    LESSON_CHARS,
    LETTER_CHARS,
    NAME_CHARS,
    NOTE_CHARS,
    WHEN,
    WILL,
)
from workshop.storage.bodies import BODY_BYTES, CarriedWords, carried_row, hide
from workshop.storage.keyring import NONCE
from workshop.storage.library_tables import LIBRARY_TABLES
from workshop.storage.sqlite.engines import PRAGMAS
from workshop.storage.store import Store
from workshop.storage.workshop_tables import Carried, WorkshopBase

COLUMNS = {
    "card": {
        "key": "HMAC of a key that only the author's device has",
        "round": "of the room",
        "body": "the words, encrypted",
    },
    "open_card": {
        "n": "its place by content within its reveal",
        "round": "of the room",
        "body": "the words, encrypted",
    },
    "lesson": {
        "id": "HMAC of the words",
        "body": "the words, encrypted",
    },
    "sent_lesson": {
        "key": "HMAC of a key that only the author's device has",
        "round": "of the room",
        "body": "the words, encrypted",
    },
    "desk_read": {
        "round": "of the room",
        "body": "what the desk was shown and has decided, encrypted anew at each change",
    },
    "commitment": {
        "id": "HMAC of the words",
        "body": "the words, and the lesson that it is offered for, encrypted",
    },
    "carried": {
        "n": "its place among the commitments of earlier workshops",
        "body": "the words, and what became of it, encrypted",
    },
    "check_in": {
        "key": "HMAC of a secret that only a device has",
        "body": "what its author wants the facilitator to know, encrypted",
    },
    "letter": {
        "key": "HMAC of a secret that only a device has",
        "body": "a line to the teller of a story, encrypted anew at each change",
    },
    "pulse_answer": {
        "key": "HMAC of a secret that only a device has",
        "body": "the answers of both ends, encrypted",
    },
    "mark": {
        "key": "HMAC of a secret that only a device has",
        "round": "of the room",
    },
    "tallies": {
        "round": "of the room",
        "body": "what is counted, and how much of it may be seen, encrypted",
    },
}
"""Each column of what people wrote or did, and why it tells nothing of who, when or in which order.

A new column fails the test until somebody has thought about it and written it down here.
"""
OF_THE_ROOM = {"state"}
"""The table that the desk moves, or "ask to take this off the screen"."""
ASKED_FOR = {
    "journal_mode": "truncate", "synchronous": "2", "secure_delete": "1", "foreign_keys": "1",
    "temp_store": "2", "trusted_schema": "0", "busy_timeout": "250",
}  # fmt: skip
"""The pragmas of each connection: TRUNCATE, FULL, ON, ON, in memory, OFF, and milliseconds."""
ASKED_OF_A_COPY = ASKED_FOR | {"journal_mode": "memory", "synchronous": "0"}
"""The pragmas of a file that is written anew, and synced once as it takes the old one's place."""
LONGEST_LANGUAGE = "en-" + "-".join(["aaaaaaaa"] * 3) + "-aaaaa"
ANEW = ("card", "commitment", "letter")
"""Kinds that bear a nonce beside the tag, as what waits may be changed."""
LETTERS = {
    "nothing much": "x",
    "four bytes each": "\U0001f9d1",
    "letters that bear a mark": "q\u0308",
    "a script with its signs": "\u0915\u093f",
}


@pytest.fixture
def room(store: Store) -> TestRoom:
    """A workshop in which the pulse is taken, too."""
    return new_room(store, pulse="room")


def held(room: TestRoom, text: str = "x", language: str = "en") -> TestRoom:
    """A workshop in which each kind of text was written, as long as may be, and is still there."""
    carry(room, text, language)
    room.participants(3)
    ask_and_answer(room, text)
    room.desk.goes("story")
    room.desk.goes("write")
    for person in room.people:
        words = {"happened": fill(text, HAPPENED), "learned": fill(text, LEARNED_CHARS)}
        assert done(person.writes(**words))
        person.adds_nothing()
    room.desk.goes("reveal")
    room.desk.goes("lessons")
    for i, person in enumerate(room.people):
        words = fill(f"{i}{text}", LESSON_CHARS)
        assert done(person.does(commands.AddLesson(round=room.round, text=words)))
    assert done(room.desk.lets_on())
    room.desk.goes("vote")
    lesson = next(one.id for one in room.read().lessons if not one.left_out)
    for person in room.people:
        assert done(person.votes(lesson))
    room.desk.goes("commit")
    offer = commands.Offer(
        round=room.round, lesson=lesson, when=fill(text, WHEN), will=fill(text, WILL),
        owner=fill(text, NAME_CHARS), who="we", by="2026-03-11",
    )  # fmt: skip
    assert done(room.people[0].does(offer))
    short = commands.Offer(round=room.round, lesson=lesson, when="a", will="b")
    assert done(room.people[1].does(short))
    room.letters = frozenset({"story"})
    assert done(
        room.people[0].does(commands.WriteLetter(to="story", text=fill(text, LETTER_CHARS)))
    )
    assert done(room.people[1].does(commands.WriteLetter(to="story")))
    # One round more of writing, so that a card waits.
    room.desk.presses(commands.Go, stage="write")
    room.desk.presses(commands.OpenAgain)
    assert done(room.people[0].writes(fill(text, HAPPENED)))
    assert done(room.people[1].writes("y"))
    return room


def ask_and_answer(room: TestRoom, text: str) -> None:
    """Leaves what stays while the stages pass: somebody asks to be spoken to, and answers the
    pulse."""
    one, two, three = room.people
    assert done(one.does(commands.CheckIn(text=fill(text, NOTE_CHARS))))
    assert done(two.does(commands.CheckIn()))
    assert done(three.does(commands.AnswerPulse(at="arrive", answers=[5, 1, 3])))
    room.desk.goes("finish")
    for person in (two, three):
        assert done(person.does(commands.AnswerPulse(at="finish", answers=[2, 2, 2])))


def carry(room: TestRoom, text: str, language: str) -> None:
    """Commitments of earlier workshops, as a new workshop is given them, and what became of one."""
    long = CarriedWords(
        workshop="x" * 12, id="20", lesson=fill(text, LESSON_CHARS), when=fill(text, WHEN),
        will=fill(text, WILL), who="we", owner=fill(text, NAME_CHARS), by="2026-03-11",
        made="2026-02-25", language=language, will_now=fill(text, WILL), by_now="2026-04-11",
        learned=fill(text, LESSON_CHARS),
    )  # fmt: skip
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.write() as connection:
        for n, words in enumerate((long, replace(long, will="b", learned="")), 1):
            body = hide(file.keys, "carried", carried_row(n), replace(words, outcome="changed"))
            connection.execute(insert(Carried).values(n=n, body=body))


def fill(text: str, length: int) -> str:
    """The text again and again, at most so many characters of it."""
    return text * (length // len(text))


def selected(room: TestRoom, query: str) -> list[tuple[Any, ...]]:
    """Returns the rows that a curious person finds who opens the file."""
    with closing(sqlite3.connect(file_of(room.store, room.id))) as connection:
        return connection.execute(query).fetchall()


def test_each_column_of_what_people_wrote_or_did_was_thought_about(room: TestRoom) -> None:
    in_code = {
        name: {column.name for column in table.columns}
        for name, table in WorkshopBase.metadata.tables.items()
    }
    names = {name for (name,) in selected(room, "SELECT name FROM sqlite_schema")}
    on_disk = {
        # table_xinfo also tells of generated and hidden columns.
        name: {column[1] for column in selected(room, f"PRAGMA table_xinfo({name})")}
        for name in names & set(COLUMNS)
    }
    assert {name: set(columns) for name, columns in COLUMNS.items()} == on_disk
    assert in_code.keys() == COLUMNS.keys() | OF_THE_ROOM
    assert {name: in_code[name] for name in COLUMNS} == on_disk


def test_the_file_has_these_tables_and_nothing_that_counts_or_remembers(room: TestRoom) -> None:
    held(room)
    schema = selected(room, "SELECT type, name, sql FROM sqlite_schema")
    assert {(kind, name) for kind, name, _ in schema} == {
        ("table", name) for name in COLUMNS.keys() | OF_THE_ROOM
    }
    for _, name, sql in schema:
        assert sql.rstrip().endswith("WITHOUT ROWID"), name
        assert "autoincrement" not in sql.lower()


def test_no_row_has_a_hidden_number(room: TestRoom) -> None:
    held(room)
    for name in COLUMNS:
        is_over = name == "sent_lesson"  # all of them go together, when their round is over
        assert (selected(room, f"SELECT count(*) FROM {name}") == [(0,)]) == is_over, name
        with pytest.raises(sqlite3.OperationalError, match="no such column"):
            selected(room, f"SELECT _rowid_ FROM {name}")


def test_what_people_do_does_not_touch_the_state_with_its_times(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("story")
    before = selected(room, "SELECT * FROM state")
    room.now += 17.0
    for person in room.people:
        person.been_there("story")
    assert selected(room, "SELECT * FROM state") == before


def test_nothing_that_the_library_keeps_is_a_time_or_a_participants() -> None:
    columns = {column.name for table in LIBRARY_TABLES.tables.values() for column in table.c}
    assert columns == {
        "id", "name", "team", "title", "code", "suffix", "trial", "sealing", "thrown_away",
        "hash", "kind", "workshop", "one_time", "used", "link", "secret", "body",
        "label", "seed", "giver", "leaves",  # of a link
        "deadline", "open_until",  # rounded up to the hour
        "date", "keep_until", "until",  # days
        "agenda", "support", "reporting",  # settings of the room
        "person", "email", "issuer", "subject", "operator", "role",  # of who signs in
        "by_group", "operator_by_group", "provider_session",  # as a provider says it of them
        # of a story that somebody told to be told again, before any workshop
        "reach", "origin", "permission", "consent", "terms", "agreed", "packs", "pack", "licence",
        "language", "work", "themes", "minutes", "words", "story", "editor", "status",
        "most",  # of a workshop as a whole, as its screens said it
        "key", "day", "act", "about",  # of the desks' log, which has no moment and no phone
        "place", "outcome", "will", "by",  # of a commitment since its workshop
        "leads_next",
    }  # fmt: skip


@pytest.mark.parametrize("name", LETTERS)
def test_whatever_was_written_the_bodies_of_a_kind_have_one_size(room: TestRoom, name: str) -> None:
    assert len(LONGEST_LANGUAGE) == LANGUAGE
    held(room, LETTERS[name], LONGEST_LANGUAGE)
    for kind in ("card", "open_card", "lesson", "commitment", "carried", "check_in",
                 "pulse_answer", "letter"):  # fmt: skip
        sizes = {size for (size,) in selected(room, f"SELECT length(body) FROM {kind}")}
        assert sizes == {BODY_BYTES[kind] + (2 * NONCE if kind in {*ANEW} else NONCE)}, kind


def test_two_texts_that_say_the_same_do_not_look_the_same(room: TestRoom) -> None:
    held(room)
    bodies = [body for kind in ("card", "open_card") for (body,) in selected(room, both(kind))]
    assert len(set(bodies)) == len(bodies)


def both(kind: str) -> str:
    """The bodies of a table."""
    return f"SELECT body FROM {kind}"


class Connections:
    """Asks each connection for its pragmas when it is made, and again when it is closed."""

    def __init__(self) -> None:
        self.opened: dict[int, str] = {}
        self.found: defaultdict[str, list[dict[str, str]]] = defaultdict(list)

    def connect(self, connection: Any, _record: object) -> None:
        self.opened[id(connection)] = Path(name_of(connection)).name

    def close(self, connection: Any, _record: object) -> None:
        name = self.opened.pop(id(connection))
        self.found[name].append({one: ask(connection, one) for one in ASKED_FOR})


def name_of(connection: Any) -> str:
    """The file of a connection."""
    return str(connection.execute("PRAGMA database_list").fetchone()[2])


def ask(connection: Any, pragma: str) -> str:
    """A pragma, as SQLite says it."""
    return str(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


@pytest.fixture
def connections() -> Iterator[Connections]:
    seen = Connections()
    event.listen(Pool, "connect", seen.connect)
    event.listen(Pool, "close", seen.close)
    yield seen
    event.remove(Pool, "connect", seen.connect)
    event.remove(Pool, "close", seen.close)


def test_each_connection_has_all_pragmas_at_its_end(
    connections: Connections, tmp_path: Path
) -> None:
    store = new_store(tmp_path)
    room = held(new_room(store, pulse="room"))
    store.workshops.close()
    room.desk.presses(commands.Cover, on=True)
    seal(store, room.id, room.now)
    store.close()
    assert ASKED_FOR.keys() == PRAGMAS.keys()
    assert connections.opened == {}
    assert connections.found.keys() == {"library.db", f"{room.id}.db", f"{room.id}.rewrite"}
    assert len(connections.found[f"{room.id}.rewrite"]) > 3
    for name, found in connections.found.items():
        asked_for = ASKED_OF_A_COPY if name.endswith(".rewrite") else ASKED_FOR
        assert found == [asked_for] * len(found), name


def test_the_file_has_no_log_beside_it_and_no_map_of_its_pages(room: TestRoom) -> None:
    held(room)
    settings = [
        selected(room, f"PRAGMA {name}") for name in ("auto_vacuum", "page_size", "encoding")
    ]
    assert settings == [[(0,)], [(4096,)], [("UTF-8",)]]
    beside = {path.name: path.stat().st_size for path in file_of(room.store, "").parent.iterdir()}
    assert beside.keys() == {f"{room.id}.db", f"{room.id}.db-journal"}
    assert beside[f"{room.id}.db-journal"] == 0


@pytest.mark.skipif(os.name != "posix", reason="modes are of POSIX")
def test_nobody_else_on_this_machine_reads_any_of_it(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        store = new_store(tmp_path / "somewhere" / "new")
        room = new_room(store)
        store.close()
    finally:
        os.umask(before)
    data, keys = room.store.settings.data, room.store.settings.keys
    assert data not in keys.parents
    modes = {path: stat.S_IMODE(path.stat().st_mode) for path in (data, keys, *keys.iterdir())}
    assert modes == {
        data: 0o700, keys: 0o700,
        keys / "server.key": 0o600, keys / f"{room.id}.key": 0o600, keys / "CACHEDIR.TAG": 0o600,
        keys / f"{room.id}.check_in.key": 0o600, keys / f"{room.id}.pulse_answer.key": 0o600,
        keys / f"{room.id}.letter.key": 0o600,
    }  # fmt: skip
