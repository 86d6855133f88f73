"""An invitation that is a file, and its answer, which the desk imports strictly."""

import base64
import hashlib
import json
import re
from html import unescape
from typing import Any

import pytest

from tests.live.conftest import Place
from tests.support.answer_files import INVITE, answer_to, file_of, imports, invited_by_file
from tests.support.beside_contributor import kept
from tests.support.contributing import Phone, invites
from workshop.protocol.story import Teller
from workshop.stories.consent_hash import story_hash

TOLD = "/desk/stories/told/"


def get(place: Place, path: str) -> str:
    reply = place.server.get(path, Cookie=place.cookie)
    assert reply.status == 200, reply.text
    return unescape(reply.text)


def post(place: Place, path: str, **fields: str) -> Any:
    return place.server.post(path, fields, Cookie=place.cookie)


def seen(place: Place, id_: str) -> str:
    words = kept(place.server.data, id_).words
    assert words and words.story
    return story_hash(words.story)


def refused(place: Place, answer: dict[str, Any] | str | bytes) -> str:
    """Returns the page for an answer that changes nothing."""
    reply = imports(place, answer)
    assert reply.status == 422, reply.text
    return unescape(reply.text)


def test_an_invitation_is_saved_as_a_file_that_fetches_nothing(place: Place) -> None:
    id_ = invited_by_file(place)
    reply = file_of(place, id_)
    assert reply.headers["Content-Disposition"] == "attachment; filename=invitation.html"
    assert "Jo Bell has asked you for a story." in reply.text
    assert "Send this file to Jo Bell." in reply.text and "/static/" not in reply.text
    assert not re.search(r'(?:src|href|action)="(?!#)', reply.text)
    assert file_of(place, id_).text == reply.text


