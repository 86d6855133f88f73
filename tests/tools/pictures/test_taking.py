"""Pictures are really taken: of the first pages, by a real browser, from a real server."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.server import own_server
from tools.pictures import around
from tools.pictures.album import Album, DidNotCome
from tools.pictures.windows import Windows
from workshop.pretend.facilitator import Facilitator

PNG = b"\x89PNG"


@pytest.fixture
def place(browser: Browser, tmp_path: Path) -> Iterator[tuple[Windows, Facilitator]]:
    """Windows at a server in which nothing has happened, and somebody who may lead there."""
    server = own_server(tmp_path / "data")
    try:
        server.start()
        windows = Windows(browser, server.url, "ar")
        yield windows, Facilitator(server.url, server.desk_link)
        windows.close()
    finally:
        server.stop()


def test_the_first_pages_are_taken_in_both_themes(
    place: tuple[Windows, Facilitator], tmp_path: Path
) -> None:
    windows, lead = place
    told: list[str] = []
    album = Album(tmp_path / "pictures", told.append)
    around.before(windows, album, lead.cookie)
    assert told == ["ar sign-in", "ar library-empty", "ar new", "ar new-more", "ar new-faults"]
    taken = {one.file: (tmp_path / "pictures" / one.file).read_bytes() for one in album.taken}
    assert len(taken) == 10
    assert all(content.startswith(PNG) for content in taken.values())
    assert len({*taken.values()}) == 10, "two of them are equal"
    assert windows.desk.locator("html[dir=rtl]").count() == 1


def test_a_picture_that_cannot_be_taken_is_said(
    place: tuple[Windows, Facilitator], tmp_path: Path
) -> None:
    windows, _ = place
    page = windows.open("desk")
    album = Album(tmp_path, lambda _name: page.close())
    with pytest.raises(DidNotCome, match="sign-in"):
        album.take("sign-in", "ar", {"desk": page})
