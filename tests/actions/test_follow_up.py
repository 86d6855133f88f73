"""Following up: what became of the commitments of earlier workshops, and what was learned."""

import pytest

from tests.support.room import TestRoom, done, new_room, refusal
from workshop.actions.answers import AtDesk, Participant
from workshop.protocol import commands
from workshop.storage.bodies import CarriedWords
from workshop.storage.store import Store
from workshop.stories.pack import built_in

OPEN = CarriedWords(
    workshop="earlier", id="1", lesson="A backup that was never restored is a hope.",
    when="a month ends", will="restore one backup", who="we", owner="Amira", by="2026-03-11",
    made="2026-02-25", language="en",
)  # fmt: skip


@pytest.fixture
def room(store: Store) -> TestRoom:
    """A follow-up with two open commitments, at its stage."""
    room = new_room(store, template="follow_up", carried=(OPEN, OPEN))
    room.participants(3)
    room.desk.goes("follow_up")
    return room


def shown(room: TestRoom, n: int = 1) -> dict[str, object]:
    """A commitment of an earlier workshop; it is shown alike in every view."""
    (one,) = [*{repr(view[f"carried/{n}"]): view[f"carried/{n}"] for view in room.views().values()}
              .values()]  # fmt: skip
    return one


def says(room: TestRoom, outcome: str, n: int = 1, **more: str) -> object:
    return room.desk.does(commands.FollowUp(n=n, outcome=outcome, **more))  # type: ignore[arg-type]


def test_open_commitments_are_shown_from_the_stage_on(store: Store) -> None:
    room = new_room(store, template="follow_up", carried=(OPEN,))
    assert not any("carried/1" in view for view in room.views().values())
    room.desk.goes("follow_up")
    assert shown(room)["owner"] == "Amira"
    room.desk.goes("write")
    assert shown(room)["will"] == "restore one backup"


def test_all_stand_on_the_first_page_and_each_has_one_of_its_own(room: TestRoom) -> None:
    assert room.view("projector")["now"]["steps"] == 3
    assert done(room.desk.presses(commands.Step, step=2))


@pytest.mark.parametrize(("carried", "pages"), [((), 1), ((OPEN,), 1), ((OPEN,) * 21, 21)])
def test_one_alone_has_no_page_besides_and_twenty_are_the_most(
    store: Store, carried: tuple[CarriedWords, ...], pages: int
) -> None:
    room = new_room(store, template="follow_up", carried=carried)
    room.desk.goes("follow_up")
    assert room.view("projector")["now"]["steps"] == pages


def test_what_became_of_one_is_said_and_taken_back(room: TestRoom) -> None:
    before = shown(room)
    assert done(says(room, "kept", learned="A date  in the\ncalendar does it."))  # type: ignore[arg-type]
    assert (shown(room)["outcome"], shown(room)["learned"]) == (
        "kept", "A date in the calendar does it.",
    )  # fmt: skip
    assert shown(room, 2)["outcome"] == ""
    says(room, "", learned="forgotten")
    assert shown(room) == before


def test_what_changed_has_new_words_and_keeps_the_old_ones(room: TestRoom) -> None:
    assert refusal(says(room, "changed")) == "empty"  # type: ignore[arg-type]
    assert refusal(says(room, "changed", will="x" * 121)) == "too_long"  # type: ignore[arg-type]
    assert refusal(says(room, "changed", will="x", by="soon")) == "malformed"  # type: ignore[arg-type]
    says(room, "changed", will="restore the smallest one", by="2026-05-01")
    one = shown(room)
    assert (one["will"], one["will_now"]) == ("restore one backup", "restore the smallest one")
    assert (one["by"], one["by_now"]) == ("2026-03-11", "2026-05-01")
    says(room, "dropped", will="what is sent along is not kept")
    assert (shown(room)["will_now"], shown(room)["by_now"]) == ("", "")


def test_only_the_desk_says_it_and_only_of_what_there_is(room: TestRoom) -> None:
    command = commands.FollowUp(n=3, outcome="kept")
    assert refusal(room.desk.does(command)) == "no_such"
    assert refusal(room.people[0].does(command)) == "not_allowed"


def test_nothing_is_said_before_the_stage(store: Store) -> None:
    early = new_room(store, template="follow_up", carried=(OPEN,))
    answer = early.do(AtDesk(), commands.FollowUp(n=1, outcome="kept"))
    assert refusal(answer) == "wrong_stage"
    other = new_room(store, carried=(OPEN,))
    assert other.read().carried == (), "an agenda without a follow-up carries nothing"


def test_what_was_learned_comes_onto_the_list_and_no_story_that_was_not_told(
    room: TestRoom,
) -> None:
    says(room, "kept", learned="A date in the calendar does it.")
    room.desk.goes("lessons")
    assert [*room.lessons()] == ["A date in the calendar does it."]
    assert not any("story" in view for view in room.views().values())


def test_an_agenda_of_two_stories_shows_each_in_its_stage(store: Store) -> None:
    first, second = built_in()[9], built_in()[2]
    room = new_room(store, template="90", second_story=second)
    room.participants(3)
    assert room.view("desk")["story"]["title"] == first.title
    for story in (first, second):
        room.desk.goes("story")
        assert {view["story"]["title"] for view in room.views().values()} == {story.title}
        assert room.view("desk")["now"]["steps"] == len(story.steps) + 2
        assert room.view("desk")["desk"]["question"] == story.questions[0]
    room.desk.goes("lessons")
    assert {*room.lessons()} == {first.lesson, second.lesson}


def test_each_of_two_stories_has_its_own_taps(store: Store) -> None:
    room = new_room(store, template="90", second_story=built_in()[2])
    room.participants(4)
    amounts = []
    for tapping in (room.people, room.people[:2]):
        room.desk.goes("story")
        for person in tapping:
            person.been_there("story")
        amounts.append(room.view("projector")["story_been"]["amount"])
    assert amounts == ["most", "none"]
    room.people[3].been_there("story")
    assert room.view("projector")["story_been"]["amount"] == "most"
    room.desk.presses(commands.Go, position=room.read().agenda.position("story"))
    assert room.view("projector")["story_been"]["amount"] == "most"


def test_a_second_story_needs_a_stage_to_be_told_in(store: Store) -> None:
    room = new_room(store, second_story=built_in()[2])
    assert room.read().second_story is None
    assert isinstance(room.participant().actor, Participant)
