"""The troubles of a machine are told at desks before anything is lost, and no longer than they
last."""

from pathlib import Path
from typing import Any

import pytest

from workshop.file_limit import shares
from workshop.operating import machine_troubles
from workshop.operating.machine_troubles import MachineTroubles
from workshop.reserve import RESERVE_TOLD_S, Reserve

MB = 1_000_000


class Machine:
    """A machine with so much free on its disk."""

    def __init__(self, free: int) -> None:
        self.free = free

    def disk_usage(self, _folder: Path) -> Any:
        return type("Usage", (), {"free": self.free})


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(51 * MB)
    monkeypatch.setattr(machine_troubles.shutil, "disk_usage", made.disk_usage)
    return made


def told(troubles: MachineTroubles) -> str:
    troubles.look()
    return troubles.of("")


def test_from_fifty_megabytes_on_the_desk_says_that_little_is_left(
    machine: Machine, tmp_path: Path
) -> None:
    troubles = MachineTroubles(tmp_path)
    assert told(troubles) == ""
    machine.free = 49 * MB
    assert told(troubles) == "disk_low"
    machine.free = 51 * MB
    assert told(troubles) == ""


def test_an_error_of_a_disk_on_which_nothing_is_left_is_a_full_disk(
    machine: Machine, tmp_path: Path
) -> None:
    troubles = MachineTroubles(tmp_path)
    assert troubles.of("disk_error") == "disk_error"
    machine.free = MB // 2
    troubles.look()
    assert [troubles.of(code) for code in ("disk_error", "read_only", "")] == [
        "disk_full", "read_only", "disk_low",
    ]  # fmt: skip


def test_a_server_that_keeps_nothing_here_asks_no_disk(machine: Machine) -> None:
    machine.free = 0
    assert told(MachineTroubles(None)) == ""


def test_that_phones_are_turned_away_is_told_for_a_minute() -> None:
    now = [0.0]
    reserve = Reserve(shares(256), lambda: now[0])
    troubles = MachineTroubles(None, reserve)
    reserve.note_refusal()
    assert told(troubles) == "no_place"
    now[0] = RESERVE_TOLD_S - 1
    assert told(troubles) == "no_place"
    now[0] = RESERVE_TOLD_S
    assert told(troubles) == ""
