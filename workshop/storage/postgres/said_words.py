"""The line on which processes hear what others say: only rare words, as a NOTIFY with every vote
would have all commits of the server wait for each other."""

import os
from contextlib import suppress
from socket import SHUT_RDWR, socket

import psycopg
from sqlalchemy import URL

from workshop.storage.postgres.connections import LINE_LIMITS

SAY = "SELECT pg_notify('said', ?)"
WAIT = 1.0
"""Seconds after which there is an answer, although nothing was said."""


class SaidWords:
    """The words that are said, as one process hears them."""

    def __init__(self, url: URL) -> None:
        self._url = url.set(drivername="postgresql").render_as_string(hide_password=False)
        self._line: psycopg.Connection | None = None

    def hear(self) -> list[str] | None:
        """Returns what was said meanwhile, and nothing at once where it begins to be heard; None
        where the line is lost, or there is none."""
        try:
            if self._line is None:
                self._line = psycopg.connect(self._url, autocommit=True, **LINE_LIMITS)  # type: ignore[arg-type]
                self._line.execute("LISTEN said")
                return []
            return [one.payload for one in self._line.notifies(timeout=WAIT, stop_after=1)]
        except (psycopg.Error, OSError):
            self._let_go()
            return None

    def _let_go(self) -> None:
        if self._line is not None:
            self._line.close()
        self._line = None

    def close(self) -> None:
        """Ends the line, and with it the wait of another thread."""
        line = self._line
        if line is not None:
            with suppress(psycopg.Error, OSError), socket(fileno=os.dup(line.fileno())) as ours:
                ours.shutdown(SHUT_RDWR)
