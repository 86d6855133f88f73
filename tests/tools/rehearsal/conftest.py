"""Servers of rehearsals, which are forks."""

from functools import partial

import pytest

from tests.support.forking import launch
from tools.rehearsal import rehearsal_server
from workshop.pretend.own_server import OwnServer


@pytest.fixture
def _forks(monkeypatch: pytest.MonkeyPatch) -> None:
    """A rehearsal in the test's own process starts its servers as the other tests do."""
    monkeypatch.setattr(rehearsal_server, "OwnServer", partial(OwnServer, launch=launch))
