"""Stands before pages and sockets: only our own hosts, no addresses, no endless bodies."""

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

import gevent
from gevent.lock import BoundedSemaphore

from workshop.web.guarding.addresses import Addresses

MAX_BODY = 64 * 1024
"""Bytes of a form or of a polling phone's messages."""
LARGER = {"/desk/take-in": 1024 * 1024 + 4096, "/desk/stories/import": 2 * 1024 * 1024}
"""Addresses at which a larger file may come, and the most bytes of the form there."""
LARGER_AT_ONCE = 4
"""The most larger forms that are held in memory at a time; others wait outside."""
BODY_WITHIN = 10.0
"""Seconds in which a body must have come."""
TRACES = (
    "REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT", "HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_REFERER",
)  # fmt: skip
"""Nothing behind the filter can keep what it never sees."""

FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")
CLOSE = ("Connection", "close")
"""A header that ends the connection: what is left of a refused body must not be taken for
requests."""

Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]

WRONG_HOST = (
    "This address is not one of this workshop server's own, so it was not answered.\n"
    "Open it by the address on the room's screen{here}.\n"
)
TOO_LARGE = "That was too large and was not taken. Nothing was stored. Go back and shorten it.\n"
TOO_SLOW = "It took too long until everything had come. Nothing was stored. Send it again.\n"


class RequestFilter:
    """A WSGI application around another one."""

    def __init__(self, inside: Application, addresses: Addresses) -> None:
        self._inside = inside
        self._addresses = addresses
        self._larger = BoundedSemaphore(LARGER_AT_ONCE)

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answers, or refuses in a sentence."""
        for name in TRACES:
            environ.pop(name, None)
        if not self._addresses.allows_host(str(environ.get("HTTP_HOST", ""))):
            here = f", {self._addresses.shown}"
            return _refuse(start, "421 Misdirected Request", WRONG_HOST.format(here=here))
        if environ["REQUEST_METHOD"] in {"GET", "HEAD", "OPTIONS"}:
            return self._inside(environ, start)
        return self._with_body(environ, start)

    def _with_body(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        length = str(environ.get("CONTENT_LENGTH") or "0")
        chunked = "HTTP_TRANSFER_ENCODING" in environ
        most = LARGER.get(str(environ.get("PATH_INFO")), MAX_BODY)
        if chunked or not length.isdecimal() or int(length) > most:
            return self._refuse_form(environ, start, "413 Content Too Large", TOO_LARGE)
        if int(length) <= MAX_BODY:
            return self._take(environ, start, length)
        with self._larger:
            return self._take(environ, start, length)

    def _take(self, environ: dict[str, Any], start: Start, length: str) -> Iterable[bytes]:
        body = _read(environ["wsgi.input"], int(length))
        if body is None:
            return self._refuse_form(environ, start, "408 Request Timeout", TOO_SLOW)
        environ["wsgi.input"] = BytesIO(body)
        return self._inside(environ, start)

    def _refuse_form(
        self, environ: dict[str, Any], start: Start, status: str, sentence: str
    ) -> Iterable[bytes]:
        """A page for whoever sent a form, which is a person; a sentence for anything else."""
        if not str(environ.get("CONTENT_TYPE", "")).startswith(FORMS):
            return _refuse(start, status, sentence)

        def closing(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            return start(status, [*headers, CLOSE], *fault)

        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": f"/refused/{status[:3]}"}
        empty = {"QUERY_STRING": "", "CONTENT_LENGTH": "0", "wsgi.input": BytesIO()}
        return self._inside({**environ, **asked, **empty}, closing)


def _read(stream: Any, length: int) -> bytes | None:
    """The body, or None when it does not come in time."""
    body: bytes | None = gevent.with_timeout(BODY_WITHIN, stream.read, length, timeout_value=None)
    return body


def _refuse(start: Start, status: str, sentence: str) -> Iterable[bytes]:
    body = sentence.encode()
    start(
        status,
        [
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Length", str(len(body))),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
            CLOSE,
        ],
    )
    return [body]
