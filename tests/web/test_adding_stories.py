"""A story told first hand is added to the library; nothing typed is lost where something is
missing."""

import re
from html import unescape

import pytest

from tests.live.conftest import Place
from tests.support.beside_contributor import DAY, STORY, library_of
from tests.support.hosted_teams import Teams
from tests.support.server import Reply
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import Sent, invite_contributor, send

PATH = "/desk/stories/add"
TOLD = {
    "title": "The wrong folder",
    "name": "Noor",
    "work": "archivist",
    "place": "Ghent",
    "happened": "Noor deleted the folder with the drafts.",
    "now": "Noor reads its name aloud first.",
    "lesson": "Read the name of the folder aloud before you delete it.",
    "question": "What did you delete?\r\nWho helped you?",
    "theme": "Haste, deleting",
    "language": "de",
    "agreed": "on",
}


def sent(place: Place, **changes: str) -> Reply:
    return place.server.post(PATH, TOLD | changes, Cookie=place.cookie)


def test_only_somebody_who_has_signed_in_adds_a_story(place: Place) -> None:
    assert place.server.get(PATH).status == 401
    assert place.server.post(PATH, TOLD).status == 401


def test_the_form_asks_for_an_agreement_that_nobody_has_ticked(place: Place) -> None:
    text = place.server.get(PATH, Cookie=place.cookie).text
    assert "The teller agreed, has read it, and knows that summaries keep it" in text
    assert " checked" not in text
    assert 'name="reach"' not in text
    assert "Already here: " in text


def test_a_told_story_is_on_the_shelf_with_all_that_was_said(place: Place) -> None:
    reply = sent(place)
    assert reply.status == 303
    shown = unescape(place.server.get(reply.to, Cookie=place.cookie).text)
    for word in ("The wrong folder", "Noor", "archivist", TOLD["now"], TOLD["lesson"], "Deutsch",
                 "What did you delete?", "Who helped you?"):  # fmt: skip
        assert word in shown
    assert "Permission: " not in shown
    for_theme = place.server.get("/desk/stories/?theme=haste", Cookie=place.cookie).text
    assert "The wrong folder" in for_theme


def test_a_form_that_is_sent_twice_adds_one_story(place: Place) -> None:
    form = place.server.get(PATH, Cookie=place.cookie).text
    found = re.search(r'name="id" value="(\w+)"', form)
    assert found
    replies = [sent(place, id=found[1], title="Sent twice") for _ in range(2)]
    assert {reply.to for reply in replies} == {replies[0].to}
    assert found[1] not in replies[0].to


def test_no_story_is_added_under_the_id_of_what_a_contributor_tells(place: Place) -> None:
    with library_of(place.server.data) as at:
        id_ = invite_contributor(at, "", "", "for Mara")
    reply = sent(place, id=id_, title="Not hers")
    assert reply.status == 303 and not reply.to.endswith(id_)
    assert place.server.get(f"/desk/stories/{id_}", Cookie=place.cookie).status == 404


def test_nobody_takes_the_id_of_what_is_told_to_another_team(two_teams_on_both: Teams) -> None:
    teams, lea, id_ = two_teams_on_both, two_teams_on_both.cookies["lead"], two_teams_on_both.theirs
    told = id_["contribution"]
    reply = added(teams, lea, id=told, reach="team", team="Search")
    assert reply.status == 303 and not reply.to.endswith(told)
    with teams.library() as library:
        assert send(library, told, Sent(STORY, "named", "team", DAY))
    seen = {"seen": story_hash(STORY)}
    teams.server.get(f"/desk/stories/told/{told}", Cookie=teams.owner)
    taken = teams.server.post(f"/desk/stories/told/{told}/take", seen, Cookie=teams.owner)
    assert (taken.status, taken.to) == (303, f"/desk/stories/{told}")


def test_a_form_that_comes_again_adds_no_second_story(two_teams_on_both: Teams) -> None:
    teams, lea = two_teams_on_both, two_teams_on_both.cookies["lead"]
    replies = [added(teams, lea, id="a form", reach="team", team="Search") for _ in range(2)]
    assert {(reply.status, reply.to) for reply in replies} == {(303, replies[0].to)}


