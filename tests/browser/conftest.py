"""A room for each test: a real server, a real browser, and everybody in it."""

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
