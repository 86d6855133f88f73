"""Tests that run on both engines: on files by their own name, and on PostgreSQL."""

from collections.abc import Collection

import pytest

IN_FILES, IN_ROWS = "files", "rows"
"""The two ways in which a store keeps what it has: on a laptop, and on a hosted server."""


def run_on_both(metafunc: pytest.Metafunc, always: Collection[str]) -> None:
    """Has each test that uses a store run on both engines; on PostgreSQL those of the files that
    are named in each run, and all others with --long."""
    if "store" not in metafunc.fixturenames:
        return
    named = metafunc.module.__name__.rpartition(".")[2] in always
    marks = [pytest.mark.postgres, *([] if named else [pytest.mark.long])]
    kept = [
        pytest.param(IN_FILES, id=pytest.HIDDEN_PARAM),
        pytest.param(IN_ROWS, marks=marks),
    ]
    metafunc.parametrize("store", kept, indirect=True)
