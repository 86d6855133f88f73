"""Attacks under way, which end with their time or with the test; and a server's memory."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.support.lasting import House
from tests.support.waiting import WITHIN

ROOT = Path(__file__).parents[3]


@dataclass
class Attackers:
    """The attacks on a server."""

    process: "subprocess.Popen[str]"

    @property
    def under_way(self) -> bool:
        """True as long as one of them goes on."""
        return self.process.poll() is None

    def done(self) -> dict[str, int]:
        """Returns how often each has done what it does, once all are over; 0 for one that broke."""
        said, errors = self.process.communicate(timeout=WITHIN)
        assert not errors, errors
        return {name: int(count or 0) for name, count in json.loads(said).items()}


@contextmanager
def attackers(
    names: Iterable[str], home: House, seconds: float, scale: int = 1
) -> Iterator[Attackers]:
    """Begins the attacks of these names on a workshop's server."""
    told = [home.server.port, home.workshop, seconds, scale]
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.support.hostile", *map(str, told), *names],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        yield Attackers(process)
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


class Memory:
    """The memory of a server in MB, with how it was at first and at most."""

    def __init__(self, home: House) -> None:
        self._server = home.server.own
        self.peak = 0.0
        self.before = self.look()

    def look(self) -> float:
        """Returns the memory as it is now."""
        now = self._server.rss_bytes() / 2**20
        self.peak = max(self.peak, now)
        return now
