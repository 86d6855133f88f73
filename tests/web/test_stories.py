"""The story library at the desk: the shelf, a story in full, and choosing one for a workshop."""

import json
import re
from html import unescape

import pytest

from tests.live.conftest import Place
from tests.support.server import Reply
from workshop.storage.library_stories import Facets
from workshop.stories.pack import built_in_pack
from workshop.stories.shelf import FIRST_PROPOSED, SECOND_PROPOSED
from workshop.web.stories.shelf_page import MOST_TRADES, trades, wanted_stories

SHEET = re.compile(r'<a class="shelf-sheet" href="/desk/stories/([\w-]+)')
BESIDE = 'class="button button-main button-next" href="([^"]+)"'


def shelf(place: Place, query: str = "", path: str = "") -> Reply:
    return place.server.get(f"/desk/stories/{path}{query}", Cookie=place.cookie)


def sheets(reply: Reply) -> list[str]:
    assert reply.status == 200, reply.text
    return SHEET.findall(reply.text)


def suggested(place: Place, query: str) -> list[dict[str, object]]:
    reply = shelf(place, query, "suggested")
    assert reply.status == 200
    found: list[dict[str, object]] = json.loads(reply.text)
    return found


def story_of(place: Place, id_: str) -> dict[str, object]:
    snapshot = place.server.boot(f"/desk/{id_}/", place.cookie)["snapshot"]
    assert isinstance(snapshot, dict)
    story: dict[str, object] = snapshot["entries"]["story"]
    return story


def test_the_shelf_has_all_eleven_and_one_of_them_in_full(place: Place) -> None:
    reply = shelf(place)
    assert sheets(reply) == [*built_in_pack().ids]
    first = built_in_pack().stories[0]
    said = unescape(reply.text)
    assert all(step.text in said for step in first.steps) and first.lesson in said
    assert all(question in said for question in first.questions)


def test_a_story_has_an_address_of_its_own(place: Place) -> None:
    reply = shelf(place, path=FIRST_PROPOSED)
    assert built_in_pack().by_id[FIRST_PROPOSED].lesson in unescape(reply.text)
    assert re.findall(BESIDE, reply.text) == [f"/desk/new?story={FIRST_PROPOSED}"]
    assert shelf(place, path="nothing").status == 404


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?words=reference+partner", ["01-trusted-so-not-checked"]),
        ("?theme=Listening", ["11-the-player-who-stopped-coming"]),
        ("?work=pharmacist", ["02-back-to-the-exact-moment"]),
        ("?minutes=3", []),
        ("?told_in=nl", []),
        ("?words=%25", []),
        ("?first=9", ["10-an-event-for-a-hundred", "11-the-player-who-stopped-coming"]),
        ("?first=-1&minutes=x&purpose=odd&not_heard_by=nobody", [*built_in_pack().ids]),
    ],
)
def test_the_address_says_what_is_looked_for(place: Place, query: str, found: list[str]) -> None:
    assert sheets(shelf(place, query)) == found


def test_the_list_of_trades_is_bounded_and_keeps_the_chosen_one() -> None:
    known = Facets({}, {f"trade {n}": 1 for n in range(5000)}, {})
    listed = trades(wanted_stories({"work": "trade 4999"}), known)
    assert len(listed) == MOST_TRADES + 1 and "trade 4999" in listed
    assert len(trades(wanted_stories({}), known)) == MOST_TRADES


def test_a_search_that_finds_nothing_says_so_and_leads_back(place: Place) -> None:
    text = shelf(place, "?words=zzz&purpose=new").text
    assert "There is no story like this yet." in text
    assert 'href="/desk/stories/?purpose=new"' in text


def test_what_is_looked_for_goes_along_to_a_story_and_back(place: Place) -> None:
    text = unescape(shelf(place, "?theme=checking&purpose=new").text)
    assert "/desk/stories/01-trusted-so-not-checked?theme=checking&purpose=new" in text
    assert (
        shelf(place, "?purpose=new", FIRST_PROPOSED).text.count(
            f"/desk/new?story={FIRST_PROPOSED}&amp;kept=1"
        )
        == 1
    )
    second = shelf(place, "?purpose=new2", FIRST_PROPOSED).text
    assert f"/desk/new?second_story={FIRST_PROPOSED}&amp;kept=1" in second


