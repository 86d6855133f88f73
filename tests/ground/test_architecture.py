"""docs/architecture.md says how things are: its walks are gone, step by step."""

import ast
import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import FrameType
from typing import Any

import gevent
import msgspec
import pytest
import socketio

from tests.support.numbered import numbered
from tests.support.room import TestRoom, done, new_room
from tests.support.waiting import until
from tools.generate.rooms import PAGE, ROOT, generated
from workshop.actions.answers import Answered, AtDesk, Participant
from workshop.actions.perform import CommandActor
from workshop.ending.seal import seal
from workshop.live.boards import Boards
from workshop.live.events import Events
from workshop.live.guests import Guest
from workshop.live.server import LiveServer
from workshop.live.sockets import FanOut, PaddedPacket, WireJson, _sender
from workshop.protocol import commands
from workshop.protocol.messages import ViewName
from workshop.rules.votes import BARS_REST
from workshop.storage.library import summary_of
from workshop.storage.store import Store
from workshop.summary.formats.make_file import made, ordered
from workshop.summary.kept_summaries import read_kept
from workshop.views import Room, Surroundings

FILE = re.compile(r"`([\w./-]+/[\w.-]+\.\w+)`")
MOST_FILES = 3
"""Files that a row of "Where to look" names: whoever asks opens few."""
ROW = re.compile(r"^\| `([^`]+)` \| ((?:`[\w.]+`(?:, )?)+) \| (.+) \|$", re.M)
OF_BROWSERS = r"^(?:export )?(?:  )?(?:async )?(?:function )?"
"""The words before the name of a function or a method where it is defined in JavaScript."""
LESSONS = [f"Lesson {n:02}." for n in range(14)]
NOT_ENTERED = "workshop/web/"
"""Pages are asked for over HTTP: their steps are only looked up."""


@dataclass(frozen=True)
class Step:
    """A line of a walk: a file, and what is called in it."""

    file: str
    called: tuple[str, ...]


def walks() -> dict[str, list[Step]]:
    """The walks by their first words, such as "A card"."""
    chapters = PAGE.read_text("utf-8").split("## Three walks")[1].split("\n## ")[0].split("\n### ")
    return {re.split(r"[,:\n]", each)[0]: steps(each) for each in chapters[1:]}


def steps(text: str) -> list[Step]:
    lines = [line for line in text.splitlines() if line.startswith("| `")]
    found = ROW.findall(text)
    assert len(lines) == len(found), "a line of a walk can't be read"
    return [Step(file, tuple(re.findall(r"`([\w.]+)`", called))) for file, called, _ in found]


def of_python(text: str) -> dict[str, ast.AST]:
    """The definitions of a module, by their names within it: `Board.changed`, `render`."""
    named: dict[str, ast.AST] = {}
    for node in ast.parse(text).body:
        for inner in (node, *(node.body if isinstance(node, ast.ClassDef) else ())):
            if isinstance(inner, ast.FunctionDef | ast.ClassDef):
                outer = "" if inner is node else f"{node.name}."  # type: ignore[attr-defined]
                named[f"{outer}{inner.name}"] = inner
    return named


def is_in(step: Step, name: str) -> bool:
    """True if a file defines what a step names in it."""
    text = (ROOT / step.file).read_text("utf-8")
    if step.file.endswith(".py"):
        return name in of_python(text)
    return bool(re.search(rf"{OF_BROWSERS}{name}\(.*{{$", text, re.M))


def entered(walk: list[Step]) -> list[tuple[str, str]]:
    """The functions of a walk that run in the server, in their order."""
    return [
        (step.file, name)
        for step in walk
        if step.file.startswith("workshop/") and not step.file.startswith(NOT_ENTERED)
        for name in step.called
        if not isinstance(of_python((ROOT / step.file).read_text("utf-8"))[name], ast.ClassDef)
    ]


