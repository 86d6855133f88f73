"""The ids of workshops, which begin with a mark of the form that made each: so that a form which is
sent twice leads to one workshop, and nothing has to be kept of it."""

import secrets
from base64 import urlsafe_b64encode

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from workshop.storage.library_tables import OpenWorkshop, SealedSummary

_OF_FORM, _BY_CHANCE = 6, 3
"""The bytes of an id: 48 bits of its form's mark, so that two forms do not meet, then others, so
that a form which is sent again after its workshop was thrown away brings no id back."""


def new_id(form: bytes) -> str:
    """Returns an id for a workshop, by the mark of its form; b"" for one that no form has made."""
    first = form or secrets.token_bytes(_OF_FORM)
    return _written(first) + _written(secrets.token_bytes(_BY_CHANCE))


def opened_by(session: Session, form: bytes) -> str | None:
    """Returns the workshop, open or sealed, that the form with this mark has opened."""
    if not form:
        return None
    begins, is_open = _written(form), ~OpenWorkshop.thrown_away
    found = session.scalar(select(OpenWorkshop.id).where(_begin(OpenWorkshop.id, begins), is_open))
    one = SealedSummary.workshop
    return found or session.scalar(select(one).where(_begin(one, begins)))


def _begin(column: InstrumentedAttribute[str], begins: str) -> ColumnElement[bool]:
    return func.substr(column, 1, len(begins)) == begins


def _written(part: bytes) -> str:
    return urlsafe_b64encode(part[:_OF_FORM]).decode().replace("-", "a").replace("_", "b")
