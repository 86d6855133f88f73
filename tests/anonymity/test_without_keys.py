"""Whoever has a workshop's file, or a backup, and no key reads nothing of a round in it.

At every act of a whole workshop each column of each table holds what this list says. A new column,
and a new table, fails until somebody has thought about it and written it down here.
"""

import re
import sqlite3
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.support.files import file_of
from tests.support.room import TestRoom, done, new_room
from workshop.actions.answers import Answered
from workshop.protocol import commands
from workshop.protocol.base import Handle
from workshop.storage.bodies import BODY_BYTES, CarriedWords
from workshop.storage.counts import COUNTS_STEP_BYTES as COUNTS
from workshop.storage.keyring import MARK, NONCE
from workshop.storage.sqlite.backup import back_up
from workshop.storage.state import STATE_STEP_BYTES as STATE
from workshop.storage.store import Store
from workshop.stories.pack import built_in

Holds = Callable[[Any], bool]
Columns = dict[str, Holds]
HOUR = 3600


def an_id(value: Any) -> bool:
    """True for a value that looks like chance, and says which row it is."""
    return isinstance(value, bytes) and len(value) == MARK


def a_number(value: Any) -> bool:
    """True if a value may be the number of a round, or of a row in the order of words."""
    return isinstance(value, int) and 0 <= value < 100


def a_flag(value: Any) -> bool:
    """Yes or no."""
    return value in {0, 1}


def words(form: str) -> Holds:
    """A text of this form."""
    return lambda value: isinstance(value, str) and re.fullmatch(form, value) is not None


def hidden(*sizes: int) -> Holds:
    """Holds for values that are encrypted, of one of these sizes: nothing in them repeats
    itself."""
    return lambda value: len(value) in sizes and len(zlib.compress(value)) > len(value)


def in_steps(size: int, beside: int) -> Holds:
    """Holds for values that are encrypted, and padded to a multiple of a size."""
    return lambda value: hidden(len(value))(value) and len(value) % size == beside


def of_kind(kind: str) -> Holds:
    """Holds for values that are encrypted, of the one size of their kind; with a nonce or without
    one."""
    return hidden(BODY_BYTES[kind] + NONCE, BODY_BYTES[kind] + 2 * NONCE)


ID, SHORT = words("[A-Za-z0-9]{12}"), words("[0-9a-f]{8}")
READABLE: dict[str, Columns] = {
    "state": {
        "id": ID,
        "epoch": SHORT,
        "begun": a_flag,
        "closed": a_flag,
        "owes_rewrite": a_flag,
        "body": in_steps(STATE, 2 * NONCE),
        "story": hidden(BODY_BYTES["story"] + NONCE),
        "second_story": hidden(BODY_BYTES["second_story"] + NONCE),
        "leader": hidden(BODY_BYTES["leader"] + NONCE),
        "wifi_password": hidden(BODY_BYTES["wifi"] + NONCE),
    },
    "card": {"key": an_id, "round": a_number, "body": of_kind("card")},
    "open_card": {"n": a_number, "round": a_number, "body": of_kind("open_card")},
    "lesson": {"id": an_id, "body": of_kind("lesson")},
    "sent_lesson": {"key": an_id, "round": a_number, "body": of_kind("lesson")},
    "desk_read": {"round": a_number, "body": in_steps(BODY_BYTES["desk_read"], 2 * NONCE)},
    "commitment": {"id": an_id, "body": of_kind("commitment")},
    "carried": {"n": a_number, "body": of_kind("carried")},
    "mark": {"key": an_id, "round": a_number},
    "tallies": {"round": a_number, "body": in_steps(COUNTS, NONCE)},
    "check_in": {"key": an_id, "body": of_kind("check_in")},
    "pulse_answer": {"key": an_id, "body": of_kind("pulse_answer")},
    "letter": {"key": an_id, "body": of_kind("letter")},
}
"""The values that each column of a workshop's file may hold in the clear."""
LISTED: dict[str, Columns] = {
    "workshop": {
        "id": ID,
        "team": words("[0-9a-f]{16}"),
        "title": words("Spring release"),
        "code": words("[A-Z0-9]{6}"),
        "suffix": words("[A-Z0-9]{4}"),
        "deadline": lambda value: value % HOUR == 0,
        "trial": a_flag,
        "sealing": a_flag,
        "keep_until": words(""),
        "thrown_away": a_flag,
    },
    "team": {"id": words("[0-9a-f]{16}"), "name": words("Payments"), "leads_next": words("")},
    **{name: {} for name in ("summary", "commitment_news", "agenda", "link", "sign_in")},
    **{name: {} for name in ("story", "story_told", "contribution", "letters")},
    **{name: {} for name in ("person", "membership", "desk_act")},  # of a hosted server
}
"""The values that a library in a backup may hold as long as the workshop is open; a table without
columns has no row."""
IN_NO_FILE = (b"Spring release", b"Payments", b"look_through", b"Atrium", b"Ines", b"canary")


