"""The operator's page says how the server is: its limits, and how old its latest backup is."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.anonymity.two_workshops import run
from tests.support.hosted_teams import SECRET, Teams
from tests.support.proxy import hosted

PAGE = "/desk/operator/"


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teams]:
    with hosted(tmp_path_factory.mktemp("operated"), SECRET) as (server, _proxy):
        yield Teams(server, server.trade(SECRET).cookie)


def page(teams: Teams) -> str:
    return teams.server.get(PAGE, Cookie=teams.owner).text


def test_it_says_how_old_the_latest_backup_is(teams: Teams, tmp_path: Path) -> None:
    assert "No backup has been made here" in page(teams)
    data = teams.server.data
    assert run("backup", tmp_path / "one.zip", "--data", data).returncode == 0
    assert "The latest backup was made today." in page(teams)
    (data / "last-backup").write_text(str(int(time.time()) - 3 * 24 * 3600))
    assert "The latest backup was made 3 days ago." in page(teams)
    (data / "last-backup").write_text("soon")
    assert "No backup has been made here" in page(teams)


def test_a_backup_that_failed_does_not_count(teams: Teams, tmp_path: Path) -> None:
    (teams.server.data / "last-backup").unlink(missing_ok=True)
    assert run("backup", tmp_path / "none" / "one.zip", "--data", teams.server.data).returncode == 2
    assert "No backup has been made here" in page(teams)


def test_without_limits_it_names_none(teams: Teams) -> None:
    assert "at most" not in page(teams)


def test_before_somebody_is_deleted_it_says_that_their_name_stays_in_the_log(teams: Teams) -> None:
    teams.comes(teams.make_team("Payments"), "Ana", "leads")
    found = re.search(r"/desk/operator/people/\w+/delete", page(teams))
    assert found
    asked = teams.server.get(found[0], Cookie=teams.owner).text
    assert "Their name stays in the logs of their teams" in asked
