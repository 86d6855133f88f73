"""A form that came back with faults can be left and found again, whichever it is: no browser asks
whether to send it once more, and nothing typed is lost."""

import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path

import pytest
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect

from tests.browser.test_leader import LeaderOnPhone
from tests.support.beside_contributor import DAY, STORY, library_of
from tests.support.browser import PATIENCE, PHONE, Stage, on_stage
from tests.support.contributing import Invited, beside, invites
from tests.support.forking import ROOT
from tests.support.hosted_teams import Teams, two_teams
from tests.support.room_in_browser import RoomInBrowser, opens_all
from tests.support.server import Client, own_server
from workshop.stories.contributing import Sent, accept_story, invite_contributor, propose_text, send

TEMPLATES = ROOT / "templates"
FORM = re.compile(r"<form\b(?P<head>.*?)>(?P<body>.*?)</form>", re.S)
TYPED = re.compile(
    r"""<textarea|<select|<input(?![^>]*type="hidden")"""
    r"""|\b(?:text|choice|caller|stage_item|\w*_fields?|self\.\w+)\(|include "(?:form|story)_"""
)
"""A field in a form, whether it stands there itself, in a macro, or in another template."""
EXTENDS = re.compile(r"""{% extends "([\w/.]+)" %}""")


def typed_forms() -> set[str]:
    """Returns a name for each that is sent by post: its template, and that it is the second there.

    A template that has no form of its own has those of the template that it extends.
    """
    names = {one.relative_to(TEMPLATES).as_posix() for one in TEMPLATES.rglob("*.html")}
    return {" ".join([name, *n]) for name in names for n in _numbered(_forms(name))}


def _numbered(count: int) -> list[list[str]]:
    return [[] if n == 1 else [str(n)] for n in range(1, count + 1)]


@cache
def _forms(name: str) -> int:
    """How many a template has."""
    text = (TEMPLATES / name).read_text("utf-8")
    around = EXTENDS.search(text)
    if around and "<form" not in text:
        return _forms(around[1])
    found = [one for one in FORM.finditer(text) if 'method="post"' in one["head"]]
    return sum(1 for one in found if TYPED.search(one["body"]))


LONG = ("The lock, told anew. " * 150).strip()
ARTICLE = (
    "“Read the date aloud.”\n\n“I sent out Friday’s list. Three vans stood at closed gates. Now I"
    " read the date.”\n\n– Amir Said, dispatcher, Leeds, England\n"
)
TYPES = """(field, value) => {
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
    for (const name of ["input", "change"]) field.dispatchEvent(new Event(name, { bubbles: true }));
}"""
"""As hands do, also where a browser would not let them type so much, or where a page is turned."""
ANYTHING_GOES = """() => {
    for (const one of document.forms) one.noValidate = true;
    for (const one of document.querySelectorAll("details")) one.open = true;
}"""
SENDS = "() => document.querySelector('form[method=post]').submit()"
OF_AN_OLDER_PAGE = """() => {
    const field = { type: "hidden", name: "until_yesterday" };
    for (const one of document.forms) {
        one.append(Object.assign(document.createElement("input"), field));
    }
}"""
"""Gives each form a field that no page has today."""
STAGES = "() => [...document.querySelectorAll('.agenda-stage')].map((one) => one.dataset.kind)"
Value = str | bytes | bool


