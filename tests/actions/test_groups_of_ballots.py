"""Bars that move behind groups of voters, whatever people do: each release is a true sum, and
hides everyone among as many changed ballots as the rule says."""

import random
from collections import Counter
from dataclasses import dataclass, field

import pytest

from tests.actions.test_taken_off import HARM, take_off, told
from tests.actions.test_votes import voting
from tests.support.room import Person, TestRoom, done, new_room
from workshop.protocol import commands
from workshop.storage.context import Memory
from workshop.storage.store import Store
from workshop.views.losses import takes

__all__ = ["told"]

LESSONS = tuple(f"Lesson {n}." for n in range(9))
Placed = dict[int, Counter[str]]
PAPER = -1
"""Stands for the desk's paper among those who place votes: it hides nobody."""


def group(devices: int) -> int:
    """How many must have changed their ballots, by how many were here."""
    return 3 if devices < 5 else min(max(-(-devices // 3), 4), 8)


@dataclass
class Moment:
    """Who had placed what after an act, and how many devices a group had then."""

    placed: Placed
    size: int

    def sum(self, texts: tuple[str, ...]) -> dict[str, int]:
        """The votes of each of these lessons."""
        total = sum(self.placed.values(), Counter[str]())
        return {text: total[text] for text in texts if total[text]}

    def changed(self, since: "Moment", texts: tuple[str, ...]) -> int:
        """How many devices had placed something else at that moment on these lessons."""
        empty = Counter[str]()
        both = [(self.placed[who], since.placed.get(who, empty)) for who in self.placed if who >= 0]
        return sum(any(now[text] != before[text] for text in texts) for now, before in both)


@dataclass
class Ballots:
    """The ballots that a random room has placed, and what its screens have shown of them."""

    room: TestRoom
    chance: random.Random
    texts: tuple[str, ...] = LESSONS
    placed: Placed = field(default_factory=dict)
    moments: list[Moment] = field(default_factory=lambda: [Moment({}, 0)])
    seen: int = 0
    """The moment that the screens show."""
    most: int = 0
    moves: int = 0

    def acts(self, who: int) -> None:
        """Somebody places, moves or takes back, or has had enough."""
        person, mine = self.room.people[who], self.placed.setdefault(who, Counter())
        text, votes = self.chance.choice(self.texts), self.chance.choice((0, 1, 1, 2))
        if done(person.votes(text, votes)):
            mine[text] = votes
        if self.chance.random() < 0.1:
            person.is_done()
        self.reads_screens()

    def paper(self) -> None:
        """The desk types a number."""
        text, votes = self.chance.choice(self.texts), self.chance.randrange(4)
        lesson = self.room.lessons()[text]
        command = commands.PaperVotes(round=self.room.round, lesson=lesson, votes=votes)
        assert done(self.room.desk.does(command))
        self.placed.setdefault(PAPER, Counter())[text] = votes
        self.reads_screens()

    def reads_screens(self) -> None:
        """A release is the sum of an earlier moment. Between it and the one before, and between it
        and now, a group has changed."""
        self.room.now += self.chance.choice((0.3, 2, 5))
        self.most = max(self.most, self.room.here)
        placed = {who: Counter(mine) for who, mine in self.placed.items()}
        self.moments.append(Moment(placed, group(self.most)))
        shown_now, before = votes_shown(self.room, self.texts), self.moments[self.seen]
        if shown_now == before.sum(self.texts):
            return
        now = self.moments[-1]
        found = [n for n, one in enumerate(self.moments) if one.sum(self.texts) == shown_now]
        assert found, "this was never the sum"
        assert any(
            self.moments[n].changed(before, self.texts) >= self.moments[n].size
            and now.changed(self.moments[n], self.texts) >= min(now.size, self.moments[n].size)
            for n in found
            if n > self.seen
        )
        self.seen, self.moves = found[-1], self.moves + 1

    def is_struck(self, text: str) -> None:
        """A lesson has left the ballot; what it had is in no sum any more."""
        self.texts = tuple(one for one in self.texts if one != text)
        self.reads_screens()


def votes_shown(room: TestRoom, texts: tuple[str, ...]) -> dict[str, int]:
    ids, view = room.lessons(), room.view("participant")
    votes = {text: view[f"lessons/{ids[text]}"]["votes"] for text in texts}
    return {text: n for text, n in votes.items() if isinstance(n, int) and n}


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 12))]
)
def test_any_room_shows_true_sums_behind_groups_and_an_exact_end(store: Store, seed: int) -> None:
    chance = random.Random(seed)
    room = voting(new_room(store), chance.choice((8, 14, 30)), LESSONS)
    ballots = Ballots(room, chance)
    for _ in range(120):
        ballots.acts(chance.randrange(len(room.people)))
        if chance.random() < 0.1:
            ballots.paper()
        if chance.random() < 0.05:
            leaves(room, chance)
        if chance.random() < 0.05:
            room.memory = Memory()  # as after a restart
        if chance.random() < 0.05:
            room.desk.goes("lessons")  # pauses, and keeps the ballots
            room.desk.goes("vote")
            ballots.reads_screens()
    assert ballots.moves > 1
    room.desk.ends_voting()
    assert votes_shown(room, LESSONS) == Moment(ballots.placed, 0).sum(LESSONS)
    room.desk.presses(commands.OpenAgain)
    before, again = Moment(ballots.placed, 0), Ballots(room, chance, most=room.here)
    for _ in range(chance.choice((10, 60))):
        again.acts(chance.randrange(len(room.people)))
    assert not again.moves, "bars beside an earlier result"
    room.desk.ends_voting()
    after = Moment(again.placed, 0)
    if votes_shown(room, LESSONS) != before.sum(LESSONS):
        assert votes_shown(room, LESSONS) == after.sum(LESSONS)
        assert after.changed(before, LESSONS) >= group(room.here)


