"""A Valkey of a test's own, thrown away with it: never a server that was there before.

It listens on a socket in its own folder and on no port, and keeps nothing on a disk.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

import gevent.socket
import pytest
import valkey.connection
from valkey import Valkey
from valkey.exceptions import ValkeyError

from tests.support.fetched_packages import found_or_fetched
from tests.support.waiting import START_WITHIN, WITHIN, until

# As in the server, where all sockets give way to other greenlets; here only those of this client.
valkey.connection.socket = gevent.socket  # type: ignore[attr-defined]

NO_VALKEY = "There is no Valkey and no Redis here, and none could be fetched by Debian's apt-get."
PACKAGES = ("valkey-server", "redis-server")
"""Where Debian has no Valkey yet, a Redis does as well."""
IN_MEMORY = Path("/dev/shm")
GUARDED = """
exec 3<&0
"$0" "$@" &
server=$!
{ read _ <&3; kill -KILL $server; } &
wait $server
kill $! 2>/dev/null
"""
"""Ends the server also when the tests were killed: then nobody holds the other end of its input."""


class ValkeyServer:
    """A Valkey in a folder of its own, which may be killed, frozen and started again."""

    def __init__(self) -> None:
        found = find_valkey()
        if found is None:
            pytest.skip(NO_VALKEY)
        self._program = found
        beside = IN_MEMORY if IN_MEMORY.is_dir() else None
        self.folder = Path(mkdtemp(prefix="valkey-", dir=beside))
        self.url = f"unix://{self.folder}/socket"
        self.client = Valkey.from_url(self.url, socket_timeout=WITHIN)
        self.start()

    def start(self) -> None:
        """Starts it, empty."""
        options = ["--port", "0", "--unixsocket", "socket", "--save", "", "--appendonly", "no",
                   "--pidfile", "pid", "--daemonize", "no"]  # fmt: skip
        with (self.folder / "log").open("a") as log:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", GUARDED, self._program, *options],
                stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder, env=_around(),
            )  # fmt: skip
        until(self._answers, START_WITHIN, says=(self.folder / "log").read_text)

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except (ValkeyError, OSError):
            return False

    @property
    def pid(self) -> int:
        """The process of the server itself."""
        return int(self.client.info("server")["process_id"])

    def is_gone(self) -> bool:
        """True if it was killed, and not started again."""
        return self._process.poll() is not None

    def kill(self) -> None:
        """Kills it; all that it held is lost."""
        if not self.is_gone():
            self._process.communicate(b"\n", timeout=WITHIN)

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """Has it answer nothing for a while, with all lines left open."""
        pid = self.pid
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def stop(self) -> None:
        """Ends it, and deletes its folder."""
        self.kill()
        self.client.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def _place(package: str) -> Path:
    return Path(sys.prefix) / package.removesuffix("-server")


@cache
def find_valkey() -> Path | None:
    """The server's program; None where there is none, and none can be fetched."""
    for package in PACKAGES:
        found = found_or_fetched(_program, package, _place(package))
        if found:
            return found
    return None


def _program() -> Path | None:
    places = [Path(found) for name in PACKAGES if (found := shutil.which(name))]
    places += [_place(name) / "usr" / "bin" / name for name in PACKAGES]
    return next((one for one in places if one.exists() and _runs(one)), None)


def _runs(program: Path) -> bool:
    return not subprocess.call(
        [program, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=_around()
    )


def _around() -> dict[str, str]:
    """The environment in which it finds fetched libraries, and no settings of this machine."""
    fetched = [str(one) for name in PACKAGES for one in _place(name).glob("usr/lib/*-*")]
    environment = {"PATH": os.defpath, "LC_ALL": "C"}
    return environment | ({"LD_LIBRARY_PATH": os.pathsep.join(fetched)} if fetched else {})
