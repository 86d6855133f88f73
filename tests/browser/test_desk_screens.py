"""
The desk's keys, and a trial at it: nothing it needs is out of view, nothing in anybody's way.

`test_keyboard_alone.py` looks at every stage of the default agenda.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.support.axe import axe_finds
from tests.support.browser import PATIENCE, Stage, Window, comes_to, rested
from tests.support.desk_in_browser import KeyboardDesk
from tests.support.room_in_browser import RoomInBrowser
from workshop.pretend.behaviour.pretend_crowd import PretendCrowd

PEOPLE, PACE = 5, 25.0


@pytest.fixture
def room(stage: Stage) -> Iterator[RoomInBrowser]:
    """The default agenda in Arabic, and pretend people in it who think fast."""
    room = RoomInBrowser(stage, phones=0, free_at="23:59", leader_name="Miriam", language="ar")
    workshop = room.desk.page.url.rstrip("/").rpartition("/")[2]
    cast = PretendCrowd.start(stage.server.url.rstrip("/"), workshop, PEOPLE, 1, PACE, "ar")
    room.desk.shows(f"{PEOPLE} are here")
    yield room
    cast.stop()


@pytest.mark.long
def test_keys_lead_the_desk_and_leave_fields_and_focus_alone(room: RoomInBrowser) -> None:
    cover_and_help(room)
    turn_pages(room)
    skip_pages(room)
    type_in_a_field(room)
    lose_the_server(room)


def cover_and_help(room: RoomInBrowser) -> None:
    keys, dialog = room.desk.page.keyboard, room.desk.page.get_by_role("dialog", name="Keyboard")
    keys.press("b")
    room.desk.shows("Covered")
    keys.press("B")
    room.desk.hides("Covered")
    keys.press("?")
    expect(dialog).to_be_visible(timeout=PATIENCE)
    assert axe_finds(room.desk.page) == []
    keys.press("Escape")
    expect(dialog).to_be_hidden(timeout=PATIENCE)


def turn_pages(room: RoomInBrowser) -> None:
    KeyboardDesk(room.desk.page).goes_on_to("Story")
    rested(room.desk.page)
    room.desk.page.keyboard.press("PageDown")
    room.desk.shows("Page 2 of 6")
    rested(room.desk.page)
    room.desk.page.keyboard.press("ArrowLeft")
    room.desk.shows("Page 1 of 6")


def skip_pages(room: RoomInBrowser) -> None:
    """An element that had the focus and goes leaves it to what comes in its place, or to the
    heading."""
    keys, skip = room.desk.page.keyboard, room.desk.button("Skip to Write")
    skip.focus()
    for page in range(2, 7):
        rested(room.desk.page)
        keys.press("ArrowRight")
        room.desk.shows(f"Page {page} of 6")
    expect(skip).to_have_count(0)
    assert KeyboardDesk(room.desk.page).has_the_focus_on() == "desk-sees"


def type_in_a_field(room: RoomInBrowser) -> None:
    desk = KeyboardDesk(room.desk.page)
    room.skips_to("Lessons")
    field = desk.page.get_by_label("Add a lesson")
    field.focus()
    desk.page.keyboard.type("b ? is no key here")
    assert field.input_value() == "b ? is no key here"
    assert desk.page.locator("dialog[open]").count() == 0
    assert desk.stage() == "Lessons"
    room.desk.hides("Covered")


def lose_the_server(room: RoomInBrowser) -> None:
    """A desk that hears nothing does not say who is here."""
    here = room.desk.page.locator(".desk-here")
    expect(here).to_contain_text(f"{PEOPLE} are here")
    room.stage.server.kill()
    expect(here).to_contain_text("It is not known right now how many are here.", timeout=PATIENCE)
    expect(here).to_contain_text("Connection lost.")
    expect(here).not_to_contain_text(f"{PEOPLE} are here")


@pytest.mark.long
def test_a_trial_says_so_leaves_everything_in_view_and_says_when_it_is_over(stage: Stage) -> None:
    window = stage.desk()
    window.presses("Try it with pretend people")
    window.shows(
        "Trial: these are pretend people. Everything is erased when you end it.",
        "This desk is connected.",
    )
    window.shows("They do not need to: these are pretend people.")
    screen = stage.projector(window)
    screen.shows("Trial: these are pretend people.")
    never_connected_is_connecting(window)
    desk = KeyboardDesk(window.page)
    for name in ("Arrive", "Story", "Write"):
        desk.goes_on_to(name)
        assert desk.faults() == []
    window.holds("End the trial")
    screen.shows("The trial is over.", "You can close this window.")
    assert screen.page.title() == "The trial is over."


def never_connected_is_connecting(desk: Window) -> None:
    """A desk that has not come through yet says no word of a connection that is lost."""
    fresh = Window(desk.page.context.new_page())
    refused: list[WebSocketRoute] = []
    fresh.page.route_web_socket("**/socket.io/**", lambda socket: refuse(socket, refused))
    fresh.page.goto(desk.page.url)
    comes_to(fresh.page, lambda: len(refused) >= 3, True)
    fresh.shows("This desk is connecting.")
    fresh.hides("Connection lost.")
    fresh.page.close()


def refuse(socket: WebSocketRoute, refused: list[WebSocketRoute]) -> None:
    refused.append(socket)
    socket.close()
