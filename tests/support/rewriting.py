"""In a fresh checkout pytest rewrites the assertions of each file of tests once.

Every worker would do that for all of them, since all collect the same files at the same time. Here
each first does its share of those that nobody has done, and finds the others' when it collects. It
reaches into pytest for it: should that have changed, each does all of it again.
"""

import sys
from pathlib import Path

import pytest
from _pytest.assertion import rewrite

TESTS = Path(__file__).parents[1]


def rewrite_share(config: pytest.Config) -> None:
    """Rewrites this worker's share of the files that are not rewritten yet."""
    given = getattr(config, "workerinput", None)
    if given is None or sys.dont_write_bytecode:
        return
    number, workers = int(given["workerid"][2:]), int(given["workercount"])
    for file in [*sorted(TESTS.rglob("test_*.py"))][number::workers]:
        try:
            rewrite_once(file, config)
        except (AttributeError, OSError, TypeError):
            return


def rewrite_once(file: Path, config: pytest.Config) -> Path:
    """Rewrites one file as pytest does it when it collects, unless that was done; gives where."""
    rewritten = rewrite.get_cache_dir(file) / f"{file.stem}{rewrite.PYC_TAIL}"
    if not rewritten.exists() and rewrite.try_makedirs(rewritten.parent):
        told, code = rewrite._rewrite_test(file, config)
        rewrite._write_pyc(config.stash[rewrite.assertstate_key], code, told, rewritten)
    return rewritten
