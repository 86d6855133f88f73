"""Signing in does the same on both engines."""

import pytest

from tests.support.both_engines import run_on_both
from tests.support.openid.house import House


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Has the tests of this room run on PostgreSQL as well."""
    run_on_both(metafunc, always={"test_members", "test_people_file", "test_whose_end_takes_what"})


@pytest.fixture
def house(started: House) -> House:
    """The house that a file has `started`, with a provider that does all as it should."""
    started.provider.bends()
    return started
