"""A real server in a process of its own, on 127.0.0.1, with a data directory of the test's."""

import os
import re
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from urllib.request import urlopen

STARTS_WITHIN = 20.0


@dataclass
class ServerProcess:
    """One server; killed and started again as often as a test likes."""

    data: Path
    options: tuple[str, ...] = ()
    environment: dict[str, str] = field(default_factory=dict)
    port: int = 0
    desk_link: str = ""
    process: "subprocess.Popen[str] | None" = None

    @property
    def url(self) -> str:
        """The address of the server, with its slash."""
        return f"http://127.0.0.1:{self.port}/"

    def start(self) -> "ServerProcess":
        """Starts it, and waits until it says where it is; on the same port when started again."""
        command = [sys.executable, "-m", "workshop", "serve", "--no-browser"]
        command += ["--host", "127.0.0.1", "--port", str(self.port), "--data", str(self.data)]
        with self.data.with_name("server.log").open("a") as log:
            self.process = subprocess.Popen(
                [*command, *self.options],
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
                env={**os.environ, **self.environment},
            )
        printed = self._read_until("Stop with")
        self.desk_link = found(r"http\S+/enter#\S+", printed).replace("localhost", "127.0.0.1")
        self.port = int(found(r"127\.0\.0\.1:(\d+)/", printed, 1))
        return self

    def _read_until(self, words: str) -> str:
        assert self.process is not None and self.process.stdout is not None
        printed = ""
        while words not in printed:
            line = self.process.stdout.readline()
            assert line, f"the server has ended: {self.log}"
            printed += line
        return printed

    @property
    def log(self) -> str:
        """What it has logged so far."""
        return self.data.with_name("server.log").read_text()

    def kill(self) -> None:
        """Ends it as a loss of power would."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """Ends it as a person would."""
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        self.process.send_signal(how)
        self.process.wait(timeout=10)
        if self.process.stdout is not None:
            self.process.stdout.close()
        self.process = None

    def answers(self) -> bool:
        """Whether it serves its first page."""
        with urlopen(self.url) as response:
            return bool(response.status == 200)


def found(pattern: str, text: str, group: int = 0) -> str:
    """What a pattern finds in a text, which it must."""
    match = re.search(pattern, text)
    assert match, f"{pattern} is not in: {text}"
    return match.group(group)


def wait_for(condition: "object", seconds: float = 10.0) -> None:
    """Waits until a condition holds."""
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline, f"waited {seconds} s in vain"
        time.sleep(0.05)
