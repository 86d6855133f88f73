"""The two followers of a view, the browser's and that of pretend people, step by step."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from workshop.pretend.client.known_view import KnownView

SCRIPT = Path(__file__).parents[1] / "faults" / "follower.mjs"
Message = dict[str, Any]


class Follower(Protocol):
    """Takes what comes; `asks` is the hello that waits for its answer."""

    asks: Message | None

    @property
    def state(self) -> tuple[str, int, dict[str, Any]]:
        """Epoch, rev, and what is shown."""

    def hears(self, name: str, message: Any) -> None:
        """A change, a tick, the answer to what it asks, or "fail": that none comes."""


class PythonFollower:
    """How pretend people follow."""

    def __init__(self) -> None:
        self.asks: Message | None = None
        self._known = KnownView()
        self._ask()

    @property
    def state(self) -> tuple[str, int, dict[str, Any]]:
        return self._known.epoch, self._known.rev, self._known.entries

    def hears(self, name: str, message: Any) -> None:
        if name == "answer":
            self.asks = None
            if "snapshot" in message:
                self._known.adopt(message["snapshot"])
        elif self._known.misses(name, message):
            self._ask()

    def _ask(self) -> None:
        if self.asks is None:
            self.asks = {"epoch": self._known.epoch, "rev": self._known.rev}


class BrowserFollower:
    """The browser's modules, in the one Node that the tests share."""

    def __init__(self, node: "subprocess.Popen[str]") -> None:
        self.asks: Message | None = None
        self.state: tuple[str, int, dict[str, Any]] = ("", -1, {})
        self._node = node
        self._send({"begin": True})

    def hears(self, name: str, message: Any) -> None:
        says = self._send({name: message})
        # A pause before it asks again is not waited for: the order of things is what matters.
        while says["pauses"]:
            says = self._send({"wait": True})

    def _send(self, message: Message) -> Any:
        assert self._node.stdin is not None and self._node.stdout is not None
        self._node.stdin.write(json.dumps(message) + "\n")
        self._node.stdin.flush()
        says = json.loads(self._node.stdout.readline())
        self.asks = says["asks"]
        shown = says["state"]
        self.state = shown["epoch"], shown["rev"], shown["entries"]
        return says


@contextmanager
def browser_modules() -> Iterator["subprocess.Popen[str]"]:
    """A Node that runs the browser's follower, ended at the end."""
    pipe = subprocess.PIPE
    with subprocess.Popen(["node", str(SCRIPT)], stdin=pipe, stdout=pipe, text=True) as node:
        yield node
