"""How a room gets in and keeps its time: the Wi-Fi, the laptop's addresses, what saves minutes."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.axe import axe_finds, by_turns
from tests.support.browser import PATIENCE, Stage, Window, on_stage
from tests.support.forking import launch
from tests.support.room_in_browser import RoomInBrowser, opens_all, sends
from workshop.pretend.own_server import OwnServer
from workshop.rules.joining import qr_modules, wifi_text

NAME, PASSWORD = "Atrium\u2019s guest", 'lock;smith:"2026\\'
SIZES = ({"width": 1920, "height": 1080}, {"width": 1024, "height": 768})
OTHERS = ("10.11.12.13", "192.168.77.5")
DRAWN = """(svg) => {
    const [, , size] = svg.getAttribute("viewBox").split(" ").map(Number);
    const rows = Array.from({ length: size - 8 }, () => Array(size - 8).fill("0"));
    const path = svg.querySelector(".qr-dark").getAttribute("d");
    for (const [, x, y, run] of path.matchAll(/M(\\d+) (\\d+)h(\\d+)/g))
        rows[Number(y)].fill("1", Number(x), Number(x) + Number(run));
    return rows.map((row) => row.join(""));
}"""
"""The modules of a code, read off its picture."""


@dataclass
class Laptop(OwnServer):
    """A server on a laptop with several networks."""

    def _note(self, printed: str) -> None:
        found = re.search(r"http://localhost:(\d+)/enter#\S+", printed)
        assert found, printed
        self.desk_link, self.port = found[0].replace("localhost", "127.0.0.1"), int(found[1])


@pytest.fixture
def laptop(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """A desk on it, with the loopback among the addresses so that phones of the test come in."""
    networks = tmp_path / "networks"
    networks.write_text("\n".join(("127.0.0.1", *OTHERS)))
    server = Laptop(
        tmp_path / "data", ("--host", "0.0.0.0"), {"WORKSHOP_TEST_NETWORKS": str(networks)},
        module="tests.support.many_networks", launch=launch,
    )  # fmt: skip
    with on_stage(browser, server.start()) as made:
        yield made


def code(page: Page, place: str) -> tuple[str, ...]:
    """The modules of the code at a place of a screen, as they are drawn."""
    drawing = page.locator(f"{place} qr-code svg").first
    drawing.wait_for()
    return tuple(drawing.evaluate(DRAWN))


def test_the_room_joins_the_wifi_by_one_code_and_the_workshop_by_the_other(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=1, wifi=NAME, wifi_password=PASSWORD)
    screen = room.projector.page
    room.projector.shows("Join the Wi-Fi", NAME, "Password", PASSWORD)
    assert code(screen, ".projector-arrive-wifi") == qr_modules(wifi_text(NAME, PASSWORD))
    link = room.desk.page.get_by_label("Join link").input_value()
    assert code(screen, ".projector-arrive-join") == qr_modules(link)
    for size in SIZES:
        screen.set_viewport_size(size)  # type: ignore[arg-type]
        if size in by_turns(SIZES, 1):
            assert axe_finds(screen) == []
        expect(screen.locator(".projector-arrive-wifi qr-code")).to_be_in_viewport(ratio=1)
        expect(screen.locator(".projector-arrive-password")).to_be_in_viewport(ratio=1)
    (phone,) = room.phones
    assert PASSWORD not in phone.page.content() + str(phone.page.evaluate("localStorage"))
    shows_the_code_alone(room)
    assert visit.complaints == []


def shows_the_code_alone(room: RoomInBrowser) -> None:
    """The desk changes the Wi-Fi while people arrive."""
    desk = room.desk
    desk.unfolds("join link")
    desk.presses("Change the Wi-Fi")
    desk.types("Wi-Fi name", "Cellar")
    desk.page.get_by_text("Show the password only as a code").click()
    assert axe_finds(desk.page) == []
    desk.page.locator(".desk-wifi-form").get_by_role("button", name="Save").click()
    desk.shows("Cellar, with its password as a code only")
    room.projector.shows("Cellar")
    room.projector.hides("Password", PASSWORD)
    screen = room.projector.page
    assert code(screen, ".projector-arrive-wifi") == qr_modules(wifi_text("Cellar", PASSWORD))
    assert PASSWORD not in screen.content()


@pytest.mark.long
def test_the_next_workshop_finds_the_wifi_filled_in_unless_nobody_wants_that(visit: Stage) -> None:
    desk = visit.signed_in("desk/new")
    sends(desk, {"wifi": NAME, "wifi_password": PASSWORD})
    form = desk.page
    form.goto(f"{visit.server.url}desk/new")
    opens_all(form)
    expect(form.locator("#wifi")).to_have_value(NAME)
    expect(form.locator("#wifi_password")).to_have_value(PASSWORD)
    assert axe_finds(form) == []
    form.locator("#wifi_keep").uncheck()
    form.locator("#nobody").check()
    desk.types("Title", "Autumn")
    desk.presses("Open the workshop")
    desk.shows("Can phones connect?")
    form.goto(f"{visit.server.url}desk/new")
    opens_all(form)
    expect(form.locator("#wifi_keep")).not_to_be_checked()
    expect(form.locator("#wifi")).to_have_value("")


@pytest.mark.long
def test_another_address_of_the_laptop_is_shown_to_the_room_at_one_press(laptop: Stage) -> None:
    room = RoomInBrowser(laptop, phones=0)
    desk, screen, port = room.desk, room.projector.page, laptop.server.port
    for address in OTHERS:
        chosen = f"{address}:{port}"
        # Not `check`: the desk draws what the server says, which takes its time to hear of it.
        desk.page.get_by_label(chosen).click()
        room.projector.shows(chosen)
        expect(desk.page.get_by_label(chosen)).to_be_checked(timeout=PATIENCE)
        joined = desk.page.get_by_label("Join link")
        expect(joined).to_have_value(re.compile(re.escape(f"http://{chosen}/j/")), timeout=PATIENCE)
        assert code(screen, ".projector-arrive-join") == qr_modules(joined.input_value())
    assert axe_finds(desk.page) == []
    helps_when_no_phone_comes(desk, chosen)
    laptop.server.stop()
    laptop.server.start()
    fresh = laptop.signed_in(urlsplit(desk.page.url).path.removeprefix("/"))
    expect(fresh.page.get_by_label(chosen)).to_be_checked(timeout=PATIENCE)


def helps_when_no_phone_comes(desk: Window, chosen: str) -> None:
    """The steps, with what the program itself found out: nobody listens at a made-up address."""
    desk.page.get_by_text("No page on the phone?").click()
    desk.shows(
        f"The program does not answer at {chosen}, not even from this laptop. "
        "Choose another address.",
        "Is the phone on the same Wi-Fi as the laptop?",
        "Does the Wi-Fi keep devices apart?",
    )
    assert axe_finds(desk.page) == []


@pytest.mark.long
def test_what_would_save_time_is_offered_while_it_is_true(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=0, leader_name="Kim")
    desk = room.desk
    free_in(desk, 53)
    desk.shows("saves 4 minutes")
    assert axe_finds(desk.page) == []
    desk.presses("Leave out: Talk")
    talk = desk.page.locator(".desk-stage").filter(has_text="Talk")
    expect(talk).to_contain_text("left out", timeout=PATIENCE)
    expect(desk.page.locator(".desk-offers")).to_have_count(0)
    assert axe_finds(desk.page) == []
    talk.get_by_role("button").first.click()
    desk.presses("Put back")
    expect(desk.page.locator(".desk-offers")).to_be_visible(timeout=PATIENCE)
    desk.presses("Shorten the remaining stages")
    expect(desk.page.locator(".desk-offers")).to_have_count(0, timeout=PATIENCE)
    free_in(desk, 58)
    desk.shows(re.compile(r"[2-6] minutes ahead"))
    passes_over_what_is_left_out(room)
    assert visit.complaints == []


def free_in(desk: Window, minutes: int) -> None:
    """Says at the desk that the room must be free in so many minutes."""
    desk.page.locator("#desk-hour-open").click()
    hour = datetime.now() + timedelta(minutes=minutes)
    desk.page.locator("#desk-hour").fill(f"{hour:%H:%M}")
    desk.page.locator(".desk-hour").get_by_role("button", name="Save").click()
    desk.shows(re.compile("room free at"))


def passes_over_what_is_left_out(room: RoomInBrowser) -> None:
    """From "ask how" the one button leads to the lessons, where there is no talk."""
    free_in(room.desk, 40)
    room.desk.presses("Leave out: Talk")
    room.skips_to("Write")
    room.desk.shows("Next: Look through")
    room.ends_writing("Lessons")
    expect(room.desk.button("Back to Ask how")).to_be_visible(timeout=PATIENCE)
    expect(room.desk.button("Back to Talk")).to_have_count(0)
