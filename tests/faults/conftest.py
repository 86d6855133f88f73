"""A house for each test: a real server that can be ended and started again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.lasting import House, house
from tests.support.steady import hang_up_all


@pytest.fixture(autouse=True)
def _nobody_stays() -> Iterator[None]:
    yield
    hang_up_all()


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    """A running server with one workshop of 30 minutes."""
    with house(tmp_path) as made:
        yield made
