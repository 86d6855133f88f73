"""A world from one seed: a server, the lines to it, windows, people, and what goes wrong."""

import logging
import math
import random
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from subprocess import Popen
from typing import Any
from urllib.parse import urlsplit

import gevent
from msgspec.structs import replace

from tests.simulation.clocks import Clocks
from tests.simulation.ledger import Ledger
from tests.simulation.library import TEAM, earlier
from tests.simulation.line import Net
from tests.simulation.loop import VirtualLoop
from tests.simulation.meddling import Meddler
from tests.simulation.people import AtDesk, Browser, Person, Tab, TwinDevice
from tests.simulation.promises import (
    Broken,
    check_after_the_end,
    check_at_peace,
    shown_otherwise,
    shown_to_another,
)
from tests.simulation.server import SECRET, SimulatedServer
from tests.simulation.troubles import Troubles
from tests.simulation.wandering import Wandering
from tests.simulation.windows import Shown, Window, Windows, device_of
from tests.support.fuzz.playing import agenda
from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.behaviour.sayings import PersonTexts, deal, sayings
from workshop.pretend.leading import Leading
from workshop.protocol import commands
from workshop.protocol.entries import StageKind
from workshop.rules.agenda_file import AgendaFile, write_file
from workshop.views import Room, read_room

PEOPLE = 5
TWIN_NAMES = "phone 0", "phone 1"
"""Whose words may be swapped."""
TWINS = len(TWIN_NAMES)
TWINS_HAVE = 2
"""Texts of each kind that these two have."""
PACE = 20.0
"""People do in three minutes what takes an hour."""
WANDERS = 4
"""Every so many worlds the facilitator tries everything."""
TEMPLATES = ("60", "60", "30", "all_hands", "90")
LOOKS_S = 1.0
"""Seconds between two looks at whether something has come."""
AFTER_S = 10.0
"""Seconds after the end at which nothing may be left."""
MOST_S = 2000.0
"""Seconds of its own time after which a world must be over."""
PEACE_S = 240.0
"""Seconds within which all is well once nothing goes wrong any more."""


FAULT = "error %s"
"""So begins what is logged of a fault in a command or on a page."""
UNEVEN = "words of one twin are shown"
"""Noted where others see words of the twins which not both of them have sent."""


@dataclass(frozen=True)
class Plan:
    """A world to be played: its seed, and how."""

    seed: int
    swapped: bool = False
    """True if the first two people have each other's words."""
    left_out: tuple[int, ...] = ()
    """The troubles that do not come, by their places."""
    until: float = math.inf
    """The second at which it is left as it is."""


class Over(BaseException):
    """The moment has come at which a world is left as it is."""


