"""On a hosted server a story has one editor: who that is, and what happens when they go."""

import re
from collections.abc import Iterator

import pytest

from tests.support.beside_contributor import DAY, STORY, kept, library_of, sends
from tests.support.hosted_teams import SECRET, Teams
from tests.support.proxy import hosted
from workshop.storage.contributions import contribution
from workshop.storage.library_stories import added_story
from workshop.stories.contributing import Sent, accept_story, invite_contributor, send

TOLD = "/desk/stories/told/"


@pytest.fixture(scope="module")
def teams(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Teams]:
    with hosted(tmp_path_factory.mktemp("edited"), SECRET) as (server, _proxy):
        yield Teams(server, server.trade(SECRET).cookie)


def test_nobody_else_of_the_team_finds_a_story_that_is_read(teams: Teams) -> None:
    team = teams.make_team("Kiln")
    ana, ben = (teams.comes(team, name, "leads") for name in ("Ana", "Ben"))
    id_ = teams.asks_for_a_story("Kiln", "for Mara", ana)
    sends(teams.server.data, id_)
    for path in ("", "/propose", "/decline", "/withdraw"):
        assert teams.server.get(f"{TOLD}{id_}{path}", Cookie=ben).status == 404
        assert teams.server.get(f"{TOLD}{id_}{path}", Cookie=teams.owner).status == 404
    decline = {"sure": "yes", "reason": "0"}
    acts = {"/take": {}, "/propose": {"do": "send"}, "/decline": decline, "/withdraw": {}}
    for path, sent in acts.items():
        assert teams.server.post(f"{TOLD}{id_}{path}", sent, Cookie=ben).status == 404
    assert teams.server.post(f"{TOLD}{id_}/over", {}, Cookie=ben).status == 409
    assert STORY.title not in teams.server.get(TOLD, Cookie=ben).text
    assert kept(teams.server.data, id_).status == "received"
    assert STORY.title in teams.server.get(TOLD, Cookie=ana).text


def test_a_story_whose_editor_left_is_taken_over_by_a_lead_of_its_team(teams: Teams) -> None:
    team = teams.make_team("Loom")
    ana, ben = (teams.comes(team, name, "leads") for name in ("Ada", "Bo"))
    reader = teams.comes(team, "Ray", "reads")
    id_ = teams.asks_for_a_story("Loom", "for Nia", ana)
    sends(teams.server.data, id_)
    assert "Without an editor" not in teams.server.get(TOLD, Cookie=ben).text
    teams.takes_out(team, teams.person(team, "Ada"))
    assert teams.server.get(f"{TOLD}{id_}", Cookie=ana).status == 404
    text = teams.server.get(TOLD, Cookie=ben).text
    assert "Without an editor" in text and "for Nia" not in text and STORY.title not in text
    assert teams.server.post(f"{TOLD}{id_}/over", {}, Cookie=reader).status == 409
    assert teams.server.post(f"{TOLD}{id_}/over", {}, Cookie=ben).status == 303
    assert STORY.title in teams.server.get(f"{TOLD}{id_}", Cookie=ben).text
    assert teams.server.post(f"{TOLD}{id_}/over", {}, Cookie=teams.owner).status == 409


def test_a_story_in_the_library_is_taken_over_too_and_can_then_be_withdrawn(teams: Teams) -> None:
    team = teams.make_team("Vane")
    ana, ben = (teams.comes(team, name, "leads") for name in ("Ivy", "Max"))
    id_ = teams.asks_for_a_story("Vane", "for Nia", ana)
    sends(teams.server.data, id_)
    with library_of(teams.server.data) as library:
        assert accept_story(library, id_)
    assert "Without an editor" not in teams.server.get(TOLD, Cookie=ben).text
    teams.takes_out(team, teams.person(team, "Ivy"))
    left = teams.server.get(TOLD, Cookie=ben).text.partition('id="left"')[2]
    assert STORY.title in left and "for Nia" not in left
    assert teams.server.get(f"{TOLD}{id_}/withdraw", Cookie=ben).status == 404
    assert teams.server.post(f"{TOLD}{id_}/over", {}, Cookie=ben).status == 303
    assert teams.server.get(f"{TOLD}{id_}/withdraw", Cookie=ben).status == 200
    assert kept(teams.server.data, id_).status == "ready"


