"""The form of a new workshop: nothing typed is lost, and each fault stands at its field."""

import re
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from html import unescape

from tests.live.conftest import Place
from workshop.stories.shelf import FIRST_PROPOSED

OWN = {
    "story": "own",
    "own_title": "The lock",
    "own_context": "I was new.",
    "own_happened": "I forgot the lock.",
    "own_lesson": "Ask twice.",
    "own_name": "Ada",
}


def shown(place: Place, id_: str) -> dict[str, dict[str, object]]:
    snapshot = place.server.boot(f"/desk/{id_}/", place.cookie)["snapshot"]
    assert isinstance(snapshot, dict)
    return dict(snapshot["entries"])


def test_three_fields_are_enough(place: Place) -> None:
    workshop = shown(place, place.workshop(title=" Spring ", team="Payments"))["workshop"]
    assert (workshop["title"], workshop["team"]) == ("Spring", "Payments")


def test_what_was_chosen_under_more_is_what_happens(place: Place) -> None:
    chosen = {
        "template": "30",
        "prompt": "own",
        "own_prompt": "What broke?",
        "votes": "hidden",
        "cards": "live",
        "place": "remote",
        "wifi": "Guests",
        "support": "Kim",
        "reporting": "the hotline",
        "leader_name": "Ada",
    }
    seen = shown(place, place.workshop(**chosen))
    for name, value in (("votes_hidden", True), ("live_wall", True), ("remote", True)):
        assert seen["workshop"][name] is value
    assert seen["wifi"]["name"] == chosen["wifi"]
    for name in ("support", "reporting"):
        assert seen["workshop"][name] == chosen[name]
    stages = seen["agenda"]["stages"]
    assert isinstance(stages, list)
    assert [s["prompt"] for s in stages if s["kind"] == "write"] == ["What broke?"]
    assert seen["leader"]["name"] == "Ada"


def test_a_refusal_keeps_every_word_and_names_each_fault(place: Place) -> None:
    typed = {
        "title": "",
        "team": "Pay<ments",
        "free_at": "soon",
        "wifi": "x" * 300,
        "own_prompt": "What broke?",
        **OWN,
    }
    reply = place.server.post("/desk/new", typed, Cookie=place.cookie)
    assert reply.status == 422
    for kept in (
        "Pay&lt;ments",
        "soon",
        "x" * 300,
        "What broke?",
        "I forgot the lock.",
        "Ask twice.",
    ):
        assert kept in reply.text
    marked = set(re.findall(r'id="(\w+)"[^>]*aria-invalid="true"', reply.text, re.DOTALL))
    assert {"title", "free_at", "wifi"} <= marked
    assert "The teller has to agree first" in reply.text


def test_a_story_of_ones_own_is_told_once_its_teller_agreed(place: Place) -> None:
    story = shown(place, place.workshop(**OWN, own_agreed="yes"))["story"]
    assert story["title"] == "The lock" and story["lesson"] == "Ask twice."


def on_shelf(place: Place) -> str:
    return place.server.get("/desk/stories/?words=lock", Cookie=place.cookie).text


def test_a_story_of_ones_own_is_kept_in_the_library_where_that_is_ticked(place: Place) -> None:
    form = place.server.get("/desk/new", Cookie=place.cookie).text
    assert re.search(r'name="own_keep"> ', form), "nobody has ticked it"
    told = {**OWN, "own_theme": "Doors", "own_agreed": "yes", "language": "de"}
    place.workshop(**told)
    assert "The lock" not in on_shelf(place)
    refused = {"title": "Spring", **told, "own_agreed": "", "own_keep": "on"}
    reply = place.server.post("/desk/new", refused, Cookie=place.cookie)
    assert reply.status == 422 and re.search(r'name="own_keep" checked', reply.text)
    assert "The lock" not in on_shelf(place)
    id_ = place.workshop(**told, own_keep="on")
    assert "The lock" in on_shelf(place)
    story = shown(place, id_)["story"]
    assert (story["title"], story["language"]) == ("The lock", "de")
    change = place.server.get(f"/desk/{id_}/change/story", Cookie=place.cookie).text
    assert re.search(r'<option value="[0-9a-f]{16}" selected>The lock', change)


def sends(place: Place, form_key: str, **fields: str) -> str:
    """Sends the form that has this key, and returns the desk that it leads to."""
    sent = {"title": "Spring", "form_key": form_key, **fields}
    reply = place.server.post("/desk/new", sent, Cookie=place.cookie)
    assert reply.status == 303, reply.text
    return reply.to


def key_shown(page: str) -> str:
    """The key in a form."""
    found = re.search(r'name="form_key" value="(\w+)"', page)
    assert found
    return found[1]


def test_a_form_that_is_sent_twice_opens_one_workshop(place: Place) -> None:
    key, other = (
        key_shown(place.server.get("/desk/new", Cookie=place.cookie).text) for _ in range(2)
    )
    assert key != other
    first = sends(place, key)
    with ThreadPoolExecutor(4) as at_once:
        found = at_once.map(lambda title: sends(place, key, title=title), ["Spring", "Fall"] * 4)
    assert len({first, *found}) == 2, "a form that was changed is another workshop"
    assert sends(place, other) != first
    refused = {"title": "", "form_key": key}
    again = place.server.post("/desk/new", refused, Cookie=place.cookie)
    assert key_shown(again.text) == key


