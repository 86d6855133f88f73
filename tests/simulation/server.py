"""A server in a simulated world: the whole product but for its listening socket, which can end at
any moment as a process does, and be started again on what it has left."""

import shutil
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import gevent
from gevent.lock import Semaphore
from sqlalchemy.exc import DBAPIError

from tests.simulation.line import Net
from workshop import freed_memory
from workshop.assembly import Server, assemble
from workshop.settings import Settings
from workshop.storage import threads
from workshop.storage.failpoints import Failpoints

SECRET = "what-signs-the-facilitator-in-of-a-simulated-world"
PHONES_SEE = "192.168.1.2"


class Ended(BaseException):
    """The simulated process has ended in the middle of something."""


class SimulatedServer:
    """One process, and what it keeps."""

    def __init__(self, folder: Path, net: Net, chance: Random) -> None:
        self._folder, self._net, self._chance = folder, net, chance
        self.running: Server | None = None
        self.starts = 0
        self.steps: dict[str, int] = {}
        """How often each of the product's steps was passed at which a process may end."""
        self.ends_at: tuple[str, int] | None = None
        """The step at which it ends next, and how often that is passed until then."""
        self.ended: Callable[[str], None] = lambda _step: None
        """Is told that it has ended, and at which step; "" where it was ended from outside."""
        self.refuses_writes = False
        """Whether its disk is read-only just now."""
        self.dead: list[object] = []
        hub = gevent.get_hub()
        hub.NOT_ERROR = (*hub.NOT_ERROR, Ended)
        rule_threads(chance)
        Failpoints.reach = lambda _points, step: self._reach(step)  # type: ignore[method-assign, assignment]
        Failpoints.is_on = lambda _self, name: name == "read_only" and self.refuses_writes  # type: ignore[method-assign]

    @property
    def data(self) -> Path:
        """Its data directory; the keys lie beside it."""
        return self._folder / str(self.starts) / "data"

    def start(self) -> None:
        """Starts on what is there, and returns once it serves."""
        self._net.process = process = object()
        with self._net.loop.owned_by(process):
            gevent.spawn(self._start, process)

    def _start(self, process: object) -> None:
        settings = Settings(
            data=self.data, host=PHONES_SEE, facilitator_secret=SECRET,
            failpoints={"read_only": self.data},  # asked by `is_on`, which is ours
        )  # fmt: skip
        try:
            server = assemble(settings)
        except DBAPIError:  # a disk that refuses: it says so and ends
            return self.end("start")
        if self._net.process is process:
            self.running, self._net.application = server, server.app.wsgi_app

    def end(self, step: str = "") -> None:
        """Ends at once: nothing more is written, sent or cleaned up. What lies on the disk by now
        is what the next one starts on."""
        process, before = self._net.process, self.data.parent
        if process is None:
            return
        self.dead += [process, self.running]
        self.starts += 1
        if before.exists():
            shutil.copytree(before, self.data.parent)
        self.running = None
        self._net.loop.end(process)
        with self._net.loop.owned_by(None):
            self._net.lose_server()
            self.ended(step)

    def holds(self, words: str) -> list[str]:
        """Returns the files in which words stand as they are."""
        files = [path for path in self.data.parent.rglob("*") if path.is_file()]
        return [path.name for path in files if words.encode() in path.read_bytes()]

    def _reach(self, step: str) -> None:
        self.steps[step] = self.steps.get(step, 0) + 1
        if self.ends_at is None or self.ends_at[0] not in {step, "any"}:
            return
        name, left = self.ends_at
        self.ends_at = (name, left - 1) if left else None
        if not left:
            self.end(step)
            raise Ended


def rule_threads(chance: Random) -> None:
    """Has the database's thread be a greenlet, which works for a moment: meanwhile others run."""

    def begin(self: Any) -> None:
        self.turn = Semaphore()

    def run(self: Any, work: Callable[..., Any], *args: Any, **named: Any) -> Any:
        with self.turn:
            gevent.sleep(chance.uniform(0.0002, 0.002))
            outcome = work(*args, **named)
            gevent.sleep(chance.uniform(0.0, 0.001))
        return outcome

    threads.OneThread.__init__ = begin  # type: ignore[method-assign]
    threads.OneThread.run = run  # type: ignore[method-assign, assignment]
    threads.OneThread.stop = lambda _self: None  # type: ignore[method-assign]
    freed_memory.TRIM = None
