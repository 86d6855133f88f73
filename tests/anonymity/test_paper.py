"""Paper: nothing tells its cards from a device's, and it shows nobody's device.

The same workshop is held twice, under the same key K: once two of its cards come on paper, once
they come from devices.
"""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.support.files import file_of
from tests.support.room import TestRoom, done, new_room, new_store
from tests.support.same_keys import key_by_name, same_rows
from workshop.actions.answers import Answered, AtDesk, Participant
from workshop.protocol import commands
from workshop.protocol.summary import written_summary
from workshop.rules.thresholds import NEWLY_WROTE, WROTE
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.store import Store
from workshop.summary.build import build

PEOPLE = 6
BY_DEVICE = 4
"""So many cards come from devices in both workshops; the rest is what may come on paper."""
LESSONS = ("Ask first.", "Test the backup.", "Call people.")

GROUP = 4
"""So many devices make a group of voters, and an end with a result, in a room of PEOPLE."""
LARGER, LARGEST = 6, 8
"""The same where three times as many are there, and where there are most."""
SECONDS = 2.1
"""After which bars may move again."""

Pair = tuple[TestRoom, TestRoom]


@pytest.fixture
def pair(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Pair]:
    """Two copies of one workshop, with the same devices; in the first, two cards are paper."""
    monkeypatch.setattr(KeyFolder, "make", key_by_name)
    first = new_store(tmp_path / "one")
    id_ = new_room(first).id
    first.close()
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    rooms = [TestRoom(new_store(tmp_path / name), id_) for name in ("one", "two")]
    for each, paper in zip(rooms, (True, False), strict=True):
        # The same keys in both: what then differs comes from the way of the two cards alone.
        random.seed(5)
        for i, person in enumerate(each.participants(PEOPLE)):
            person.actor = Participant(bytes([i]) * 16)
        write_cards(each, paper)
    yield rooms[0], rooms[1]
    for each in rooms:
        each.store.close()


def write_cards(room: TestRoom, paper: bool) -> None:
    for stage in ("story", "write"):
        room.desk.goes(stage)
    for i, person in enumerate(room.people):
        words = {"happened": f"It broke {i}.", "learned": f"Mend it {i}.", "may_stand": i % 2 == 0}
        if paper and i >= BY_DEVICE:
            assert done(types_card(room, **words))
        else:
            assert done(person.writes(**words))
    for person in room.people:
        person.adds_nothing()


def types_card(room: TestRoom, happened: str, **more: object) -> Answered:
    return room.desk.does(commands.PaperCard(round=room.round, happened=happened, **more))


def types_votes(room: TestRoom, lesson: str, votes: int) -> Answered:
    return room.desk.does(commands.PaperVotes(round=room.round, lesson=lesson, votes=votes))


def both_go(pair: Pair, stage: str) -> None:
    """Presses the same stage at both desks, under the same keys."""
    for each in pair:
        random.seed(7)
        with same_rows():
            each.desk.goes(stage)


def rows(room: TestRoom, table: str, columns: str = "*") -> list[tuple[object, ...]]:
    """The rows of a table, as whoever gets the file reads them."""
    with closing(sqlite3.connect(file_of(room.store, room.id))) as file:
        return list(file.execute(f"SELECT {columns} FROM {table}"))


def sizes(found: list[tuple[object, ...]]) -> Counter[tuple[object, ...]]:
    return Counter(
        tuple(len(value) if isinstance(value, bytes) else value for value in row) for row in found
    )


def without(counts: Mapping[Any, Any], left_out: set[Any]) -> dict[Any, Any]:
    return {item: count for item, count in counts.items() if item not in left_out}


def test_while_cards_wait_the_file_has_the_same_rows(pair: Pair) -> None:
    paper, device = pair
    assert len(rows(paper, "card")) == PEOPLE
    # Under K a card carries what it shares with others of its device; without K all look alike.
    plain = "key, round, length(body)"
    assert rows(paper, "card", plain) == rows(device, "card", plain)
    assert sizes(rows(paper, "mark")) == sizes(rows(device, "mark"))
    wrote = {(paper.round, item) for item in (WROTE, NEWLY_WROTE)}
    counts = paper.read().counts, device.read().counts
    # What is told apart is under the key of the round: paper hides no device.
    assert [{each[one] for one in wrote} for each in counts] == [{BY_DEVICE}, {PEOPLE}]
    assert without(counts[0], wrote) == without(counts[1], wrote)
    assert sizes(rows(paper, "tallies")) == sizes(rows(device, "tallies"))
    assert paper.read().rev == device.read().rev


def test_before_and_after_the_reveal_every_view_is_the_same(pair: Pair) -> None:
    paper, device = pair
    assert paper.views() == device.views()
    for stage in ("look_through", "reveal", "lessons"):
        both_go(pair, stage)
        assert paper.views() == device.views()


def test_after_the_reveal_the_open_table_is_equal_and_soon_the_whole_file(pair: Pair) -> None:
    paper, device = pair
    both_go(pair, "reveal")
    assert len(rows(paper, "open_card")) == PEOPLE
    assert rows(paper, "open_card") == rows(device, "open_card")
    assert rows(paper, "card") == rows(device, "card") == []
    both_go(pair, "lessons")
    tables = {name for (name,) in rows(paper, "sqlite_master WHERE type = 'table'", "name")}
    assert len(tables) > 7
    for table in tables:
        assert rows(paper, table) == rows(device, table), table


