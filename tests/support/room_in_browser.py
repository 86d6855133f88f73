"""People in a workshop in the browser, with their acts in the words of the product."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property

from playwright.sync_api import Locator, Page, expect

from tests.support.browser import PATIENCE, Stage, Window, comes_to, is_held, rested
from tests.support.server import Client
from workshop.languages import SOURCE_LANGUAGE
from workshop.rules.built_in_words import PROMPT_DONE_WITH, PROMPT_LESSON

WRONG, TELL = PROMPT_DONE_WITH, PROMPT_LESSON
"""The two questions of a card, which each phone asks in its own language."""
PLAIN = {"told_by": "Romal Tune"}


OPENS_ALL = """() => document.querySelectorAll(".new-step, .new-row")
    .forEach((one) => { one.open = true; })"""
"""More than a person sees at once: what a test fills in is in view wherever it is."""
SENDS = """() => {
    const form = new FormData(document.querySelector("form.new"));
    form.delete("form_key");
    return Object.fromEntries(form);
}"""
"""Returns the fields of the form but for its key: with that it would open one workshop, however
often it was sent."""
SENT_ALL = """() => {
    try {
        return Object.entries(localStorage).filter(([name]) => name.startsWith("workshop:"))
            .every(([, kept]) => !JSON.parse(kept).outbox?.length);
    } catch {
        return true;
    }
}"""
"""True if the server has answered all that a phone has sent, or the browser keeps nothing."""
TURNS = """(open) => {
  const button = document.querySelector(".frame-last button");
  if (button && button.ariaExpanded !== String(open)) button.click();
  return button?.ariaExpanded === String(open);
}"""
"""Turns once more, where the press was taken for the one before; waits for a page that comes."""
SENT: dict[str, dict[str, str]] = {}
"""A template -> what the form of a new workshop sends for it; "" for the one chosen at first."""


class RoomInBrowser:
    """
    A workshop with a desk, a room's screen, and some phones; `also` with other locales.

    The facilitator is at the form already, unless it is `from_link`, the printed one, on.
    """

    def __init__(
        self, stage: Stage, phones: int = 3, also: tuple[str, ...] = (), *,
        from_link: bool = False, **form: str,
    ) -> None:  # fmt: skip
        self.stage = stage
        self.language = form.get("language", SOURCE_LANGUAGE)
        if from_link:
            self.desk = stage.desk()
            self.desk.page.get_by_role("link", name="New workshop").click()
            sends(self.desk, form)
        else:
            self.desk = self._open(form)
        locales = ["en-GB"] * phones + list(also)
        self.phones = [stage.phone(self.desk, locale) for locale in locales]

    @cached_property
    def projector(self) -> Window:
        """The room's screen, opened when a test first looks at it."""
        return self.stage.projector(self.desk, self.language)

    def _open(self, form: dict[str, str]) -> Window:
        """The desk of a new workshop: by its form, and from then on by what the form sends."""
        template = form.get("template", "")
        if template not in SENT:
            desk = self.stage.signed_in("desk/new")
            SENT[template] = sends(desk, form)
            return desk
        client, sent = Client(self.stage.server.port), SENT[template] | form
        desk = self.stage.signed_in(f"desk/{client.new_workshop(self.stage.cookie, **sent)}/")
        desk.shows("Can phones connect?")
        return desk

    def shows(self, *texts: str | re.Pattern[str]) -> None:
        """The room's screen and every phone show it."""
        for window in (self.projector, *self.phones):
            window.shows(*texts)

    def goes_on(self, to: str) -> None:
        """One press of the one button, which has said where it leads."""
        self.desk.shows(f"Next: {to}")
        self.press()
        self.arrives_at(to)

    def goes_on_by_holding(self, to: str) -> None:
        """Holds the button for a second, as the reveal asks for."""
        self.desk.shows(re.compile("^Hold"))
        self.hold()
        self.arrives_at(to)

    def press(self) -> None:
        """Presses the one button, not so soon that it would be taken for the same press."""
        rested(self.desk.page)
        self.next.click()

    def hold(self) -> None:
        """Holds the one button, once the cards that the desk lists are read."""
        self.reads()
        rested(self.desk.page)
        self._holds(self.next)

    def reads(self) -> None:
        """Opens the cards that the desk lists and nobody has read."""
        page = self.desk.page
        unread = page.locator(".desk-card[data-unread]")
        if not unread.count():
            return
        page.locator(".desk-cover-all button, .desk-card[data-unread] .desk-cover").first.click()
        looked, covered = page.locator(".desk-looked button").first, unread.locator(".desk-cover")

        def asks() -> bool:
            return bool(covered.count() and looked.count())

        comes_to(page, lambda: asks() or not unread.count(), True)  # the next frame draws it
        if asks():
            looked.click()
        expect(unread).to_have_count(0, timeout=PATIENCE)

    def sets_aside(self, happened: str) -> None:
        """Reads the cards one after the other until it is the one, and sets that aside."""
        desk = self.desk
        desk.page.locator(".desk-cover").first.click()
        desk.presses("Yes, open it")
        card = desk.page.locator(".desk-uncovered")
        while True:
            expect(card).to_have_count(1, timeout=PATIENCE)
            text = card.inner_text()
            if happened in text:
                break
            desk.presses("Fine, next card")
            expect(card).not_to_have_text(text, timeout=PATIENCE)
        desk.presses(re.compile("^Set aside"))
        desk.presses("to talk about it with care")
        desk.shows("Set aside, to talk about it with care.")

    def puts_up(self, count: int) -> None:
        """Reads so many cards that wait for the live wall, and puts them up."""
        expect(self.desk.page.locator(".desk-card[data-unread]")).to_have_count(
            count, timeout=PATIENCE
        )
        self.reads()
        self.desk.presses(f"Put {count} cards on the wall")

    def _holds(self, button: Locator) -> None:
        button.hover()
        page = self.desk.page
        page.mouse.down()
        is_held(page)
        page.mouse.up()

    def turns_page(self) -> None:
        """The next page of the stage; returns when the desk, too, is there."""
        place = self.desk.page.locator(".desk-sees > .t-figures")
        before = place.text_content() or ""
        self.press()
        expect(place).not_to_have_text(before, timeout=PATIENCE)

    def skips_to(self, stage: str) -> None:
        """Jumps by the agenda."""
        self._jumps(stage)
        self.arrives_at(stage)

    def ends_writing(self, to: str) -> None:
        """Jumps on from the writing, whose last call takes a few seconds on the tests' servers."""
        self.calls_for_the_last(to)
        # A hold for what is skipped and, where too few wrote, one for the cards that go back.
        bar = self.desk.page.locator(".desk-next")
        hold, few = bar.locator("hold-button"), bar.get_by_text(re.compile("Too few people wrote"))
        current = self.desk.page.locator("[aria-current]").filter(has_text=to)
        expect(hold.or_(current).first).to_be_visible(timeout=PATIENCE)
        if not current.count() and not few.count():
            self.hold()
            expect(few.or_(current).first).to_be_visible(timeout=PATIENCE)
        if few.count() and not current.count():
            self.hold()
        self.arrives_at(to)

    def calls_for_the_last(self, to: str) -> None:
        """Leaves the writing for this stage: a few seconds are left for what is being written."""
        self._jumps(to)
        self.desk.shows("Drafts can still be sent.")

    def _jumps(self, stage: str) -> None:
        row = self.desk.page.locator(".desk-stage").filter(
            has=self.desk.page.get_by_text(stage, exact=True)
        )
        rested(self.desk.page)
        go = row.locator(".desk-go")
        if not go.count():
            row.get_by_role("button").first.click()
        expect(go).to_be_visible(timeout=PATIENCE)
        if row.locator("hold-button").count():
            self._holds(go)
        else:
            go.click()

    def ends_voting(self) -> None:
        """A hold, since nobody can move a vote afterwards."""
        self.desk.shows("End the voting")
        self.hold()
        self.desk.shows("Voting has ended")

    def lets_on(self, count: int) -> None:
        """Closes the list for phones, and puts on it what the desk has read, so many lessons."""
        self.closes_adding()
        self.desk.shows(f"{count} lessons from phones to read")
        self.desk.presses(f"Add all {count} to lessons")

    def closes_adding(self) -> None:
        """Closes the list for phones."""
        self.desk.shows("Close adding")
        self.press()
        self.desk.hides("Close adding")

    def lets_offer_on(self, words: str) -> None:
        """Shows the room the one offer that the desk has to read."""
        self.desk.shows("1 offer to read", words)
        self.desk.presses("Show to the room")

    def arrives_at(self, stage: str) -> None:
        """Every view is in this stage."""
        exactly = re.compile(re.escape(stage))  # "Story" is not "Leader’s story"
        current = self.desk.page.locator("[aria-current]").filter(has_text=exactly)
        current.first.wait_for()
        for phone in self.phones:
            phone.shows(stage)

    @property
    def next(self):  # type: ignore[no-untyped-def]
        """The desk's one filled button."""
        return self.desk.page.locator("#desk-next")


