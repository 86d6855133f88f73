"""Pretend people on their way: lost lines, unanswered commands, and leaving."""

import queue
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.follower import Watched
from tests.support.server import Server, running
from tests.support.sockets import desk
from tests.support.waiting import WITHIN, until
from workshop.protocol.commands import NothingToAdd
from workshop.rehearsal.book import Book
from workshop.rehearsal.cast import Cast
from workshop.rehearsal.device import Device
from workshop.rehearsal.person import Person
from workshop.rehearsal.sayings import deal, sayings
from workshop.rehearsal.seat import Seat

NOW = {
    "turn": 1, "position": 0, "kind": "finish", "phase": "open", "step": 0, "steps": 1,
    "page_size": 1, "paused": False, "ends_at": None, "left": 0.0, "covered": False, "round": 1,
    "collecting": True, "can_open_again": False, "few": False, "last_call_ends_at": None,
    "going_to": "", "given_back": [],
}  # fmt: skip
ANSWERED_AT_LAST = [None, {"retry": True}, {"refused": "too_fast", "about": ""}, {"ok": True}]
SEALED = {"epoch": "e", "from": 0, "rev": 1, "set": {"now": NOW | {"phase": "sealed"}}}


class PretendLine:
    """A line that answers as it was told."""

    def __init__(self) -> None:
        self.heard: queue.Queue[Any] = queue.Queue()
        self.refused = ""
        self.since = 0.0
        self.connected = False
        self.asked: list[tuple[str, str]] = []
        self.answers = [*ANSWERED_AT_LAST, *ANSWERED_AT_LAST]

    def connect(self) -> bool:
        self.connected = True
        return True

    def ask(self, event: str, message: Any) -> Any:
        if event == "hello":
            return {"snapshot": {"epoch": "e", "rev": 0, "entries": {"now": NOW}}, "time": 0}
        self.asked.append((message.key, getattr(message.command, "question", "")))
        answer = self.answers.pop(0)
        self.connected = answer is not None
        if not self.answers:
            self.heard.put(("change", SEALED | {"remove": []}))
        return answer

    def wake(self) -> None: ...

    def close(self) -> None: ...


class LateLine(PretendLine):
    """A line that is down at first."""

    tries = 0

    def connect(self) -> bool:
        self.tries += 1
        self.connected = self.tries > 2
        return self.connected


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path / "data") as started:
        yield started


def someone() -> Device:
    return Device(deal(sayings("en"), 1, 1)[0], "1/0")


def at_desk(server: Server, id_: str, cookie: str) -> Watched:
    return Watched(server, desk(server, id_, cookie), cookie)


def test_a_command_is_sent_under_one_key_until_it_is_answered() -> None:
    line = PretendLine()
    person = Person(line, someone(), pace=1000, after=0)  # type: ignore[arg-type]
    living = threading.Thread(target=person.live, daemon=True)
    living.start()
    living.join(WITHIN)
    assert not living.is_alive()
    assert len(line.asked) == 8
    assert len(set(line.asked)) == 2


def test_the_clock_of_a_command_starts_while_the_line_is_down() -> None:
    line, book = LateLine(), Book()
    line.answers = [{"ok": True}]
    Seat(line, "ann", book).say(NothingToAdd(round=1))  # type: ignore[arg-type]
    (sent,) = book.entries.values()
    assert (line.tries, sent.tries) == (3, 1)
    assert sent.wanted_at < sent.at < sent.answered_at


def test_people_come_back_after_the_server_was_away(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data) as first:
        cookie, port = first.sign_in(), first.port
        id_ = first.new_workshop(cookie, template="30")
        cast = Cast.start(first.origin, id_, count=4, seed=2, pace=50)
        watched = at_desk(first, id_, cookie)
        watched.until(lambda: watched.here == 4)
        watched.socket.close()
    with running(data, "--port", str(port)) as second:
        watched = at_desk(second, id_, second.sign_in())
        watched.until(lambda: watched.here == 4)
        cast.stop()
        watched.socket.close()
    assert cast.here == 0


def test_people_leave_when_they_are_sent_away_or_not_let_in(server: Server) -> None:
    cast = Cast.start(server.origin, "nosuch", count=3, seed=2, pace=50)
    until(lambda: not cast.here, says=lambda: f"{cast.here} are here")


def test_an_unreachable_server_does_not_keep_people(tmp_path: Path) -> None:
    cast = Cast.start("http://127.0.0.1:9", "x", count=2, seed=2, pace=50)
    until(lambda: all(person.seat.line.refusing_since for person in cast.people))
    assert cast.here == 2
    cast.stop()
    assert cast.here == 0
