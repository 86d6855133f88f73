"""When a page is sent: like an answer on a socket, after a beat, or several.

Pages ask the database too, and whoever fetches one again and again would hear from that whether
somebody else was acting. Static files come from memory.
"""

import time

from flask import Flask, Response, g, request

from workshop.live.answering import wait_for_a_beat
from workshop.web import static_files
from workshop.web.house import house


def register(app: Flask) -> None:
    """Has the application send its pages so."""
    app.before_request(_note)
    app.after_request(_wait)


def _note() -> None:
    g.began = time.monotonic()


def _wait(response: Response) -> Response:
    if request.blueprint != static_files.blueprint.name:
        wait_for_a_beat(g.began, house().settings.answer_ms / 1000)
    return response
