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
from tools.rehearsal.command_log import CommandLog
from workshop.pretend.behaviour.pretend_crowd import PretendCrowd, PretendPerson
from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.behaviour.sayings import deal, sayings
from workshop.pretend.client.view_client import ViewClient
from workshop.protocol.participant_commands import NothingToAdd

NOW = {
    "turn": 1, "position": 0, "kind": "finish", "phase": "open", "step": 0, "steps": 1,
    "page_size": 1, "paused": False, "ends_at": None, "left": 0.0, "covered": False, "round": 1,
    "collecting": True, "can_open_again": False, "few": False, "last_call_ends_at": None,
    "going_to": "", "given_back": [],
    "cards_each": 2, "asks_if_few": False, "about": 0, "adding": False, "adding_closes": None,
    "question": 0,
}  # fmt: skip
ANSWERED_AT_LAST = [None, {"retry": True}, {"refused": "too_fast", "about": ""}, {"ok": True}]
SEALED = {"epoch": "e", "rev": 1, "set": {"now": NOW | {"phase": "sealed"}}}


class PretendLine:
    """A connection that answers as it was told."""

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
            self.heard.put(("change", SEALED))
        return answer

    def wake(self) -> None: ...

    def close(self) -> None: ...


class LateLine(PretendLine):
    """A connection that is down at first."""

    tries = 0

    def connect(self) -> bool:
        self.tries += 1
        self.connected = self.tries > 2
        return self.connected


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    with running(tmp_path / "data") as started:
        yield started


def someone() -> PretendDevice:
    return PretendDevice(deal(sayings("en"), 1, 1)[0], "1/0")


def at_desk(server: Server, id_: str, cookie: str) -> Watched:
    return Watched(server, desk(server, id_, cookie), cookie)


def test_a_command_is_sent_under_one_key_until_it_is_answered() -> None:
    connection = PretendLine()
    person = PretendPerson(connection, someone(), pace=1000, after=0)  # type: ignore[arg-type]
    living = threading.Thread(target=person.live, daemon=True)
    living.start()
    living.join(WITHIN)
    assert not living.is_alive()
    assert len(connection.asked) == 8
    assert len(set(connection.asked)) == 2


def test_the_clock_of_a_command_starts_while_the_line_is_down() -> None:
    connection, command_log = LateLine(), CommandLog()
    connection.answers = [{"ok": True}]
    ViewClient(connection, "ann", command_log).say(NothingToAdd(round=1))  # type: ignore[arg-type]
    (sent,) = command_log.entries.values()
    assert (connection.tries, sent.tries) == (3, 1)
    assert sent.wanted_at < sent.at < sent.answered_at


def test_people_come_back_after_the_server_was_away(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data) as first:
        cookie, port = first.sign_in(), first.port
        id_ = first.new_workshop(cookie, template="30")
        crowd = PretendCrowd.start(first.origin, id_, count=4, seed=2, pace=50)
        watched = at_desk(first, id_, cookie)
        watched.until(lambda: watched.here == 4)
        watched.socket.close()
    with running(data, "--port", str(port)) as second:
        watched = at_desk(second, id_, second.sign_in())
        watched.until(lambda: watched.here == 4)
        crowd.stop()
        watched.socket.close()
    assert crowd.here == 0


def test_people_leave_when_they_are_sent_away_or_not_let_in(server: Server) -> None:
    crowd = PretendCrowd.start(server.origin, "nosuch", count=3, seed=2, pace=50)
    until(lambda: not crowd.here, says=lambda: f"{crowd.here} are here")


def test_an_unreachable_server_does_not_keep_people(tmp_path: Path) -> None:
    crowd = PretendCrowd.start("http://127.0.0.1:9", "x", count=2, seed=2, pace=50)
    until(lambda: all(person.client.connection.refusing_since for person in crowd.people))
    assert crowd.here == 2
    crowd.stop()
    assert crowd.here == 0
