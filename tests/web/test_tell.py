"""The contributor's pages: telling a story, its receipt, agreeing, lowering a name, withdrawing."""

import re
from html import unescape

import pytest
from msgspec.structs import replace

from tests.live.conftest import Place
from tests.support.beside_contributor import kept
from tests.support.contributing import RECEIPT, Phone, beside, invites
from tests.support.put_teams import put_teams
from workshop.protocol.story import StoryStep, Teller
from workshop.storage.heard_stories import remember_heard
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import accept_story, begin_reading, decline, propose_text
from workshop.stories.ways_out import call_off

CANARY = "prices change in June"


@pytest.fixture
def phone(place: Place) -> Phone:
    made = invites(place.server.data)
    return Phone.by(place.server, made.id, made.secret)


def status(place: Place, phone: Phone) -> str:
    return kept(place.server.data, phone.id).status


def text_of(phone: Phone, path: str = "") -> str:
    reply = phone.sees(path)
    assert reply.status == 200, reply.text
    return unescape(reply.text)


def test_a_story_is_sent_once_and_its_receipt_is_shown_once(place: Place, phone: Phone) -> None:
    assert "One failure that changed how you work" in text_of(phone)
    reply = phone.tells()
    assert (reply.status, reply.to) == (303, f"/tell/{phone.id}/")
    first = text_of(phone)
    secret = RECEIPT.search(first)
    assert secret and "Keep this: it is the only way back to your story" in first
    again = phone.tells(title="Another title", naming="unnamed")
    assert again.status == 303
    second = text_of(phone)
    assert not RECEIPT.search(second) and "Another title" not in second
    assert "A date in the newsletter" in second and "Mara Quill" in second
    other = Phone.by(place.server, phone.id, secret[1])
    assert CANARY in text_of(other)
    assert Phone.by(place.server, phone.id, secret[1]).sees().status == 200


def test_a_name_is_not_raised_by_sending_again(place: Place, phone: Phone) -> None:
    phone.tells(naming="unnamed")
    phone.tells(naming="named")
    phone.sends("name", naming="named")
    words = kept(place.server.data, phone.id).words
    assert words and words.story and words.story.told_by == Teller()
    assert "Told without a name" in text_of(phone) and "Mara" not in text_of(phone)


@pytest.mark.parametrize(
    ("sent", "teller"),
    [
        ({"naming": "named"}, Teller(name="Mara Quill", work="people team")),
        (
            {"naming": "first_name", "first": "Mara Quill", "trade": "people team"},
            Teller(name="Mara", work="people team"),
        ),
        ({"naming": "unnamed"}, Teller()),
    ],
)
def test_the_story_is_signed_as_was_chosen(
    place: Place, phone: Phone, sent: dict[str, str], teller: Teller
) -> None:
    assert phone.tells(**sent).status == 303
    words = kept(place.server.data, phone.id).words
    assert words and words.story and words.story.told_by == teller


@pytest.mark.parametrize(
    ("missing", "said"),
    [
        ({"title": " "}, "no title yet"),
        ({"lesson": ""}, "no lesson yet"),
        ({"context": "", "turn": ""}, "at least two steps"),
        ({"naming": ""}, "Choose how you are named"),
        ({"name": ""}, "Write your name here"),
        ({"naming": "first_name", "first": " "}, "Write your name here"),
        ({"reach": ""}, "Choose where your story may be told"),
        ({"reach": "team"}, "Choose where your story may be told"),
        ({"happened": "x" * 601}, "shorten it by 1"),
        ({"name": "x" * 81}, "The limit is 80 characters"),
        ({"language": "??"}, "not a language tag"),
    ],
)
def test_what_is_missing_is_said_and_nothing_that_was_typed_is_lost(
    place: Place, phone: Phone, missing: dict[str, str], said: str
) -> None:
    reply = phone.tells(**missing)
    text = unescape(reply.text)
    assert reply.status == 422 and said in text
    assert "I wrote the newsletter." in text or "context" in missing
    assert status(place, phone) == "invited"


