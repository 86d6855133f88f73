"""The pulse: sums of five and more, changes of eight and more, once; every answer is erased."""

from collections.abc import Sequence
from datetime import date

import pytest

from tests.support.room import Person, TestRoom, done, new_room, refusal
from tests.support.stored import selected
from workshop.protocol import commands
from workshop.protocol.participant_commands import AnswerPulse
from workshop.protocol.stage_commands import EndPulse
from workshop.rules.pulse import PAIRS, PulseAnswers, pulse_sentences, sum_up
from workshop.storage.store import Store
from workshop.summary.build import build

HIGH, LOW, MIDDLE = [5, 4, 5], [1, 2, 1], [3, 3, 3]
LOW_TWICE = (1, 2, 1)


@pytest.fixture
def room(store: Store) -> TestRoom:
    return new_room(store, pulse="summary")


def answers(person: Person, at: str, given: Sequence[int]) -> str:
    """The refusal; "" when it is kept."""
    return refusal(person.does(AnswerPulse(at=at, answers=[*given])))  # type: ignore[arg-type]


def rows(room: TestRoom) -> int:
    return len(selected(room, "SELECT key FROM pulse_answer"))


def taken(room: TestRoom, arrive: int, finish: int, both: int) -> list[dict[str, list[int]]]:
    """So many answer at the arrival, at the end, and at both; what the desk is told then."""
    people = room.participants(arrive + finish + both)
    for person in people[: arrive + both]:
        assert answers(person, "arrive", LOW) == ""
    room.desk.goes("finish")
    for person in people[arrive:]:
        assert answers(person, "finish", HIGH) == ""
    room.desk.presses(EndPulse)
    shown = room.view("desk")["pulse"]
    assert shown["over"] and rows(room) == 0
    return shown["items"]  # type: ignore[return-value]


def test_eight_who_answered_twice_are_set_beside_each_other(room: TestRoom) -> None:
    first, *_ = taken(room, 0, 0, 8)
    assert first == {"arrive": [8, 0, 0, 0, 0], "finish": [0, 0, 0, 0, 8], "change": [0, 0, 8]}


def test_who_answered_once_is_in_no_sum_then(room: TestRoom) -> None:
    for item in taken(room, 1, 1, 8):
        assert [sum(counts) for counts in item.values()] == [8, 8, 8]


@pytest.mark.parametrize("both", [4, 5, 7])
def test_with_fewer_pairs_each_end_stands_for_itself(room: TestRoom, both: int) -> None:
    for item in taken(room, 1, 2, both):
        assert (sum(item["arrive"]), sum(item["finish"])) == (both + 1, both + 2)
        assert item["change"] == []


def test_an_end_with_four_tells_nothing(room: TestRoom) -> None:
    for item in taken(room, 3, 0, 2):
        assert (sum(item["arrive"]), item["finish"], item["change"]) == (5, [], [])


def test_under_five_nothing_is_kept(room: TestRoom) -> None:
    assert taken(room, 0, 0, 4) == []
    assert not [item for _, item in room.read().counts if item.startswith("pulse")]


def test_whoever_ends_it_early_learns_nothing_of_the_one_who_was_first(room: TestRoom) -> None:
    people = room.participants(20)
    own, watched = people[:4], people[4]
    for person in (*own, watched):
        answers(person, "arrive", LOW)
    room.desk.goes("finish")
    for person in (*own, watched):
        answers(person, "finish", HIGH)
    room.here = 5  # those who left are still those who might have answered
    room.desk.presses(EndPulse)
    assert room.view("desk")["pulse"]["items"] == [] and rows(room) == 0


@pytest.mark.parametrize(("devices", "needed"), [(0, 5), (15, 5), (16, 6), (60, 20)])
def test_sums_are_of_five_and_of_a_third_of_the_room(devices: int, needed: int) -> None:
    twice = PulseAnswers(LOW_TWICE, LOW_TWICE)
    assert sum_up([twice] * (needed - 1), devices) == {}
    assert sum_up([twice] * needed, devices) != {}