def unread(content: bytes, allowed: dict[str, Columns]) -> list[str]:
    """The places in a database that hold anything else than what they may."""
    with closing(sqlite3.connect(":memory:")) as file:
        file.deserialize(content)
        names = {name for (name,) in file.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table'")}  # fmt: skip
        found = [f"the table {name}" for name in names ^ allowed.keys()]
        for name in sorted(names & allowed.keys()):
            found += _of_table(file, name, allowed[name])
    return found


def sizes_of_state(content: bytes) -> set[int]:
    """Lengths of the rows of the state."""
    with closing(sqlite3.connect(":memory:")) as file:
        file.deserialize(content)
        lengths = " + ".join(f"length({name})" for name in READABLE["state"])
        return {size for (size,) in file.execute(f"SELECT {lengths} FROM state")}


def _of_table(file: sqlite3.Connection, name: str, allowed: Columns) -> Iterator[str]:
    # table_xinfo also tells of generated and hidden columns.
    columns = [column[1] for column in file.execute(f"PRAGMA table_xinfo({name})")]
    rows = file.execute(f"SELECT * FROM {name}").fetchall()
    if not allowed:
        yield from [f"a row of {name}"] * len(rows)
        return
    yield from (f"{name}.{column}" for column in {*columns} ^ allowed.keys())
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            if column in allowed and not allowed[column](value):
                yield f"{name}.{column}: {value!r:.80}"


@dataclass
class InspectedRoom(TestRoom):
    """A room whose file is looked at after every act; and a backup of it now and then."""

    sizes: set[int] = field(default_factory=set)

    def do(self, *act: Any, **more: Any) -> Answered:
        """Does one command."""
        answer = super().do(*act, **more)
        self.inspect()
        return answer

    def inspect(self) -> None:
        """Reads the file."""
        content = file_of(self.store, self.id).read_bytes()
        assert unread(content, READABLE) == []
        self.sizes |= sizes_of_state(content)
        assert [word for word in IN_NO_FILE if word in content] == []

    def inspect_backup(self) -> None:
        """Reads a backup of the whole directory."""
        data = self.store.settings.data
        made = data.with_name(f"{self.acts}.zip")
        back_up(data, made)
        self.acts += 1
        with zipfile.ZipFile(made) as packed:
            databases = {name: packed.read(name) for name in packed.namelist()}
        of_library = {name: body for name, body in databases.items() if "library" in name}
        for content in of_library.values():
            assert unread(content, LISTED) == []
        for name in databases.keys() - of_library.keys():
            if name.endswith(".db"):
                assert unread(databases[name], READABLE) == []


EARLIER = CarriedWords(
    workshop="earlier", id="1", lesson="canary", when="a month ends", will="canary", who="we",
    owner="Ines", by="2026-03-11", made="2026-02-25", language="en",
)  # fmt: skip
ALL = {"wifi": "Atrium", "wifi_password": "canary password", "pulse": "room", "support": "Ines"}
WORKSHOPS: dict[str, dict[str, Any]] = {
    "two stories": {"template": "90", "second_story": built_in()[2], **ALL},
    "follow-up": {"template": "follow_up", "carried": (EARLIER, EARLIER)},
    "live wall": {"template": "all_hands", "live_wall": True, "leader_name": "Ines"},
}


def play(room: InspectedRoom) -> None:
    """A workshop in which everything is done that a phone or the desk can do at each stage."""
    room.participants(6)
    for stage in room.read().agenda.stages:
        if stage.id != room.read().state.stage:
            room.desk.goes(stage.kind)
        room.inspect_backup()
        at_stage = _AT.get(stage.kind)
        if at_stage:
            at_stage(room)
            room.inspect_backup()


def _arrive(room: TestRoom) -> None:
    room.desk.does(commands.MeetAgain(day="2026-06-11"))
    for person in room.people:
        person.does(commands.AnswerPulse(at="arrive", answers=[5, 1, 3]))
    assert done(room.people[0].does(commands.CheckIn(text="canary")))
    room.desk.presses(commands.Step, step=1)
    assert done(room.people[0].does(commands.Unclear(round=room.round, on=True)))


def _follow_up(room: TestRoom) -> None:
    for outcome in ("kept", "changed"):
        says = commands.FollowUp(n=1, outcome=outcome, learned="canary", will="canary")
        assert done(room.desk.does(says))


def _story(room: TestRoom) -> None:
    for person in room.people:
        assert done(person.been_there("story"))


def _write(room: TestRoom) -> None:
    for i, person in enumerate(room.people):
        assert done(person.writes(f"canary {i}", f"canary learned {i}"))
        assert done(person.adds_nothing())
    assert done(room.desk.does(commands.PaperCard(round=room.round, happened="canary paper")))
    room.desk.does(commands.Cover(turn=room.read().state.turn, on=True))


def _look_through(room: TestRoom) -> None:
    first, second, *_ = room.read().waiting
    assert done(room.desk.does(commands.SetAside(card=first.handle, reason="care")))
    assert done(room.desk.does(commands.MarkSensitive(card=second.handle, on=True)))
    room.desk.reads()


def _reveal(room: TestRoom) -> None:
    first, second, *_ = [str(card.n) for card in room.read().cards if not card.sensitive]
    assert done(room.people[0].does(commands.AskOff(card=first)))
    assert done(room.desk.does(commands.TakeOff(card=first, on=True)))
    assert done(room.desk.presses(commands.Step, step=1))
    for person in room.people:
        assert done(person.been_there(second))


def _lessons(room: TestRoom) -> None:
    for i, person in enumerate(room.people):
        assert done(person.adds(f"canary lesson {i}"))
    assert done(room.desk.lets_on())
    one, two, three, *_ = [lesson.id for lesson in room.read().roots]
    assert done(room.desk.does(commands.Merge(lesson=one, into=two)))
    assert done(room.desk.does(commands.LeaveOut(lesson=three, on=True)))
    assert done(room.desk.does(commands.UndoLessons()))
    assert done(room.desk.does(commands.LeaveOut(lesson=three, on=True)))
    room.desk.does(commands.LeaveRest())


def _vote(room: TestRoom) -> None:
    lessons = [lesson.id for lesson in room.read().roots]
    for i, person in enumerate(room.people):
        assert done(person.votes_all(lessons[i % 4]))
    room.desk.ends_voting()
    if room.read().state.cut_tie:
        assert done(room.desk.presses(commands.RunOff))
        assert done(room.people[0].votes(room.read().state.run_off[0]))
        room.desk.ends_voting()


def _commit(room: TestRoom) -> None:
    lesson, number = Handle(room.read().state.chosen[0]), room.round
    for i, person in enumerate(room.people[:3]):
        offer = commands.Offer(round=number, lesson=lesson, when="canary", will=f"canary {i}")
        assert done(person.does(offer))
    one, two, three = [offer.id for offer in room.read().offers]
    assert done(room.desk.does(commands.PutAside(unread=one, reason="care")))
    assert done(room.desk.does(commands.LetOn(unread=[two, three])))
    assert done(room.desk.does(commands.Pick(commitment=two, on=True)))
    take = commands.Take(round=number, commitment=three, owner="Ines")
    assert done(room.people[3].does(take))


def _finish(room: TestRoom) -> None:
    for person in room.people:
        answer = commands.Answer(round=room.round, question="worth", choice="yes")
        assert done(person.does(answer))
        person.does(commands.AnswerPulse(at="finish", answers=[2, 2, 2]))
    room.desk.presses(commands.EndPulse)


_AT: dict[str, Callable[[TestRoom], None]] = {
    "arrive": _arrive,
    "follow_up": _follow_up,
    "story": _story,
    "write": _write,
    "look_through": _look_through,
    "reveal": _reveal,
    "lessons": _lessons,
    "vote": _vote,
    "commit": _commit,
    "finish": _finish,
}


@pytest.mark.parametrize(
    "name",
    [pytest.param(one, marks=[pytest.mark.long] * (one == "follow-up")) for one in WORKSHOPS],
)
def test_at_no_act_of_a_workshop_a_file_or_a_backup_can_be_read(name: str, store: Store) -> None:
    room = InspectedRoom(store, new_room(store, **WORKSHOPS[name]).id)
    room.inspect()
    play(room)
    assert done(room.desk.presses(commands.Seal))
    assert room.acts > 60
    assert len(room.sizes) == 1, "the size of the state tells how far it has come"


def test_each_table_and_column_is_listed_and_what_is_new_fails(room: TestRoom) -> None:
    path = file_of(room.store, room.id)
    assert unread(path.read_bytes(), READABLE) == []
    for statement, found in (
        ("ALTER TABLE lesson ADD COLUMN left_out BOOLEAN", "lesson.left_out"),
        ("CREATE TABLE seen (n INTEGER PRIMARY KEY)", "the table seen"),
        ("UPDATE state SET leader = zeroblob(length(leader))", "state.leader"),
        ("UPDATE state SET epoch = 'write'", "state.epoch: 'write'"),
        ("UPDATE state SET body = substr(body, 2)", "state.body"),
    ):
        with closing(sqlite3.connect(":memory:")) as file:
            file.deserialize(path.read_bytes())
            file.execute(statement)
            file.commit()
            (said,) = unread(file.serialize(), READABLE)
        assert said.startswith(found)