def test_the_summary_is_equal_and_says_nothing_of_paper(pair: Pair) -> None:
    texts = []
    for each in pair:
        random.seed(9)
        each.desk.goes("lessons")
        for text in LESSONS:
            each.desk.does(commands.DeskLesson(text=text))
        each.desk.goes("vote")
        lesson = each.lessons()[LESSONS[0]]
        for person in each.people[:GROUP]:
            person.votes(lesson)
        if each is pair[0]:
            assert done(types_votes(each, lesson, 2))
            assert "paper" in str(each.read().counts)
        else:
            assert done(each.people[GROUP].votes(lesson, 2))
        each.desk.ends_voting()
        assert "paper" not in str(each.read().counts)
        each.desk.goes("finish")
        texts.append(written_summary(build(each.read(), date(2026, 5, 28))))
    assert f'"votes":{GROUP + 2}' in texts[0]
    assert texts[0] == texts[1]
    assert "paper" not in texts[0]


def test_while_people_write_nothing_of_a_paper_card_leaves_the_server(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("write")
    before, rev = room.views(), room.read().rev
    answer = types_card(room, "On paper")
    assert (room.views(), room.read().rev) == (before, rev)
    assert answer == room.people[0].writes("On a phone")


def test_in_the_look_through_it_reaches_desks_alone_and_stands_like_any_card(
    room: TestRoom,
) -> None:
    room.participants(4)
    room.desk.goes("write")
    for i, person in enumerate(room.people):
        person.writes(f"On a phone {i}")
        person.adds_nothing()
    room.desk.goes("look_through")
    before = room.views()
    assert done(types_card(room, "On paper"))
    after = room.views()
    assert [view for view in after if after[view] != before[view]] == ["desk"]
    cards = {path: one for path, one in after["desk"].items() if path.startswith("review/")}
    assert len(cards) == 5
    assert list(cards) == sorted(cards)
    alike = {(*one, one["sensitive"], one["aside"], one["read"]) for one in cards.values()}
    assert len(alike) == 1


def test_paper_lifts_no_round_over_its_threshold(room: TestRoom) -> None:
    room.participants(3)
    room.desk.goes("write")
    room.people[0].writes("From one device", show_few=False)
    for person in room.people:
        person.adds_nothing()
    for i in range(10):
        types_card(room, f"On paper {i}")
    room.desk.goes("look_through")
    before = room.views()
    assert done(types_card(room, "On paper, late"))
    after = room.views()
    assert [view for view in after if after[view] != before[view]] == ["desk"]
    assert {card.words.happened[:8] for card in room.read().waiting} == {"On paper"}
    room.desk.goes("reveal")
    # Paper is shown, and the card that it does not hide went back to its phone.
    assert {card.words.happened[:8] for card in room.read().cards} == {"On paper"}
    assert len(room.read().cards) == 11
    assert rows(room, "card") == []


def voting(room: TestRoom) -> list[str]:
    room.participants(PEOPLE)
    room.desk.goes("lessons")
    for text in LESSONS:
        room.desk.does(commands.DeskLesson(text=text))
    room.desk.goes("vote")
    return [room.lessons()[text] for text in LESSONS]


def bars(room: TestRoom, view: str = "desk") -> dict[str, object]:
    return {
        path: one["votes"] for path, one in room.view(view).items() if path.startswith("lessons/")
    }


def test_a_paper_vote_shows_no_ballot_of_a_device(room: TestRoom) -> None:
    first, second, _ = voting(room)
    room.participants(2 * PEOPLE)
    groups = [room.people[i : i + LARGER] for i in range(0, 3 * LARGER, LARGER)]
    nothing = bars(room)
    for person in groups[0]:
        person.votes_all(first)
    for person in groups[1][1:]:
        person.votes_all(second)
    for lesson in (first, second):
        assert done(types_votes(room, lesson, 7))
    assert bars(room) == nothing
    # Paper that comes with the last of a group rides one group behind, as that device does.
    vote = commands.Vote(round=room.round, lesson=second, votes=1)
    paper = commands.PaperVotes(round=room.round, lesson=second, votes=8)
    room.now += SECONDS
    room.together((groups[1][0].actor, vote), (AtDesk(), paper))
    before = bars(room)
    assert (before[f"lessons/{first}"], before[f"lessons/{second}"]) == (LARGER, 0)
    for lesson in (first, second):
        assert done(types_votes(room, lesson, 9))
    room.now += SECONDS
    assert bars(room) == before
    for person in groups[2]:
        person.votes_all(first)
    after = bars(room)
    assert after[f"lessons/{first}"] == LARGER + 7
    assert after[f"lessons/{second}"] == LARGER + 8


def test_at_each_release_a_whole_group_is_new_whatever_paper_does(store: Store) -> None:
    chance = random.Random(3)
    room = new_room(store)
    lessons = voting(room)
    room.participants(60)
    room.here += 3  # who do not vote
    seen, voted, releases = bars(room, "projector"), 0, 0
    waiting = chance.sample(room.people, len(room.people))
    for _ in range(240):
        room.now += SECONDS
        if chance.random() < 0.7:
            types_votes(room, chance.choice(lessons), chance.randrange(9))
        elif waiting:
            voted += done(waiting.pop().votes_all(chance.choice(lessons)))
        now = bars(room, "projector")
        if now != seen:
            assert voted >= LARGEST
            releases, voted = releases + 1, 0
        seen = now
    assert releases > 5


def test_a_number_on_paper_is_seen_at_the_desk_alone_until_its_release(room: TestRoom) -> None:
    lesson, *_ = voting(room)
    room.here += 3
    for person in room.people[:3]:
        person.votes_all(lesson)
    before = room.views()
    types_votes(room, lesson, 4)
    after = room.views()
    assert [view for view in after if after[view] != before[view]] == ["desk"]
    path = f"lessons/{lesson}"
    assert after["desk"][path] == {**before["desk"][path], "paper": 4}
    assert all("paper" not in str(after[view]) for view in ("participant", "projector"))
