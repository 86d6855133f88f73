"""A workshop whose desk, room's screen and two phones stand in the engine under test.

The others are sockets: with them there are enough people for what is shown only from three on, and
so few that phones say so, with one more way in their foot.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.engines.engine import LAPTOP, NARROW, PHONE, SCREEN, Engine
from tests.support.engines.window import Window
from tests.support.lasting import House, LastingServer
from tests.support.phones import Crowd, crowd_of
from tests.support.waiting import until

ARABIC = "العربية"
OTHERS = 2
UNREAD = ".desk-card[data-unread]"
STAGES = (
    "arrive", "ground_rules", "go_first", "story", "write", "look_through", "reveal", "talk",
    "lessons", "vote", "commit", "finish",
)  # fmt: skip
"""The agenda of 60 minutes."""


class RoomInEngine:
    """Everybody and everything in the room."""

    def __init__(self, engine: Engine, server: LastingServer) -> None:
        self.engine = engine
        self.server = server
        self.desk = engine.window(LAPTOP)
        self.workshop = self._open_workshop()
        self.screen = engine.window(SCREEN)
        self.desk.points_at(".desk-more > summary")
        self.screen.opens(
            self.desk.link("Open the room’s screen").replace("localhost", "127.0.0.1")
        )
        self.screen.shows("No account, no e-mail, no app.")
        self.phone = self._joins(engine.window(PHONE))
        self.arabic = self._joins(engine.window(NARROW), ARABIC)
        self.others: Crowd

    @property
    def phones(self) -> tuple[Window, Window]:
        """The one that is read from the left, and the one that is read from the right."""
        return self.phone, self.arabic

    def _open_workshop(self) -> str:
        desk = self.desk
        desk.opens(self.server.own.desk_link)
        desk.presses("New workshop")
        desk.shows("It has no title yet.")  # the form's module has come: no button appears any more
        desk.presses("Continue")
        desk.types("Title", "Spring release, looking back")
        desk.types("Team", "Payments team")
        desk.presses("There is nobody. I will say so.")
        for place in ("#step-room > summary", "#row-votes > summary", "[name=say][value=no]"):
            desk.points_at(place)
        desk.presses("Open the workshop")
        desk.shows("Can phones connect?")
        return urlsplit(desk.address).path.split("/")[2]

    def _joins(self, phone: Window, language: str = "") -> Window:
        phone.opens(self.server.origin)
        if language:
            phone.presses(language)
            phone.language = "ar"
        phone.types("Code on the room’s screen", self.screen.text(".t-code"))
        phone.presses("Next")
        phone.presses("Join")
        phone.shows("You are in.")
        return phone

    def shows(self, *texts: str) -> None:
        """Waits until both phones and the room's screen show these texts."""
        for window in (self.screen, *self.phones):
            window.shows(*texts)

    def goes_to(self, kind: str) -> None:
        """The desk jumps by the agenda."""
        self.leads_to(kind)
        self.arrives_at(kind)

    def leads_to(self, kind: str) -> None:
        """Presses a stage in the agenda, or holds it where that skips another one."""
        self._rests()
        if self.desk.asks("has", f"{stage(kind)} hold-button .desk-jump"):
            self.desk.holds(row(kind))
        else:
            self.desk.points_at(row(kind))

    def goes_on(self) -> None:
        """Presses the desk's one filled button."""
        self._rests()
        self.desk.points_at("#desk-next")

    def reads(self) -> None:
        """The desk opens all cards at once, after a look at the room's screen."""
        self.desk.points_at(".desk-cover-all button")
        self.desk.points_at(".desk-looked button")
        self.desk.until("has", UNREAD, wanted=False)

    def _rests(self) -> None:
        """Waits until a press is no more taken for the second half of the one before."""
        self.desk.until("has", ".desk-next:not([data-resting])")

    def arrives_at(self, kind: str) -> None:
        """Every view is in this stage."""
        self.desk.until("has", f"{stage(kind)}[data-current]")
        self.screen.until("has", f"[data-stage={kind}]")
        name = self.desk.text(f"{stage(kind)} .desk-stage-name")
        for phone in self.phones:
            phone.shows(name)
        self.others.shows(lambda other: other.now["kind"] == kind)

    def loses_power(self) -> None:
        """The server dies and comes again; returns when all are back."""
        self.server.kill()
        for phone in self.phones:
            phone.until("has", ".frame-lost")
        self.server.start()
        for phone in self.phones:
            phone.until("begins", ".frame-last > p", phone.said("Connected."))
        self.desk.shows("This desk is connected.")

    def saved(self, name: str) -> Path:
        """A file that the engine has saved, once it is whole."""
        folder = self.engine.downloads
        found = until(
            lambda: not list(folder.glob("*.part")) and filled(folder, name),
            says=lambda: f"no {name} in {list(folder.iterdir())}",
        )
        return found[0]


def filled(folder: Path, name: str) -> list[Path]:
    """The files of this name that hold something: Firefox makes an empty one before it begins, and
    removes it where the whole one goes.
    """
    return [file for file in folder.glob(name) if _size(file)]


def _size(file: Path) -> int:
    """Bytes of a file; 0 where it has just gone."""
    with suppress(FileNotFoundError):
        return file.stat().st_size
    return 0


def stage(kind: str) -> str:
    """A stage in the desk's agenda, as a selector."""
    return f".desk-stage:nth-child({STAGES.index(kind) + 1})"


def row(kind: str) -> str:
    """The button of a stage in the desk's agenda, as a selector."""
    return f"{stage(kind)} .desk-jump"


@contextmanager
def room_in(engine: Engine, folder: Path) -> Iterator[RoomInEngine]:
    """A room with a server of its own, and everybody in it."""
    server = LastingServer(folder / "data")
    try:
        room = RoomInEngine(engine, server)
        with crowd_of(OTHERS, House(server, "", room.workshop)) as room.others:
            yield room
    finally:
        server.own.kill()
