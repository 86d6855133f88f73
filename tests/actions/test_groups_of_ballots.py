"""Ballots in groups, whatever people do: no release shows fewer than three, each is a true sum."""

import random
from collections import Counter
from dataclasses import dataclass, field

import pytest

from tests.actions.test_votes import shown, voting
from tests.support.room import Person, TestRoom, done, new_room
from workshop.protocol import commands
from workshop.protocol.stage_commands import Loss
from workshop.storage.context import Context, Memory
from workshop.storage.store import Store
from workshop.views.losses import takes

LESSONS = tuple(f"Lesson {n}." for n in range(9))
FEWEST_MOVES = {10: 2, 60: 15}
"""Least number of times that the bars have moved before the end, by how many people vote."""


@dataclass
class Ballots:
    """The ballots that a random room has placed, and what its screens have shown of them."""

    room: TestRoom
    chance: random.Random
    placed: dict[int, Counter[str]] = field(default_factory=dict)
    complete: set[int] = field(default_factory=set)
    fresh: set[int] = field(default_factory=set)
    """The ballots first complete since the last release."""
    seen: dict[str, int] = field(default_factory=dict)
    releases: int = 0

    def acts(self, who: int) -> None:
        """Somebody places, moves, takes back, or has had enough."""
        person, mine = self.room.people[who], self.placed.setdefault(who, Counter())
        text, votes = self.chance.choice(LESSONS), self.chance.choice((0, 1, 1, 2))
        answer = person.votes(text, votes)
        if done(answer):
            mine[text] = votes
        enough = self.chance.random() < 0.1 and done(person.is_done())
        if mine.total() == 5 or (enough and mine.total()):
            if who not in self.complete:
                self.fresh.add(who)
            self.complete.add(who)
        self.reads_screens()

    def paper(self) -> None:
        """The desk types a number; -1 stands for it among those who place votes."""
        text, votes = self.chance.choice(LESSONS), self.chance.randrange(4)
        lesson = self.room.lessons()[text]
        command = commands.PaperVotes(round=self.room.round, lesson=lesson, votes=votes)
        assert done(self.room.desk.does(command))
        self.placed.setdefault(-1, Counter())[text] = votes
        self.complete.add(-1)
        self.reads_screens()

    def reads_screens(self) -> None:
        """Whoever sees a bar move sees three ballots more that hold a vote, and the sum of all
        complete ones."""
        now = votes_shown(self.room)
        if now == self.seen:
            return
        assert sum(self.placed[who].total() > 0 for who in self.fresh) >= 3
        assert now == self.sum(self.complete)
        self.seen, self.fresh = now, set()
        self.releases += 1

    def sum(self, whose: set[int]) -> dict[str, int]:
        """The votes of these ballots."""
        total = sum((self.placed.get(who, Counter()) for who in whose), Counter())
        return {text: total[text] for text in LESSONS if total[text]}


def votes_shown(room: TestRoom) -> dict[str, int]:
    ids = room.lessons()
    view = room.view("participant")
    votes = {text: view[f"lessons/{ids[text]}"]["votes"] for text in LESSONS}
    return {text: n for text, n in votes.items() if isinstance(n, int) and n}


@pytest.mark.parametrize(
    "seed", [0, 1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 6))]
)
def test_any_room_shows_true_sums_of_three_new_ballots_and_an_exact_end(
    store: Store, seed: int
) -> None:
    chance = random.Random(seed)
    room = voting(new_room(store), 14, LESSONS)
    ballots = Ballots(room, chance)
    for _ in range(110):
        ballots.acts(chance.randrange(len(room.people)))
        if chance.random() < 0.1:
            ballots.paper()
        if chance.random() < 0.05:
            leaves(room, chance)
        if chance.random() < 0.05:
            room.memory = Memory()  # as after a restart
    assert ballots.releases > 1
    room.desk.ends_voting()
    assert votes_shown(room) == ballots.sum(set(ballots.placed))


def leaves(room: TestRoom, chance: random.Random) -> None:
    """A phone goes dark, or one comes back."""
    gone = chance.choice(room.people)
    if gone in room.asleep:
        room.asleep.remove(gone)
        room.here += 1
    else:
        room.sleeps(gone)


