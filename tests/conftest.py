"""Fixtures that every test may use."""

import gc
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Playwright, sync_playwright

from tests.support import axe
from tests.support.both_engines import IN_FILES, IN_ROWS
from tests.support.browser import FLEETING, light_chromium, open_browser, whole_chromium
from tests.support.room import TestRoom, new_room, new_store
from tests.support.scheduling import FromBothEnds, Recorder
from tests.support.statements import share_statements
from workshop.storage.store import Store

if TYPE_CHECKING:
    from tests.support.stores import Rows

# Nobody withdraws a card, unless a test is about that; most rooms of tests are small ones.
os.environ.setdefault("WORKSHOP_WITHDRAW_SECONDS", "0")
# Nor does a phone wait for an answer longer than it takes, unless somebody measures that.
os.environ.setdefault("WORKSHOP_ANSWER_MS", "0")
# And what is tapped goes in short slots.
os.environ.setdefault("WORKSHOP_BEAT_MS", "300")
share_statements()
EXAMPLES = 15
"""Number of made-up inputs with which a property is tried, unless its test says so; 100 with
--long."""


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Playwright, which runs once in each test worker."""
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def _browser(playwright: Playwright) -> Iterator[Browser]:
    opened = open_browser(playwright, light_chromium(), FLEETING)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def browser(_browser: Browser) -> Iterator[Browser]:
    """One browser for each test worker; no window of one file outlives it."""
    yield _browser
    for context in _browser.contexts:
        context.close()


@pytest.fixture(scope="module")
def whole_browser(playwright: Playwright) -> Iterator[Browser]:
    """A Chromium with all that is around its pages: settings, and tabs that close by themselves."""
    opened = open_browser(playwright, whole_chromium())
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def rows() -> Iterator["Rows"]:
    """A PostgreSQL of this test worker's own."""
    from tests.support.stores import rows_in_postgres

    with rows_in_postgres() as made:
        yield made


@pytest.fixture
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store in a folder of the test's; in PostgreSQL where the parameter IN_ROWS says so."""
    if getattr(request, "param", IN_FILES) == IN_ROWS:
        from tests.support.stores import store_in_rows

        with store_in_rows(tmp_path, request.getfixturevalue("rows")) as made:
            yield made
        return
    made = new_store(tmp_path)
    yield made
    made.close()


@pytest.fixture
def room(store: Store) -> TestRoom:
    """A workshop on the 60-minute agenda."""
    return new_room(store)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> FromBothEnds:
    """Hands the files out as `scheduling.py` says."""
    return FromBothEnds(config, log)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="also run the tests that take minutes")
    parser.addoption("--record", action="store_true", help="write down how long each file takes")


def pytest_configure(config: pytest.Config) -> None:
    axe.long = config.getoption("--long")
    most = 100 if axe.long else EXAMPLES
    # However long a busy machine takes for one.
    slow = [HealthCheck.too_slow]
    settings.register_profile("tests", max_examples=most, deadline=None, suppress_health_check=slow)
    settings.load_profile("tests")
    if config.getoption("--record") and not hasattr(config, "workerinput"):
        config.pluginmanager.register(Recorder())
    gc.disable()


def pytest_collection_finish() -> None:
    """Keeps what was collected to the end, so that nobody looks through it for garbage.

    Later garbage is looked for seldom: at the usual threshold that is some 3 % of a run's time.
    """
    gc.enable()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out what takes minutes: to skip it would be to set up and report a thousand tests."""
    if config.getoption("--long"):
        return
    left_out = [item for item in items if item.get_closest_marker("long")]
    items[:] = [item for item in items if not item.get_closest_marker("long")]
    config.hook.pytest_deselected(items=left_out)
