"""Last days of stories and invitations, as the pages say them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from html import unescape

import pytest

from tests.live.conftest import Place
from tests.stories.test_contributing import STORY
from tests.support.contributing import Phone, beside, invites
from tests.support.server import running
from tests.web.test_story_editing import get, post
from tests.web.test_story_editing import invites as invites_at_desk
from workshop.storage.library_stories import Added, add_story
from workshop.stories.contributing import KeyedLibrary
from workshop.stories.story_limits import end_outlived_stories
from workshop.stories.ways_out import take_down
from workshop.summary.reader import long_day

DAYS = 100
SAID = f"A story that has not been told or changed for {DAYS} days is taken out of this library."


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    data = tmp_path_factory.mktemp("server") / "data"
    with running(data, WORKSHOP_STORY_DAYS=str(DAYS)) as server:
        yield Place(server, server.sign_in())


def days_on(days: int) -> str:
    moment = datetime.now(UTC) + timedelta(days)
    return long_day(moment.astimezone().date().isoformat(), "en")


def added(place: Place) -> str:
    def act(library: KeyedLibrary) -> str:
        id_ = add_story(library.session, Added("", STORY, "own"))
        today = datetime.now(UTC).astimezone().date().isoformat()
        end_outlived_stories(library, today, DAYS)
        return id_

    made: str = beside(place.server.data, act)
    return made


def test_the_forms_in_which_stories_are_given_say_the_limit(limited: Place) -> None:
    for form in ("add", "packs/import"):
        assert SAID in get(limited, f"/desk/stories/{form}").text
    # Where they are read and kept.
    reply = post(limited, "/desk/stories/import", text="A text.", do="read")
    assert SAID in reply.text


def test_a_contributor_reads_the_limit_before_the_story_is_sent(limited: Place) -> None:
    made = invites(limited.server.data)
    assert SAID in Phone.by(limited.server, made.id, made.secret).sees().text


def test_without_a_limit_no_form_says_one(place: Place) -> None:
    made = invites(place.server.data)
    for text in (
        get(place, "/desk/stories/add").text,
        Phone.by(place.server, made.id, made.secret).sees().text,
    ):
        assert "is taken out of this library" not in text


def test_the_page_of_a_story_says_its_last_day_and_a_built_in_one_has_none(limited: Place) -> None:
    said = "Kept until {}, or longer if it is told or changed before then."
    text = get(limited, f"/desk/stories/{added(limited)}").text
    assert said.format(days_on(DAYS)) in text
    assert "Kept until" not in get(limited, "/desk/stories/08-the-audition").text


def test_who_invites_and_who_is_invited_read_when_the_invitation_ends(place: Place) -> None:
    said = "The link works once. It ends after 60 days if no story has come."
    assert said in get(place, "/desk/stories/invite").text
    id_, secret = invites_at_desk(place, "for a day")
    ends = f"The invitation ends on {days_on(60)}"
    assert "It ends on its own after 60 days." in get(place, "/desk/stories/told/").text
    assert f"{ends}: send your story by then." in Phone.by(place.server, id_, secret).sees().text


def test_a_receipt_says_that_the_story_has_gone_and_why(place: Place) -> None:
    made = invites(place.server.data)
    phone = Phone.by(place.server, made.id, made.secret)
    assert phone.tells().status == 303
    assert (
        post(place, f"/desk/stories/told/{made.id}/take", seen=_seen(place, made.id)).status == 303
    )
    beside(place.server.data, lambda at: take_down(at, made.id))
    text = unescape(phone.sees().text)
    assert "Your story is no longer here." in text
    assert "taken out of the story library, or nobody told it" in text


def _seen(place: Place, id_: str) -> str:
    text = get(place, f"/desk/stories/told/{id_}").text
    return text.partition('name="seen" value="')[2].partition('"')[0]
