"""Two real processes are one server: who goes from one to the other notices nothing."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.real_processes import SECRET, RealProcess, real_processes
from tests.support.stores import Rows
from tests.support.waiting import until

pytestmark = [pytest.mark.postgres, pytest.mark.long]
TEAM = re.compile(r"/desk/teams/(\w+)/")
LINK = re.compile(r"/enter#([\w-]+)")


@pytest.fixture
def two(tmp_path: Path, rows: Rows) -> Iterator[list[RealProcess]]:
    with real_processes(tmp_path, rows, 2) as made:
        yield made


def test_a_facilitator_goes_from_process_to_process(two: list[RealProcess]) -> None:
    here, there = two
    cookie = here.trade(SECRET).cookie
    id_ = there.new_workshop(cookie)
    assert here.get(f"/w/{id_}/").status == there.get(f"/w/{id_}/").status == 200
    made = here.post(f"/desk/{id_}/links", {"kind": "helper", "label": "for Ana"}, Cookie=cookie)
    assert made.status == 303, made.text
    shown = LINK.search(there.get(f"/desk/{id_}/links", Cookie=cookie).text)
    assert shown, there.get(f"/desk/{id_}/links", Cookie=cookie).text
    assert not LINK.search(here.get(f"/desk/{id_}/links", Cookie=cookie).text)
    helper = here.trade(shown[1]).cookie
    assert there.get(f"/desk/{id_}/", Cookie=helper).status == 200
    assert there.post(f"/desk/{id_}/throw-away", {"sure": "yes"}, Cookie=cookie).status == 303
    until(lambda: here.get(f"/w/{id_}/").status == 404)
    assert there.get(f"/w/{id_}/").status == 404


def test_each_page_of_a_facilitator_comes_from_either_process(two: list[RealProcess]) -> None:
    here, there = two
    cookie = here.trade(SECRET).cookie
    id_ = here.new_workshop(cookie)
    team = TEAM.search(there.get("/desk/teams/", Cookie=cookie).text)
    assert team
    pages = [
        "", "new", "agendas/", "stories/", "stories/add", "stories/import", "teams/", "operator/",
        "import/", f"{id_}/", f"{id_}/links", f"{id_}/change/", f"{id_}/throw-away",
        f"{id_}/before", f"{id_}/change/agenda", "stories/suggested", "commitments/",
        f"teams/{team[1]}/", f"teams/{team[1]}/members", f"teams/{team[1]}/log",
    ]  # fmt: skip
    for page in pages:
        for process in two:
            assert process.get(f"/desk/{page}", Cookie=cookie).status < 500, page


def test_a_trial_outlives_the_start_and_the_death_of_another_process(
    two: list[RealProcess], tmp_path: Path, rows: Rows
) -> None:
    here, there = two
    cookie = here.trade(SECRET).cookie
    begun = here.post("/desk/trial", {}, Cookie=cookie)
    assert begun.status == 303, begun.text
    trial = begun.to.split("/")[-2]
    there.kill()
    with real_processes(tmp_path, rows, 1) as (third,):
        assert third.get(f"/w/{trial}/").status == 200
        ended = third.post(f"/desk/{trial}/trial/end", {}, Cookie=cookie)
        assert ended.status == 303, ended.text
        until(lambda: here.get(f"/w/{trial}/").status == 404)