@contextmanager
def watching(walk: list[Step]) -> Iterator[list[tuple[str, str]]]:
    """Notes which functions of a walk are entered, on every thread."""
    wanted, seen = set(entered(walk)), list[tuple[str, str]]()

    def note(frame: FrameType, event: str, _arg: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_filename.startswith(str(ROOT)):
            one = (os.path.relpath(code.co_filename, ROOT).replace(os.sep, "/"), code.co_qualname)
            if one in wanted:
                seen.append(one)

    before = sys.getprofile()
    threading.setprofile(note)
    sys.setprofile(note)
    try:
        yield seen
    finally:
        sys.setprofile(before)
        threading.setprofile(before)


def first_missing(walk: list[Step], seen: list[tuple[str, str]]) -> tuple[str, str] | None:
    """The first step that is not entered after those before it; None if the walk is whole."""
    left = iter(seen)
    return next((one for one in entered(walk) if one not in left), None)


class Lines(TestRoom):
    """A room whose people act over the events of sockets, without the sockets."""

    __test__ = False

    def connect(self) -> None:
        """Opens the lines of everybody here; the room's screen looks on."""
        boards = Boards(self.store, lambda _board, _listed: Surroundings())
        self.live = LiveServer(self.store, boards, lambda: self.now)
        server = socketio.Server(
            async_mode="gevent", client_manager=FanOut(), json=WireJson, serializer=PaddedPacket
        )
        boards.send = _sender(server)
        self.live.writer.start()
        self.events = Events(self.live, 0)
        board = boards.get(self.id)
        assert board
        self.board = board
        self._arrives("desk", "desk", None)
        for person in self.people:
            secret = person.actor.secret
            self._arrives(secret.hex(), "participant", secret)
        for _ in range(len(self.people) + 1):  # the fullest view is made first
            board.arrive("projector", None)
        board.show("projector")

    def _arrives(self, sid: str, view: ViewName, secret: bytes | None) -> None:
        self.live.guests.add(Guest(sid, sid, self.board, view, secret))

    def do(
        self, actor: CommandActor, command: commands.Command, key: bytes | None = None
    ) -> Answered:
        """Sends a command up as a browser does, and waits until the views have been told."""
        sid = actor.secret.hex() if isinstance(actor, Participant) else "desk"
        assert isinstance(actor, Participant | AtDesk)
        message = numbered(msgspec.to_builtins(command), (key or os.urandom(16)).hex())
        answer: Any = self.events.on_do(sid, message)
        until(lambda: not self.board._flushing, again=0.001, pause=gevent.sleep)
        return answer  # type: ignore[no-any-return]

    def read(self) -> Room:
        """The room as it stands: read on the one thread that may, beside the boards."""
        return self.store.thread.run(super().read)

    def _state(self) -> Any:
        return self.store.thread.run(super()._state)

    def sent(self, path: str) -> str:
        """Returns an entry as the room's screen was sent it last; "" for none."""
        return self.board.last_sent("projector").entries.get(path, b"").decode()


@pytest.fixture
def lines(store: Store) -> Lines:
    """A room of eight."""
    made_here = new_room(store)
    room = Lines(store, made_here.id)
    room.participants(8)
    return room


EVERY = [(walk, step) for walk, each in walks().items() for step in each]


@pytest.mark.parametrize(("walk", "step"), EVERY, ids=lambda one: getattr(one, "file", one))
def test_a_step_is_where_it_is_said_to_be(walk: str, step: Step) -> None:
    assert [name for name in step.called if not is_in(step, name)] == [], walk


def test_there_are_three_walks() -> None:
    assert [*walks()] == ["A card", "A vote", "A field of the summary"]


def test_a_question_is_answered_with_few_files() -> None:
    rows = PAGE.read_text("utf-8").split("## Where to look")[1].split("\n|")[3:]
    named = {row.split(" | ")[0]: FILE.findall(row.split(" | ")[1]) for row in rows}
    assert len(named) > 15
    assert [question for question, files in named.items() if len(files) > MOST_FILES] == []


def test_a_card_goes_its_walk(lines: Lines) -> None:
    walk = walks()["A card"]
    lines.connect()
    assert done(lines.desk.goes("write"))
    with watching(walk) as seen:
        for n, person in enumerate(lines.people):
            assert done(person.writes(f"Card {n}."))
        assert done(lines.desk.goes("reveal"))
    assert "Card 0." in lines.sent("cards/1")
    assert first_missing(walk, seen) is None


def test_a_vote_goes_its_walk(lines: Lines) -> None:
    walk = walks()["A vote"]
    lines.connect()
    lines.desk.goes("lessons")
    for text in LESSONS[:4]:
        lines.desk.does(commands.DeskLesson(text=text))
    assert done(lines.desk.goes("vote"))
    with watching(walk) as seen:
        for person in lines.people:
            lines.now += BARS_REST
            assert done(person.votes(LESSONS[0]))
    assert '"votes":4' in lines.sent(f"lessons/{lines.lessons()[LESSONS[0]]}")
    assert first_missing(walk, seen) is None


def test_a_field_of_the_summary_goes_its_walk(room: TestRoom) -> None:
    walk, store = walks()["A field of the summary"], room.store
    room.participants(3)
    room.desk.goes("lessons")
    for text in LESSONS:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.does(commands.LeaveRest())
    with watching(walk) as seen:
        seal(store, room.id, room.now)
        with store.library.read() as session:
            sealed = summary_of(session, room.id)
        summary = read_kept(sealed) if sealed else None
        assert summary and len(summary.did_not_fit) == 2
        file = made(ordered("md", "en", summary))
    assert first_missing(walk, seen) is None
    assert all(one.text.rstrip(".") in file.decode() for one in summary.did_not_fit)


def test_a_step_out_of_order_is_found() -> None:
    walk = [Step("workshop/live/board.py", ("Board.show", "Board.changed"))]
    show, changed = entered(walk)
    assert first_missing(walk, [show, changed]) is None
    assert first_missing(walk, [changed, show]) == changed


def test_the_plan_of_the_rooms_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == generated()[PAGE], "run `python -m tools.generate.rooms`"
