"""The browsers that the tests need: found on this machine, or fetched where that is allowed.

Chromium has to be there; Firefox and WebKit are left out, with a word, where they are not.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

CHROMIUMS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
)
SHELLS_PROGRAM = "chromium-headless-shell"
FIREFOXES = ("firefox-esr", "firefox")
PLAYWRIGHTS_OWN = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)
SYSTEMS_PYTHON = "/usr/bin/python3"
WEBKITS_BINDINGS = (
    "import gi; gi.require_version('Gtk', '3.0'); gi.require_version('WebKit2', '4.1')\n"
    "from gi.repository import Gtk, WebKit2"
)
# The face that pages name where a system brings none of its own, and one with Arabic letters;
# browsers only recommend them.
FONT_PACKAGES = ("fonts-liberation", "fonts-dejavu-core")


@dataclass(frozen=True)
class Engine:
    """A browser engine: `variable` names its program, which `search` looks for."""

    name: str
    variable: str
    search: Callable[[], str | None]
    packages: tuple[str, ...]
    """The Debian packages that bring the engine."""
    without: str = "its tests are skipped"
    """A clause that says what becomes of the tests without the engine."""

    def find(self) -> str | None:
        """The program that is named, else the one that is found."""
        named = os.environ.get(self.variable)
        if named and not shutil.which(named):
            raise SystemExit(f"{self.variable} names {named}, and there is no such program.")
        return shutil.which(named) if named else self.search()


def search_chromium() -> str | None:
    """Playwright's own build, else one on the path."""
    return playwrights_chromium() or first_on_path(CHROMIUMS)


def search_shell() -> str | None:
    """The shell on the path."""
    return shutil.which(SHELLS_PROGRAM)


def search_firefox() -> str | None:
    """A Firefox on the path."""
    return first_on_path(FIREFOXES)


def search_webkit() -> str | None:
    """WebKitGTK's driver, where its bindings and a display for it are there as well."""
    driver = shutil.which("WebKitWebDriver")
    return driver if driver and shutil.which("Xvfb") and has_bindings() else None


def has_bindings() -> bool:
    """True if the system's own Python can open a window of WebKitGTK's."""
    command = [SYSTEMS_PYTHON, "-c", WEBKITS_BINDINGS]
    try:
        return subprocess.run(command, capture_output=True, check=False).returncode == 0
    except FileNotFoundError:
        return False


CHROMIUM = Engine(
    "Chromium",
    "WORKSHOP_BROWSER",
    search_chromium,
    ("chromium", *FONT_PACKAGES),
    without="tests in a browser will fail",
)
SHELL = Engine(
    "headless shell of Chromium",
    "WORKSHOP_SHELL",
    search_shell,
    (SHELLS_PROGRAM,),
    without="tests take the whole Chromium, and longer",
)
"""Chromium without the windows around its pages: a context costs a quarter of the time."""
FIREFOX = Engine("Firefox", "WORKSHOP_FIREFOX", search_firefox, ("firefox-esr", *FONT_PACKAGES))
WEBKIT = Engine(
    "WebKit",
    "WORKSHOP_WEBKIT",
    search_webkit,
    ("webkit2gtk-driver", "gir1.2-webkit2-4.1", "python3-gi", "xvfb", *FONT_PACKAGES),
)


def find_browsers(*engines: Engine) -> dict[str, str]:
    """The programs of these engines by the variables that name them, fetched if need be."""
    found = {engine: engine.find() for engine in engines}
    missing = [engine for engine, program in found.items() if program is None]
    if missing and can_use_apt():
        fetch_from_debian(missing)
        found |= {engine: engine.search() for engine in missing}
    if CHROMIUM in found and found[CHROMIUM] is None:
        found[CHROMIUM] = fetch_from_playwright()
    for engine in (engine for engine, program in found.items() if program is None):
        say_missing(engine)
    return {engine.variable: program for engine, program in found.items() if program}


def say_missing(engine: Engine) -> None:
    """Says what becomes of the tests, and what to do."""
    print(f"No {engine.name} could be found or fetched: {engine.without}.")
    print(f"Name one: {engine.variable}=/path/to/program", flush=True)


def first_on_path(names: tuple[str, ...]) -> str | None:
    """The first of these programs that there is."""
    return next((path for name in names if (path := shutil.which(name))), None)


def playwrights_chromium() -> str | None:
    """The build that Playwright has fetched at some time."""
    # A process of its own: Playwright's loop does not survive gevent's patch.
    asked = subprocess.run(
        [sys.executable, "-c", PLAYWRIGHTS_OWN], capture_output=True, text=True, check=False
    )
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else None


def can_use_apt() -> bool:
    """True if packages may be installed here without asking anybody."""
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and Path("/etc/debian_version").exists() and bool(shutil.which("apt-get"))


def fetch_from_debian(engines: list[Engine]) -> None:
    """Installs what these need, each apart: what one distribution lacks costs no other engine."""
    names = ", ".join(engine.name for engine in engines)
    print(f"Fetching {names} with apt-get; this needs the internet.", flush=True)
    apt_get("update")
    for engine in engines:
        apt_get("install", "-y", "--no-install-recommends", *engine.packages)


def apt_get(*step: str) -> None:
    """Runs one step of apt-get, which prints its own errors; the tests go on."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.call(["apt-get", "-qq", *step], env=environment, stdout=sys.stderr)


def fetch_from_playwright() -> str | None:
    """Playwright's build, from the internet."""
    print("Fetching Chromium with Playwright; this needs the internet.", flush=True)
    subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr)
    return playwrights_chromium()
