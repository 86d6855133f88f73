"""The base that all tables of library.db have in common."""

from sqlalchemy.orm import DeclarativeBase


class LibraryBase(DeclarativeBase):
    """The base of the tables in library.db."""