@pytest.mark.parametrize("people", [10, pytest.param(60, marks=pytest.mark.long)])
def test_the_bars_move_while_one_after_the_other_votes(store: Store, people: int) -> None:
    chance = random.Random(people)
    room = voting(new_room(store), people, LESSONS)
    moves, before = 0, votes_shown(room)
    turns = [person for person in room.people for _ in range(5)]
    chance.shuffle(turns)
    for person in turns:
        place_one(person, chance)
        now = votes_shown(room)
        moves += now != before
        before = now
    assert moves >= FEWEST_MOVES[people]
    room.desk.ends_voting()
    assert sum(votes_shown(room).values()) == 5 * people


def place_one(person: Person, chance: random.Random) -> None:
    """One vote more, wherever there is room for it."""
    for text in chance.sample(LESSONS, len(LESSONS)):
        if done(person.votes(text, 1)) and not already(person, text):
            return


def already(person: Person, text: str) -> bool:
    """True if the person had a vote there before."""
    placed: set[str] = person.__dict__.setdefault("placed", set())
    had = text in placed
    placed.add(text)
    return had


def test_a_voting_of_the_version_before_shows_nothing_more_until_its_end(room: TestRoom) -> None:
    voting(room, 12, LESSONS[:3])
    for person in room.people[:2]:
        person.votes("Lesson 0.")
    forget_groups(room)
    for person in room.people:
        person.votes("Lesson 1.", 2)
        person.is_done()
    assert room.view("projector")["ballot"]["turnout"] == ""
    assert shown(room, "Lesson 1.")["votes"] is None
    room.desk.ends_voting()
    assert (shown(room, "Lesson 0.")["votes"], shown(room, "Lesson 1.")["votes"]) == (2, 24)


def forget_groups(room: TestRoom) -> None:
    """The counts as an earlier version kept them: every vote in the tally of its lesson."""
    file = room.store.workshops.open(room.id)
    assert file is not None
    with file.begin(Context(0, 0.0, Memory())) as tx:
        counts, number = tx.counts(tx.state.round), tx.state.round
        for item in [item for item in counts if item.startswith("open:")]:
            tx.count(item.removeprefix("open:"), counts.pop(item).total)
        for item in ("grouped", "devices"):
            counts.pop(item, None)
        tx.open_counts(number)


def test_ballots_that_were_emptied_hide_nobody_until_they_hold_a_vote_again(room: TestRoom) -> None:
    voting(room, 12, LESSONS)
    for person in room.people[:2]:
        person.votes_all("Lesson 0.")
        person.votes("Lesson 0.", 0)
    room.people[2].votes_all("Lesson 1.")
    assert votes_shown(room) == {}
    room.people[3].votes_all("Lesson 2.")
    assert votes_shown(room) == {}
    room.people[0].votes("Lesson 0.", 1)
    assert votes_shown(room) == {"Lesson 0.": 1, "Lesson 1.": 1, "Lesson 2.": 1}
    # The next three count for themselves, whatever becomes of those that were shown.
    room.people[0].votes("Lesson 0.", 0)
    for person in room.people[4:7]:
        person.votes_all("Lesson 1.")
    assert votes_shown(room) == {"Lesson 1.": 4, "Lesson 2.": 1}


@pytest.mark.parametrize(("complete", "others"), [(0, 1), (1, 0), (3, 0), (5, 2), (9, 0)])
def test_the_desk_is_told_nothing_when_a_vote_is_moved_or_taken_back(
    room: TestRoom, complete: int, others: int
) -> None:
    voting(room, 12, LESSONS[:3])
    for person in room.people[: complete + others]:
        person.votes("Lesson 2.")
    for person in room.people[:complete]:
        person.is_done()
    seen = room.view("desk")
    for person in room.people[: complete + others]:
        for text, votes in (("Lesson 0.", 0), ("Lesson 2.", 0), ("Lesson 1.", 1)):
            assert done(person.votes(text, votes))
            assert room.view("desk") == seen


def test_an_end_right_after_a_group_says_that_it_may_show_a_moved_vote(room: TestRoom) -> None:
    voting(room, 12, LESSONS[:3])
    assert few(room) is False
    for n, person in enumerate(room.people[:9], 1):
        person.votes_all("Lesson 0.")
        assert few(room) is True, n
    for person, alone in zip(room.people[9:], (True, True, False), strict=True):
        person.votes("Lesson 1.")
        assert few(room) is alone


def few(room: TestRoom) -> bool:
    return Loss(what="votes_few") in takes(room.read(), "end_voting")
