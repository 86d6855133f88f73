"""Polls and upgrades of one session: one of each waits, for no longer than the session lasts."""

import json
import select
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection
from secrets import token_hex

import pytest
import websocket
from engineio import Server
from engineio.exceptions import EngineIOError
from engineio.packet import PONG, Packet
from engineio.socket import Socket
from websocket import WebSocket, WebSocketException, WebSocketTimeoutException

from tests.live.conftest import Place
from tests.support.process import connected, connections
from tests.support.waiting import WITHIN, until
from workshop.live.counted_frames import FRAMES_AT_ONCE
from workshop.live.one_poll import OnePoll

MANY = 40


class Polling:
    """A session that was opened by polling, as nobody's or as a phone's."""

    def __init__(self, place: Place, workshop: str = "") -> None:
        self.port = place.server.port
        self.path = "/socket.io/?EIO=4"
        self._lines: list[HTTPConnection | WebSocket] = []
        self.path += "&sid=" + json.loads(self.asks("GET")[1:])["sid"]
        if workshop:
            auth = {"view": "participant", "workshop": workshop, "secret": token_hex(16)}
            self.asks("POST", "40" + json.dumps(auth))
            assert "40{" in self.asks("GET")

    def polls(self, method: str = "GET", body: str | None = None) -> HTTPConnection:
        """Asks on a connection of its own, and does not wait for the answer."""
        line = HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)
        self._lines.append(line)
        line.request(method, f"{self.path}&transport=polling", body)
        return line

    def asks(self, method: str, body: str | None = None) -> str:
        """Asks, and returns the answer."""
        line = self.polls(method, body)
        text = answer(line)
        line.close()
        return text

    def hears_a_tick(self) -> None:
        """Polls until a tick has come: the next one answers no poll in the next three seconds."""
        until(lambda: '"tick"' in self.asks("GET"), again=0.0)

    def upgrades(self) -> WebSocket:
        """Begins to go over to a websocket, and says nothing on it. Raises WebSocketException."""
        url, own = f"127.0.0.1:{self.port}", f"{self.path}&transport=websocket"
        ws = websocket.create_connection(f"ws://{url}{own}", timeout=WITHIN, origin=f"http://{url}")
        self._lines.append(ws)
        return ws

    def leaves(self) -> None:
        """Hangs up everywhere."""
        for line in self._lines:
            if isinstance(line, WebSocket):
                line.shutdown()
            else:
                line.close()


def answer(line: HTTPConnection) -> str:
    got = line.getresponse()
    text = got.read().decode()
    assert got.status == 200, (got.status, text)
    return text


def answered(polls: list[HTTPConnection]) -> list[HTTPConnection]:
    """Returns the polls with an answer. A server that was busy takes them in any order."""
    ready, _, _ = select.select([one.sock for one in polls], [], [], 0)
    return [one for one in polls if one.sock in ready]


def ends(ws: WebSocket) -> bool:
    """False if the server still holds it after all the time that a test waits."""
    try:
        return ws.recv() == ""
    except WebSocketTimeoutException:
        return False
    except WebSocketException:
        return True


@pytest.fixture(autouse=True)
def _all_end(place: Place) -> Iterator[None]:
    """The server has as many connections after a test as it had before."""
    before = connections(place.server.port)
    yield
    until(lambda: connections(place.server.port) <= before, says=lambda: before)


def test_a_newer_poll_ends_the_older_one_and_gets_what_comes(place: Place) -> None:
    phone = Polling(place, place.workshop())
    phone.hears_a_tick()
    two = [phone.polls(), phone.polls()]
    until(lambda: answered(two))
    older = answered(two)[0]
    newer = next(one for one in two if one is not older)
    assert answer(older) == "6"
    phone.asks("POST", '420["hello",{}]')
    assert answer(newer) not in {"", "6"}
    phone.leaves()


def test_of_many_polls_of_a_session_one_is_left(place: Place) -> None:
    phone = Polling(place, place.workshop())
    phone.hears_a_tick()
    polls = [phone.polls() for _ in range(MANY)]
    until(lambda: len(answered(polls)) >= MANY - 1)
    replaced = answered(polls)
    assert {answer(one) for one in replaced} == {"6"}
    assert all(one.sock is None for one in replaced)  # the server has ended their connections
    phone.leaves()


def test_a_poll_whose_client_has_hung_up_takes_nothing(place: Place) -> None:
    phone = Polling(place, place.workshop())
    gone = phone.polls()
    own = gone.sock.getsockname()[1]
    gone.close()
    until(lambda: own not in connected(phone.port))
    phone.asks("POST", '420["hello",{}]')
    until(lambda: "430[" in phone.asks("GET"), again=0.0)
    phone.leaves()


def test_packets_that_polls_bring_cost_what_frames_do() -> None:
    session = Socket(Server(async_mode="gevent"), "session")
    OnePoll.takes_over(session)
    with pytest.raises(EngineIOError):
        for _ in range(1000 * int(FRAMES_AT_ONCE)):
            session.receive(Packet(PONG))
    session.upgraded = True  # a websocket's frames are paid for before they come here
    session.receive(Packet(PONG))


def test_a_second_upgrade_is_refused_while_one_is_under_way(place: Place) -> None:
    phone = Polling(place, place.workshop())
    first = phone.upgrades()
    for _ in range(3):
        with pytest.raises(WebSocketException, match="400"):
            phone.upgrades()
    first.send("2probe")
    assert first.recv() == "3probe"
    assert phone.asks("GET") == "6"
    first.send("5")
    first.send('420["hello",{}]')
    until(lambda: str(first.recv()).startswith("430["), again=0.0)
    phone.leaves()


def test_after_an_upgrade_that_failed_polls_and_another_upgrade_work(place: Place) -> None:
    phone = Polling(place, place.workshop())
    failed = phone.upgrades()
    failed.send("2nope")
    assert ends(failed)
    phone.asks("POST", '420["hello",{}]')
    until(lambda: "430[" in phone.asks("GET"), again=0.0)
    phone.upgrades().send("2probe")
    phone.leaves()


def test_a_session_that_never_says_whose_it_is_ends_with_its_upgrade(place: Place) -> None:
    phone = Polling(place)
    poll, silent = phone.polls(), phone.upgrades()
    answer(poll)
    assert ends(silent)
    phone.leaves()


def test_a_session_that_ends_itself_ends_its_upgrade(place: Place) -> None:
    phone = Polling(place, place.workshop())
    silent = phone.upgrades()
    phone.asks("POST", "1")
    phone.polls().getresponse().read()  # engine.io forgets the session with this
    assert ends(silent)
    phone.leaves()


def test_polls_beside_two_upgrades_do_not_outlive_their_session(place: Place) -> None:
    phone = Polling(place)
    first = phone.upgrades()
    with suppress(WebSocketException):
        phone.upgrades()
    first.send("2nope")
    assert ends(first)
    for one in [phone.polls() for _ in range(MANY)]:
        answer(one)
    phone.leaves()
