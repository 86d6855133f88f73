"""Somebody in the room who floods the server: the others go on as if nothing were."""

import os
import socket
import threading
from contextlib import suppress
from pathlib import Path

import pytest
import websocket

from tests.live.conftest import Place
from tests.support.process import connections
from tests.support.server import Server, running
from tests.support.sockets import ASK_AGAIN, Socket, phone
from tests.support.waiting import WITHIN, until
from tools.bench.frames import PING, PONG, TEXT, masked

BEGINS, GOES_ON, ENDS = TEXT & 0x7F, 0x00, 0x80
"""The first bytes of the frames of a message that comes in parts."""
HELLO = '42["hello",{"epoch":"","rev":0}]'
FLOODS = {
    "control frames": masked(b"", PONG) * 600,
    "engine.io pongs": masked(b"3") * 500,
    "hellos": masked(HELLO.encode()) * 90,
    "connects": masked(b"40{}") * 300,
    "upgrades": masked(b"5") * 500,
    "continuations": masked(b"4", BEGINS) + masked(b"2", GOES_ON) * 500,
    "pings": masked(b"", PING) * 500,
    "bytes": masked(b"x" * 30_000) * 12,
}


@pytest.mark.parametrize("name", FLOODS)
def test_a_flood_ends_its_own_connection_and_holds_up_nobody(place: Place, name: str) -> None:
    workshop = place.workshop()
    honest = phone(place.server, workshop)
    flooder = phone(place.server, workshop)
    begun = threading.Event()
    threading.Thread(target=flood, args=(flooder, FLOODS[name], begun), daemon=True).start()
    assert begun.wait(WITHIN)

    def is_answered_until_the_flooder_is_gone() -> bool:
        assert "time" in honest.ask("hello", {"epoch": "", "rev": 0})
        return flooder.closed.is_set()

    until(is_answered_until_the_flooder_is_gone, again=ASK_AGAIN)
    assert "time" in honest.ask("hello", {"epoch": "", "rev": 0})
    assert not honest.closed.is_set()


def flood(flooder: Socket, data: bytes, begun: threading.Event) -> None:
    """Sends as fast as it can, until the server ends it."""
    with suppress(OSError, AttributeError, websocket.WebSocketException):
        while not flooder.closed.is_set():
            flooder._socket.sock.sendall(data)
            begun.set()


@pytest.mark.parametrize("begun", [b"", b"4"])
def test_a_part_of_a_message_that_brings_nothing_ends_the_connection(
    place: Place, begun: bytes
) -> None:
    each = phone(place.server, place.workshop())
    each._socket.sock.sendall(masked(begun, BEGINS) + masked(b"", GOES_ON))
    assert each.ends()


def test_a_large_message_in_parts_and_pieces_is_taken(place: Place) -> None:
    each = phone(place.server, place.workshop())
    whole = b'427["hello",{"epoch":"","rev":0}]' + b" " * 30_000
    frames = masked(whole[:9_000], BEGINS) + masked(whole[9_000:], ENDS)
    for at in range(0, len(frames), 300):
        each._socket.sock.sendall(frames[at : at + 300])
    assert "time" in each.ask("hello", {"epoch": "", "rev": 0})


@pytest.mark.parametrize("body", ["9x", "2", "x" * 40_000])
def test_a_bad_poll_is_answered_and_leaves_nothing(place: Place, body: str) -> None:
    port = place.server.port
    before = connections(port)
    for _ in range(20):
        session = open_polling(place.server)
        path = f"/socket.io/?EIO=4&transport=polling&sid={session}"
        assert place.server.ask("POST", path, body).status == 400
    until(lambda: connections(port) <= before + 2, says=lambda: f"{connections(port)}, {before}")


def open_polling(server: Server) -> str:
    opened = server.get("/socket.io/?EIO=4&transport=polling")
    return opened.text.split('"sid":"')[1].split('"')[0]


@pytest.mark.parametrize("message", ["x", "", "b4", "٣", "9"])
def test_what_is_no_packet_ends_the_connection_and_is_not_logged(
    tmp_path: Path, message: str
) -> None:
    with running(tmp_path / "data") as server:
        each = phone(server, server.new_workshop(server.sign_in()))
        each.raw(message)
        assert each.ends()
    assert server.errors == []


def test_a_phone_that_is_gone_before_it_is_let_in_is_not_counted(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        workshop = server.new_workshop(server.sign_in())
    with running(tmp_path / "data") as server:  # its board is read when the first one comes
        cookie = server.sign_in()
        asked: list[socket.socket] = []
        for _ in range(5):
            session = open_polling(server)
            path = f"/socket.io/?EIO=4&transport=polling&sid={session}"
            secret = os.urandom(16).hex()
            auth = f'40{{"view":"participant","workshop":"{workshop}","secret":"{secret}"}}'
            asked += [post(server.port, path, auth), post(server.port, path, "1")]
        ticket = server.boot(f"/desk/{workshop}/", cookie)["ticket"]
        for one in asked:
            answered(one)
        desk = Socket(server, {"view": "desk", "workshop": workshop, "ticket": ticket})
        desk.until("tick", lambda tick: tick["here"] == 0)
        desk.close()


def answered(asked: socket.socket) -> None:
    """Waits for the answer to a poll."""
    asked.settimeout(WITHIN)
    with asked:
        while asked.recv(4096):
            pass


def post(port: int, path: str, body: str) -> socket.socket:
    """Sends a poll, and does not wait for its answer."""
    sock = socket.create_connection(("127.0.0.1", port))
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Length: {len(body)}\r\n"
    sock.sendall(f"{head}Connection: close\r\n\r\n{body}".encode())
    return sock
