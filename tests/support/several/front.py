"""HAProxy before several processes: TLS, health, and the workshop's id that decides."""

import os
import shutil
import signal
import socket
import ssl
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.fetched_packages import found_or_fetched
from tests.support.proxy import hold_port, make_certificate
from tests.support.several.guarded_program import GuardedProgram, own_folder_of
from tests.support.waiting import WITHIN, until

UNPACKED = Path(sys.prefix) / "haproxy"
"""Where a fetched HAProxy stays."""
NO_HAPROXY = "There is no HAProxy here, and none could be fetched by Debian's apt-get."
LINES = """
global
    maxconn 4000
defaults
    mode http
    no log
    timeout http-request 15s
    timeout client 60s
    timeout connect 1s
    timeout queue 5s
    timeout server 300s
    timeout tunnel 60s
    retries 2
    option redispatch 1
frontend https
    bind 127.0.0.1:{https} ssl crt both.pem
    http-request del-header X-Forwarded-For
    http-request set-header X-Forwarded-Proto https
    http-request set-header X-Forwarded-Host %[req.hdr(host)]
    http-request set-var(txn.workshop) url_param(w) if {{ path_beg /socket.io/ }}
    http-request set-var(txn.workshop) path,field(3,/) if {{ path_reg ^/(w|screen|desk|leader)/[A-Za-z0-9]{{12}}(/|$) }}
    use_backend unready if {{ nbsrv(workshops) eq 0 }}
    default_backend workshops
backend workshops
    balance hash var(txn.workshop)
    hash-type consistent
    timeout check 1s
    option httpchk
    http-check send meth GET uri {health} ver HTTP/1.1 hdr Host 127.0.0.1:{https}
    http-check expect status 200 error-status L7OKC
    default-server check inter 500ms fall 2 rise 2 on-marked-down shutdown-sessions
{servers}
backend unready
    balance hash var(txn.workshop)
    hash-type consistent
{servers}
"""  # noqa: E501


class Front:
    """A proxy of the test's own, in a folder of its own, before ports of this machine."""

    def __init__(self, ports: Sequence[int], health: str) -> None:
        folder = own_folder_of("haproxy")
        self._held = hold_port()
        self.https: int = self._held.getsockname()[1]
        self.origin = f"https://127.0.0.1:{self.https}"
        self.certificate, key = make_certificate(folder)
        (folder / "both.pem").write_bytes(self.certificate.read_bytes() + key.read_bytes())
        self.tls = ssl.create_default_context(cafile=self.certificate)
        servers = "\n".join(f"    server app{i} 127.0.0.1:{p}" for i, p in enumerate(ports, 1))
        (folder / "haproxy.cfg").write_text(
            LINES.format(https=self.https, servers=servers, health=health)
        )
        command = [find_haproxy(), "-db", "-f", "haproxy.cfg"]
        libraries = os.pathsep.join(map(str, UNPACKED.glob("usr/lib/*-*")))
        self._program = GuardedProgram(command, folder, {"LD_LIBRARY_PATH": libraries})
        self._program.start()
        until(lambda: not self._program.runs or self._listens())
        assert self._program.runs, self._program.log.read_text()

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.https), WITHIN):
            return True
        return False

    def close(self) -> None:
        """Ends it, with its folder."""
        self._program.end(signal.SIGTERM)
        self._program.close()
        self._held.close()


def find_haproxy() -> str:
    """The path of an HAProxy; the test that asks is skipped where there is none."""
    found = found_or_fetched(_haproxy, "haproxy", UNPACKED)
    if found is None:
        pytest.skip(NO_HAPROXY)
    return found


def _haproxy() -> str | None:
    places = [os.environ.get("PATH", ""), "/usr/sbin", f"{UNPACKED}/usr/sbin"]
    return shutil.which("haproxy", path=os.pathsep.join(places))