@pytest.mark.parametrize("people", [8, 15, 30])
def test_who_votes_late_hides_in_no_vote_that_is_opened_again(store: Store, people: int) -> None:
    room = voting(new_room(store), people, LESSONS[:4])
    *early, late = room.people
    all_vote(room, early)
    assert room.view("projector")["ballot"]["bars"]
    room.desk.ends_voting()
    before = votes_shown(room, LESSONS[:4])
    room.desk.presses(commands.OpenAgain)
    all_vote(room, early)
    late.votes("Lesson 1.", 2)
    assert not room.view("projector")["ballot"]["bars"], "they could be told from the result"
    assert {one.what for one in takes(room.read(), "end_voting")} == {"votes_as_before"}
    room.desk.ends_voting()
    assert votes_shown(room, LESSONS[:4]) == before
    assert room.view("projector")["ballot"]["too_few"] == "again"


def all_vote(room: TestRoom, people: list[Person]) -> None:
    """Each of these people places two votes, one after the other, which fills more than a group."""
    for text in ("Lesson 0.", "Lesson 2."):
        for person in people:
            room.now += 5
            person.votes(text, 1)


def test_votes_on_paper_hide_nobody_in_a_vote_that_is_opened_again(store: Store) -> None:
    room = voting(new_room(store), 8, LESSONS[:4])
    for person in room.people[:7]:
        person.votes("Lesson 0.", 2)
    room.desk.ends_voting()
    room.desk.presses(commands.OpenAgain)
    for person in room.people:
        person.votes("Lesson 0.", 2)
    lesson = room.lessons()["Lesson 1."]
    assert done(room.desk.does(commands.PaperVotes(round=room.round, lesson=lesson, votes=9)))
    room.desk.ends_voting()
    assert votes_shown(room, LESSONS[:4]) == {"Lesson 0.": 14}


def test_a_second_run_off_in_which_one_more_votes_settles_nothing(store: Store) -> None:
    room = voting(new_room(store), 8, LESSONS[:4])
    for n, person in enumerate(room.people):
        person.votes(f"Lesson {n % 4}.", 2)
    room.desk.ends_voting()
    for voters in (4, 5):
        room.desk.presses(commands.RunOff)
        for n, person in enumerate(room.people[:voters]):
            person.votes(f"Lesson {n % 4}.", 1)
        room.desk.ends_voting()
    assert room.view("projector")["ballot"]["too_few"] == "run_off"


