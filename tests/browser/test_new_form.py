"""The form of a new workshop: it suggests, and what a person has chosen or typed stays."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from tests.support.browser import PATIENCE, Stage
from tests.support.room_in_browser import OPENS_ALL, opens_all

BLOCKING = ' blocking="render"'


def test_an_agenda_that_reveals_nothing_together_suggests_the_live_wall(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    opens_all(page)
    live, together = (page.locator(f"[name=cards][value={one}]") for one in ("live", "together"))
    page.locator("#template").select_option("all_hands")
    expect(live).to_be_checked(timeout=PATIENCE)
    page.locator("#template").select_option("60")
    expect(together).to_be_checked(timeout=PATIENCE)
    together.check()
    live.check()
    page.locator("#template").select_option("30")
    expect(live).to_be_checked(timeout=PATIENCE)


@pytest.mark.long
def test_a_form_that_comes_back_keeps_the_wall_that_somebody_chose(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    opens_all(page)
    page.locator("#template").select_option("all_hands")
    expect(page.locator("[name=cards][value=live]")).to_be_checked(timeout=PATIENCE)
    page.locator("[name=cards][value=together]").check()
    page.get_by_role("button", name="Our own story").click()
    page.get_by_role("button", name="Fill in the fields").click()
    expect(page.locator("#template")).to_have_value("all_hands", timeout=PATIENCE)
    expect(page.locator("[name=cards][value=together]")).to_be_checked(timeout=PATIENCE)


def test_a_form_with_a_team_that_comes_back_keeps_the_story_that_somebody_chose(
    visit: Stage,
) -> None:
    page = visit.signed_in("desk/new").page
    opens_all(page)
    page.locator("#team").fill("Payments")
    page.locator(".new-suggestion").nth(1).click()
    chosen = page.locator("#story").input_value()
    refused(page)
    expect(page.locator("#story")).to_have_value(chosen)
    page.get_by_role("button", name="Our own story").click()
    page.locator("#pasted").fill("The lock\n\nI was new.\n\nLesson: Ask twice.\n\n- Ada, engineer")
    with page.expect_response("**/desk/stories/suggested?*"):
        page.get_by_role("button", name="Fill in the fields").click()
    expect(page.locator("#own_title")).to_have_value("The lock", timeout=PATIENCE)
    page.locator(".new-stages").wait_for(state="attached")
    expect(page.get_by_role("button", name="Our own story")).to_have_attribute(
        "aria-pressed", "true"
    )
    refused(page)
    expect(page.locator("#story")).to_have_value("own")
    expect(page.locator("#own_title")).to_have_value("The lock")
    expect(page.locator("#own")).to_be_visible()


def test_a_form_that_is_sent_twice_opens_one_workshop(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    opens_all(page)
    page.locator("#title").fill("Sent twice")
    page.locator("#nobody").check()
    page.get_by_role("button", name="Open the workshop").dblclick()
    expect(page.get_by_text("Can phones connect?")).to_be_visible(timeout=PATIENCE)
    desk = page.url
    page.go_back()
    expect(page.locator("#title")).to_have_value("Sent twice", timeout=PATIENCE)
    page.locator(".new-stages").wait_for(state="attached")
    page.get_by_role("button", name="Open the workshop").click()
    expect(page.get_by_text("Can phones connect?")).to_be_visible(timeout=PATIENCE)
    assert page.url == desk
    page.go_back()
    opens_all(page)
    page.locator("#title").fill("Changed on the way back")
    page.get_by_role("button", name="Open the workshop").click()
    expect(page.get_by_text("Can phones connect?")).to_be_visible(timeout=PATIENCE)
    page.goto(f"{visit.server.url}desk/")
    expect(page.get_by_role("link", name="Sent twice", exact=True)).to_have_count(1)
    expect(page.get_by_role("link", name="Changed on the way back", exact=True)).to_have_count(1)
    page.get_by_text("All workshops and summaries").click()
    page.get_by_label("Throw away: Sent twice").click()
    expect(page.get_by_text("not started yet")).to_have_text(re.compile("Code .{7}, not started"))


@pytest.mark.long
@pytest.mark.parametrize("way", ["reload", "agendas", "trial"])
def test_a_form_is_as_it_was_left_whichever_way_was_taken(visit: Stage, way: str) -> None:
    page = visit.signed_in("desk/new").page
    opens_all(page)
    page.locator("#title").fill("Spring, looking back")
    page.locator("#team").fill("Payments")
    page.get_by_label("Two people who will be there").check()
    page.locator("[name=votes][value=live]").check()
    page.get_by_role("button", name="Our own story").click()
    page.locator("#own_title").fill("The lock")
    if way == "reload":
        page.reload()
    elif way == "agendas":
        page.get_by_role("link", name="Agendas").click()
        expect(page).to_have_title("Agendas", timeout=PATIENCE)
        page.go_back()
    else:
        page.get_by_role("button", name="Try it with pretend people").click()
        expect(page.get_by_text("Can phones connect?")).to_be_visible(timeout=PATIENCE)
        page.goto(f"{visit.server.url}desk/new")
        expect(page.get_by_text("The form is as you left it.")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("#title")).to_have_value("Spring, looking back", timeout=PATIENCE)
    expect(page.locator("#team")).to_have_value("Payments")
    expect(page.locator("[name=votes][value=live]")).to_be_checked()
    expect(page.locator("#story")).to_have_value("own")
    expect(page.locator("#own_title")).to_have_value("The lock")
    stored = page.evaluate("sessionStorage.getItem('new-workshop') ?? ''")
    assert "The lock" in stored and "conflict" not in stored
    if way == "trial":
        page.get_by_role("button", name="Empty the form").click()
        expect(page.locator("#title")).to_have_value("", timeout=PATIENCE)


def test_a_form_that_was_left_is_empty_for_another_person(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    page.locator("#title").fill("Spring, looking back")
    page.goto(f"{visit.server.url}desk/new")
    expect(page.locator("#title")).to_have_value("Spring, looking back", timeout=PATIENCE)
    page.goto(f"{visit.server.url}desk/stories/")
    page.evaluate("""() => {
        const kept = JSON.parse(sessionStorage.getItem("new-workshop"));
        sessionStorage.setItem("new-workshop", JSON.stringify({ ...kept, owner: "another" }));
    }""")
    page.goto(f"{visit.server.url}desk/new")
    expect(page.locator(".new-stages")).to_be_attached(timeout=PATIENCE)
    expect(page.locator("#title")).to_have_value("")
    assert page.evaluate("sessionStorage.getItem('new-workshop')") is None


@pytest.mark.long
def test_what_was_chosen_before_the_form_s_module_came_stays(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    page.evaluate("""localStorage.setItem("wifi",
        JSON.stringify({ name: "Old", password: "old words", shown: true }))""")
    held = HeldBack(page)
    page.route("**/desk/new", shows_it_at_once)
    page.goto(f"{visit.server.url}desk/new", wait_until="commit")
    page.wait_for_function("document.readyState !== 'loading'", timeout=PATIENCE)
    page.evaluate(OPENS_ALL)
    page.locator("[name=cards][value=live]").check()
    page.locator("#wifi_password").fill("new words")
    page.locator("#wifi_keep").uncheck()
    expect(page.locator(".new-stages")).to_have_count(0)
    held.comes()
    expect(page.locator(".new-stages")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[name=cards][value=live]")).to_be_checked()
    expect(page.locator("#wifi_password")).to_have_value("new words")
    expect(page.locator("#wifi_keep")).not_to_be_checked()
    page.locator("#template").select_option("30")
    expect(page.locator("[name=cards][value=live]")).to_be_checked()


def test_a_story_is_chosen_beside_its_sheet_and_the_one_button_is_in_view(visit: Stage) -> None:
    page = visit.signed_in("desk/new", {"width": 1366, "height": 768}).page
    page.locator(".new-stages").wait_for(state="attached")
    page.locator("#step-story > summary").click()
    second = page.locator(".new-suggestion").nth(1)
    title = second.locator(".t-lesson").inner_text()
    second.click()
    expect(second).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#sheet .t-heading")).to_have_text(title)
    expect(page.locator("#story option:checked")).to_contain_text(title)
    button = page.get_by_role("button", name="Open the workshop").bounding_box()
    assert button and button["y"] + button["height"] <= 768


def test_one_step_of_three_is_open_and_the_questions_come_first_in_it(visit: Stage) -> None:
    page = visit.signed_in("desk/new", {"width": 1366, "height": 768}).page
    page.locator(".new-stages").wait_for(state="attached")
    assert opened(page) == ["step-who"]
    assert page.locator(".new-number").all_inner_texts() == ["1", "2", "3"]
    assert page.locator(".button:visible").count() == 1
    assert page.evaluate("document.documentElement.scrollHeight") <= 768
    first, title = page.get_by_label("Someone was hurt").bounding_box(), page.locator("#title")
    assert first and first["y"] < title.bounding_box()["y"]  # type: ignore[index]
    title.fill("Spring")
    page.locator("#team").fill("Payments")
    expect(page.locator("#said-room")).to_contain_text("Name someone to talk to afterwards.")
    page.locator("#step-room > summary").click()
    assert opened(page) == ["step-room"]
    page.locator("#support").fill("Kim, room 4")
    expect(page.locator("#said-who")).to_have_text("Spring, with Payments.")
    expect(page.locator("#said-support")).to_have_text("People can talk to: Kim, room 4.")
    expect(page.locator("#said-votes")).to_have_text(
        "Someone has a say over someone else’s work. Votes appear while we vote."
    )
    expect(page.locator("#support")).to_have_value("Kim, room 4")
    page.get_by_role("button", name="Open the workshop").click()
    expect(page.get_by_text("Can phones connect?")).to_be_visible(timeout=PATIENCE)
    page.get_by_text("More checks").click()
    expect(page.get_by_text("You know what to say if someone")).to_be_visible()
    expect(page.get_by_text("The person going first knows about it.")).to_have_count(0)


@pytest.mark.long
def test_a_form_has_no_step_for_a_story_where_the_agenda_tells_none(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    page.locator(".new-stages").wait_for(state="attached")
    page.locator("#step-story > summary").click()
    page.get_by_role("button", name="Change", exact=True).click()
    page.locator("#template").select_option("follow_up")
    expect(page.locator("#step-story")).to_be_hidden(timeout=PATIENCE)
    expect(page.locator("#step-room .new-number")).to_have_text("2")
    page.locator("#step-room > summary").click()
    assert opened(page) == ["step-room"]
    page.locator("#step-who > summary").click()
    page.locator("#template").select_option("60")
    expect(page.locator("#step-story")).to_be_visible()
    expect(page.locator("#step-room .new-number")).to_have_text("3")


@pytest.mark.long
def test_a_small_laptop_has_the_plan_of_an_hour_whole_and_a_fade_says_what_goes_on(
    visit: Stage,
) -> None:
    page = visit.signed_in("desk/new", {"width": 1280, "height": 800}).page
    page.locator(".new-stages").wait_for(state="attached")
    opens_all(page)
    page.locator("#people").fill("5")
    page.locator("#free_at").fill("15:00")
    expect(page.locator("#means")).to_contain_text("Each phone can send two cards.")
    assert page.locator(".new-plan").evaluate("(one) => one.scrollHeight <= one.clientHeight")
    page.set_viewport_size({"width": 1280, "height": 600})
    assert page.locator(".new-plan").evaluate("""(one) => one.scrollHeight > one.clientHeight
        && getComputedStyle(one).maskImage.includes("gradient")""")


def test_a_form_that_comes_back_leads_to_what_is_wrong_first(visit: Stage) -> None:
    page = visit.signed_in("desk/new", {"width": 390, "height": 600}).page
    opens_all(page)
    page.locator("#free_at").fill("15:00")
    expect(page.locator("#free_at-words")).to_contain_text("If you start now, at")
    page.get_by_role("button", name="Open the workshop").click()
    said = page.get_by_role("alert").filter(has_text="Please check the fields marked below.")
    expect(said).to_have_count(1, timeout=PATIENCE)
    expect(page.locator("#title")).to_be_focused(timeout=PATIENCE)
    expect(page.locator("#title")).to_be_in_viewport()
    page.locator("#title").fill("Spring")
    expect(page.locator("#title-fault")).to_be_hidden()
    expect(page.locator("#title")).not_to_have_attribute("aria-invalid", "true")
    page.locator("#step-room > summary").click()
    expect(page.locator("#support-fault")).to_be_visible()
    expect(page.locator("#marked")).to_be_visible()
    page.locator("#support").fill("Kim, room 4")
    expect(page.locator("#support-fault")).to_be_hidden()
    expect(page.locator("#marked")).to_be_hidden()


@pytest.mark.long
def test_a_yes_says_why_and_asks_once_more(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    page.locator(".new-stages").wait_for(state="attached")
    expect(page.get_by_text("Do this another month.")).to_have_count(4)
    assert page.get_by_text("Do this another month.").locator("visible=true").count() == 0
    expect(page.locator("#all_the_same")).to_be_hidden()
    page.get_by_label("Redundancies are under way.").check()
    expect(page.get_by_text("Nobody speaks freely about failures while jobs")).to_be_visible()
    expect(page.locator("#all_the_same")).to_be_visible()
    page.locator("#title").fill("Spring")
    page.locator("#step-room > summary").click()
    page.locator("#nobody").check()
    page.get_by_role("button", name="Open the workshop").click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    page.locator(".new-stages").wait_for(state="attached")
    assert opened(page) == ["step-who"]
    expect(page.get_by_label("Redundancies are under way.")).to_be_checked()
    expect(page.locator("#nobody")).to_be_checked()
    page.get_by_label("I have read why, and I want to continue").check()
    page.get_by_role("button", name="Open the workshop").click()
    expect(page.get_by_text("Can phones connect?")).to_be_visible(timeout=PATIENCE)


@pytest.mark.long
def test_a_say_over_others_proposes_a_reader_and_hides_no_votes(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    opens_all(page)
    live = page.locator("[name=votes][value=live]")
    expect(live).to_be_checked()
    page.locator("[name=over][value=yes]").check()
    expect(page.locator("#reader")).to_contain_text("let someone else read the cards")
    expect(live).to_be_checked()
    page.locator("[name=say][value=no]").check()
    expect(page.locator("#reader")).to_be_hidden()


@pytest.mark.long
def test_the_plan_says_what_sixty_people_mean(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    opens_all(page)
    page.locator("#people").fill("60")
    plan = page.locator("#means")
    expect(plan).to_contain_text("Each phone can send one card.")
    expect(plan).to_contain_text(
        "there are 7 seconds per card. The room’s screen shows six at a time."
    )
    expect(plan).to_contain_text("You need 2 people to read the cards")
    expect(page.locator(".new-stages li").last).to_have_text("In reserve7")
    page.locator("#people").fill("9")
    expect(plan).to_contain_text("Each phone can send two cards.")
    page.locator("#template").select_option("30")
    expect(plan).to_contain_text("Each phone can send one card.")


def refused(page: Page) -> None:
    """Sends the form without a title; and waits until its suggestions are there again."""
    with page.expect_response("**/desk/stories/suggested?*"):
        page.get_by_role("button", name="Open the workshop").click()
    expect(page.get_by_role("alert")).to_be_visible(timeout=PATIENCE)
    page.locator(".new-stages").wait_for(state="attached")
    opens_all(page)


def opened(page: Page) -> list[str]:
    """The steps that are open."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('.new-step[open]')].map((one) => one.id)"
    )
    return found


def shows_it_at_once(route: Route) -> None:
    """The page as a browser has it that does not wait for the module with what it paints."""
    response = route.fetch()
    text = response.text()
    assert BLOCKING in text
    route.fulfill(response=response, body=text.replace(BLOCKING, ""))


class HeldBack:
    """The form's module, which waits on its way until it is let come."""

    def __init__(self, page: Page) -> None:
        self._waits: list[Route] = []
        self._comes = False
        page.route("**/js/pages/new.js", lambda route: self._meets(route))

    def _meets(self, route: Route) -> None:
        if self._comes:
            route.continue_()
        else:
            self._waits.append(route)

    def comes(self) -> None:
        self._comes = True
        for route in self._waits:
            route.continue_()
