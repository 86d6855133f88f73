"""A test reads its TLS socket in one thread and writes in another: neither spoils a record."""

import select
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.proxy import make_certificate
from tests.support.tls_socket import in_two_threads
from tests.support.waiting import WITHIN
from workshop.pretend.client.connection import hang_up

CONNECTIONS, MESSAGES = 12, 3000
ASKED, ANSWERED = b"x" * 100, b"y" * 200


class Answering:
    """A server that answers each piece of what it reads with a longer one."""

    def __init__(self, folder: Path) -> None:
        self.certificate, key = make_certificate(folder)
        self._tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._tls.load_cert_chain(self.certificate, key)
        self.listening = socket.create_server(("localhost", 0))
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        with suppress(OSError):  # the end of the test
            while True:
                self._answer(self.listening.accept()[0])

    def _answer(self, taken: socket.socket) -> None:
        with suppress(OSError), self._tls.wrap_socket(taken, server_side=True) as other:
            while other.recv(4096):
                other.sendall(ANSWERED)


@pytest.fixture
def answering(tmp_path: Path) -> Iterator[Answering]:
    made = Answering(tmp_path)
    yield made
    made.listening.close()


def troubles(tls: ssl.SSLContext, port: int) -> list[str]:
    """Writes and reads at once; returns what went wrong."""
    found: list[str] = []
    raw = socket.create_connection(("localhost", port), WITHIN)
    with tls.wrap_socket(raw, server_hostname="localhost") as one:
        reader = threading.Thread(target=read_all, args=(one, found))
        reader.start()
        try:
            for _ in range(MESSAGES):
                one.sendall(ASKED)
        except OSError as error:
            found.append(f"written: {error!r}")
        with suppress(OSError):
            one.shutdown(socket.SHUT_WR)
        reader.join(WITHIN)
    return found


def read_all(one: ssl.SSLSocket, found: list[str]) -> None:
    try:
        while one.recv(1000):
            pass
    except OSError as error:
        found.append(f"read: {error!r}")


def test_what_is_written_while_something_is_read_arrives_whole(answering: Answering) -> None:
    tls = in_two_threads(ssl.create_default_context(cafile=answering.certificate))
    port = answering.listening.getsockname()[1]
    assert [said for _ in range(CONNECTIONS) for said in troubles(tls, port)] == []


def test_who_hangs_up_reads_no_record_as_words(answering: Answering) -> None:
    tls = in_two_threads(ssl.create_default_context(cafile=answering.certificate))
    raw = socket.create_connection(("localhost", answering.listening.getsockname()[1]), WITHIN)
    with tls.wrap_socket(raw, server_hostname="localhost") as one:
        for _ in range(3):
            one.sendall(ASKED)
        select.select([one], [], [], WITHIN)
        hang_up(one)
        with suppress(OSError):
            while words := one.recv(50):
                assert set(words) == set(ANSWERED)
