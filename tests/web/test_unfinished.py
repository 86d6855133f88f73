"""Nothing unfinished is held for long, and nothing that is whole is ended for it."""

import socket
from collections.abc import Callable, Iterator
from contextlib import suppress
from threading import Event, Thread
from typing import Any, cast

import gevent
import pytest
from gevent import socket as gevent_socket
from gevent.pywsgi import WSGIServer

from tests.live.conftest import Place
from tests.support.process import connected
from tests.support.rough_line import ABORT
from tests.support.sockets import phone
from tests.support.waiting import WITHIN, until
from workshop.serving import (
    LARGE,
    MOST_HALF,
    MOST_HEADERS,
    MOST_LARGE,
    MOST_SILENT,
    MOST_UNTAKEN,
    Handler,
    HeldConnections,
)

Drips = Callable[[str, bytes], socket.socket]
"""Sends the first, and then one of the second again and again."""
Begun = Callable[[str], int]
"""Sends this and nothing more; returns the port that it comes from."""
DRIP = 0.2
"""Seconds between two bytes of those who drip."""
START = "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
FORM = (
    "POST /join HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
    "Content-Type: application/x-www-form-urlencoded\r\n"
)
REFUSED = "POST /join HTTP/1.1\r\nHost: elsewhere.example\r\n"
UNFINISHED = {
    "nothing": ("", b""),
    "a first line": ("", b"G"),
    "headers": (START, b"a"),
    "a body": (FORM + "Content-Length: 60000\r\n\r\n", b"x"),
    "a body that waits to be asked for": (
        FORM + "Expect: 100-continue\r\nContent-Length: 60000\r\n\r\n", b"x",
    ),
    "a body that was refused": (REFUSED + "Content-Length: 999999999\r\n\r\n", b"x"),
    "a body of chunks": (FORM + "Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    "a body that nobody reads": (START + "Content-Length: 999999999\r\n\r\n", b"x"),
    "a body of chunks that nobody reads": (START + "Transfer-Encoding: chunked\r\n\r\n", b""),
    "a keep-alive": (START + "\r\n", b""),
}  # fmt: skip


@pytest.fixture
def drips(place: Place) -> Iterator[Drips]:
    opened: list[socket.socket] = []
    over = Event()

    def drip(head: str, byte: bytes) -> socket.socket:
        sock = socket.create_connection(("127.0.0.1", place.server.port))
        opened.append(sock)
        sock.sendall(head.format(port=place.server.port).encode())
        Thread(target=go_on, args=(sock, byte, over), daemon=True).start()
        return sock

    yield drip
    over.set()
    for one in opened:
        one.close()


@pytest.fixture
def begun(place: Place) -> Iterator[Begun]:
    opened: list[socket.socket] = []

    def begin(head: str) -> int:
        sock = socket.create_connection(("127.0.0.1", place.server.port))
        opened.append(sock)
        sock.sendall(head.encode())
        return int(sock.getsockname()[1])

    yield begin
    for one in opened:
        one.close()


def go_on(sock: socket.socket, byte: bytes, over: Event) -> None:
    """Sends a byte now and then, until the server has had enough."""
    with suppress(OSError):
        while not over.wait(DRIP):
            sock.sendall(byte)


def test_whatever_is_not_finished_is_ended_and_phones_stay(place: Place, drips: Drips) -> None:
    on_socket = phone(place.server, place.workshop())
    sent = {name: drips(*how) for name, how in UNFINISHED.items()}
    ports = {name: sock.getsockname()[1] for name, sock in sent.items()}
    assert ports["headers"] in held(place)
    until(
        lambda: not held(place) & {*ports.values()},
        says=lambda: [name for name, port in ports.items() if port in held(place)],
    )
    assert not on_socket.closed.is_set()
    assert place.server.errors == []


@pytest.mark.parametrize(("head", "most"), [(START, MOST_HALF), ("", MOST_SILENT)])
def test_of_too_many_the_oldest_go_and_whoever_asks_is_answered(
    place: Place, begun: Begun, head: str, most: int
) -> None:
    on_socket = phone(place.server, place.workshop())
    ports = [begun(head) for _ in range(most + 40)]
    until(lambda: len(held(place) & {*ports}) == most, says=lambda: len(held(place) & {*ports}))
    assert held(place) & {*ports} == {*ports[40:]}
    assert place.server.get("/").status == 200
    assert "time" in on_socket.ask("hello", {"epoch": "", "rev": 0})


def held(place: Place) -> set[int]:
    return connected(place.server.port)


NONSENSE = {
    "headers without an end": (START + "a: " + "b" * MOST_HEADERS).encode(),
    "headers without end": (START + "a: b\r\n" * (MOST_HEADERS // 6)).encode(),
    "too many headers": (START + "a: b\r\n" * 200 + "\r\n").encode(),
    "a length that is none": (FORM + "Content-Length: x\r\n\r\n").encode(),
    "a chunk that is none": (START + "Transfer-Encoding: chunked\r\n\r\nx").encode(),
    "no request": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500) + b"\n",
}


@pytest.mark.parametrize("name", NONSENSE)
def test_nonsense_ends_its_connection_and_is_not_logged(place: Place, name: str) -> None:
    sent = NONSENSE[name].replace(b"{port}", str(place.server.port).encode())
    with socket.create_connection(("127.0.0.1", place.server.port), WITHIN) as sock:
        sock.sendall(sent)
        with suppress(ConnectionResetError):
            while sock.recv(4096):
                pass
    assert place.server.errors == []


def test_two_lengths_that_differ_are_refused(place: Place) -> None:
    """A proxy could go by the one and this server by the other."""
    sent = FORM + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxx"
    with socket.create_connection(("127.0.0.1", place.server.port), WITHIN) as sock:
        sock.sendall(sent.format(port=place.server.port).encode())
        assert sock.recv(4096).startswith(b"HTTP/1.1 400 ")


@pytest.mark.parametrize("sent", [START, FORM + "Content-Length: 9\r\n\r\nx", "x\r\n"])
def test_who_goes_in_the_middle_leaves_nothing_in_the_log(place: Place, sent: str) -> None:
    before = held(place)
    for _ in range(20):
        sock = socket.create_connection(("127.0.0.1", place.server.port), WITHIN)
        sock.sendall(sent.format(port=place.server.port).encode())
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
        sock.close()
    until(lambda: held(place) <= before)
    assert place.server.errors == []


def test_the_sizes_of_all_together_are_bounded_and_the_newest_is_kept() -> None:
    held, ended = HeldConnections(10), list[str]()

    class One:
        def __init__(self, name: str) -> None:
            self._name = name

        def cut(self) -> None:
            ended.append(self._name)

    one, other, large = cast(Any, One("one")), cast(Any, One("other")), cast(Any, One("large"))
    held.begin(one, 4)
    held.begin(other, 4)
    held.begin(one, 4)
    held.begin(large, 20)
    assert ended == ["other", "one"] and large in held
    held.done(large)
    held.begin(one, 10)
    assert len(ended) == 2


def test_between_two_pages_everybody_else_has_their_turn() -> None:
    done, many = list[str](), 20

    def page(_environ: Any, start: Any) -> list[bytes]:
        done.append("page")
        start("200 OK", [("Content-Length", "0"), ("Connection", "close")])
        return []

    def turn() -> None:
        while done.count("page") < many:
            done.append("turn")
            gevent.sleep(0)

    server = WSGIServer(("127.0.0.1", 0), page, log=None, error_log=None, handler_class=Handler)
    server.start()
    asking = [gevent.spawn(asks_for_a_page, server.server_port) for _ in range(many)]
    gevent.joinall([*asking, gevent.spawn(turn)], timeout=WITHIN, raise_error=True)
    server.stop()
    assert done.count("page") == many and "page,page" not in ",".join(done)


def test_bodies_that_are_whole_are_taken_however_many_come_at_once() -> None:
    many, answers = MOST_HALF + 50, list[bytes]()

    def take(environ: Any, start: Any) -> list[bytes]:
        environ["wsgi.input"].read()
        environ["workshop.whole"]()
        start("200 OK", [("Content-Length", "0"), ("Connection", "close")])
        return []

    def send(sock: Any) -> None:
        sock.sendall(b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\nx")
        answers.append(sock.recv(4096)[:15])
        sock.close()

    server = WSGIServer(("127.0.0.1", 0), take, log=None, error_log=None, handler_class=Handler)
    server.start()
    lines = [gevent_socket.create_connection(server.address) for _ in range(many)]
    gevent.joinall([gevent.spawn(send, line) for line in lines], WITHIN, raise_error=True)
    server.stop()
    assert answers == [b"HTTP/1.1 200 OK"] * many


def test_a_large_answer_that_nobody_takes_ends_no_page_and_too_many_end_each_other() -> None:
    def answer(environ: Any, start: Any) -> list[bytes]:
        body = bytes(int(environ["PATH_INFO"][1:]))
        start("200 OK", [("Content-Length", str(len(body)))])
        return [body]

    def asks_for(size: int) -> Any:
        line = gevent_socket.create_connection(server.address)
        line.sendall(f"GET /{size} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        assert line.recv(12) == b"HTTP/1.1 200"
        return line

    def comes_whole(line: Any, size: int) -> bool:
        left = size
        while left > 0 and (came := len(line.recv(1024 * 1024))):
            left -= came
        return left <= 0

    server = WSGIServer(("127.0.0.1", 0), answer, log=None, error_log=None, handler_class=Handler)
    server.start()
    page, pack = LARGE, 20 * LARGE
    pages = [asks_for(page) for _ in range(MOST_UNTAKEN // page - 1)]
    packs = [asks_for(pack) for _ in range(MOST_LARGE // pack + 1)]
    assert [gevent.spawn(comes_whole, line, pack).get(timeout=WITHIN) for line in packs] == [
        False, *[True] * (len(packs) - 1),
    ]  # fmt: skip
    assert all(gevent.spawn(comes_whole, line, page).get(timeout=WITHIN) for line in pages)
    for line in pages + packs:
        line.close()
    server.stop()


def asks_for_a_page(port: int) -> None:
    with gevent_socket.create_connection(("127.0.0.1", port)) as sock:
        sock.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
        while sock.recv(4096):
            pass
