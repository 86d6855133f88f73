"""The desk on every screen: nothing it needs out of view, nothing in anybody's way, all by keys."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Route, WebSocketRoute, expect

from tests.support.axe import axe_finds, axe_finds_by_turns, by_turns
from tests.support.browser import LAPTOP, PATIENCE, PHONE, Stage, Window, comes_to
from tests.support.desk_in_browser import KeyboardDesk
from tests.support.room_in_browser import RoomInBrowser
from workshop.rehearsal.cast import Cast

AGENDA = ("Arrive", "Ground rules", "Go first", "Story", "Write", "Look through", "Reveal", "Talk",
          "Lessons", "Vote", "Commit", "Finish")  # fmt: skip
SMALL_LAPTOP = {"width": 1366, "height": 768}
PEOPLE, PACE = 5, 25.0


@pytest.fixture
def room(stage: Stage) -> Iterator[RoomInBrowser]:
    """The default agenda in Arabic, and pretend people in it who think fast."""
    room = RoomInBrowser(stage, phones=0, free_at="23:59", leader_name="Miriam", language="ar")
    workshop = room.desk.page.url.rstrip("/").rpartition("/")[2]
    cast = Cast.start(stage.server.url.rstrip("/"), workshop, PEOPLE, 1, PACE, "ar")
    room.desk.shows(f"{PEOPLE} are here")
    yield room
    cast.stop()


def test_every_stage_is_whole_and_clean_on_every_screen_by_keyboard_alone(
    room: RoomInBrowser,
) -> None:
    desk, beside = KeyboardDesk(room.desk.page), a_second_desk(room)
    desk.takes_the_main_button()
    for turn, name in enumerate(AGENDA):
        desk.goes_on_to(name)
        assert desk.has_the_focus_on() == "desk-next"
        assert desk.faults() == []
        assert judged(room, beside, turn) == [], name
    desk.holds()
    for one in (room.desk, beside):
        one.shows("Sealed. The traces are erased; only the summary stays.", "Open the summary")
    assert judged(room, beside, len(AGENDA)) == []
    assert room.stage.complaints == []


def a_second_desk(room: RoomInBrowser) -> Window:
    """The same workshop led from a device that speaks Arabic."""
    beside = room.stage.window(LAPTOP, locale="ar")
    beside.page.context.add_cookies(room.desk.page.context.cookies())
    beside.page.goto(room.desk.page.url)
    beside.shows("Can phones reach me?")
    return beside


def judged(room: RoomInBrowser, beside: Window, turn: int) -> list[str]:
    """What axe finds on two desks, on a phone or a laptop by turns, and on the room's screen."""
    desks, found = (room.desk.page, beside.page), []
    for size in by_turns((PHONE, SMALL_LAPTOP), turn):
        for page in desks:
            page.set_viewport_size(size)
        found += axe_finds_by_turns([*desks, room.projector.page])
    return found


def test_keys_lead_the_desk_and_leave_fields_and_focus_alone(room: RoomInBrowser) -> None:
    cover_and_help(room)
    turn_pages(room)
    ask_twice(room)
    type_in_a_field(room)
    lose_the_server(room)


def cover_and_help(room: RoomInBrowser) -> None:
    keys, dialog = room.desk.page.keyboard, room.desk.page.get_by_role("dialog", name="Keys")
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
    room.desk.page.keyboard.press("PageDown")
    room.desk.shows("Page 2 of 6")
    room.desk.page.keyboard.press("ArrowLeft")
    room.desk.shows("Page 1 of 6")


def ask_twice(room: RoomInBrowser) -> None:
    """What had the focus and goes leaves it to what comes in its place, or to the heading."""
    keys, skip = room.desk.page.keyboard, room.desk.button("Skip to Write")
    skip.focus()
    keys.press("Enter")
    expect(room.desk.button("Stay here")).to_be_focused(timeout=PATIENCE)
    room.desk.shows("Next: Write. Press again")
    keys.press("Enter")
    expect(skip).to_be_focused(timeout=PATIENCE)
    for page in range(2, 7):
        keys.press("ArrowRight")
        room.desk.shows(f"Page {page} of 6")
    expect(skip).to_have_count(0)
    assert KeyboardDesk(room.desk.page).has_the_focus_on() == "desk-sees"


def type_in_a_field(room: RoomInBrowser) -> None:
    desk = KeyboardDesk(room.desk.page)
    room.skips_to("Lessons")
    field = desk.page.get_by_label("Add one")
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
    expect(here).to_contain_text("How many are here is not known now.", timeout=PATIENCE)
    expect(here).to_contain_text("The connection is lost.")
    expect(here).not_to_contain_text(f"{PEOPLE} are here")


def test_a_trial_says_so_and_leaves_everything_in_view(stage: Stage) -> None:
    window = stage.desk()
    window.presses("Try it with pretend people")
    window.shows(
        "Trial: these people are pretended. All of it is wiped.", "This desk is connected."
    )
    desk = KeyboardDesk(window.page)
    window.shows("No phone needs to: these people are pretended.")
    for name in ("Arrive", "Story", "Write"):
        desk.goes_on_to(name)
        assert desk.faults() == []


def test_the_rooms_screen_says_that_a_trial_is_over_and_it_may_be_closed(stage: Stage) -> None:
    desk = stage.desk()
    desk.presses("Try it with pretend people")
    desk.shows("This desk is connected.")
    screen = stage.projector(desk)
    screen.shows("Trial: the people here are pretended.")
    desk.presses("End the trial")
    screen.shows("The trial is over.", "This window can be closed.")
    assert screen.page.title() == "The trial is over."


def test_a_desk_that_has_never_been_connected_is_connecting(stage: Stage) -> None:
    desk = stage.desk()
    desk.presses("Try it with pretend people")
    desk.shows("This desk is connected.")
    fresh = Window(desk.page.context.new_page())
    refused: list[WebSocketRoute | Route] = []
    fresh.page.route_web_socket("**/socket.io/**", lambda socket: refuse(socket, refused))
    fresh.page.route("**/socket.io/?**", lambda poll: refuse(poll, refused))
    fresh.page.goto(desk.page.url)
    comes_to(fresh.page, lambda: len(refused) >= 3, True)
    fresh.shows("This desk is connecting.")
    fresh.hides("The connection is lost.")


def refuse(asked: WebSocketRoute | Route, refused: list[WebSocketRoute | Route]) -> None:
    refused.append(asked)
    if isinstance(asked, Route):
        asked.abort()
    else:
        asked.close()