@dataclass
class Places:
    """A laptop's server, and a hosted one once a form is only there."""

    stage: Stage
    folder: Path
    ends: ExitStack = field(default_factory=ExitStack)

    def desk(self, path: str) -> Page:
        """A page of the facilitator on a laptop."""
        return self.stage.signed_in(f"desk/{path}").page

    @property
    def data(self) -> Path:
        """The laptop's data folder."""
        return self.stage.server.data

    @cached_property
    def workshop(self) -> str:
        """An open workshop on the laptop."""
        return Client(self.stage.server.port).new_workshop(self.stage.cookie)

    def opens(self, link: Invited, path: str = "") -> Page:
        """A teller's phone at a page of their story."""
        page = self.stage.window(PHONE, touch=True).page
        page.goto(f"{self.stage.server.url}enter#{link.secret}")
        page.wait_for_url(f"**/tell/{link.id}/**", timeout=PATIENCE)
        if path:
            page.goto(f"{self.stage.server.url}tell/{link.id}/{path}")
        return page

    @cached_property
    def teams(self) -> Teams:
        """The hosted server with its teams."""
        return self.ends.enter_context(two_teams(self.folder))

    def hosted(self, path: str) -> Page:
        """A page of the owner of the hosted server; it can name what the first team has."""
        name, _, value = self.teams.owner.partition("=")
        context = self.stage.browser.new_context(ignore_https_errors=True, locale="en-GB")
        origin = self.teams.server.origin
        context.add_cookies([{"name": name, "value": value, "url": origin, "secure": True}])
        page = context.new_page()
        page.goto(f"{origin}/desk/{path.format(**self.teams.theirs)}")
        return page


def told(places: Places) -> str:
    """A story that waits for its editor."""
    with library_of(places.data) as library:
        id_ = invite_contributor(library, "", "", "for Mara")
        assert send(library, id_, Sent(STORY, "named", "team", DAY))
    return id_


def pack(places: Places) -> Page:
    """Where a pack is saved, with a story that may go into it."""
    with library_of(places.data) as library:
        id_ = invite_contributor(library, "", "", "for Mara")
        assert send(library, id_, Sent(STORY, "named", "server", DAY, packs=True))
        assert accept_story(library, id_)
    return places.desk("stories/packs/")


def new(places: Places) -> Page:
    page = places.desk("new")
    opens_all(page)
    return page


def proposed(places: Places) -> Page:
    """A teller's phone, where another text was proposed."""
    link = invites(places.data)
    page = places.opens(link)
    sent, shorter = Sent(STORY, "named", "server", DAY), replace(STORY, lesson="Ask first.")
    beside(places.data, lambda at: send(at, link.id, sent))
    beside(places.data, lambda at: propose_text(at, link.id, shorter, "Shorter?"))
    page.goto(f"{places.stage.server.url}tell/{link.id}/change")
    return page


def leader(places: Places) -> LeaderOnPhone:
    room = RoomInBrowser(places.stage, phones=0, leader_name="Ines")
    return LeaderOnPhone(places.stage, room.desk)


def gives(places: Places) -> Page:
    """A leader's phone, where their story is given to the library."""
    writer = leader(places)
    writer.answers()
    writer.signs()
    writer.phone.shows("Your story has arrived.")
    writer.page.get_by_role("link", name="Give it to the library").click()
    return writer.page


@dataclass(frozen=True)
class Way:
    """How a form is sent so that it comes back: where, what is typed, by its field, and which
    button is pressed, "" for none. `found` stands there afterwards, if it is not what was typed."""

    to: Callable[[Places], Page]
    typed: Mapping[str, Value]
    press: str = ""
    found: Mapping[str, Value] | None = None

    @property
    def back(self) -> Mapping[str, Value]:
        """Returns the fields that are found again, with what stands in them."""
        return self.typed if self.found is None else self.found


def at(path: str) -> Callable[[Places], Page]:
    return lambda places: places.desk(path)


def in_workshop(path: str) -> Callable[[Places], Page]:
    return lambda places: places.desk(f"{places.workshop}/{path}")


def of_told(path: str) -> Callable[[Places], Page]:
    return lambda places: places.desk(f"stories/told/{told(places)}/{path}")


def hosted(path: str) -> Callable[[Places], Page]:
    return lambda places: places.hosted(path)


