"""Every ordinary page of a server, in a browser: what it shows, and what it breaks."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, FilePayload, Page

from tests.summary.gathering import hold
from tests.summary.summaries import commitment, lesson, plain
from tests.support.axe import by_turns
from tests.support.beside_contributor import DAY, STORY
from tests.support.browser import LANGUAGES
from tests.support.room import new_room, new_store
from tests.support.server import own_server
from workshop.actions.create import NewWorkshop, create_workshop
from workshop.ending.seal import seal
from workshop.people.links import lend
from workshop.people.teams import team_ids
from workshop.pretend.own_server import OwnServer
from workshop.protocol.summary import SUMMARY_VERSION, written_summary
from workshop.storage.library import Sealed, keep_summary
from workshop.storage.store import Store
from workshop.stories.contributing import KeyedLibrary, Sent, invite_contributor, send
from workshop.stories.pack import built_in
from workshop.stories.pack_exchange import coming, import_pack
from workshop.stories.pack_file.pack_types import PackFile, PackStory, PublishedConsent
from workshop.stories.pack_file.write_pack_file import write_pack_file

REPORTS = """addEventListener("securitypolicyviolation",
    ({ violatedDirective, blockedURI }) => breach(`${violatedDirective} ${blockedURI}`))"""

LONG = "a" * 90
ARTICLE = f"""\
"Ask first."
"I did not ask. It cost me a year."
- Mara Quist, potter, Oslo, Norway
"{LONG * 2}"
"I asked {LONG}. Nobody came."
- Abe Lund, baker, Peru
"Ask twice.
- Zoe Marsh, miller, Chad
About the editor.
"""
"""A story that can be kept, one that is too long, a part that is none, and a line besides."""

UNREADABLE = "Zb3dEf6hIj9k"
PACK = PackFile(
    id="our-failures", version="1", title="Our failures", why="So that others know.",
    licence="CC-BY-4.0", language="en",
    stories=(
        PackStory("a-story", built_in()[0], PublishedConsent(permission="Its teller allowed it.")),
    ),
)  # fmt: skip


@dataclass(frozen=True)
class OpenedPage:
    """A window, and the language that its pages speak."""

    page: Page
    locale: str

    def says(self, text: str) -> str:
        """A sentence as these pages say it."""
        return LANGUAGES.translator(LANGUAGES.best([self.locale]))(text)


@dataclass
class Pages:
    """A server with an open workshop and a sealed one, and a browser that has all the cookies."""

    server: OwnServer
    browser: Browser
    open: str
    sealed: str
    team: str
    lent: str
    """The secret of a link to the summary."""
    told: str
    """A story that somebody has sent."""
    cookies: Any = None
    breaches: list[str] = field(default_factory=list)

    @contextmanager
    def window(self, width: int = 1440, **traits: Any) -> Iterator[Page]:
        """A window of its own, signed in as everybody that a page is for."""
        size = {"width": width, "height": 800}
        traits = {"storage_state": self.cookies, "locale": "en-GB", **traits}
        context = self.browser.new_context(viewport=size, **traits)
        context.expose_function("breach", lambda said: self.breaches.append(said))
        context.add_init_script(REPORTS)
        yield context.new_page()
        context.close()

    def sign_in(self) -> None:
        """Opens the facilitator's and the leader's links."""
        with self.window() as page:
            page.goto(self.server.desk_link)
            page.get_by_role("link", name="New workshop").wait_for()
            page.goto(f"{self.server.url}desk/{self.open}/")
            boot = json.loads(page.locator("#boot").text_content() or "")
            secret = str(boot).split("leader_url': '")[1].split("'")[0].partition("#")[2]
            page.goto(f"{self.server.url}enter#{secret}")
            page.get_by_role("heading", name="You go first").wait_for()
            page.goto(f"{self.server.url}enter#{self.lent}")
            page.get_by_role("link", name="Save PDF").wait_for()
            self.cookies = page.context.storage_state()

    def opens(self, page: Page, name: str) -> None:
        """Opens one that has an address."""
        page.goto(f"{self.server.url}{self._paths()[name]}")

    def every(self, *pages: OpenedPage) -> Iterator[tuple[str, OpenedPage]]:
        """
        Opens every page in turn, and gives what it is and in which window.

        By default the windows take turns from page to page; with --long each opens all of them.
        """
        for turn, (name, open_page) in enumerate(self._ways().items()):
            for opened in by_turns(pages, turn):
                open_page(opened)
                yield name, opened

    def _ways(self) -> dict[str, Callable[[OpenedPage], None]]:
        """How each page is come to; the last one takes a window's cookies away."""
        return {
            **{name: partial(self._opens_in, name) for name in self._paths()},
            "new workshop, refused": self._refuses_a_workshop,
            "summary, asked": self._asks_about_a_summary,
            "take in, refused": self._refuses_a_file,
            "add story, refused": self._refuses_a_story,
            "import stories, read": self._reads_stories,
            "pack, refused": self._refuses_a_pack,
            "pack, imported": self._imports_a_pack,
            "not signed in": self._forgets_who_looks,
        }

    def _opens_in(self, name: str, opened: OpenedPage) -> None:
        self.opens(opened.page, name)

    def _refuses_a_workshop(self, opened: OpenedPage) -> None:
        page, say = opened.page, opened.says
        page.goto(f"{self.server.url}desk/new")
        page.get_by_role("button", name=say("Open the workshop")).click()
        page.get_by_text(say("Nothing you typed is lost.")).wait_for()

    def _asks_about_a_summary(self, opened: OpenedPage) -> None:
        page, say = opened.page, opened.says
        page.goto(f"{self.server.url}desk/{self.sealed}/summary/")
        page.get_by_role("button", name=say("Delete this summary")).click()
        page.get_by_text(say("Delete this summary for good?")).wait_for()

    def _refuses_a_file(self, opened: OpenedPage) -> None:
        self.send_file(opened.page, "nothing.json", b"{}", opened.says)
        refused = opened.says("This file can’t be imported as it is. Nothing was changed.")
        opened.page.get_by_text(refused).wait_for()

    def _refuses_a_story(self, opened: OpenedPage) -> None:
        page, say = opened.page, opened.says
        page.goto(f"{self.server.url}desk/stories/add")
        page.get_by_role("button", name=say("Add this story")).click()
        page.get_by_text(say("Nothing you typed is lost.")).wait_for()

    def _reads_stories(self, opened: OpenedPage) -> None:
        page, say = opened.page, opened.says
        page.goto(f"{self.server.url}desk/stories/import")
        page.get_by_label(say("The text"), exact=True).fill(ARTICLE)
        page.get_by_role("button", name=say("Read the stories")).click()
        page.get_by_label(say("Where was it published?")).first.fill("The Fence")
        page.get_by_label(say("Who gave permission?")).first.fill("Its editor")
        page.get_by_role("button", name=say("Keep this story")).first.click()
        page.get_by_text(say("This story is in the library now.")).wait_for()
        page.get_by_role("button", name=say("Keep all complete stories")).click()
        page.get_by_text(say("Nothing you typed is lost.")).wait_for()

    def _refuses_a_pack(self, opened: OpenedPage) -> None:
        page, say = opened.page, opened.says
        page.goto(f"{self.server.url}desk/stories/packs/")
        page.get_by_role("button", name=say("Save the pack")).click()
        page.get_by_text(say("Nothing you typed is lost.")).wait_for()

    def _imports_a_pack(self, opened: OpenedPage) -> None:
        page, say = opened.page, opened.says
        page.goto(f"{self.server.url}desk/stories/packs/import")
        body = write_pack_file(PACK)
        file: FilePayload = {"name": "a.zip", "mimeType": "application/zip", "buffer": body}
        page.get_by_label(say("The pack as a ZIP file")).set_input_files(file)
        page.get_by_role("button", name=say("Import")).click()
        page.get_by_role("link", name=say("See the stories")).wait_for()

    def _forgets_who_looks(self, opened: OpenedPage) -> None:
        opened.page.context.clear_cookies()
        opened.page.goto(f"{self.server.url}desk/")

    def send_file(
        self, page: Page, name: str, body: bytes, say: Callable[[str], str] = str
    ) -> None:
        """Chooses a file of a summary and sends it."""
        page.goto(f"{self.server.url}desk/take-in")
        file: FilePayload = {"name": name, "mimeType": "application/json", "buffer": body}
        page.get_by_label(say("The summary as a JSON file")).set_input_files(file)
        page.get_by_role("button", name=say("Import")).click()

    def _paths(self) -> dict[str, str]:
        return {
            "join": "", "sign in": "enter", "workshops": "desk/", "new workshop": "desk/new",
            "links": f"desk/{self.open}/links", "before": f"desk/{self.open}/before",
            "change": f"desk/{self.open}/change/", "change, open": f"desk/{self.open}/change/story",
            "throw away": f"desk/{self.open}/throw-away", "leader": f"leader/{self.open}/",
            "nothing here": "nothing", "no summary yet": f"w/{self.open}/summary.html",
            "too large": "refused/413", "summary": f"desk/{self.sealed}/summary/",
            "one file": f"w/{self.sealed}/summary.html",
            "agendas": "desk/agendas/", "agenda": "desk/agendas/new",
            "team": f"desk/teams/{self.team}/", "take in": "desk/take-in",
            "draft": f"desk/{self.open}/draft/", "lent": f"summary/{self.sealed}/",
            "add story": "desk/stories/add", "import stories": "desk/stories/import",
            "stories told": "desk/stories/told/", "invite to tell": "desk/stories/invite",
            "story, read": f"desk/stories/told/{self.told}",
            "story, changed": f"desk/stories/told/{self.told}/propose",
            "story, declined": f"desk/stories/told/{self.told}/decline",
            "pack": "desk/stories/packs/", "pack import": "desk/stories/packs/import",
            "not open": "summary/nothing/", "unreadable": f"desk/{UNREADABLE}/summary/",
        }  # fmt: skip