def test_nothing_else_can_be_sent_in_the_form(place: Place, phone: Phone) -> None:
    for other in ("source", "question", "place", "themes"):
        refused = phone.tells(**{other: "Leeds"})
        assert (refused.status, "This form could not be read" in refused.text) == (400, True)
    assert status(place, phone) == "invited"
    assert phone.tells().status == 303
    words = kept(place.server.data, phone.id).words
    assert words and words.story and not words.packs


def proposed(place: Place, phone: Phone) -> str:
    """The editor proposes another text; gives its hash."""
    story = getattr(kept(place.server.data, phone.id).words, "story", None)
    assert story
    other = replace(story, lesson="Ask the one who knows first.", themes=("dates",))
    assert beside(place.server.data, lambda at: propose_text(at, phone.id, other, "Shorter?"))
    return story_hash(other)


def test_a_proposal_is_shown_as_a_difference_and_agreed_to_by_its_hash(
    place: Place, phone: Phone
) -> None:
    phone.tells()
    hash_ = proposed(place, phone)
    text = text_of(phone)
    assert "Shorter?" in text and "dates" in text
    assert re.search(r"Removed: </span><del>before you write a date\.</del>", text)
    assert re.search(r"Added: </span><ins>first\.</ins>", text)
    phone.sends("agree", hash="0" * 64)
    assert status(place, phone) == "your_turn"
    phone.sends("agree", hash=hash_)
    assert status(place, phone) == "ready" and "Ready to be told" in text_of(phone)


def test_a_text_of_ones_own_is_the_other_answer(place: Place, phone: Phone) -> None:
    phone.tells(naming="unnamed")
    hash_ = proposed(place, phone)
    assert "Ask the one who knows first." in text_of(phone, "change")
    assert f'name="hash" value="{hash_}"' in text_of(phone, "change")
    reply = phone.sends("change", context="A letter.", happened="", turn="", lesson="Ask.")
    assert reply.status == 422 and "no title yet" in reply.text
    sent = {"context": "A letter.", "happened": "It was wrong.", "lesson": "Ask.", "title": "Ask"}
    assert phone.sends("change", **sent, hash=hash_).status == 303
    words = kept(place.server.data, phone.id).words
    assert words and words.story and words.proposal is None
    assert words.story.told_by == Teller() and words.story.themes == ("dates",)
    assert words.story.steps[0] == StoryStep(kind="context", text="A letter.")
    assert status(place, phone) == "received"
    assert phone.sees("change").status == 303


def test_an_answer_to_another_proposal_agrees_to_nothing_of_one_that_was_not_seen(
    place: Place, phone: Phone
) -> None:
    phone.tells()
    proposed(place, phone)
    sent = {"context": "A letter.", "happened": "It was wrong.", "lesson": "Ask.", "title": "Ask"}
    assert phone.sends("change", **sent, hash="0" * 64).status == 303
    words = kept(place.server.data, phone.id).words
    assert words and words.story and words.story.themes == () and words.story.questions == ()
    assert words.story.lesson == "Ask." and status(place, phone) == "received"


def test_where_it_stands_is_said(place: Place, phone: Phone) -> None:
    phone.tells()
    text_of(phone)
    assert "It has arrived." in text_of(phone)
    beside(place.server.data, lambda at: begin_reading(at, phone.id))
    assert "It is being read." in text_of(phone)
    beside(place.server.data, lambda at: accept_story(at, phone.id))
    assert "Ready to be told" in text_of(phone)
    for workshop, said in (("w1", "Told in 1 workshop<"), ("w2", "Told in 2 workshops<")):
        heard = workshop, f"team of {workshop}"
        beside(place.server.data, lambda at, heard=heard: put_teams(at.session, heard[1]))
        beside(
            place.server.data,
            lambda at, heard=heard: remember_heard(at.session, [phone.id], *heard),
        )
        assert said in text_of(phone)


def test_of_a_story_that_was_not_taken_the_reason_stays(place: Place, phone: Phone) -> None:
    phone.tells()
    text_of(phone)
    beside(place.server.data, lambda at: decline(at, phone.id, "It names a customer."))
    text = text_of(phone)
    assert "It names a customer." in text and "Your text was erased here." in text
    assert CANARY not in text and "Withdraw the story" not in text


