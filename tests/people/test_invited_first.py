"""Where a provider says who people are, nobody becomes somebody by an invitation of a team lead."""

import re
from collections.abc import Iterator

import pytest

from tests.support.hosted_teams import Teams
from tests.support.openid.house import House, house_with_provider

FIRST = "Sign in first"
HINT = "Only someone who can sign in here can accept it."


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    with house_with_provider(tmp_path_factory.mktemp("first")) as house:
        yield house


@pytest.fixture(scope="module")
def teams(house: House) -> Teams:
    return Teams(house.server, house.owner())


@pytest.fixture(scope="module")
def team(teams: Teams) -> str:
    return teams.make_team("Lanterns")


@pytest.fixture(scope="module")
def lead(house: House, teams: Teams, team: str) -> str:
    """The cookie of somebody who leads the team and is no operator."""
    cookie = house.desk()
    assert house.server.trade(teams.invite(team, "Ana", "leads"), Cookie=cookie).status == 200
    return cookie


def names(house: House) -> list[str]:
    """The names of everybody who signs in on this server."""
    page = house.server.get("/desk/operator/", Cookie=house.owner()).text
    return re.findall(r'action="/desk/operator/people/(\w+)/operates"', page)


def test_a_lead_s_invitation_is_accepted_only_by_who_has_signed_in(
    house: House, teams: Teams, team: str, lead: str
) -> None:
    secret, before = teams.invite(team, "Myself", "leads", lead), names(house)
    for _ in range(2):
        reply = house.server.trade(secret)
        assert reply.status == 403 and FIRST in reply.text
        assert "Set-Cookie" not in reply.headers
    assert names(house) == before
    assert house.server.trade(secret, Cookie=house.desk("op-5")).status == 200
    used = house.server.trade(secret)
    assert used.status == 403 and FIRST not in used.text


def test_an_operator_s_invitation_is_accepted_by_anybody(
    house: House, teams: Teams, team: str
) -> None:
    before = names(house)
    assert house.server.trade(teams.invite(team, "From elsewhere", "reads")).status == 200
    assert len(names(house)) == len(before) + 1


def test_who_invites_is_told_whom_they_can(
    house: House, teams: Teams, team: str, lead: str
) -> None:
    path = f"/desk/teams/{team}/members"
    assert HINT in house.server.get(path, Cookie=lead).text
    assert HINT not in house.server.get(path, Cookie=teams.owner).text
