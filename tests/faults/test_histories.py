"""Changes come twice, too late, in the wrong order or not at all, other processes stand still, and
this one is upgraded: in the end all agree."""

import json
import math
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import gevent
import msgspec
import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from tests.support.followers import BrowserFollower, Follower, PythonFollower, browser_modules
from tests.support.waiting import until
from workshop.cluster.presence import UNKNOWN, Elsewhere
from workshop.live.board import Board, Ways
from workshop.live.periodic import is_late, tick_of
from workshop.protocol.messages import Change

VIEW = "participant"
STEPS = 50
PATHS = ("now", "cards/1", "cards/2", "lessons/a")
SOME_CHANGES = st.lists(st.tuples(st.sampled_from(PATHS), st.booleans()), min_size=1, max_size=4)
"""Paths, and whether something stays there."""
SOME_PLACES = st.lists(st.integers(0, 5), min_size=1, max_size=6)
LAST = 7
AGE = st.sampled_from((0, 0, 0, 1, 3, None))
"""Number of states since; None: no answer comes yet."""
SELDOM = st.integers(0, LAST)
TIMES = 3
"""A hello that was under way may be answered first, and changes that came early ask once more."""


@dataclass
class Truth:
    """The workshop as it is read, and what was sent of it."""

    epoch: str = "e"
    rev: int = 0
    shown: dict[str, Any] = field(default_factory=lambda: {"now": 0})
    sent: list[Any] = field(default_factory=list)

    def alter(self, path: str, stays: bool) -> None:
        """Shows something else there, or nothing any more."""
        self.shown.pop(path, None)
        if stays:
            self.shown[path] = self.rev

    def last_sent(self, places: list[int]) -> list[Any]:
        """The changes at these places, counted from the last one."""
        return [self.sent[-1 - place] for place in places if place < len(self.sent)]

    def send(self, _room: str, change: Change) -> None:
        self.sent.append(json.loads(msgspec.json.encode(change)))


@dataclass
class VotersReading:
    """The workshop as a process has read it, while people vote."""

    truth: Truth
    board: Board
    took_part: int = 0
    writes: bool = False
    arrives: bool = False
    votes: bool = True

    @property
    def epoch(self) -> str:
        return self.truth.epoch

    def entries(self, _view: str) -> dict[str, Any]:
        voters = self.board.voters
        return {**self.truth.shown, "ballot": {"devices": voters.here if voters else 0}}


class Histories(RuleBasedStateMachine):
    """A server that works, a network that does not, and the two followers."""

    def __init__(self, node: "subprocess.Popen[str]") -> None:
        super().__init__()
        self.truth = Truth()
        self.past: dict[tuple[str, int], dict[str, Any]] = {}
        self.followers: list[Follower] = [BrowserFollower(node), PythonFollower()]
        for follower in self.followers:
            follower.hears("tick", {"epoch": "none yet", "rev": 0})
        self.tags = count()
        self.restart()

    @rule(dice=SELDOM)
    def perhaps_a_restart(self, dice: int) -> None:
        if dice == LAST:
            self.restart()

    def restart(self) -> None:
        """Another process reads the same database."""
        tag = f"{next(self.tags)}-"
        truth = self.truth
        ways = Ways(lambda board, _: VotersReading(truth, board), truth.send, lambda _: None)
        self.board = Board("w1", tag, ways, UNKNOWN)
        self.board.arrive(VIEW, b"phone")
        self.board.show(VIEW)
        self.voters = self.board.voters
        self.note()

    @rule()
    def another_process_stands_still(self) -> None:
        self.board.devices.elsewhere = self.board.devices.elsewhere.doubted()
        self.voters = self.board.voters

    @rule(others=st.integers(0, 3))
    def all_other_processes_are_heard(self, others: int) -> None:
        here = frozenset(bytes([device]) for device in range(others))
        self.board.devices.elsewhere = Elsewhere(here, whole_until=math.inf)
        if is_late(self.board):
            self.flush()

    @rule(altered=SOME_CHANGES, dice=SELDOM, arrive=st.tuples(SOME_PLACES, SOME_PLACES), age=AGE)
    def something_changes(
        self,
        altered: list[tuple[str, bool]],
        dice: int,
        arrive: tuple[list[int], list[int]],
        age: int | None,
    ) -> None:
        """By commits, of which some show nothing new; seldom around the workshop, without a rev.

        Of the last changes some arrive, in any order, also twice; the others are late, or lost.
        """
        for path, stays in altered:
            self.truth.rev += dice != LAST
            self.truth.alter(path, stays)
            self.flush()
        for follower, places in zip(self.followers, arrive, strict=True):
            for change in self.truth.last_sent(places):
                follower.hears("change", change)
        self.answer(age)

    @rule(age=AGE)
    def a_tick_arrives(self, age: int | None) -> None:
        tick = msgspec.to_builtins(tick_of(self.board, VIEW, 0.0))
        for follower in self.followers:
            follower.hears("tick", tick)
        self.answer(age)

    @rule(which=st.integers(0, 1))
    def hello_is_not_answered(self, which: int) -> None:
        if self.followers[which].asks is not None:
            self.followers[which].hears("fail", True)

    @invariant()
    def what_is_shown_was_so(self) -> None:
        """Nobody ever shows what the workshop never was."""
        for follower in self.followers:
            epoch, rev, entries = follower.state
            assert rev == -1 or entries == self.past[epoch, rev]

    @invariant()
    def no_figure_changes_while_a_process_may_be_missing(self) -> None:
        assert self.board.devices.whole or self.board.voters == self.voters

    def teardown(self) -> None:
        """A tick, and an answer to whoever asks: that is enough to agree."""
        self.all_other_processes_are_heard(2)
        for _ in range(TIMES):
            self.a_tick_arrives(age=0)
        shown = self.board.last_sent(VIEW)
        for follower in self.followers:
            fresh = {**self.truth.shown, "ballot": {"devices": 3}}
            assert follower.state == (shown.epoch, shown.rev, fresh)

    def answer(self, age: int | None) -> None:
        """Answers whoever asks with what was shown a while ago: changes may overtake an answer."""
        for follower in self.followers:
            if age is not None and follower.asks is not None:
                place = [*self.past][-1 - age :][0]
                follower.hears("answer", self.answer_to(follower.asks, place))

    def answer_to(self, hello: Any, place: tuple[str, int]) -> dict[str, Any]:
        epoch, rev = place
        if (hello["epoch"], hello["rev"]) == place:
            return {"time": 0.0, "current": True}
        snapshot = {"epoch": epoch, "rev": rev, "time": 0.0, "entries": self.past[place]}
        return {"time": 0.0, "snapshot": snapshot}

    def flush(self) -> None:
        self.board.changed()
        until(lambda: not self.board.stale, again=0.0001, pause=gevent.sleep)
        self.note()

    def note(self) -> None:
        shown = self.board.last_sent(VIEW)
        self.past.pop((shown.epoch, shown.rev), None)
        self.past[shown.epoch, shown.rev] = self.board.reading.entries(VIEW)


@pytest.fixture(scope="module")
def node() -> Iterator["subprocess.Popen[str]"]:
    with browser_modules() as running:
        yield running


@pytest.mark.parametrize("histories", [30, pytest.param(200, marks=pytest.mark.long)])
def test_browser_and_server_agree(node: "subprocess.Popen[str]", histories: int) -> None:
    run_state_machine_as_test(
        lambda: Histories(node),
        settings=settings(
            max_examples=histories,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            suppress_health_check=[*HealthCheck],
        ),
    )