def test_a_deleted_team_takes_its_stories_along_with_their_keys_and_links(teams: Teams) -> None:
    team, other = teams.make_team("Mast"), teams.make_team("Nave")
    lead = teams.comes(team, "Cy", "leads")
    id_, stays = teams.asks_for_a_story("Mast", "for Oz"), teams.asks_for_a_story("Nave", "for Pat")
    taken = teams.asks_for_a_story("Mast", "for Una", lead)
    sends(teams.server.data, id_)
    sends(teams.server.data, taken)
    page = teams.server.get(f"{TOLD}{taken}", Cookie=lead).text
    seen = re.search(r'name="seen" value="(\w+)"', page)
    assert seen
    teams.server.post(f"{TOLD}{taken}/take", {"seen": seen[1]}, Cookie=lead)
    path = f"/desk/operator/teams/{team}/delete"
    assert teams.server.post(path, {"sure": "yes"}, Cookie=teams.owner).status == 303
    with library_of(teams.server.data) as library:
        for gone in (id_, taken):
            assert contribution(library.session, library.keys, gone) is None
            assert library.keys.read(gone) is None
        assert added_story(library.session, taken) is None
        assert contribution(library.session, library.keys, stays) and library.keys.read(stays)
    assert teams.server.get(f"/desk/teams/{other}/log", Cookie=teams.owner).status == 200


def test_a_deleted_team_that_has_a_workshop_leaves_no_story_that_is_being_read(
    teams: Teams,
) -> None:
    team = teams.make_team("Tarn")
    teams.server.new_workshop(teams.comes(team, "Ed", "leads"), team="Tarn")
    id_ = teams.asks_for_a_story("Tarn", "for Vi")
    sends(teams.server.data, id_)
    path = f"/desk/operator/teams/{team}/delete"
    assert teams.server.post(path, {"sure": "yes"}, Cookie=teams.owner).status == 303
    with library_of(teams.server.data) as library:
        assert contribution(library.session, library.keys, id_) is None
        assert library.keys.read(id_) is None


def test_a_deleted_team_s_story_leaves_the_workshops_to_come_of_others(teams: Teams) -> None:
    team = teams.make_team("Reed")
    teams.make_team("Sail")
    with library_of(teams.server.data) as library:
        id_ = invite_contributor(library, team, "", "for Ty")
        assert send(library, id_, Sent(STORY, "named", "server", DAY)) and accept_story(
            library, id_
        )
    workshop = teams.server.new_workshop(teams.owner, team="Sail", story=id_)
    path = f"/desk/operator/teams/{team}/delete"
    assert teams.server.post(path, {"sure": "yes"}, Cookie=teams.owner).status == 303
    page = teams.server.get(f"/desk/{workshop}/change/", Cookie=teams.owner).text
    assert "Spring release" in page and STORY.title not in page


def test_an_invitation_of_a_team_needs_one_that_somebody_leads(teams: Teams) -> None:
    lead = teams.comes(teams.make_team("Oast"), "Di", "leads")
    teams.make_team("Pier")
    for name in ("Pier", "Nowhere", ""):
        sent = {"team": name, "label": "for Quin"}
        assert teams.server.post("/desk/stories/invite", sent, Cookie=lead).status == 422
    form = teams.server.get("/desk/stories/invite", Cookie=lead).text
    assert "Oast" in form and "Pier" not in form
    assert "Only you see the story before it is in the library." in form


def test_the_log_says_what_editors_did_and_names_no_contributor(teams: Teams) -> None:
    team = teams.make_team("Quay")
    lead = teams.comes(team, "Eve", "leads")
    told = {"own_context": "A.", "own_happened": "B.", "own_lesson": "C.", "own_title": "Other"}
    acts: dict[str, dict[str, str]] = {
        "take": {}, "propose": {"do": "send", **told}, "decline": {"sure": "yes", "reason": "0"},
        "withdraw": {"sure": "yes"},
    }  # fmt: skip
    ids = [teams.asks_for_a_story("Quay", f"for Sol {n}", lead) for n in range(len(acts))]
    for id_ in ids:
        sends(teams.server.data, id_)
        page = teams.server.get(f"{TOLD}{id_}", Cookie=lead).text
        seen = re.search(r'name="seen" value="(\w+)"', page)
        assert seen
        act = [*acts][ids.index(id_)]
        sent = {"seen": seen[1], **acts[act]}
        assert teams.server.post(f"{TOLD}{id_}/{act}", sent, Cookie=lead).status == 303
    text = teams.server.get(f"/desk/teams/{team}/log", Cookie=lead).text
    for said in (
        "Someone invited to tell a story", "Story taken into the library",
        "Changes to a story proposed", "Story not taken", "Story withdrawn for its contributor",
    ):  # fmt: skip
        assert text.count(said) == 1
    assert "Sol" not in text and "Mara" not in text and STORY.title not in text
