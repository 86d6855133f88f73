"""Many new devices at once, or more than there are places for, at a phone and at the desk."""

import re
from collections.abc import Iterator
from pathlib import Path
from queue import Queue

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import axe_finds
from tests.support.browser import PATIENCE, PHONE, Stage, Window, on_stage
from tests.support.few_newcomers_process import AT_ONCE
from tests.support.forking import launch
from tests.support.lasting import ServerElsewhere
from tests.support.room_in_browser import RoomInBrowser
from tests.support.sockets import Socket, close_all, secrets_of_a_device
from workshop.pretend.client.connection import Connection
from workshop.pretend.client.packets import ComesLater
from workshop.pretend.own_server import OwnServer

WAIT = 4
"""Made-up devices that wait for their turn, before everyone who comes then."""
SMALLEST = {"width": 320, "height": 568}
AWAY, UNDO, RIGHT = "Turn them away", "Undo", "We are that many"
SOON = "These devices are turned away in a few seconds."
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
    with on_stage(browser, server_of("few_newcomers_process", tmp_path)) as made:
        yield made
        close_all()


@pytest.fixture
def full(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """A room on a server that has no place for a phone."""
    with on_stage(browser, server_of("full_process", tmp_path)) as made:
        yield made


def server_of(module: str, folder: Path) -> OwnServer:
    """Starts a server from one of the modules that stand in for `workshop`."""
    made = OwnServer(folder / "data", module=f"tests.support.{module}", launch=launch)
    return made.start()


def flood(room: RoomInBrowser) -> list[Socket]:
    """Made-up devices come: some that come in, which are returned, and then some that wait."""
    server, workshop = ServerElsewhere(room.stage.server.port), path_of(room).split("/")[1]

    def made_up() -> dict[str, str]:
        secret = secrets_of_a_device()
        return {"view": "participant", "workshop": workshop, "secret": secret}

    inside = [Socket(server, made_up()) for _ in range(AT_ONCE)]
    for _ in range(WAIT):
        with pytest.raises(ComesLater):
            Connection(server.origin, made_up(), Queue())
    return inside


def path_of(room: RoomInBrowser) -> str:
    """The path of the desk."""
    return room.desk.page.url.removeprefix(room.stage.server.url)


@pytest.mark.long
def test_a_phone_that_comes_among_many_is_told_its_turn_and_let_in_then(few: Stage) -> None:
    room = RoomInBrowser(few, phones=0)
    flood(room)
    phone = few.phone(room.desk, into="Many people are joining at once.")
    phone.shows(re.compile(r"Your turn comes in (a moment|about \d+ seconds)\."))
    phone.shows("You do not need to press anything.", "This phone waits for its turn.")
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
def test_the_desk_turns_a_flood_away_once_it_has_said_what_goes(few: Stage) -> None:
    room = RoomInBrowser(few, phones=0)
    made_up, desk = flood(room), room.desk
    desk.shows(re.compile("new devices have come since"), "wait for their turn")
    desk.presses("Close the door")
    desk.shows(AWAY)
    desk.hides("wait for their turn")
    assert not axe_finds(desk.page)
    desk.holds(AWAY)
    desk.shows(SOON, "Nothing that was sent is erased.")
    desk.presses(UNDO)
    desk.shows(AWAY)
    desk.hides(SOON)
    assert not any(one.closed.is_set() for one in made_up)
    desk.holds(AWAY)
    desk.shows(SOON)
    expect(desk.page.locator(".desk-flood")).to_have_count(0, timeout=PATIENCE)
    desk.shows("The door stays closed until you open it.")
    assert all(one.ends() for one in made_up)


def test_a_facilitator_whose_people_came_says_so_and_reads_no_more_of_it(few: Stage) -> None:
    room = RoomInBrowser(few, phones=0)
    flood(room)
    room.desk.presses(RIGHT)
    expect(room.desk.page.locator(".desk-flood")).to_have_count(0)


@pytest.mark.long
def test_what_goes_is_read_beside_the_button_that_is_held(few: Stage) -> None:
    room = RoomInBrowser(few, phones=0)
    flood(room)
    room.desk.presses("Close the door")
    page, button = room.desk.page, room.desk.button(AWAY)
    page.set_viewport_size(SMALLEST)
    button.hover(timeout=PATIENCE)
    page.mouse.down()
    held, said = button.bounding_box(), page.locator(".hold-words").bounding_box()
    page.mouse.move(0, 0)
    page.mouse.up()
    assert held and said and said["y"] >= held["y"] + held["height"]
    assert said["x"] + said["width"] < SMALLEST["width"]


@pytest.mark.long
@pytest.mark.parametrize("size", [PHONE, SMALLEST], ids=["phone", "smallest"])
def test_on_a_phone_nothing_that_the_desk_is_told_pushes_the_clock_over_its_buttons(
    few: Stage, size: dict[str, int]
) -> None:
    room = RoomInBrowser(few, phones=0)
    flood(room)
    remote = Window(few.signed_in(path_of(room), size, touch=True).page)
    remote.shows(RIGHT)
    whole = remote.page.locator(".desk-flood").bounding_box()
    assert whole and whole["height"] < SMALLEST["height"] / 3
    head, band = (
        remote.page.locator(f"{name} > :first-child").bounding_box()
        for name in (".desk-remote-head", ".desk-flood")
    )
    assert head and band and head["x"] == band["x"]
    assert remote.page.evaluate(MEETS)
