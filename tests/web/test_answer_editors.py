"""On a hosted server only its editor has an invitation that is a file, and takes its answer."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

import pytest

from tests.support.answer_files import INVITE, answer_to, file_of, imports, invited_by_file
from tests.support.beside_contributor import kept
from tests.support.hosted_teams import SECRET, Teams
from tests.support.proxy import hosted
from tests.support.server import Client

TOLD = "/desk/stories/told/"


@dataclass(frozen=True)
class Desk:
    """The desk of somebody."""

    server: Client
    cookie: str


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teams]:
    with hosted(tmp_path_factory.mktemp("answered"), SECRET) as (server, _proxy):
        yield Teams(server, server.trade(SECRET).cookie)


def test_the_file_names_its_editor_who_types_no_name(teams: Teams) -> None:
    ana = Desk(teams.server, teams.comes(teams.make_team("Kiln"), "Ana", "leads"))
    id_ = invited_by_file(ana, name="Somebody else", team="Kiln")
    assert "Send this file to Ana." in unescape(file_of(ana, id_).text)
    assert "Your name, for a file" not in teams.server.get(INVITE, Cookie=ana.cookie).text


def test_nobody_else_has_the_file_takes_its_answer_or_withdraws_it(teams: Teams) -> None:
    team = teams.make_team("Loom")
    ana, ben = (Desk(teams.server, teams.comes(team, one, "leads")) for one in ("Ada", "Bo"))
    id_ = invited_by_file(ana, team="Loom")
    answer = answer_to(ana, id_, reach="team")
    for desk in (ben, Desk(teams.server, teams.owner)):
        assert file_of(desk, id_).status == 404
        reply = imports(desk, answer)
        assert reply.status == 422
        nobody = imports(desk, {**answer, "contribution": "0" * 16})
        assert reply.text == nobody.text
    assert kept(teams.server.data, id_).status == "invited"
    assert imports(ana, answer).status == 303
    for desk in (ben, Desk(teams.server, teams.owner)):
        path = f"{TOLD}{id_}/withdraw"
        assert teams.server.get(path, Cookie=desk.cookie).status == 404
        assert teams.server.post(path, {"sure": "yes"}, Cookie=desk.cookie).status == 404
    assert kept(teams.server.data, id_).status == "received"


def test_the_log_says_that_a_story_was_withdrawn_and_not_which(teams: Teams) -> None:
    team = teams.make_team("Mast")
    ana = Desk(teams.server, teams.comes(team, "Cy", "leads"))
    id_ = invited_by_file(ana, team="Mast")
    imports(ana, answer_to(ana, id_, reach="team"))
    page = teams.server.get(f"{TOLD}{id_}/withdraw", Cookie=ana.cookie).text
    seen = page.partition('name="seen" value="')[2].partition('"')[0]
    sent = {"seen": seen, "sure": "yes"}
    path = f"{TOLD}{id_}/withdraw"
    assert teams.server.post(path, sent, Cookie=ana.cookie).status == 303
    log = teams.server.get(f"/desk/teams/{team}/log", Cookie=ana.cookie).text
    assert "Story withdrawn for its contributor" in log and "The lock" not in log