@pytest.mark.parametrize("part", ["style", "script"])
def test_the_file_may_use_its_own_style_and_module_and_nothing_else(
    place: Place, part: str
) -> None:
    text = file_of(place, invited_by_file(place)).text
    policy = unescape(str(re.findall(r'Policy" content="([^"]+)"', text)[0]))
    inside = re.findall(rf"<{part}[^>]*>(.*?)</{part}>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
    assert len(inside) == 1 and f"{part}-src 'sha256-{digest}'" in policy
    assert "default-src 'none'" in policy and " style=" not in text


def test_a_name_is_only_text_in_the_file(place: Place) -> None:
    text = file_of(place, invited_by_file(place, name='"><script>alert(1)</script>')).text
    assert len(re.findall("<script", text)) == 1 and "alert(1)" in text


def test_the_file_speaks_the_language_of_the_page(place: Place) -> None:
    text = file_of(place, invited_by_file(place), "?language=ar").text
    assert 'lang="ar" dir="rtl"' in text


def test_a_file_needs_a_name_to_which_its_answer_is_sent(place: Place) -> None:
    reply = post(place, INVITE, label="for Zoe", name=" ", do="file")
    assert reply.status == 422 and "Write your name" in reply.text
    assert "for Zoe" not in get(place, TOLD)


def test_an_answer_becomes_the_story_of_its_invitation(place: Place) -> None:
    id_ = invited_by_file(place)
    reply = imports(place, answer_to(place, id_))
    assert (reply.status, reply.to) == (303, f"{TOLD}{id_}")
    one = kept(place.server.data, id_)
    assert one.status == "received" and one.words and one.words.story
    assert one.words.story.told_by == Teller(name="Mara", work="people team")
    assert (one.words.agreed, one.words.naming) == ("2026-03-03", "first_name")
    text = get(place, f"{TOLD}{id_}")
    assert "It came as a file." in text and "Propose changes" in text


def test_a_second_answer_changes_nothing_and_is_told_that_one_came(place: Place) -> None:
    id_ = invited_by_file(place)
    answer = answer_to(place, id_)
    assert imports(place, answer).status == 303
    answer["story"]["title"] = "Another"
    assert "already arrived" in refused(place, answer)
    words = kept(place.server.data, id_).words
    assert words and words.story and words.story.title == "The lock"


def test_an_answer_that_was_not_made_with_the_invitation_is_refused(place: Place) -> None:
    id_, other = invited_by_file(place), invited_by_file(place, "for Ben")
    stranger = answer_to(place, id_) | {"code": answer_to(place, other)["code"]}
    assert "was not made with the invitation" in refused(place, stranger)
    linked = invites(place.server.data).id
    wrong = answer_to(place, id_) | {"contribution": linked}
    assert "was not made with the invitation" in refused(place, wrong)
    nobody = answer_to(place, id_) | {"contribution": "0" * 16}
    assert "does not belong to any" in refused(place, nobody)
    assert kept(place.server.data, id_).status == "invited"


def test_an_answer_to_an_invitation_that_was_withdrawn_is_refused(place: Place) -> None:
    id_ = invited_by_file(place)
    answer = answer_to(place, id_)
    assert post(place, f"{INVITE}/{id_}/withdraw").status == 303
    assert "does not belong to any" in refused(place, answer)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"themes": []}, "⁨themes⁩: is not known here"),
        ({"story": {"source": "Elsewhere"}}, "⁨source⁩: is not known here"),
        ({"naming": "loud"}, "⁨naming⁩: must be one of"),
        ({"reach": "team"}, "Choose where your story may be told"),
        ({"packs": "yes"}, "⁨packs⁩: must be true or false"),
        ({"day": "yesterday"}, "⁨day⁩: must be a day"),
        ({"code": "x"}, "⁨code⁩: must be"),
        ({"terms": "0"}, "agrees to other terms"),
        ({"name": ""}, "Write your name here"),
        ({"name": "x" * 81}, "⁨name⁩: must have at most"),
        ({"version": 2}, "from a newer program"),
        ({"version": True}, "not an answer"),
        ({"format": "other"}, "not an answer"),
        ({"story": {"title": " \u0000\n"}}, "⁨title⁩: must not be empty"),
        ({"story": {"lesson": "x" * 141}}, "⁨lesson⁩: must have at most"),
        ({"story": {"language": "??"}}, "must be a language tag"),
        ({"story": {"steps": [{"kind": "now", "text": "I ask."}]}}, "at least"),
    ],
)
def test_what_is_wrong_in_an_answer_is_said_with_its_place(
    place: Place, changed: dict[str, Any], said: str
) -> None:
    id_ = invited_by_file(place)
    answer = answer_to(place, id_)
    story = {**answer["story"], **changed.get("story", {})}
    assert said in refused(place, {**answer, **changed, "story": story})
    assert kept(place.server.data, id_).status == "invited"


def test_hostile_files_are_refused_in_a_sentence(place: Place) -> None:
    good = json.dumps(answer_to(place, invited_by_file(place)))
    assert "the limit is 32 KB" in refused(place, good + " " * 33_000)
    assert "appears twice" in refused(place, good[:-1] + ',"code":"x"}')
    for deep in ('{"a":' * 5_000, "[" * 30_000):
        # How deep a Python reads before it gives up is different in each version.
        assert re.search("not an answer|read past line 1", refused(place, deep))
    assert "not an answer" in refused(place, b"\xff\xfe\x00")
    assert "not an answer" in refused(place, "1" * 5_000)
    assert "read past line 1" in refused(place, good[:-1])
    nested = good[:-1] + ',"x":' + "[" * 400 + "]" * 400 + "}"
    assert "⁨x⁩: is not known here" in refused(place, nested)


def test_what_the_naming_leaves_out_is_not_kept(place: Place) -> None:
    id_ = invited_by_file(place)
    sent = answer_to(place, id_, naming="unnamed", name="Mara Quill", work="people team")
    assert imports(place, sent).status == 303
    words = kept(place.server.data, id_).words
    assert words and words.story and words.story.told_by == Teller()