def leaves(room: TestRoom, chance: random.Random) -> None:
    """A phone goes dark, or one comes back."""
    gone = chance.choice(room.people)
    if gone in room.asleep:
        room.asleep.remove(gone)
        room.here += 1
    else:
        room.sleeps(gone)


@pytest.mark.parametrize(
    "seed", [0, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(1, 8))]
)
def test_a_lesson_that_is_struck_takes_nobodys_group_along(told: TestRoom, seed: int) -> None:
    told.desk.goes("lessons")
    told.desk.goes("vote")
    texts = tuple(text for text in told.lessons() if "Lesson" in text)
    ballots = Ballots(told, random.Random(seed), (HARM, *texts))
    for n in range(60):
        ballots.acts(ballots.chance.randrange(len(told.people)))
        if n == 20:
            take_off(told)
            ballots.is_struck(HARM)
    told.desk.ends_voting()
    assert votes_shown(told, texts) == Moment(ballots.placed, 0).sum(texts)


LEAST_MOVES = {(8, 3): 3, (8, 5): 5, (30, 3): 7, (30, 5): 10}
"""Least number of times that the bars move before the end, by people and votes of each."""


@pytest.mark.parametrize(("people", "votes"), LEAST_MOVES)
def test_the_bars_move_while_one_vote_comes_after_the_other(
    store: Store, people: int, votes: int
) -> None:
    assert moves_in(store, people, votes, seed=1) >= LEAST_MOVES[people, votes]


@pytest.mark.long
@pytest.mark.parametrize(("people", "votes"), LEAST_MOVES)
def test_in_95_of_100_orders_the_bars_move_as_often_as_promised(
    store: Store, people: int, votes: int
) -> None:
    moves = [moves_in(store, people, votes, seed) for seed in range(100)]
    assert sum(one >= LEAST_MOVES[people, votes] for one in moves) >= 95


def moves_in(store: Store, people: int, votes: int, seed: int) -> int:
    """How often bars move before the end, where one vote is placed every two seconds."""
    chance = random.Random(seed)
    room = voting(new_room(store), people, LESSONS[:5] if votes == 3 else LESSONS)
    turns = [person for person in room.people for _ in range(votes)]
    chance.shuffle(turns)
    placed: dict[int, Counter[str]] = {id(person): Counter() for person in room.people}
    moves, before = 0, votes_shown(room, LESSONS[:5])
    for person in turns:
        mine = placed[id(person)]
        text = chance.choice([one for one in LESSONS[:5] if mine[one] < 2])
        mine[text] += 1
        room.now += 2
        assert done(person.votes(text, mine[text]))
        now = votes_shown(room, LESSONS[:5])
        moves, before = moves + (now != before), now
    room.desk.ends_voting()
    assert sum(votes_shown(room, LESSONS[:5]).values()) == votes * people
    return moves


@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(50))])
def test_two_phones_of_one_person_read_nobody_elses_change_alone(store: Store, seed: int) -> None:
    """They vote whenever it helps: right after every other act, as often as they can."""
    chance = random.Random(seed)
    room = voting(new_room(store), 8, LESSONS[:5])
    ballots = Ballots(room, chance, LESSONS[:5])
    before = ballots.moments[0]
    for _ in range(40):
        for who in (0, 1, chance.randrange(2, 8)):
            seen = ballots.seen
            ballots.acts(who)
            if ballots.seen == seen:
                continue
            now = ballots.moments[ballots.seen]
            others = [one for one in range(2, 8) if now.placed.get(one) != before.placed.get(one)]
            assert len(others) > 1
            before = now


@pytest.mark.parametrize("people", [1, 3, 5, 9])
def test_the_desk_is_told_nothing_when_a_vote_is_moved_or_taken_back(
    room: TestRoom, people: int
) -> None:
    voting(room, 12, LESSONS[:3])
    for person in room.people[:people]:
        person.votes("Lesson 2.")
    seen = room.view("desk")
    for person in room.people[:people]:
        for text, votes in (("Lesson 0.", 0), ("Lesson 2.", 0), ("Lesson 1.", 1)):
            assert done(person.votes(text, votes))
            assert room.view("desk") == seen
