"""Fixtures of the tests of several processes."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.neighbours import Neighbours
from tests.support.stores import Rows


@pytest.fixture
def neighbours(tmp_path: Path, rows: Rows) -> Iterator[Neighbours]:
    """The stores of two processes on one database."""
    made = Neighbours(tmp_path, rows)
    yield made
    made.close()
