"""Somebody in the room who floods the server: the others go on as if nothing were."""

import threading
from contextlib import suppress
from pathlib import Path

import pytest
import websocket

from tests.live.conftest import Place
from tests.support.server import running
from tests.support.sockets import ASK_AGAIN, Socket, phone, secrets_of_a_device
from tests.support.waiting import WITHIN, until
from tools.bench.frames import PING_FRAME, PONG_FRAME, TEXT_FRAME, masked
from workshop.pretend.client import packets

BEGINS, GOES_ON, ENDS = TEXT_FRAME & 0x7F, 0x00, 0x80
"""The first bytes of the frames of a message that comes in parts."""
HELLO = '42["hello",{"epoch":"","rev":0}]'
FLOODS = {
    "control frames": masked(b"", PONG_FRAME) * 600,
    "engine.io pongs": masked(b"3") * 500,
    "hellos": masked(HELLO.encode()) * 90,
    "connects": masked(b"40{}") * 300,
    "upgrades": masked(b"5") * 500,
    "continuations": masked(b"4", BEGINS) + masked(b"2", GOES_ON) * 500,
    "pings": masked(b"", PING_FRAME) * 500,
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


@pytest.mark.parametrize("begun", [b"", pytest.param(b"4", marks=pytest.mark.long)])
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


@pytest.mark.parametrize(
    "message", ["x", *(pytest.param(one, marks=pytest.mark.long) for one in ("", "b4", "٣", "9"))]
)
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
        lines = []
        for _ in range(5):
            secret = secrets_of_a_device()
            auth = {"view": "participant", "workshop": workshop, "secret": secret}
            line = websocket.create_connection(packets.address(server.origin), timeout=WITHIN)
            line.send(packets.connect_frame(auth))
            line.send("1")  # it goes again
            lines.append(line)
        ticket = server.boot(f"/desk/{workshop}/", cookie)["ticket"]
        for line in lines:
            line.shutdown()
        desk = Socket(server, {"view": "desk", "workshop": workshop, "ticket": ticket})
        desk.until("tick", lambda tick: tick["here"] == 0)
        desk.close()
