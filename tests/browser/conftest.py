"""A real server, a real browser, and everybody in it: for each test, or for all of a file."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Stage, on_stage
from tests.support.server import own_server


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """A room with a running server."""
    server = own_server(tmp_path / "data")
    with on_stage(browser, server.start()) as made:
        yield made


@pytest.fixture(scope="module")
def shared(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One running server for all tests of a file, with the windows that stay open among them."""
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as made:
        yield made


@pytest.fixture
def visit(shared: Stage) -> Iterator[Stage]:
    """The shared server with the windows of one test, which are closed after it."""
    made = Stage(shared.browser, shared.server)
    made.cookie = shared.cookie
    yield made
    made.close()
