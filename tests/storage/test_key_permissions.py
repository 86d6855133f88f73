"""Keys that other users of the computer can read: a start refuses them and says what to do."""

import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.forking import ROOT
from tests.support.server import running
from tests.support.waiting import START_WITHIN
from workshop.storage.sqlite import start_checks
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.sqlite.start_checks import open_to_others

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two keys, one of them a story's, as the program makes them."""
    made = tmp_path / "Ana's data-keys"
    KeyFolder(made).make("Ab3dEf6hIj9k")
    KeyFolder(made / "stories").make("story")
    return made


def places(folder: Path) -> list[Path]:
    inside = [one for one in folder.rglob("*") if one.is_dir() or one.suffix == ".key"]
    return [folder, *inside]


def test_keys_as_the_program_makes_them_are_its_users_alone(folder: Path, tmp_path: Path) -> None:
    assert len(places(folder)) == 4
    assert open_to_others(folder) == ""
    assert open_to_others(tmp_path / "none yet") == ""


@POSIX
@pytest.mark.parametrize("place", range(4))
@pytest.mark.parametrize("wider", [0o060, 0o006, 0o030])
def test_the_command_that_is_said_mends_each_key_and_folder(
    folder: Path, place: int, wider: int
) -> None:
    wide = places(folder)[place]
    wide.chmod(wide.stat().st_mode | wider)
    said = open_to_others(folder)
    assert "Nothing was changed, and the keys are kept." in said
    subprocess.run(shlex.split(said.split("`")[1]), check=True)
    assert open_to_others(folder) == ""
    assert all(one.exists() for one in places(folder))


@POSIX
def test_a_folder_that_others_may_list_shows_them_no_key(folder: Path) -> None:
    for one in (folder, folder / "stories"):
        one.chmod(0o755)
    assert open_to_others(folder) == ""


@POSIX
def test_what_is_no_key_may_be_read(folder: Path) -> None:
    (folder / "CACHEDIR.TAG").chmod(0o644)
    (folder / ".DS_Store").write_bytes(b"")
    (folder / ".DS_Store").chmod(0o644)
    assert open_to_others(folder) == ""


def test_on_a_disk_without_permissions_nothing_is_asked(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start_checks, "_is_open", lambda _path: True)
    assert open_to_others(folder) == ""
    assert not (folder / start_checks.PROBE).exists()


@POSIX
def test_a_start_is_refused_with_what_mends_it_and_changes_nothing(tmp_path: Path) -> None:
    data = tmp_path / "data"
    with running(data):
        pass
    keys = tmp_path / "data-keys"
    keys.chmod(0o770)
    before = shutil.copytree(tmp_path, tmp_path.with_name(f"{tmp_path.name}-before"))
    command = [sys.executable, "-m", "workshop", "--no-browser", "--data", str(data)]
    ended = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, timeout=START_WITHIN, check=False
    )
    assert ended.returncode == 2 and f"chmod -R go= {keys}" in ended.stderr
    assert "Traceback" not in ended.stderr and ended.stdout == ""
    for one in before.rglob("*"):
        now = tmp_path / one.relative_to(before)
        assert one.is_dir() or now.read_bytes() == one.read_bytes(), one
    keys.chmod(0o700)
    with running(data) as server:
        assert server.get("/").status == 200
