"""A room for each test, on a file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.room import TestRoom, new_room, new_store
from workshop.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in a folder of the test's."""
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def short_room(store: Store) -> TestRoom:
    """A workshop on the 30-minute agenda, as a trial has it."""
    return new_room(store, template="30")


@pytest.fixture
def long_room(store: Store) -> TestRoom:
    """A workshop on the 60-minute agenda."""
    return new_room(store)