def earlier(store: Store) -> str:
    """Keeps two earlier summaries: one of the sealed workshop's team from half a year before, and
    another team's that a newer version wrote; gives the first team's id."""
    said = lesson("Call people before you send anything.", chosen=True)
    one = plain(workshop="Ab3dEf6hIj9k", title="Invoices", date="2025-09-03", lessons=[said],
                commitments=[commitment("call first", by="2025-09-17")])  # fmt: skip
    other = plain(workshop=UNREADABLE, team="Search", title="Tomorrow", version=SUMMARY_VERSION + 1)
    with store.library.begin() as session:
        for each in (one, other):
            keep_summary(session, Sealed(each.workshop, each.team, each.title, each.date, False, 0,
                                         written_summary(each)))  # fmt: skip
        return team_ids(session)[one.team]


def is_told(library: KeyedLibrary) -> str:
    """Keeps a story that somebody has sent, and one that nobody has told yet; gives the first."""
    invite_contributor(library, "", "", "for Olu")
    id_ = invite_contributor(library, "", "", "for Mara")
    send(library, id_, Sent(STORY, "named", "team", DAY))
    return id_


@contextmanager
def served_pages(folder: Path, browser: Browser) -> Iterator[Pages]:
    """A server with two workshops in this folder."""
    store = new_store(folder)
    sealed, now = new_room(store), time.time()
    told = {"title": "Autumn campaign", "team": "Marketing", "leader_name": "Ines"}
    waiting = NewWorkshop(**told, story=built_in()[0])
    opened = create_workshop(store, waiting, now)
    hold(sealed, lessons=["Call people before you send them anything."])
    seal(store, sealed.id, now)
    team = earlier(store)
    with store.library.begin() as session:
        import_pack(session, store.story_keys, coming(PACK, "", "server"))
        lent = lend(session, sealed.id, "", "2099-12-31")
        told = is_told(KeyedLibrary(session, store.story_keys))
    store.close()
    server = own_server(folder / "data").start()
    try:
        pages = Pages(server, browser, opened, sealed.id, team, lent, told)
        pages.sign_in()
        yield pages
    finally:
        server.kill()
