"""The units for systemd: systemd takes them, and each keeps its process in."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.balancers import DEPLOY
from workshop.cli.refusals import REFUSED

SERVICES, TIMERS = (sorted(DEPLOY.rglob(f"*.{kind}")) for kind in ("service", "timer"))
ALERT = "failure-workshop-failed@.service"
"""The unit that tells somebody about another one: it runs what the administrator has written."""
ALWAYS = (
    "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "LimitCORE=0",
    "MemorySwapMax=0", "StandardError=journal", "UMask=0077", "PrivateTmp=yes",
)  # fmt: skip


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """A folder with all units, their programs replaced by one that is here."""
    for file in (*SERVICES, *TIMERS):
        name = file.name.replace("@.", "@8000.")
        lines = re.sub(r"^ExecStart=\S+", "ExecStart=/bin/true", file.read_text(), flags=re.M)
        (tmp_path / name).write_text(lines)
    return tmp_path


def test_systemd_takes_every_unit(units: Path) -> None:
    analyze = shutil.which("systemd-analyze")
    if analyze is None:
        pytest.skip("There is no systemd-analyze here.")
    asked = [analyze, "--man=no", "verify", *sorted(map(str, units.iterdir()))]
    said = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (said.returncode, said.stderr) == (0, "")


@pytest.mark.parametrize(
    "file", [one for one in SERVICES if one.name != ALERT], ids=lambda file: file.name
)
def test_each_service_is_kept_in(file: Path) -> None:
    lines = file.read_text().splitlines()
    assert [line for line in ALWAYS if line not in lines] == []
    assert "root" not in [line.partition("=")[2] for line in lines if line.startswith("User=")]


@pytest.mark.parametrize("name", ["failure-workshop@.service", "one/failure-workshop.service"])
def test_a_process_has_time_to_end_says_nothing_and_is_started_again_however_often(
    name: str,
) -> None:
    lines = (DEPLOY / name).read_text().splitlines()
    assert {"KillSignal=SIGTERM", "TimeoutStopSec=30", "MemoryDenyWriteExecute=yes"} <= {*lines}
    assert "StandardOutput=null" in lines
    unit = lines[: lines.index("[Service]")]
    assert "StartLimitIntervalSec=0" in unit, "after a power cut a database may come late"


def test_what_fails_for_good_tells_somebody() -> None:
    for file in SERVICES:
        restarted = "Restart=always" in file.read_text()
        told = f"OnFailure={ALERT.replace('@', '@%n')}" in file.read_text()
        assert told is not (restarted or file.name == ALERT), file.name


def test_each_timer_starts_a_service() -> None:
    assert len(TIMERS) == 4
    for timer in TIMERS:
        assert timer.with_suffix(".service") in SERVICES


def test_a_server_that_cannot_start_is_started_again_only_where_a_database_may_come_back() -> None:
    alone = (DEPLOY / "one" / "failure-workshop.service").read_text()
    assert f"\nRestartPreventExitStatus={REFUSED}\n" in alone
    assert "RestartPrevent" not in (DEPLOY / "failure-workshop@.service").read_text()


# The scripts of deploy/ that timers run: a backup, and a look at the latest one.
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
