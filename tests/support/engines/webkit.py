"""WebKitGTK, driven over WebDriver: one browser on a display of its own, a window per device."""

import http.client
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil

from tests.support.engines.engine import Size
from tests.support.engines.processes import comes, home, running
from tests.support.engines.window import Action, EngineFailed, Window
from tests.support.waiting import START_WITHIN
from tools.browsers import SYSTEMS_PYTHON

WINDOWS = Path(__file__).with_name("webkit_windows.py")
DISPLAY = "6000x1200x24"
"""So wide that windows stand beside each other: one that is covered is not drawn."""
LOST_AFTER = 6.0
"""Seconds after which a question counts as lost: one to a page that is just being left by another
page's script is never answered. The driver itself gives up none of these, and may ask the page that
was left until it is told anew which window is meant."""
RENDERING = {
    "GDK_BACKEND": "x11",
    "LIBGL_ALWAYS_SOFTWARE": "1",
    # WebKit's own sandbox will not start for root; nothing but our own pages is opened in it.
    "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
}


class WebKitTab:
    """A window of WebKit."""

    def __init__(self, webkit: "WebKit", handle: str) -> None:
        self.complaints: list[str] = []
        self._webkit = webkit
        self._handle = handle

    def go(self, address: str) -> None:
        self._do("POST", "url", url=address)

    def reload(self) -> None:
        self._do("POST", "refresh")

    def ask(self, function: str, given: str) -> str:
        script = f"return ({function})(arguments[0])"
        try:
            self._webkit.turns_to(self._handle, LOST_AFTER)
            asked = self._webkit.do("POST", "execute/sync", LOST_AFTER, script=script, args=[given])
        except TimeoutError:
            self._webkit.turns_away()
            raise EngineFailed(f"no answer to {function} within {LOST_AFTER:g} s") from None
        return str(asked)

    def act(self, source: Action) -> None:
        self._do("POST", "actions", actions=[source])

    def screenshot(self) -> str:
        return str(self._do("GET", "screenshot"))

    def stands_at(self, x: int, size: Size) -> None:
        """Moves and sizes it."""
        self._do("POST", "window/rect", x=x, y=0, width=size[0], height=size[1])

    def _do(self, method: str, command: str, **given: object) -> Any:
        self._webkit.turns_to(self._handle)
        return self._webkit.do(method, command, **given)


class WebKit:
    """A running browser; its driver knows one session, in which one window is current."""

    def __init__(self, port: int, downloads: Path, said: Path) -> None:
        self.downloads = downloads
        self._said = said
        self._port = port
        self._session = ""
        self._current = ""
        self._right_edge = 0
        options = {"binary": SYSTEMS_PYTHON, "args": [str(WINDOWS), str(downloads), str(said)]}
        wanted = {"alwaysMatch": {"webkitgtk:browserOptions": options}}
        self._session = f"/{self._ask('POST', '/session', capabilities=wanted)['sessionId']}"

    def window(self, size: Size) -> Window:
        tab = WebKitTab(self, self.do("POST", "window/new", type="window")["handle"])
        tab.stands_at(self._right_edge, size)
        self._right_edge += size[0]
        return Window(tab)

    def complaints(self) -> list[str]:
        return self._said.read_text().splitlines()

    def turns_to(self, handle: str, within: float = START_WITHIN) -> None:
        """Makes a window the one that is meant from now on. Raises TimeoutError."""
        if self._current != handle:
            self.do("POST", "window", within, handle=handle)
            self._current = handle

    def turns_away(self) -> None:
        """Means no window, so that the next command says anew which one is meant."""
        self._current = ""

    def do(self, method: str, command: str, within: float = START_WITHIN, **given: object) -> Any:
        """One command of the session; gives its answer. Raises TimeoutError where none comes."""
        return self._ask(method, f"/session{self._session}/{command}", within, **given)

    def _ask(self, method: str, path: str, within: float = START_WITHIN, **given: object) -> Any:
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=within)
        try:
            connection.request(method, path, json.dumps(given) if method == "POST" else None)
            answer = json.loads(connection.getresponse().read())["value"]
        finally:
            connection.close()
        if isinstance(answer, dict) and "error" in answer:
            raise EngineFailed(f"{path}: {answer['error']}: {answer['message']}")
        return answer


@contextmanager
def webkit(program: str, folder: Path, downloads: Path) -> Iterator[WebKit]:
    """A WebKitGTK in a home of its own, ended with all its processes."""
    environment = {**home(folder / "home"), **RENDERING}
    printed, said = folder / "printed", folder / "said"
    said.touch()
    with display(folder / "display", environment) as number:
        environment["DISPLAY"] = f":{number}"
        with running([program, "--port=0"], printed, environment) as driver:
            yield WebKit(comes(driver, printed, lambda: port_of(driver)), downloads, said)


@contextmanager
def display(printed: Path, environment: dict[str, str]) -> Iterator[str]:
    """The number of a display that nobody else has: the X server itself looks for it."""
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", DISPLAY, "-nolisten", "tcp"]
    with running(command, printed, environment) as server:
        yield comes(server, printed, lambda: re.search(r"^\d+$", printed.read_text(), re.M))[0]


def port_of(driver: psutil.Popen) -> int:
    """The port on which the driver listens; 0 until it does."""
    listening = (one for one in driver.net_connections() if one.status == psutil.CONN_LISTEN)
    return next((one.laddr.port for one in listening), 0)
