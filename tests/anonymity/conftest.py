"""One rehearsal for all tests that look at what it left and at what was said in it."""

from collections.abc import Iterator

import pytest

from tests.anonymity.rehearsed import Rehearsed, rehearsed


@pytest.fixture(scope="session")
def rehearsal(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Rehearsed]:
    """Two whole workshops on one server, which has ended."""
    home, long = tmp_path_factory.mktemp("home") / "home", request.config.getoption("--long")
    with rehearsed(home, every_draft=long) as played:
        yield played
