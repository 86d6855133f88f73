"""The people of a simulated workshop: a facilitator at a desk, and participants with phones. What
they do is decided by the product's own pretend people."""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode, urlsplit

import gevent
from gevent.event import Event

from tests.simulation.line import Net
from tests.simulation.windows import Answer, Window, Windows
from workshop.pretend.behaviour.habits import intentions
from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.behaviour.stage_habits import Intention
from workshop.pretend.client.browser_session import BOOT, FORM_TYPE
from workshop.pretend.client.known_view import ShownView
from workshop.pretend.facilitator import POLL, REHEARSAL_FORM, Facilitator
from workshop.protocol import commands
from workshop.protocol.commands import Command

HESITATES_S = 0.5
"""Seconds at most by which people are slower than they would be."""
LOOKS_AFTER, LOOKS_EVERY = 0.2, 10.0
"""Seconds from a change to a look at the screen, and between two looks where nothing changes."""


class Browser:
    """A browser, with its cookie."""

    def __init__(self, net: Net) -> None:
        self._net = net
        self._cookie = ""

    @property
    def cookies(self) -> dict[str, str]:
        """The header that every request has."""
        return {"HTTP_COOKIE": self._cookie} if self._cookie else {}

    def ask(self, method: str, path: str, body: str = "", kind: str = "") -> tuple[str, str]:
        """Where an answer leads, and its text; "" for both if the server could not be reached."""
        headers = {"CONTENT_TYPE": kind} if kind else {}
        answer = self._net.ask(method, path, body, **headers, **self.cookies)
        if answer is None:
            return "", ""
        given = {name.lower(): value for name, value in answer[1]}
        if "set-cookie" in given:
            self._cookie = given["set-cookie"].partition(";")[0]
        return given.get("location", ""), answer[2].decode()

    def enter(self, secret: str) -> str:
        """Trades a link's secret; gives where it leads."""
        said = json.dumps({"secret": secret})
        return str(json.loads(self.ask("POST", "/enter", said, "application/json")[1])["to"])


@dataclass(frozen=True)
class Tab:
    """A page in a browser."""

    browser: Browser
    path: str

    @property
    def cookies(self) -> dict[str, str]:
        """The browser's."""
        return self.browser.cookies

    def boot(self) -> dict[str, Any] | None:
        """Returns what the page holds, but for its words; None if it does not come."""
        found = BOOT.search(self.browser.ask("GET", self.path)[1])
        boot: dict[str, Any] | None = json.loads(found[1]) if found else None
        return boot and boot | {"words": {}, "languages": []}


OF_OWN_WORDS = {"edit", "withdraw"}
"""Occasions that people have by what they wrote."""


@dataclass
class TwinDevice(PretendDevice):
    """The device of one of two people who may have each other's words: both do the same with
    whatever words they have, each at moments of their own."""

    def mood(self, occasion: str) -> random.Random:
        """Chance for one occasion, and never by the words."""
        about, _, _ = occasion.partition(" ")
        return random.Random(f"{self.seed} {about if about in OF_OWN_WORDS else occasion}")


class Person:
    """Somebody with a phone."""

    def __init__(self, window: Window, device: PretendDevice, pace: float) -> None:
        self.window, self._device, self._pace = window, device, pace
        self._own = random.Random(f"moments of {window.name} {device.seed}")
        self._intended: set[str] = set()
        self.sends: Callable[[str, str], None] = lambda _key, _occasion: None
        """Is told under which key something goes out, and on which occasion."""
        self.over = Event()

    def live(self, after: float) -> None:
        """Comes after so many seconds, takes part, and looks on until all is over."""
        gevent.sleep(after)
        while not self.window.load():
            gevent.sleep(1.0)
        while not self.over.is_set():
            self.window.news.wait(LOOKS_EVERY)
            self.window.news.clear()
            gevent.sleep(LOOKS_AFTER)
            self._look()

    def _look(self) -> None:
        view = self._view()
        if view is None:
            return
        if view.now.phase == "sealed":
            self.over.set()
            return
        for intention in intentions(view, self._device):
            if intention.name not in self._intended:
                self._intended.add(intention.name)
                after = intention.after / self._pace + self._own.uniform(0, HESITATES_S)
                gevent.spawn_later(after, self._act, intention)

    def _view(self) -> ShownView | None:
        shown = self.window.shown()
        return ShownView(shown.entries) if shown and "now" in shown.entries else None

    def _act(self, intention: Intention) -> None:
        view = self._view()
        said = intention.apt(view) if view else None
        if not isinstance(said, Command):
            return
        key = key_of(said, intention.name)
        self.sends(key, intention.name)
        if self.window.say(said, key).get("ok"):
            self._device.note(key, said)


def key_of(command: Command, occasion: str) -> str:
    """The key of a command: of words it is theirs, whoever sends them, so that two devices can
    change their words and nothing else."""
    words = [getattr(command, name, "") for name in ("happened", "text", "will")]
    if isinstance(command, commands.WriteCard | commands.AddLesson | commands.Offer):
        return sha256(f"{occasion} {words}".encode()).hexdigest()[:32]
    return ""


class AtDesk(Facilitator):
    """Leads as the product's own pretend facilitator does, by a desk in a window."""

    def __init__(self, windows: Windows, net: Net, secret: str) -> None:
        self._windows, self._secret = windows, secret
        self.browser = Browser(net)
        self.window: Window
        self.id = ""
        self.sleep: Callable[[float], None] = gevent.sleep

    def signs_in(self) -> None:
        """Comes in by the link that the server has printed."""
        self.browser.enter(self._secret)

    def keep_agenda(self, file: str) -> str:
        """Keeps an agenda from a file's text; gives the template that a workshop is opened with."""
        kept = self._sends("/desk/agendas/import", {"text": file})
        return f"own:{urlsplit(kept).path.rpartition('/')[2]}"

    def _sends(self, path: str, form: dict[str, str]) -> str:
        return self.browser.ask("POST", path, urlencode(form), FORM_TYPE)[0]

    def opens(self, **fields: str) -> None:
        """Opens a workshop as the form does, and sits down at its desk."""
        to = self._sends("/desk/new", {**REHEARSAL_FORM, **fields})
        self.id = urlsplit(to).path.split("/")[2]
        self.window = self.another("desk")
        self.window.load()

    def another(self, name: str) -> Window:
        """Another window with this desk."""
        return Window(self._windows, name, Tab(self.browser, f"/desk/{self.id}/"))

    @property
    def entries(self) -> dict[str, Any]:
        """The entries that the desk shows now."""
        shown = self.window.shown()
        return shown.entries if shown else {}

    @property
    def view(self) -> ShownView:
        """Returns them as typed values."""
        return ShownView(self.entries)

    def do(self, command: Command, key: str = "") -> Answer:
        """Asks for something, and waits for the answer."""
        return self.window.say(command, key)

    def follow(self, seconds: float) -> None:
        """Lets so many seconds pass."""
        self.sleep(seconds)

    def _attend(self, seconds: float) -> None:
        self.sleep(min(seconds, POLL))
