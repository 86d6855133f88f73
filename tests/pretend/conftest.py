"""A room for each test, on a file of its own, and servers that are forks."""

from functools import partial

import pytest

from tests.support.forking import launch
from tests.support.room import TestRoom, new_room
from workshop.pretend.own_server import OwnServer
from workshop.pretend.rehearsal import rehearsal_server
from workshop.storage.store import Store


@pytest.fixture
def short_room(store: Store) -> TestRoom:
    """A workshop on the 30-minute agenda, as a trial has it."""
    return new_room(store, template="30")


@pytest.fixture
def long_room(store: Store) -> TestRoom:
    """A workshop on the 60-minute agenda."""
    return new_room(store)


@pytest.fixture
def _forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rehearsal in the test's own process starts its servers as the other tests do."""
    monkeypatch.setattr(rehearsal_server, "OwnServer", partial(OwnServer, launch=launch))
