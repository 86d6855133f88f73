"""The ordinary pages, in a browser: for everybody, at every width, and never the end of the way."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Response, expect

from tests.support.axe import axe_finds
from tests.support.in_view import in_view
from tests.support.pages import OpenedPage, Pages, served_pages
from tests.support.room_in_browser import opens_all
from tests.support.ruler import hard_to_press
from tests.support.valid_html import validated

WIDER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
CUT = """() => [...document.querySelectorAll("main *")].filter((one) => {
    const { overflowX } = getComputedStyle(one);
    return one.scrollWidth > one.clientWidth + 1 && overflowX !== "visible" && one.clientWidth > 1
        && !one.closest("select, input, textarea, .miniature");
}).map((one) => one.className || one.tagName)"""
PARTS = """async () => {
    const at = document.querySelector("script[src*='/js/']").src.split("/js/")[0];
    const [{ html, render }, { bar }, { seam }] = await Promise.all(
        ["vendor/lit-html/lit-html", "js/elements/bar", "js/elements/seam"].map(
            (name) => import(`${at}/${name}.js`)));
    const place = document.querySelector("main").appendChild(document.createElement("div"));
    render(html`<button class="button">Keep</button><button class="button" disabled>Keep</button>
        <div class="desk-card">Covered</div>
        ${bar(0.5)} ${seam({ seed: "A break.", mended: true })}`, place);
}"""
"""Puts parts of other screens on a page that has a button to hold."""
DRAWN = """() => {
    const drawn = (what, how, part) => getComputedStyle(document.querySelector(what), part)[how];
    const wide = (what, how) => parseFloat(drawn(what, how));
    return {
        main: wide(".button-main:enabled", "borderTopWidth"),
        plain: wide(".button:enabled:not(.button-main)", "borderTopWidth"),
        spent: drawn(".button:disabled", "color"), ready: drawn(".button:enabled", "color"),
        button: drawn("hold-button > .button", "backgroundColor"),
        held: drawn("hold-button > .button", "backgroundColor", "::after"),
        ink: drawn("body", "color"), ground: drawn("body", "backgroundColor"),
        covered: drawn(".desk-card", "outlineStyle"),
        bar: drawn(".bar-gold", "backgroundColor"),
        crack: drawn(".seam-crack", "stroke"), gold: drawn(".seam-gold", "stroke"),
        "crack, wide": wide(".seam-crack", "strokeWidth"),
        "gold, wide": wide(".seam-edge", "strokeWidth"),
    };
}"""
PLACES = """() => {
    const at = (what) => document.querySelector(what)?.getBoundingClientRect();
    const said = (what) => [...document.querySelectorAll(what)].map((one) => one.textContent);
    const goes = at(".button-main.button-next");
    return { brand: said(".page-home").join(), ways: said(".page-homes > a").slice(-2).join(),
        edge: [at(".page-home").left, at("h1").left], top: Math.round(at("h1").top),
        header: at("header").height,
        goes: goes && [goes.left, goes.right, goes.bottom] };
}"""
"""Where a page's header, title and main button are."""
LETTERS = "(size) => { document.documentElement.style.fontSize = size; }"
STATUS = "the server responded with a status of 4"
MOST_PAGE_WORDS = 120
"""Of the product's own, in view on a small laptop."""
AWAY = "The server does not answer."


@pytest.fixture(scope="module")
def pages(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pages]:
    with served_pages(tmp_path_factory.mktemp("pages"), browser) as served:
        yield served


