"""The agenda of an open workshop in its form: what has opened stands still, what comes is free, and
nothing that was typed is lost."""

import re
from html import unescape
from urllib.parse import urlencode

import pytest

from tests.live.conftest import Place
from tests.support.server import FORM, Reply
from tests.support.waiting import until
from tests.web.test_change import Changing

FIELD = re.compile(
    r'<(?:input|textarea)[^>]* name="([^"]+)"[^>]*?(?: value="([^"]*)"[^>]*)?>'
    r"(?:([^<]*)</textarea>)?"
)
CHOSEN = re.compile(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', re.DOTALL)
OPTION = re.compile(r'<option value="([^"]*)" selected>')


def form(changing: Changing) -> dict[str, list[str]]:
    """Returns the fields that the form would send as it stands."""
    page, _, _ = changing.page("agenda").partition("<template")
    sent: dict[str, list[str]] = {}
    for name, value, text in FIELD.findall(page):
        sent.setdefault(name, []).append(value or text)
    for name, options in CHOSEN.findall(page):
        if name != "add":
            sent[name] = OPTION.findall(options) or [""]
    return sent


def sends(changing: Changing, sent: dict[str, list[str]]) -> Reply:
    path, cookie = f"/desk/{changing.id}/change/agenda", changing.place.cookie
    body = urlencode(sent, doseq=True)
    return changing.place.server.ask("POST", path, body, Content_Type=FORM, Cookie=cookie)


def saves(changing: Changing, sent: dict[str, list[str]]) -> None:
    """Saves what changes something, and returns once every view shows it."""
    before = changing.rev()
    reply = sends(changing, sent)
    assert reply.status == 303, unescape(reply.text)
    until(lambda: changing.rev() > before)


def stages(changing: Changing) -> list[dict[str, object]]:
    return list(changing.shown()["agenda"]["stages"])  # type: ignore[call-overload]


def ids(changing: Changing) -> list[object]:
    return [stage["id"] for stage in stages(changing)]


@pytest.fixture
def changing(place: Place) -> Changing:
    return Changing(place, place.workshop(title="Spring", team="Payments"))


def test_saved_as_it_stands_it_changes_nothing(changing: Changing) -> None:
    changing.goes("write")
    before = changing.shown()
    assert sends(changing, form(changing)).status == 303
    after = changing.shown()
    for path in ("agenda", "desk", "now"):
        assert after[path] == before[path]


def test_stages_to_come_move_go_come_and_get_other_words(changing: Changing) -> None:
    changing.goes("write")
    sent = form(changing)
    order = sent["stage[]"]
    order.remove("talk")
    order.insert(order.index("vote") + 1, "1")
    order.remove("look_through")
    order.insert(order.index("write") + 1, "look_through")
    sent |= {"kind-1": ["talk"], "minutes-1": ["9"], "name-1": ["A walk"], "prompt-1": [""],
             "second_prompt-1": [""], "cue-1": ["Go outside."], "minutes-vote": ["8"],
             "votes_each-vote": ["2"], "prompt-lessons": ["What stays?"]}  # fmt: skip
    saves(changing, sent)
    seen = {stage["id"]: stage for stage in stages(changing)}
    assert ids(changing)[-4:] == ["vote", "talk", "commit", "finish"]
    assert (seen["talk"]["name"], seen["talk"]["minutes"]) == ("A walk", 9)
    assert seen["talk"]["prompt"] == "What makes this easy to happen here?"
    assert (seen["vote"]["minutes"], seen["lessons"]["prompt"]) == (8, "What stays?")


def test_a_question_is_changed_before_its_stage_and_added_to_after(changing: Changing) -> None:
    sent = form(changing)
    sent["prompt-write"] = ["What broke?"]
    saves(changing, sent)
    changing.goes("write")
    sent = form(changing)
    assert sent["prompt-write"] == ["What broke?"]
    sent["added-write"] = ["A small thing counts, too."]
    sent["cue-write"] = ["Be quiet."]
    saves(changing, sent)
    write = next(stage for stage in stages(changing) if stage["id"] == "write")
    assert write["prompt"] == "What broke? A small thing counts, too."
    assert write["added"] == "A small thing counts, too."
    assert "Be quiet." in str(changing.shown()["desk"]["cues"])


def test_too_late_is_said_at_the_field_and_the_words_are_kept(changing: Changing) -> None:
    sent = form(changing)
    sent["prompt-write"], sent["minutes-story"] = ["What broke?"], ["9"]
    changing.goes("story")
    changing.goes("write")
    reply = sends(changing, sent)
    page = unescape(reply.text)
    assert reply.status == 422
    for words in (
        "Stage 2, Minutes: can no longer be changed: its stage has opened.",
        "can no longer be changed: its stage has opened. You can add to it.",
        "What broke?",
    ):
        assert words in page
    assert "What broke?" not in str(stages(changing))


def test_what_another_desk_has_changed_is_not_written_over_unread(changing: Changing) -> None:
    stale, first = form(changing), form(changing)
    first["minutes-talk"] = ["7"]
    saves(changing, first)
    stale["minutes-talk"] = ["3"]
    reply = sends(changing, stale)
    assert reply.status == 422 and "at another desk in the meantime" in reply.text
    minutes = {stage["id"]: stage["minutes"] for stage in stages(changing)}
    assert minutes["talk"] == 7
    (fresh,) = re.findall(r'name="seen" value="(\w+)"', reply.text)
    stale["seen"] = [fresh]
    saves(changing, stale)
    assert {stage["id"]: stage["minutes"] for stage in stages(changing)}["talk"] == 3


def test_what_cannot_be_led_is_said_and_nothing_is_changed(changing: Changing) -> None:
    before = ids(changing)
    sent = form(changing)
    sent["minutes-talk"] = ["soon"]
    sent["stage[]"].remove("finish")
    page = unescape(sends(changing, sent).text)
    assert "must be a whole number from 1 to 120" in page
    assert "An agenda must end with “Finish”" in page
    assert 'value="soon"' in page
    assert ids(changing) == before


@pytest.mark.parametrize("press", ["up:lessons", "down:talk", "remove:talk", "add", "open:vote"])
def test_without_scripts_each_button_shows_the_form_again(changing: Changing, press: str) -> None:
    sent = form(changing) | {"do": [press], "add": ["talk"], "cue-vote": ["Typed."]}
    reply = sends(changing, sent)
    assert reply.status == 200 and "Typed." in reply.text and "Not saved yet." in reply.text
    assert "Typed." not in str(changing.shown()["desk"]["cues"])


@pytest.mark.parametrize("press", ["up:look_through", "down:write", "remove:write", "up:arrive"])
def test_without_scripts_what_has_opened_neither_moves_nor_goes(
    changing: Changing, press: str
) -> None:
    changing.goes("write")
    sent = form(changing)
    keys = re.compile(r'name="stage\[\]" value="(\w+)"')
    reply = sends(changing, sent | {"do": [press]})
    assert keys.findall(reply.text.partition("<template")[0]) == sent["stage[]"]