def sends(desk: Window, form: dict[str, str]) -> dict[str, str]:
    """
    Fills the form of a new workshop in and sends it. Returns what it would have sent for the same
    agenda and nothing else.
    """
    opens_all(desk.page)
    desk.page.locator("[name=say][value=no]").check()
    desk.page.locator("[name=nobody]").check()
    desk.types("Title", "Spring release, looking back")
    desk.types("Team", "Payments team")
    if "template" in form:
        desk.page.locator("[name=template]").select_option(form["template"])
    sent: dict[str, str] = desk.page.evaluate(SENDS)
    for name, value in form.items():
        fills(desk, name, value)
    desk.presses("Open the workshop")
    desk.shows("Can phones connect?")
    return sent


def opens_all(page: Page) -> None:
    """Opens every step of the form, and every row of the last one, once its script is there."""
    page.locator(".new-stages").wait_for(state="attached")
    page.evaluate(OPENS_ALL)


def fills(desk: Window, name: str, value: str) -> None:
    """Gives a field of the form this value."""
    field = desk.page.locator(f"[name={name}]")
    if field.first.get_attribute("type") == "radio":
        desk.page.locator(f"[name={name}][value={value}]").check()
    elif field.first.evaluate("field => field.tagName") == "SELECT":
        field.select_option(value, force=True)  # the story's is drawn as sheets to press
    else:
        field.fill(value)


