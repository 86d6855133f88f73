"""Merging, splitting, leaving out: whatever was done, undone all the way it is as it was."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.room import TestRoom, done, new_room, refusal
from workshop.actions.lessons import UNDO_STEPS, ballot_lessons
from workshop.protocol import commands
from workshop.rules.lessons import of_groups
from workshop.rules.limits import MOST_VOTED
from workshop.storage.context import Context
from workshop.storage.store import Store

LESSONS = 15
PLACES = st.integers(0, LESSONS)
Act = Callable[[list[str]], commands.Command]


WORDS = st.sampled_from(["", "", "Said together.", "Said otherwise.", "Lesson 3.", "Lesson 7."])


def merges(one: int, into: int, words: str) -> Act:
    return lambda ids: commands.Merge(lesson=ids[one], into=ids[into], words=words)


def merges_all(several: list[int], into: int, words: str) -> Act:
    return lambda ids: commands.MergeAll(
        lessons=[ids[i] for i in several], into=ids[into], words=words
    )


ACTS = st.one_of(
    st.builds(merges, PLACES, PLACES, WORDS),
    st.builds(merges_all, st.lists(PLACES, min_size=1, max_size=6), PLACES, WORDS),
    st.builds(lambda one: lambda ids: commands.Split(lesson=ids[one]), PLACES),
    st.builds(lambda one, on: lambda ids: commands.LeaveOut(lesson=ids[one], on=on),
              PLACES, st.booleans()),
    st.just(lambda _ids: commands.LeaveRest()),
)  # fmt: skip


@pytest.fixture
def listed(store: Store) -> Iterator[TestRoom]:
    """Sixteen lessons, with votes of a round in which they were voted on before."""
    room = new_room(store)
    room.participants(3)
    room.desk.goes("lessons")
    for i in range(LESSONS + 1):
        room.desk.does(commands.DeskLesson(text=f"Lesson {i}."))
    ids = sorted(room_ids(room))
    with file_of(room).begin(Context(room.here, room.now, room.memory)) as tx:
        for i, id_ in enumerate(ids):
            tx.count(tx.handles.key(id_), 1 + i % 3)
    yield room


def file_of(room: TestRoom) -> Any:
    return room.store.workshops.open(room.id)


def room_ids(room: TestRoom) -> list[str]:
    return [lesson.id for lesson in room.read().lessons]


def picture(room: TestRoom) -> tuple[object, ...]:
    """Parents, what is left out, every vote, the sums of the groups, and the ballot."""
    seen = room.read()
    parents = {one.id: one.parent for one in seen.lessons}
    votes = {item: count for (_, item), count in seen.counts.items()}
    with file_of(room).begin(Context(room.here, room.now, room.memory)) as tx:
        on_ballot = [tx.handles.named(one) for one in ballot_lessons(tx)]
    return (seen.lessons, votes, of_groups(votes, parents), on_ballot)


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(acts=st.lists(ACTS, max_size=14))
def test_undone_all_the_way_votes_parents_and_ballot_are_as_they_were(
    listed: TestRoom, acts: list[Act]
) -> None:
    ids, before = sorted(room_ids(listed)), picture(listed)
    votes = before[1]
    for act in acts:
        listed.desk.does(act(ids))
        assert picture(listed)[1] == votes
    for _ in range(UNDO_STEPS):
        # Hypothesis gives each example the same chance, and so the room's own keys come again.
        if refusal(listed.desk.does(commands.UndoLessons(), os.urandom(16))):
            break
    assert picture(listed) == before


def test_a_group_is_merged_and_undone_in_one_step(listed: TestRoom) -> None:
    ids, before = sorted(room_ids(listed)), picture(listed)
    group = commands.MergeAll(lessons=ids[:5], into=ids[2])
    assert done(listed.desk.does(group))
    assert {one.id for one in listed.read().lessons if one.parent == ids[2]} == {*ids[:5]} - {
        ids[2]
    }
    assert done(listed.desk.does(group))
    assert len(listed.read().state.undo) == 1
    listed.desk.does(commands.UndoLessons())
    assert picture(listed) == before


def test_leaving_out_the_rest_keeps_twelve_and_first_what_others_were_put_under(
    listed: TestRoom,
) -> None:
    ids, before = sorted(room_ids(listed)), picture(listed)
    last = ids[-1]
    listed.desk.does(commands.Merge(lesson=ids[0], into=last))
    assert done(listed.desk.does(commands.LeaveRest()))
    on_ballot = picture(listed)[3]
    assert len(on_ballot) == MOST_VOTED  # type: ignore[arg-type]
    assert last in on_ballot  # type: ignore[operator]
    listed.desk.does(commands.UndoLessons())
    listed.desk.does(commands.UndoLessons())
    assert picture(listed) == before


def test_an_unknown_lesson_spoils_the_whole_group(listed: TestRoom) -> None:
    ids, before = sorted(room_ids(listed)), picture(listed)
    wrong = commands.MergeAll(lessons=[ids[0], "00" * 16], into=ids[1])
    assert refusal(listed.desk.does(wrong)) == "no_such"
    assert picture(listed) == before


def test_at_the_vote_no_undo_puts_more_than_twelve_on_the_ballot(listed: TestRoom) -> None:
    ids = sorted(room_ids(listed))
    listed.desk.does(commands.MergeAll(lessons=ids[:6], into=ids[0]))
    listed.desk.goes("vote")
    assert refusal(listed.desk.does(commands.UndoLessons())) == "ballot_full"
    assert len(picture(listed)[3]) == LESSONS + 1 - 5
    merged = listed.desk.does(commands.Merge(lesson=ids[7], into=ids[8]))
    assert done(merged) and done(listed.desk.does(commands.UndoLessons()))


def test_at_a_full_ballot_a_step_is_undone_that_adds_nothing(listed: TestRoom) -> None:
    ids = sorted(room_ids(listed))
    listed.desk.does(commands.MergeAll(lessons=ids[:6], into=ids[0]))
    listed.desk.goes("vote")
    assert done(listed.desk.does(commands.Split(lesson=ids[1])))
    assert len(picture(listed)[3]) == MOST_VOTED
    assert done(listed.desk.does(commands.UndoLessons()))
    assert len(picture(listed)[3]) == MOST_VOTED - 1


def test_an_undo_that_is_sent_again_takes_back_no_second_step(listed: TestRoom) -> None:
    one, other, *_ = sorted(room_ids(listed))
    for lesson in (one, other):
        assert done(listed.desk.does(commands.LeaveOut(lesson=lesson, on=True)))
    key = b"k" * 16
    for _ in range(2):
        assert done(listed.desk.does(commands.UndoLessons(), key))
    on_ballot = picture(listed)[3]
    assert one not in on_ballot and other in on_ballot  # type: ignore[operator]
