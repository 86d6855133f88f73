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


def test_whether_the_plan_fitted_is_said_of_what_was_kept(room: TestRoom) -> None:
    says(room, "kept", fit="partly")
    assert (shown(room)["outcome"], shown(room)["fit"]) == ("kept", "partly")
    says(room, "not_come_up", fit="yes")
    assert (shown(room)["outcome"], shown(room)["fit"]) == ("not_come_up", "")


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


def test_other_words_for_what_was_learned_take_the_place_of_the_old_ones(room: TestRoom) -> None:
    says(room, "kept", learned="A date does it.")
    room.desk.goes("lessons")
    room.desk.does(commands.DeskLesson(text="Write dates down."))
    ids = room.lessons()
    room.desk.does(commands.Merge(lesson=ids["Write dates down."], into=ids["A date does it."]))
    room.desk.goes("follow_up")
    says(room, "kept", learned="A date in the calendar does it.")
    room.desk.goes("lessons")
    (top,) = groups(room)
    assert {top, *groups(room)[top]} == {"A date in the calendar does it.", "Write dates down."}
    assert top == "A date in the calendar does it."
    room.desk.does(commands.UndoLessons())
    assert groups(room) == {top: [], "Write dates down.": []}


@pytest.mark.parametrize("back", ["", "Write dates down."])
def test_what_was_learned_is_taken_off_with_its_outcome_or_for_words_that_stand_already(
    room: TestRoom, back: str
) -> None:
    says(room, "kept", learned="A date does it.")
    room.desk.goes("lessons")
    room.desk.does(commands.DeskLesson(text="Write dates down."))
    ids = room.lessons()
    room.desk.does(commands.Merge(lesson=ids["Write dates down."], into=ids["A date does it."]))
    says(room, "kept" if back else "", learned=back)
    assert groups(room) == {"Write dates down.": []}
    assert done(room.desk.does(commands.UndoLessons()))
    assert groups(room) == {"Write dates down.": []}
    assert refusal(room.desk.does(commands.UndoLessons())) == "nothing_to_undo"


def test_the_old_words_stay_where_something_else_taught_them(room: TestRoom) -> None:
    says(room, "kept", learned="A date does it.")
    says(room, "kept", n=2, learned="A date does it.")
    room.desk.goes("lessons")
    room.desk.goes("follow_up")
    says(room, "kept", learned="A colleague does it.")
    room.desk.goes("lessons")
    assert {*room.lessons()} == {"A date does it.", "A colleague does it."}


def test_what_the_room_has_voted_on_keeps_its_words(room: TestRoom) -> None:
    says(room, "kept", learned="A date does it.")
    room.desk.goes("vote")
    room.people[0].votes("A date does it.")
    room.desk.goes("follow_up")
    says(room, "kept", learned="A colleague does it.")
    assert [*room.lessons()] == ["A date does it."]


def groups(room: TestRoom) -> dict[str, list[str]]:
    """Returns the lessons on the list, with those put under each."""
    lessons = {one.id: one for one in room.read().lessons}
    words = {id_: one.words.text for id_, one in lessons.items()}
    return {
        words[id_]: [words[other] for other, below in lessons.items() if below.parent == id_]
        for id_, one in lessons.items()
        if not one.parent
    }


def test_an_agenda_of_two_stories_shows_each_in_its_stage(store: Store) -> None:
    first, second = built_in()[9], built_in()[2]
    room = new_room(store, template="90", second_story=second)
    room.participants(3)
    assert room.view("desk")["story"]["title"] == first.title
    for story in (first, second):
        room.desk.goes("story")
        assert {view["story"]["title"] for view in room.views().values()} == {story.title}
        assert room.view("desk")["now"]["steps"] == len(story.steps) + 2
        assert room.view("desk")["now"]["question"] == 0
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
    room.desk.presses(commands.Go, stage="story")
    assert room.view("projector")["story_been"]["amount"] == "most"


def test_a_second_story_needs_a_stage_to_be_told_in(store: Store) -> None:
    room = new_room(store, second_story=built_in()[2])
    assert room.read().second_story is None
    assert isinstance(room.participant().actor, Participant)
