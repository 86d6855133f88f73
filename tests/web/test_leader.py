"""The leader's pages: the guided writing, signed and for one workshop, and giving it to the
library."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest

from tests.live.conftest import Place
from tests.support.beside_contributor import kept
from tests.support.contributing import RECEIPT, TOLD, Phone, beside
from tests.support.hosted_teams import Teams
from tests.support.server import Reply
from tests.support.sockets import desk
from tests.support.waiting import until
from workshop.pretend.client.known_view import said_with_undo
from workshop.protocol.story import Teller
from workshop.storage.library_stories import Added, added_story
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import KeyedLibrary, accept_story

STORY = {name: TOLD[name] for name in ("context", "happened", "turn", "now", "lesson", "title")}
SEEN = re.compile(r'name="seen" value="([0-9a-f]{64})"')
SENT = "Your story has arrived."


@dataclass
class Leader:
    """Somebody who goes first, at the link of their own."""

    place: Place
    id: str
    cookie: str

    @classmethod
    def of(cls, place: Place, **form: str) -> "Leader":
        """Opens the leader's link of a new workshop."""
        return cls.at(place, place.workshop(leader_name="Ines", **form))

    @classmethod
    def at(cls, place: Place, id_: str) -> "Leader":
        """Opens the leader's link of a workshop."""
        link = str(entries(place, id_)["desk"]["leader_url"])
        return cls(place, id_, place.server.trade(link.partition("#")[2]).cookie)

    def page(self, path: str = "") -> str:
        """A page of theirs, as it is read."""
        reply = self.sees(path)
        assert reply.status == 200, reply.text
        return unescape(reply.text)

    def sees(self, path: str = "") -> Reply:
        """The answer to a visit of theirs."""
        return self.place.server.get(f"/leader/{self.id}/{path}", Cookie=self.cookie)

    def sends(self, path: str = "", **fields: str) -> Reply:
        """A form of theirs."""
        return self.place.server.post(f"/leader/{self.id}/{path}", fields, Cookie=self.cookie)

    def tells(self, **fields: str) -> Reply:
        """Sends the story."""
        return self.sends(**{**STORY, "name": "Ines Vale", **fields})

    def gives(self, **fields: str) -> Reply:
        """Gives the story that the page shows."""
        seen = SEEN.search(self.page("library"))
        assert seen
        return self.sends("library", **{"reach": "server", "language": "en", "seen": seen[1],
                                        **fields})  # fmt: skip

    def heard(self) -> Any:
        """The leader's story, as the desk has it."""
        return entries(self.place, self.id)["leader"]

    def goes(self, kind: str = "go_first") -> None:
        """The desk goes to the leader's stage, or to another."""
        socket, at = desk(self.place.server, self.id, self.place.cookie), self._entries()
        (stage,) = [one["id"] for one in at["agenda"]["stages"] if one["kind"] == kind]
        go = {"type": "go", "turn": at["now"]["turn"], "stage": stage}
        assert socket.do({**go, "said": said_with_undo(at, "go", stage)})["ok"]
        until(lambda: self._entries()["now"]["turn"] > at["now"]["turn"])

    def _entries(self) -> Any:
        return entries(self.place, self.id)


def entries(place: Place, id_: str) -> Any:
    """The entries that the desk of a workshop shows."""
    boot: Any = place.server.boot(f"/desk/{id_}/", place.cookie)
    return boot["snapshot"]["entries"]


@pytest.fixture
def leader(place: Place) -> Leader:
    return Leader.of(place)


def test_the_leader_is_asked_as_a_contributor_is_and_says_no_place_and_no_naming(
    leader: Leader,
) -> None:
    page = leader.page()
    for said_there in (
        "Where was it, and what did you want?",
        "Leave out the names of customers and colleagues.",
        "What would you tell a colleague, in one sentence?",
        'value="Ines"',
        "It is always signed",
        "It is told only in this workshop.",
        "is erased when the workshop ends",
    ):
        assert said_there in page
    assert 'name="reach"' not in page and 'name="naming"' not in page
    assert "The room votes on lessons." not in page


