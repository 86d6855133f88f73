"""A room for each test, on a file of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.room import TestRoom, new_room, new_store
from workshop.storage.store import Store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def room(store: Store) -> TestRoom:
    return new_room(store)
