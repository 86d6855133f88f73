"""Letters to the teller of a story: written, changed and withdrawn on a phone, and what becomes of
them."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.support.axe import axe_finds_by_turns
from tests.support.browser import Stage, Window, comes_to, on_stage
from tests.support.kept import kept_of_workshops, leaves
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, own
from tests.support.server import own_server
from tests.support.tellers import TELLER, add_teller

LINES = ("Your keys made me count mine.", "I have shut that door, too.", "Thank you for the lock.")
UNSENT = "I would have asked, too."
TITLE, OPEN = f"A letter to {TELLER}", "One line, if you like"
ARRIVED = "Your letter has arrived."
GONE = "Your letter has gone to the facilitator with the others."
BACK = "The facilitator does not have your letter: too few people wrote one"


@pytest.fixture(scope="module")
def stage(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One server for all rooms of this file."""
    server = own_server(tmp_path_factory.mktemp("server") / "data")
    with on_stage(browser, server.start()) as made:
        RoomInBrowser(made, phones=0, template="30")  # the form, for the rooms that send it
        yield made


@pytest.fixture
def room(stage: Stage) -> RoomInBrowser:
    """A room that has heard a story and is at its finish."""
    story = add_teller(stage.server.data)
    room = RoomInBrowser(stage, phones=4, template="30", story=story)
    room.skips_to("Story")
    room.skips_to("Finish")
    for phone in room.phones:
        phone.shows(TITLE)
    return room


def writes_letter(phone: Window, text: str) -> None:
    phone.unfolds(OPEN)
    phone.types("Your letter", text)
    phone.presses("Send the letter")
    has_of_its_own(phone, ARRIVED, text)


def seals(room: RoomInBrowser) -> None:
    room.projector.shows("Stories stay. Lessons leave.")
    room.hold()
    for phone in room.phones:
        phone.shows("Open the summary")


@pytest.mark.long
def test_a_letter_is_written_changed_and_withdrawn_behind_one_word(room: RoomInBrowser) -> None:
    (phone, *_) = room.phones
    phone.hides("Your letter")
    phone.unfolds(OPEN)
    expect(phone.button("Send the letter")).to_be_in_viewport(ratio=1)
    phone.shows(
        "The facilitator reads all letters together after the workshop, sorted by their words",
        "It takes three phones if six at most were here at once, four if twelve at most were",
        "What is not passed on is erased, after 7 days at the latest.",
        "Nothing says who wrote which.",
        "If too few people write, nobody reads the letters",
    )  # fmt: skip
    phone.types("Your letter", "x" * 201)
    phone.shows("201 of 200: 1 too many")
    phone.presses("Send the letter")
    phone.shows("Only 200 characters fit.")
    phone.types("Your letter", LINES[0])
    phone.page.reload()
    phone.shows(TITLE)
    phone.hides(LINES[0])
    has_of_its_own(phone, "Not sent yet.", LINES[0])
    phone.unfolds(OPEN)
    phone.presses("Send the letter")
    phone.hides("Send the letter")
    has_of_its_own(phone, ARRIVED, LINES[0], "Everything you sent has arrived.")
    phone.unfolds(OPEN)
    phone.types("Your letter", LINES[1])
    phone.presses("Send the letter")
    with own(phone):
        phone.shows(ARRIVED, LINES[1])
        phone.hides(LINES[0])
        phone.presses("Withdraw: A letter to the teller")
        phone.shows("You sent nothing.")
    phone.unfolds(OPEN)
    assert phone.page.get_by_label("Your letter").input_value() == ""
    assert axe_finds_by_turns([phone.page]) == []
    for width in (320, 390):
        phone.page.set_viewport_size({"width": width, "height": 844})
        assert phone.page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.long
