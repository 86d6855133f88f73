"""A card that was sent is taking part; what too few have written goes back to their phones."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.support.browser import Stage, on_stage
from tests.support.crowd import Crowd
from tests.support.lasting import own_server
from tests.support.room_in_browser import RoomInBrowser, has_of_its_own, writes
from workshop.protocol import commands

BACK = "Too few of us wrote, so your card was not shown to anyone."
SHOW = "[name=show_few][value=show]"
DRAWS_NOTHING = "window.requestAnimationFrame = () => 0"
TOOK_PART = (
    """() => Object.values(localStorage).some((kept) => kept.includes('"nothing_to_add/'))"""
)
PUT_AWAY = """() => {
  Object.defineProperty(document, "hidden", { get: () => true });
  document.dispatchEvent(new Event("visibilitychange"));
}"""
CARDS = [f"It broke, number {i}." for i in range(6)]


@pytest.fixture
def whole_call(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """A server whose last call lasts as long as in a room, and the time to withdraw a moment."""
    server = own_server(tmp_path / "data", WORKSHOP_WITHDRAW_SECONDS="6")
    with on_stage(browser, server.start()) as made:
        yield made


@pytest.mark.long
def test_six_cards_are_shown_though_every_phone_sleeps_once_they_are_sent(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=2)
    crowd = Crowd(visit, room.desk, 4)
    room.skips_to("Write")
    for phone, happened in zip(room.phones, CARDS, strict=False):
        writes(phone, happened)
        phone.shows("You have taken part.")
    for client, happened in zip(crowd.clients, CARDS[2:], strict=True):
        crowd.does(client, commands.WriteCard(round=crowd.round, happened=happened, show_few=True))
    room.desk.shows("All or nearly all have taken part.")
    crowd.leave()
    while room.phones:
        room.phones.pop().page.close()
    room.ends_writing("Look through")
    room.desk.shows("6 cards waiting.")
    room.goes_on_by_holding("Reveal")
    room.projector.shows(*CARDS)
    assert visit.complaints == []


@pytest.mark.long
def test_two_cards_go_back_to_their_phones_after_a_hold_that_says_so(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=2)
    awake, asleep = room.phones
    room.skips_to("Write")
    for phone, happened in zip(room.phones, CARDS, strict=False):
        writes(phone, happened, keeps=True)
    address = asleep.page.url
    asleep.page.goto("about:blank")
    room.phones.remove(asleep)
    room.calls_for_the_last("Look through")
    for sentence in (
        "Too few people wrote, so it would be easy to guess who wrote what.",
        "Hold for a second",
        "the cards go back to the phones that sent them.",
        "You can also add one minute and let people write.",
    ):
        room.desk.shows(sentence)
    awake.hides(*CARDS)
    room.hold()
    room.arrives_at("Look through")
    room.goes_on("Reveal")
    room.projector.shows("No card is shown this time.")
    for window in (room.desk, room.projector, awake):
        window.hides(*CARDS)
    has_of_its_own(awake, BACK, CARDS[0])
    for stage_ in ("Ask how", "Talk", "Lessons"):
        room.goes_on(stage_)
    asleep.page.goto(address)
    asleep.shows("Lessons")
    for phone, happened in zip((awake, asleep), CARDS, strict=False):
        phone.hides(BACK, happened)
        has_of_its_own(phone, BACK, happened)
    assert visit.complaints == []


@pytest.mark.long
def test_what_is_marked_to_be_sent_in_the_last_call_goes_out_and_nothing_else(
    whole_call: Stage,
) -> None:
    room = RoomInBrowser(whole_call, phones=3)
    sends, keeps, wrote = room.phones
    room.skips_to("Write")
    writes(wrote, CARDS[0])
    for phone, happened in ((sends, CARDS[1]), (keeps, CARDS[2])):
        phone.page.get_by_role("textbox").locator("visible=true").first.fill(happened)
    sends.page.locator(SHOW).check()
    room.calls_for_the_last("Look through")
    for phone in (sends, keeps):
        phone.shows("Writing ends in a moment.", "What you have sent is safe.")
    for phone in (sends, keeps):
        phone.presses("Send this card")
        phone.hides("Your card will be sent in a moment.")
        has_of_its_own(phone, "Your card will be sent in a moment.")
    keeps.presses("Keep it private")
    has_of_its_own(keeps, "Not sent yet.", CARDS[2])
    room.desk.shows("Too few people wrote", "Hold for a second")
    room.hold()
    room.arrives_at("Look through")
    room.desk.shows("2 cards waiting.")
    keeps.hides(CARDS[2])
    has_of_its_own(keeps, "Not sent yet.", CARDS[2])
    has_of_its_own(sends, "Your card has arrived.", CARDS[1])
    room.goes_on_by_holding("Reveal")
    room.projector.shows(CARDS[0], CARDS[1])
    room.projector.hides(CARDS[2])
    assert whole_call.complaints == []


@pytest.mark.long
def test_a_phone_that_is_put_away_in_the_last_call_sends_before_it_sleeps(
    whole_call: Stage,
) -> None:
    room = RoomInBrowser(whole_call, phones=1)
    (phone,) = room.phones
    room.skips_to("Write")
    phone.page.get_by_role("textbox").locator("visible=true").first.fill(CARDS[0])
    room.calls_for_the_last("Look through")
    phone.presses("Send this card")
    has_of_its_own(phone, "Your card will be sent in a moment.", CARDS[0])
    phone.page.evaluate(PUT_AWAY)
    has_of_its_own(phone, "Your card has arrived.", CARDS[0])
    room.desk.shows("Drafts can still be sent.")
    assert whole_call.complaints == []


@pytest.mark.long
def test_a_page_that_is_hidden_before_the_last_call_still_takes_part(visit: Stage) -> None:
    room = RoomInBrowser(visit, phones=1)
    (phone,) = room.phones
    room.skips_to("Write")
    phone.shows("Send this card")
    phone.page.evaluate(DRAWS_NOTHING)
    phone.page.evaluate(PUT_AWAY)
    room.calls_for_the_last("Look through")
    phone.page.wait_for_function(TOOK_PART, polling=100)
    assert visit.complaints == []


@pytest.mark.long
def test_where_few_write_a_card_without_consent_goes_back_and_one_with_it_is_shown(
    visit: Stage,
) -> None:
    room = RoomInBrowser(visit, phones=3)
    shows, keeps, rests = room.phones
    room.skips_to("Write")
    writes(shows, CARDS[0])
    keeps.shows("If few of us write:", "keep mine", "show mine")
    keeps.page.get_by_role("textbox").locator("visible=true").first.fill(CARDS[1])
    keeps.presses("Send this card")
    has_of_its_own(keeps, "Your card has arrived.")
    rests.presses("Nothing to add")
    room.ends_writing("Look through")
    room.desk.shows("1 card waiting.")
    room.goes_on_by_holding("Reveal")
    room.projector.shows(CARDS[0])
    room.projector.hides(CARDS[1])
    has_of_its_own(keeps, BACK, CARDS[1])
    has_of_its_own(shows, "Your card has arrived.", CARDS[0])
    assert visit.complaints == []
