"""A real server in a process of its own, and what a browser can ask of it."""

import http.client
import json
import re
import signal
import ssl
import subprocess
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.support.forking import launch
from tests.support.waiting import START_WITHIN, WITHIN
from workshop.pretend.own_server import Launch, OwnServer

LINK = re.compile(r"https?://\S+/enter#(\S+)")
FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Reply:
    """A server's answer."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()

    @property
    def cookie(self) -> str:
        """The cookie that was set, as a browser sends it back; "" when none was."""
        return (self.headers["Set-Cookie"] or "").partition(";")[0]

    @property
    def to(self) -> str:
        """Where a redirect leads."""
        return str(self.headers["Location"])


class Client:
    """A client of a server on a port of this machine, which asks as a browser can."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.origin = f"http://127.0.0.1:{port}"

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Reply:
        """One request; header names are written with underscores. POSTs name our own origin."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        if method == "POST":
            named.setdefault("Origin", self.origin)
        connection = self.connect()
        try:
            connection.request(method, path, body, named)
            reply = connection.getresponse()
            return Reply(reply.status, reply.headers, reply.read())
        finally:
            connection.close()

    def connect(self) -> http.client.HTTPConnection:
        """A connection for one request."""
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=WITHIN)

    def get(self, path: str, **headers: str) -> Reply:
        """A GET."""
        return self.ask("GET", path, **headers)

    def post(self, path: str, fields: Mapping[str, str], **headers: str) -> Reply:
        """A form that is sent."""
        return self.ask("POST", path, urlencode(fields), Content_Type=FORM, **headers)

    def trade(self, secret: str, **headers: str) -> Reply:
        """Trades a link's secret, as the page behind the link does."""
        body = json.dumps({"secret": secret})
        return self.ask("POST", "/enter", body, Content_Type="application/json", **headers)

    def new_workshop(self, cookie: str, **fields: str) -> str:
        """Opens a workshop as the form does, and gives its id."""
        given = {"title": "Spring release", "team": "Payments", "template": "60", **fields}
        reply = self.post("/desk/new", given, Cookie=cookie)
        assert reply.status == 303, reply.text
        return urlsplit(reply.to).path.split("/")[2]

    def boot(self, path: str, cookie: str = "") -> dict[str, object]:
        """Returns the data in a view's page."""
        reply = self.get(path, Cookie=cookie) if cookie else self.get(path)
        assert reply.status == 200, reply.text
        found = re.search(r'<script type="application/json" id="boot">(.*?)</script>', reply.text)
        assert found, reply.text
        boot: dict[str, object] = json.loads(found[1])
        return boot


class Server(Client):
    """`python -m workshop serve`, on a port of its own."""

    module = "workshop"

    def __init__(self, data: Path, *options: str, environ: Mapping[str, str] | None = None) -> None:
        serve = ["serve", "--no-browser", "--host", "127.0.0.1", "--data", str(data), *options]
        self.data = data
        self.printed = ""
        self._process = launch(self.module, serve, environ or {}, subprocess.PIPE)
        self.errors: list[str] = []
        self._reader = threading.Thread(target=self._read_errors, daemon=True)
        self._reader.start()
        self._wait_until_it_serves()
        self.secret = (environ or {}).get("WORKSHOP_FACILITATOR_SECRET") or self._printed_secret()
        super().__init__(int(json.loads((data / "server.json").read_text())["port"]))
        self.tls: ssl.SSLContext | None = None

    def _read_errors(self) -> None:
        assert self._process.stderr is not None
        self.errors += self._process.stderr.readlines()

    def _wait_until_it_serves(self) -> None:
        timer = threading.Timer(START_WITHIN, self._process.kill)
        timer.start()
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self.printed += line
            if line.startswith("Everything is kept"):
                break
        timer.cancel()

    def _printed_secret(self) -> str:
        found = LINK.search(self.printed)
        assert found, f"no link was printed:\n{self.printed}\n{self.stop()}"
        return found[1]

    def stop(self) -> str:
        """Ends the server as Ctrl+C does; gives what it wrote to its log."""
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
        self._process.wait(WITHIN)
        self._reader.join(WITHIN)
        assert self._process.stdout and self._process.stderr
        self._process.stdout.close()
        self._process.stderr.close()
        return "".join(self.errors)

    def sign_in(self) -> str:
        """The facilitator's cookie."""
        return self.trade(self.secret).cookie

    @property
    def pid(self) -> int:
        """The number of its process."""
        return self._process.pid

    @property
    def exit_code(self) -> int | None:
        """The code with which the process ended."""
        return self._process.returncode


def own_server(data: Path, launch: Launch = launch, **environment: str) -> OwnServer:
    """A server to be started, killed and started again."""
    return OwnServer(data, environment=environment, launch=launch)


@contextmanager
def running(data: Path, *options: str, **environ: str) -> Iterator[Server]:
    """A server that is stopped at the end."""
    server = Server(data, *(options or ("--port", "0")), environ=environ)
    try:
        yield server
    finally:
        server.stop()
