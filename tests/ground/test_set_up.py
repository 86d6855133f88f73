"""The set-up by run.py: it says how far it is, and what to do where nothing can be written."""

import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import pytest

from tests.support.wheels import wheel

ROOT = Path(__file__).parents[2]
NAMES = [f"package{number:02}" for number in range(12)]
NEEDS_NO_RIGHTS = ["setpriv", "--bounding-set", "-dac_override"]
"""Root may write everywhere, but not without this."""
PROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]

[project]
name = "program"
version = "1"
"""
BACKEND = """
import shutil
def build_editable(folder, settings=None, metadata=None):
    return shutil.copy(r"{wheel}", folder).rpartition("/")[2]
"""


@dataclass
class Computer:
    """A computer without internet, on which the program lies in a folder that nobody writes to."""

    folder: Path
    wheels: Path
    elsewhere: Path

    def starts(self, **environ: str) -> subprocess.CompletedProcess[str]:
        """`python3 run.py`, as somebody who is not root."""
        rights = NEEDS_NO_RIGHTS if os.geteuid() == 0 else []
        offline = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}
        # No uv: it may stand where this Python does, and nowhere else.
        system = {"PATH": "/usr/bin:/bin", "HOME": str(self.elsewhere)}
        return subprocess.run(
            [*rights, sys.executable, str(self.folder / "run.py")],
            cwd="/", env={**system, **offline, **environ}, capture_output=True, text=True,
            check=False,
        )  # fmt: skip

    def holds(self) -> list[str]:
        """Returns the names of all that lies in the program's folder."""
        return sorted(path.name for path in self.folder.rglob("*"))


@pytest.fixture(scope="module")
def computer() -> Iterator[Computer]:
    with TemporaryDirectory() as name:
        found = Computer(*(Path(name) / one for one in ("program", "wheels", "elsewhere")))
        for one in (found.folder, found.wheels, found.elsewhere):
            one.mkdir()
        shutil.copy(ROOT / "run.py", found.folder)
        lock = "".join(wheel(found.wheels, name) for name in NAMES)
        nowhere = 'nowhere==1 ; sys_platform == "nowhere" --hash=sha256:' + "0" * 64
        (found.folder / "requirements.lock").write_text(f"{nowhere}\n{lock}")
        wheel(found.elsewhere, "program", **{"workshop/__main__.py": "print('It serves.')\n"})
        (found.folder / "pyproject.toml").write_text(PROJECT)
        made = found.elsewhere / "program-1-py3-none-any.whl"
        (found.folder / "backend.py").write_text(BACKEND.format(wheel=made))
        found.folder.chmod(0o555)
        yield found
        found.folder.chmod(0o755)


def test_where_nothing_can_be_written_a_sentence_names_the_way_out(computer: Computer) -> None:
    before = computer.holds()
    refused = computer.starts()
    assert (refused.returncode, refused.stdout) == (1, "")
    assert (
        f"cannot be installed in {computer.folder / '.venv'}: Permission denied." in refused.stderr
    )
    assert 'WORKSHOP_VENV="$HOME/workshop-venv" python3 run.py' in refused.stderr
    assert computer.holds() == before


@pytest.mark.long
def test_with_packages_elsewhere_it_starts_says_how_far_it_is_and_leaves_nothing(
    computer: Computer,
) -> None:
    before, venv = computer.holds(), str(computer.elsewhere / "venv")
    started = computer.starts(WORKSHOP_VENV=venv)
    assert (started.returncode, started.stderr) == (0, "")
    assert started.stdout.splitlines() == [
        f"Setting up in {venv}. This needs the internet and takes about a minute.",
        "Making a folder for packages",
        "Fetching package 1 of 12: package00",
        "Fetching package 11 of 12: package10",
        "Installing 12 packages",
        "Installing the program itself",
        "Ready. From now on the program works without the internet.",
        "It serves.",
    ]
    assert computer.starts(WORKSHOP_VENV=venv).stdout == "It serves.\n"
    assert computer.holds() == before


@pytest.mark.long
def test_what_pip_said_is_shown_when_it_fails(computer: Computer) -> None:
    lock = computer.folder / "requirements.lock"
    before = lock.read_text()
    lock.write_text(before.replace("package07==1", "package07==2"))
    refused = computer.starts(WORKSHOP_VENV=str(computer.elsewhere / "venv"))
    lock.write_text(before)
    assert refused.returncode == 1
    assert "No matching distribution found for package07==2" in refused.stderr
    assert "The set-up stopped at" in refused.stderr


@pytest.fixture
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_a_command_said_is_shown_when_it_fails(run: ModuleType) -> None:
    said = "import sys; print('Nothing matches'); print('package07==2', file=sys.stderr); exit(1)"
    command = [sys.executable, "-c", said]
    with pytest.raises(run.CannotStart) as refused:
        run.run(command, run.Progress(""))
    assert {"Nothing matches", "package07==2"} <= {*str(refused.value).splitlines()}
    assert f"The set-up stopped at: {' '.join(command)}" in str(refused.value)


PIP = """\
Ignoring colorama: markers 'sys_platform == "win32"' don't match your environment
Looking in links: /wheels
Requirement already satisfied: click==8.5.1 in ./lib (from -r requirements.lock (line 9)) (8.5.1)
Collecting gevent==26.9.0 (from -r requirements.lock (line 1))
  Downloading gevent-26.9.0-py3-none-any.whl (2.1 MB)
Processing /wheels/h11-0.16.0-py3-none-any.whl (from -r requirements.lock (line 5))
Installing collected packages: h11, gevent
Successfully installed gevent-26.9.0 h11-0.16.0
"""
UV = """\
Using Python 3.11.7 environment at: .venv
Resolved 45 packages in 1.71s
Downloading typst (32.5MiB)
 Downloaded typst
Prepared 44 packages in 3.99s
Installed 44 packages in 531ms
 + authlib==1.9.10
"""


@pytest.mark.parametrize(
    ("printed", "told"),
    [
        (PIP, ["Fetching package 2 of 3: gevent", "Fetching package 3 of 3: h11"]),
        (UV, ["Fetching 45 packages", "Fetching packages: typst has arrived"]),
    ],
    ids=["pip", "uv"],
)
def test_on_a_terminal_one_line_changes(
    run: ModuleType,
    printed: str,
    told: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    lock = "click==8.5.1\ncolorama==1\n    --hash=sha256:00\ngevent==26.9.0\nh11[extra]==0.16.0\n"
    progress = run.Progress(lock)
    for line in printed.splitlines(keepends=True):
        progress.read(line)
    progress.ends()
    shown = capsys.readouterr().out
    assert shown.count("\n") == 1 and shown.endswith("\n")
    lines = [line.rstrip() for line in shown.strip().split("\r")]
    assert lines == [*told, f"Installing {2 if printed == PIP else 44} packages"]
