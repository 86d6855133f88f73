"""People without a provider stay signed in, and come back after a backup was restored."""

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.forking import run
from tests.support.hosted_teams import INVITATION, SECRET, Teams
from tests.support.proxy import hosted
from tests.support.server import Reply

DAYS_90 = f"Max-Age={90 * 24 * 3600}"
LINK = re.compile(r"^(.+): https://localhost:\d+/enter#([\w-]+)$", re.M)


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teams]:
    with hosted(tmp_path_factory.mktemp("staying"), SECRET) as (server, _proxy):
        made = Teams(server, server.trade(SECRET).cookie)
        made.team, made.other = made.make_team("Payments"), made.make_team("Search")
        yield made


def log(teams: Teams, team: str) -> str:
    return teams.server.get(f"/desk/teams/{team}/log", Cookie=teams.owner).text


def again(teams: Teams, path: str, cookie: str) -> Reply:
    return teams.server.post(path, {}, Cookie=cookie)


def test_a_cookie_is_renewed_by_each_page_and_ends_with_the_sign_in(teams: Teams) -> None:
    cookie = teams.comes(teams.team, "Ana", "leads")
    for path in ("/desk/", "/desk/teams/", "/desk/nothing"):
        page = teams.server.get(path, Cookie=cookie)
        if path == "/desk/nothing":
            assert page.headers["Set-Cookie"] is None
            continue
        assert page.cookie == cookie
        said = page.headers["Set-Cookie"]
        assert all(one in said for one in (DAYS_90, "HttpOnly", "SameSite=Strict", "Secure"))
        assert "Path=/desk" in said
    gone = teams.server.post("/desk/sign-out", {}, Cookie=cookie)
    assert len(gone.headers.get_all("Set-Cookie", [])) == 1
    assert "Max-Age=0" in gone.headers["Set-Cookie"]
    assert teams.server.get("/desk/", Cookie=cookie).headers["Set-Cookie"] is None


def test_a_helpers_cookie_is_renewed_for_its_desk_and_a_participant_gets_none(teams: Teams) -> None:
    id_ = teams.server.new_workshop(teams.owner, team="Payments")
    made = teams.server.post(
        f"/desk/{id_}/links", {"kind": "helper", "label": "Bo"}, Cookie=teams.owner
    )
    assert made.status == 303, made.text
    page = teams.server.get(made.to, Cookie=teams.owner).text
    found = re.search(r"#([\w-]{20,})", page)
    assert found
    cookie = teams.server.trade(found[1]).cookie
    said = teams.server.get(f"/desk/{id_}/", Cookie=cookie).headers["Set-Cookie"]
    assert said.startswith(cookie) and f"Path=/desk/{id_}" in said
    assert teams.server.get("/", Cookie=cookie).headers["Set-Cookie"] is None


def test_a_lead_invites_a_member_again_and_the_log_says_so(teams: Teams) -> None:
    lead = teams.comes(teams.team, "Lea", "leads")
    teams.comes(teams.team, "Bo", "reads")
    person, page = teams.person(teams.team, "Bo"), f"/desk/teams/{teams.team}/members"
    path = f"{page}/{person}/again"
    assert path in teams.server.get(page, Cookie=lead).text
    assert again(teams, path, lead).to.endswith(page)
    shown = INVITATION.search(teams.server.get(page, Cookie=lead).text)
    assert shown
    came = teams.server.trade(shown[1])
    assert "Only reads" not in came.text and came.status == 200
    assert "Payments" in teams.server.get("/desk/teams/", Cookie=came.cookie).text
    assert "Invited to sign in again" in log(teams, teams.team)


def test_a_lead_cannot_become_somebody_with_more_rights(teams: Teams) -> None:
    lead = teams.comes(teams.team, "Lars", "leads")
    ona = teams.comes(teams.team, "Ona", "reads")
    teams.server.trade(teams.invite(teams.other, "Ona", "reads"), Cookie=ona)
    person, page = teams.person(teams.team, "Ona"), f"/desk/teams/{teams.team}/members"
    assert f"{person}/again" not in teams.server.get(page, Cookie=lead).text
    assert again(teams, f"{page}/{person}/again", lead).status == 404
    assert again(teams, f"/desk/operator/people/{person}/again", lead).status == 404
    assert again(teams, f"{page}/{person}/again", ona).status == 404
    assert again(teams, f"{page}/owner/again", teams.owner).status == 404
    assert again(teams, f"/desk/operator/people/{person}/again", teams.owner).status == 303
    assert INVITATION.search(teams.server.get("/desk/operator/", Cookie=teams.owner).text)
    # Both of their teams can see that an operator made it.
    for team in (teams.team, teams.other):
        assert "Ona" in log(teams, team) and "Invited to sign in again" in log(teams, team)


def brings(file: Path, data: Path, url: str, *options: str) -> "subprocess.CompletedProcess[str]":
    where = ("--data", str(data), "--public-url", url)
    secret = {"WORKSHOP_FACILITATOR_SECRET": SECRET}
    return run("workshop", "teams", "import", str(file), *where, *options, **secret)


def imports(teams: Teams, file: Path, *options: str) -> tuple[int, str]:
    server = teams.server
    done = brings(file, server.data, server.origin, *options)
    return done.returncode, done.stdout + done.stderr


def test_people_from_a_file_get_links_while_the_server_runs(teams: Teams, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("team,name,role\nLanterns,Zoë,leads\nLanterns,Yan,reads\n", "utf-8-sig")
    status, said = imports(teams, file, "--links")
    links = dict(LINK.findall(said))
    assert (status, [*links]) == (0, ["Yan", "Zoë"]), said
    came = teams.server.trade(links["Zoë"])
    assert "Lanterns" in teams.server.get("/desk/teams/", Cookie=came.cookie).text
    status, said = imports(teams, file, "--links")
    # Yan's first link has given way to this one; Zoë is signed in.
    assert "New people: 0." in said and [*dict(LINK.findall(said))] == ["Yan"]
    assert teams.server.trade(links["Yan"]).status == 403


def test_a_wrong_file_changes_nothing_and_says_each_line(teams: Teams, tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("team,name,role\nGhosts,Uma,leads\nGhosts,Ugo,boss\nGhosts\n")
    status, said = imports(teams, file)
    assert status == 1 and "- Line 3: " in said and "- Line 4: " in said
    assert "Ghosts" not in teams.server.get("/desk/operator/", Cookie=teams.owner).text
    file.write_bytes("team,name,role\nGhosts,Zoë,leads\n".encode("latin-1"))
    status, said = imports(teams, file)
    assert status == 2 and "is not written in UTF-8" in said


def test_on_a_laptop_and_without_a_server_no_file_is_imported(tmp_path: Path) -> None:
    file = tmp_path / "people.csv"
    file.write_text("team,name,role\n")
    done = run("workshop", "teams", "import", str(file), "--data", str(tmp_path / "none"))
    assert done.returncode == 2 and "on a hosted server only" in done.stderr
    done = brings(file, tmp_path / "none", "https://w.example")
    assert done.returncode == 2 and "No server has been started with" in done.stderr
    assert not (tmp_path / "none").exists()
