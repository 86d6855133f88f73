"""Stories that are being told, at the desk: inviting, reading, taking, proposing and declining."""

import re
from html import unescape

import pytest

from tests.live.conftest import Place
from tests.support.beside_contributor import STORY, kept, library_of, sends
from tests.support.server import Reply
from workshop.storage.library_stories import added_story
from workshop.stories.consent_hash import story_hash

SHELF = "/desk/stories/"
HOME = "/desk/"
TOLD, INVITE = "/desk/stories/told/", "/desk/stories/invite"
LINK = re.compile(r"/enter#([\w-]+)")


def get(place: Place, path: str) -> Reply:
    return place.server.get(path, Cookie=place.cookie)


def post(place: Place, path: str, **fields: str) -> Reply:
    return place.server.post(path, fields, Cookie=place.cookie)


def invites(place: Place, label: str) -> tuple[str, str]:
    """An invitation's id, and the secret of its link."""
    assert post(place, INVITE, label=label).status == 303
    shown = LINK.search(get(place, INVITE).text)
    rows = [one for one in get(place, TOLD).text.split("<li") if f">{label}</p>" in one]
    found = re.search(r"/invite/(\w+)/withdraw", rows[0])
    assert shown and found
    return found[1], shown[1]


def told(place: Place, label: str, **changed: object) -> str:
    """The id of a story that its contributor has sent."""
    id_, _ = invites(place, label)
    sends(place.server.data, id_, **changed)
    return id_


def form_of(reply: Reply) -> dict[str, str]:
    """Returns the fields that a page's form would send as it is."""
    assert reply.status == 200, reply.text
    fields = re.findall(r'<input[^>]* name="(\w+)" value="([^"]*)"', reply.text)
    texts = re.findall(r'<textarea[^>]* name="(\w+)"[^>]*>([^<]*)<', reply.text)
    return {name: unescape(value) for name, value in [*fields, *texts]}


def changes(place: Place, id_: str, **changed: str) -> dict[str, str]:
    return {**form_of(get(place, f"{TOLD}{id_}/propose")), **changed}


def test_an_invitation_s_link_is_shown_once_and_leads_to_its_story(place: Place) -> None:
    id_, secret = invites(place, "for Mara")
    assert not LINK.search(get(place, INVITE).text)
    traded = place.server.trade(secret)
    assert traded.status == 200 and f"/tell/{id_}/" in traded.text
    assert place.server.trade(secret).status == 403
    assert "for Mara" in get(place, TOLD).text


def test_the_form_of_a_laptop_says_where_its_link_ends_and_who_can_read(place: Place) -> None:
    text = get(place, INVITE).text
    assert "only while this laptop is on this network" in text
    assert "Anyone who leads here can read the story." in text
    assert "Paste a story from a message" in text
    assert 'href="/desk/stories/add"' in text
    assert post(place, INVITE, label="x" * 61).status == 422


def test_an_unused_invitation_is_withdrawn_with_its_link(place: Place) -> None:
    id_, secret = invites(place, "for Ned")
    assert post(place, f"{INVITE}/{id_}/withdraw").status == 303
    assert "for Ned" not in get(place, TOLD).text
    assert place.server.trade(secret).status not in (200, 303)
    assert post(place, f"{INVITE}/{id_}/withdraw").status == 404


def test_an_invitation_is_no_longer_withdrawn_once_the_story_came(place: Place) -> None:
    id_, secret = invites(place, "for Oda")
    sends(place.server.data, id_)
    assert post(place, f"{INVITE}/{id_}/withdraw").status == 409
    assert kept(place.server.data, id_).status == "received"
    assert place.server.trade(secret).status == 200


def test_whoever_reads_a_story_is_seen_to_read_it(place: Place) -> None:
    id_ = told(place, "for Pia", naming="unnamed")
    assert kept(place.server.data, id_).status == "received"
    text = unescape(get(place, f"{TOLD}{id_}").text)
    assert all(step.text in text for step in STORY.steps) and STORY.lesson in text
    assert "It is told without a name." in text and "Any workshop here may hear it." in text
    assert "It does not go into packs" in text and "Mara" not in text
    assert kept(place.server.data, id_).status == "being_read"


