"""Agendas as they are kept: JSON, read once for each different text."""

from functools import lru_cache

import msgspec

from workshop.rules.agenda import Agenda


@lru_cache(maxsize=256)
def read_agenda(text: str) -> Agenda:
    """The agenda of a stored text."""
    return msgspec.json.decode(text, type=Agenda)


def write_agenda(agenda: Agenda) -> str:
    """The text that is stored for an agenda."""
    return msgspec.json.encode(agenda).decode()
