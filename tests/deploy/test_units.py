"""The units for systemd: systemd takes them, and each keeps its process in."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.support.balancers import DEPLOY
from tests.support.forking import ROOT
from workshop.cli.refusals import REFUSED

SERVICES = sorted(DEPLOY.glob("*.service"))
TIMERS = sorted(DEPLOY.glob("*.timer"))
ALWAYS = (
    "ProtectSystem=strict", "NoNewPrivileges=yes", "CapabilityBoundingSet=", "LimitCORE=0",
    "MemorySwapMax=0", "StandardOutput=null", "UMask=0077", "PrivateTmp=yes",
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


@pytest.mark.parametrize("file", SERVICES, ids=lambda file: file.name)
def test_each_service_is_kept_in(file: Path) -> None:
    lines = file.read_text().splitlines()
    assert [line for line in ALWAYS if line not in lines] == []
    assert "root" not in [line.partition("=")[2] for line in lines if line.startswith("User=")]


def test_a_process_has_time_to_send_its_phones_away() -> None:
    lines = (DEPLOY / "failure-workshop@.service").read_text().splitlines()
    assert {"KillSignal=SIGTERM", "TimeoutStopSec=30", "MemoryDenyWriteExecute=yes"} <= {*lines}


def test_each_timer_starts_a_service() -> None:
    assert len(TIMERS) == 3
    for timer in TIMERS:
        assert timer.with_suffix(".service") in SERVICES


def test_a_server_that_cannot_start_is_started_again_only_where_a_database_may_come_back() -> None:
    alone = (ROOT / "docs" / "hosting.md").read_text().partition("## systemd\n")[2]
    assert f"\nRestartPreventExitStatus={REFUSED}\n" in alone.partition("[Install]")[0]
    assert "RestartPrevent" not in (DEPLOY / "failure-workshop@.service").read_text()
