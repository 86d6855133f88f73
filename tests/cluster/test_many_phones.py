"""Many phones on several processes, for minutes: every fault, each process in turn."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.several.faults import (
    Act,
    at,
    crashes_postgres,
    cuts_off,
    ends_in_order,
    freezes,
    mends,
    restarts_postgres,
    silences,
    upgrades,
)
from tests.support.several.older_program import older_program, runs
from tests.support.several.rehearsed import Befalls, rehearsed
from tests.support.several.server_process import ServerProcess
from tests.support.several.several import Several, several

pytestmark = pytest.mark.long


@pytest.fixture
def server() -> Iterator[Several]:
    """Three processes that are one server."""
    with pytest.MonkeyPatch.context() as patched, several(patched) as made:
        yield made


def test_500_phones_lose_nothing_when_each_process_is_killed_in_turn() -> None:
    command = [sys.executable, "-m", "tests.support.several.patched_rehearsal", "500", "120"]
    played = subprocess.run(command, capture_output=True, text=True)
    assert played.returncode == 0, played.stdout + played.stderr


@pytest.mark.parametrize(
    "befalls",
    [
        pytest.param(at(Write=upgrades, Vote=upgrades), id="upgraded, one after the other"),
        pytest.param(at(Write=ends_in_order, Reveal=mends, Vote=ends_in_order), id="ended"),
        pytest.param(at(Write=freezes, Reveal=mends, Vote=freezes, Commit=mends), id="frozen"),
        pytest.param(at(Write=cuts_off, Reveal=mends, Vote=cuts_off, Commit=mends), id="cut off"),
        pytest.param(at(Write=silences, Reveal=mends, Vote=silences, Commit=mends), id="silent"),
        pytest.param(
            at(
                Story=restarts_postgres, Write=crashes_postgres, Reveal=crashes_postgres,
                Vote=crashes_postgres, Commit=restarts_postgres,
            ),
            id="PostgreSQL crashed and restarted",
        ),
    ],
)  # fmt: skip
def test_100_phones_lose_nothing(server: Several, befalls: Befalls) -> None:
    rehearsed(server, 100, 60.0, befalls)


def test_old_and_new_serve_together_for_ten_minutes(server: Several) -> None:
    old = older_program(server.folder / "old")
    first, second, third = server.processes

    def upgrades(*processes: ServerProcess) -> Act:
        return lambda _server: [runs(process) for process in processes]

    for process in (first, second, third):
        runs(process, old)
    befalls = at(
        Story=upgrades(first), Write=upgrades(second), Reveal=lambda _server: runs(first, old),
        Lessons=upgrades(third), Vote=upgrades(first), Commit=lambda _server: runs(second, old),
    )  # fmt: skip
    rehearsed(server, 50, 600.0, befalls)
    assert not [one.log for one in server.processes if "workshop.web.error_pages" in one.log]
