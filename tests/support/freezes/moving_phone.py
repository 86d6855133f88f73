"""A phone that goes on over another connection where one is silent, and knows what was stored."""

import random
from collections import Counter, deque
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from workshop.protocol import commands
from workshop.protocol.messages import RIDE_AT_ONCE
from workshop.rules.lessons import keep_item
from workshop.rules.thresholds import tap_item

STEP = 1000
"""A number is at most so much higher than the one before."""


class SentByPhone(NamedTuple):
    """A command as it is sent, however often."""

    key: bytes
    number: int
    command: commands.Command


@dataclass(eq=False)
class PhoneLine:
    """A connection to a process, and what lies in it, the oldest first."""

    process: int
    holds: deque[SentByPhone] = field(default_factory=deque)
    slow: bool = False
    """True if what is sent on it stays under way, whatever the process does."""


@dataclass
class Stands:
    """The words and votes of a device, by the answers that it got."""

    cards: dict[str, str] = field(default_factory=dict)
    note: str | None = None
    letters: dict[str, str] = field(default_factory=dict)
    pulse: dict[str, list[int]] = field(default_factory=dict)
    lessons: set[tuple[int, str]] = field(default_factory=set)
    offers: set[tuple[int, str]] = field(default_factory=set)
    taken: dict[str, str] = field(default_factory=dict)
    counts: Counter[tuple[int, str]] = field(default_factory=Counter)

    def note_done(self, sent: SentByPhone) -> None:
        """The answer says that a command was done."""
        match sent.command:
            case commands.WriteCard(happened=words):
                self.cards[sent.key.hex()] = words
            case commands.EditCard(card=card, happened=words):
                self.cards[card] = words
            case commands.WithdrawCard(card=card):
                self.cards.pop(card, None)
            case commands.CheckIn(text=text):
                self.note = text
            case commands.WithdrawCheckIn():
                self.note = None
            case commands.WriteLetter(to=to, text=text):
                self.letters[to] = text
            case commands.AnswerPulse(at=at, answers=answers):
                self.pulse[at] = answers
            case commands.AddLesson(round=number, text=text):
                self.lessons.add((number, text))
            case commands.Offer(round=number, will=will):
                self.offers.add((number, will))
            case commands.Take(commitment=commitment, owner=owner):
                self.taken[commitment] = owner
            case _:
                self._count(sent.command)

    def forget(self, over: Collection[str]) -> None:
        """The desk has put away these notes, and taken off these names."""
        self.note = None if self.note in over else self.note
        self.taken = {one: owner for one, owner in self.taken.items() if owner not in over}

    def _count(self, command: commands.Command) -> None:
        match command:
            case commands.Vote(round=number, lesson=lesson, votes=votes):
                self.counts[number, lesson] = votes
            case commands.BeenThere(round=number, item=item, on=on):
                self.counts[number, tap_item(item)] = int(on)
            case commands.Unclear(round=number, on=on):
                self.counts[number, "unclear"] = int(on)
            case commands.KeepLessons(round=number, lessons=lessons):
                self._only(number, keep_item(""), {keep_item(lesson) for lesson in lessons})
            case commands.Answer(round=number, question=question, choice=choice):
                self._only(number, f"{question}:", {f"{question}:{choice}"})

    def _only(self, number: int, prefix: str, items: set[str]) -> None:
        """Of the tallies that begin so, a device is in these alone."""
        for round_, item in [*self.counts]:
            if round_ == number and item.startswith(prefix):
                self.counts[round_, item] = 0
        self.counts.update(dict.fromkeys([(number, item) for item in items], 1))


class MovingPhone:
    """A device with what waits for its answer: one command on its own, and what beats take along;
    nothing newer is sent before."""

    def __init__(self, secret: bytes, line: PhoneLine, dice: random.Random) -> None:
        self.secret, self.line, self._dice = secret, line, dice
        self.lines = [line]
        """All that it has ever had: on the older ones something may still be under way."""
        self.own: deque[SentByPhone] = deque(maxlen=1)
        self.riding: deque[SentByPhone] = deque(maxlen=RIDE_AT_ONCE)
        self.stands = Stands()
        self._number = 1

    def gives(self, command: commands.Command) -> bool:
        """Has something to send from now on, if there is room for it."""
        lane = self.riding if isinstance(command, commands.TakenAlong) else self.own
        if len(lane) == lane.maxlen:
            return False  # nothing newer is sent before
        self._number += self._dice.randint(1, STEP)
        lane.append(SentByPhone(self._dice.randbytes(16), self._number, command))
        return True

    @property
    def waits(self) -> list[SentByPhone]:
        """All that has no answer yet."""
        return [*self.own, *self.riding]

    def moves(self, process: int, slow: bool) -> None:
        """Goes on over another connection."""
        self.line = PhoneLine(process, slow=slow)
        self.lines.append(self.line)

    def hears(self, sent: SentByPhone, done: bool) -> None:
        """An answer has come; the second one to the same command says nothing new."""
        lane = self.own if sent in self.own else self.riding
        if not lane or lane[0] != sent:
            return  # of what a beat takes along nothing is answered before what it was given first
        lane.popleft()
        if done:
            self.stands.note_done(sent)