@pytest.mark.parametrize(
    "looks",
    [
        pytest.param([("en-GB", 1440, "light"), ("ar", 390, "dark")], id="by turns"),
        pytest.param([("en-GB", 390, "dark")], marks=pytest.mark.long, id="narrow and dark"),
        pytest.param([("ar", 1440, "dark")], marks=pytest.mark.long, id="Arabic, wide and dark"),
        pytest.param([("ar", 390, "light")], marks=pytest.mark.long, id="Arabic and narrow"),
    ],
)
def test_every_page_is_for_everybody_keeps_the_policy_and_is_valid(
    pages: Pages, tmp_path: Path, looks: list[tuple[str, int, str]]
) -> None:
    faults, seen = [], []
    with ExitStack() as windows:
        judges = {}
        for locale, width, scheme in looks:
            window = pages.window(width, locale=locale, color_scheme=scheme)
            opened = OpenedPage(windows.enter_context(window), locale)
            judges[opened] = Judge(pages, opened.page, tmp_path / locale)
        for name, opened in pages.every(*judges):
            faults += [f"{name}, {opened.locale}: {fault}" for fault in judges[opened].faults(name)]
            seen.append(name)
    valid = validated(tmp_path)
    faults += [f"html: {valid.stdout}{valid.stderr}"] * valid.returncode
    assert not faults, "\n".join(faults)
    assert sorted(seen) == sorted(one.stem for one in tmp_path.rglob("*.html"))
    assert len({*seen}) == 40


class Judge:
    """Judges what a window shows in all ways at once, and keeps its HTML in a folder."""

    def __init__(self, pages: Pages, page: Page, folder: Path) -> None:
        self.page, self.folder, self.breaches = page, folder, pages.breaches
        folder.mkdir()
        self.said: list[str] = []
        self.sent: list[Response] = []
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        page.on("response", lambda one: self.sent.append(one) if _is_page(one) else None)

    def faults(self, name: str) -> list[str]:
        """Returns all that is wrong with the page that has just been opened."""
        found = [f"axe: {fault}" for fault in axe_finds(self.page)]
        found += self._outside()
        self.page.wait_for_load_state("networkidle")
        found += [f"policy: {breach}" for breach in self.breaches]
        # A page for an error has its number.
        found += [f"console: {text}" for text in self.said if STATUS not in text]
        self.breaches.clear()
        self.said.clear()
        (self.folder / f"{name}.html").write_text(self.sent[-1].text(), encoding="utf-8")
        return found

    def _outside(self) -> list[str]:
        """Returns the parts that run out of the narrowest window, or of a usual one with letters
        twice as large."""
        size, found = self.page.viewport_size, []
        for width, letters in ((320, "100%"), (1280, "200%")):
            self.page.set_viewport_size({"width": width, "height": 800})
            self.page.evaluate(LETTERS, letters)
            outside = self.page.evaluate(WIDER), self.page.evaluate(CUT)
            if outside != (0, []):
                found.append(f"ruler, {width} px, text of {letters}: {outside}")
            found += hard_to_press(self.page)
        self.page.set_viewport_size(size)  # type: ignore[arg-type]
        self.page.evaluate(LETTERS, "")
        return found


