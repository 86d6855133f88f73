"""Letters to a teller on a hosted server: those of a team's workshop are that team's to decide on,
whosever story it was, and its teller is read to by nobody else."""

from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.support.beside_contributor import kept
from tests.support.contributing import Phone, beside
from tests.support.hosted_teams import Teams, two_teams
from tests.support.letters import LETTERS, Wrote, batch_comes, soon, writes
from workshop.settings import Settings
from workshop.storage.letters import LetterBatch
from workshop.storage.store import Store
from workshop.storage.story_tables import KeptLetters
from workshop.storage.visible import NOTHING_VISIBLE, Visible

DECIDE = {"to": "story", "do": "through", "letter": "0"}
NONE = {"to": "story", "do": "none"}


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teams]:
    with two_teams(tmp_path_factory.mktemp("teams")) as made:
        made.cookies = {
            "own": made.comes(made.team, "Ann", "leads"),
            "reader": made.comes(made.team, "Rea", "reads"),
            "other": made.comes(made.other, "Lea", "leads"),
            "nobody": "",
        }
        yield made


@pytest.fixture
def wrote(teams: Teams) -> Wrote:
    """The first team's workshop wrote to the teller of the second team's story."""
    return writes(teams.server.data, teams.team, of=teams.other)


def seen(teams: Teams, who: str, path: str) -> tuple[int, str]:
    cookie = teams.cookies[who]
    reply = teams.server.get(path, **({"Cookie": cookie} if cookie else {}))
    return reply.status, unescape(reply.text)


def page(wrote: Wrote) -> str:
    return f"/desk/{wrote.workshop}/letters/"


def test_letters_are_added_to_those_that_other_teams_let_through(
    teams: Teams, wrote: Wrote
) -> None:
    before = LetterBatch(
        wrote.story, "another", "story", teams.other, soon(), ("Earlier.", "B", "C")
    )
    batch_comes(teams.server.data, before)
    Wrote(wrote.data, "another", wrote.story, "").decides("Earlier.")
    assert teams.server.post(page(wrote), DECIDE, Cookie=teams.cookies["own"]).status == 303
    assert wrote.let_through() == ("Earlier.", LETTERS[0])


def test_the_lead_of_the_team_lets_through_to_a_teller_of_another_team(
    teams: Teams, wrote: Wrote
) -> None:
    status, text = seen(teams, "own", page(wrote))
    assert status == 200 and all(one in text for one in LETTERS)
    assert teams.server.post(page(wrote), DECIDE, Cookie=teams.cookies["own"]).status == 303
    assert wrote.let_through() == (LETTERS[0],) and wrote.waiting() == []
    assert LETTERS[0] in Phone.by(teams.server, wrote.story, wrote.secret).sees().text


@pytest.mark.parametrize(("who", "status"), [("other", 404), ("reader", 404), ("nobody", 401)])
def test_letters_are_to_others_as_if_there_were_none(
    teams: Teams, wrote: Wrote, who: str, status: int
) -> None:
    cookie = {"Cookie": teams.cookies[who]} if teams.cookies[who] else {}
    nowhere = f"/desk/Zz{wrote.workshop[2:]}/letters/"
    found, none = seen(teams, who, page(wrote)), seen(teams, who, nowhere)
    assert found[0] == none[0] == status
    assert found[1].replace(wrote.workshop, "") == none[1].replace(f"Zz{wrote.workshop[2:]}", "")
    for form in (DECIDE, NONE):
        replies = [teams.server.post(one, form, **cookie) for one in (page(wrote), nowhere)]
        assert [one.status for one in replies] == [status, status]
    assert len(wrote.waiting()) == 1 and wrote.let_through() == ()


@pytest.mark.parametrize("who", ["other", "reader"])
def test_no_list_or_summary_tells_others_that_letters_wait(
    teams: Teams, wrote: Wrote, who: str
) -> None:
    assert page(wrote) in seen(teams, "own", "/desk/")[1]
    for path in ("/desk/", f"/desk/{wrote.workshop}/summary/", "/desk/stories/told/"):
        text = seen(teams, who, path)[1]
        assert page(wrote) not in text and not any(one in text for one in LETTERS)


def test_the_log_says_on_which_day_letters_were_decided_on_and_not_how_many(
    teams: Teams, wrote: Wrote
) -> None:
    path = f"/desk/teams/{teams.team}/log"
    for form in (DECIDE, NONE):
        teams.server.post(page(wrote), form, Cookie=teams.cookies["own"])
    text = seen(teams, "own", path)[1]
    assert text.count("Letters to a teller decided on") == 1
    assert "A date in the newsletter" not in text and not any(one in text for one in LETTERS)
    assert "decided on" not in seen(teams, "other", f"/desk/teams/{teams.other}/log")[1]


def test_an_editor_who_ends_a_story_ends_what_waits_for_other_teams(
    teams: Teams, wrote: Wrote
) -> None:
    path = f"/desk/stories/{wrote.story}/delete"
    assert "Letters to its teller are erased with it." in seen(teams, "other", path)[1]
    reply = teams.server.post(path, {"sure": "yes"}, Cookie=teams.cookies["other"])
    assert reply.status == 303
    assert kept(teams.server.data, wrote.story).status == "declined"
    assert rows(teams.server.data, wrote.story) == [] and "letters" not in str(wrote.keys())
    assert "No letters are waiting here." in seen(teams, "own", page(wrote))[1]
    assert page(wrote) not in seen(teams, "own", "/desk/")[1]


def test_a_deleted_team_takes_along_what_its_workshops_wrote(teams: Teams) -> None:
    team = teams.make_team("Short")
    wrote = writes(teams.server.data, team, of=teams.other)
    sent = {"sure": "yes"}
    reply = teams.server.post(f"/desk/operator/teams/{team}/delete", sent, Cookie=teams.owner)
    assert reply.status == 303
    assert rows(teams.server.data, wrote.story) == [] and wrote.keys() == [""]


def rows(data: Path, story: str) -> list[object]:
    """Returns what the library has of letters to a teller."""
    statement = "SELECT * FROM letters WHERE story = :story"
    found: list[object] = beside(
        data,
        lambda library: [
            tuple(one)
            for one in library.session.connection().exec_driver_sql(statement, {"story": story})
        ],
    )
    return found


def test_a_session_of_a_team_finds_no_letters_that_were_let_through(wrote: Wrote) -> None:
    wrote.decides(*LETTERS)
    store = Store(Settings(data=wrote.data))

    def found(visible: Visible) -> list[str]:
        with store.library.read(visible) as session:
            where = KeptLetters.story == wrote.story
            return sorted(session.scalars(select(KeptLetters.workshop).where(where)))

    try:
        seen_by = [Visible(frozenset([wrote.story])), Visible(workshop="another"), NOTHING_VISIBLE]
        assert [store.thread.run(found, one) for one in seen_by] == [[], [], []]
        assert "" in store.thread.run(found, Visible(workshop=wrote.story))
    finally:
        store.close()
