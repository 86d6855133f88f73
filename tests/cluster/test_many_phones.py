"""Many phones on several processes, for minutes: every fault, each process in turn."""

import subprocess
import sys
from collections.abc import Iterator

import pytest

from tests.support.several.faults import (
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
from tests.support.several.rehearsed import Befalls, rehearsed
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
