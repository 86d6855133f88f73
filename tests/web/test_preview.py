"""A workshop is seen before it opens: with what stands in its form, and nothing of it is stored."""

import json
import re
from html import unescape
from typing import Any

from tests.live.conftest import Place
from tests.support.hosted_teams import Teams
from tests.web.test_new import OWN
from workshop.rules.agenda import TEMPLATES

FORM = {
    "title": "Spring <review>", "team": "Payments", "support": "Kim", "prompt": "own",
    "own_prompt": "What broke?", "leader_name": "Ines", **OWN, "own_agreed": "yes",
    "wifi": "Guests", "wifi_password": "secret words", "wifi_hidden": "1", "form_key": "once",
}  # fmt: skip


def seen(page: str) -> dict[str, Any]:
    """Returns the workshop that the page draws."""
    found = re.search(r'data-workshop="([^"]*)"', page)
    assert found
    return dict(json.loads(unescape(found[1])))


def previewed(place: Place, **fields: str) -> str:
    reply = place.server.post("/desk/new/preview", {**FORM, **fields}, Cookie=place.cookie)
    assert reply.status == 200
    return reply.text


def open_workshops(place: Place) -> list[str]:
    return re.findall(
        r'href="/desk/([\w-]{12})/"', place.server.get("/desk/", Cookie=place.cookie).text
    )


def test_a_preview_has_every_stage_with_the_words_of_the_form(place: Place) -> None:
    place.workshop()
    before = open_workshops(place)
    shown = seen(previewed(place))
    assert [one["kind"] for one in shown["stages"]] == [kind for kind, _ in TEMPLATES["60"]]
    assert [s["prompt"] for s in shown["stages"] if s["kind"] == "write"] == ["What broke?"]
    assert shown["known"]["workshop"]["title"] == FORM["title"]
    assert shown["known"]["leader"]["name"] == "Ines"
    assert shown["known"]["wifi"]["password"] == "", "the room’s screen would hide it, too"
    assert shown["stories"][0]["title"] == "The lock"
    assert before and open_workshops(place) == before


def test_without_a_leader_no_leaders_story_is_seen(place: Place) -> None:
    shown = seen(previewed(place, leader_name=""))
    assert "go_first" not in [one["kind"] for one in shown["stages"]]


def test_back_from_a_preview_is_the_form_with_every_word(place: Place) -> None:
    page = previewed(place)
    hidden = {
        name: unescape(value)
        for name, value in re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    }
    assert hidden.items() >= FORM.items()
    form = place.server.post("/desk/new/filled", hidden, Cookie=place.cookie)
    assert form.status == 200
    for name in ("title", "own_prompt", "leader_name", "wifi", "wifi_password", "form_key"):
        field = re.search(rf'name="{name}"[^>]* value="([^"]*)"', form.text)
        assert field and unescape(field[1]) == FORM[name], name
    assert FORM["own_happened"] in form.text


def test_a_preview_of_a_form_with_a_fault_is_the_form(place: Place) -> None:
    sent = {**FORM, "title": ""}
    reply = place.server.post("/desk/new/preview", sent, Cookie=place.cookie)
    assert reply.status == 422 and "What broke?" in reply.text


def test_a_preview_makes_no_team(two_teams_here: Teams) -> None:
    teams = two_teams_here
    form = {**FORM, "team": "A new team"}
    assert teams.server.post("/desk/new/preview", form, Cookie=teams.owner).status == 200
    assert "A new team" not in teams.server.get("/desk/teams/", Cookie=teams.owner).text


def test_a_preview_shows_no_story_of_another_team(two_teams_here: Teams) -> None:
    teams, (lea, ann) = two_teams_here, map(two_teams_here.cookies.__getitem__, ("lead", "other"))
    assert lea and ann
    told = {**OWN, "own_title": "The whisper", "own_agreed": "yes", "reach": "team"}
    new = {"title": "Spring", "team": "Search", **told, "own_keep": "on"}
    opened = teams.server.post("/desk/new", new, Cookie=lea)
    assert opened.status == 303
    change = teams.server.get(f"{opened.to}change/story", Cookie=lea).text
    story = re.search(r'<option value="([0-9a-f]{16})" selected>The whisper', change)
    assert story
    form = {"title": "Spring", "story": story[1]}
    mine = teams.server.post("/desk/new/preview", {**form, "team": "Search"}, Cookie=lea)
    assert mine.status == 200 and "The whisper" in mine.text
    for team in ("Search", "Marmalade", ""):
        reply = teams.server.post("/desk/new/preview", {**form, "team": team}, Cookie=ann)
        assert reply.status == 422 and "The whisper" not in reply.text, team
