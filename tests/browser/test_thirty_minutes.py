"""The 30 minutes, from a new workshop to the downloaded summary, screen by screen, with no other
host within reach."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from icalendar import Calendar

from tests.support.browser import Stage, Window
from tests.support.room_in_browser import (
    RoomInBrowser,
    alone,
    has_of_its_own,
    own,
    writes,
)
from tests.support.walled import WalledStage

CARDS = [
    ("I sent the invoice to the wrong customer.", "Read the address aloud."),
    ("I said yes to a date that I did not believe.", "Sleep before you promise."),
    ("I deleted the test data, and it was not the test data.", "Colour the live window red."),
]
STORY_LESSON = re.compile("people commit to people")
QUESTION = "When did you ask for something before there was a relationship?"
STORY = (
    "Five people came.",
    "Tune had not put in the time",
    "It all depends on relationships",
    STORY_LESSON,
    QUESTION,
)
FIRST, SECOND, THIRD = (learned for _, learned in CARDS)
KEPT = (
    "The summary keeps 2 chosen lessons, 1 commitment, the story with its teller’s name, "
    "the list of lessons, the cards whose writers allowed it and answers "
    "to both questions from five or more."
)
ANSWERS = ("Nobody had to check.", "It was late on a Friday.", "The list looked the same.")
NO_VOTE = "There was no vote: the facilitator picked the chosen lessons."
NOBODY_YET = re.compile("still open", re.IGNORECASE)


@pytest.mark.long
def test_thirty_minutes_from_a_new_workshop_to_the_downloaded_summary(
    stage: Stage, tmp_path: Path
) -> None:
    walled = WalledStage(stage)
    room = RoomInBrowser(walled, from_link=True, template="30")
    arrive(room)
    hear(room)
    write(room)
    reveal(room)
    ask_how(room)
    pick(room)
    commit(room)
    finish(room)
    download(room, tmp_path)
    for page in ("/desk/", "/desk/new", "/enter", "/"):
        room.desk.page.goto(f"{stage.server.url.rstrip('/')}{page}")
    walled.close()
    assert walled.tried == [] == walled.breaches
    assert walled.foreign_requests == set()
    assert walled.complaints == []


def arrive(room: RoomInBrowser) -> None:
    room.projector.shows("Spring release, looking back", "Payments team", "No phone?")
    room.projector.hides("We have the room until")
    room.desk.shows("3 are here", "Can phones connect?", "Join link")
    room.desk.hides("Ground rules", "Talk", "The person going first knows about it.")
    for stage in ("Arrive", "Story", "Write", "Look through", "Reveal", "Commit", "Finish"):
        room.desk.shows(stage)
    for phone in room.phones:
        phone.hides("Something is unclear")
        phone.shows("You are in.", "We start once people have arrived.", "Connected.")
        phone.shows("Ground rules", "We do not guess who wrote what.", "Ask how, not why.")
    room.turns_page()
    room.projector.shows("Stories stay, lessons leave", "Ask how, not why.", "You may pass.")
    room.projector.hides("No phone?")
    room.phones[0].presses("Something is unclear")
    room.desk.shows("1 found something unclear.")
    room.projector.shows("127.0.0.1:")


def hear(room: RoomInBrowser) -> None:
    room.goes_on("Story")
    room.shows("Romal Tune was to organise an event for 100 community leaders.")
    room.projector.shows("The story of Romal Tune", "Context", "The turning point")
    room.desk.shows(QUESTION, "Page 1 of 6")
    for words in STORY:
        room.turns_page()
        room.shows(words)
    room.projector.shows("A question to keep in mind. Nobody has to answer it aloud.")
    for phone in room.phones:
        phone.shows("Nobody has to answer it aloud.", "Read it again", "From: Thrive Global")
    room.desk.shows("Page 6 of 6")


def write(room: RoomInBrowser) -> None:
    room.goes_on("Write")
    room.shows("Something at work that went wrong", "What would have made it harder to get wrong?")
    room.projector.shows(
        "left, in silence", "Write on your phone.", "No screen shows who wrote what"
    )
    room.desk.shows(
        "Writing in silence.", "Type in a paper card", "With so few of you, guessing is easy."
    )
    for phone, (happened, learned) in zip(room.phones, CARDS, strict=True):
        phone.shows("With so few of us, guessing is easy.")
        writes(phone, happened, learned, may_stand=phone is not room.phones[1])
        phone.shows("You have taken part.")
        has_of_its_own(phone, happened, learned)
    for screen in (room.desk, room.projector):
        screen.shows("All or nearly all have taken part.")
        screen.hides("3 cards", *(text for card in CARDS for text in card))


def reveal(room: RoomInBrowser) -> None:
    room.calls_for_the_last("Look through")
    room.projector.shows(
        "Send it, or keep it private: a few seconds left.", "Choose on your phone."
    )
    room.desk.shows("Say: send it, or keep it private. Then wait.")
    room.desk.hides("Say: in silence, in private.")
    for phone in room.phones:
        phone.shows("Writing ends in a moment.")
    room.arrives_at("Look through")
    room.shows("What would have helped Romal Tune that day?")
    room.goes_on_by_holding("Reveal")
    for happened, learned in CARDS:
        for phone in room.phones:
            phone.shows(happened, learned)
        room.projector.shows(happened)
        room.projector.hides(learned)
        room.desk.shows(happened, "3 still to come")
    for phone in room.phones:
        phone.shows("All cards, shuffled")
    unseen = {happened for happened, _ in CARDS}
    for n in (1, 2, 3):
        room.desk.shows(re.compile("(First|Next) card"))
        room.press()
        room.desk.shows(f"Card {n} of 3")
        unseen.remove(alone(room, unseen, {happened for happened, _ in CARDS}))
    room.desk.shows("All have been shown", "No more cards.")
    for phone in room.phones:
        phone.presses("Been there")
    room.shows(re.compile("have been there"))


def ask_how(room: RoomInBrowser) -> None:
    """All answer one question about one card; the room sees it once the desk has read it."""
    room.goes_on("Ask how")
    room.desk.shows("Which card do we ask about?")
    room.desk.page.locator(".desk-pick-card").first.click()
    room.press()
    room.projector.shows("Everyone types on their phone.", "Write no names.")
    for phone, answer in zip(room.phones, ANSWERS, strict=True):
        phone.page.locator("#happened").fill(answer)
        phone.presses("Send this answer")
        phone.shows("Your answer has arrived.")
    room.press()
    room.desk.shows("3 answers to read")
    room.projector.shows("The answers have arrived.")
    room.reads()
    room.projector.hides(*ANSWERS)
    room.hold()
    room.shows(*ANSWERS)


def pick(room: RoomInBrowser) -> None:
    """Nobody votes: the desk picks, and its next press undoes that."""
    room.goes_on_by_holding("Commit")
    room.desk.shows("Pick up to 3 lessons", "0 of 3 picked.", *(learned for _, learned in CARDS))
    for phone in room.phones:
        phone.shows("The facilitator picks the lessons.")
        phone.hides("Offer a commitment", *(learned for _, learned in CARDS))
    for lesson in (FIRST, THIRD, SECOND):
        room.desk.presses(f"Pick {lesson}")
    room.shows(FIRST, SECOND, THIRD)
    room.desk.presses(f"Do not pick {THIRD}")
    for window in (room.projector, *room.phones):
        window.hides(THIRD)
    room.desk.shows("2 of 3 picked.")


def commit(room: RoomInBrowser) -> None:
    room.shows(FIRST, SECOND)
    room.projector.shows("If", "happens, I or we will")
    room.desk.shows("Nobody has offered a commitment yet.")
    offers, takes, waits = room.phones
    offers.presses("Offer a commitment")
    offers.types("If this happens", "a letter leaves the house")
    offers.types("I will", "read its address aloud")
    offers.presses("Offer this")
    has_of_its_own(offers, "Only the facilitator’s desk shows it.")
    room.desk.shows("1 offer to read", "Only the desk shows these.")
    waits.hides("read its address aloud")
    room.lets_offer_on("If a letter leaves the house, I will read its address aloud.")
    room.desk.shows("1 offer")
    room.desk.shows("The room already sees it.")
    room.shows("If a letter leaves the house, I will read its address aloud", NOBODY_YET)
    takes.presses("I’ll take this on")
    takes.types("Your own name", "Ada")
    takes.presses("I’ll take this on")
    room.shows("Ada")
    room.desk.shows("Ada, by")
    waits.hides("I’ll take this on")


def finish(room: RoomInBrowser) -> None:
    room.goes_on("Finish")
    room.projector.shows("Stories stay. Lessons leave.", FIRST, SECOND, "Will be kept: the summary")
    for phone in room.phones:
        phone.shows("Was this worth your time?", "Did you hear something you can use?")
        phone.unfolds("What is kept and what is erased")
        phone.shows(KEPT)
        phone.page.get_by_role("radio", name="Yes").first.check()
    room.desk.shows(
        "What is kept", "chosen lessons", "the story with its teller’s name", "What is erased"
    )
    room.desk.shows(
        "Cards and answers not in the summary", "Answers appear once five people have answered"
    )
    room.desk.shows("Finish and erase the rest")
    offers, takes, waits = room.phones
    saved = own_dates(takes)
    for phone in (offers, waits):
        phone.hides("Save for my calendar")
    room.hold()
    room.desk.shows("Done. Everything is erased except the summary.")
    room.projector.shows("Everything is erased except the summary.", FIRST)
    for phone in room.phones:
        phone.shows("Open the summary", "Everything is erased except the summary.")
        phone.unfolds("What is kept and what is erased")
        phone.shows(KEPT)
        phone.shows("You can get it only while this laptop is here.")
        phone.hides("Was this worth your time?", "Step out")
    assert own_dates(takes) == saved


def own_dates(phone: Window) -> bytes:
    """The file for calendars that a phone makes of its own commitment; no name is in it."""
    with own(phone), phone.page.expect_download() as waited:
        phone.presses("Save for my calendar")
    body = Path(waited.value.path()).read_bytes()
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert event["summary"] == "If a letter leaves the house, I will read its address aloud."
    assert isinstance(event["dtstart"].dt, date) and not isinstance(event["dtstart"].dt, datetime)
    assert b"Ada" not in body
    return body


def copied(window: Window, button: str) -> str:
    """Returns what a button copies."""
    window.page.evaluate(
        "navigator.clipboard.writeText = async (words) => { window.words = words; }"
    )
    window.presses(button)
    window.shows("Copied.")
    return str(window.page.evaluate("window.words"))


def download(room: RoomInBrowser, folder: Path) -> None:
    desk = room.desk.page
    room.desk.unfolds("Other formats")
    with desk.expect_download() as waited:
        desk.get_by_role("link", name="JSON").click()
    waited.value.save_as(folder / "summary.json")
    summary = json.loads((folder / "summary.json").read_text())
    assert {one["text"]: one["votes"] for one in summary["lessons"] if one["chosen"]} == {
        FIRST: None,
        SECOND: None,
    }
    assert {card["happened"] for card in summary["cards"]} == {CARDS[0][0], CARDS[2][0]}
    assert [one["owner"] for one in summary["commitments"]] == ["Ada"]
    short = copied(room.desk, "Copy lessons and commitments")
    assert re.search(r"aloud\. Ada, by \d+ \w+$", short) and FIRST in short
    read = room.desk.opens("Open the summary")
    read.shows(FIRST, SECOND, "Ada", "Spring release, looking back")
    read.shows(NO_VOTE)
    assert NO_VOTE in copied(read, "Copy text")
    summary = room.phones[0].opens("Open the summary")
    summary.shows(FIRST, SECOND, "Ada", CARDS[0][0], "Payments team")
    summary.hides(CARDS[1][0])
