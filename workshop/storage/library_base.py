"""The base of all tables of library.db, the types of their columns as each database spells them,
and how tables refer to each other."""

from typing import Any, Literal

from sqlalchemy import BigInteger, ColumnElement, Dialect, ForeignKey, Integer, String
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, MappedColumn, mapped_column
from sqlalchemy.types import TypeDecorator


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


class _OrNobody(TypeDecorator[str]):
    """The id of a row of another table: NULL in the database stands for "", which is nobody's.

    `==` finds no "", and `is_not_distinct_from` does.
    """

    impl = String
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """NULL for ""."""
        return value or None

    def process_result_value(self, value: str | None, dialect: Dialect) -> str:
        """ "" for NULL."""
        return value or ""


def refers_to(
    column: str, on_delete: Literal["CASCADE", "SET NULL"], **more: Any
) -> MappedColumn[str]:
    """Returns a column with the id of a row of another table, or ""; with what becomes of its own
    row when that one goes."""
    key = ForeignKey(column, ondelete=on_delete)
    return mapped_column(_OrNobody, key, nullable=True, **more)
