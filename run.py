#!/usr/bin/env python3
"""Starts the workshop from a fresh copy of this folder: `python3 run.py`.

Only the standard library, and only syntax that Python 3.6 can parse: whoever has too old a Python
must get a sentence instead of a syntax error. Everything real happens in the package, inside
`.venv`; here it is made when it is missing, and left alone when nothing has changed.
"""

import hashlib
import os
import re
import sys
from typing import List, Optional

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.abspath(__file__))
WINDOWS = os.name == "nt"
VENV = os.path.abspath(os.environ.get("WORKSHOP_VENV") or os.path.join(ROOT, ".venv"))
PYTHON = (
    os.path.join(VENV, "Scripts", "python.exe") if WINDOWS else os.path.join(VENV, "bin", "python")
)
ELSEWHERE = (
    'set "WORKSHOP_VENV=%USERPROFILE%\\workshop-venv"\n    python run.py'
    if WINDOWS
    else 'WORKSHOP_VENV="$HOME/workshop-venv" python3 run.py'
)
STAMP = os.path.join(VENV, "workshop-stamp")
RUNTIME = "requirements.lock"
DEVELOPMENT = "requirements-dev.lock"  # all of RUNTIME at the same versions, and more
DEVELOPERS = ("test", "simulate", "bench", "screenshots")
TOOLS = (*DEVELOPERS, "rehearse", "wheelhouse")  # what only a checkout has


class CannotStart(Exception):
    """The set-up cannot go on; the message says why and what to do."""


def main(arguments: List[str]) -> int:
    """Prepare `.venv` if needed, then become `python -m workshop ARGUMENTS` or `-m tools` in it."""
    wanted = DEVELOPMENT if "".join(arguments[:1]) in DEVELOPERS else RUNTIME
    try:
        if not is_ready(wanted):
            set_up(wanted)
    except CannotStart as problem:
        print("\n%s" % problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped. The next start continues the set-up.", file=sys.stderr)
        return 130
    return start(arguments)


def start(arguments: List[str]) -> int:
    # -P: a folder named "workshop" where the command was typed must not be taken for ours.
    package = "tools" if "".join(arguments[:1]) in TOOLS else "workshop"
    command = [PYTHON, "-P", "-m", package, *arguments]
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
    check_place()
    print("Setting up in %s. This needs the internet and takes about a minute." % VENV, flush=True)
    progress = Progress(read(os.path.join(ROOT, wanted)) or "")
    try:
        if not has_installer(uv):
            progress.says("Making a folder for packages")
            make_venv(uv)
        install(uv, wanted, progress)
    finally:
        progress.ends()
    with open(STAMP, "w", encoding="utf-8") as file:
        file.write(stamp_of(wanted))
    print("Ready. From now on the program works without the internet.", flush=True)


def check_place() -> None:
    """Refuses a VENV that cannot be made or written to: nothing is begun that cannot be ended."""
    probe = os.path.join(VENV, "workshop-probe")
    try:
        os.makedirs(VENV, exist_ok=True)
        with open(probe, "w", encoding="utf-8"):
            pass
        os.remove(probe)
    except OSError as problem:
        raise CannotStart(
            "The program's packages cannot be installed in %s: %s.\n"
            "Name a folder that you can write to in WORKSHOP_VENV, at each start:\n    %s"
            % (VENV, problem.strerror, ELSEWHERE)
        ) from None


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
            "This Python cannot make a folder for packages: its venv module is missing.\n"
            "On Debian and Ubuntu: sudo apt install python3-venv, then start again."
        )


def advice_on_python() -> str:
    import shutil

    for minor in range(19, NEEDED[1] - 1, -1):
        name = "python3.%d" % minor
        if shutil.which(name):
            return "There is one here: %s run.py" % name
    return "Install one from your system's packages or from python.org, then start again with it."


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


def install(uv: Optional[str], lock: str, progress: "Progress") -> None:
    """The locked packages first, each checked by its hash; then the project, which adds none."""
    pip = [PYTHON, "-m", "pip", "--disable-pip-version-check", "install", "--progress-bar", "off"]
    if uv is not None:
        pip = [uv, "pip", "install", "--compile-bytecode", "--python", PYTHON]
    run([*pip, "--require-hashes", "-r", os.path.join(ROOT, lock)], progress)
    progress.says("Installing the program itself")
    run([*pip, "--no-deps", "--no-build-isolation", "-e", ROOT])
    compile_project()


def compile_project() -> None:
    """Does for the project what was done for each package, where its folder can be written to."""
    import subprocess

    command = [PYTHON, "-m", "compileall", "-q", os.path.join(ROOT, "workshop")]
    subprocess.call(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


class Progress:
    """How far the set-up is, read from what pip or uv prints: one line that changes, or without a
    terminal one for each step.
    """

    def __init__(self, lock: str) -> None:
        self.packages, self.known = len(re.findall(r"^\w", lock, re.M)), 0
        self.changes, self.shown = sys.stdout.isatty(), ""

    def read(self, line: str) -> None:
        """A line of pip ("Collecting gevent==26.9.0 (from …)") or uv ("Prepared 45 packages …")."""
        word, _, rest = line.strip().partition(" ")
        first = re.split(r"[=\[ ]", rest + " ")[0]
        if word == "Ignoring":  # a package of other systems
            self.packages -= 1
        elif line.startswith("Requirement already satisfied: "):
            self.known += 1
        elif word in ("Collecting", "Processing"):  # from a registry, or a file on this machine
            self.known += 1
            counted = (self.known, self.packages, re.sub(r"-\d.*", "", os.path.basename(first)))
            self.says("Fetching package %d of %d: %s" % counted, self.known % 10 == 1)
        elif line.startswith("Installing collected packages: "):
            self.says("Installing %d packages" % len(rest.split(", ")))
        elif word == "Resolved":
            self.says("Fetching %s packages" % first)
        elif word == "Downloaded":
            self.says("Fetching packages: %s has arrived" % first, False)
        elif word == "Prepared":
            self.says("Installing %s packages" % first)

    def says(self, text: str, step: bool = True) -> None:
        """Shows how far it is; without a terminal only what is a step."""
        if self.changes:
            print("\r" + text.ljust(len(self.shown)), end="", flush=True)
            self.shown = text
        elif step:
            print(text, flush=True)

    def ends(self) -> None:
        """Leaves the line that changes."""
        if self.shown:
            print(flush=True)
        self.shown = ""


def run(command: List[str], progress: Optional[Progress] = None) -> None:
    """Run a command, and let it be followed; what it printed is shown when it fails."""
    import subprocess

    printed = []  # type: List[str]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        universal_newlines=True,
        errors="replace",
    ) as child:
        for line in child.stdout or ():
            printed.append(line)
            if progress is not None:
                progress.read(line)
    if child.returncode != 0:
        raise CannotStart(
            "%s\nThe set-up stopped at: %s\n"
            "If there is no internet here, connect once and start again; otherwise the lines\n"
            "above say what is wrong. None of your files was changed."
            % ("".join(printed[-20:]).strip(), " ".join(command))
        )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