NO_FILE: Mapping[str, Value] = {"#file": b"{"}
WAYS = {
    "agenda.html": Way(at("agendas/new"), {"#name": LONG}, "Save"),
    "agendas.html": Way(at("agendas/"), NO_FILE, "Import", {"#text": "{"}),
    "change.html": Way(in_workshop("change/name"), {"#title": LONG}, "Save the change"),
    "change_agenda.html": Way(in_workshop("change/agenda"), {"input[id^=minutes-]": "999"}, "Save"),
    "join.html": Way(lambda places: places.desk("../"), {"#code": "NOCODE"}, "Next"),
    "leader.html": Way(lambda places: leader(places).page, {"#title": LONG}),
    "leader_give.html": Way(gives, {"[name=packs]": True}, "Give this text"),
    "links.html": Way(in_workshop("links"), {"#label": LONG}, "Make a link for a helper"),
    "members.html": Way(hosted("teams/{team}/members"), {"#name": LONG}, "Make an invitation"),
    "new.html": Way(new, {"#title": LONG}, "Open the workshop"),
    "operator.html": Way(hosted("operator/"), {"#name": LONG}, "Make an invitation"),
    "pack_import.html": Way(at("stories/packs/import"), NO_FILE, "Import", {}),
    "pack_save.html": Way(pack, {"#why": LONG}, "Save the pack"),
    "story_add.html": Way(at("stories/add"), {"#title": LONG}, "Add this story"),
    "story_decline.html": Way(of_told("decline"), {"#own": LONG}),
    "story_difference.html": Way(
        of_told("propose"), {"[name=own_title]": "Else"}, "See the difference"
    ),
    "story_import.html": Way(
        at("stories/import"), {"#text": ARTICLE}, "Read the stories", {"#work-1": "dispatcher"}
    ),
    "story_invite.html": Way(at("stories/invite"), {"#label": LONG}, "Make the link"),
    "story_propose.html": Way(of_told("propose"), {"#own_title": LONG}, "See the difference"),
    "summary/lending.html": Way(
        hosted("{sealed}/summary/"), {"#label": LONG}, "Make a link for the team"
    ),
    "summary/page.html": Way(
        hosted("{sealed}/summary/"), {"#keep_until": "2020-01-01"}, "Save this date"
    ),
    "take_in.html": Way(at("take-in"), NO_FILE, "Import", {}),
    "team.html": Way(hosted("teams/{team}/"), {"#next-name": LONG}, "Save the name"),
    "team_since.html": Way(hosted("teams/{team}/"), {"input[id^=will-]": LONG}, "Save the change"),
    "teams.html": Way(hosted("teams/"), {"#name": LONG}, "Make the team"),
    "tell.html": Way(lambda places: places.opens(invites(places.data)), {"#title": LONG}),
    "tell_change.html": Way(proposed, {"#title": LONG}),
}
NEVER_WRONG = {
    "letters.html": "its button waits for a tick",
    "links.html 2": "one tick, which may be there or not",
    "member_out.html": "one tick, which may be there or not",
}


@pytest.fixture(scope="module")
def places(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Places]:
    server = own_server(tmp_path_factory.mktemp("laptop") / "data")
    with on_stage(browser, server.start()) as stage:
        made = Places(stage, tmp_path_factory.mktemp("hosted"))
        with made.ends:
            yield made


def types(page: Page, typed: Mapping[str, Value]) -> None:
    for selector, value in typed.items():
        place = page.locator(selector).last
        if isinstance(value, bytes):
            file = {"name": "a.json", "mimeType": "application/json", "buffer": value}
            place.set_input_files(file)  # type: ignore[arg-type]
        else:
            place.evaluate(TYPES, value, timeout=PATIENCE)


def sends(page: Page, way: Way, more: str = "() => {}") -> None:
    """Types into a form, does more to the page by a script, and sends the form."""
    page.evaluate(ANYTHING_GOES)
    types(page, way.typed)
    page.evaluate(more)
    if way.press:
        page.get_by_role("button", name=way.press).last.click(timeout=PATIENCE)
    else:
        page.evaluate(SENDS)


