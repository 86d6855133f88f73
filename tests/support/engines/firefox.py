"""Firefox, driven over WebDriver BiDi: one browser, and a container for each device."""

import json
import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import websocket

from tests.support.engines.engine import Size
from tests.support.engines.processes import comes, home, running
from tests.support.engines.window import Action, EngineFailed, Window
from tests.support.waiting import START_WITHIN

LISTENING = re.compile(r"WebDriver BiDi listening on (ws://\S+)")
USUAL = (
    "status=2152398850",
    "Firefox can’t establish a connection to the server at ws://",
    "was interrupted while the page was loading",
)
"""NS_BINDING_ABORTED: a page was left while a font was still on the way; a server was away; a page
was loaded again while its socket was open."""
# What asks the network, or comes between a page and its visitor, when a profile is new; and what
# would be worked for in vain: pages of its own in new windows, and frames that nobody looks at.
PREFERENCES = {
    "app.normandy.enabled": False,
    "app.update.disabledForTesting": True,
    "browser.aboutwelcome.enabled": False,
    "browser.newtab.preload": False,
    "browser.newtabpage.enabled": False,
    "browser.safebrowsing.downloads.enabled": False,
    "browser.safebrowsing.malware.enabled": False,
    "browser.safebrowsing.phishing.enabled": False,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage": "about:blank",
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.translations.enable": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "dom.ipc.processPrelaunch.enabled": False,
    "extensions.systemAddon.update.enabled": False,
    "intl.accept_languages": "en-GB",
    "layout.frame_rate": 20,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "toolkit.telemetry.server": "",
    "widget.gtk.overlay-scrollbars.enabled": True,  # as on phones, where they take no room
}


class FirefoxTab:
    """A window of Firefox, in a container of its own."""

    def __init__(self, firefox: "Firefox", context: str) -> None:
        self.complaints: list[str] = []
        self._firefox = firefox
        self._context = context

    def go(self, address: str) -> None:
        self._do("browsingContext.navigate", url=address, wait="complete")

    def reload(self) -> None:
        self._do("browsingContext.reload", wait="complete")

    def ask(self, function: str, given: str) -> str:
        answer = self._firefox.do(
            "script.callFunction", functionDeclaration=function, awaitPromise=False,
            target={"context": self._context}, arguments=[{"type": "string", "value": given}],
        )  # fmt: skip
        if answer["type"] == "exception":
            raise EngineFailed(answer["exceptionDetails"]["text"])
        return str(answer["result"]["value"])

    def act(self, source: Action) -> None:
        self._do("input.performActions", actions=[source])

    def screenshot(self) -> str:
        return str(self._do("browsingContext.captureScreenshot")["data"])

    def _do(self, method: str, **given: object) -> Any:
        return self._firefox.do(method, context=self._context, **given)


class Firefox:
    """A running Firefox. It lives on its owner's thread: what it tells is taken in with answers."""

    def __init__(self, address: str, downloads: Path) -> None:
        self.downloads = downloads
        self.tabs: dict[str, FirefoxTab] = {}
        self._number = 0
        # Firefox refuses a connection that names an origin, as pages do.
        self._socket = websocket.create_connection(
            f"{address}/session", suppress_origin=True, timeout=START_WITHIN
        )
        self.do("session.new", capabilities={})
        self.do("session.subscribe", events=["log.entryAdded"])
        allowed = {"type": "allowed", "destinationFolder": str(downloads)}
        self.do("browser.setDownloadBehavior", downloadBehavior=allowed)

    def window(self, size: Size) -> Window:
        container = self.do("browser.createUserContext")["userContext"]
        made = self.do("browsingContext.create", type="window", userContext=container)
        context = made["context"]
        width, height = size
        viewport = {"width": width, "height": height}
        self.do("browsingContext.setViewport", context=context, viewport=viewport)
        tab = self.tabs[context] = FirefoxTab(self, context)
        return Window(tab)

    def complaints(self) -> list[str]:
        self.do("session.status")  # what was told before its answer has been taken in then
        return [said for tab in self.tabs.values() for said in tab.complaints]

    def do(self, method: str, **given: object) -> Any:
        """One command of the protocol; gives its answer."""
        self._number += 1
        number = self._number
        self._socket.send(json.dumps({"id": number, "method": method, "params": given}))
        while (answer := json.loads(self._socket.recv())).get("id") != number:
            self._take(answer)
        if answer["type"] == "error":
            raise EngineFailed(f"{method}: {answer['error']}: {answer['message']}")
        return answer["result"]

    def close(self) -> None:
        """Ends the line to it."""
        self._socket.shutdown()

    def _take(self, told: dict[str, Any]) -> None:
        entry = told["params"]
        tab = self.tabs.get(entry["source"].get("context", ""))
        text = str(entry["text"])
        heard = entry["level"] in {"error", "warn"} and not any(one in text for one in USUAL)
        if tab is not None and heard:
            tab.complaints.append(text)


@contextmanager
def firefox(program: str, folder: Path, downloads: Path) -> Iterator[Firefox]:
    """A Firefox with a new profile, ended with all its processes."""
    profile, printed = folder / "profile", folder / "printed"
    environment = home(folder / "home")
    profile.mkdir()
    lines = [
        f"user_pref({json.dumps(name)}, {json.dumps(to)});" for name, to in PREFERENCES.items()
    ]
    (profile / "user.js").write_text("\n".join(lines))
    command = [program, "--headless", "--no-remote", "--profile", str(profile)]
    command += ["--remote-debugging-port", "0"]
    with running(command, printed, environment) as process:
        found = comes(process, printed, lambda: LISTENING.search(printed.read_text()))
        with closing(Firefox(found[1], downloads)) as started:
            yield started
