"""The proxies of deploy/, each with its file as shipped: only addresses and paths are ours."""

import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import pytest
import websocket

from tests.support.fetched_packages import found_or_fetched
from tests.support.forking import ROOT
from tests.support.proxy import AROUND, find_nginx, hold_port, make_certificate
from tests.support.server import Client
from tests.support.tls_socket import in_two_threads
from tests.support.waiting import WITHIN, until
from workshop.pretend.client import packets

DEPLOY = ROOT / "deploy"
KINDS = ("haproxy", *(pytest.param(kind, marks=pytest.mark.long) for kind in ("caddy", "nginx")))
ONE = "caddy-before-one"
"""The proxy of deploy/one/ that the page on hosting has first."""
SITE = "workshop.example.org"
VISITOR = "127.0.0.2"
"""The address of those who ask, which is that of no process."""
AS_OTHER = "    chroot /var/lib/haproxy\n    user haproxy\n    group haproxy\n"
"""The lines by which HAProxy stops being root. Only its package makes that user."""
PROCESSES = tuple(f"10.0.0.1{number}:8000" for number in (1, 2, 3))
"""The addresses of processes in the shipped files."""


class Balancer(Client):
    """A proxy of the test's own, in a folder of its own, before some ports of this machine."""

    def __init__(
        self,
        kind: str,
        folder: Path,
        ports: Sequence[int],
        change: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self._held = [hold_port() for _ in range(2)]
        self.https, self.http = (one.getsockname()[1] for one in self._held)
        self.certificate, self.key = make_certificate(folder)
        super().__init__(self.https)
        self.behind = ports[0]
        """The port of the first process."""
        self.origin = f"https://localhost:{self.https}"
        self.tls = in_two_threads(ssl.create_default_context(cafile=self.certificate))
        self._log = (folder / "printed").open("wb")
        make = {
            "haproxy": self._haproxy, "caddy": self._caddy, "nginx": self._nginx,
            ONE: self._caddy_before_one,
        }[kind]  # fmt: skip
        self._change = change or {}
        command, environ = make(ports)
        self._process = subprocess.Popen(
            command, cwd=folder, env={**os.environ, **environ}, stdout=self._log, stderr=self._log
        )
        until(lambda: self._process.poll() is not None or self._listens(), says=self.written)
        assert self._process.poll() is None, self.written()

    def connect(self) -> http.client.HTTPConnection:
        """A connection from the visitor's address, the certificate checked."""
        return http.client.HTTPSConnection(
            "localhost", self.https, timeout=WITHIN, context=self.tls, source_address=(VISITOR, 0)
        )

    def websocket(self, workshop: str) -> websocket.WebSocket:
        """A websocket from the visitor's address, as a view of the workshop opens it."""
        line = socket.create_connection(("127.0.0.1", self.https), WITHIN, (VISITOR, 0))
        line = self.tls.wrap_socket(line, server_hostname="localhost")
        address = packets.address(self.origin, {"workshop": workshop})
        try:
            return websocket.create_connection(address, socket=line, timeout=WITHIN)
        except (OSError, websocket.WebSocketException):
            line.close()
            raise

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.https), WITHIN):
            return True
        return False

    def _shipped(self, name: str, ours: Mapping[str, object]) -> str:
        lines = (DEPLOY / name).read_text()
        for theirs, mine in {**ours, **self._change}.items():
            assert theirs in lines, f"{theirs} is not in deploy/{name}"
            lines = lines.replace(theirs, str(mine))
        return lines

    def _haproxy(self, ports: Sequence[int]) -> tuple[list[str], dict[str, str]]:
        both = self.folder / "both.pem"
        both.write_bytes(self.certificate.read_bytes() + self.key.read_bytes())
        lines = self._shipped(
            "haproxy.cfg",
            {
                f"/etc/haproxy/{SITE}.pem": both,
                "bind :80": f"bind 127.0.0.1:{self.http}",
                "bind :443": f"bind 127.0.0.1:{self.https}",
                AS_OTHER: "",
                SITE: "localhost",
                **_addresses(ports),
            },
        )
        (self.folder / "haproxy.cfg").write_text(lines)
        program = found("haproxy")
        libraries = Path(program).parents[2] / "usr/lib/x86_64-linux-gnu"
        return [program, "-W", "-db", "-f", "haproxy.cfg"], {"LD_LIBRARY_PATH": str(libraries)}

    def _caddy(self, ports: Sequence[int]) -> tuple[list[str], dict[str, str]]:
        site = f"}}\n\n{{$WORKSHOP_SITE:{SITE}}} {{\n"
        ours = {site: f"{site}\ttls {self.certificate} {self.key}\n"}
        self._put_caddyfile("Caddyfile", ours)
        addresses = " ".join(f"127.0.0.1:{port}" for port in ports)
        environ = {"WORKSHOP_SITE": "localhost", "WORKSHOP_PROCESSES": addresses}
        environ["HOME"] = str(self.folder)
        return [found("caddy"), "run", "--config", "Caddyfile"], environ

    def _caddy_before_one(self, ports: Sequence[int]) -> tuple[list[str], dict[str, str]]:
        ours = {
            f"{SITE} {{\n": f"localhost {{\n\ttls {self.certificate} {self.key}\n",
            "127.0.0.1:8000": f"127.0.0.1:{ports[0]}",
        }
        self._put_caddyfile("one/Caddyfile", ours)
        return [found("caddy"), "run", "--config", "Caddyfile"], {"HOME": str(self.folder)}

    def _put_caddyfile(self, name: str, ours: Mapping[str, object]) -> None:
        own = f"{{\n\tadmin off\n\thttp_port {self.http}\n\thttps_port {self.https}\n\tlog"
        (self.folder / "Caddyfile").write_text(self._shipped(name, {"{\n\tlog": own, **ours}))

    def _nginx(self, ports: Sequence[int]) -> tuple[list[str], dict[str, str]]:
        for name in ("logs", "temp"):
            (self.folder / name).mkdir()
        lines = self._shipped(
            "nginx.conf",
            {
                f"https://{SITE}": self.origin,
                f"/etc/ssl/{SITE}.pem": self.certificate,
                f"/etc/ssl/{SITE}.key": self.key,
                SITE: "localhost",
                "listen 443 ": f"listen 127.0.0.1:{self.https} ",
                "listen 80;": f"listen 127.0.0.1:{self.http};",
                **_addresses(ports),
            },
        )
        (self.folder / "nginx.conf").write_text(AROUND.format(servers=lines).replace("256", "9000"))
        user = ["-g", "user root;"] if os.geteuid() == 0 else []
        command = [find_nginx(), "-p", f"{self.folder}/", "-c", "nginx.conf"]
        return [*command, "-e", "logs/error.log", *user], {}

    def written(self) -> str:
        """Everything that it has printed, or written to its logs."""
        files = [self.folder / "printed", *(self.folder / "logs").rglob("*")]
        return "".join(file.read_text() for file in files if file.is_file())

    def stop(self) -> None:
        """Ends it."""
        self._process.terminate()
        try:
            self._process.wait(WITHIN)
        finally:
            self._log.close()
            for one in self._held:
                one.close()


def _addresses(ports: Sequence[int]) -> dict[str, str]:
    return dict(zip(PROCESSES, (f"127.0.0.1:{port}" for port in ports), strict=True))


def found(name: str) -> str:
    """The path of a program of Debian's; the test that asks is skipped where there is none."""
    unpacked = Path(sys.prefix) / name
    places = [os.environ.get("PATH", ""), "/usr/sbin"]
    places += [f"{unpacked}/usr/{part}" for part in ("sbin", "bin")]
    path = found_or_fetched(
        lambda: shutil.which(name, path=os.pathsep.join(places)), name, unpacked
    )
    if path is None:
        pytest.skip(f"There is no {name} here, and none could be fetched by Debian's apt-get.")
    return path