def test_a_lowered_name_is_lowered_everywhere_and_never_raised(place: Place, phone: Phone) -> None:
    phone.tells()
    beside(place.server.data, lambda at: accept_story(at, phone.id))
    id_ = place.workshop(story=phone.id)
    for naming in ("first_name", "named", "odd"):
        phone.sends("name", naming=naming)
    assert "<bdi>Mara</bdi>" in text_of(phone) and "Quill" not in text_of(phone)
    desk = place.server.boot(f"/desk/{id_}/", place.cookie)
    assert "Mara" in str(desk) and "Quill" not in str(desk)


def test_a_withdrawn_story_leaves_the_shelf_and_a_workshop_that_waits(
    place: Place, phone: Phone
) -> None:
    phone.tells()
    beside(place.server.data, lambda at: accept_story(at, phone.id))
    id_ = place.workshop(story=phone.id)
    assert CANARY in str(place.server.boot(f"/desk/{id_}/", place.cookie))
    assert phone.sends("withdraw", sure="yes").status == 303
    assert CANARY not in str(place.server.boot(f"/desk/{id_}/", place.cookie))
    assert place.server.get(f"/desk/stories/{phone.id}", Cookie=place.cookie).status == 404
    text = text_of(phone)
    assert "Nothing of it is left here." in text and CANARY not in text
    assert phone.tells().status == 303 and "Nothing of it is left here." in text_of(phone)


def test_a_story_that_its_team_takes_out_leaves_a_workshop_that_waits(
    place: Place, phone: Phone
) -> None:
    phone.tells()
    beside(place.server.data, lambda at: accept_story(at, phone.id))
    id_ = place.workshop(story=phone.id)
    path = f"/desk/stories/{phone.id}/delete"
    asked = place.server.get(path, Cookie=place.cookie)
    assert "workshops that have not told it yet tell another one" in asked.text
    assert CANARY in str(place.server.boot(f"/desk/{id_}/", place.cookie))
    assert place.server.post(path, {"sure": "yes"}, Cookie=place.cookie).status == 303
    assert CANARY not in str(place.server.boot(f"/desk/{id_}/", place.cookie))
    assert "Your text was erased here." in text_of(phone)


def test_every_other_contribution_is_as_one_that_is_not(place: Place, phone: Phone) -> None:
    other = invites(place.server.data)
    Phone.by(place.server, other.id, other.secret).tells()
    for path in ("", "change", "terms"):
        answers = []
        for id_ in (other.id, "0" * 16):
            reply = place.server.get(f"/tell/{id_}/{path}", Cookie=phone.cookie)
            answers.append((reply.status, reply.text.replace(id_, "")))
        assert answers[0] == answers[1] and answers[0][0] == 401
    for path in ("send", "agree", "change", "name", "withdraw"):
        for cookie in (phone.cookie, place.cookie, ""):
            reply = place.server.post(f"/tell/{other.id}/{path}", {"sure": "yes"}, Cookie=cookie)
            assert reply.status == 401
    assert kept(place.server.data, other.id).status == "received"


def test_a_form_of_another_site_is_refused(place: Place, phone: Phone) -> None:
    for path in ("send", "withdraw"):
        reply = place.server.post(
            f"/tell/{phone.id}/{path}", {}, Cookie=phone.cookie, Origin="https://elsewhere.example"
        )
        assert reply.status == 403


def test_an_invitation_that_was_called_off_opens_nothing(place: Place, phone: Phone) -> None:
    beside(place.server.data, lambda at: call_off(at, phone.id))
    assert phone.sees().status == 404 and phone.tells().status == 404


def test_no_search_engine_lists_it_and_no_page_of_words_is_compressed(phone: Phone) -> None:
    phone.tells()
    reply = phone.server.get(f"/tell/{phone.id}/", Cookie=phone.cookie, Accept_Encoding="gzip")
    assert reply.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert reply.headers["Content-Encoding"] is None and CANARY in reply.text
    assert reply.headers["Referrer-Policy"] == "same-origin"


def test_the_language_that_was_chosen_stays(phone: Phone) -> None:
    assert "?language=de" in phone.sees("?language=de").text
    reply = phone.server.post(
        f"/tell/{phone.id}/send?language=de", {"title": "x"}, Cookie=phone.cookie
    )
    assert 'lang="de"' in reply.text
