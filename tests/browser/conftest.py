"""A room for each test: a real server, a real browser, and everybody in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.support.browser import Stage, on_stage
from workshop.rehearsal.own_server import OwnServer


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """A room with a running server."""
    server = OwnServer(tmp_path / "data")
    with sync_playwright() as playwright, on_stage(playwright, server.start()) as made:
        yield made
