"""Actions do the same on both engines."""

import pytest

from tests.support.both_engines import run_on_both


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Has the tests of this room run on PostgreSQL as well."""
    run_on_both(metafunc, always={"test_votes"})
