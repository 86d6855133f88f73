"""A story that anyone on a server may tell is taken back by who leads its team, and by any
operator."""

import re

import pytest

from tests.live.conftest import Place
from tests.support.hosted_teams import Teams
from tests.web.test_adding_stories import TOLD, added
from workshop.stories.shelf import FIRST_PROPOSED

OFFERED = "Let only its team tell it"


@pytest.fixture(scope="module")
def teams(two_teams_on_both: Teams) -> Teams:
    made = two_teams_on_both
    made.cookies["reader"] = made.comes(made.other, "Rea", "reads")
    made.server.post("/desk/operator/invite", {"name": "Op"}, Cookie=made.owner)
    page = made.server.get("/desk/operator/", Cookie=made.owner).text
    invited = re.search(r"/enter#([\w-]+)", page)
    assert invited
    made.cookies["operator"] = made.server.trade(invited[1]).cookie
    return made


def for_all(teams: Teams) -> str:
    """The address of a new story of the second team that anyone may tell."""
    return added(teams, teams.cookies["lead"], reach="server", team="Search").to


def takes_back(teams: Teams, who: str, story: str) -> int:
    return teams.server.post(f"{story}/reach", {}, Cookie=teams.cookies[who]).status


def is_offered(teams: Teams, who: str, story: str) -> bool:
    return OFFERED in teams.server.get(story, Cookie=teams.cookies[who]).text


def finds(teams: Teams, who: str, story: str) -> bool:
    return teams.server.get(story, Cookie=teams.cookies[who]).status == 200


@pytest.mark.parametrize("who", ["lead", "operator"])
def test_from_then_on_only_its_team_finds_it(teams: Teams, who: str) -> None:
    story = for_all(teams)
    assert finds(teams, "other", story) and is_offered(teams, who, story)
    assert takes_back(teams, who, story) == 303
    assert not finds(teams, "other", story) and not finds(teams, "operator", story)
    assert finds(teams, "lead", story) and not is_offered(teams, "lead", story)
    assert takes_back(teams, who, story) == 404


@pytest.mark.parametrize("who", ["other", "reader"])
def test_nobody_else_takes_it_back(teams: Teams, who: str) -> None:
    story = for_all(teams)
    assert not is_offered(teams, who, story) and takes_back(teams, who, story) == 404
    assert finds(teams, "other", story)


def test_no_operator_takes_a_built_in_story_from_anyone(teams: Teams) -> None:
    assert takes_back(teams, "operator", f"/desk/stories/{FIRST_PROPOSED}") == 404


def test_on_a_laptop_there_is_nothing_to_take_back(place: Place) -> None:
    story = place.server.post("/desk/stories/add", {**TOLD}, Cookie=place.cookie).to
    assert OFFERED not in place.server.get(story, Cookie=place.cookie).text
    assert place.server.post(f"{story}/reach", {}, Cookie=place.cookie).status == 404
