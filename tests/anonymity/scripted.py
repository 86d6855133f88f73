"""A workshop as a script: what each part says and does, and the many ways there.

A part is a role in a play. Which person plays it is another question, and so is when each thing is
done: `script` fixes only what there is in the end. `Path` draws, by chance, how a part comes to it:
what is written first and then edited, what is taken back, what is said for a room of few, which
votes are placed and moved.
"""

import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from workshop.protocol import commands
from workshop.protocol.commands import AnyCommand
from workshop.rules.thresholds import MOST_NEEDED
from workshop.storage.state import RoundWords

ASIDE = "Set aside: the boss said no."
SENSITIVE = "Sensitive: I cried in the lift."
OFF = "Taken off: it named a customer."
LEARNED = (
    "Say it early.", "Ask who reads it first.", "Count to five.", "Restore a backup.", "",
)  # fmt: skip
ADDED = ("Write the date on it.", "Call before you send.", "Ask the newest colleague.")
"""Of the two who think of the same lesson: which of them stays must not hang on who was first."""
KEEPERS = ("Ask who reads it first.", "Count to five.")
QUESTIONS = ("worth", "use")
ASKED = {"Part 1 broke thing 0.": 1, "Part 2 broke thing 0.": 2}
"""The cards that are asked about, and whose part each is."""
ANSWER_ASIDE = "Set aside: the boss does it, too."
ANSWER_OFF = "Taken off: it named a colleague."
LISTED, LISTED_LATE, ALIKE = "Nobody reads it twice.", "Two forms look alike.", "We hurry."


@dataclass(frozen=True)
class Act:
    """One command of a part. `key` is the device's, "" for one that leaves nothing."""

    command: AnyCommand
    key: str = ""


@dataclass(frozen=True)
class Card:
    """The words of a card in the end."""

    happened: str
    learned: str
    may_stand: bool


Line = list[Act]
"""The acts of one part in a stage, in their order."""


def cards_of(part: int, each: int) -> list[Card]:
    """None to `each` cards; two people say the very same, and three cards need care."""
    texts = [f"Part {part} broke thing {i}." for i in range(min(part % 4, each))]
    if part in {3, 7}:
        texts[0] = "I sent it to everybody."
    if part in (care := {5: ASIDE, 6: SENSITIVE, 9: OFF}):
        texts[0] = care[part]
    return [
        Card(text, LEARNED[(part + i) % len(LEARNED)], may_stand=(part + i) % 3 > 0)
        for i, text in enumerate(texts)
    ]


def answer_of(part: int) -> str:
    """The answer of a part about any card; "" from every fifth. Two say the very same."""
    if part % 5 == 4:
        return ""
    said = {0: ANSWER_ASIDE, 1: LISTED, 2: ANSWER_OFF, 3: LISTED_LATE, 7: ALIKE, 8: ALIKE}
    return said.get(part, f"Part {part} saw that nobody asks.")


def _written(part: int, round_: RoundWords) -> list[Card]:
    """The cards or the answer of a part at the end of a round."""
    if not round_.about:
        return cards_of(part, round_.cards_each)
    answer = answer_of(part)
    return [Card(answer, "", may_stand=False)] if answer else []


def interleaved(lines: Iterable[Sequence[Act]], chance: random.Random) -> Iterator[tuple[int, Act]]:
    """All acts of all parts in an order by chance, those of each part in their own."""
    waiting = {part: list(line) for part, line in enumerate(lines) if line}
    while waiting:
        part = chance.choice(list(waiting))
        yield part, waiting[part].pop(0)
        if not waiting[part]:
            del waiting[part]