def test_html_that_is_not_valid_is_found(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("<p><div></p>\n", encoding="utf-8")
    assert validated(tmp_path).returncode == 1


def _is_page(answer: Response) -> bool:
    return answer.request.is_navigation_request() and not 300 <= answer.status < 400


def test_a_form_keeps_what_was_typed_while_the_server_is_away(pages: Pages) -> None:
    with pages.window() as page:
        page.goto(f"{pages.server.url}desk/new")
        opens_all(page)
        page.get_by_label("Title").first.fill("Autumn campaign")
        page.locator("#nobody").check()
        page.context.set_offline(True)
        page.get_by_role("button", name="Open the workshop").click()
        expect(page.get_by_role("alert").get_by_text(AWAY)).to_be_visible()
        assert axe_finds(page) == []
        expect(page.get_by_label("Title").first).to_have_value("Autumn campaign")
        page.context.set_offline(False)
        page.get_by_role("button", name="Open the workshop").click()
        page.wait_for_url("**/desk/*/")
        expect(page.get_by_text("Autumn campaign").first).to_be_visible()


def test_an_error_leads_back_to_what_was_typed(pages: Pages) -> None:
    with pages.window() as page:
        page.goto(f"{pages.server.url}leader/{pages.open}/")
        page.locator("#next").click()
        page.locator("#context").fill("I was new.")
        page.goto(f"{pages.server.url}refused/413")
        page.get_by_role("button", name="Go back").click()
        page.wait_for_url("**/leader/*/")


def test_a_wrong_link_is_answered_with_the_way_to_a_right_one(pages: Pages) -> None:
    with pages.window(storage_state=None) as page:
        page.goto(f"{pages.server.url}enter#f_wrong")
        expect(page.get_by_role("alert")).to_contain_text("not known here")
        expect(page.get_by_label("Your link")).to_be_focused()
        assert "#" not in page.url


@pytest.mark.parametrize("kind", ["summary", "one file"])
def test_on_paper_a_summary_is_black_on_white_and_nothing_else(pages: Pages, kind: str) -> None:
    with pages.window(color_scheme="dark") as page:
        pages.opens(page, kind)
        page.emulate_media(media="print", color_scheme="dark")
        assert (
            page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        )
        assert (
            page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
        )
        for control in page.get_by_role("button").all() + page.get_by_role("link").all():
            expect(control).to_be_hidden()


def test_a_bar_grows_from_where_its_lesson_begins_whatever_the_desk_speaks(pages: Pages) -> None:
    with pages.window(locale="ar") as page:
        page.goto(f"{pages.server.url}desk/{pages.sealed}/summary/")
        expect(page.locator("html")).to_have_attribute("dir", "rtl")
        expect(page.locator(".summary-bar").first).to_have_css("transform", "none")


def test_where_fills_are_taken_away_lines_say_the_same(pages: Pages) -> None:
    with pages.window(forced_colors="active") as page:
        pages.opens(page, "throw away")
        page.evaluate(PARTS)
        drawn = page.evaluate(DRAWN)
    assert drawn["main"] > drawn["plain"] > 0
    assert drawn["spent"] != drawn["ready"]
    assert drawn["covered"] == "solid"
    assert drawn["held"] != drawn["button"] == drawn["ground"]
    assert drawn["bar"] == drawn["crack"] == drawn["gold"] == drawn["ink"] != drawn["ground"]
    assert drawn["gold, wide"] > drawn["crack, wide"] > 0


@pytest.mark.parametrize("path", ["desk/", "desk/stories/", "desk/stories/invite", "desk/new"])
def test_a_page_asks_nobody_to_read_more_than_it_must(pages: Pages, path: str) -> None:
    with pages.window() as page:
        page.set_viewport_size({"width": 1366, "height": 768})
        page.goto(f"{pages.server.url}{path}")
        page.wait_for_load_state("networkidle")
        words, _ = in_view(page)
        assert 20 < len(words) <= MOST_PAGE_WORDS, " ".join(words)


BESIDE = ("new", "take-in", *(f"stories/{one}" for one in ("add", "import", "invite", "told/")),
          *(f"stories/packs/{one}" for one in ("", "import")))  # fmt: skip
"""Pages that have their main button at their end, from the list of workshops on."""


@pytest.mark.parametrize("wide", [1366, 1920])
def test_pages_have_one_grid_one_header_and_one_place_for_their_main_button(
    pages: Pages, wide: int
) -> None:
    room, told, team = f"{pages.open}/", f"stories/told/{pages.told}/", f"teams/{pages.team}/"
    outside = ("stories/", "agendas/", "agendas/new", f"{room}throw-away", told[:-1], team,
               f"{told}propose", f"{told}decline", *BESIDE)  # fmt: skip
    with pages.window() as page:
        page.set_viewport_size({"width": wide, "height": 768})

        def found(*paths: str) -> dict[str, dict[str, Any]]:
            return {path: places(page, f"{pages.server.url}desk/{path}") for path in paths}

        all_of_them = found(*outside)
        in_a_room = found(f"{room}links", f"{room}before", f"{room}change/")
    assert same(all_of_them, "brand", "ways") == ["Failure Workshop", "Stories,Agendas"]
    assert same({path: all_of_them[path] for path in BESIDE}, "goes")
    assert same(all_of_them | in_a_room, "header", "edge")
    del all_of_them["agendas/new"]  # Its title is only spoken.
    assert same(all_of_them | in_a_room, "top")


def places(page: Page, url: str) -> dict[str, Any]:
    page.goto(url)
    page.wait_for_load_state("networkidle")
    return dict(page.evaluate(PLACES))


def same(found: dict[str, dict[str, Any]], *names: str) -> list[Any]:
    """Returns what all these pages have under these names."""
    first = [next(iter(found.values()))[name] for name in names]
    other = {
        path: has for path, at in found.items() if (has := [at[one] for one in names]) != first
    }
    assert not other, (first, other)
    return first