def comes_back(page: Page, way: Way) -> None:
    """Sends a form, and waits for the page that answers it."""
    sends(page, way)
    page.locator("html[data-answer]").wait_for(state="attached", timeout=PATIENCE)
    page.wait_for_load_state()


def stands(page: Page, found: Mapping[str, Value]) -> None:
    for selector, value in found.items():
        place = page.locator(selector).last
        if isinstance(value, bool):
            expect(place).to_be_checked(timeout=PATIENCE)
        else:
            expect(place).to_have_value(str(value).strip(), timeout=PATIENCE)


SOME = ("new.html", "change.html", "story_import.html", "agenda.html")
"""The forms that are walked each time; all others with `--long`."""


def test_each_form_of_the_templates_is_walked() -> None:
    assert typed_forms() - {*NEVER_WRONG} <= {*WAYS}
    assert {*NEVER_WRONG} <= typed_forms()


@pytest.mark.parametrize(
    "name", [pytest.param(one, marks=[pytest.mark.long] * (one not in SOME)) for one in WAYS]
)
def test_back_leads_to_a_form_as_it_was_sent(places: Places, name: str) -> None:
    way = WAYS[name]
    page = way.to(places)
    comes_back(page, way)
    stands(page, way.back)
    page.goto(page.evaluate("location.origin"))
    page.go_back()
    stands(page, way.back)
    page.reload()
    stands(page, way.back)


@pytest.mark.parametrize(
    ("name", "typed"),
    [
        pytest.param("story_import.html", {"#text": ARTICLE.strip()}, marks=pytest.mark.long),
        ("agenda.html", {"#name": "Thursdays"}),
        pytest.param("change.html", {"#title": "The lock"}, marks=pytest.mark.long),
    ],
)
def test_a_form_from_before_an_update_is_found_as_it_was_left(
    places: Places, name: str, typed: Mapping[str, Value]
) -> None:
    page = WAYS[name].to(places)
    page.on("dialog", lambda dialog: dialog.accept())  # it asks whoever leaves without saving
    sends(page, Way(WAYS[name].to, typed, WAYS[name].press), OF_AN_OLDER_PAGE)
    expect(page.get_by_text("This form could not be read")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("button", name="Go back").click()
    stands(page, typed)
    page.reload()
    stands(page, typed)


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("new.html", "#title"),
        pytest.param("story_add.html", "#title", marks=pytest.mark.long),
        pytest.param("story_import.html", "#lesson-1", marks=pytest.mark.long),
        pytest.param("team_since.html", "input[id^=will-]", marks=pytest.mark.long),
    ],
)
def test_what_is_mended_after_that_is_found_as_well(places: Places, name: str, field: str) -> None:
    page = WAYS[name].to(places)
    comes_back(page, WAYS[name])
    types(page, {field: "The lock"})
    page.goto(page.evaluate("location.origin"))
    page.go_back()
    stands(page, {field: "The lock"})


def test_stages_are_found_in_the_order_in_which_they_were_left(places: Places) -> None:
    page = places.desk("agendas/new")
    page.on("dialog", lambda dialog: dialog.accept())  # it asks whoever leaves without saving
    comes_back(page, WAYS["agenda.html"])
    page.locator("#add").select_option("talk")
    page.get_by_role("button", name="Add it").click()
    page.locator(".agenda-stage [value^='up:']").last.click()
    left, home = page.evaluate(STAGES), page.evaluate("`${location.origin}/`")
    page.goto(home)
    page.go_back(wait_until="commit")
    page.locator("html[data-answer]").wait_for(state="attached", timeout=PATIENCE)
    page.wait_for_load_state()
    assert page.evaluate(STAGES) == left
    page.go_forward()
    page.wait_for_url(home, timeout=PATIENCE)  # laid out again, a form takes no place of its own
