"""
The default agenda, from the printed link to the downloaded summary, by what people read, with no
other host within reach.
"""

import json
import re
import zipfile
from datetime import date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from tests.support.browser import Stage, Window
from tests.support.kept import kept_of_workshops, outside_the_list
from tests.support.room_in_browser import (
    RoomInBrowser,
    adds_lesson,
    alone,
    has_of_its_own,
    own,
    votes,
    writes,
)
from tests.support.walled import WalledStage

CARDS = [
    ("I restored a backup for the first time on the day we needed it.", "Restore one each month."),
    ("I changed a price on a Friday and told nobody.", "Show it to one person."),
    ("I knew the checklist by heart, so I did not open it.", ""),
]
STORY_LESSON = re.compile("people commit to people")


@pytest.mark.long
def test_the_whole_default_agenda(stage: Stage, tmp_path: Path) -> None:
    walled = WalledStage(stage)
    room = RoomInBrowser(
        walled, from_link=True, free_at="23:59", leader_name="Miriam", support="Ask Jo, room 4"
    )
    arrive(room)
    hear(room)
    write(room)
    reveal(room)
    learn(room)
    commit(room)
    finish(room, tmp_path)
    for page in ("/desk/", "/desk/new", "/enter", "/"):
        room.desk.page.goto(f"{stage.server.url.rstrip('/')}{page}")
    walled.close()
    assert walled.tried == [] == walled.breaches
    assert walled.foreign_requests == set()
    assert walled.complaints == []


def arrive(room: RoomInBrowser) -> None:
    room.projector.shows("Payments team", "Spring release, looking back", "127.0.0.1:")
    room.projector.shows("We have the room until 23:59")
    room.desk.shows("3 are here", "Can phones connect?", "Before you start")
    for phone in room.phones:
        phone.shows("You are in.", "What is stored")
    room.goes_on("Ground rules")
    room.shows("Stories stay, lessons leave", "Ask how, not why.", "You may pass.")
    room.phones[0].presses("Something is unclear")
    room.desk.shows(re.compile("1 |One"))


def hear(room: RoomInBrowser) -> None:
    room.goes_on("Leader’s story")
    room.shows("Miriam goes first.")
    room.goes_on("Story")
    room.shows("Romal Tune was to organise an event for 100 community leaders.")
    room.projector.shows("The story of Romal Tune")
    room.desk.shows("When did you ask for something before there was a relationship?")
    room.turns_page()
    room.shows("Five people came.")
    for phone in room.phones:
        phone.presses("Been there")
    for phone in room.phones:
        phone.shows(re.compile("have been there"))
    room.turns_page()
    room.shows("Tune had not put in the time")
    room.turns_page()
    room.shows("It all depends on relationships")
    room.turns_page()
    room.shows(STORY_LESSON)
    room.turns_page()
    room.shows("When did you ask for something before there was a relationship?")


def write(room: RoomInBrowser) -> None:
    room.goes_on("Write")
    room.shows("Something at work that went wrong and is behind you now. What happened?")
    room.projector.shows(
        "left, in silence", "Write on your phone.", "No screen shows who wrote what"
    )
    for phone in room.phones:
        phone.shows("No name is kept with your card", "With so few of us, guessing is easy.")
    for phone, (happened, learned) in zip(room.phones, CARDS, strict=True):
        writes(phone, happened, learned, may_stand=phone is room.phones[0])
        phone.shows("You have taken part.")
    room.projector.shows("All or nearly all have taken part.")
    for happened, _ in CARDS:
        room.projector.hides(happened)
        room.desk.hides(happened)
    room.phones[2].page.get_by_role("textbox").locator("visible=true").first.fill("Half a thought")
    room.calls_for_the_last("Look through")
    for phone in room.phones:
        phone.shows("Writing ends in a moment.", "Keep it private")
    room.press()
    room.arrives_at("Look through")
    room.shows("What would have helped Romal Tune that day?")
    room.projector.shows("Each of us alone, in silence.")
    for phone in room.phones:
        phone.hides("Half a thought", *(happened for happened, _ in CARDS))
    has_of_its_own(room.phones[2], "Not sent yet.", "Half a thought")


def opens_a_card(room: RoomInBrowser) -> None:
    """The first one waits until somebody has looked that the room's screen does not show it."""
    room.desk.presses(re.compile("Covered: press to read"))
    question = "“What would have helped Romal Tune that day?”"
    asked = f"It should show {question} and nothing from this desk. Does it?"
    room.desk.shows(f"Look at the room’s screen. {asked}")
    room.desk.hides(*(happened for happened, _ in CARDS))
    room.desk.presses("Yes, open the card")
    expect(room.desk.page.locator(".desk-uncovered")).to_have_count(1)


def reveal(room: RoomInBrowser) -> None:
    room.desk.shows("3 cards waiting")
    room.desk.hides(CARDS[0][0])
    opens_a_card(room)
    room.goes_on_by_holding("Reveal")
    room.projector.shows("This is what we wrote.", *(happened for happened, _ in CARDS))
    room.projector.hides(*(learned for _, learned in CARDS if learned))
    unseen = {happened for happened, _ in CARDS}
    for _ in CARDS:
        room.turns_page()
        unseen.remove(alone(room, unseen, {happened for happened, _ in CARDS}))
    for phone in room.phones:
        phone.presses("Been there")
    room.shows(re.compile("have been there"))
    room.phones[1].holds("Ask to take this off the screen")
    room.desk.shows("Someone asked to take this card off the screen:")
    room.desk.presses("Leave it")
    room.goes_on("Talk")
    room.shows("What did you recognise?", "All of us together.")
    room.desk.shows("Everyone talks together, in one group.")
    for window in (room.desk, room.projector, *room.phones):
        window.hides("In pairs first", "Pairs, then fours", "three is fine", "beside you")


