"""A workshop on a real file, and the summary of one that was held."""

from datetime import date

import pytest

from tests.summary.at_desk import Desk, sealed_desk
from tests.summary.gathering import held_room
from tests.support.room import TestRoom
from workshop.protocol.summary import Summary
from workshop.storage.store import Store
from workshop.summary.build import build


@pytest.fixture
def held(store: Store) -> TestRoom:
    """A workshop that stands at its finish, with everything in it."""
    return held_room(store, lessons=["Call people before you send them anything."])


@pytest.fixture
def summary(held: TestRoom) -> Summary:
    """The summary of the workshop that was held."""
    return build(held.read(), date(2026, 2, 25))


@pytest.fixture
def desk(store: Store) -> Desk:
    """A hosted desk with a sealed workshop of 28 May 2026; its commitments were due in March."""
    return sealed_desk(store)
