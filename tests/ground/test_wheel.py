"""The wheel: what travels in it, and that it runs away from the repository."""

import os
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.summary.samples import ARABIC, sample
from workshop.protocol.summary import written_summary
from workshop.summary.formats.make_file import made, ordered

ROOT = Path(__file__).parents[2]
VERSION = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    build = ["-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run([sys.executable, *build], check=True, capture_output=True)
    return next(folder.glob("failure_workshop-*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's files and its command, without dependencies."""
    folder = tmp_path_factory.mktemp("installed")
    subprocess.run([*installer(), "--no-deps", "--target", str(folder), str(wheel)], check=True)
    return folder


def installer() -> list[str]:
    """pip, or uv where it made this environment and left pip out."""
    if find_spec("pip"):
        return [sys.executable, "-m", "pip", "install", "--quiet"]
    return ["uv", "pip", "install", "--quiet", "--python", sys.executable]


def shipped() -> Iterator[str]:
    for top in ("templates", "static", "workshop"):
        for file in (ROOT / top).rglob("*"):
            if file.is_file() and "__pycache__" not in file.parts:
                yield "workshop/" + file.relative_to(ROOT).as_posix().removeprefix("workshop/")


def test_all_modules_templates_static_files_and_faces_travel(wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    assert set(shipped()) - inside == set()


def test_nothing_else_travels(wheel: Path) -> None:
    tops = {name.partition("/")[0] for name in zipfile.ZipFile(wheel).namelist()}
    assert {top for top in tops if not top.endswith(".dist-info")} == {"workshop"}


def command(installed: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The console command, run in another folder."""
    program = installed / "bin" / ("workshop.exe" if os.name == "nt" else "workshop")
    # Before this environment's packages, so that the repository's own copy is not what runs.
    return subprocess.run(
        [str(program), *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_console_command_runs_from_another_folder(installed: Path, tmp_path: Path) -> None:
    answer = command(installed, tmp_path, "--version")
    assert answer.returncode == 0, answer.stderr
    assert f" {VERSION}\n" in answer.stdout


@pytest.mark.parametrize(
    "name",
    [
        "test",
        *(
            pytest.param(one, marks=pytest.mark.long)
            for one in ("bench", "screenshots", "rehearse", "wheelhouse")
        ),
    ],
)
def test_what_developers_run_is_not_offered_by_a_wheel(
    installed: Path, tmp_path: Path, name: str
) -> None:
    refused = command(installed, tmp_path, name)
    assert refused.returncode == 2
    assert f"No such command '{name}'" in refused.stderr
    assert f"\n  {name} " not in command(installed, tmp_path, "--help").stdout


PRESS = """
import sys
from workshop.protocol.summary import read_summary as read
from workshop.web.summaries.file_maker import FileMaker
sys.stdout.buffer.write(FileMaker(within=600).make(sys.argv[1], "ar", read(sys.stdin.read())))
"""


@pytest.mark.parametrize("ending", [pytest.param("html", marks=pytest.mark.long), "pdf"])
def test_the_process_that_makes_a_file_finds_all_that_travels(
    installed: Path, tmp_path: Path, ending: str
) -> None:
    summary = sample(ARABIC)
    (tmp_path / "workshop.py").write_text("raise ImportError('not this one')")
    done = subprocess.run(
        [sys.executable, "-P", "-c", PRESS, ending],
        input=written_summary(summary).encode(),
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(installed)},
        capture_output=True,
        check=False,
    )
    assert done.stdout == made(ordered(ending, "ar", summary)), done.stderr
