"""The desk changes an open workshop: until when, with which words, and at two desks."""

from datetime import date

import msgspec

from tests.support.room import TestRoom, done, new_room, refusal
from workshop.actions.answers import Answered
from workshop.actions.change import seen_story
from workshop.protocol import commands
from workshop.protocol.change_commands import mark_of
from workshop.protocol.messages import Refused
from workshop.rules.agenda import Told
from workshop.storage.store import Store
from workshop.stories.pack import built_in
from workshop.summary.build import draft_of
from workshop.views import VIEWS

TOLD = built_in()[9]
OTHER = built_in()[2]


def rename(room: TestRoom, title: str, team: str = "Payments", seen: str = "") -> Answered:
    state = room.read().state
    seen = seen or mark_of(state.title, state.team)
    return room.desk.does(commands.Rename(title=title, team=team, seen=seen))


def tell(room: TestRoom, place: Told = "story", seen: str = "") -> Answered:
    read = room.read()
    current = read.story if place == "story" else read.second_story
    mark = seen or seen_story(current)
    return room.desk.does(commands.TellStory(place=place, story=OTHER, seen=mark))


def set_rules(room: TestRoom, *rules: str) -> Answered:
    seen = mark_of(room.read().state.rules)
    return room.desk.does(commands.SetRules(rules=[*rules], seen=seen))


def test_title_and_team_are_changed_at_any_time_and_shown_to_everybody(room: TestRoom) -> None:
    for kind in ("arrive", "write", "finish"):
        room.desk.goes(kind)
        assert done(rename(room, f"At {kind}\n", "Billing"))
        for view in VIEWS:
            seen = room.view(view)["workshop"]
            assert (seen["title"], seen["team"]) == (f"At {kind}", "Billing")


def test_the_summary_says_what_was_in_force_at_the_end(room: TestRoom) -> None:
    rename(room, "Autumn release", "Billing")
    tell(room)
    room.desk.goes("story")
    summary = draft_of(room.read(), date(2026, 3, 2))
    assert (summary.title, summary.team) == ("Autumn release", "Billing")
    assert summary.story == OTHER


def test_a_title_is_needed_and_has_an_end(room: TestRoom) -> None:
    assert rename(room, " \n") == Refused(refused="empty", about="title")
    assert rename(room, "x" * 81) == Refused(refused="too_long", about="title:80")
    assert rename(room, "x", "y" * 61) == Refused(refused="too_long", about="team:60")
    assert room.view("desk")["workshop"]["title"] == "Spring release"


def test_what_another_desk_has_changed_is_not_written_over_unread(room: TestRoom) -> None:
    stale = mark_of("Spring release", "Payments")
    assert done(rename(room, "First", seen=stale))
    assert refusal(rename(room, "Second", seen=stale)) == "moved_on"
    assert room.view("desk")["workshop"]["title"] == "First"


def test_the_same_change_sent_twice_is_done(room: TestRoom) -> None:
    stale = mark_of("Spring release", "Payments")
    for _ in range(2):
        assert done(rename(room, "First", seen=stale))
    told = seen_story(TOLD)
    for _ in range(2):
        assert done(tell(room, seen=told))


def test_contacts_are_changed_at_any_time(room: TestRoom) -> None:
    room.desk.goes("finish")
    seen = mark_of("", "")
    command = commands.SetContacts(support="Kim", reporting="the hotline", seen=seen)
    assert done(room.desk.does(command))
    shown = room.view("participant")["workshop"]
    assert (shown["support"], shown["reporting"]) == ("Kim", "the hotline")
    long = commands.SetContacts(support="", reporting="x" * 161, seen=seen)
    assert room.desk.does(long) == Refused(refused="too_long", about="reporting:160")


def test_where_people_are_is_changed_at_any_time(room: TestRoom) -> None:
    seen = mark_of(False, False)
    for place, flags in (
        ("both", (False, True)),
        ("remote", (True, False)),
        ("room", (False, False)),
    ):
        command = msgspec.convert(
            {"place": place, "seen": seen, "type": "set_place"}, commands.SetPlace
        )
        assert done(room.desk.does(command))
        shown = room.view("participant")["workshop"]
        assert (shown["remote"], shown["hybrid"]) == flags
        seen = mark_of(*flags)
    stale = commands.SetPlace(place="both", seen=mark_of(True, False))
    assert refusal(room.desk.does(stale)) == "moved_on"


def test_the_rules_are_changed_until_writing_opens_and_never_after_it(room: TestRoom) -> None:
    assert done(set_rules(room, " Listen. ", "", "Ask how."))
    assert room.view("participant")["rules"]["rules"] == ["Listen.", "Ask how."]
    room.desk.goes("write")
    assert set_rules(room, "Shout.") == Refused(refused="too_late", about="rules")
    room.desk.goes("go_first")
    assert set_rules(room, "Shout.") == Refused(refused="too_late", about="rules")


def test_rules_need_a_word_and_have_an_end(room: TestRoom) -> None:
    assert set_rules(room, " ") == Refused(refused="empty", about="rules")
    many = ["Ask."] * 11
    assert set_rules(room, *many) == Refused(refused="too_long", about="count:10")
    assert set_rules(room, "x" * 161) == Refused(refused="too_long", about="rules:160")


def test_the_story_is_changed_until_it_is_told(room: TestRoom) -> None:
    assert done(tell(room))
    assert room.view("desk")["story"]["title"] == OTHER.title
    room.desk.goes("story")
    assert room.view("participant")["story"]["title"] == OTHER.title
    room.desk.goes("arrive")
    assert tell(room) == Refused(refused="too_late", about="story")


def test_the_second_story_can_be_changed_while_the_first_is_told(store: Store) -> None:
    room = new_room(store, template="90", second_story=built_in()[3])
    room.desk.goes("story")
    assert refusal(tell(room)) == "too_late"
    assert done(tell(room, "story2"))
    room.desk.goes("story")
    assert room.view("participant")["story"]["title"] == OTHER.title
    assert refusal(tell(room, "story2")) == "too_late"


def test_no_phone_learns_of_another_story_before_it_is_told(room: TestRoom) -> None:
    tell(room)
    for view in ("participant", "projector"):
        assert OTHER.title not in str(room.view(view))


def test_a_story_chosen_at_another_desk_is_not_written_over_unread(room: TestRoom) -> None:
    assert refusal(tell(room, seen=mark_of("something else"))) == "moved_on"
    assert room.read().story == TOLD


def test_another_story_is_remembered_by_its_place_in_the_library(store: Store) -> None:
    room = new_room(store, template="90", second_story=built_in()[3], story_id="first",
                    second_story_id="second")  # fmt: skip
    seen = seen_story(room.read().story)
    command = commands.TellStory(place="story", story=OTHER, seen=seen, library="other")
    assert done(room.desk.does(command))
    assert room.read().state.library == {"story": "other", "story2": "second"}
    assert done(tell(room, "story2"))
    assert room.read().state.library == {"story": "other"}