def test_no_two_sums_are_of_groups_of_which_one_holds_the_other() -> None:
    once, twice = PulseAnswers(arrive=(1, 1, 1)), PulseAnswers((3, 3, 3), (4, 2, 3))
    for more in range(8):
        counts = sum_up([once] * more + [twice] * PAIRS, PAIRS + more)
        sizes = {
            sum(getattr(one, end))
            for one in pulse_sentences(counts)
            for end in ("arrive", "finish")
        }
        assert sizes == {PAIRS}
        assert pulse_sentences(counts) == pulse_sentences(sum_up([twice] * PAIRS, PAIRS))


def test_the_newest_answer_of_a_device_counts_and_it_can_be_taken_back(room: TestRoom) -> None:
    people = room.participants(6)
    for person in people:
        answers(person, "arrive", LOW)
        answers(person, "arrive", MIDDLE)
    answers(people[5], "arrive", [])
    assert rows(room) == 5
    room.desk.goes("finish")
    room.desk.presses(EndPulse)
    first, *_ = room.view("desk")["pulse"]["items"]  # type: ignore[misc]
    assert first["arrive"] == [0, 0, 5, 0, 0]


def test_nothing_shows_while_it_is_collected_and_every_answer_is_answered_alike(
    room: TestRoom,
) -> None:
    people = room.participants(6)
    before = room.views()
    said = [people[0].does(AnswerPulse(at="arrive", answers=given)) for given in (LOW, HIGH, [])]
    said += [person.does(AnswerPulse(at="arrive", answers=LOW)) for person in people]
    assert room.views() == before
    assert len({repr(one) for one in said}) == 1


def test_it_is_over_once_and_for_good(room: TestRoom) -> None:
    taken(room, 0, 0, 5)
    before = room.view("desk")["pulse"]
    late = room.participant()
    assert answers(late, "finish", HIGH) == "round_closed"
    room.desk.goes("arrive")
    assert answers(late, "arrive", HIGH) == "round_closed"
    room.desk.goes("finish")
    press = EndPulse(turn=int(room.read().state.turn))
    assert refusal(room.desk.does(press)) == "wrong_stage"
    assert room.view("desk")["pulse"] == before
    assert room.view("participant")["workshop"]["pulse"] == ""


def test_each_end_takes_answers_while_it_is_on(room: TestRoom) -> None:
    (person,) = room.participants(1)
    assert answers(person, "finish", HIGH) == "wrong_stage"
    room.desk.goes("write")
    assert answers(person, "arrive", HIGH) == "wrong_stage"
    room.desk.goes("arrive")
    assert answers(person, "arrive", [1, 2]) == "malformed"
    assert answers(person, "arrive", LOW) == ""


def test_it_is_off_unless_it_was_asked_for(store: Store) -> None:
    room = new_room(store)
    assert answers(room.participant(), "arrive", LOW) == "round_closed"
    assert room.view("participant")["workshop"]["pulse"] == ""
    assert "pulse" not in room.view("desk")


@pytest.mark.parametrize(("use", "kept"), [("summary", True), ("room", False)])
def test_the_seal_ends_it_and_the_summary_has_it_where_that_was_said_before(
    store: Store, use: str, kept: bool
) -> None:
    room = new_room(store, pulse=use)
    people = room.participants(8)
    for person in people:
        answers(person, "arrive", MIDDLE)
    assert room.view("participant")["workshop"]["pulse"] == use
    room.desk.goes("finish")
    for person in people:
        assert done(person.does(AnswerPulse(at="finish", answers=HIGH)))
    room.desk.presses(commands.Seal)
    assert rows(room) == 0
    summary = build(room.read(), date(2026, 5, 28))
    assert bool(summary.pulse) is kept
    if summary.pulse:
        assert summary.pulse[0].change == [0, 0, 8]


def test_the_room_screen_is_never_told(room: TestRoom) -> None:
    taken(room, 0, 0, 6)
    assert "pulse" not in room.view("projector") and "pulse" not in room.view("participant")
