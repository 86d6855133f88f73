"""The folder for an installation without internet holds every locked package, and says how."""

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.wheels import wheel
from tools import wheelhouse
from tools.checkout_commands import main
from tools.wheelhouse import DEPLOY, LOCK_FILES, SUMS, WHEELHOUSE_NOTES

pytestmark = pytest.mark.long
PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "backend"
backend-path = ["."]

[project]
name = "failure-workshop"
version = "1"
"""
BACKEND = """
import shutil
def build_wheel(folder, settings=None, metadata=None):
    return shutil.copy(r"{wheel}", folder).rpartition("/")[2]
"""


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small project, and a folder that pip takes for the internet."""
    root, net = tmp_path / "checkout", tmp_path / "net"
    root.mkdir()
    net.mkdir()
    lines = [wheel(net, "hatchling"), wheel(net, "lightly", **{"lightly.py": "x = 1\n"})]
    (root / LOCK_FILES).write_text("".join(lines))
    (root / DEPLOY / "one").mkdir(parents=True)
    (root / DEPLOY / "one" / "a.service").write_text("[Unit]\n")
    ours = tmp_path / "ours"
    ours.mkdir()
    wheel(ours, "failure_workshop", **{"program.py": "y = 2\n"})
    (root / "pyproject.toml").write_text(PROJECT)
    made = ours / "failure_workshop-1-py3-none-any.whl"
    (root / "backend.py").write_text(BACKEND.format(wheel=made))
    monkeypatch.setattr(wheelhouse, "ROOT", root)
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(net))
    return root


def test_all_locked_packages_and_the_program_are_in_the_folder_and_can_be_installed(
    checkout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "wheelhouse"
    done = CliRunner().invoke(main, ["wheelhouse", str(folder)])
    assert done.exit_code == 0, done.output
    names = {path.name for path in folder.iterdir()}
    assert names == {
        "hatchling-1-py3-none-any.whl", "lightly-1-py3-none-any.whl",
        "failure_workshop-1-py3-none-any.whl", LOCK_FILES, WHEELHOUSE_NOTES, SUMS,
        DEPLOY,
    }  # fmt: skip
    lines = (folder / SUMS).read_text().splitlines()
    assert "deploy/one/a.service" in {line.split("  ")[1] for line in lines}
    for line in lines:
        digest, name = line.split("  ")
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest
    monkeypatch.setenv("PIP_FIND_LINKS", "")
    commands = [
        one.strip()
        for one in (folder / WHEELHOUSE_NOTES).read_text().splitlines()
        if one[:4] == "    "
    ]
    for command in commands[
        : commands.index("PIP_NO_INDEX=1 PIP_FIND_LINKS=THIS_FOLDER python3 run.py")
    ]:
        here = command.replace("/opt/", f"{tmp_path}/").replace("python3 ", f"{sys.executable} ")
        subprocess.run(here, shell=True, cwd=folder, check=True)
    program = tmp_path / "workshop"
    found = subprocess.check_output(
        [program / "bin/python", "-c", "import program; print(program.y)"]
    )
    assert found.strip() == b"2" and (program / "deploy" / "one" / "a.service").exists()


def test_a_package_with_another_hash_is_refused(checkout: Path, tmp_path: Path) -> None:
    lock = checkout / LOCK_FILES
    lock.write_text(lock.read_text().replace("sha256:", "sha256:0", 1)[:-2] + "\n")
    done = CliRunner().invoke(main, ["wheelhouse", str(tmp_path / "wheelhouse")])
    assert done.exit_code == 2 and "The folder is not complete" in done.output


def test_a_folder_with_something_in_it_is_not_touched(checkout: Path, tmp_path: Path) -> None:
    done = CliRunner().invoke(main, ["wheelhouse", str(tmp_path)])
    assert done.exit_code == 2 and "is not empty" in done.output
