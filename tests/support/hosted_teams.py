"""A hosted server with two teams, and everybody who might ask for what is the other team's."""

import re
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.summary.summaries import commitment, lesson, plain
from tests.support.beside_contributor import library_in_rows, library_of
from tests.support.both_engines import IN_FILES, IN_ROWS
from tests.support.proxy import HostedServer, hosted
from tests.support.real_processes import SECRET, RealProcess, real_processes
from tests.support.server import Reply
from tests.support.stores import Rows
from workshop.rules.agenda import template
from workshop.rules.agenda_file import AgendaFile, write_file
from workshop.stories.contributing import KeyedLibrary
from workshop.summary.formats import json_file

CANARIES = ("Quinces in the cellar", "Marmalade", "Never pickle alone")
"""Words of the first team: a title, its name, a lesson."""
FORM = "multipart/form-data; boundary=edge"
INVITATION = re.compile(r"/enter#([\w-]+)")


@dataclass
class Teams:
    """The server; `theirs` is what the first team has, by its name in addresses, and `cookies` who
    may ask, by who they are."""

    server: HostedServer | RealProcess
    owner: str
    team: str = ""
    other: str = ""
    theirs: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    cookies: dict[str, str] = field(default_factory=dict)

    def library(self) -> AbstractContextManager[KeyedLibrary]:
        """The library beside the server, in one transaction of its own."""
        if isinstance(self.server, RealProcess):
            return library_in_rows(self.server.environ)
        return library_of(self.server.data)

    def make_team(self, name: str, cookie: str = "") -> str:
        """A new team's id."""
        reply = self.server.post("/desk/teams/", {"name": name}, Cookie=cookie or self.owner)
        assert reply.status == 303, reply.text
        return reply.to.split("/")[-2]

    def invite(self, team: str, name: str, role: str, cookie: str = "") -> str:
        """The secret of an invitation."""
        cookie = cookie or self.owner
        asked = {"name": name, "role": role}
        reply = self.server.post(f"/desk/teams/{team}/members/invite", asked, Cookie=cookie)
        assert reply.status == 303, reply.text
        return self._shown(f"/desk/teams/{team}/members", cookie)

    def _shown(self, path: str, cookie: str) -> str:
        found = INVITATION.search(self.server.get(path, Cookie=cookie).text)
        assert found, f"no invitation is shown at {path}"
        return found[1]

    def comes(self, team: str, name: str, role: str) -> str:
        """The cookie of somebody who accepted an invitation."""
        reply = self.server.trade(self.invite(team, name, role))
        assert reply.status == 200, reply.text
        return reply.cookie

    def person(self, team: str, name: str) -> str:
        """The id of a member by their name."""
        page = self.server.get(f"/desk/teams/{team}/members", Cookie=self.owner).text
        row = next(one for one in page.split("<li") if f">{name}<" in one or f">{name}</p>" in one)
        found = re.search(r"/members/(\w+)/out", row)
        assert found, row
        return found[1]

    def shares(self, team: str, cookie: str) -> str:
        """The secret of a link to a team's open commitments."""
        path, asked = f"/desk/teams/{team}/", {"until": self.day(7)}
        reply = self.server.post(f"{path}links", asked, Cookie=cookie)
        assert reply.status == 303, reply.text
        return self._shown(path, cookie)

    @staticmethod
    def day(days: int) -> str:
        """The day that it is in so many days."""
        return (datetime.now().astimezone() + timedelta(days)).date().isoformat()

    def takes_out(self, team: str, person: str, cookie: str = "", **said: str) -> Reply:
        """Takes somebody out of a team."""
        path = f"/desk/teams/{team}/members/{person}/out"
        return self.server.post(path, {"sure": "yes", **said}, Cookie=cookie or self.owner)

    def imports(self, team: str, cookie: str = "") -> str:
        """A kept summary of a team; gives its id."""
        id_ = secrets.token_hex(6)
        # A lesson and a day: of such a summary there is every format.
        said = {"lessons": [lesson(CANARIES[2])], "commitments": [commitment("test it")]}
        words = plain(workshop=id_, title=CANARIES[0], team=team, **said)
        head = 'Content-Disposition: form-data; name="file"; filename="a.json"'
        body = f"--edge\r\n{head}\r\n\r\n{json_file.render(words)}\r\n--edge--\r\n"
        reply = self.server.ask(
            "POST", "/desk/take-in", body, Content_Type=FORM, Cookie=cookie or self.owner
        )
        assert reply.status == 303, reply.text
        return reply.to.split("/")[2]

    def agenda(self, name: str, team: str, cookie: str = "") -> str:
        """A kept agenda of a team; gives its id."""
        text = write_file(AgendaFile(name, "en", template("60", str)))
        reply = self.server.post(
            "/desk/agendas/import", {"text": text, "team": team}, Cookie=cookie or self.owner
        )
        assert reply.status == 303, reply.text
        return reply.to.rpartition("/")[2].partition("?")[0]

    def asks_for_a_story(self, name: str, label: str, cookie: str = "") -> str:
        """Invites somebody to tell a team's story; gives the contribution's id."""
        cookie, asked = cookie or self.owner, {"team": name, "label": label}
        reply = self.server.post("/desk/stories/invite", asked, Cookie=cookie)
        assert reply.status == 303, reply.text
        rows = self.server.get("/desk/stories/told/", Cookie=cookie).text.split("<li")
        found = re.search(r"/invite/(\w+)/withdraw", next(one for one in rows if label in one))
        assert found
        return found[1]


@contextmanager
def two_teams(folder: Path) -> Iterator[Teams]:
    """The server, with all that each team has."""
    with hosted(folder, SECRET) as (server, _proxy):
        yield _two_teams(server)


@contextmanager
def two_teams_in_rows(folder: Path, rows: Rows) -> Iterator[Teams]:
    """Like `two_teams`, but on PostgreSQL."""
    with real_processes(folder, rows, 1) as (server,):
        yield _two_teams(server)


ENGINES = [
    pytest.param(IN_FILES, id=pytest.HIDDEN_PARAM),
    pytest.param(IN_ROWS, marks=pytest.mark.postgres),
]
"""The parameters of a fixture whose tests run on both engines; see `on_engine`."""
ROWS_LONG = [
    ENGINES[0],
    pytest.param(IN_ROWS, marks=[pytest.mark.postgres, pytest.mark.long]),
]
"""The engines of tests that run on PostgreSQL with --long only."""


def on_engine(request: pytest.FixtureRequest, folder: Path) -> AbstractContextManager[Teams]:
    """Two teams on the engine that a fixture's parameter says."""
    if request.param == IN_ROWS:
        return two_teams_in_rows(folder, request.getfixturevalue("rows"))
    return two_teams(folder)


def _two_teams(server: HostedServer | RealProcess) -> Teams:
    teams = Teams(server, server.trade(SECRET).cookie)
    name = CANARIES[1]
    teams.team, teams.other = teams.make_team(name), teams.make_team("Search")
    teams.theirs = _all_of(teams, teams.team, name)
    teams.own = _all_of(teams, teams.other, "Search")
    return teams


def _all_of(teams: Teams, team: str, name: str) -> dict[str, str]:
    server, owner = teams.server, teams.owner
    open_ = server.new_workshop(owner, title=CANARIES[0], team=name)
    return {
        "open": open_,
        "sealed": teams.imports(name),
        "agenda": teams.agenda(f"{name} hour", name),
        "team": team,
        "contribution": teams.asks_for_a_story(name, f"for {name}"),
    }
