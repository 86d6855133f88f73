"""A question to a database, whether it answers: on a connection of its own, which waits briefly."""

import os
from contextlib import suppress
from dataclasses import dataclass, field
from socket import SHUT_RDWR, socket
from typing import Any, LiteralString

import psycopg

ASK_IF_IT_ANSWERS: LiteralString = "SELECT 1"
ASKING_LIMITS = {
    # libpq takes less than two seconds for two; whoever asks has given up by then.
    "connect_timeout": 2,
    "tcp_user_timeout": 1000,
    "options": "-c statement_timeout=1s",
}


@dataclass
class Asking:
    """A database that is asked again and again, for one thread."""

    url: str = field(repr=False)
    """As SQLAlchemy takes it."""
    question: LiteralString = ASK_IF_IT_ANSWERS
    _line: "psycopg.Connection | None" = field(default=None, repr=False)

    def ask(self) -> list[tuple[Any, ...]]:
        """Returns the rows of the answer. Raises psycopg.Error if there is none."""
        try:
            if self._line is None:
                self._line = connect_to_ask(self.url)
            return self._line.execute(self.question).fetchall()
        except psycopg.Error:
            self.close()
            raise

    def give_up(self) -> None:
        """Ends a question that another thread waits for."""
        line = self._line
        if line is not None:
            with suppress(psycopg.Error, OSError), socket(fileno=os.dup(line.fileno())) as ours:
                ours.shutdown(SHUT_RDWR)

    def close(self) -> None:
        """Lets go of the line."""
        if self._line is not None:
            self._line.close()
        self._line = None


def connect_to_ask(url: str) -> "psycopg.Connection":
    """A line to the database at an address as SQLAlchemy takes it. Raises psycopg.Error."""
    plain = url.replace("postgresql+psycopg://", "postgresql://", 1)
    return psycopg.connect(plain, autocommit=True, **ASKING_LIMITS)  # type: ignore[arg-type]
