"""A workshop on a real file, and the summary of one that was held."""

from datetime import date

import pytest

from tests.summary.gathering import hold
from tests.support.room import TestRoom
from workshop.summary.build import build
from workshop.summary.summary import Summary


@pytest.fixture
def held(room: TestRoom) -> TestRoom:
    """A workshop that stands at its finish, with everything in it."""
    hold(room, lessons=["Call people before you send them anything."])
    return room


@pytest.fixture
def summary(held: TestRoom) -> Summary:
    """Its summary."""
    return build(held.read(), date(2026, 2, 25))
