"""Roles that groups of a provider give: in teams, and that of an operator, as long as they do."""

import re
from collections.abc import Iterator

import pytest

from tests.support.openid.house import House, house_with_provider
from tests.support.openid.signing_in import USERINFO

TEAM = "Lanterns"
OPERATOR = "/desk/operator/"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    settings = {
        "SCOPES": "openid profile email groups",
        "GROUPS": f"leads={TEAM.lower()}:leads, all={TEAM}:reads, all=Nobody's:leads",
        "OPERATOR_GROUPS": "operators",
    }
    with house_with_provider(tmp_path_factory.mktemp("groups"), **settings) as house:
        made = house.server.post("/desk/teams/", {"name": TEAM}, Cookie=house.owner())
        assert made.status == 303
        yield house


def comes(house: House, groups: object, login: str = "ana-1") -> str:
    """The cookie of somebody who signs in and is in these groups."""
    house.provider.bends({USERINFO: {"body": {"groups": groups}}})
    return house.desk(login)


def role(house: House, cookie: str) -> str:
    """The role in the team that somebody sees on the page of their teams."""
    page = house.server.get("/desk/teams/", Cookie=cookie).text
    if TEAM not in page:
        return ""
    return "leads" if "Leads workshops" in page else "reads"


def test_groups_give_a_role_change_it_and_take_it_away(house: House) -> None:
    assert role(house, comes(house, ["all", "others"])) == "reads"
    assert role(house, comes(house, ["all", "leads"])) == "leads"
    assert role(house, comes(house, "all")) == "reads"
    assert role(house, comes(house, [])) == ""
    assert role(house, comes(house, None)) == ""


def test_who_loses_a_group_loses_the_workshops_of_another_browser_too(house: House) -> None:
    before = comes(house, ["leads"])
    id_ = house.server.new_workshop(before, team=TEAM)
    assert house.server.get(f"/desk/{id_}/", Cookie=before).status == 200
    comes(house, ["others"])
    assert house.server.get(f"/desk/{id_}/", Cookie=before).status == 404


def test_groups_that_are_too_many_to_tell_count_as_none(house: House) -> None:
    comes(house, ["all"])
    over = {"groups": None, "_claim_names": {"groups": "src1"}}
    house.provider.bends({USERINFO: {"body": over}})
    assert role(house, house.desk()) == ""


def test_nobody_makes_their_own_role_one_that_was_given_by_hand(house: House) -> None:
    cookie, members = comes(house, ["leads", "operators"]), team_page(house)
    end = form_of(house, "Ana Silva", cookie)
    person = end.split("/")[-2]
    house.server.post(end, {"operates": "yes"}, Cookie=cookie)
    house.server.post(f"{members}/{person}/role", {"role": "leads"}, Cookie=cookie)
    after = comes(house, [])
    assert role(house, after) == ""
    assert house.server.get(OPERATOR, Cookie=after).status == 404


def form_of(house: House, name: str, cookie: str) -> str:
    """The address that makes somebody an operator, or ends that."""
    page = house.server.get(OPERATOR, Cookie=cookie).text
    row = next(one for one in page.split("<li") if f">{name}</p>" in one)
    path = re.search(r'action="([^"]+/operates)"', row)
    assert path
    return path[1]


def test_a_role_that_was_given_by_hand_stays(house: House) -> None:
    owner, members = house.owner(), team_page(house)
    house.server.post(f"{members}/invite", {"name": "Ana", "role": "reads"}, Cookie=owner)
    secret = re.search(r"/enter#([\w-]+)", house.server.get(members, Cookie=owner).text)
    cookie = comes(house, [], "op-5")
    assert secret and house.server.trade(secret[1], Cookie=cookie).status == 200
    assert role(house, comes(house, ["leads"], "op-5")) == "reads"
    assert role(house, comes(house, [], "op-5")) == "reads"


def team_page(house: House) -> str:
    """The path of the team's members."""
    page = house.server.get("/desk/teams/", Cookie=house.owner()).text
    found = re.search(r'href="(/desk/teams/\w+/members)"', page)
    assert found
    return found[1]


def test_who_leads_by_a_group_alone_lowers_and_takes_out_nobody_who_leads(house: House) -> None:
    owner, members = house.owner(), team_page(house)
    others, mine = comes(house, ["leads"], "cy-3"), comes(house, ["leads"])
    comes(house, ["all"], "ben-2")
    of = {name: f"{members}/{person_of(house, name, owner)}" for name in ("Ana Silva", "Cy", "Ben")}
    page = house.server.get(members, Cookie=mine).text
    assert "Limit to reading" not in page and "Take out: Ben" in page
    assert "Take out: Cy" not in page and "Take out: The owner" not in page
    for path in (f"{members}/owner", of["Cy"]):
        assert house.server.get(f"{path}/out", Cookie=mine).status == 404
        assert lowers(house, path, mine) == takes_out(house, path, mine) == 404
    assert role(house, others) == role(house, owner) == "leads"
    assert takes_out(house, of["Ben"], mine) == 303
    assert takes_out(house, of["Ana Silva"], mine) == 303
    assert lowers(house, of["Cy"], owner) == takes_out(house, of["Cy"], owner) == 303


def lowers(house: House, path: str, cookie: str) -> int:
    """The status of the answer to somebody who limits a member to reading."""
    return house.server.post(f"{path}/role", {"role": "reads"}, Cookie=cookie).status


def takes_out(house: House, path: str, cookie: str) -> int:
    """The status of the answer to somebody who takes a member out."""
    return house.server.post(f"{path}/out", {"sure": "yes"}, Cookie=cookie).status


def person_of(house: House, name: str, cookie: str) -> str:
    """The id of somebody who has signed in."""
    return form_of(house, name, cookie).split("/")[-2]


def test_the_last_person_to_lead_a_team_leads_it_until_somebody_else_does(house: House) -> None:
    comes(house, ["leads"])
    owner, members = house.owner(), team_page(house)
    house.server.post(f"{members}/owner/out", {"sure": "yes"}, Cookie=owner)
    assert role(house, comes(house, [])) == "leads"
    comes(house, ["leads"], "cy-3")
    assert role(house, comes(house, [])) == ""


def test_a_group_makes_operators_as_long_as_they_are_in_it(house: House) -> None:
    assert house.server.get(OPERATOR, Cookie=comes(house, ["operators"])).status == 200
    assert house.server.get(OPERATOR, Cookie=comes(house, ["all"])).status == 404


def test_an_operator_by_hand_stays_one(house: House) -> None:
    owner = house.owner()
    comes(house, [], "ben-2")
    house.server.post(form_of(house, "Ben", owner), {"operates": "yes"}, Cookie=owner)
    assert house.server.get(OPERATOR, Cookie=comes(house, [], "ben-2")).status == 200


def test_an_address_that_nobody_has_checked_is_not_shown(house: House) -> None:
    comes(house, [], "ben-2")
    comes(house, [], "cy-3")
    page = house.server.get(OPERATOR, Cookie=house.owner()).text
    assert "cy@elsewhere.example" in page and "ben@example.org" not in page


@pytest.mark.parametrize("groups", [{"all": True}, ["all", 1], 7])
def test_groups_that_are_no_names_sign_nobody_in(house: House, groups: object) -> None:
    house.provider.bends({USERINFO: {"body": {"groups": groups}}})
    reply = house.signs_in()
    assert reply.status == 502 and "did not say who you are" in reply.text
