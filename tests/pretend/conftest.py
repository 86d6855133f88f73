"""A room for each test, on a file of its own."""

import pytest

from tests.support.room import TestRoom, new_room
from workshop.rules.agenda import Agenda, template
from workshop.storage.store import Store


@pytest.fixture
def short_room(store: Store) -> TestRoom:
    """A workshop on a short agenda with a vote."""
    short = [one for one in template("60", str).stages if one.kind not in {"talk", "lessons"}]
    return new_room(store, agenda=Agenda(tuple(short)))


@pytest.fixture
def long_room(store: Store) -> TestRoom:
    """A workshop on the 60-minute agenda."""
    return new_room(store)