def test_the_list_says_how_each_stands_and_nothing_about_when(place: Place) -> None:
    read, waits = told(place, "for Quin", title="Zebra"), told(place, "for Rae", title="Aardvark")
    text = get(place, TOLD).text
    assert text.index("Aardvark") < text.index("Zebra")
    assert f"{TOLD}{read}" in text and f"{TOLD}{waits}" in text
    assert not re.search(r"20\d\d|\d:\d\d", re.sub(r"<[^>]*>", "", text))


@pytest.mark.parametrize(("path", "link"), [(SHELF, "Stories being told"), (HOME, "Stories")])
def test_what_is_to_be_read_is_counted_and_not_what_waits_for_others(
    place: Place, path: str, link: str
) -> None:
    def count() -> int:
        found = re.search(rf">{link}(?: \((\d+) to read\))?</a>", get(place, path).text)
        assert found
        return int(found[1] or 0)

    before = count()
    id_, _ = invites(place, "for Sol")
    assert count() == before
    sends(place.server.data, id_)
    assert count() == before + 1


DECIDING: dict[str, dict[str, str]] = {
    "take": {},
    "decline": {"sure": "yes", "reason": "0"},
    "propose": {"do": "send"},
}
"""The ways to decide about a story, with what their forms send beside the text that was seen."""


def test_a_story_is_taken_as_it_is_and_only_once(place: Place) -> None:
    id_ = told(place, "for Sam")
    form = form_of(get(place, f"{TOLD}{id_}"))
    assert post(place, f"{TOLD}{id_}/take", **form).to == f"/desk/stories/{id_}"
    with library_of(place.server.data) as library:
        added = added_story(library.session, id_)
    assert added and added.story == STORY and added.consent
    assert added.consent.hash == story_hash(STORY) == form["seen"]
    for path, more in DECIDING.items():
        late = post(place, f"{TOLD}{id_}/{path}", **form, **more)
        assert late.status == 409
        assert "This story is no longer waiting for you" in late.text
    assert get(place, f"{TOLD}{id_}").to == f"/desk/stories/{id_}"


def test_what_was_not_read_is_not_decided_on(place: Place) -> None:
    id_ = told(place, "for Tia")
    get(place, f"{TOLD}{id_}")
    for path, more in DECIDING.items():
        assert post(place, f"{TOLD}{id_}/{path}", seen="0" * 64, **more).status == 409
    assert kept(place.server.data, id_).status == "being_read"


def test_the_difference_is_shown_before_a_proposal_is_sent(place: Place) -> None:
    id_ = told(place, "for Uli")
    sent = changes(place, id_, own_lesson="Ask three times.", said="Clearer so?")
    seen = post(place, f"{TOLD}{id_}/propose", **sent, do="preview")
    assert "<del>twice.</del>" in seen.text and "<ins>three times.</ins>" in seen.text
    assert "The title" not in seen.text and "Clearer so?" in seen.text
    assert kept(place.server.data, id_).status == "being_read"
    again = post(place, f"{TOLD}{id_}/propose", **form_of(seen), do="change")
    assert form_of(again) == sent
    to = post(place, f"{TOLD}{id_}/propose", **form_of(seen), do="send").to
    assert "Tell them to open their link again" in get(place, to).text
    one = kept(place.server.data, id_)
    assert one.status == "your_turn" and one.words and one.words.proposal
    assert one.words.proposal.lesson == "Ask three times." and one.words.said == "Clearer so?"
    assert one.words.story == STORY and one.words.proposal.told_by == STORY.told_by
    assert post(place, f"{TOLD}{id_}/propose", **form_of(seen), do="send").status == 409
    waits = get(place, f"{TOLD}{id_}").text
    assert "Clearer so?" in waits and "<ins>three times.</ins>" in waits


