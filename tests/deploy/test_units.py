"""The units for systemd: systemd takes them, and each keeps its process in."""

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
