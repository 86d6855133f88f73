"""Many new devices at once, no place for one more, or no way for a websocket: what pages say."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import axe_finds
from tests.support.browser import PATIENCE, PHONE, Stage, Window, on_stage
from tests.support.few_arrivals_process import AT_ONCE
from tests.support.forking import launch
from tests.support.lasting import ServerElsewhere
from tests.support.room_in_browser import RoomInBrowser
from tests.support.sockets import Socket, close_all, secrets_of_a_device
from workshop.pretend.own_server import OwnServer

SMALLEST = {"width": 320, "height": 568}
MANY, LINE = "Many are joining, one moment.", "new devices since"
BLOCKED, WHY = "This page can’t connect to the room.", "something blocks the live connection"
MEETS = """() => {
    const middle = (name) => {
        const { left, right, top, bottom } = document.querySelector(name).getBoundingClientRect();
        return [(left + right) / 2, (top + bottom) / 2];
    };
    const [, clock] = middle(".desk-time .t-clock");
    const [, button] = middle("#desk-next");
    document.querySelector(".desk-top").style.paddingBlockEnd = `${button - clock}px`;
    const [across] = middle(".desk-time .t-clock");
    return Boolean(document.elementFromPoint(across, button).closest(".desk-next"));
}"""
"""Moves the clock to the foot, as a tall head does: true if the foot is above it."""


@pytest.fixture
def few(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """A room on a server on which a few new devices are many."""
    with on_stage(browser, server_of("few_arrivals_process", tmp_path)) as made:
        yield made
        close_all()


@pytest.fixture
def full(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """A room on a server that has no place for a phone."""
    with on_stage(browser, server_of("full_process", tmp_path)) as made:
        yield made


@pytest.fixture
def blocked(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """A room behind something that passes no websocket on."""
    with on_stage(browser, server_of("no_websocket_process", tmp_path)) as made:
        yield made


def server_of(module: str, folder: Path) -> OwnServer:
    """Starts a server from one of the modules that stand in for `workshop`."""
    made = OwnServer(folder / "data", module=f"tests.support.{module}", launch=launch)
    return made.start()


def flood(room: RoomInBrowser) -> list[Socket]:
    """As many made-up devices come as are let in at once, and one that waits for a moment."""
    server, workshop = ServerElsewhere(room.stage.server.port), path_of(room).split("/")[1]
    auth = {"view": "participant", "workshop": workshop}
    return [Socket(server, auth | {"secret": secrets_of_a_device()}) for _ in range(AT_ONCE + 1)]


def path_of(room: RoomInBrowser) -> str:
    """The path of the desk."""
    return room.desk.page.url.removeprefix(room.stage.server.url)


@pytest.mark.long
def test_a_phone_that_comes_among_many_is_told_so_and_let_in_on_its_own(few: Stage) -> None:
    room = RoomInBrowser(few, phones=0)
    flood(room)
    phone = few.phone(room.desk, into=MANY)
    phone.shows("You do not need to press anything.", "Connecting.")
    assert not axe_finds(phone.page)
    expect(phone.page.get_by_role("button")).to_have_text(["What you sent"])
    phone.shows("You are in.")
    assert not few.complaints


def test_a_phone_for_which_there_is_no_place_is_not_told_that_it_is_in(full: Stage) -> None:
    room = RoomInBrowser(full, phones=0)
    phone = full.phone(room.desk, into="There is no place for this phone yet.")
    phone.shows("it lets you in on its own.", "This phone waits for a place.")
    phone.hides("You are in.", "What you wrote is kept on this phone")
    assert not axe_finds(phone.page)


@pytest.mark.long
def test_the_desk_reads_of_a_flood_in_one_line_until_it_closes_the_door(few: Stage) -> None:
    room = RoomInBrowser(few, phones=0)
    made_up, desk = flood(room), room.desk
    desk.shows(LINE)
    assert not axe_finds(desk.page)
    desk.page.locator(".desk-flood").get_by_role("button", name="Close the door").click()
    expect(desk.page.locator(".desk-flood")).to_have_count(0, timeout=PATIENCE)
    desk.shows("Open the door")
    assert not any(one.closed.is_set() for one in made_up)


@pytest.mark.long
@pytest.mark.parametrize("size", [PHONE, SMALLEST], ids=["phone", "smallest"])
def test_on_a_phone_nothing_that_the_desk_is_told_pushes_the_clock_over_its_buttons(
    few: Stage, size: dict[str, int]
) -> None:
    room = RoomInBrowser(few, phones=0)
    flood(room)
    remote = Window(few.signed_in(path_of(room), size, touch=True).page)
    remote.shows(LINE)
    whole = remote.page.locator(".desk-flood").bounding_box()
    assert whole and whole["height"] < SMALLEST["height"] / 6
    assert remote.page.evaluate(MEETS)


def test_pages_whose_websocket_cannot_open_say_what_blocks_it_and_what_to_try(
    blocked: Stage,
) -> None:
    room = RoomInBrowser(blocked, phones=0)
    screen = blocked.projector(room.desk)
    phone = blocked.phone(room.desk, into=BLOCKED)
    for window in (phone, screen, room.desk):
        window.shows(BLOCKED, WHY, "The page keeps trying.")
        assert not axe_finds(window.page)
    phone.hides("You are in.")