def test_questions_and_themes_are_part_of_what_is_proposed(place: Place) -> None:
    id_ = told(place, "for Vic", naming="unnamed")
    sent = changes(place, id_, own_question="And you?\nWhen?", own_theme="keys, doors")
    seen = post(place, f"{TOLD}{id_}/propose", **sent)
    assert "Questions for the room" in seen.text and "Themes" in seen.text
    post(place, f"{TOLD}{id_}/propose", **sent, do="send")
    words = kept(place.server.data, id_).words
    assert words and words.proposal and words.proposal.questions == ("And you?", "When?")
    assert words.proposal.themes == ("keys", "doors") and words.proposal.told_by.name == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, "You have not changed anything yet."),
        ({"own_title": ""}, "The story has no title yet."),
        ({"own_context": ""}, "A story has at least two steps."),
        ({"own_theme": "a, b, c, d"}, "There are too many themes: remove 1."),
        ({"own_theme": "x" * 41}, "A theme is too long: shorten it by 1."),
        ({"own_question": "a\nb\nc\nd"}, "There are too many questions"),
        ({"own_lesson": "x" * 141}, "is too long"),
        ({"own_lesson": "Look.", "said": "x" * 401}, "The limit is 400 characters."),
    ],
)
def test_a_proposal_with_a_mistake_is_given_back_whole(
    place: Place, changed: dict[str, str], said: str
) -> None:
    id_ = told(place, "for Wim")
    sent = changes(place, id_, **changed)
    back = post(place, f"{TOLD}{id_}/propose", **sent, do="send")
    assert back.status == 422 and said in unescape(back.text)
    assert all(value in unescape(back.text) for value in sent.values())
    assert kept(place.server.data, id_).status == "being_read"


def test_a_story_is_declined_with_a_reason_and_its_text_is_erased(place: Place) -> None:
    id_ = told(place, "for Xan")
    asked = get(place, f"{TOLD}{id_}/decline")
    assert "This erases its text here. Its contributor reads your reason." in asked.text
    form = form_of(asked)
    seen = {"seen": form["seen"]}
    assert post(place, f"{TOLD}{id_}/decline", **seen, sure="yes").status == 422
    assert post(place, f"{TOLD}{id_}/decline", **seen, reason="0", own="Sorry.").status == 200
    assert kept(place.server.data, id_).status == "being_read"
    done = post(place, f"{TOLD}{id_}/decline", **seen, reason="1", own="Ask me.", sure="yes")
    assert done.status == 303
    one = kept(place.server.data, id_)
    assert one.status == "declined" and one.words and one.words.story is None
    assert one.words.said.startswith("Thank you for telling it. It does not seem to be over yet.")
    assert one.words.said.endswith(" Ask me.")
    assert one.words.said in unescape(get(place, f"{TOLD}{id_}").text)
    assert "was not taken" in get(place, TOLD).text
    assert post(place, f"{INVITE}/{id_}/withdraw").status == 409


def test_the_desk_withdraws_a_story_whose_teller_says_so(place: Place) -> None:
    id_ = told(place, "for Wim")
    form = form_of(get(place, f"{TOLD}{id_}"))
    assert post(place, f"{TOLD}{id_}/take", **form).status == 303
    workshop, path = place.workshop(story=id_), f"{TOLD}{id_}/withdraw"
    assert "both were inside" in str(place.server.boot(f"/desk/{workshop}/", place.cookie))
    assert "if its contributor has asked you to" in get(place, path).text
    assert post(place, path, **form).status == 200
    assert kept(place.server.data, id_).status == "ready"
    assert post(place, path, seen="0", sure="yes").status == 409
    assert post(place, path, **form, sure="yes").status == 303
    one = kept(place.server.data, id_)
    assert one.status == "withdrawn" and one.words is None
    assert "both were inside" not in str(place.server.boot(f"/desk/{workshop}/", place.cookie))
    assert get(place, f"/desk/stories/{id_}").status == 404


def test_nobody_comes_without_a_link(place: Place) -> None:
    id_ = told(place, "for Yva")
    for path in (TOLD, INVITE, f"{TOLD}{id_}", f"{TOLD}{id_}/propose", f"{TOLD}{id_}/decline"):
        assert place.server.get(path).status == 401
    for path in (INVITE, f"{TOLD}{id_}/take", f"{INVITE}/{id_}/withdraw", f"{TOLD}{id_}/over"):
        assert place.server.post(path, {}).status == 401
    assert place.server.post(f"{TOLD}{id_}/withdraw", {"sure": "yes"}).status == 401
    assert get(place, f"{TOLD}nothing").status == 404
    assert post(place, f"{TOLD}nothing/take").status == 404
    assert post(place, f"{TOLD}{id_}/over").status == 409
