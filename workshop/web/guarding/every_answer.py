"""The headers that no answer is without: pages, files and refusals."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlsplit

from workshop.reserve import Application, Start
from workshop.settings import Settings

HTTPS_FOR = 365 * 24 * 3600
"""Seconds for which a browser goes to a hosted server by https only, counted from its last visit.

Some teams meet once a year, and who types the address in a foreign Wi-Fi should not go by http even
once. No longer: then the name may belong to someone else."""


class EveryAnswer:
    """A WSGI application around all others, which adds what an answer does not say itself."""

    def __init__(self, inside: Application, settings: Settings) -> None:
        self._inside = inside
        self._headers = [*_headers(settings).items()]

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answers as the application does."""

        def begin(status: str, headers: list[tuple[str, str]], *fault: Any) -> Any:
            said = {name.lower() for name, _ in headers}
            more = [one for one in self._headers if one[0].lower() not in said]
            return start(status, [*headers, *more], *fault)

        return self._inside(environ, begin)


def _headers(settings: Settings) -> dict[str, str]:
    always = {"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"}
    if not settings.public_url or _port(settings.public_url):
        return always
    return {**always, "Strict-Transport-Security": f"max-age={HTTPS_FOR}"}


def _port(public_url: str) -> int | None:
    """The port of the public address, or None for that of https.

    A browser keeps to https at all ports of a host; those of others may know http only.
    """
    port = urlsplit(public_url).port
    return None if port == 443 else port
