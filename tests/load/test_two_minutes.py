"""How soon somebody who has read nothing rehearses. It is timed, and so needs a quiet machine."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.test_rehearsing import Newcomer, rehearses
from tests.support.browser import LAPTOP
from tests.support.server import own_server

SECONDS = 120


@pytest.mark.long
def test_whoever_reads_nothing_rehearses_within_two_minutes(
    tmp_path: Path, browser: Browser
) -> None:
    server = own_server(tmp_path / "data", WORKSHOP_TRIAL_PACE="4").start()
    try:
        began = time.monotonic()
        rehearses(Newcomer(browser.new_page(viewport=LAPTOP, locale="en-GB")), server)
        took = time.monotonic() - began
    finally:
        server.kill()
    print(f"from the link to the rehearsal: {took:.1f} s")
    assert took < SECONDS
