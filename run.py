#!/usr/bin/env python3
"""Starts the workshop from a fresh copy of this folder: `python3 run.py`.

Only the standard library, and only syntax that Python 3.6 can parse: whoever has too old a Python
must get a sentence instead of a syntax error. Everything real happens in the package, inside
`.venv`; here it is made when it is missing, and left alone when nothing has changed.
"""

import hashlib
import os
import sys
from typing import List, Optional

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
WINDOWS = os.name == "nt"
VENV = os.path.abspath(os.environ.get("WORKSHOP_VENV") or os.path.join(ROOT, ".venv"))
PYTHON = (
    os.path.join(VENV, "Scripts", "python.exe") if WINDOWS else os.path.join(VENV, "bin", "python")
)
STAMP = os.path.join(VENV, "workshop-stamp")
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"  # all of RUNTIME at the same versions, and more
DEVELOPERS = (["test"], ["bench"], ["screenshots"])


class CannotStart(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def main(arguments: List[str]) -> int:
    """Prepare `.venv` if needed, then become `python -m workshop ARGUMENTS` inside it."""
    wanted = DEVELOPMENT if arguments[:1] in DEVELOPERS else RUNTIME
    try:
        if not is_ready(wanted):
            set_up(wanted)
    except CannotStart as problem:
        print("\n%s" % problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next start goes on with the set-up.", file=sys.stderr)
        return 130
    return start(arguments)


def start(arguments: List[str]) -> int:
    # -P: a folder named "workshop" where the command was typed must not be taken for ours.
    command = [PYTHON, "-P", "-m", "workshop", *arguments]
    if not WINDOWS:
        os.execv(PYTHON, command)
    return wait_for(command)


def wait_for(command: List[str]) -> int:
    """Run a command to its end: on Windows exec would give the prompt back at once."""
    import subprocess

    child = subprocess.Popen(command)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            continue  # the child was told as well, and decides


def is_ready(wanted: str) -> bool:
    """Whether `.venv` holds what the lock says; DEVELOPMENT will do where RUNTIME is wanted."""
    if not os.path.exists(PYTHON):
        return False
    stamp = read(STAMP)
    return any(stamp == stamp_of(lock) for lock in (wanted, DEVELOPMENT))


def stamp_of(lock: str) -> str:
    digest = hashlib.sha256()
    for name in (lock, "pyproject.toml"):
        digest.update((read(os.path.join(ROOT, name)) or "").encode("utf-8"))
    return "%s %s %s\n" % (lock, digest.hexdigest(), ROOT)


def read(path: str) -> Optional[str]:
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except OSError:
        return None


def set_up(wanted: str) -> None:
    import shutil

    uv = shutil.which("uv")
    if uv is None:
        check_python()
    print("Setting up in %s. This needs the internet, and a minute." % VENV, flush=True)
    if not has_installer(uv):
        make_venv(uv)
    install(uv, wanted)
    with open(STAMP, "w", encoding="utf-8") as file:
        file.write(stamp_of(wanted))
    print("Set up. The program itself no longer needs the internet.", flush=True)


def has_installer(uv: Optional[str]) -> bool:
    pip = os.path.join(os.path.dirname(PYTHON), "pip.exe" if WINDOWS else "pip")
    return os.path.exists(PYTHON) and (uv is not None or os.path.exists(pip))


def make_venv(uv: Optional[str]) -> None:
    remove_broken_venv()
    if uv is not None:
        # uv finds, or fetches, a newer Python when this one is too old.
        python = sys.executable if sys.version_info >= NEEDED else ">=%d.%d" % NEEDED
        run([uv, "venv", "--quiet", "--python", python, VENV])
    else:
        run([sys.executable, "-m", "venv", VENV])


def check_python() -> None:
    import importlib.util

    if sys.version_info < NEEDED:
        raise CannotStart(
            "This is Python %d.%d; the workshop needs Python %d.%d or newer.\n%s"
            % (tuple(sys.version_info[:2]) + NEEDED + (advice_on_python(),))
        )
    if importlib.util.find_spec("ensurepip") is None:
        raise CannotStart(
            "This Python cannot make a folder for packages: its venv part is missing.\n"
            "On Debian and Ubuntu: sudo apt install python3-venv, then start again."
        )


def advice_on_python() -> str:
    import shutil

    for minor in range(19, NEEDED[1] - 1, -1):
        name = "python3.%d" % minor
        if shutil.which(name):
            return "There is one here: %s run.py" % name
    return "Get one from your system's packages or from python.org, then start again with it."


def remove_broken_venv() -> None:
    """Clear what a stopped set-up or a removed Python left; never anybody's own folder."""
    import shutil

    if not os.path.isdir(VENV) or not os.listdir(VENV):
        return
    if not os.path.exists(os.path.join(VENV, "pyvenv.cfg")):
        raise CannotStart(
            "%s is not empty and was not made by Python's venv; it stays as it is." % VENV
        )
    shutil.rmtree(VENV)


def install(uv: Optional[str], lock: str) -> None:
    """The locked packages first, each checked by its hash; then the project, which adds none."""
    pip = [PYTHON, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"]
    if uv is not None:
        pip = [uv, "pip", "install", "--quiet", "--python", PYTHON]
    run([*pip, "--require-hashes", "-r", os.path.join(ROOT, lock)])
    run([*pip, "--no-deps", "--no-build-isolation", "-e", ROOT])


def run(command: List[str]) -> None:
    import subprocess

    if subprocess.call(command) != 0:
        raise CannotStart(
            "The set-up stopped at: %s\n"
            "If there is no internet here, connect once and start again; otherwise the lines\n"
            "above say what is wrong. Nothing of yours was changed." % " ".join(command)
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
