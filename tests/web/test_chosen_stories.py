"""A story that somebody has told, in the forms of workshops: it is told where its contributor
allowed it, and nowhere once it is withdrawn."""

from html import unescape

import pytest

from tests.live.conftest import Place
from tests.stories.test_contributing import DAY, STORY
from tests.support.contributing import beside, invites
from tests.support.server import Reply
from tests.web.test_change import Changing
from tests.web.test_new import shown
from workshop.storage.library_stories import Reach, take_out
from workshop.stories.contributing import KeyedLibrary, Sent, accept_story, send
from workshop.stories.pack import built_in_pack

PROMISED = "This story may be told in only one workshop, and another open one has it."
TITLES = {story.title for story in built_in_pack().stories}


def ready(place: Place, reach: Reach) -> str:
    """The id of a story that is in the library."""
    made = invites(place.server.data)

    def act(library: KeyedLibrary) -> None:
        assert send(library, made.id, Sent(STORY, "named", reach, DAY)) and accept_story(
            library, made.id
        )

    beside(place.server.data, act)
    return made.id


def asks_for(place: Place, id_: str) -> Reply:
    sent = {"title": "Spring", "team": "Payments", "template": "60", "story": id_}
    return place.server.post("/desk/new", sent, Cookie=place.cookie)


def title_of(place: Place, workshop: str) -> object:
    return shown(place, workshop)["story"]["title"]


def test_a_story_for_one_workshop_is_promised_to_one(place: Place) -> None:
    id_ = ready(place, "once")
    first = Changing(place, place.workshop(story=id_))
    reply = asks_for(place, id_)
    assert reply.status == 422 and PROMISED in unescape(reply.text)
    second = Changing(place, place.workshop())
    reply = second.sends("story", story=id_)
    assert reply.status == 422 and PROMISED in unescape(reply.text)
    assert first.sends("story", story=id_).status == 303
    first.changes("story", story="08-the-audition")
    second.changes("story", story=id_)
    assert title_of(place, second.id) == STORY.title


def test_a_story_for_any_workshop_is_chosen_again(place: Place) -> None:
    id_ = ready(place, "server")
    assert [asks_for(place, id_).status for _ in range(2)] == [303, 303]


@pytest.mark.parametrize("where", ["new", "change"])
def test_what_is_withdrawn_while_a_form_chooses_it_is_not_told(place: Place, where: str) -> None:
    id_ = ready(place, "server")
    changing = Changing(place, place.workshop())
    seen = changing.seen("story")
    # Noted, and not gone from the library yet: as for a form that has read it just before.
    beside(place.server.data, lambda at: at.keys.withdraw(id_))
    if where == "new":
        workshop = place.workshop(story=id_)
    else:
        workshop = changing.id
        assert changing.sends("story", seen, story=id_).status == 303
    assert title_of(place, workshop) in TITLES


def test_a_story_that_has_left_the_library_is_not_laid_out_to_be_written_anew(
    place: Place,
) -> None:
    id_ = ready(place, "server")
    changing = Changing(place, place.workshop(story=id_))
    beside(place.server.data, lambda at: take_out(at.session, id_))
    page = changing.page("story")
    assert STORY.title in page and f'value="{STORY.title}"' not in page
    assert f'value="{STORY.lesson}"' not in page and '<option value="" selected>' in page
