"""The form of a new workshop: it suggests, and what a person has chosen or typed stays."""

from playwright.sync_api import Page, Route, expect

from tests.support.browser import PATIENCE, Stage

MORE = "More: story, question, votes, room, help"


def test_an_agenda_that_reveals_nothing_together_suggests_the_live_wall(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    page.get_by_text(MORE).click()
    live, together = (page.locator(f"[name=cards][value={one}]") for one in ("live", "together"))
    page.locator("#template").select_option("all_hands")
    expect(live).to_be_checked(timeout=PATIENCE)
    page.locator("#template").select_option("60")
    expect(together).to_be_checked(timeout=PATIENCE)
    together.check()
    live.check()
    page.locator("#template").select_option("30")
    expect(live).to_be_checked(timeout=PATIENCE)


def test_a_form_that_comes_back_keeps_the_wall_that_somebody_chose(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    page.locator("#template").select_option("all_hands")
    page.get_by_text(MORE).click()
    expect(page.locator("[name=cards][value=live]")).to_be_checked(timeout=PATIENCE)
    page.locator("[name=cards][value=together]").check()
    page.locator("#story").select_option("own")
    page.get_by_role("button", name="Lay it out below").click()
    expect(page.locator("#template")).to_have_value("all_hands", timeout=PATIENCE)
    expect(page.locator("[name=cards][value=together]")).to_be_checked(timeout=PATIENCE)


def test_what_was_chosen_before_the_form_s_module_came_stays(visit: Stage) -> None:
    page = visit.signed_in("desk/new").page
    page.evaluate("""localStorage.setItem("wifi",
        JSON.stringify({ name: "Old", password: "old words", shown: true }))""")
    held = HeldBack(page)
    page.goto(f"{visit.server.url}desk/new", wait_until="commit")
    page.get_by_text(MORE).click()
    page.locator("[name=cards][value=live]").check()
    page.locator("#wifi_password").fill("new words")
    page.locator("#wifi_keep").uncheck()
    expect(page.locator(".new-line")).to_have_count(0)
    held.comes()
    expect(page.locator(".new-line")).to_be_visible(timeout=PATIENCE)
    expect(page.locator("[name=cards][value=live]")).to_be_checked()
    expect(page.locator("#wifi_password")).to_have_value("new words")
    expect(page.locator("#wifi_keep")).not_to_be_checked()
    page.locator("#template").select_option("30")
    expect(page.locator("[name=cards][value=live]")).to_be_checked()


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
