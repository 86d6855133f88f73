"""The base that all tables of library.db have in common."""

from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Integer
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase


class LibraryBase(DeclarativeBase):
    """The base of the tables in library.db."""


SECONDS = BigInteger().with_variant(Integer(), "sqlite")
"""The type of a moment in seconds since 1970. SQLite's one integer is wide enough for it."""


class NoBytes(ColumnElement[bytes]):
    """No bytes, as a default that the database itself knows."""

    inherit_cache = True


@compiles(NoBytes)
def _empty_bytes(_element: NoBytes, _compiler: Any, **_about: Any) -> str:
    return "''"


@compiles(NoBytes, "sqlite")
def _empty_blob(_element: NoBytes, _compiler: Any, **_about: Any) -> str:
    return "x''"
