"""A proposal to somebody who told by a file: they agree to exactly its text, by one more file."""

import re
from html import unescape
from typing import Any

import pytest

from tests.live.conftest import Place
from tests.stories.test_contributing import DAY
from tests.support.answer_files import answer_to, imports, invited_by_file
from tests.support.beside_contributor import kept
from tests.support.contributing import Phone, beside, invites
from tests.support.server import Reply
from tests.web.test_answer_files import TOLD, get, post, refused, seen
from tests.web.test_story_editing import changes
from workshop.protocol.story import Story
from workshop.storage.library_stories import added_story
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import accept


def told(place: Place) -> str:
    """The id of a story that came by a file."""
    id_ = invited_by_file(place)
    assert imports(place, answer_to(place, id_)).status == 303
    return id_


def proposes(place: Place, id_: str, lesson: str = "Ask three times.") -> None:
    get(place, f"{TOLD}{id_}")
    sent = changes(place, id_, own_lesson=lesson, do="send")
    reply = post(place, f"{TOLD}{id_}/propose", **sent)
    assert reply.status == 303 and reply.to.endswith(f"{TOLD}{id_}"), reply.text


def file_of(place: Place, id_: str) -> Reply:
    return place.server.get(f"{TOLD}{id_}/proposal", Cookie=place.cookie)


def agreement(place: Place, id_: str, **changed: Any) -> dict[str, Any]:
    """The answer that the file of a proposal saves."""
    found = dict(re.findall(r'data-(contribution|code|hash)="(\w+)"', file_of(place, id_).text))
    kind = {"format": "failure-workshop-agreement", "version": 1, "day": DAY}
    return {**kind, **found, **changed}


def in_library(place: Place, id_: str) -> Story | None:
    found = beside(place.server.data, lambda at: added_story(at.session, id_))
    return found.story if found else None


def test_a_proposal_is_a_file_that_shows_the_difference_and_fetches_nothing(place: Place) -> None:
    id_ = told(place)
    proposes(place, id_)
    reply = file_of(place, id_)
    text = unescape(reply.text)
    assert reply.headers["Content-Disposition"] == "attachment; filename=proposal.html"
    assert "<del>twice.</del>" in text and "<ins>three times.</ins>" in text
    assert "Jo Bell proposes changes to your story." in text and "/static/" not in text
    assert not re.search(r'(?:src|href|action)="(?!#)', text)
    assert f"{TOLD}{id_}/proposal" in get(place, f"{TOLD}{id_}")


def test_who_agrees_by_a_file_has_agreed_to_exactly_that_text(place: Place) -> None:
    id_ = told(place)
    proposes(place, id_)
    assert in_library(place, id_) is None
    answer = agreement(place, id_)
    assert imports(place, answer).status == 303
    story = in_library(place, id_)
    assert story and story.lesson == "Ask three times." and story_hash(story) == answer["hash"]
    assert "already arrived" in refused(place, answer)


def test_an_answer_agrees_to_no_later_proposal(place: Place) -> None:
    id_ = told(place)
    proposes(place, id_)
    older = agreement(place, id_)
    assert post(place, f"{TOLD}{id_}/proposal/back").status == 303
    assert "a different text" in refused(place, older)
    proposes(place, id_, "Never ask.")
    assert "a different text" in refused(place, older)
    newer = agreement(place, id_)
    assert "not made with" in refused(place, older | {"hash": newer["hash"]})
    assert in_library(place, id_) is None


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"code": "0" * 32}, "was not made with the invitation"),
        ({"hash": "x"}, "⁨hash⁩: must be"),
        ({"story": {}}, "⁨story⁩: is not known here"),
        ({"version": 2}, "from a newer program"),
    ],
)
def test_what_is_wrong_in_an_agreement_is_said(
    place: Place, changed: dict[str, Any], said: str
) -> None:
    id_ = told(place)
    proposes(place, id_)
    assert said in refused(place, agreement(place, id_, **changed))
    assert kept(place.server.data, id_).status == "your_turn"


def test_the_answer_of_the_invitation_agrees_to_no_proposal(place: Place) -> None:
    id_ = told(place)
    proposes(place, id_)
    beforehand = invited_by_file(place, "for Ben")
    first = answer_to(place, beforehand)
    assert imports(place, first).status == 303
    proposes(place, beforehand)
    assert "already arrived" in refused(place, first)
    assert kept(place.server.data, beforehand).status == "your_turn"


def test_a_proposal_that_is_taken_back_leaves_the_story_as_it_was_sent(place: Place) -> None:
    id_ = told(place)
    proposes(place, id_)
    assert post(place, f"{TOLD}{id_}/proposal/back").status == 303
    assert place.server.get(f"{TOLD}{id_}/proposal", Cookie=place.cookie).status == 404
    assert post(place, f"{TOLD}{id_}/take", seen=seen(place, id_)).status == 303
    story = in_library(place, id_)
    assert story and story.lesson == "Ask twice."


def test_who_told_by_a_link_is_proposed_to_on_their_page(place: Place) -> None:
    made = invites(place.server.data)
    Phone.by(place.server, made.id, made.secret).tells()
    get(place, f"{TOLD}{made.id}")
    sent = changes(place, made.id, own_lesson="Ask.", do="send")
    assert post(place, f"{TOLD}{made.id}/propose", **sent).status == 303
    assert place.server.get(f"{TOLD}{made.id}/proposal", Cookie=place.cookie).status == 404
    assert post(place, f"{TOLD}{made.id}/proposal/back").status == 409
    assert not beside(place.server.data, lambda at: accept(at, made.id))
