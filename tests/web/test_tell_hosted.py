"""Contributors of a hosted server: who asks, and how far a story reaches."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.stories.test_contributing import STORY
from tests.support.beside_contributor import kept
from tests.support.contributing import Phone, beside, invites
from tests.support.proxy import HostedServer, hosted
from workshop.storage.library_stories import Added, add_story, added_story
from workshop.storage.people_tables import Person
from workshop.stories.contributing import accept_story

SECRET = "drawn by lot, and long enough"
LAPTOP_S = Added("", STORY, "own")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[HostedServer]:
    with hosted(tmp_path_factory.mktemp("tell"), SECRET) as (served, _):
        beside(served.data, lambda at: at.session.add(Person(id="ines", name="Ines Vale")))
        yield served


def test_stories_of_a_laptop_are_its_owner_s_alone(tmp_path: Path) -> None:
    for folder in ("data", "data-keys"):
        (tmp_path / folder).mkdir()
    made = beside(tmp_path / "data", lambda at: add_story(at.session, LAPTOP_S))
    with hosted(tmp_path, SECRET) as (served, _):
        found = on_shelf(served, made)
        assert found and (found.team, found.reach) == ("own-", "team")


@pytest.fixture
def phone(server: HostedServer) -> Phone:
    made = invites(server.data, editor="ines", team="payments")
    return Phone.by(server, made.id, made.secret)


def on_shelf(server: HostedServer, id_: str) -> Added | None:
    return beside(server.data, lambda at: added_story(at.session, id_))


def test_the_page_says_who_asks_and_nothing_else_of_the_team(phone: Phone) -> None:
    text = phone.sees().text
    assert "Ines Vale has asked you for a story." in text and "for Mara" not in text
    phone.tells(reach="team", naming="unnamed")
    assert "Ines Vale is reading it" not in phone.sees().text


@pytest.mark.parametrize("reach", ["once", "team", "server"])
def test_all_three_reaches_are_there_and_a_withdrawal_ends_each(
    server: HostedServer, phone: Phone, reach: str
) -> None:
    assert phone.tells(reach=reach, packs="yes").status == 303
    words = kept(server.data, phone.id).words
    assert words and (words.reach, words.packs) == (reach, True)
    assert beside(server.data, lambda at: accept_story(at, phone.id))
    added = on_shelf(server, phone.id)
    assert added and (added.reach, added.team) == (reach, "payments")
    phone.sends("name", naming="unnamed")
    added = on_shelf(server, phone.id)
    assert added and added.story.told_by.name == ""
    phone.sends("withdraw", sure="yes")
    assert on_shelf(server, phone.id) is None
