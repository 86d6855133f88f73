"""Paper: nothing tells its cards from a device's, and it shows nobody's device.

The same workshop is held twice, under the same key K: once two of its cards come on paper, once
they come from devices.
"""

import random
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from tests.support.files import file_of
from tests.support.room import TestRoom, done, new_room, new_store
from tests.support.same_keys import key_by_name
from workshop.actions.answers import Answer, AtDesk, Participant
from workshop.protocol import commands
from workshop.protocol.summary import write
from workshop.storage.sqlite.key_folder import KeyFolder
from workshop.storage.store import Store
from workshop.summary.build import build

PEOPLE = 6
BY_DEVICE = 4
"""So many cards come from devices in both workshops; the rest is what may come on paper."""
LESSONS = ("Ask first.", "Test the backup.", "Call people.")

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


def types_card(room: TestRoom, happened: str, **more: object) -> Answer:
    return room.desk.does(commands.PaperCard(round=room.round, happened=happened, **more))


def types_votes(room: TestRoom, lesson: str, votes: int) -> Answer:
    return room.desk.does(commands.PaperVotes(round=room.round, lesson=lesson, votes=votes))


def both_go(pair: Pair, stage: str) -> None:
    """Presses the same stage at both desks, under the same keys."""
    for each in pair:
        random.seed(7)
        each.desk.goes(stage)


def rows(room: TestRoom, table: str, columns: str = "*") -> list[tuple[object, ...]]:
    """The rows of a table, as whoever gets the file reads them."""
    with closing(sqlite3.connect(file_of(room.store, room.id))) as file:
        return list(file.execute(f"SELECT {columns} FROM {table}"))


def sizes(found: list[tuple[object, ...]]) -> Counter[tuple[object, ...]]:
    return Counter(
        tuple(len(value) if isinstance(value, bytes) else value for value in row) for row in found
    )


def test_while_cards_wait_the_file_has_the_same_rows(pair: Pair) -> None:
    paper, device = pair
    assert len(rows(paper, "card")) == PEOPLE
    # Under K a card carries what it shares with others of its device; without K all look alike.
    plain = "key, round, length(body)"
    assert rows(paper, "card", plain) == rows(device, "card", plain)
    assert sizes(rows(paper, "mark")) == sizes(rows(device, "mark"))
    assert paper.read().counts == device.read().counts
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
        each.desk.goes("vote")
        lesson = sorted(each.lessons().values())[0]
        if each is pair[0]:
            types_votes(each, lesson, 2)
            assert "paper" in str(each.read().counts)
        else:
            each.people[0].votes(lesson, 2)
        each.desk.ends_voting()
        assert "paper" not in str(each.read().counts)
        each.desk.goes("finish")
        texts.append(write(build(each.read(), date(2026, 5, 28))))
    assert '"votes":2' in texts[0]
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
    room.people[0].writes("One of two devices")
    for person in room.people[:2]:
        person.adds_nothing()
    for i in range(10):
        types_card(room, f"On paper {i}")
    room.desk.goes("look_through")
    before, rev = room.view("desk"), room.read().rev
    types_card(room, "On paper, late")
    assert (room.view("desk"), room.read().rev) == (before, rev)
    assert room.read().waiting == ()
    room.desk.goes("reveal")
    assert room.read().cards == ()
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
    room.here += 6  # who have not voted yet
    for person in room.people[:3]:
        person.votes_all(first)
    before = bars(room)
    assert before[f"lessons/{first}"] == 3
    room.people[3].votes(second, 2)
    room.people[3].is_done()
    for lesson in (first, second):
        types_votes(room, lesson, 7)
    assert bars(room) == before
    vote = commands.Vote(round=room.round, lesson=second, votes=1)
    paper = commands.PaperVotes(round=room.round, lesson=second, votes=8)
    enough = commands.DoneVoting(round=room.round)
    four = room.people[4].actor
    room.together((four, vote), (four, enough), (AtDesk(), paper))
    assert bars(room) == before
    room.people[5].votes_all(second)
    assert bars(room)[f"lessons/{second}"] == 4 + 8
    assert bars(room)[f"lessons/{first}"] == 3 + 7


def test_at_each_release_three_ballots_are_new_whatever_paper_does(store: Store) -> None:
    chance = random.Random(3)
    room = new_room(store)
    lessons = voting(room)
    room.participants(20)
    room.here += 3  # who do not vote
    seen, complete, releases = bars(room, "projector"), 0, 0
    waiting = chance.sample(room.people, len(room.people))
    for _ in range(120):
        if chance.random() < 0.7:
            types_votes(room, chance.choice(lessons), chance.randrange(9))
        elif waiting:
            complete += done(waiting.pop().votes_all(chance.choice(lessons)))
        now = bars(room, "projector")
        if now != seen:
            assert complete >= 3
            releases, complete = releases + 1, 0
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
