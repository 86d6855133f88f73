"""The scripts of deploy/ that timers run: a backup, and a look at the latest one."""

import os
import subprocess
from pathlib import Path

import pytest

from tests.support.balancers import DEPLOY

LONG_AGO = 1_700_000_000
STUB = '#!/bin/sh\necho "$@" > "$ASKED"\n[ "$1" = backup-test ] || : > "$2"\n'


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """A program in place of ours, which writes down how it was called."""
    command = tmp_path / "workshop"
    command.write_text(STUB)
    command.chmod(0o755)
    return command


def run(script: str, folder: Path, **environ: object) -> "subprocess.CompletedProcess[str]":
    """Runs a script of deploy/ as it is."""
    given = {name: str(value) for name, value in environ.items()}
    return subprocess.run(
        [DEPLOY / script, folder],
        env={**os.environ, **given},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_backup_is_made_and_old_ones_go(program: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    old, other = folder / "workshop-2023-11-14T0000.zip", folder / "mine.zip"
    for one in (old, other):
        one.touch()
        os.utime(one, (LONG_AGO, LONG_AGO))
    done = run("backup.sh", folder, WORKSHOP=program, ASKED=tmp_path / "asked")
    assert done.returncode == 0, done.stderr
    (made,) = {*folder.iterdir()} - {other}
    assert (tmp_path / "asked").read_text() == f"backup {made}\n"


def test_the_latest_backup_is_looked_at(program: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    asked = {"WORKSHOP": program, "ASKED": tmp_path / "asked"}
    done = run("backup-test.sh", folder, **asked)
    assert (done.returncode, "There is no backup in" in done.stderr) == (1, True)
    for name in ("workshop-2026-01-31T0330.zip", "workshop-2026-02-01T0330.zip", "other.zip"):
        (folder / name).touch()
    assert run("backup-test.sh", folder, **asked).returncode == 0
    latest = folder / "workshop-2026-02-01T0330.zip"
    assert (tmp_path / "asked").read_text() == f"backup-test {latest}\n"
