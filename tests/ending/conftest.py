"""A workshop that is about to end."""

import pytest

from tests.summary.gathering import held_room
from tests.support.room import TestRoom
from workshop.storage.store import Store


@pytest.fixture
def held(store: Store) -> TestRoom:
    """A workshop that stands at its finish, with everything in it."""
    return held_room(store, lessons=["Call people before you send them anything."])