def test_the_room_hears_the_answers_in_order_and_the_lesson_last(leader: Leader) -> None:
    assert leader.tells().status == 303
    until(lambda: leader.heard()["text"])
    assert leader.heard()["name"] == "Ines Vale"
    told = leader.heard()["text"].split("\n")
    assert told == [STORY["context"], STORY["happened"], STORY["turn"], STORY["lesson"]]
    page = leader.page()
    assert SENT in page and STORY["happened"] in page
    assert STORY["happened"] in leader.page("?change")


@pytest.mark.parametrize(
    ("missing", "said_there"),
    [
        ({"name": " "}, "Please sign it with the name the room knows you by."),
        ({"name": "x" * 61}, "The limit is 60 characters."),
        ({"lesson": ""}, "no lesson yet"),
        ({"title": ""}, "no title yet"),
        ({"context": "", "turn": ""}, "at least two steps"),
        ({"happened": "x" * 601}, "shorten it by 1"),
        ({"context": "x" * 600, "happened": "y" * 600}, "the limit is 1200 characters in all"),
    ],
)
def test_what_is_missing_is_said_and_nothing_that_was_typed_is_lost(
    leader: Leader, missing: dict[str, str], said_there: str
) -> None:
    reply = leader.tells(**missing)
    assert reply.status == 422 and said_there in unescape(reply.text)
    assert STORY["turn"] in unescape(reply.text) or "turn" in missing
    assert leader.heard()["text"] == ""


def test_the_leader_takes_the_story_out_again(leader: Leader) -> None:
    leader.tells()
    leader.sends("erase")
    assert SENT in leader.page()
    leader.sends("erase", sure="yes")
    assert STORY["happened"] not in leader.page()
    until(lambda: leader.heard()["text"] == "")


def test_what_the_room_was_shown_stays_as_it_was_told(leader: Leader) -> None:
    leader.tells()
    leader.goes()
    reply = leader.tells(happened="Nothing happened at all.")
    assert reply.status == 422 and "stays as it was told" in unescape(reply.text)
    assert "Nothing happened at all." in unescape(reply.text)
    leader.sends("erase", sure="yes")
    page = leader.page()
    assert "The room has been shown your story." in page and "Change it" not in page
    assert STORY["happened"] in page and STORY["happened"] in leader.heard()["text"]


def test_a_first_story_can_still_come_in_its_stage(leader: Leader) -> None:
    leader.goes()
    assert leader.tells().status == 303
    until(lambda: leader.heard()["text"])


def test_nobody_else_finds_it(leader: Leader) -> None:
    leader.tells()
    other = Leader.of(leader.place)
    for path in ("", "library"):
        for cookie in ("", other.cookie):
            reply = leader.place.server.get(f"/leader/{leader.id}/{path}", Cookie=cookie)
            assert reply.status == 401
    for path in ("", "erase", "library"):
        reply = leader.place.server.post(f"/leader/{leader.id}/{path}", {}, Cookie=other.cookie)
        assert reply.status == 401


def receipt_of(leader: Leader, reply: Reply) -> Phone:
    """The receipt to which giving leads."""
    assert reply.status == 303, reply.text
    return Phone(leader.place.server, reply.to.split("/")[2], reply.cookie)


def on_shelf(leader: Leader, id_: str) -> Added | None:
    def read(library: KeyedLibrary) -> Added | None:
        return added_story(library.session, id_)

    found: Added | None = beside(leader.place.server.data, read)
    return found


def test_nothing_goes_to_the_library_unless_it_is_given(leader: Leader) -> None:
    leader.tells()
    assert "It is not in the library." in leader.page()
    shelf = leader.place.server.get("/desk/stories/told/", Cookie=leader.place.cookie)
    assert "You are not waiting for a story." in shelf.text


