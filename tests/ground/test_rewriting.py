"""A worker rewrites beforehand what pytest looks for when it collects."""

from pathlib import Path

import pytest
from _pytest.assertion import rewrite

from tests.support.rewriting import rewrite_once


def test_pytest_finds_what_was_rewritten_beforehand(
    tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    file = tmp_path / "test_one.py"
    file.write_text("def test() -> None:\n    assert True\n")
    made = rewrite_once(file, pytestconfig)
    assert rewrite._read_pyc(file, made) is not None
    before = made.stat()
    assert rewrite_once(file, pytestconfig).stat() == before
