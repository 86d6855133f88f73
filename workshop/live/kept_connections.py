"""Connections of desks and rooms' screens that poll, or have begun by polling: they are kept.

A browser polls on a connection for as long as it is kept, and sends on a second one. If they were
ended, it would need new ones, for which there may be no place in a flood. The session that a
request names says whose it is: nobody else knows that name.
"""

from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from workshop.file_limit import RESERVED
from workshop.live.guests import Guests


def keep_connections(engine: Any, guests: Guests) -> None:
    """Has an engine.io server keep the connections of those that are no phone's."""
    serve: Callable[..., Iterable[bytes]] = engine.handle_request

    def handle_request(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        def starts(*answer: Any) -> Any:
            _keep(environ, guests)  # only this request has shown whose session it is, perhaps
            return start(*answer)

        _keep(environ, guests)
        return serve(environ, starts)

    engine.handle_request = handle_request


def _keep(environ: dict[str, Any], guests: Guests) -> None:
    named = parse_qs(environ.get("QUERY_STRING", "")).get("sid", [""])
    guest = guests.at(named[0])
    if guest is None or guest.view == "participant":
        return
    environ.get("workshop.goes_on", lambda: None)()
    if place := environ.get(RESERVED):
        place.keep()
