"""The first questions of a new workshop's form, and how they keep it from opening."""

import pytest

from tests.live.conftest import Place
from tests.web.test_new import shown

FORM = {"title": "Spring", "team": "Payments", "template": "60"}
YES = ("accident", "case", "layoffs", "conflict")


def sent(place: Place, **fields: str) -> tuple[int, str]:
    """How the form is answered, and the page."""
    reply = place.server.post("/desk/new", {**FORM, **fields}, Cookie=place.cookie)
    return reply.status, reply.text


def test_a_workshop_needs_a_contact_or_that_there_is_nobody(place: Place) -> None:
    status, text = sent(place, support=" ")
    assert status == 422 and "Name someone, or tick that there is nobody." in text
    assert 'value="Spring"' in text
    assert sent(place, support="", nobody="1")[0] == 303
    assert sent(place, support="Kim, room 4")[0] == 303


@pytest.mark.parametrize("question", YES)
def test_a_yes_before_anything_is_answered_with_another_month_and_may_go_on(
    place: Place, question: str
) -> None:
    status, text = sent(place, support="Kim", **{question: "1"})
    assert status == 422 and "You said yes to at least one of the questions." in text
    assert f'name="{question}" value="1" checked' in text
    assert sent(place, support="Kim", all_the_same="1", **{question: "1"})[0] == 303


def test_votes_are_live_whoever_has_a_say_unless_hidden_was_chosen(place: Place) -> None:
    hidden = {
        (say, votes): shown(place, place.workshop(say=say, **({"votes": votes} if votes else {})))[
            "workshop"
        ]["votes_hidden"]
        for say in ("yes", "no")
        for votes in ("", "live", "hidden")
    }
    assert hidden == {
        ("yes", ""): False, ("yes", "live"): False, ("yes", "hidden"): True,
        ("no", ""): False, ("no", "live"): False, ("no", "hidden"): True,
    }  # fmt: skip
    empty = place.server.get("/desk/new", Cookie=place.cookie).text
    assert 'name="say" value="yes" checked' in empty
    assert 'name="votes" value="live" checked' in empty


def test_both_keeps_the_room_and_its_wifi_and_says_that_there_is_a_call(place: Place) -> None:
    seen = shown(place, place.workshop(place="both", wifi="Guests"))
    assert (seen["workshop"]["remote"], seen["workshop"]["hybrid"]) == (False, True)
    assert seen["wifi"]["name"] == "Guests"
    alone = shown(place, place.workshop(place="remote"))["workshop"]
    assert (alone["remote"], alone["hybrid"]) == (True, False)
