"""`/healthz` and `/readyz`: two pages for a proxy, before all others.

A proxy asks by this machine's address, so no host is checked here. There is nothing to find: each
page is one of a few sentences, none of which is about a workshop or a person.
"""

from collections.abc import Callable, Iterable
from typing import Any

from workshop.operating.health import Health

LIVES, READY = "/healthz", "/readyz"
Start = Callable[..., Any]
Application = Callable[[dict[str, Any], Start], Iterable[bytes]]


class HealthPages:
    """A WSGI application around another one."""

    def __init__(self, inside: Application, health: Health) -> None:
        self._inside = inside
        self._health = health

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answers the two pages, and passes on all else."""
        path = environ.get("PATH_INFO")
        if path not in {LIVES, READY} or environ["REQUEST_METHOD"] not in {"GET", "HEAD"}:
            return self._inside(environ, start)
        if path == LIVES:
            return _answer(environ, start, "200 OK", "This process lives.")
        status = "200 OK" if self._health.is_ready() else "503 Service Unavailable"
        return _answer(environ, start, status, self._health.says())


def _answer(environ: dict[str, Any], start: Start, status: str, said: str) -> Iterable[bytes]:
    body = f"{said}\n".encode()
    headers = {
        "Content-Type": "text/plain; charset=utf-8",
        "Content-Length": str(len(body)),
    }
    start(status, [*headers.items()])
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [body]