class World:
    """Everything that one seed makes."""

    def __init__(
        self, plan: Plan, loop: VirtualLoop, clocks: Clocks, node: "Popen[bytes]",
        log: Callable[[str], None],
    ) -> None:  # fmt: skip
        self._plan, self.loop, self.clocks, self._log = plan, loop, clocks, log
        self.windows = Windows(node, loop, plan.seed)
        self.net = Net(loop, self.windows.tell)
        self.ledger = Ledger()
        self.known: dict[str, Window] = {}
        """The windows that are there, by their names."""
        self.id = ""
        self.stages: list[StageKind] = []
        self.logged: Counter[str] = Counter()
        """The errors that the server has logged."""
        self._twins_words: list[str] = []
        self._plays: Any = None
        self.folder = Path(tempfile.mkdtemp(prefix="simulated-", dir=_memory()))
        before, self._story = earlier()
        shutil.copytree(before, self.folder / "0")
        self._wanders = plan.seed % WANDERS == 0
        self.server = SimulatedServer(self.folder, self.net, self._chance("server"))
        self.troubles = Troubles(self, self._chance("troubles"), plan.left_out)
        self.net.sent, self.net.heard = self._sent, self._heard
        self.net.cookies = lambda name: self.known[name].page.cookies
        self.windows.effects |= {
            "connect": self.net.connect, "send": self.net.send, "close": self.net.close,
            "fetch": self.net.fetch,
            "changed": lambda name: self.known[name].news.set(),
            "answer": lambda name, *given: self.known[name].take(*given),
            "fault": lambda text: self._end(Broken(f"a window stumbled: {text}")),
            "reload": lambda name: gevent.spawn(self.known[name].load),
        }  # fmt: skip

    def _chance(self, of: str) -> random.Random:
        return random.Random(f"{of} {self._plan.seed}")

    def note(self, what: str) -> None:
        """Writes a line of the log."""
        self._log(f"{self.loop.time:10.4f} {what}")

    def play(self) -> None:
        """Plays a workshop to its end. Raises Broken if a promise is not kept, and Over."""
        self._plays = gevent.getcurrent()
        handler = Logged(self)
        logging.getLogger("workshop").addHandler(handler)
        gevent.spawn_later(MOST_S, self._end, Broken(f"it is not over after {MOST_S:.0f} s"))
        if self._plan.until < math.inf:
            gevent.spawn_later(self._plan.until, self._end, Over())
        try:
            self._play()
        finally:
            shutil.rmtree(self.folder)

    def _end(self, why: BaseException) -> None:
        """Ends the play, whoever has noticed why."""
        with self.loop.owned_by(None):
            self.loop.run_callback(self._plays.throw, why)

    def stumbled(self, what: str) -> None:
        """The server has written an error into its log."""
        self.logged[what] += 1
        if what.startswith(FAULT):
            self._end(Broken(f"the server has stumbled: {what}"))

    def _play(self) -> None:
        self.server.start()
        self._until(lambda: self.server.running)
        desk = AtDesk(self.windows, self.net, SECRET)
        desk.signs_in()
        desk.opens(**self._form(desk))
        self.id, self.known["desk"] = desk.id, desk.window
        self._until(lambda: "desk" in desk.entries)
        self._opens_screen(desk)
        people = self._people_come()
        meddlers = self._meddlers(desk)
        troubles = gevent.spawn(self.troubles.go_on)
        self._leads(desk)
        for one in meddlers:
            one.over = True
        self.troubles.stop()
        troubles.join()
        self._until(lambda: not self._waits(), self._waits)
        self._until(lambda: not shown_otherwise(self), lambda: shown_otherwise(self))
        self.note("peace")
        check_at_peace(self)
        self.server.ends_at = "any", self._chance("end").randrange(9)
        desk.press(commands.Seal)  # "sealed" already, where the server has ended in the middle
        self._until(lambda: all(one.over.is_set() for one in people))
        self.server.ends_at = None
        self._until(lambda: self.server.running)
        self.note("sealed")
        gevent.sleep(AFTER_S)
        check_after_the_end(self)

    def _form(self, desk: AtDesk) -> dict[str, str]:
        chance = self._chance("form")
        template = chance.choice(TEMPLATES)
        if self._wanders:
            own = agenda(chance, votes=chance.random() < 0.8)
            template = desk.keep_agenda(write_file(AgendaFile("Everything", "en", own)))
        return {
            "title": "A simulated workshop", "team": TEAM, "story": self._story,
            "template": template, "pulse": chance.choice(("", "room")),
            "cards": chance.choice(("together", "together", "live")),
            "leader_name": "Ines" if self._wanders else "",
        }  # fmt: skip

    def _leads(self, desk: AtDesk) -> None:
        if self._wanders:
            Wandering(desk, self._chance("desk"), self.room, self._comes_to).whole()
        else:
            Leading(desk, PACE, lambda: None, gevent.sleep, self._comes_to).whole()

    def room(self) -> Room | None:
        """The workshop as it stands; None while no server runs."""
        running = self.server.running
        stored = running.store.workshops.open(self.id) if running else None
        return read_room(stored) if stored else None

    def _opens_screen(self, desk: AtDesk) -> None:
        browser = Browser(self.net)
        path = browser.enter(urlsplit(desk.entries["desk"]["projector_url"]).fragment)
        self.known["screen"] = screen = Window(self.windows, "screen", Tab(browser, path))
        screen.load()

    def _meddlers(self, desk: AtDesk) -> list[Meddler]:
        """Somebody at a second desk, and one more phone, on which the workshop is open twice."""
        tab = Tab(Browser(self.net), f"/w/{self.id}/")
        windows = (
            desk.another("desk 2"),
            *(Window(self.windows, f"phone {PEOPLE}{page}", tab) for page in ("", ", page 2")),
        )
        made = []
        for window in windows:
            self.known[window.name] = window
            gevent.spawn(_loads, window)
            made.append(Meddler(window, self.room, self._chance(f"meddling {window.name}")))
            gevent.spawn(made[-1].go_on)
        return made

    def _people_come(self) -> list[Person]:
        people = []
        for i, part in enumerate(self._parts()):
            tab = Tab(Browser(self.net), f"/w/{self.id}/")
            window = Window(self.windows, f"phone {i}", tab)
            self.known[window.name] = window
            kind, name = (TwinDevice, "twin") if i < TWINS else (PretendDevice, i)
            device = kind(part, f"{self._plan.seed}/{name}", asks=i == 0)
            people.append(person := Person(window, device, PACE))
            person.sends = self.ledger.occasions.__setitem__
            gevent.spawn(person.live, self._chance(f"arrival {i}").uniform(0, 2))
        return people

    def _parts(self) -> list[PersonTexts]:
        """Each person's texts. The first two have as many of each kind, and cards that taught
        something, so that whoever has them does the same with them."""
        parts = deal(sayings("en"), PEOPLE, self._plan.seed)
        twins = [
            replace(
                one,
                cards=tuple(card for card in one.cards if card.learned)[:TWINS_HAVE],
                **{kind: getattr(one, kind)[:TWINS_HAVE] for kind in ("answers", "lessons")},
                commitments=tuple(replace(each, who="I") for each in one.commitments[:TWINS_HAVE]),
            )
            for one in parts[:TWINS]
        ]
        self._twins_words = [words for one in twins for words in words_of(one)]
        return [*(reversed(twins) if self._plan.swapped else twins), *parts[TWINS:]]

    def _comes_to(self, kind: StageKind) -> None:
        self.stages.append(kind)
        self.note(f"stage: {kind}")

    def met(self) -> Counter[str]:
        """How often each thing happened."""
        stages = Counter(f"stage {kind}" for kind in self.stages)
        steps = Counter({f"step {name}": n for name, n in self.server.steps.items()})
        logged = Counter({f"logged: {what}": n for what, n in self.logged.items()})
        return logged + self.ledger.types + stages + self.troubles.met + steps

    def shown(self) -> dict[str, Shown]:
        """Returns what each window shows that was loaded."""
        found = {name: window.shown() for name, window in self.known.items()}
        return {name: shown for name, shown in found.items() if shown}

    def _until(self, so: Callable[[], object], why: Callable[[], object] = lambda: "") -> None:
        end = self.loop.time + PEACE_S
        while not so():
            if self.loop.time > end:
                raise Broken(f"nothing went on for {PEACE_S:.0f} s: {why()}")
            gevent.sleep(LOOKS_S)

    def _waits(self) -> list[str]:
        """Returns the windows that are not connected, or have something to send."""
        return [
            f"{name} is {shown.connected} {shown.refusal}, with {shown.waiting} to send"
            for name, shown in self.shown().items()
            if shown.connected != "connected" or shown.waiting
        ]

    def _sent(self, window: str, wire: int, text: str) -> None:
        self._log_message(window, "says", text)
        self.ledger.sent(device_of(window), wire, text)
        if self.ledger.repeated:
            self._end(Broken(f"{window} said one thing under two keys"))

    def _heard(self, window: str, wire: int, text: str) -> None:
        self._log_message(window, "hears", text)
        self.ledger.heard(device_of(window), wire, text)
        is_theirs = any(words in text for words in self._twins_words)
        if is_theirs and not self.ledger.are_even(*TWIN_NAMES):
            self.note(UNEVEN)
        if secret := shown_to_another(self.ledger, device_of(window), text):
            self._end(Broken(f"{window} was shown a secret of {self.ledger.secrets[secret]}"))

    def _log_message(self, window: str, verb: str, text: str) -> None:
        if text not in {"2", "3"}:
            self.note(f"{window} {verb} {text.rstrip()}")


class Logged(logging.Handler):
    """Hears what the server writes into its log."""

    def __init__(self, world: World) -> None:
        super().__init__(logging.ERROR)
        self._world = world

    def emit(self, record: logging.LogRecord) -> None:
        """One line of it."""
        self._world.stumbled(str(record.msg))


def _loads(window: Window) -> None:
    while not window.load():
        gevent.sleep(1.0)


def words_of(part: PersonTexts) -> list[str]:
    """Returns all that somebody may say."""
    cards = [card.happened for card in part.cards]
    return [*cards, *part.answers, *part.lessons, *(one.will for one in part.commitments)]


def _memory() -> str | None:
    """A folder in memory, where there is one: nothing here outlives the world."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None