def test_the_desk_is_told_from_when_on_phones_may_write(stage: Stage) -> None:
    offered = "Until the finish, phones can write one line to the teller."
    room = RoomInBrowser(stage, phones=1, story=add_teller(stage.server.data))
    room.skips_to("Story")
    room.skips_to("Vote")
    room.desk.shows("The bars appear when voting ends.")
    room.desk.hides(offered)
    room.ends_voting()
    room.desk.shows(offered, "You read these letters after the workshop, if enough people wrote")
    room.phones[0].shows(TITLE)


@pytest.mark.long
def test_three_letters_go_to_the_facilitator_and_every_screen_says_so(room: RoomInBrowser) -> None:
    conditional = f"Letters to {TELLER}, if enough people wrote one, wait 7 days"
    room.projector.shows(conditional)
    room.desk.shows(conditional)
    for phone, text in zip(room.phones, LINES, strict=False):
        writes_letter(phone, text)
    (first, second, _, without) = room.phones
    second.unfolds(OPEN)
    second.types("Your letter", UNSENT)
    comes_to(second.page, lambda: UNSENT in str(kept_of_workshops(second.page)), True)
    seals(room)
    for phone in room.phones[:3]:
        phone.shows("Everything is erased except the summary and the letters.")
        phone.hides(GONE, *LINES, UNSENT)
        has_of_its_own(phone, GONE)
    has_of_its_own(first, LINES[0])
    has_of_its_own(second, "You did not send this letter. It is only on this page", UNSENT)
    has_of_its_own(without, "Nothing that you wrote is on this phone.")
    room.desk.shows("Done. Everything is erased except the summary and the letters.")
    room.projector.shows("Everything is erased except the summary and the letters.")
    first.page.reload()
    first.shows("Open the summary")
    has_of_its_own(first, "Nothing that you wrote is on this phone.")
    assert room.stage.complaints == []


@pytest.mark.long
def test_two_letters_come_back_with_the_reason(room: RoomInBrowser) -> None:
    (first, second, asleep, _) = room.phones
    for phone, text in ((first, LINES[0]), (second, LINES[1])):
        writes_letter(phone, text)
    asleep.unfolds(OPEN)
    asleep.types("Your letter", LINES[2])
    comes_to(asleep.page, lambda: LINES[2] in str(kept_of_workshops(asleep.page)), True)
    url = second.page.url
    for phone in (second, asleep):
        leaves(phone.page)
    room.phones = [first]
    seals(room)
    first.shows("Everything is erased except the summary.")
    first.hides(BACK, LINES[0])
    has_of_its_own(first, BACK, LINES[0])
    for phone, said, text in (
        (second, BACK, LINES[1]), (asleep, "You did not send this letter.", LINES[2])
    ):  # fmt: skip
        phone.page.goto(url)
        phone.shows("Open the summary")
        phone.hides(said, text)
        has_of_its_own(phone, said, text)
        assert kept_of_workshops(phone.page) == {}
    assert room.stage.complaints == []


@pytest.mark.long
def test_a_letter_written_without_a_connection_is_sent_as_it_comes_back(
    room: RoomInBrowser,
) -> None:
    (phone, *_) = room.phones
    phone.page.context.set_offline(True)
    phone.shows("No connection right now.")
    phone.unfolds(OPEN)
    phone.types("Your letter", LINES[0])
    phone.presses("Send the letter")
    has_of_its_own(phone, "On its way; kept on this phone until it arrives.", LINES[0])
    phone.page.context.set_offline(False)
    has_of_its_own(phone, ARRIVED, LINES[0])


@pytest.mark.long
def test_who_forgets_or_hands_on_reads_first_that_a_letter_does_not_come_back(
    room: RoomInBrowser,
) -> None:
    (phone, *_) = room.phones
    writes_letter(phone, LINES[0])
    phone.presses("Privacy")
    phone.unfolds("Show the rows of this phone")
    phone.shows(
        "Your letter to the teller. Its words are encrypted.",
        "If too few people write one, you do not get yours back here.",
    )  # fmt: skip
    phone.holds("Next person on this device")
    phone.presses("Join")
    phone.shows(TITLE)
    phone.unfolds(OPEN)
    phone.shows("Send the letter")
    phone.hides(LINES[0])