def test_naming_a_story_of_another_team_adds_one_s_own(two_teams_on_both: Teams) -> None:
    teams, lea, ann = (two_teams_on_both, *map(two_teams_on_both.cookies.get, ("lead", "other")))
    assert lea and ann
    theirs = added(teams, ann, reach="team", team="Marmalade").to
    mine = added(teams, lea, id=theirs.rpartition("/")[2], reach="team", team="Search")
    assert mine.status == 303 and mine.to != theirs
    assert teams.server.get(theirs, Cookie=ann).status == 200


@pytest.mark.parametrize("id_", ["10-an-event-for-a-hundred", "../x", "A" * 16, ""])
def test_nobody_chooses_the_address_of_a_story(place: Place, id_: str) -> None:
    assert re.fullmatch(r".*/[0-9a-f]{16}", sent(place, id=id_).to)


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"title": ""}, "title", "The story has no title yet."),
        ({"lesson": "x" * 150}, "lesson", "shorten it by 10"),
        ({"now": ""}, "steps", "at least two steps"),
        ({"theme": "a, b, c, d"}, "theme", "too many themes: remove 1"),
        ({"agreed": ""}, "agreed", "The teller has to agree first."),
        ({"language": "!"}, "language", "not a language tag"),
    ],
)
def test_each_fault_is_at_its_field_and_nothing_typed_is_lost(
    place: Place, changes: dict[str, str], field: str, said: str
) -> None:
    reply = sent(place, **changes)
    text = unescape(reply.text)
    assert reply.status == 422
    (fault,) = re.findall(rf'id="{field}-fault"><p>(.*?)</p>', text)
    assert said in fault
    typed = TOLD | changes
    for name in ("title", "work", "happened", "lesson", "theme"):
        assert typed[name] in text
    assert "Who helped you?" in text
    assert (" checked" in text) == bool(typed["agreed"])


def added(teams: Teams, cookie: str, **changes: str) -> Reply:
    return teams.server.post(PATH, TOLD | changes, Cookie=cookie)


def test_on_a_hosted_server_reach_is_asked_and_a_team_is_one_of_their_own(
    two_teams_here: Teams,
) -> None:
    teams, lea = two_teams_here, two_teams_here.cookies["lead"]
    form = teams.server.get(PATH, Cookie=lea).text
    assert form.count('name="reach"') == 2
    assert " checked" not in form
    for changes in ({}, {"reach": "planet"}):
        reply = added(teams, lea, **changes)
        assert (reply.status, "Choose who may tell this here." in reply.text) == (422, True)
    other = added(teams, lea, reach="team", team="Marmalade")
    assert (other.status, "Choose one of your teams." in other.text) == (422, True)


def test_a_story_for_one_team_is_found_by_that_team_alone(two_teams_here: Teams) -> None:
    teams, lea, ann = (two_teams_here, *map(two_teams_here.cookies.get, ("lead", "other")))
    assert lea and ann
    for reach, status in (("team", 404), ("server", 200)):
        reply = added(teams, lea, reach=reach, team="Search")
        assert reply.status == 303
        assert teams.server.get(reply.to, Cookie=lea).status == 200
        assert teams.server.get(reply.to, Cookie=ann).status == status


def test_a_story_of_a_new_workshop_is_kept_where_it_is_said_who_may_tell_it(
    two_teams_here: Teams,
) -> None:
    teams, lea = two_teams_here, two_teams_here.cookies["lead"]
    own = {f"own_{name}": text for name, text in TOLD.items()}
    form = {"title": "Spring", "team": "Search", "story": "own", **own, "own_keep": "on"}
    reply = teams.server.post("/desk/new", {**form, "own_title": "Kept too"}, Cookie=lea)
    assert (reply.status, "Choose who may tell this here." in reply.text) == (422, True)
    assert "Kept too" not in teams.server.get("/desk/stories/?words=kept", Cookie=lea).text
    for reach, found in (("team", False), ("server", True)):
        title = f"Kept for a {reach}"
        sent = {**form, "own_title": title, "reach": reach}
        assert teams.server.post("/desk/new", sent, Cookie=lea).status == 303
        for cookie, there in ((lea, True), (teams.cookies["other"], found)):
            shelf = teams.server.get("/desk/stories/?words=kept", Cookie=cookie).text
            assert (title in shelf) is there
