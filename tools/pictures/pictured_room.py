"""One workshop with its windows: led over the protocol, looked at in the browser."""

from collections.abc import Mapping

from playwright.sync_api import Error, Locator, Page, expect

from tools.pictures.album import Album, DidNotCome
from tools.pictures.participants import PictureParticipants
from tools.pictures.plan import BY_NAME, View
from tools.pictures.texts import texts
from tools.pictures.windows import WINDOW_WAIT_MS, Windows
from workshop.pretend.facilitator import Facilitator
from workshop.protocol import commands
from workshop.rules.agenda import StageKind


class PicturedRoom:
    """A workshop that is open, with everybody in it but the one whose phone is shown."""

    def __init__(
        self, lead: Facilitator, windows: Windows, album: Album, people: int, **form: str
    ) -> None:
        """Opens it, and lets the simulated participants come."""
        self.lead = lead
        self.windows = windows
        self.album = album
        self.texts = texts(windows.language)
        own = self.texts
        told = {"title": own.title, "team": own.team, "wifi": own.wifi, "support": own.support}
        lead.open_workshop(
            **{**told, "leader_name": own.leader, "language": windows.language, **form}
        )
        self.company = PictureParticipants(lead.url, lead.id, windows.language, people)

    @property
    def phone(self) -> Page:
        """The phone that is shown."""
        return self.windows.phone

    @property
    def address(self) -> str:
        """A participant's page."""
        return f"{self.windows.url}/w/{self.lead.id}/"

    @property
    def desk_address(self) -> str:
        """The desk's page."""
        return f"{self.windows.url}/desk/{self.lead.id}/"

    def opens_the_screens(self) -> None:
        """The desk and the room's screen, by the link that the desk shows."""
        self.windows.desk.goto(self.desk_address)
        self.windows.pages["projector"].goto(here(self.lead.entries["desk"]["projector_url"]))

    def joins(self) -> None:
        """The phone comes in by the workshop's page."""
        self.phone.goto(self.address)
        self.presses_main()

    def goes(self, kind: StageKind) -> None:
        """On to a stage. Writing is left without its last call."""
        self.lead.goes(kind)

    def acts(self, most: int = 1000) -> None:
        """The simulated participants do what they wish; at most so many things."""
        self.company.act(self.lead.now.turn, most)

    def step(self, to: int) -> None:
        """Another page of the stage."""
        self.lead.must_press(commands.Step, step=to)

    def takes(self, name: str, **shows: str) -> None:
        """Pictures of this moment, once every view is there and shows these words."""
        moment = BY_NAME[name]
        self.company.attend()
        for view in moment.views:
            self._waits_for(name, view, shows.get(view, ""))
        # A button far down was pressed, perhaps; whoever comes to a screen begins at its top.
        self.phone.evaluate("scrollTo(0, 0)")
        self.album.take(name, self.windows.language, self.windows.pages)

    def takes_page(self, name: str, view: View, page: Page | None = None) -> None:
        """A picture of a page outside of the stages."""
        self.company.attend()
        shown: Mapping[View, Page] = {view: page or self.windows.pages[view]}
        self.album.take(name, self.windows.language, shown)

    def presses(self, words: str) -> None:
        """Presses a button of the phone by its English words."""
        self.phone.mouse.move(0, 0)  # else it may be the second half of the press before
        self._button(words).click()

    def holds(self, words: str) -> None:
        """Holds a button of the phone, whose name may go on, for as long as it takes."""
        self._button(words, whole=False).hover()
        self.phone.mouse.down()
        self.phone.locator("hold-button[data-holding]").wait_for(state="detached")
        self.phone.mouse.up()

    def _button(self, words: str, whole: bool = True) -> Locator:
        named = self.phone.get_by_role("button", name=self.windows.say(words), exact=whole)
        return named.locator("visible=true").first

    def presses_main(self) -> None:
        """Presses the one filled button of the phone."""
        self.phone.locator(".frame-foot .button-main").click()

    def writes(self, happened: str, learned: str = "") -> None:
        """Types a card into the phone."""
        self.phone.locator("#happened").fill(happened)
        self.phone.locator("#learned").fill(learned)

    def closes(self) -> None:
        """The simulated participants go."""
        self.company.leave()

    def _waits_for(self, name: str, view: View, words: str) -> None:
        page = self.windows.pages[view]
        try:
            self._is_at_the_stage(view, page, BY_NAME[name].kind)
            if words:
                expect(page.get_by_text(words).locator("visible=true").first).to_be_visible(
                    timeout=WINDOW_WAIT_MS
                )
        except (AssertionError, Error):
            instead = self.album.folder / f"instead-of-{name}-{view}.png"
            page.screenshot(path=instead)
            sought = f" with “{words}”" if words else ""
            raise DidNotCome(
                f"The {view} did not show “{name}”{sought} in {self.windows.language}; what it "
                f"showed instead is in {instead}."
            ) from None

    def _is_at_the_stage(self, view: View, page: Page, kind: str) -> None:
        if not kind:
            return
        if view == "phone":
            page.locator("h1.frame-stage").wait_for()
        else:
            page.locator(
                f"[data-stage={kind}]:visible, [data-stage=cover]:visible"
            ).first.wait_for()


def here(link: str) -> str:
    """A link of the server's, by the address at which it is asked here."""
    return link.replace("localhost", "127.0.0.1")
