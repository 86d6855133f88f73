"""A connection to a server that a test plays: pings, answers, silence, and the end."""

import json
import queue
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed
from websockets.sync.server import ServerConnection, serve

from tests.support.waiting import WITHIN, until
from workshop.pretend.behaviour.lost_connections import FaultPlan, FaultyConnection
from workshop.pretend.client import connection as connections
from workshop.pretend.client import lasting_connection
from workshop.pretend.client.lasting_connection import LastingConnection
from workshop.pretend.client.view_client import ViewClient

Part = Callable[[ServerConnection], None]


@contextmanager
def playing(part: Part, silence: int = 10_000) -> Iterator[str]:
    """A server that lets everybody in, and then plays its part."""

    def let_in(socket: ServerConnection) -> None:
        socket.send("0" + json.dumps({"sid": "x", "pingInterval": silence, "pingTimeout": 0}))
        assert str(socket.recv()).startswith("40{")
        socket.send('40{"sid":"y"}')
        with suppress(ConnectionClosed):
            part(socket)

    with serving(let_in) as url:
        yield url


@contextmanager
def serving(handler: Part) -> Iterator[str]:
    """A server of bare websockets."""
    with serve(handler, "127.0.0.1", 0) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.socket.getsockname()[1]}"
        server.shutdown()
        thread.join(WITHIN)


def connected_to(url: str) -> LastingConnection:
    connection = LastingConnection(url, "w1", "0" * 32)
    assert connection.connect()
    return connection


def asked(socket: ServerConnection) -> tuple[int, list[Any]]:
    """The number and the message of what is asked next."""
    text = str(socket.recv())
    at = text.index("[")
    return int(text[2:at]), json.loads(text[at:])


def test_pings_are_answered_and_events_heard_in_their_order() -> None:
    pongs = queue.SimpleQueue[str]()

    def part(socket: ServerConnection) -> None:
        socket.send('42["change",{"n":1}]')
        socket.send("2")
        pongs.put(str(socket.recv()))
        socket.send('42["tick",{"n":2}]')
        socket.recv()

    with playing(part) as url:
        connection = connected_to(url)
        assert connection.heard.get(timeout=WITHIN) == ("change", {"n": 1})
        assert connection.heard.get(timeout=WITHIN) == ("tick", {"n": 2})
        assert pongs.get(timeout=WITHIN) == "3"
        assert connection.carried > len('42["change",{"n":1}]42["tick",{"n":2}]2')
        connection.close()


def test_each_answer_goes_to_its_own_question() -> None:
    def part(socket: ServerConnection) -> None:
        numbers = [asked(socket) for _ in range(2)]
        for number, message in reversed(numbers):
            socket.send(f"43{number}" + json.dumps([message[1]]))
        socket.recv()

    with playing(part) as url:
        connection, answers = connected_to(url), dict[str, Any]()
        threads = [
            threading.Thread(
                target=lambda name=name: answers.update({name: connection.ask("do", name)})
            )
            for name in ("a", "b")
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(WITHIN)
        assert answers == {"a": "a", "b": "b"}
        connection.close()


def test_an_end_is_noticed_by_whoever_asks_and_whoever_listens() -> None:
    with playing(lambda socket: asked(socket) and socket.close()) as url:
        connection = connected_to(url)
        assert connection.ask("do", {}) is None
        assert not connection.connected
        until(lambda: not connection.heard.empty())
        assert connection.heard.get() == ("end", None)


def test_a_command_without_an_answer_cuts_the_line(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lasting_connection, "NO_ANSWER_S", 0.2)
    with playing(lambda socket: [socket.recv() for _ in range(2)] and None) as url:
        connection = connected_to(url)
        assert connection.ask("do", {}) is None
        assert not connection.connected


def test_a_server_that_falls_silent_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connections, "PING_LATE_S", 0.1)
    with playing(lambda socket: socket.recv() and None, silence=200) as url:
        connection = connected_to(url)
        until(lambda: not connection.connected)


def test_a_refusal_that_lasts_is_kept() -> None:
    def refusing(socket: ServerConnection) -> None:
        socket.send("0" + json.dumps({"sid": "x", "pingInterval": 1, "pingTimeout": 1}))
        socket.recv()
        socket.send('44{"message":"no_such"}')

    with serving(refusing) as url:
        connection = LastingConnection(url, "w1", "0" * 32)
        assert not connection.connect()
        assert (connection.refused, connection.connected) == ("no_such", False)


@pytest.mark.parametrize(("struck", "came"), [("before", 0), ("after", 1), ("twice", 2)])
def test_a_bad_network_loses_answers_and_says_things_twice(
    monkeypatch: pytest.MonkeyPatch, struck: str, came: int
) -> None:
    fault_plan = FaultPlan(seed=1, nap=0.0)
    monkeypatch.setattr(fault_plan, "strikes", lambda: struck)
    questions = queue.SimpleQueue[Any]()

    def part(socket: ServerConnection) -> None:
        while True:
            number, message = asked(socket)
            questions.put(message)
            socket.send(f'43{number}[{{"ok":true}}]')

    with playing(part) as url:
        connection = FaultyConnection(url, "w1", "0" * 32, fault_plan=fault_plan)
        assert connection.connect()
        assert connection.ask("do", {"key": "k"}) == ({"ok": True} if struck == "twice" else None)
        assert connection.connected == (struck == "twice")
        heard = [questions.get(timeout=WITHIN) for _ in range(came)]
        assert heard == [["do", {"key": "k"}]] * came
        assert questions.empty()
        assert (fault_plan.lost, fault_plan.twice) == ((0, 1) if struck == "twice" else (1, 0))
        connection.close()


def test_a_device_sleeps_before_it_comes_back() -> None:
    fault_plan = FaultPlan(seed=1, nap=0.0)
    with playing(lambda socket: socket.recv() and None) as url:
        connection = FaultyConnection(url, "w1", "0" * 32, fault_plan=fault_plan)
        assert connection.connect()
        fault_plan.nap = 1e6
        connection.lose()
        until(lambda: not connection.connected)
        assert not connection.connect()
        connection._asleep_until = 0.0
        assert connection.connect()
        connection.close()


def test_a_seat_says_hello_when_a_change_is_missing() -> None:
    whole = {"epoch": "e", "rev": 5, "entries": {"now": {"turn": 2}}}

    def part(socket: ServerConnection) -> None:
        for rev in (1, 5):
            number, _ = asked(socket)
            socket.send(f"43{number}" + json.dumps([{"snapshot": whole | {"rev": rev}}]))
            socket.send('42["change",{"epoch":"e","rev":5}]')
        socket.recv()

    with playing(part) as url:
        client = ViewClient(LastingConnection(url, "w1", "0" * 32))
        assert client.is_there()
        assert client.where == ("e", 1)
        client.listen(WITHIN)
        assert client.where == ("e", 5)
        client.connection.close()


def test_a_snapshot_whose_server_ends_in_the_middle_of_it_is_a_lost_connection() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def answer_in_part() -> None:
            line, _ = listening.accept()
            with line:
                line.recv(4096)
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n{}")

        server = threading.Thread(target=answer_in_part)
        server.start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}"
        with pytest.raises(ConnectionError):
            LastingConnection(url, "w1").fetch("/snapshot")
        server.join(WITHIN)
