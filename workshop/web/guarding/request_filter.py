"""Stands before pages and sockets: only our own hosts, no addresses, no endless bodies."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import gevent
from gevent.lock import BoundedSemaphore

from workshop.reserve import Application, Start
from workshop.stories.pack_file.pack_types import LARGEST_PACK
from workshop.web.guarding.addresses import Addresses

MAX_BODY = 64 * 1024
"""Bytes of a form."""
BODY_WITHIN = 10.0
"""Seconds in which a body must have come."""


@dataclass(frozen=True)
class Larger:
    """A form with a file, which may be larger than others.

    `most` is its bytes, `within` the seconds in which it must have come, `at_once` how many of
    them are held in memory at a time, and `worked_on` how many are worked on; others wait outside.
    """

    most: int
    within: float = BODY_WITHIN
    at_once: int = 4
    worked_on: int = 4


LARGER = {
    "/desk/take-in": Larger(1024 * 1024 + 4096),
    "/desk/stories/import": Larger(2 * 1024 * 1024),
    "/desk/stories/packs/import": Larger(LARGEST_PACK + 4096, within=60.0, worked_on=1),
}
"""The larger forms, by the addresses to which they are sent: all of them by people who lead."""
TRACES = (
    "REMOTE_ADDR", "REMOTE_HOST", "REMOTE_PORT", "HTTP_USER_AGENT", "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REAL_IP", "HTTP_FORWARDED", "HTTP_VIA", "HTTP_REFERER",
)  # fmt: skip
"""Nothing behind the filter can keep what it never sees."""

FORM_TYPES = ("application/x-www-form-urlencoded", "multipart/form-data")
CLOSE_HEADER = ("Connection", "close")
"""A header that ends the connection: what is left of a refused body must not be taken for
requests."""

SentBy = Callable[[dict[str, Any]], str]
"""Says who has sent a request, or "" for somebody who is not signed in."""

WRONG_HOST = (
    "This address is not one of this workshop server's own, so it was not answered.\n"
    "Open it by the address on the room's screen{here}.\n"
)
TOO_LARGE = "That was too large and was not taken. Nothing was stored. Go back and shorten it.\n"
TOO_SLOW = "It took too long until everything had come. Nothing was stored. Send it again.\n"


class RequestFilter:
    """A WSGI application around another one."""

    def __init__(self, inside: Application, addresses: Addresses, sent_by: SentBy) -> None:
        self._inside = inside
        self._addresses = addresses
        self._sent_by = sent_by
        self._larger = {path: Places(one) for path, one in LARGER.items()}

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
        path = str(environ.get("PATH_INFO"))
        larger = LARGER.get(path, Larger(MAX_BODY))
        if chunked or not length.isdecimal() or int(length) > larger.most:
            return self._refuse_form(environ, start, "413 Content Too Large", TOO_LARGE)
        if int(length) <= MAX_BODY:
            return self._take(environ, start, length, BODY_WITHIN)
        sender = self._sent_by(environ)
        if not sender:
            # Refused by its page, as without a file: a stranger holds no place.
            return self._inside({**environ, **_no_body()}, _closing(start))
        places = self._larger[path]
        _is_whole(environ)  # for whoever ends what is unfinished: from here on it has a place
        with places.to_read(sender):
            body = _read(environ["wsgi.input"], int(length), larger.within)
        with places.to_work:
            return self._with(body, environ, start)

    def _take(
        self, environ: dict[str, Any], start: Start, length: str, within: float
    ) -> Iterable[bytes]:
        return self._with(_read(environ["wsgi.input"], int(length), within), environ, start)

    def _with(self, body: bytes | None, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        if body is None:
            return self._refuse_form(environ, start, "408 Request Timeout", TOO_SLOW)
        _is_whole(environ)
        environ["wsgi.input"] = BytesIO(body)
        return self._inside(environ, start)

    def _refuse_form(
        self, environ: dict[str, Any], start: Start, status: str, sentence: str
    ) -> Iterable[bytes]:
        """A page for whoever sent a form, which is a person; a sentence for anything else."""
        if not str(environ.get("CONTENT_TYPE", "")).startswith(FORM_TYPES):
            return _refuse(start, status, sentence)

        asked = {"REQUEST_METHOD": "GET", "PATH_INFO": f"/refused/{status[:3]}"}
        asked |= {"QUERY_STRING": ""}
        return self._inside({**environ, **asked, **_no_body()}, _closing(start))


class Places:
    """The places of a larger form. Everybody sends one body at a time: a slow sender keeps
    nobody else waiting, until all places are taken."""

    def __init__(self, form: Larger) -> None:
        self.to_work = BoundedSemaphore(form.worked_on)
        self._all = BoundedSemaphore(form.at_once)
        self._own: dict[str, BoundedSemaphore] = {}
        self._asking: Counter[str] = Counter()

    @contextmanager
    def to_read(self, sender: str) -> Iterator[None]:
        """Waits for the sender's place, and holds it."""
        self._asking[sender] += 1
        try:
            with self._own.setdefault(sender, BoundedSemaphore(1)), self._all:
                yield
        finally:
            self._asking[sender] -= 1
            if not self._asking[sender]:
                del self._asking[sender], self._own[sender]


def _closing(start: Start) -> Start:
    """Answers, and ends the connection."""

    def closing(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
        return start(status, [*headers, CLOSE_HEADER], *fault)

    return closing


def _is_whole(environ: dict[str, Any]) -> None:
    """Tells the server that nothing is missing of a request, which it would end otherwise."""
    environ.get("workshop.whole", lambda: None)()


def _no_body() -> dict[str, Any]:
    return {"CONTENT_LENGTH": "0", "wsgi.input": BytesIO()}


def _read(stream: Any, length: int, within: float) -> bytes | None:
    """The body, or None when it does not come in time."""
    body: bytes | None = gevent.with_timeout(within, stream.read, length, timeout_value=None)
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
            CLOSE_HEADER,
        ],
    )
    return [body]
