"""What every test may use."""

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
def room(store: Store) -> TestRoom:
    """A workshop on the 60-minute agenda."""
    return new_room(store)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests that take minutes")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--long"):
        return
    for item in items:
        if item.get_closest_marker("long"):
            item.add_marker(pytest.mark.skip(reason="takes minutes; runs with --long"))
