"""A process is killed while people write and vote: what was acknowledged is there, once."""

import pytest

from tests.support.several.rehearsed import rehearsed
from tests.support.several.several import Several, several


def kills_and_starts(server: Several, _stage: str) -> None:
    """The process that serves the workshop is killed, and started again."""
    server.busiest.kill()
    server.start()


def test_nothing_is_lost_when_the_process_of_a_workshop_is_killed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with several(monkeypatch) as server:
        print(rehearsed(server, people=8, seconds=6, befalls=kills_and_starts).table())