def test_stories_told_in_another_language_are_shown_in_it(place: Place) -> None:
    reply = shelf(place, "?told_in=de")
    assert sheets(reply) == [*built_in_pack().ids]
    title = built_in_pack("de").by_id[FIRST_PROPOSED].title
    assert title in unescape(reply.text)
    assert (
        f'lang="de" dir="auto">\n<span class="shelf-upper">\n<span class="shelf-name">{title}'
        in (unescape(reply.text))
    )
    assert '<html lang="en"' in reply.text


def test_the_form_comes_with_the_story_that_was_chosen_on_the_shelf(place: Place) -> None:
    page = place.server.get(f"/desk/new?story={SECOND_PROPOSED}", Cookie=place.cookie).text
    assert f'<option value="{SECOND_PROPOSED}" selected>' in page
    odd = place.server.get("/desk/new?story=nothing", Cookie=place.cookie).text
    assert f'<option value="{FIRST_PROPOSED}" selected>' in odd


def test_a_workshop_tells_the_chosen_story_in_its_own_language(place: Place) -> None:
    id_ = place.workshop(story=SECOND_PROPOSED, language="fr")
    assert story_of(place, id_)["title"] == built_in_pack("fr").by_id[SECOND_PROPOSED].title


def test_what_another_open_workshop_of_the_team_tells_is_not_suggested(place: Place) -> None:
    def ids(team: str) -> list[object]:
        return [one["id"] for one in suggested(place, f"?told_in=en&team={team}")]

    before = ids("Quay")
    place.workshop(team="Quay", story=str(before[0]))
    assert before[0] not in ids("Quay") and len(ids("Quay")) == 3
    assert ids("Wharf") == before


def test_the_form_is_told_what_suits_a_workshop(place: Place) -> None:
    first = suggested(place, "?told_in=de&team=Payments")
    assert shelf(place, "?told_in=de", "suggested").cookie == ""
    assert [one["language"] for one in first] == ["de"] * 3
    assert {*first[0]} >= {"id", "title", "name", "minutes", "times", "steps", "now", "lesson"}
    chosen = suggested(place, f"?told_in=en&chosen={SECOND_PROPOSED}&chosen=odd")
    assert chosen[0]["id"] == SECOND_PROPOSED


def test_nobody_sees_the_shelf_without_signing_in(place: Place) -> None:
    for path in ("", FIRST_PROPOSED, "suggested", f"{FIRST_PROPOSED}/delete"):
        assert place.server.get(f"/desk/stories/{path}").status == 401


def test_a_built_in_story_cannot_be_taken_out(place: Place) -> None:
    path = f"/desk/stories/{FIRST_PROPOSED}/delete"
    assert place.server.get(path, Cookie=place.cookie).status == 404
    assert place.server.post(path, {"sure": "yes"}, Cookie=place.cookie).status == 404
    assert FIRST_PROPOSED in sheets(shelf(place))


def test_a_story_for_an_open_workshop_is_chosen_on_the_shelf_and_saved_at_the_desk(
    place: Place,
) -> None:
    id_ = place.workshop()
    change = f"/desk/{id_}/change/story"
    assert (
        f"/desk/stories/?purpose={id_}.story" in place.server.get(change, Cookie=place.cookie).text
    )
    chosen = f"{change}?chosen={SECOND_PROPOSED}"
    assert chosen in unescape(shelf(place, f"?purpose={id_}.story", SECOND_PROPOSED).text)
    page = place.server.get(chosen, Cookie=place.cookie).text
    assert f'<option value="{SECOND_PROPOSED}" selected>' in page
    assert story_of(place, id_)["title"] == built_in_pack().by_id[FIRST_PROPOSED].title
    odd = place.server.get(f"{change}?chosen=nothing", Cookie=place.cookie).text
    assert f'<option value="{FIRST_PROPOSED}" selected>' in odd
