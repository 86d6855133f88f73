"""A workshop on a real file, and the summary of one that was held."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.summary.gathering import hold
from tests.support.room import TestRoom, new_room, new_store
from workshop.storage.store import Store
from workshop.summary.build import build
from workshop.summary.summary import Summary


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store in a folder of the test's."""
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def room(store: Store) -> TestRoom:
    """A workshop on the 60-minute agenda."""
    return new_room(store)


@pytest.fixture
def held(room: TestRoom) -> TestRoom:
    """A workshop that stands at its finish, with everything in it."""
    hold(room, lessons=["Call people before you send them anything."])
    return room


@pytest.fixture
def summary(held: TestRoom) -> Summary:
    """Its summary."""
    return build(held.read(), date(2026, 2, 25))
