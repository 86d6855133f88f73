"""A phone of the load keeps to the protocol: it catches up, fetches, and sends again."""

import gzip
import json
import threading
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from websockets.datastructures import Headers
from websockets.http11 import Request, Response
from websockets.sync.server import ServerConnection, serve

from tests.support.waiting import WITHIN
from tools.bench.bench_phone import BenchPhone, PhonesRoom, command
from tools.bench.raw_connections import Lost, RawConnections

STATE = "/w/abc/state/E.1-0-7.json"


class Scripted:
    """A server that says what it is told, and notes what is said to it."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.answers: list[str] = []
        """The answers to the next messages, the connect included; "" for none."""
        self._connection: ServerConnection | None = None

    def says(self, text: str) -> None:
        assert self._connection
        self._connection.send(text)

    def changes(self, rev: int, votes: int | None, round_: int = 1) -> None:
        change = {"epoch": "E.1-0", "rev": rev, "set": entries(votes, round_)}
        self.says(f"42{_text(['change', change])}")

    def serve(self, connection: ServerConnection) -> None:
        self._connection = connection
        connection.send('0{"sid":"x"}')
        for message in connection:
            self.heard.append(str(message))
            answer = self.answers.pop(0) if self.answers else ""
            if answer:
                connection.send(answer)

    def pages(self, connection: ServerConnection, request: Request) -> Response | None:
        if request.path != STATE:
            return None
        headers = Headers({"Content-Encoding": "gzip", "Connection": "close"})
        body = _text(snapshot(7, 5)).encode()
        return Response(HTTPStatus.OK, "OK", headers, gzip.compress(body))


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"))


def entries(votes: int | None, round_: int = 1) -> dict[str, Any]:
    return {"now": {"round": round_}, "lessons/a": {"votes": votes}}


def snapshot(rev: int, votes: int) -> dict[str, Any]:
    return {"epoch": "E.1-0", "rev": rev, "time": 1.0, "entries": entries(votes)}


@pytest.fixture
def scripted() -> Iterator[tuple[Scripted, RawConnections, PhonesRoom]]:
    script, wires = Scripted(), RawConnections()
    shown = f"430{_text([{'time': 1.0, 'snapshot': snapshot(3, 0)}])}"
    script.answers = ['40{"sid":"y"}', shown]
    server = serve(script.serve, "127.0.0.1", 0, process_request=script.pages, compression=None)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield script, wires, PhonesRoom(wires, server.socket.getsockname()[1], "abc")
    wires.close()
    server.shutdown()
    thread.join()


def test_a_phone_applies_what_fits_and_drops_what_it_has(
    scripted: tuple[Scripted, RawConnections, PhonesRoom],
) -> None:
    script, wires, room = scripted
    phone = BenchPhone(room, reference=True)
    assert wires.until(lambda: phone.is_in, WITHIN)
    script.changes(4, votes=1)
    script.changes(3, votes=9)
    script.changes(5, votes=2)
    assert wires.until(lambda: room.floor.lowest == 5, WITHIN)
    assert room.sums == [(4, 1), (5, 2)]
    assert [low for low, _ in room.floor.rises] == [4, 5]


def test_what_is_voted_in_another_round_is_counted_anew(
    scripted: tuple[Scripted, RawConnections, PhonesRoom],
) -> None:
    script, wires, room = scripted
    phone = BenchPhone(room, reference=True)
    assert wires.until(lambda: phone.is_in, WITHIN)
    script.changes(4, votes=9)
    script.changes(5, votes=None, round_=2)
    assert wires.until(lambda: room.floor.lowest == 5, WITHIN)
    assert (room.round, room.sums, room.sum) == (2, [], 0)
    script.changes(6, votes=1, round_=2)
    assert wires.until(lambda: room.floor.lowest == 6, WITHIN)
    assert room.sums == [(6, 1)]


def test_a_phone_that_has_missed_something_says_hello_and_fetches(
    scripted: tuple[Scripted, RawConnections, PhonesRoom],
) -> None:
    script, wires, room = scripted
    phone = BenchPhone(room, reference=True)
    assert wires.until(lambda: phone.is_in, WITHIN)
    script.answers = [f"430{_text([{'time': 1.0, 'fetch': STATE}])}"]
    script.changes(7, votes=5)
    assert wires.until(lambda: room.floor.lowest == 7, WITHIN)
    assert [text.rstrip() for text in script.heard].count('420["hello",{}]') == 2
    assert room.sums == [(7, 5)]


def test_a_vote_that_was_not_stored_goes_up_again_under_the_same_key(
    scripted: tuple[Scripted, RawConnections, PhonesRoom],
) -> None:
    script, wires, room = scripted
    phone = BenchPhone(room, reference=False)
    assert wires.until(lambda: phone.is_in, WITHIN)
    script.answers = ['431[{"retry":true}]', '431[{"refused":"too_fast"}]', '431[{"ok":true}]']
    phone.do(command({"type": "vote"}))
    assert wires.until(lambda: not phone.waits, WITHIN)
    said = [message for message in script.heard if message.startswith('421["do"')]
    assert len(said) == 3 and len(set(said)) == 1
    assert (len(room.ack_ms), room.retries) == (1, 2)


def test_a_vote_that_is_refused_ends_the_load(
    scripted: tuple[Scripted, RawConnections, PhonesRoom],
) -> None:
    script, wires, room = scripted
    phone = BenchPhone(room, reference=False)
    assert wires.until(lambda: phone.is_in, WITHIN)
    script.answers = ['431[{"refused":"votes_used_up"}]']
    phone.do(command({"type": "vote"}))
    with pytest.raises(Lost, match="votes_used_up"):
        wires.until(lambda: False, WITHIN)


def test_a_ping_is_answered(scripted: tuple[Scripted, RawConnections, PhonesRoom]) -> None:
    script, wires, room = scripted
    phone = BenchPhone(room, reference=False)
    assert wires.until(lambda: phone.is_in, WITHIN)
    script.says("2")
    assert wires.until(lambda: "3" in script.heard, WITHIN)
