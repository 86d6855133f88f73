"""Letters to the teller: a line from each phone, after the vote, seen by nobody before the seal."""

import pytest

from tests.support.room import TestRoom, done, new_room, refusal
from tests.support.stored import selected
from workshop.actions.letters import letters_in
from workshop.protocol import commands
from workshop.protocol.participant_commands import WriteLetter
from workshop.rules.agenda import Agenda, Stage, StageKind, with_ids
from workshop.rules.limits import LETTER_CHARS
from workshop.storage.store import Store
from workshop.stories.pack import built_in


@pytest.fixture
def room(store: Store) -> TestRoom:
    room = new_room(store)
    room.letters = frozenset({"story"})
    room.participants(3)
    return room


def voted(room: TestRoom) -> TestRoom:
    """The room once its voting has ended."""
    room.desk.goes("story")
    room.desk.goes("vote")
    room.desk.ends_voting()
    return room


def letters(room: TestRoom) -> list[tuple[str, str]]:
    stored = room.store.workshops.open(room.id)
    assert stored is not None
    with stored.read() as connection:
        return [(one.to, one.text) for one in letters_in(connection, stored.own)]


def test_they_can_be_written_from_the_end_of_the_vote_until_the_end(room: TestRoom) -> None:
    one = room.people[0]
    for kind in ("arrive", "story", "write", "lessons", "vote"):
        if kind != "arrive":
            room.desk.goes(kind)
        assert refusal(one.does(WriteLetter(to="story", text="Thanks."))) == "too_late"
        assert "letters" not in room.view("participant")
    room.desk.ends_voting()
    for kind in ("vote", "commit", "finish"):
        if kind != "vote":
            room.desk.goes(kind)
        assert done(one.does(WriteLetter(to="story", text=f"Thanks, at {kind}.")))
        assert [to["place"] for to in room.view("participant")["letters"]["to"]] == ["story"]
    assert letters(room) == [("story", "Thanks, at finish.")]
    room.closes()
    assert refusal(one.does(WriteLetter(to="story", text="Late."))) == "sealed"


def test_back_at_the_vote_nobody_writes_any_more(room: TestRoom) -> None:
    voted(room)
    room.desk.presses(commands.OpenAgain)
    assert refusal(room.people[0].does(WriteLetter(to="story", text="Thanks."))) == "too_late"


def test_without_a_vote_they_are_written_at_the_finish(store: Store) -> None:
    kinds: tuple[StageKind, ...] = ("arrive", "story", "finish")
    room = new_room(store, agenda=Agenda(with_ids(Stage(kind, 4) for kind in kinds)))
    room.letters = frozenset({"story"})
    one = room.participant()
    room.desk.goes("story")
    assert refusal(one.does(WriteLetter(to="story", text="Thanks."))) == "too_late"
    room.desk.goes("finish")
    assert done(one.does(WriteLetter(to="story", text="Thanks.")))


def test_only_to_a_teller_who_wants_them_and_was_heard(room: TestRoom) -> None:
    voted(room)
    assert refusal(room.people[0].does(WriteLetter(to="story2", text="Thanks."))) == "too_late"
    room.letters = frozenset()
    assert refusal(room.people[0].does(WriteLetter(to="story", text="Thanks."))) == "too_late"
    assert "letters" not in room.view("participant")
    room.letters = frozenset({"story2"})  # no such story was told
    assert refusal(room.people[0].does(WriteLetter(to="story2", text="Thanks."))) == "too_late"


def test_no_view_shows_one_and_no_desk_hears_of_it(room: TestRoom) -> None:
    voted(room)
    before = room.views(), room.read().rev
    assert done(room.people[0].does(WriteLetter(to="story", text="We had a lock as well.")))
    assert (room.views(), room.read().rev) == before


def test_a_device_has_one_and_its_newest_words_count(room: TestRoom) -> None:
    voted(room)
    one, two, _three = room.people
    for text in ("First.", "Second."):
        assert done(one.does(WriteLetter(to="story", text=text)))
    assert done(two.does(WriteLetter(to="story", text="Another.")))
    assert letters(room) == [("story", "Another."), ("story", "Second.")]
    assert len(selected(room, "SELECT key FROM letter")) == 2


def test_taken_back_its_row_stays_without_words(room: TestRoom) -> None:
    voted(room)
    one = room.people[0]
    assert done(one.does(WriteLetter(to="story", text="First.")))
    (before,) = selected(room, "SELECT key, body FROM letter")
    assert done(one.does(WriteLetter(to="story")))
    (after,) = selected(room, "SELECT key, body FROM letter")
    assert letters(room) == []
    assert before[0] == after[0] and before[1] != after[1] and len(before[1]) == len(after[1])


def test_the_same_words_are_never_the_same_bytes(room: TestRoom) -> None:
    voted(room)
    for person in room.people:
        assert done(person.does(WriteLetter(to="story", text="Thanks.")))
    bodies = {body for (body,) in selected(room, "SELECT body FROM letter")}
    assert len(bodies) == len(room.people)


def test_it_is_one_line_and_not_too_long(room: TestRoom) -> None:
    voted(room)
    one = room.people[0]
    assert done(one.does(WriteLetter(to="story", text=" Two\n lines. ")))
    assert letters(room) == [("story", "Two lines.")]
    too_long = WriteLetter(to="story", text="x" * (LETTER_CHARS + 1))
    assert refusal(one.does(too_long)) == "too_long"
    assert letters(room) == [("story", "Two lines.")]


def test_two_tellers_have_letters_of_their_own(store: Store) -> None:
    room = new_room(store, template="90", second_story=built_in()[2])
    room.letters = frozenset({"story", "story2"})
    one = room.participants(3)[0]
    room.desk.goes("story")
    voted(room)
    for to in ("story", "story2"):
        assert done(one.does(WriteLetter(to=to, text=f"To {to}.")))
    shown = room.view("participant")["letters"]["to"]
    assert [(to["place"], to["title"]) for to in shown] == [
        ("story", room.read().story.title), ("story2", built_in()[2].title),
    ]  # fmt: skip
    assert letters(room) == [("story", "To story."), ("story2", "To story2.")]
