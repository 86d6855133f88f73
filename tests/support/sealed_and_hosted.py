"""A hosted server with the summary of one workshop, for links that its facilitator gives others."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page

from tests.summary.gathering import hold
from tests.support.proxy import HostedServer, hosted
from tests.support.room import new_room, new_store
from workshop.ending.seal import seal

SECRET = "drawn by lot, and long enough"
LESSON = "Call people before you send them anything."


@contextmanager
def sealed_and_hosted(folder: Path) -> Iterator[tuple[HostedServer, str]]:
    """The server, and the workshop's id; its only lesson is LESSON."""
    store = new_store(folder)
    room = new_room(store)
    hold(room, lessons=[LESSON])
    seal(store, room.id, time.time())
    store.close()
    with hosted(folder, SECRET) as (server, _proxy):
        yield server, room.id


def sign_in_owner(page: Page, server: HostedServer) -> None:
    """Signs in whoever knows the server's secret."""
    page.goto(f"{server.origin}/enter")
    page.get_by_label("Your link, or its secret").fill(SECRET)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("link", name="New workshop").wait_for()
