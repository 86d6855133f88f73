"""A request has one time for headers and body; none of it passes while the server lets it wait."""

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, cast

import gevent
import pytest
from gevent import socket as gevent_socket
from gevent.event import Event
from gevent.pywsgi import WSGIServer

from tests.support.waiting import WITHIN
from workshop import serving
from workshop.serving import HALF_ASKED, REQUEST_TURN, Handler


class Stepwise:
    """A server that takes a request in steps, by a clock that the test moves."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, take: Callable[[Any], None]) -> None:
        self.now = 1000.0
        monkeypatch.setattr(serving, "time", SimpleNamespace(monotonic=lambda: self.now))
        steps, self.began, self.has_headers, self.taken = self, Event(), Event(), Event()

        class Watched(Handler):
            def MessageClass(self, stream: Any, *rest: Any) -> Any:
                steps.began.set()
                return super().MessageClass(stream, *rest)

            def handle_one_response(self) -> None:
                steps.has_headers.set()
                super().handle_one_response()

        def answer(environ: Any, start: Any) -> list[bytes]:
            self.taken.set()
            take(environ)
            start("200 OK", [("Content-Length", "0")])
            return []

        quiet: Any = {"log": None, "error_log": None, "handler_class": Watched}
        self.server = WSGIServer(("127.0.0.1", 0), answer, **quiet)
        self.server.start()
        self.line: Any = gevent_socket.create_connection(self.server.address)

    def sends(self, sent: bytes, then: Event) -> None:
        self.line.sendall(sent)
        assert then.wait(WITHIN)

    def passes(self, seconds: float) -> None:
        self.now += seconds
        HALF_ASKED.end_overdue()

    def hears(self) -> bytes:
        return cast(bytes, gevent.spawn(self.line.recv, 4096).get(timeout=WITHIN))

    def ends(self) -> None:
        self.line.close()
        self.server.stop()


TAKERS: dict[str, Callable[[Any], Any]] = {
    "reads it": lambda environ: environ["wsgi.input"].read(),
    "refuses it": lambda environ: None,
    "refuses it after a time of its own": lambda environ: environ["workshop.whole"](),
}


@pytest.mark.parametrize("takes", TAKERS)
def test_headers_and_body_have_their_time_together(
    monkeypatch: pytest.MonkeyPatch, takes: str
) -> None:
    steps = Stepwise(monkeypatch, TAKERS[takes])
    steps.sends(b"POST / HTTP/1.1\r\n", steps.began)
    steps.passes(serving.ASK_LIMIT_S - 1)
    steps.sends(b"Host: x\r\nContent-Length: 9\r\n\r\nx", steps.taken)
    if takes != "reads it":
        assert steps.hears().startswith(b"HTTP/1.1 200")
    steps.passes(2)
    assert steps.hears() == b"", "it was ended"
    steps.ends()


def test_the_time_in_which_the_server_lets_a_request_wait_is_not_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps = Stepwise(monkeypatch, TAKERS["reads it"])
    with REQUEST_TURN:
        steps.sends(b"POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\nx", steps.has_headers)
        steps.passes(2 * serving.ASK_LIMIT_S)
    assert steps.taken.wait(WITHIN)
    steps.passes(serving.ASK_LIMIT_S - 1)
    steps.line.sendall(b"x")
    assert steps.hears().startswith(b"HTTP/1.1 200")
    steps.ends()
