"""The story library does the same on both engines."""

import pytest

from tests.stories.test_contributing import TEAMS
from tests.support.both_engines import run_on_both
from tests.support.put_teams import put_teams


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Has the tests of this room run on PostgreSQL as well."""
    run_on_both(metafunc, always={"test_adopting"})


@pytest.fixture(autouse=True)
def teams(request: pytest.FixtureRequest) -> None:
    """The teams to which stories belong."""
    if "store" in request.fixturenames:
        with request.getfixturevalue("store").library.begin() as session:
            put_teams(session, *TEAMS)
