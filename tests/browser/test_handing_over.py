"""The end of a workshop: when the team meets next, and how the summary comes to everybody."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import axe_finds
from tests.support.browser import LAPTOP, PATIENCE, Stage, Window, on_stage
from tests.support.room_in_browser import RoomInBrowser
from tests.support.server import own_server
from workshop.summary.formats.all_formats import FORMATS

SOON, LATER = (date.today() + timedelta(days=days) for days in (14, 30))
QUESTION = "When does the team meet next?"


def in_words(day: date) -> str:
    return f"{day.day} {day:%B}"


def field(desk: Window):  # type: ignore[no-untyped-def]
    return desk.page.get_by_label(QUESTION)


class Rooms:
    """A room for all tests, until one of them takes it to seal it; then another for the next."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self._room: RoomInBrowser | None = None

    def open(self) -> RoomInBrowser:
        """A room at any stage; one of the phones speaks German."""
        if self.stage.server.process is None:
            self.stage.server.start()
        if self._room is None:
            self._room = RoomInBrowser(self.stage, phones=1, also=("de-DE",))
        return self._room

    def at_its_finish(self) -> RoomInBrowser:
        """A room at its finish that has no day yet."""
        room = self.open()
        if not field(room.desk).count():
            room.skips_to("Finish")
            room.desk.shows("Ask for the two answers on the phones.")
        field(room.desk).fill("")
        room.projector.hides("We meet again")
        return room

    def to_seal(self) -> RoomInBrowser:
        """Takes the shared room away for one test alone."""
        room = self.at_its_finish()
        self._room = None
        return room


@pytest.fixture(scope="module")
def rooms(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rooms]:
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as stage:
        yield Rooms(stage)


@pytest.fixture
def room(rooms: Rooms) -> RoomInBrowser:
    """A room at its finish that has no day yet; one of the phones speaks German."""
    return rooms.at_its_finish()


@pytest.mark.long
def test_the_desk_says_when_the_team_meets_next(room: RoomInBrowser) -> None:
    desk = room.desk
    field(desk).fill(SOON.isoformat())
    room.projector.shows(f"We meet again on {in_words(SOON)}.")
    room.phones[0].shows(f"We meet again on {in_words(SOON)}.")
    room.phones[1].shows(re.compile(f"{SOON.day}\\. "))
    other = second_desk(room)
    expect(field(other)).to_have_value(SOON.isoformat())
    field(other).fill(LATER.isoformat())
    room.projector.shows(f"We meet again on {in_words(LATER)}.")
    desk.page.locator("#desk-middle").click(position={"x": 2, "y": 2})
    expect(field(desk)).to_have_value(LATER.isoformat(), timeout=PATIENCE)
    field(desk).fill("")
    room.projector.hides(f"We meet again on {in_words(LATER)}.")
    other.page.close()
    assert room.stage.complaints == []


def second_desk(room: RoomInBrowser) -> Window:
    """Another window at the same desk."""
    other = Window(room.desk.page.context.new_page())
    other.page.set_viewport_size(LAPTOP)
    other.page.goto(room.desk.page.url)
    return other


@pytest.mark.long
def test_a_wrong_day_is_told_and_the_old_one_stays(room: RoomInBrowser) -> None:
    desk = room.desk
    field(desk).fill(SOON.isoformat())
    room.projector.shows(f"We meet again on {in_words(SOON)}.")
    field(desk).fill("2020-01-01")
    field(desk).blur()
    desk.shows("This day has already passed.")
    expect(field(desk)).to_have_value("2020-01-01")
    assert axe_finds(desk.page) == []
    room.projector.shows(f"We meet again on {in_words(SOON)}.")
    field(desk).fill(LATER.isoformat())
    desk.hides("This day has already passed.")
    room.projector.shows(f"We meet again on {in_words(LATER)}.")


@pytest.mark.long
def test_a_day_that_is_chosen_while_the_server_is_away_is_kept(room: RoomInBrowser) -> None:
    room.stage.server.kill()
    room.desk.shows("Connection lost.")
    field(room.desk).fill(SOON.isoformat())
    field(room.desk).blur()
    room.desk.page.wait_for_event("websocket", timeout=PATIENCE)  # it tries again meanwhile
    expect(field(room.desk)).to_have_value(SOON.isoformat())
    room.stage.server.start()
    room.projector.shows(f"We meet again on {in_words(SOON)}.")


@pytest.mark.long
def test_a_draft_is_at_hand_at_every_stage_until_the_seal(rooms: Rooms) -> None:
    room = rooms.open()
    for stage in ("Story", "Talk"):
        room.skips_to(stage)
        room.desk.unfolds("More")
        with room.desk.page.expect_popup() as opened:
            room.desk.page.get_by_role("link", name="Draft summary").click()
        draft = opened.value
        expect(draft.get_by_text("Draft: the workshop is still going on.")).to_be_visible()
        assert axe_finds(draft) == []
        draft.close()


@pytest.mark.long
def test_after_the_seal_everybody_has_it_and_the_desk_has_every_file(rooms: Rooms) -> None:
    room = rooms.to_seal()
    asleep = room.phones[0].page
    asleep.goto("about:blank")
    field(room.desk).fill(SOON.isoformat())
    room.projector.shows(f"We meet again on {in_words(SOON)}.")
    room.hold()
    room.desk.shows("Save the file for the team", "Then send it to the team.")
    room.desk.shows("Copy lessons and commitments", "The summary shows the answers to a question")
    room.desk.unfolds("Other formats")
    for ending, one in FORMATS.items():
        if ending.startswith("poster"):
            room.desk.hides(one.name)  # there was no lesson
        else:
            room.desk.shows(one.name, one.use)
    assert axe_finds(room.desk.page) == []
    with room.desk.page.expect_download() as waited:
        room.desk.page.get_by_role("link", name="Save the file for the team").click()
    assert "payments-team-spring-release" in waited.value.suggested_filename
    speaks_its_language(room.phones[1])
    asleep.go_back()
    english = room.phones[0].opens("Open the summary")
    expect(english.page.locator("html")).to_have_attribute("lang", "en")
    own = room.desk.opens("Open the summary")
    own.shows("Save PDF", "Send the file to the team")
    assert room.stage.complaints == []


def speaks_its_language(phone: Window) -> None:
    summary = phone.opens("Open the summary").page
    assert summary.url.endswith("/summary.html?language=de")
    expect(summary.locator("html")).to_have_attribute("lang", "de")
