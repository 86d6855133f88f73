"""A story of the library that a desk chooses over its socket: only one that its team may tell."""

from collections.abc import Iterator

import msgspec
import pytest

from tests.live.conftest import Place
from tests.stories.test_contributing import STORY
from tests.support.contributing import beside
from tests.support.hosted_teams import Teams, two_teams
from tests.support.sockets import Socket, close_all, desk
from tests.web.test_new import shown
from workshop.actions.change import seen_story
from workshop.protocol.story import Story
from workshop.storage.library_stories import Added, Reach, add_story


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teams]:
    with two_teams(tmp_path_factory.mktemp("told")) as made:
        yield made
        close_all()


def kept(teams: Teams, team: str, reach: Reach) -> str:
    """The id of a story of a team."""
    made: str = beside(
        teams.server.data, lambda at: add_story(at.session, Added("", STORY, "own", team, reach))
    )
    return made


def told_now(teams: Teams, workshop: str) -> Story:
    return msgspec.convert(shown(Place(teams.server, teams.owner), workshop)["story"], Story)


def choosing(socket: Socket, seen: str, library: str) -> object:
    told = msgspec.to_builtins(STORY)
    asked = {"type": "tell_story", "place": "story", "story": told, "seen": seen}
    return socket.do({**asked, "library": library}).get("refused", "")


def test_a_desk_takes_only_what_its_team_may_tell(teams: Teams) -> None:
    workshop = teams.theirs["open"]
    socket = desk(teams.server, workshop, teams.owner)
    seen = seen_story(told_now(teams, workshop))
    for nobody_s in (kept(teams, teams.other, "team"), kept(teams, teams.other, "once"), "f" * 16):
        assert choosing(socket, seen, nobody_s) == "no_such"
    # Another one's, for anyone using the server.
    assert choosing(socket, seen, kept(teams, teams.other, "server")) == ""


def test_a_desk_takes_a_story_for_one_workshop_only_if_no_other_has_it(teams: Teams) -> None:
    once = kept(teams, teams.team, "once")
    first, second = (
        teams.server.new_workshop(teams.owner, title=title, team="Marmalade")
        for title in ("First", "Second")
    )
    for workshop, refused in ((first, ""), (first, ""), (second, "no_such")):
        socket = desk(teams.server, workshop, teams.owner)
        assert choosing(socket, seen_story(told_now(teams, workshop)), once) == refused
        socket.close()
