"""Lessons that may say the same are found beside the loop, and told to the desk alone."""

from typing import Any

from tests.live.conftest import Place
from tests.live.test_speaking import entries, go
from tests.support.sockets import ASK_AGAIN, Socket, desk, phone
from tests.support.waiting import until

SAME = ("Ask for help earlier.", "Ask for help earlier, always.")
OTHER = ("Two keys are better than one.", "Sleep on it.")


def groups(place: Place, table: Socket) -> list[list[str]]:
    """The groups at the desk."""
    seen = entries(table, place, place.cookie)
    return list(seen.get("similar", {"groups": []})["groups"])


def groups_once(place: Place, table: Socket, *sizes: int) -> list[list[str]]:
    """The groups at the desk, once they have these sizes."""
    until(
        lambda: [len(group) for group in groups(place, table)] == [*sizes],
        says=lambda: groups(place, table),
        again=ASK_AGAIN,
    )
    return groups(place, table)


def texts(place: Place, table: Socket) -> dict[str, str]:
    """The lessons on the desk: words -> id."""
    seen = entries(table, place, place.cookie)
    lessons: list[Any] = [value for path, value in seen.items() if path.startswith("lessons/")]
    return {one["text"]: one["id"] for one in lessons}


def test_groups_come_when_the_list_has_changed_and_go_when_it_was_merged(place: Place) -> None:
    id_ = place.workshop()
    table, mine = desk(place.server, id_, place.cookie), phone(place.server, id_)
    go(place, table, "lessons")
    for text in (*SAME, *OTHER):
        assert table.do({"type": "desk_lesson", "text": text})["ok"]
    [group] = groups_once(place, table, 2)
    ids = texts(place, table)
    assert group == sorted(ids[text] for text in SAME)
    assert "similar" not in entries(mine, place)
    assert table.do({"type": "merge_all", "lessons": group, "into": group[0]})["ok"]
    groups_once(place, table)
    assert table.do({"type": "undo_lessons"})["ok"]
    assert groups_once(place, table, 2) == [group]
    assert table.do({"type": "desk_lesson", "text": "Ask for help earlier, please."})["ok"]
    groups_once(place, table, 3)


def test_nothing_is_suggested_once_the_list_is_closed(place: Place) -> None:
    id_ = place.workshop()
    table = desk(place.server, id_, place.cookie)
    go(place, table, "lessons")
    for text in SAME:
        assert table.do({"type": "desk_lesson", "text": text})["ok"]
    groups_once(place, table, 2)
    go(place, table, "vote")
    assert "similar" not in entries(table, place, place.cookie)
