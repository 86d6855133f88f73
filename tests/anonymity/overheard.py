"""A server whose every output is kept, and everything that it says to anybody, in order."""

import json
import signal
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.forking import launch
from tests.support.server import LINK, Server
from tests.support.waiting import START_WITHIN, WITHIN, until

BEGINNING = -1


@dataclass(frozen=True)
class Heard:
    """One message, page or file, as it came. `what` is its kind, such as "change" or "page"."""

    view: str
    who: str
    what: str
    body: bytes
    workshop: str

    @property
    def message(self) -> Any:
        """The content of a message that is JSON."""
        return json.loads(self.body)


@dataclass
class History:
    """All that was heard, by anybody, in the order of hearing, with marks of the test between."""

    heard: list[Heard] = field(default_factory=list)
    marks: dict[str, int] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, heard: Heard) -> None:
        """Something was heard; from any thread."""
        with self._lock:
            self.heard.append(heard)

    def mark(self, name: str) -> None:
        """Parts what was heard so far from what comes."""
        with self._lock:
            assert name not in self.marks, f"{name} has happened already"
            self.marks[name] = len(self.heard)

    def between(self, since: str = "", until: str = "") -> list[Heard]:
        """Returns everything that was heard between two marks; "" is the beginning, or the end."""
        first = self.marks[since] if since else 0
        last = self.marks[until] if until else len(self.heard)
        return self.heard[first:last]

    def at(self, mark: str) -> int:
        """The place of a mark."""
        return self.marks[mark]


class OverheardServer(Server):
    """A server in a home of its own, so that whatever it writes anywhere can be looked through."""

    def __init__(self, home: Path, **environ: str) -> None:
        self.home, self.data = home, home / "data"
        self.log_file, self.out_file = home / "server.log", home / "server.out"
        (home / "tmp").mkdir(parents=True)
        serve = ["serve", "--no-browser", "--host", "127.0.0.1", "--port", "0"]
        places = {"HOME": str(home), "TMPDIR": str(home / "tmp"), "XDG_DATA_HOME": str(home)}
        with self.log_file.open("w") as log:
            self._process = launch(
                "workshop", [*serve, "--data", str(self.data)], {**places, **environ}, log
            )
        self.out_file.touch()
        self._printing = threading.Thread(target=self._keep_printed, daemon=True)
        self._printing.start()
        self.secret = self._secret()
        self.port = int(json.loads((self.data / "server.json").read_text())["port"])
        self.origin = f"http://127.0.0.1:{self.port}"
        self.tls = None

    @property
    def keys(self) -> Path:
        """The folder of its keys."""
        return self.data.with_name("data-keys")

    @property
    def printed(self) -> str:  # type: ignore[override]
        """The server's standard output."""
        return self.out_file.read_text()

    def _keep_printed(self) -> None:
        assert self._process.stdout is not None
        with self._process.stdout as printed, self.out_file.open("w", buffering=1) as kept:
            for line in printed:
                kept.write(line)

    def _secret(self) -> str:
        until(self._serves, START_WITHIN, says=self.log_file.read_text)
        found = LINK.search(self.printed)
        assert found, self.printed
        return found[1]

    def _serves(self) -> bool:
        serves = "Stop with" in self.printed
        assert serves or self._process.poll() is None, self.log_file.read_text()
        return serves

    def stop(self) -> str:
        """Ends it as Ctrl+C does; gives its log."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        self._process.wait(WITHIN)
        self._printing.join(WITHIN)
        return self.log_file.read_text()

    def kill(self) -> None:
        """Ends it, whatever it is doing; harmless when it has ended."""
        self._process.kill()
        self._process.wait(WITHIN)
        self._printing.join(WITHIN)
