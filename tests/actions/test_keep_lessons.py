"""Many lessons: phones mark what they would keep, and the desk's list stands in that order."""

import msgspec
import pytest

from tests.support.room import Person, TestRoom, done, refusal
from workshop.protocol import commands
from workshop.protocol.messages import Ok, Refused
from workshop.rules.lessons import KEEPERS, is_kept
from workshop.rules.limits import LESSONS_DEALT, MOST_VOTED
from workshop.storage.context import Memory

TEXTS = [f"Lesson {i:02}." for i in range(15)]


@pytest.fixture
def crowded(room: TestRoom) -> TestRoom:
    """A list of fifteen lessons before nine people."""
    room.participants(9)
    room.desk.goes("lessons")
    for text in TEXTS:
        room.desk.does(commands.DeskLesson(text=text))
    return room


def keeps(person: Person, *texts: str) -> Ok | Refused:
    room = person.room
    ids = [room.lessons()[text] for text in texts]
    return person.does(commands.KeepLessons(round=room.round, lessons=ids))


def fitting(room: TestRoom) -> tuple[list[str], list[str], bool]:
    """Returns the lessons of which the desk is told that they fit or do not, in words, and whether
    that goes by marks."""
    shown = room.view("desk")["fitting"]
    texts = {id_: text for text, id_ in room.lessons().items()}
    fits, beyond = ([texts[one] for one in shown[part]] for part in ("fits", "beyond"))
    return fits, beyond, shown["marked"]


def last(room: TestRoom) -> list[str]:
    """Three lessons that chance alone leaves beyond the ballot."""
    return fitting(room)[1]


def test_what_does_not_fit_is_named_by_chance_until_enough_devices_have_marked(
    crowded: TestRoom,
) -> None:
    fits, beyond, marked = fitting(crowded)
    assert (len(fits), len(beyond), marked) == (MOST_VOTED, 3, False)
    for person in crowded.people[:3]:
        assert done(keeps(person, *beyond))
    assert fitting(crowded) == (fits, beyond, False)


def test_once_enough_have_marked_the_list_stands_by_count_and_then_by_chance(
    crowded: TestRoom,
) -> None:
    first, second, third = last(crowded)
    marked_by = [first], [first, second], [first, second, third], [first, second, third]
    for person, marks in zip(crowded.people, marked_by, strict=False):
        keeps(person, *marks)
    fits, beyond, marked = fitting(crowded)
    assert marked and fits[:3] == [first, second, third]
    by_chance = sorted(set(TEXTS) - {first, second, third}, key=crowded.lessons().__getitem__)
    assert [*fits[3:], *beyond] == by_chance


@pytest.mark.parametrize("restarts", [False, True])
def test_the_order_moves_for_several_devices_at_a_time(crowded: TestRoom, restarts: bool) -> None:
    first, second, _ = last(crowded)
    for person in crowded.people[:4]:
        keeps(person, first)
    stood = crowded.views()
    crowded.memory = Memory() if restarts else crowded.memory
    for person in crowded.people[:3]:
        keeps(person, second)  # moved: it rides along with the next group
    for person in crowded.people[4:7]:
        keeps(person, second)
        assert crowded.views() == stood
    keeps(crowded.people[7], second)
    assert fitting(crowded)[0][:2] == [second, first]


def test_a_device_counts_once_however_often_it_marks_anew(crowded: TestRoom) -> None:
    first, second, third = last(crowded)
    for text in (first, second, third):
        for person in crowded.people[:3]:
            assert done(keeps(person, text))
    assert not fitting(crowded)[2]


def test_marking_nothing_counts_for_nobody_and_hides_nobody(crowded: TestRoom) -> None:
    for person in crowded.people[:3]:
        assert done(keeps(person))
    for person in crowded.people[3:6]:
        keeps(person, TEXTS[0])
    assert not fitting(crowded)[2]


def test_marks_are_whole_sets_and_a_repeat_is_harmless(crowded: TestRoom) -> None:
    first, second, _ = last(crowded)
    one, *others = crowded.people[:3]
    for _ in range(2):
        assert done(keeps(one, first, second))
    assert done(keeps(one, second))
    for person in others:
        keeps(person, second)
    counts = {item: n for (_, item), n in crowded.read().counts.items() if is_kept(item)}
    ids = crowded.lessons()
    assert (counts[f"keep:{ids[first]}"], counts[f"keep:{ids[second]}"]) == (0, 3)
    assert counts[KEEPERS] == 3


def test_no_more_can_be_marked_than_a_device_was_dealt(crowded: TestRoom) -> None:
    ids = [*crowded.lessons().values()]
    asked = {"type": "keep_lessons", "round": crowded.round, "lessons": ids[:LESSONS_DEALT]}
    msgspec.convert(asked, commands.KeepLessons)
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(asked | {"lessons": ids[: LESSONS_DEALT + 1]}, commands.KeepLessons)


def test_the_row_of_counts_has_every_lesson_whether_it_was_marked_or_not(
    crowded: TestRoom,
) -> None:
    keeps(crowded.people[0], TEXTS[0])
    items = {item for _, item in crowded.read().counts if item.startswith("keep:")}
    assert items == {f"keep:{id_}" for id_ in crowded.lessons().values()}


def test_no_view_has_a_figure_of_the_marks(crowded: TestRoom) -> None:
    before = crowded.views()
    for person in crowded.people[:4]:
        keeps(person, *last(crowded))
    after = crowded.views()
    assert after["participant"] == before["participant"]
    assert after["projector"] == before["projector"]
    changed = {path for path in after["desk"] if after["desk"][path] != before["desk"].get(path)}
    assert changed == {"fitting"}


def test_the_rest_is_left_out_as_the_desk_has_it_before_it(crowded: TestRoom) -> None:
    wanted = last(crowded)
    for person in crowded.people[:4]:
        keeps(person, *wanted)
    _, beyond, _ = fitting(crowded)
    assert done(crowded.desk.does(commands.LeaveRest()))
    assert {one.words.text for one in crowded.read().lessons if one.beyond} == {*beyond}
    assert not {*beyond} & {*wanted} and "fitting" not in crowded.view("desk")


def test_marks_of_lessons_that_are_merged_count_for_the_one_that_speaks_for_them(
    crowded: TestRoom,
) -> None:
    first, second, third = last(crowded)
    for person, text in zip(crowded.people, (first, second, second, second), strict=False):
        keeps(person, text)
    ids = crowded.lessons()
    crowded.desk.does(commands.Merge(lesson=ids[second], into=ids[third]))
    assert fitting(crowded)[0][:2] == [third, first]


def test_marks_are_refused_for_unknown_lessons_and_beside_the_lessons_stage(
    crowded: TestRoom,
) -> None:
    person, round_ = crowded.people[0], crowded.round
    unknown = commands.KeepLessons(round=round_, lessons=["00" * 16])
    assert refusal(person.does(unknown)) == "no_such"
    late = commands.KeepLessons(round=round_, lessons=[crowded.lessons()[TEXTS[0]]])
    crowded.desk.does(commands.LeaveRest())
    crowded.desk.goes("vote")
    assert refusal(person.does(late)) == "wrong_stage"


def test_nothing_of_the_marks_is_left_once_the_vote_opens(crowded: TestRoom) -> None:
    for person in crowded.people[:4]:
        keeps(person, *last(crowded))
    crowded.desk.does(commands.LeaveRest())
    crowded.desk.goes("vote")
    assert not [item for _, item in crowded.read().counts if is_kept(item)]