def writes(
    phone: Window, happened: str, learned: str = "", *, may_stand: bool = False, keeps: bool = False
) -> None:
    """A card, written and sent; shown however few write, unless its writer `keeps` it then."""
    fields = phone.page.get_by_role("textbox").locator("visible=true")
    fields.nth(0).fill(happened)
    if learned:
        fields.nth(1).fill(learned)
    if may_stand:
        phone.page.get_by_role("checkbox").first.check()
    show = phone.page.locator("[name=show_few][value=show]")
    if show.count() and not keeps:
        show.check()
    phone.presses("Send this card")
    has_sent(phone)


def has_sent(phone: Window) -> None:
    """Returns once the server has answered all that the phone has sent."""
    page = phone.page
    page.wait_for_function(SENT_ALL, timeout=PATIENCE)


@contextmanager
def own(phone: Window) -> Iterator[None]:
    """While what the phone has of its own is open."""
    turns(phone, opened=True)
    yield
    turns(phone, opened=False)


def turns(phone: Window, *, opened: bool) -> None:
    """Opens or closes what the phone has of its own."""
    phone.page.wait_for_function(TURNS, arg=opened, polling=100, timeout=PATIENCE)


def has_of_its_own(phone: Window, *texts: str | re.Pattern[str]) -> None:
    """The phone says this behind its closed element, and nowhere else."""
    with own(phone):
        phone.shows(*texts)


def adds_lesson(phone: Window, text: str) -> None:
    """Sends a lesson to the desk."""
    phone.types("A lesson, in one sentence", text)
    phone.presses("Add this lesson")
    has_sent(phone)


def votes(phone: Window, lesson: str, times: int = 1) -> None:
    """Places votes on a lesson."""
    for _ in range(times):
        phone.presses(phone.says_of("One more vote for: {lesson}", lesson))


def alone(room: RoomInBrowser, unseen: set[str], all_: set[str]) -> str:
    """Which of the cards that were not seen yet stands alone on every screen."""
    phone = room.phones[0]
    phone.shows("On the room’s screen now", re.compile("|".join(map(re.escape, unseen))))
    text = phone.page.locator("#view").inner_text()
    (shown,) = {happened for happened in unseen if happened in text}
    room.shows(shown)
    for window in (room.projector, *room.phones):
        window.hides(*(all_ - {shown}))
    return shown
