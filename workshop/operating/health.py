"""Whether this process can serve: what it needs answers, and it is not about to end.

The answers are kept here and asked for elsewhere, so that a look costs nothing and waits for
nothing, however often a proxy looks.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from workshop.reserve import Application, Start

DATABASE_PART, DAY_KEYS_PART = "database", "day keys"
"""The names of what the processes of a server share, as `/readyz` says them."""
OLD_FILE = (
    "Not ready: the file in WORKSHOP_KEK_FILE lacks a day's key that is in use. `check` says which."
)


@dataclass
class Health:
    """The engines behind this process that are silent; on a laptop there is none to ask."""

    clock: Callable[[], float] = time.monotonic
    draining: bool = False
    """True from the moment on at which the process was asked to end."""
    took: dict[str, float] = field(default_factory=dict)
    """Seconds that each engine took for its last answer."""
    _silent: dict[str, float] = field(default_factory=dict)

    def note(self, name: str, answers: bool) -> None:
        """Notes that an engine has answered, or has not."""
        if answers:
            self._silent.pop(name, None)
        else:
            self._silent.setdefault(name, self.clock())

    def silent_for(self, name: str) -> float:
        """Seconds for which an engine has not answered; 0.0 if it does."""
        since = self._silent.get(name)
        return 0.0 if since is None else max(self.clock() - since, 0.001)

    def missing(self) -> list[str]:
        """Names the engines that do not answer."""
        return sorted(self._silent)

    def is_ready(self) -> bool:
        """True if a proxy may send people here."""
        return not self.draining and not self.missing()

    def says(self) -> str:
        """Returns the sentence of `/readyz`: nothing about any workshop, and one for all."""
        if self.draining:
            return "This process is about to end."
        if missing := self.missing():
            silent = [name for name in missing if name != DAY_KEYS_PART]
            return f"Not ready: no answer from {', '.join(silent)}." if silent else OLD_FILE
        return "Ready."


LIVES, READY = "/healthz", "/readyz"


class HealthPages:
    """`/healthz` and `/readyz`: two pages for a proxy, before all others of a WSGI application.

    A proxy asks by this machine's address, so no host is checked here. There is nothing to find:
    each page is one of a few sentences, none of which is about a workshop or a person.
    """

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
