"""Statements are compiled once in each test worker, where a program does it for each file anew.

A program's files share nothing: what is compiled holds values of the workshop that said it first.
Tests open hundreds of files, and to compile was a quarter of the processor time of an action.
"""

from typing import Any

import sqlalchemy
from sqlalchemy import Engine

from workshop.storage.sqlite import engines

MOST = 5000
"""Compiled statements that are kept."""


class SharedStatements:
    """Makes engines that share their dialect, which knows this SQLite, and what it has compiled."""

    def __init__(self) -> None:
        self._first: Engine | None = None

    def create_engine(self, url: str, **about: Any) -> Engine:
        """As SQLAlchemy's, which asks each engine anew what its SQLite can do."""
        if self._first is None:
            self._first = sqlalchemy.create_engine("sqlite://", query_cache_size=MOST)
            self._first.connect().close()
        made = sqlalchemy.create_engine(url, _initialize=False, **about)
        made.dialect = made.pool._dialect = self._first.dialect
        made._compiled_cache = self._first._compiled_cache
        return made


def share_statements() -> None:
    """From now on the stores of this process do so."""
    engines.create_engine = SharedStatements().create_engine  # type: ignore[assignment]
