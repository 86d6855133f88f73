"""A room for each test, on a file of its own."""

import pytest

from tests.support.room import TestRoom, new_room
from workshop.rules.agenda import Agenda, Stage, template
from workshop.storage.store import Store


@pytest.fixture
def short_room(store: Store) -> TestRoom:
    """A workshop on the 30-minute agenda, with a vote."""
    *before, commit, finish = template("30", str).stages
    return new_room(store, agenda=Agenda((*before, Stage("vote", 3), commit, finish)))


@pytest.fixture
def long_room(store: Store) -> TestRoom:
    """A workshop on the 60-minute agenda."""
    return new_room(store)