class Path:
    """The ways of all parts to what the script says, drawn by chance."""

    def __init__(self, parts: int, chance: random.Random) -> None:
        self.parts = range(parts)
        self._chance = chance

    def toggled(self, on: bool, make: Callable[[bool], AnyCommand]) -> Line:
        """A tap that stands at last, or does not, after some that were taken back."""
        taken_back = self._chance.choice([0, 0, 1, 2])
        taps = [on, not on, on][2 - taken_back :] if on or taken_back else []
        return [Act(make(tap)) for tap in taps]

    def arriving(self) -> list[Line]:
        """The pulse, by all but two; some ask to be spoken to, and take it back."""
        return [self._asked() + self._pulse("arrive", part) for part in self.parts]

    def leaving(self) -> list[Line]:
        """The pulse again, by all but two others."""
        return [self._pulse("finish", part) for part in self.parts]

    def _asked(self) -> Line:
        if self._chance.random() < 0.7:
            return []
        return [Act(commands.CheckIn(text=f"Seat {self._key()}")), Act(commands.WithdrawCheckIn())]

    def _pulse(self, at: Literal["arrive", "finish"], part: int) -> Line:
        if part in {"arrive": (2, 7), "finish": (4, 7)}[at]:
            return []
        last = [1 + (part + i + len(at)) % 5 for i in range(3)]
        first = [[self._chance.randint(1, 5)] * 3] if self._chance.random() < 0.4 else []
        return [Act(commands.AnswerPulse(at=at, answers=one)) for one in [*first, last]]

    def unclear(self, round_: int) -> list[Line]:
        """Two say that something is unclear; others did, and took it back."""
        return [
            self.toggled(part in {1, 4}, lambda on: commands.Unclear(round=round_, on=on))
            for part in self.parts
        ]

    def been_there(self, round_: int, items: Sequence[str]) -> list[Line]:
        """Every third has been where the story was, and no other one taps there: if most had for a
        moment, the file would say so. Each card has its own few."""
        return [list(chain(*self._taps(part, round_, items))) for part in self.parts]

    def _taps(self, part: int, round_: int, items: Sequence[str]) -> list[Line]:
        lines = [
            self.toggled((part + i) % 3 == 0, _been(round_, item))
            for i, item in enumerate(items)
            if (part + i) % 3 == 0 or item != "story"
        ]
        self._chance.shuffle(lines)
        return lines

    def writing(self, round_: RoundWords) -> list[Line]:
        """Cards or answers, most of them not at once as they are at last; all but one have nothing
        to add."""
        every = [card for part in self.parts for card in _written(part, round_)]
        others = [card for card in every if card.happened not in {ASIDE, ANSWER_ASIDE}]
        keys = self._keys(round_.n, len(others))
        return [
            self._cards(part, round_, keys) + self._nothing(part, round_.n) for part in self.parts
        ]

    def _nothing(self, part: int, round_: int) -> Line:
        times = 0 if part == 2 else self._chance.choice([1, 1, 2])
        return [Act(commands.NothingToAdd(round=round_))] * times

    def nothing_late(self, round_: int) -> list[Line]:
        """Some tap once more when the writing is over, as after a lost answer."""
        return [
            [Act(commands.NothingToAdd(round=round_))]
            if part != 2 and self._chance.random() < 0.3
            else []
            for part in self.parts
        ]

    def _cards(self, part: int, round_: RoundWords, keys: list[str]) -> Line:
        said, each = _written(part, round_), round_.cards_each
        self._chance.shuffle(said)
        # Of a card that is set aside its author's device must find the row: its key is injected.
        lines = [
            self._card(
                card,
                round_,
                f"{round_.n:032x}" if card.happened in {ASIDE, ANSWER_ASIDE} else keys.pop(),
            )
            for card in said
        ]
        if len(lines) < each and self._chance.random() < 0.5:
            lines.insert(self._chance.randint(0, len(lines)), self._withdrawn(round_))
        return list(chain(*lines))

    def _card(self, card: Card, round_: RoundWords, key: str) -> Line:
        last = {
            "happened": card.happened, "learned": card.learned, "may_stand": card.may_stand,
            "show_few": self._chance.random() < 0.5,
        }  # fmt: skip
        way = self._chance.choice(["at once", "edited", "written anew"])
        if way == "edited":
            edit = commands.EditCard(round=round_.n, card=key, **last)
            return [Act(_first(round_, f"Not yet {self._key()}."), key), Act(edit)]
        write = commands.WriteCard(round=round_.n, about=round_.about, **last)
        written = [Act(write, key)]
        twice = written if self._chance.random() < 0.2 else []
        return (self._withdrawn(round_) if way == "written anew" else []) + written + twice

    def _withdrawn(self, round_: RoundWords) -> Line:
        key = self._key()
        withdraw = commands.WithdrawCard(round=round_.n, card=key)
        return [Act(_first(round_, f"Rather not {key}."), key), Act(withdraw)]

    def adding(self, round_: int) -> list[Line]:
        """Lessons; each is thought of by several people, and only the first changes anything."""
        keys = self._keys(round_, MOST_NEEDED)
        return [
            [Act(commands.AddLesson(round=round_, text=ADDED[part % 3]), keys.pop())]
            if part < MOST_NEEDED
            else []
            for part in self.parts
        ]

    def voting(self, round_: int, lessons: Mapping[str, str]) -> list[Line]:
        """Two ahead, and two that tie for the third place; the last two do not vote."""
        return [self._votes(part, round_, lessons) for part in self.parts]

    def _votes(self, part: int, round_: int, lessons: Mapping[str, str]) -> Line:
        if part >= len(self.parts) - 2:
            return []
        tied = sorted(set(lessons) - set(KEEPERS))[:2]
        last = [lessons[text] for text in (*KEEPERS, tied[part % 2])]
        self._chance.shuffle(last)
        if self._chance.random() < 0.5:
            away = self._chance.choice(sorted(lessons.values()))
            moved = [(away, self._chance.choice([1, 2])), (away, 0)]
        else:
            moved = []
        return [
            Act(commands.Vote(round=round_, lesson=lesson, votes=votes))
            for lesson, votes in [*moved, *((one, 1) for one in last)]
        ]

    def run_off(self, round_: int, tied: Sequence[str]) -> list[Line]:
        """One vote each, two to one, and some change their mind."""
        return [self._run_off(part, round_, tied) for part in self.parts]

    def _run_off(self, part: int, round_: int, tied: Sequence[str]) -> Line:
        mine, other = (tied[0], tied[1]) if part % 3 else (tied[1], tied[0])
        moved = [(other, 1), (other, 0)] if self._chance.random() < 0.4 else []
        return [
            Act(commands.Vote(round=round_, lesson=lesson, votes=votes))
            for lesson, votes in [*moved, (mine, 1)]
        ]

    def offering(self, round_: int, chosen: Sequence[str]) -> list[Line]:
        """Six offers for three lessons, one of them with a name from the start."""
        return [
            [Act(_offer(part, round_, chosen), self._key())] if part < 6 else []
            for part in self.parts
        ]

    def taking(self, round_: int, offers: Mapping[str, str]) -> list[Line]:
        """One of the nameless offers finds a taker."""
        take = commands.Take(round=round_, commitment=offers[_will(1)], owner="Ana")
        return [[Act(take)] if part == 8 else [] for part in self.parts]

    def answering(self, round_: int) -> list[Line]:
        """Both questions; the newest answer counts."""
        return [self._answers(part, round_) for part in self.parts]

    def _answers(self, part: int, round_: int) -> Line:
        choices = ("yes", "yes", "partly", "no")
        last = [
            commands.Answer(round=round_, question=question, choice=choices[(part + i) % 4])  # type: ignore[arg-type]
            for i, question in enumerate(QUESTIONS)
        ]
        first = commands.Answer(round=round_, question="worth", choice="no")
        return [Act(one) for one in ([first] if self._chance.random() < 0.4 else []) + last]

    def _keys(self, round_: int, count: int) -> list[str]:
        """The keys of what is sent for good, the same in every play: until the seal the file knows
        that it has arrived. Which of them is whose is drawn by chance."""
        keys = [f"{round_ + 1:016x}{i:016x}" for i in range(count)]
        self._chance.shuffle(keys)
        return keys

    def _key(self) -> str:
        return self._chance.randbytes(16).hex()


def _first(round_: RoundWords, happened: str) -> commands.WriteCard:
    """Words that do not stay."""
    return commands.WriteCard(round=round_.n, happened=happened, about=round_.about)


def _been(round_: int, item: str) -> Callable[[bool], AnyCommand]:
    return lambda on: commands.BeenThere(round=round_, item=item, on=on)


def _will(part: int) -> str:
    return f"do what part {part} would do"


def _offer(part: int, round_: int, chosen: Sequence[str]) -> commands.Offer:
    return commands.Offer(
        round=round_,
        lesson=chosen[part % len(chosen)],
        when="a month ends",
        will=_will(part),
        owner="Jonas" if part == 2 else "",
        by="2026-03-11" if part % 2 else "",
    )
