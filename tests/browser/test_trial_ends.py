"""How a trial comes to its end: at the desk, in the list of workshops, and on a phone."""

import pytest
from playwright.sync_api import Locator, expect

from tests.support.axe import axe_finds
from tests.support.browser import PATIENCE, Stage, Window, rested

SMALL = {"width": 1366, "height": 768}
CUT = (
    """(one) => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1"""
)
BELOW = """([a, b]) => {
    const [one, other] = [a, b].map((name) =>
        document.querySelector(name).getBoundingClientRect());
    return other.top - one.bottom;
}"""


def is_whole(one: Locator) -> None:
    """Nothing of it has to be scrolled to."""
    expect(one).to_be_visible(timeout=PATIENCE)
    assert not one.evaluate(CUT), one


def begins(stage: Stage) -> Window:
    """A trial at its start, on a small laptop."""
    desk = stage.signed_in("desk/", SMALL)
    desk.presses("Try it with pretend people")
    desk.shows("Can phones connect?")
    return desk


def finishes(desk: Window) -> None:
    """From the first stage to the last, as its line of the agenda does it when held."""
    rested(desk.page)
    row = desk.page.locator(".desk-stage").filter(has=desk.page.get_by_text("Finish", exact=True))
    row.get_by_role("button").first.click()
    row.locator(".desk-go").hover(timeout=PATIENCE)
    desk.page.mouse.down()
    desk.shows("When does the team meet next?")
    desk.page.mouse.up()


@pytest.mark.long
def test_a_trial_can_be_ended_from_wherever_its_facilitator_is(stage: Stage) -> None:
    desk = begins(stage)
    desk.unfolds("join link")
    is_whole(desk.page.get_by_label("Join link"))
    phone = stage.phone(desk)
    finishes(desk)
    what_goes_is_read(desk)
    erases(desk)
    phone.shows("Open the summary", "You can look at the summary until the trial ends.")
    phone.hides("Save the summary now. You can get it only while this laptop is here.")
    summary = desk.opens("Open the summary")
    leads_back(summary)
    says_how_to_end(summary)
    summary.holds("End the trial")
    phone.shows("The trial is over.")
    phone.hides("Open the summary", "Save as PDF")
    assert stage.complaints == []


def what_goes_is_read(desk: Window) -> None:
    """The lists of what goes are in view with the button; the day's field is a line."""
    expect(desk.page.locator(".desk-middle .desk-torn").last).to_be_in_viewport(ratio=1)
    is_whole(desk.page.locator(".desk-next"))
    is_whole(desk.page.locator(".desk-time"))
    field = desk.page.get_by_label("When does the team meet next?").bounding_box()
    assert field and field["height"] < 60
    assert axe_finds(desk.page) == []


def erases(desk: Window) -> None:
    """Once more where people's answers, which take something more away, came before the hold."""
    rested(desk.page)
    desk.holds("Finish and erase the rest")
    changed = desk.page.get_by_text("What would be lost has changed in the meantime.")
    done = desk.page.get_by_text("Open the summary")
    expect(changed.or_(done).filter(visible=True).first).to_be_visible(timeout=PATIENCE)
    if not done.count():
        desk.shows("If too few people have answered since")
        rested(desk.page)
        desk.holds("Finish and erase the rest")


def leads_back(summary: Window) -> None:
    """From the summary, and from the list of workshops, to the desk."""
    page = summary.page
    page.get_by_role("link", name="Back to the desk").click()
    summary.shows("Other formats")
    page.goto(page.url.partition("/desk/")[0] + "/desk/")
    page.get_by_role("link", name="A first try").click()
    summary.shows("Other formats")


def says_how_to_end(desk: Window) -> None:
    """The button is held, says so beforehand, and says so again below itself."""
    button = desk.button("End the trial")
    expect(button).to_have_accessible_description("Press and hold for a second.")
    button.click()
    expect(desk.page.get_by_role("status").filter(has_text="Hold for a second.")).to_be_visible()
    assert 0 <= desk.page.evaluate(BELOW, [".desk-wipe", ".hold-words"]) < 10
