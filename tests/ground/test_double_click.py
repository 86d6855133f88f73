"""The files that people double-click find a Python that fits, or say in a sentence what is
missing."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OLD = "#!/bin/sh\nexit 1\n"
FITS = '#!/bin/sh\n[ "$1" = -c ] && exit 0\necho "$(basename "$0") in $PWD: $*"\nexit {code}\n'
BATCH = (ROOT / "start.bat").read_bytes()


@dataclass
class Computer:
    """A computer with a copy of the program in a folder, and some Pythons."""

    folder: Path
    path: Path

    def has(self, name: str, script: str) -> None:
        """A program on the path."""
        program = self.path / name
        program.write_text(script)
        program.chmod(0o755)

    def is_double_clicked(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """From the home folder, as Terminal does it."""
        return subprocess.run(
            [str(self.folder / "start.command"), *arguments],
            cwd="/",
            env={"PATH": str(self.path), "HOME": str(self.path)},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    folder, path = tmp_path / "Größe & Übung (2)", tmp_path / "bin"
    folder.mkdir()
    path.mkdir()
    shutil.copy(ROOT / "start.command", folder)
    (folder / "run.py").touch()
    for needed in ("dirname", "basename", "sh"):
        (path / needed).symlink_to(str(shutil.which(needed)))
    return Computer(folder, path)


def test_it_starts_in_its_own_folder_whatever_that_is_called(computer: Computer) -> None:
    computer.has("python3", FITS.format(code=0))
    started = computer.is_double_clicked("--port", "0")
    assert started.stdout == f"python3 in {computer.folder}: run.py --port 0\n"
    assert started.returncode == 0


def test_a_python_that_is_too_old_is_passed_over_for_one_that_fits(computer: Computer) -> None:
    computer.has("python3", OLD)
    computer.has("python3.12", FITS.format(code=0))
    assert computer.is_double_clicked().stdout.startswith("python3.12 in ")


@pytest.mark.skipif(
    any(Path(one, "python3").exists() for one in ("/usr/local/bin", "/opt/homebrew/bin")),
    reason="this computer has a Python at a place that is always looked at",
)
@pytest.mark.parametrize("pythons", [(), ("python3", "python")])
def test_without_a_python_that_fits_a_sentence_says_where_to_get_one(
    computer: Computer, pythons: tuple[str, ...]
) -> None:
    for name in pythons:
        computer.has(name, OLD)
    refused = computer.is_double_clicked()
    assert refused.returncode == 1
    assert "This program needs Python 3.11 or newer" in refused.stdout
    assert "https://www.python.org/downloads/" in refused.stdout


def test_a_fault_is_said_and_an_end_by_hand_is_none(computer: Computer) -> None:
    computer.has("python3", FITS.format(code=1))
    assert "stopped with an error (1)" in computer.is_double_clicked().stdout
    computer.has("python3", FITS.format(code=130))
    ended = computer.is_double_clicked()
    assert (ended.returncode, "stopped with an error" in ended.stdout) == (0, False)


def test_a_file_without_its_folder_says_so(computer: Computer) -> None:
    (computer.folder / "run.py").unlink()
    computer.has("python3", FITS.format(code=0))
    assert "Unpack or copy the whole folder" in computer.is_double_clicked().stdout


def test_the_shell_that_macos_has_can_read_it() -> None:
    for shell in filter(None, map(shutil.which, ("sh", "dash", "bash"))):
        subprocess.run([shell, "-n", str(ROOT / "start.command")], check=True)
    assert os.access(ROOT / "start.command", os.X_OK)


def test_windows_gets_its_own_line_ends_and_plain_letters() -> None:
    assert BATCH.count(b"\n") == BATCH.count(b"\r\n") > 20
    assert BATCH.isascii()
    assert "*.bat text eol=crlf" in (ROOT / ".gitattributes").read_text()


def test_the_batch_file_speaks_no_other_shell_s_language() -> None:
    lines = BATCH.decode().splitlines()
    others = re.compile(r"\$|`|\bfi\b|\bthen\b|^\s*#|\[ |\bexport\b|'")
    assert [line for line in lines if others.search(line)] == []


def test_every_way_through_the_batch_file_leads_somewhere() -> None:
    text = BATCH.decode()
    wanted, labels = set(re.findall(r"goto (\w+)", text)), re.findall(r"^:(\w+)", text, re.M)
    assert wanted == set(labels) and len(labels) == len(wanted)
    for block in re.split(r"^:\w+\r?\n", text, flags=re.M):
        assert re.search(r"(exit /b [01]|goto \w+)\s*$", block), block


def test_the_batch_file_waits_before_a_window_with_a_fault_closes() -> None:
    text = BATCH.decode()
    assert text.count("exit /b 1") == 1
    assert re.search(r"pause\r?\nexit /b 1\s*$", text)


def test_paths_with_spaces_stay_whole_in_the_batch_file() -> None:
    text = BATCH.decode()
    assert re.findall(r".%~dp0.", text) == ['"%~dp0"']
    assert "run.py %*" in text
    assert "3, 11" in text and "(3, 11)" in (ROOT / "run.py").read_text()
