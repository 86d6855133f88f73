"""The server and workshop of the sockets' tests, and a hosted one with two teams."""

from collections.abc import Iterator

import pytest

from tests.live.conftest import place
from tests.support.hosted_teams import Teams, two_teams

__all__ = ["place"]


@pytest.fixture(scope="module")
def two_teams_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teams]:
    """Two teams, and the cookies of their leads: "lead" of the second one, "other" of the first."""
    with two_teams(tmp_path_factory.mktemp("teams")) as made:
        made.cookies = {
            "lead": made.comes(made.other, "Lea", "leads"),
            "other": made.comes(made.team, "Ann", "leads"),
        }
        yield made