def test_a_form_that_is_sent_again_after_its_workshop_was_thrown_away_opens_another(
    place: Place,
) -> None:
    first = sends(place, "thrown")
    gone = place.server.post(f"{first}throw-away", {"sure": "yes"}, Cookie=place.cookie)
    assert gone.status == 303
    second = sends(place, "thrown")
    assert second != first
    assert sends(place, "thrown") == second


def test_a_form_that_is_sent_twice_adds_its_own_story_once(place: Place) -> None:
    told = {**OWN, "own_title": "The attic hatch", "own_agreed": "yes", "own_keep": "on"}
    with ThreadPoolExecutor(2) as at_once:
        first, second = at_once.map(lambda _: sends(place, "told", **told), range(2))
    assert first == second
    shelf = place.server.get("/desk/stories/?words=hatch", Cookie=place.cookie).text
    (story,) = set(re.findall(r'href="/desk/stories/([0-9a-f]{16})', shelf))
    begins = urlsafe_b64encode(bytes.fromhex(story)).decode().replace("-", "a").replace("_", "b")
    assert begins[:4] not in first, "who reads the story must not come nearer to the workshop"


def test_two_stories_are_chosen_where_the_agenda_tells_two(place: Place) -> None:
    id_ = place.workshop(template="90", story=FIRST_PROPOSED, second_story="08-the-audition")
    kinds = [stage["kind"] for stage in shown(place, id_)["agenda"]["stages"]]  # type: ignore[attr-defined]
    assert kinds.count("story") == 2
    sent = {"title": "Spring", "template": "90", "second_story": "99"}
    reply = place.server.post("/desk/new", sent, Cookie=place.cookie)
    assert reply.status == 422
    assert "Choose a story from the list." in reply.text


def test_a_follow_up_asks_what_has_happened_since(place: Place) -> None:
    stages = shown(place, place.workshop(template="follow_up"))["agenda"]["stages"]
    assert isinstance(stages, list)
    (prompt,) = [stage["prompt"] for stage in stages if stage["kind"] == "write"]
    assert prompt.startswith("What has gone wrong, or nearly, since we last met")
    nowhere = place.server.get("/desk/new?follow=nowhere", Cookie=place.cookie)
    assert nowhere.status == 200, "what is not there is not followed up"


def test_an_agenda_that_tells_no_story_asks_for_none(place: Place) -> None:
    place.workshop(template="follow_up", story="own", own_keep="on")
    sent = {"title": "Spring", "template": "60", "story": "own"}
    assert place.server.post("/desk/new", sent, Cookie=place.cookie).status == 422


def test_a_pasted_story_is_laid_out_to_be_checked_and_opens_nothing_yet(place: Place) -> None:
    text = "The lock\n\nI was new.\n\nI forgot the lock.\n\nLesson: Ask twice.\n\n- Ada, engineer"
    sent = {"title": "Spring", "pasted": text, "read_pasted": "1"}
    reply = place.server.post("/desk/new", sent, Cookie=place.cookie)
    assert reply.status == 200
    assert 'value="The lock"' in reply.text and 'value="Spring"' in reply.text


def test_a_text_laid_out_again_leaves_alone_what_was_typed(place: Place) -> None:
    text = "The lock\r\n\r\nI was new.\r\n\r\nI forgot the lock.\r\n\r\nLesson: Ask twice."
    first = lays_out(place, pasted=text)
    assert first["own_title"] == "The lock" and first["own_name"] == ""
    typed = {"own_name": "Ada", "own_title": "The key", "own_lesson": "Ask three times."}
    again = lays_out(place, **{**first, **typed})
    assert {name: again[name] for name in typed} == typed
    other = lays_out(place, **{**again, "pasted": text.replace("was new", "was late")})
    assert other["own_happened"] == "I was late." and other["own_title"] == "The key"


def lays_out(place: Place, **sent: str) -> dict[str, str]:
    """Presses "Fill in the fields", and returns what the form then has."""
    reply = place.server.post("/desk/new", {**sent, "read_pasted": "1"}, Cookie=place.cookie)
    assert reply.status == 200
    short = re.findall(r'name="(own_\w+|laid_out)" value="([^"]*)"', reply.text)
    long = re.findall(r'name="(own_\w+|pasted)"[^>]*>([^<]*)</textarea>', reply.text)
    return {name: unescape(text) for name, text in [*short, *long]}


def test_the_hour_is_meant_where_the_facilitator_is(place: Place) -> None:
    for offset in (0, 330, -480):
        there = datetime.now(UTC) + timedelta(minutes=offset + 90)
        free_at = f"{there:%H:%M}"
        id_ = place.workshop(free_at=f"{free_at} ", offset=str(offset))
        free_by = shown(place, id_)["desk"]["free_by"]
        assert isinstance(free_by, float)
        ahead = free_by - datetime.now(UTC).timestamp()
        assert 88 * 60 <= ahead <= 91 * 60


def test_a_trial_is_opened_with_one_press(place: Place) -> None:
    reply = place.server.post("/desk/trial", {}, Cookie=place.cookie)
    assert reply.status == 303
    assert shown(place, reply.to.split("/")[-2])["workshop"]["trial"] is True


def test_the_pulse_is_off_unless_it_was_chosen(place: Place) -> None:
    for chosen in ("", "room", "summary"):
        seen = shown(place, place.workshop(pulse=chosen))
        assert seen["workshop"]["pulse"] == chosen
        assert ("pulse" in seen) is bool(chosen)
