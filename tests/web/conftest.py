"""The server and workshop of the sockets' tests, and a hosted one with two teams."""

from collections.abc import Iterator

import pytest

from tests.live.conftest import place
from tests.support.hosted_teams import ENGINES, Teams, on_engine, two_teams

__all__ = ["place"]


@pytest.fixture(scope="module", params=ENGINES)
def two_teams_on_both(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Teams]:
    """Like `two_teams_here`, but also on PostgreSQL."""
    with on_engine(request, tmp_path_factory.mktemp("teams")) as made:
        yield with_leads(made)


@pytest.fixture(scope="module")
def two_teams_here(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teams]:
    """Two teams, and the cookies of their leads: "lead" of the second one, "other" of the first."""
    with two_teams(tmp_path_factory.mktemp("teams")) as made:
        yield with_leads(made)


def with_leads(made: Teams) -> Teams:
    """Adds the cookies of the two leads."""
    made.cookies = {
        "lead": made.comes(made.other, "Lea", "leads"),
        "other": made.comes(made.team, "Ann", "leads"),
    }
    return made
