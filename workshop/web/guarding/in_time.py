"""When a page is sent: like an answer on a socket, after a beat, or several.

Pages ask the database too, and whoever fetches one again and again would hear from that whether
somebody else was acting. Static files come from memory.
"""

import time

import gevent
from flask import Flask, Response, g, request

from workshop.rules.pacing import rest_of_beat
from workshop.web.services import services
from workshop.web.static import static_routes


def register(app: Flask) -> None:
    """Has the application send its pages so."""
    app.before_request(_note)
    app.after_request(_wait)


def _note() -> None:
    g.began = time.monotonic()


def _wait(response: Response) -> Response:
    beat = services().settings.answer_ms / 1000
    if beat and request.blueprint != static_routes.blueprint.name:
        gevent.sleep(rest_of_beat(time.monotonic() - g.began, beat))
    return response
