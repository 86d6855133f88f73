"""The server as many teams reach it: behind nginx, by the file in deploy/one/."""

import datetime
import http.client
import os
import shutil
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from tests.support.fetched_packages import found_or_fetched
from tests.support.forking import ROOT
from tests.support.server import Server
from tests.support.tls_socket import in_two_threads
from tests.support.waiting import WITHIN, until

NGINX = ROOT / "deploy" / "one" / "nginx.conf"
UNPACKED = Path(sys.prefix) / "nginx"
"""Where a fetched nginx stays."""
NO_NGINX = "There is no nginx on the PATH, and none could be fetched by Debian's apt-get."
AROUND = """
daemon off;
pid nginx.pid;
error_log logs/error.log info;
events {{ worker_connections 256; }}
http {{
    access_log logs/access.log;
    client_body_temp_path temp/body;
    proxy_temp_path temp/proxy;
    fastcgi_temp_path temp/fastcgi;
    uwsgi_temp_path temp/uwsgi;
    scgi_temp_path temp/scgi;
{servers}
}}
"""
"""The configuration that a usual nginx.conf has around our servers, its log switched on."""


class HostedServer(Server):
    """A server that is asked by its public address."""

    def __init__(self, data: Path, proxy: "Proxy", secret: str, environ: Mapping[str, str]) -> None:
        options = ("--port", str(proxy.behind), "--public-url", proxy.origin)
        super().__init__(data, *options, environ={"WORKSHOP_FACILITATOR_SECRET": secret, **environ})
        self.origin = proxy.origin
        self.tls = in_two_threads(ssl.create_default_context(cafile=proxy.certificate))

    def connect(self) -> http.client.HTTPConnection:
        """A connection through the proxy, its certificate checked."""
        port = urlsplit(self.origin).port
        return http.client.HTTPSConnection("localhost", port, timeout=WITHIN, context=self.tls)


class Proxy:
    """An nginx of the test's own, in a folder of its own."""

    def __init__(self, folder: Path, nginx: str) -> None:
        self.folder = folder
        self._held = [hold_port() for _ in range(3)]
        self.https, self.http, self.behind = (one.getsockname()[1] for one in self._held)
        self.origin = f"https://localhost:{self.https}"
        self.certificate, self.key = make_certificate(folder)
        for name in ("logs", "temp"):
            (folder / name).mkdir()
        (folder / "nginx.conf").write_text(AROUND.format(servers=self._servers()))
        # Its master hands its requests to a user without rights, who could not enter the folder.
        user = ["-g", "user root;"] if os.geteuid() == 0 else []
        command = [nginx, "-p", f"{folder}/", "-c", "nginx.conf", "-e", "logs/error.log", *user]
        self._process = subprocess.Popen(command)

    def _servers(self) -> str:
        """The file as shipped; only names, ports and paths are others."""
        lines = NGINX.read_text()
        for theirs, ours in (
            ("https://workshop.example.org", self.origin),
            ("/etc/ssl/workshop.example.org.pem", self.certificate),
            ("/etc/ssl/workshop.example.org.key", self.key),
            ("workshop.example.org", "localhost"),
            ("listen 443 ", f"listen 127.0.0.1:{self.https} "),
            ("listen 80;", f"listen 127.0.0.1:{self.http};"),
            ("127.0.0.1:8000", f"127.0.0.1:{self.behind}"),
        ):
            assert theirs in lines, f"{theirs} is not in {NGINX}"
            lines = lines.replace(theirs, str(ours))
        return lines

    def wait(self) -> None:
        """Returns when it listens."""
        until(lambda: self._process.poll() is not None or self._listens(), says=self.written)
        ended = self._process.poll() is not None
        assert not ended, f"nginx does not take {NGINX}:\n{self.written()}"

    def _listens(self) -> bool:
        with suppress(OSError), socket.create_connection(("127.0.0.1", self.https), WITHIN):
            return True
        return False

    def written(self) -> str:
        """Everything that it has written to its folder beyond what the test put there."""
        files = [*(self.folder / "logs").rglob("*"), *(self.folder / "temp").rglob("*")]
        return "".join(file.read_text() for file in files if file.is_file())

    @property
    def last_body_on_disk(self) -> int:
        """When a body was last laid down in a file; the folder's own time tells it for ever."""
        return (self.folder / "temp" / "body").stat().st_mtime_ns

    def stop(self) -> None:
        """Ends it."""
        self._process.terminate()
        self._process.wait(WITHIN)
        for one in self._held:
            one.close()


def find_nginx() -> str:
    """The path of an nginx; the test that asks is skipped where there is none."""
    found = found_or_fetched(_nginx, "nginx", UNPACKED)
    if found is None:
        pytest.skip(NO_NGINX)
    return found


def _nginx() -> str | None:
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", f"{UNPACKED}/usr/sbin"])
    found = shutil.which("nginx", path=places)
    runs = found and subprocess.call([found, "-v"], stderr=subprocess.DEVNULL) == 0
    return found if runs else None


def hold_port() -> socket.socket:
    """A port of this machine that nobody is given by chance as long as this socket lives.

    It is bound and does not listen, so that a program that names the port may: Linux allows that
    where both have SO_REUSEADDR, as nginx and our server do.
    """
    held = socket.socket()
    held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    held.bind(("127.0.0.1", 0))
    return held


def make_certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost that vouches for itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    day, now = datetime.timedelta(days=1), datetime.datetime.now(datetime.UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(now - day).not_valid_after(now + day)
    made = made.add_extension(x509.SubjectAlternativeName(names), critical=False)
    certificate, secret = folder / "localhost.pem", folder / "localhost.key"
    signed = made.sign(key, hashes.SHA256())
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return certificate, secret


@contextmanager
def hosted(
    folder: Path, secret: str, around: Callable[[Proxy], Mapping[str, str]] = lambda _proxy: {}
) -> Iterator[tuple[HostedServer, Proxy]]:
    """The server behind its proxy, both ended at the end; `around` gives more of its settings."""
    (folder / "proxy").mkdir()
    proxy = Proxy(folder / "proxy", find_nginx())
    try:
        proxy.wait()
        server = HostedServer(folder / "data", proxy, secret, around(proxy))
        try:
            yield server, proxy
        finally:
            server.stop()
    finally:
        proxy.stop()
