"""A room for each test, on a file of its own."""

import pytest

from tests.support.room import TestRoom, new_room
from workshop.storage.store import Store


@pytest.fixture
def short_room(store: Store) -> TestRoom:
    """A workshop on the 30-minute agenda, as a trial has it."""
    return new_room(store, template="30")


@pytest.fixture
def long_room(store: Store) -> TestRoom:
    """A workshop on the 60-minute agenda."""
    return new_room(store)
