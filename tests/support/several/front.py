"""HAProxy before several processes, with its file as shipped, which ends with the tests."""

import os
import re
import signal
import socket
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.support.balancers import AS_OTHER, DEPLOY, SITE, found
from tests.support.proxy import hold_port, make_certificate
from tests.support.several.guarded_program import GuardedProgram
from tests.support.waiting import WITHIN, until

SERVERS = re.compile(r"(?:    server .*\n)+")
"""The lines of the shipped file that name the processes."""
HOST = "127.0.0.1"


class Front:
    """A proxy of the test's own before ports of this machine. Its folder goes with it, and all that
    others have in there."""

    def __init__(self, folder: Path, ports: Sequence[int]) -> None:
        self._held = [hold_port() for _ in range(2)]
        self.https, http = (one.getsockname()[1] for one in self._held)
        self.origin = f"https://{HOST}:{self.https}"
        self.certificate, key = make_certificate(folder)
        (folder / "both.pem").write_bytes(self.certificate.read_bytes() + key.read_bytes())
        (folder / "haproxy.cfg").write_text(_lines(self.https, http, ports))
        program = found("haproxy")
        libraries = os.pathsep.join(map(str, Path(sys.prefix, "haproxy").glob("usr/lib/*-*")))
        command = [program, "-db", "-f", "haproxy.cfg"]
        self._program = GuardedProgram(command, folder, {"LD_LIBRARY_PATH": libraries})
        self._program.start()
        until(lambda: not self._program.runs or self._listens())
        assert self._program.runs, self._program.log.read_text()

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection((HOST, self.https), WITHIN):
            return True
        return False

    def close(self) -> None:
        """Ends it, with its folder."""
        self._program.end(signal.SIGTERM)
        self._program.close()
        for held in self._held:
            held.close()


def _lines(https: int, http: int, ports: Sequence[int]) -> str:
    """The shipped file; only addresses and paths are others."""
    lines = (DEPLOY / "haproxy.cfg").read_text()
    servers = "".join(f"    server app{n} {HOST}:{port}\n" for n, port in enumerate(ports, 1))
    assert len(SERVERS.findall(lines)) == 2, "the processes are listed twice"
    for theirs, ours in (
        (f"/etc/haproxy/{SITE}.pem", "both.pem"),
        (AS_OTHER, ""),
        ("bind :80\n", f"bind {HOST}:{http}\n"),
        ("bind :443 ", f"bind {HOST}:{https} "),
        (SITE, f"{HOST}:{https}"),
    ):
        assert theirs in lines, f"{theirs} is not in deploy/haproxy.cfg"
        lines = lines.replace(theirs, ours)
    return SERVERS.sub(servers, lines)