def learn(room: RoomInBrowser) -> None:
    room.goes_on("Lessons")
    room.shows("Restore one each month.", "Show it to one person.", STORY_LESSON)
    for i, phone in enumerate(room.phones):
        adds_lesson(phone, f"Ask number {i} first.")
    for window in (room.desk, room.projector, *room.phones):
        window.hides("Ask number 0 first.", "Ask number 2 first.")
    room.desk.presses("Close adding")
    room.desk.shows("3 lessons from phones to read", "Ask number 0 first.", "Ask number 2 first.")
    for window in (room.projector, *room.phones):
        window.hides("Ask number 0 first.", "Ask number 2 first.")
    room.desk.presses("Put all 3 on the list")
    room.shows("Ask number 0 first.", "Ask number 2 first.")
    room.goes_on("Vote")
    room.shows("What do we take with us?")
    for phone in room.phones:
        phone.shows("3 of 3 votes left", "at most 2 on one lesson")
        votes(phone, "Restore one each month.", 2)
        votes(phone, "Show it to one person.")
        phone.shows("0 of 3 votes left")
    room.projector.shows("Everyone has placed their votes")
    room.phones[0].presses("One vote fewer for: Show it to one person.")
    votes(room.phones[0], "Ask number 1 first.")
    room.ends_voting()


def commit(room: RoomInBrowser) -> None:
    room.goes_on("Commit")
    room.shows("Restore one each month.", "Show it to one person.")
    phone = room.phones[0]
    phone.presses(re.compile("Offer a commitment"))
    phone.types("If this happens", "a month ends")
    phone.types("I will", "restore one backup")
    phone.presses("Offer this")
    has_of_its_own(phone, "Only the facilitator’s desk shows it.")
    room.desk.shows("1 offer to read")
    room.projector.hides("restore one backup")
    room.desk.presses("Show to the room")
    room.projector.shows("If a month ends, I will restore one backup", "Nobody yet")
    taker = room.phones[1]
    taker.shows(re.compile(r"^\s*Nobody yet, by \d"))
    taker.presses(re.compile("I’ll take this on"))
    taker.types("Your own name", "Jonas")
    taker.presses(re.compile("I’ll take this on"))
    room.projector.shows("Jonas")


def finish(room: RoomInBrowser, folder: Path) -> None:
    room.goes_on("Finish")
    room.projector.shows("Stories stay. Lessons leave.", "Restore one each month.")
    for phone in room.phones:
        phone.shows("Thank you.", "Was this worth your time?")
        phone.page.get_by_role("radio", name="Yes").first.check()
    room.desk.shows("Finish and erase the rest")
    saved = own_dates(room.phones[1])
    for phone in (room.phones[0], room.phones[2]):
        phone.hides("Save for my calendar")
    everybody = (room.desk, room.projector, *room.phones)
    assert [one for window in everybody for one in outside_the_list(window)] == []
    room.hold()
    room.desk.shows("Done. Everything is erased except the summary.")
    room.phones[1].shows("You can get it only while this laptop is here.")
    assert own_dates(room.phones[1]) == saved
    assert room.desk.page.get_by_role("link", name="Workshops").get_attribute("href") == "/desk/"
    for phone in room.phones:
        phone.shows("Open the summary")
        assert kept_of_workshops(phone.page) == {}
    read_on_the_phone(room, folder)
    download(room, folder)


def read_on_the_phone(room: RoomInBrowser, folder: Path) -> None:
    phone = room.phones[0].page
    path = phone.get_by_role("link", name="Open the summary").get_attribute("href")
    response = phone.request.get(f"{room.stage.server.url.rstrip('/')}{path}")
    page = folder / "summary.html"
    page.write_text(response.text())
    phone.goto(page.as_uri())
    room.phones[0].shows("Restore one each month.", "Jonas", CARDS[0][0])
    room.phones[0].hides(CARDS[1][0])


def download(room: RoomInBrowser, folder: Path) -> None:
    desk = room.desk.page
    base = desk.url.rstrip("/") + "/summary"
    kept = {
        ending: desk.request.get(f"{base}.{ending}") for ending in ("md", "html", "json", "zip")
    }
    assert all(response.ok for response in kept.values())
    summary = json.loads(kept["json"].text())
    lessons = {lesson["text"]: lesson["votes"] for lesson in summary["lessons"]}
    assert lessons["Restore one each month."] == 6
    assert lessons["Show it to one person."] == 2
    assert [card["happened"] for card in summary["cards"]] == [CARDS[0][0]]
    assert summary["commitments"][0]["owner"] == "Jonas"
    assert summary["devices"] == 3
    (folder / "summary.zip").write_bytes(kept["zip"].body())
    assert "lessons.csv" in zipfile.ZipFile(folder / "summary.zip").namelist()


def own_dates(phone: Window) -> bytes:
    """The file for calendars that a phone makes of its own commitment; no name is in it."""
    with own(phone), phone.page.expect_download() as waited:
        phone.presses("Save for my calendar")
    body = Path(waited.value.path()).read_bytes()
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event["summary"] == "If a month ends, I will restore one backup."
    assert isinstance(event["dtstart"].dt, date) and not isinstance(event["dtstart"].dt, datetime)
    assert b"Jonas" not in body
    return body
