"""A room whose phones beat, its desk, and somebody who listens on the lines of both.

In each question one of the phones, drawn by chance, says something that the desk is shown, or that
it has stepped out. The listener sees all records of some slots, and names that phone.
"""

import random
import secrets
import statistics
import time
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.anonymity.eavesdropper import WAYS, Label, Record, by_rank, compare
from tests.anonymity.judging import Tally
from tests.anonymity.overheard_line import Line
from tests.support.numbered import numbered
from tests.support.sockets import Socket
from tests.support.steady import Desk, desk
from tests.support.waiting import until

SLOTS_HEARD = 4
"""Slots in which the listener listens to a question: what is said in the first two is done, and its
phone has heard that, by the end of them."""
LAG = 0.1
"""The part of a slot after which its last beat is on its way."""
ASKED, NOTHING = "asked", "nothing"
Riding = dict[str, Any]


@dataclass
class BeatingPhone:
    """A phone that speaks once in each slot, as static/js/core/beats.js has it speak."""

    socket: Socket
    line: int
    """The port by which its line is known to who listens."""
    waits: dict[str, Riding] = field(default_factory=dict)
    """The taps that it has no answer to, by key."""
    _asked: tuple[int, list[str]] | None = None

    def beats(self) -> None:
        """Takes in the answer to the last beat, and sends the next one."""
        if self._asked:
            number, keys = self._asked
            for key, word in zip(keys, self.socket.wait(number)["answers"], strict=True):
                assert word in {"ok", "retry"}, word
                if word == "ok":
                    del self.waits[key]
        items = [numbered(one, key) for key, one in self.waits.items()]
        self._asked = self.socket.send("beat", {"items": items}), [*self.waits]


@dataclass
class BeatingRoom:
    """One workshop of so many phones, with what was guessed."""

    line: Line
    size: int
    chance: random.Random
    tallies: dict[str, Tally]
    at_once: bool = False
    """True if phones send what is tapped at once, and no beats."""
    leader: Desk = field(init=False)

    def __post_init__(self) -> None:
        workshop = self.line.server.new_workshop(self.line.cookie)
        self.leader = desk(self.line.server, workshop, self.line.cookie)
        self.table, self._table_line = self.line.desk(workshop)
        joined = [self.line.phone(workshop) for _ in range(self.size)]
        self.phones = [BeatingPhone(socket, port) for socket, port in joined]
        for phone in self.phones:
            phone.socket.ask("hello", {"epoch": "", "rev": -1})

    @property
    def round(self) -> int:
        return int(self.leader.now["round"])

    def goes_to(self, kind: str) -> None:
        """The desk goes on, and nobody speaks meanwhile."""
        self.leader.goes_to(kind)

    def asks(self, what: str, command: Riding) -> None:
        """One phone says this in one of two slots; the listener guesses which one it was."""
        who, slot = self.chance.randrange(self.size), self.chance.randrange(2)
        length = float(self.leader.entries["workshop"]["beat"])
        first = (int(time.time() // length) + 1) * length
        number = 0
        # A machine that is late may need more of them.
        while number < SLOTS_HEARD or self.phones[who].waits:
            self._plays(first + number * length, length, who if number == slot else None, command)
            number += 1
        until(lambda: time.time() > first + (number + LAG) * length)
        self._guesses(what, who, self._heard(first))

    def _plays(self, begins: float, length: float, who: int | None, command: Riding) -> None:
        """Every phone speaks at its moment of a slot; one of them has been tapped before."""
        moments = sorted((self.chance.uniform(0, length), one) for one in range(self.size))
        for moment, one in moments:
            until(lambda moment=moment: time.time() >= begins + moment, again=0.002)  # type: ignore[misc]
            phone = self.phones[one]
            if self.at_once:
                if one == who:
                    phone.socket.do(command)
                continue
            if one == who:
                phone.waits[secrets.token_hex(16)] = command
            phone.beats()

    def _heard(self, first: float) -> tuple[list[list[Record]], list[Record]]:
        since = time.monotonic() - (time.time() - first)
        lines = [self.line.tap.records(phone.line, since) for phone in self.phones]
        table = self.line.tap.records(self._table_line, since)
        return lines, [one for one in table if not one.up]

    def _guesses(self, what: str, who: int, heard: tuple[list[list[Record]], list[Record]]) -> None:
        lines, table = heard
        truth: list[Label] = [ASKED if one == who else NOTHING for one in range(self.size)]
        for way in WAYS if all(any(one.up for one in seen) for seen in lines) else ():
            rest: list[Label] = [None] * (self.size - 1)
            for end, labels in (("most", [*rest, ASKED]), ("least", [ASKED, *rest])):
                given = by_rank(lines, way, labels, self.chance)
                compare(self.tallies[f"{what}, {end} of {way}"], given, truth)
        for way, guess in self._before(lines, table).items():
            named: list[Label] = [ASKED if one == guess else None for one in range(self.size)]
            compare(self.tallies[f"{what}, {way}"], named, truth)

    def _before(self, lines: list[list[Record]], table: list[Record]) -> dict[str, int]:
        """The phone that spoke last before what came to the desk, by ways to choose of that."""
        sizes = [one.size for one in table]
        usual = statistics.mode(sizes) if sizes else 0
        odd = max(table, key=lambda one: (one.size != usual, abs(one.size - usual)), default=None)
        big = [one for one in table if one.size > min(sizes)]
        gaps = [(later.at - one.at, later) for one, later in pairwise(big)]
        soon = min(gaps, key=lambda one: one[0], default=(0.0, odd))[1]
        talks = [sum(one.up for one in seen) for seen in lines]
        most = max(range(self.size), key=lambda one: (talks[one], self.chance.random()))
        return {
            "who spoke before the desk's odd record": self._last(lines, odd),
            "who spoke before the desk's first large record": self._last(lines, [*big, None][0]),
            "who spoke before the desk's record that came soonest": self._last(lines, soon),
            "who spoke most": most,
        }

    def _last(self, lines: list[list[Record]], record: Record | None) -> int:
        """Who spoke last before a record; anybody, where there is none."""
        spoke = [
            max((one.at for one in seen if one.up and record and one.at < record.at), default=0.0)
            for seen in lines
        ]
        return max(range(self.size), key=lambda one: (spoke[one], self.chance.random()))