def test_no_day_of_a_consent_is_later_than_today(place: Place) -> None:
    id_ = invited_by_file(place)
    assert imports(place, answer_to(place, id_, day="2199-01-01")).status == 303
    words = kept(place.server.data, id_).words
    assert words and words.agreed < "2199"


def test_the_desk_says_less_of_a_teller_who_asks_for_it_and_never_more(place: Place) -> None:
    id_ = invited_by_file(place)
    imports(place, answer_to(place, id_))
    assert post(place, f"{TOLD}{id_}/take", seen=seen(place, id_)).status == 303
    workshop, row = place.workshop(story=id_), f"{TOLD}{id_}/name"
    assert "Mara" in str(place.server.boot(f"/desk/{workshop}/", place.cookie)["snapshot"])
    assert row in get(place, TOLD)
    assert "Remove the surname" not in get(place, f"{TOLD}{id_}/name")
    for naming, status in (("named", 404), ("first_name", 404), ("loud", 400)):
        sent = {"naming": naming, "seen": seen(place, id_)}
        assert post(place, f"{TOLD}{id_}/name", **sent).status == status
    assert post(place, f"{TOLD}{id_}/name", naming="unnamed", seen="0").status == 409
    sent = {"naming": "unnamed", "seen": seen(place, id_)}
    assert place.server.post(f"{TOLD}{id_}/name", sent).status == 401
    assert post(place, f"{TOLD}{id_}/name", **sent).status == 303
    words = kept(place.server.data, id_).words
    assert words and words.story and words.story.told_by == Teller()
    assert "Mara" not in str(place.server.boot(f"/desk/{workshop}/", place.cookie)["snapshot"])
    assert place.server.get(f"{TOLD}{id_}/name", Cookie=place.cookie).status == 404
    assert row not in get(place, TOLD)


def test_who_tells_by_a_link_says_less_of_themselves_on_their_own_page(place: Place) -> None:
    made = invites(place.server.data)
    Phone.by(place.server, made.id, made.secret).tells()
    assert place.server.get(f"{TOLD}{made.id}/name", Cookie=place.cookie).status == 404


def test_the_desk_withdraws_a_story_whose_teller_says_so(place: Place) -> None:
    id_ = invited_by_file(place)
    answer = answer_to(place, id_)
    imports(place, answer)
    assert post(place, f"{TOLD}{id_}/take", seen=seen(place, id_)).status == 303
    workshop = place.workshop(story=id_)
    assert "both were inside" in str(place.server.boot(f"/desk/{workshop}/", place.cookie))
    assert "if its contributor has asked you to" in get(place, f"{TOLD}{id_}/withdraw")
    assert post(place, f"{TOLD}{id_}/withdraw", seen=seen(place, id_)).status == 200
    assert kept(place.server.data, id_).status == "ready"
    sent = {"seen": seen(place, id_), "sure": "yes"}
    assert post(place, f"{TOLD}{id_}/withdraw", **sent).status == 303
    one = kept(place.server.data, id_)
    assert one.status == "withdrawn" and one.words is None
    assert "both were inside" not in str(place.server.boot(f"/desk/{workshop}/", place.cookie))
    assert place.server.get(f"/desk/stories/{id_}", Cookie=place.cookie).status == 404
    assert "has ended here" in refused(place, answer)


def test_only_the_desk_saves_invitations_and_imports_answers(place: Place) -> None:
    id_ = invited_by_file(place)
    for path in (f"{INVITE}/{id_}/file", f"{INVITE}/{id_}/file/save", "/desk/stories/answers"):
        assert place.server.get(path).status == 401
    assert place.server.post(f"{TOLD}{id_}/withdraw", {"sure": "yes"}).status == 401
    linked = invites(place.server.data).id
    reply = place.server.get(f"{INVITE}/{linked}/file/save", Cookie=place.cookie)
    assert reply.status == 404
