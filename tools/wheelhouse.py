"""Downloads what an installation without internet needs: locked packages, the program, and the
files that operate it."""

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from workshop.cli.refusals import CannotGoOn, ends_with_a_sentence

ROOT = Path(__file__).resolve().parents[1]
LOCK_FILES, DEPLOY = "requirements-server.lock", "deploy"
SUMS, WHEELHOUSE_NOTES = "SHA256SUMS", "INSTALL.txt"
ShellCommand = list[str | Path]
HOW = """\
Failure Workshop, for a machine without internet: with Python {version}, on {platform}.

In this folder, as root:

    sha256sum --check {sums}
    python3 -m venv /opt/workshop-{release}
    /opt/workshop-{release}/bin/pip install --no-index --find-links . --require-hashes -r {lock}
    /opt/workshop-{release}/bin/pip install --no-index --no-deps {program}
    cp -r {deploy} /opt/workshop-{release}/
    ln -sfn /opt/workshop-{release} /opt/workshop

Every package is checked against its hash. Then /opt/workshop/bin/workshop is the program: `workshop
check` looks at all that it needs. What units, proxies and timers need is in the folder {deploy}.

From a checkout on that machine, this folder serves run.py as well:

    PIP_NO_INDEX=1 PIP_FIND_LINKS=THIS_FOLDER python3 run.py
"""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
def wheelhouse(folder: Path) -> None:
    """Download everything for an installation without internet into FOLDER.

    Run it on a machine with internet that has the same system and the same Python as the one
    without. FOLDER must not exist yet, or be empty. INSTALL.txt in it says how to install from it.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CannotGoOn(f"{folder} is not empty. Name another folder.")
    with ends_with_a_sentence(folder, "it is not complete"):
        fill_wheelhouse(folder, ROOT)
    count = len([*folder.glob("*.whl")])
    click.echo(
        f"{folder} holds {count} packages. {folder / WHEELHOUSE_NOTES} says how to install them."
    )


def fill_wheelhouse(folder: Path, root: Path) -> None:
    """Fills a folder with the packages of a checkout's lock, and with the program itself."""
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(root / LOCK_FILES, folder)
    shutil.copytree(root / DEPLOY, folder / DEPLOY)
    with TemporaryDirectory(prefix="workshop-wheelhouse-") as place:
        pip = _pip(Path(place))
        every: ShellCommand = [
            "--require-hashes",
            "--only-binary=:all:",
            "--no-deps",
            "-r",
            root / LOCK_FILES,
        ]
        _run([*pip, "download", "--dest", folder, *every])
        here: ShellCommand = ["--no-index", "--find-links", folder]
        _run([*pip, "install", *here, "hatchling"])
        build: ShellCommand = ["--no-deps", "--no-build-isolation", "--wheel-dir", folder, root]
        _run([*pip, "wheel", *here, *build])
    (program,) = folder.glob("failure_workshop-*.whl")
    said = HOW.format(
        version=f"{sys.version_info.major}.{sys.version_info.minor}",
        platform=sys.platform,
        sums=SUMS,
        lock=LOCK_FILES,
        deploy=DEPLOY,
        release=program.name.split("-")[1],
        program=program.name,
    )
    (folder / WHEELHOUSE_NOTES).write_text(said, "utf-8")
    _write_sums(folder)


def _pip(place: Path) -> ShellCommand:
    """Returns pip in a place of its own: a folder of packages that uv has made has none."""
    _run([sys.executable, "-m", "venv", place])
    inside = place / ("Scripts" if os.name == "nt" else "bin") / "python"
    return [inside, "-m", "pip", "--disable-pip-version-check", "--quiet"]


def _write_sums(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != SUMS)
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files
    ]
    (folder / SUMS).write_text("".join(lines), "ascii")


def _run(command: ShellCommand) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise CannotGoOn(
            f"{done.stderr.strip()[-2000:]}\nThe folder is not complete: it stopped at "
            f"{' '.join(map(str, command))}. If there is no internet here, run it where there is."
        )
