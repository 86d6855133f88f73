"""Actions do the same on both engines: their tests run on PostgreSQL as well."""

import pytest

from tests.conftest import IN_FILES, IN_ROWS

ALSO_IN_ROWS = {"test_votes", "test_cards", "test_sent_lessons", "test_pulse", "test_check_in"}
"""Files whose tests run on PostgreSQL in each run; those of all others do with --long."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Has each test that uses a store run on files, by its own name, and in rows."""
    if "store" not in metafunc.fixturenames:
        return
    always = metafunc.module.__name__.rpartition(".")[2] in ALSO_IN_ROWS
    marks = [pytest.mark.postgres, *([] if always else [pytest.mark.long])]
    kept = [
        pytest.param(IN_FILES, id=pytest.HIDDEN_PARAM),
        pytest.param(IN_ROWS, marks=marks),
    ]
    metafunc.parametrize("store", kept, indirect=True)