def test_giving_agrees_to_exactly_the_text_that_was_shown_and_makes_a_receipt(
    leader: Leader,
) -> None:
    leader.tells()
    phone = receipt_of(leader, leader.gives(reach="once", packs="yes"))
    first = unescape(phone.sees().text)
    assert RECEIPT.search(first) and STORY["happened"] in first
    one = kept(leader.place.server.data, phone.id)
    assert one.status == "received" and one.words and one.words.story
    assert one.words.story.told_by == Teller(name="Ines Vale")
    assert (one.words.naming, one.words.reach, one.words.packs) == ("named", "once", True)
    assert one.words.agreed
    beside(leader.place.server.data, lambda at: accept_story(at, phone.id))
    added = on_shelf(leader, phone.id)
    assert added and added.consent and added.consent.hash == story_hash(one.words.story)
    assert (added.consent.terms, added.consent.day) == ("1", one.words.agreed)


def test_a_text_that_was_changed_meanwhile_is_not_given(leader: Leader) -> None:
    leader.tells()
    seen = SEEN.search(leader.page("library"))
    assert seen
    leader.tells(happened="It was another thing.")
    reply = leader.gives(seen=seen[1])
    assert reply.status == 422 and "Nothing was given." in unescape(reply.text)
    assert "It was another thing." in unescape(reply.text)
    assert leader.gives(reach="").status == 422
    assert leader.gives(reach="team").status == 422
    assert leader.gives(language="??").status == 422
    assert "It is not in the library." in leader.page()


def test_it_is_given_once_until_it_is_withdrawn_and_the_workshop_keeps_its_own(
    leader: Leader,
) -> None:
    leader.tells()
    seen = SEEN.search(leader.page("library"))
    assert seen
    phone = receipt_of(leader, leader.gives())
    again = leader.sends("library", reach="server", language="en", seen=seen[1])
    assert (again.status, again.to) == (303, f"/leader/{leader.id}/")
    assert "You gave exactly this text to the story library." in leader.page()
    leader.tells(happened="It was another thing.")
    assert "You gave an earlier text" in leader.page()
    assert kept(leader.place.server.data, phone.id).words.story.steps[1].text == STORY["happened"]  # type: ignore[union-attr]
    assert phone.sends("withdraw", sure="yes").status == 303
    page = leader.page()
    assert "It is not in the library." in page and "It was another thing." in page
    assert receipt_of(leader, leader.gives()).id != phone.id


def test_taking_it_out_of_the_workshop_leaves_what_was_given(leader: Leader) -> None:
    leader.tells()
    phone = receipt_of(leader, leader.gives())
    assert "What you gave to the story library stays there" in leader.page()
    leader.sends("erase", sure="yes")
    assert STORY["happened"] in unescape(phone.sees().text)


def test_a_rehearsal_gives_nothing(place: Place) -> None:
    id_ = place.workshop(leader_name="Ines")
    reply = place.server.post(f"/desk/{id_}/rehearse", {"people": "4"}, Cookie=place.cookie)
    leader = Leader.at(place, reply.to.split("/")[-2])
    leader.tells()
    assert "The story library" not in leader.page()
    reply = leader.sends("library", reach="server", language="en", seen="0" * 64)
    assert (reply.status, reply.to) == (303, f"/leader/{leader.id}/")


def test_on_a_hosted_server_a_facilitator_of_the_team_takes_a_given_story_over(
    two_teams_here: Teams,
) -> None:
    server, lea, ann = two_teams_here.server, *map(two_teams_here.cookies.get, ("lead", "other"))
    assert lea and ann
    id_ = server.new_workshop(lea, title="Spring", team="Search", leader_name="Ines")
    leader = Leader.at(Place(server, lea), id_)
    leader.tells()
    page = leader.page("library")
    assert page.count('name="reach"') == 3 and " checked" not in page
    phone = receipt_of(leader, leader.gives(reach="team"))
    for cookie, there in ((lea, True), (ann, False)):
        told = server.get("/desk/stories/told/", Cookie=cookie).text
        assert (f"/told/{phone.id}/over" in told) is there
    assert server.post(f"/desk/stories/told/{phone.id}/over", {}, Cookie=lea).status == 303
    assert STORY["happened"] in server.get(f"/desk/stories/told/{phone.id}", Cookie=lea).text
    assert "It is being read." in phone.sees().text or "is reading it" in phone.sees().text
