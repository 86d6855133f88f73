"""The page on which an open workshop is changed: what holds, what can still be changed, and why a
change was refused; nothing that was typed is lost."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import pytest

from tests.live.conftest import Place
from tests.support.server import Reply
from tests.support.sockets import desk
from tests.support.waiting import until
from workshop.pretend.client.known_view import said_with_undo
from workshop.stories.shelf import SECOND_PROPOSED

SEEN = re.compile(r'name="seen" value="([0-9a-f]*)"')
VALUE = re.compile(r'id="(\w+)" name="\w+" value="([^"]*)"')
NOBODY = 'name="nobody" value="1" checked'
RULES = re.compile(r"<textarea[^>]*id=\"rules\"[^>]*>([^<]*)</textarea>")


@dataclass(frozen=True)
class Changing:
    """An open workshop, and its page as somebody at its desk sees it."""

    place: Place
    id: str

    def page(self, part: str = "") -> str:
        reply = self.place.server.get(f"/desk/{self.id}/change/{part}", Cookie=self.place.cookie)
        assert reply.status == 200, reply.text
        return unescape(reply.text)

    def seen(self, part: str) -> str:
        found = SEEN.search(self.page(part))
        assert found
        return found[1]

    def sends(self, part: str, seen: str | None = None, **fields: str) -> Reply:
        sent = {"seen": self.seen(part) if seen is None else seen, **fields}
        path = f"/desk/{self.id}/change/{part}"
        return self.place.server.post(path, sent, Cookie=self.place.cookie)

    def changes(self, part: str, **fields: str) -> None:
        """Changes one part, and returns once every view shows it: that comes after the answer."""
        before = self.rev()
        reply = self.sends(part, **fields)
        assert (reply.status, reply.to) == (303, f"/desk/{self.id}/change/?kept={part}#part-{part}")
        until(lambda: self.rev() > before)

    def rev(self) -> int:
        """The number of the newest change that views were shown."""
        return int(self._snapshot()["rev"])

    def shown(self) -> dict[str, dict[str, object]]:
        return dict(self._snapshot()["entries"])

    def _snapshot(self) -> dict[str, Any]:
        boot: Any = self.place.server.boot(f"/desk/{self.id}/", self.place.cookie)
        return dict(boot["snapshot"])

    def goes(self, kind: str) -> None:
        socket = desk(self.place.server, self.id, self.place.cookie)
        entries: Any = self.shown()
        (stage,) = [one["id"] for one in entries["agenda"]["stages"] if one["kind"] == kind]
        go = {"type": "go", "turn": entries["now"]["turn"], "stage": stage}
        before = self.rev()
        assert socket.do({**go, "said": said_with_undo(entries, "go", stage)})["ok"]
        until(lambda: self.rev() > before)


@pytest.fixture
def changing(place: Place) -> Changing:
    return Changing(place, place.workshop(title="Spring", team="Payments"))


def test_each_part_says_what_holds_and_only_one_is_open(changing: Changing) -> None:
    page = changing.page()
    for words in ("Spring, Payments", "None is set.", "No Wi-Fi is shown."):
        assert words in page
    assert "<form" not in page
    assert changing.page("name").count("<form") == 1


def test_what_is_saved_holds_on_the_desk_and_in_the_list_of_workshops(changing: Changing) -> None:
    changing.changes("name", title=" Autumn ", team="Billing")
    changing.changes("hour", free_at="15:00", offset="120")
    changing.changes("wifi", wifi="Atrium", wifi_password="locksmith", wifi_hidden="1")
    changing.changes("contacts", support="Kim", reporting="the hotline")
    changing.changes("place", place="both")
    shown = changing.shown()
    workshop = shown["workshop"]
    assert (workshop["title"], workshop["team"], workshop["free_at"]) == (
        "Autumn",
        "Billing",
        "15:00",
    )
    assert (workshop["support"], workshop["reporting"]) == ("Kim", "the hotline")
    assert (workshop["remote"], workshop["hybrid"]) == (False, True)
    assert "Both: some in a room, some in a call" in changing.page()
    assert (shown["wifi"]["name"], shown["wifi"]["shown"]) == ("Atrium", False)
    listed = changing.place.server.get("/desk/", Cookie=changing.place.cookie).text
    assert "Autumn" in listed and "Billing" in listed
    assert "Changed." in changing.page("?kept=name")


def test_that_there_is_nobody_to_talk_to_is_said_and_not_left_open(changing: Changing) -> None:
    assert "There is nobody to talk to afterwards." in changing.page()
    assert NOBODY in changing.page("contacts")
    changing.changes("contacts", support="Kim", reporting="")
    assert "People can talk to: Kim." in changing.page()
    assert NOBODY not in changing.page("contacts")
    reply = changing.sends("contacts", support="", reporting="")
    assert reply.status == 422 and "Name someone, or tick that there is nobody." in reply.text
    assert changing.shown()["workshop"]["support"] == "Kim"
    changing.changes("contacts", support="", reporting="", nobody="1")
    assert changing.shown()["workshop"]["support"] == ""


def test_the_rules_are_changed_until_somebody_may_write_under_them(changing: Changing) -> None:
    changing.changes("rules", rules="Listen.\r\n\r\n  Ask how. \r\n")
    assert changing.shown()["rules"]["rules"] == ["Listen.", "Ask how."]
    seen = changing.seen("rules")
    changing.goes("write")
    reply = changing.sends("rules", seen, rules="Shout.")
    assert reply.status == 422
    assert "The rules can no longer be changed: writing has opened under them." in reply.text
    assert "Shout." in reply.text
    assert "They stay as they are." in changing.page("rules")


def test_a_story_that_is_written_anew_keeps_its_themes_its_questions_and_its_language(
    place: Place,
) -> None:
    own = {"own_title": "The lock", "own_name": "Ada", "own_context": "I was new.",
           "own_happened": "I forgot it.", "own_lesson": "Ask twice.", "own_agreed": "on",
           "own_theme": "Doors, haste", "own_question": "Who?\r\nWhen?"}  # fmt: skip
    changing = Changing(place, place.workshop(story="own", language="de", **own))
    page = changing.page("story")
    assert 'value="Doors, haste"' in page and ">Who?\nWhen?</textarea>" in page
    hidden = dict(re.findall(r'<input type="hidden" name="(own_\w+)" value="([^"]*)">', page))
    changing.changes("story", story="own", **own | hidden | {"own_lesson": "Ask three times."})
    story = changing.shown()["story"]
    assert story["lesson"] == "Ask three times." and story["language"] == "de"
    assert story["themes"] == ["Doors", "haste"] and story["questions"] == ["Who?", "When?"]


def test_the_story_is_changed_until_it_is_told(changing: Changing) -> None:
    changing.changes("story", story=SECOND_PROPOSED)
    title = changing.shown()["story"]["title"]
    own = {"own_title": "The lock", "own_name": "Ada", "own_context": "I was new.",
           "own_happened": "I forgot it.", "own_lesson": "Ask twice."}  # fmt: skip
    reply = changing.sends("story", story="own", **own)
    assert reply.status == 422 and "The teller has to agree first." in reply.text
    assert changing.shown()["story"]["title"] == title
    changing.changes("story", story="own", own_agreed="on", **own)
    assert changing.shown()["story"]["title"] == "The lock"
    assert 'value="The lock"' in changing.page("story")
    seen = changing.seen("story")
    changing.goes("story")
    reply = changing.sends("story", seen, story=SECOND_PROPOSED)
    assert "The story can no longer be changed: its stage has opened." in reply.text
    assert changing.shown()["story"]["title"] == "The lock"


def test_what_another_desk_has_written_is_not_written_over_unread(changing: Changing) -> None:
    stale = changing.seen("name")
    changing.changes("name", title="From the first desk", team="Payments")
    reply = changing.sends("name", stale, title="From the second desk", team="Payments")
    assert reply.status == 422
    assert "changed at another desk in the meantime" in reply.text
    assert 'value="From the second desk"' in reply.text
    assert changing.shown()["workshop"]["title"] == "From the first desk"
    fresh = SEEN.search(reply.text)
    assert fresh
    again = changing.sends("name", fresh[1], title="From the second desk", team="Payments")
    assert again.status == 303
    until(lambda: changing.shown()["workshop"]["title"] == "From the second desk")


def test_a_fault_stands_at_its_field_and_nothing_typed_is_lost(changing: Changing) -> None:
    for part, fields, sentence in (
        ("name", {"title": "", "team": "Pay<ments"}, "Give the workshop a title"),
        (
            "name",
            {"title": "x" * 81, "team": "Pay<ments"},
            "The limit is 80 characters. Shorten it a little.",
        ),
        ("hour", {"free_at": "soon"}, "Write the time as hours and minutes"),
        ("place", {"place": ""}, "Choose where people are."),
        ("wifi", {"wifi": "x" * 161}, "The limit is 160 characters. Shorten it a little."),
        ("rules", {"rules": ""}, "Write at least one rule."),
        ("rules", {"rules": "a\n" * 11}, "The limit is 10 rules."),
    ):
        reply = changing.sends(part, **fields)
        assert (reply.status, sentence in unescape(reply.text)) == (422, True), (part, reply.text)
        for typed in fields.values():
            assert typed.strip()[:20] in unescape(reply.text)


def test_a_story_that_is_not_in_the_list_is_refused(changing: Changing) -> None:
    reply = changing.sends("story", story="99")
    assert reply.status == 422 and "Choose a story from the list" in reply.text


def test_without_a_mark_nothing_is_changed_unread(changing: Changing) -> None:
    reply = changing.sends("name", "nonsense", title="Autumn", team="")
    assert reply.status == 422 and "at another desk in the meantime" in reply.text
    assert changing.shown()["workshop"]["title"] == "Spring"


def test_a_strangers_browser_is_let_in_nowhere(changing: Changing) -> None:
    server = changing.place.server
    for path in (f"/desk/{changing.id}/change/", f"/desk/{changing.id}/change/name"):
        assert server.get(path).status == 401
    assert server.post(f"/desk/{changing.id}/change/name", {"title": "x"}).status == 401
    assert server.get("/desk/nothing/change/", Cookie=changing.place.cookie).status == 404
    assert (
        "<form" not in changing.page()
        and server.get(f"/desk/{changing.id}/change/nothing", Cookie=changing.place.cookie).status
        == 404
    )
