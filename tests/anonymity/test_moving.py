"""A laptop's data moves to a hosted server, and back, by the commands of docs/hosting.md."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.anonymity.two_workshops import make_two, run
from tests.summary.gathering import STANDS
from tests.support.hosted_teams import SECRET, Teams
from tests.support.proxy import hosted
from tests.support.server import Client, running
from workshop.rules.agenda import template
from workshop.rules.agenda_file import AgendaFile, write_file

OURS = "Our own hour"
AGENDA = write_file(AgendaFile(OURS, "en", template("60", str)))


@dataclass
class Moved:
    """The hosted server with a laptop's data, and what lay on the laptop."""

    teams: Teams
    sealed: str
    open: str
    team: str
    ana: str


def move(source: Path, target: Path) -> None:
    """The two commands of the page; the server of the source may be running."""
    file = source.with_name(f"{source.name}.zip")
    for said in (
        run("backup", file, "--data", source),
        run("restore", file, "--data", target),
    ):
        assert said.returncode == 0, said.stderr


@pytest.fixture(scope="module")
def moved(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Moved]:
    two = make_two(tmp_path_factory.mktemp("laptop"))
    with running(two.folder / "data") as laptop:
        cookie = laptop.sign_in()
        kept = laptop.post("/desk/agendas/import", {"text": AGENDA}, Cookie=cookie)
        assert kept.status == 303, kept.text
        open_ = laptop.new_workshop(cookie)
    server = tmp_path_factory.mktemp("server")
    move(two.folder / "data", server / "data")
    with hosted(server, SECRET) as (running_there, _proxy):
        teams = Teams(running_there, running_there.trade(SECRET).cookie)
        team = team_of(running_there, teams.owner)
        yield Moved(teams, two.sealed, open_, team, teams.comes(team, "Ana", "leads"))


def team_of(server: Client, cookie: str) -> str:
    """The id of the one team in the list of workshops."""
    text = server.get("/desk/", Cookie=cookie).text
    found = re.search(r'/desk/teams/(\w+)/"><bdi>Payments', text)
    assert found
    return found[1]


def test_the_owner_leads_the_laptops_teams_and_has_its_agendas(moved: Moved) -> None:
    server, owner = moved.teams.server, {"Cookie": moved.teams.owner}
    assert STANDS in server.get(f"/desk/{moved.sealed}/summary/", **owner).text
    assert OURS in server.get("/desk/agendas/", **owner).text
    members = server.get(f"/desk/teams/{moved.team}/members", **owner)
    assert members.status == 200 and "Payments" in members.text


def test_others_find_nothing_of_it_until_they_are_invited(moved: Moved) -> None:
    server = moved.teams.server
    other = moved.teams.comes(moved.teams.make_team("Search"), "Bo", "leads")
    path = f"/desk/{moved.sealed}/summary/"
    assert server.get(path, Cookie=other).status == 404
    assert STANDS in server.get(path, Cookie=moved.ana).text
    assert OURS not in server.get("/desk/agendas/", Cookie=other).text


def test_an_open_workshop_is_listed_without_its_key_and_can_be_thrown_away(moved: Moved) -> None:
    server, owner = moved.teams.server, {"Cookie": moved.teams.owner}
    listed = server.get("/desk/", **owner).text
    assert f"/desk/{moved.open}/throw-away" in listed
    assert f'href="/desk/{moved.open}/"' not in listed


def test_the_way_back_brings_what_was_made_there_and_nobody_who_signs_in(
    moved: Moved, tmp_path: Path
) -> None:
    server, ana = moved.teams.server, {"Cookie": moved.ana}
    brought = moved.teams.imports("Payments", moved.ana)
    page = f"/desk/teams/{moved.team}/"
    text = server.get(page, **ana).text
    commitment = re.search(r'name="commitment" value="([^"]+)"', text)
    assert commitment
    said = {"commitment": commitment[1], "outcome": "kept"}
    assert server.post(f"{page}said", said, **ana).status == 303
    move(server.data, tmp_path / "data")
    with running(tmp_path / "data") as laptop:
        owner = {"Cookie": laptop.sign_in()}
        for path in (f"/desk/{moved.sealed}/summary/", f"/desk/{brought}/summary/"):
            assert laptop.get(path, **owner).status == 200
        assert OURS in laptop.get("/desk/agendas/", **owner).text
        assert "Kept" in laptop.get(page, **owner).text
        assert laptop.get("/desk/", **ana).status == 401
        for path in (f"{page}members", "/desk/teams/", "/desk/operator/"):
            assert laptop.get(path, **owner).status == 404
        assert "Ana" not in laptop.get("/desk/", **owner).text
