"""Who listens in on https learns no more than chance: not who wrote, what, or answered what.

Everybody acts once, in an order drawn alike. What more acts than one tell is in docs/anonymity.md.
"""

import random
import secrets
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.anonymity.eavesdropper import DELAY, WAYS, Label, by_rank, by_size, compare
from tests.anonymity.judging import BEYOND, Tallies, Tally, beyond_chance, tallied
from tests.anonymity.overheard_line import Line, listened_to
from tests.support.sockets import close_all
from tests.support.steady import Desk, desk, hang_up_all
from workshop.pretend.client import packets
from workshop.protocol.messages import FIRST_NUMBER
from workshop.protocol.wire import text_up, without_padding
from workshop.rules.limits import ANSWER_CHARS
from workshop.rules.text import clean
from workshop.settings import PHONE_ANSWER_MS

BY_DEFAULT, LONG = ((8, 8), range(3, 4)), ((8, 15, 30), range(20))
"""Numbers of people in the workshops that are played for each seed, and the seeds."""
WEAK, HASTY = (8, 8), (30, 30, 30, 30, 30, 30)
WRITE = 0.75
"""The share of people who write; the others have nothing to add."""
AROUND = 30
"""Bytes of a record that carries a packet, beside the packet: TLS's and the websocket's."""
CHOICES = ("no", "yes", "partly")
"""By their length."""
NOTHING = "nothing"
LETTERS = ("abcdefgh ", "\u0627\u0628\u062a\u0648 ", "\u00e4\u00f6\u00fc\u00df\u00e9 ", "\"\\' -")

Runs = tuple[Sequence[int], range]


@pytest.fixture(scope="module")
def line(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Line]:
    with listened_to(tmp_path_factory.mktemp("line"), PHONE_ANSWER_MS) as made:
        yield made


@dataclass
class Room:
    """One workshop, with what is true and what was guessed."""

    line: Line
    size: int
    chance: random.Random
    tallies: dict[str, Tally]
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        workshop = self.line.server.new_workshop(self.line.cookie)
        self.desk = desk(self.line.server, workshop, self.line.cookie)
        joined = [self.line.phone(workshop) for _ in range(self.size)]
        self.phones = [phone for phone, _ in joined]
        self.all_ask("hello", lambda _phone: {"epoch": "", "rev": -1})
        self._ports = [port for _, port in joined]
        self._since = 0.0

    def plays(self) -> None:
        """Writing, a reveal without one card, a question about another, both at the finish."""
        texts = self.write()
        shown = self.reveal(texts)
        self.ask_how(shown)
        for question in ("worth", "use"):
            self.answer(question)

    def write(self) -> dict[int, str]:
        """Everybody sends a card, or that there is none; gives the cards by their phone."""
        self.desk.goes_to("write")
        writers = sorted(self.chance.sample(range(self.size), int(self.size * WRITE)))
        self.texts = {phone: self.text(phone) for phone in writers}
        self.keys = {phone: secrets.token_hex(16) for phone in range(self.size)}
        self.listens()
        for phone in self.mixed():
            self.does(phone, self.card(phone), self.keys[phone])
        truth: list[Label] = ["card" if one in self.texts else NOTHING for one in self.all()]
        labels = sorted(truth, reverse=True)
        for way in WAYS:
            self.compare(f"card or nothing, {way}", self.ranked(way, labels), truth)
        self.writing = self.lines()
        return self.texts

    def card(self, phone: int) -> dict[str, Any]:
        if phone not in self.texts:
            return {"type": "nothing_to_add", **self.round}
        words = {"happened": self.texts[phone], "learned": "", "may_stand": False}
        return {"type": "write_card", **self.round, **words, "show_few": False}

    def reveal(self, texts: dict[int, str]) -> dict[int, str]:
        """The desk sets one card aside and shows the others; then each phone asks after its own.
        Gives those that are shown by their phone."""
        self.desk.goes_to("look_through")
        aside = self.chance.choice([*texts])
        handle = next(
            one["handle"] for path, one in self.desk.entries.items()
            if path.startswith("review/") and one["happened"] == texts[aside]
        )  # fmt: skip
        answer = self.desk.say({"type": "set_aside", "card": handle, "reason": "protect"})
        assert answer.get("ok"), answer
        self.desk.goes_to("reveal")
        shown = {one: text for one, text in texts.items() if one != aside}
        self.guesses_authors(shown, aside)
        self.listens()
        answers = self.all_ask("mine", self.nine)
        assert [one["fates"][0] == "safe" for one in answers] == [
            one == aside for one in self.all()
        ]
        truth: list[Label] = ["aside" if one == aside else NOTHING for one in self.all()]
        for way in WAYS:
            given = self.ranked(way, [None] * (self.size - 1) + ["aside"])
            self.compare(f"set aside, by what is asked after, {way}", given, truth)
        return shown

    def ask_how(self, shown: dict[int, str]) -> None:
        """Everybody is asked about a card and answers, or has nothing to add; the one who wrote it
        is among them."""
        self.desk.goes_to("ask_how")
        author = self.chance.choice([*shown])
        [card] = (
            int(path.removeprefix("cards/")) for path, one in self.desk.entries.items()
            if path.startswith("cards/") and one["happened"] == shown[author]
        )  # fmt: skip
        self.desk.presses("ask_about", card=card)
        silent = self.chance.sample(self.all(), self.size // 4)
        answers = {phone: self.text(phone)[:ANSWER_CHARS] for phone in self.all()}
        self.listens()
        for phone in self.mixed():
            if phone in silent:
                self.does(phone, {"type": "nothing_to_add", **self.round})
            else:
                words = {"happened": answers[phone], "about": card}
                self.does(phone, {"type": "write_card", **self.round, **words})
        whose: list[Label] = ["author" if one == author else NOTHING for one in self.all()]
        what: list[Label] = [NOTHING if one in silent else "answer" for one in self.all()]
        for way in WAYS:
            given = self.ranked(way, [None] * (self.size - 1) + ["author"])
            self.compare(f"whose card is asked about, {way}", given, whose)
            given = self.ranked(way, sorted(what, reverse=True))
            self.compare(f"answer or nothing, {way}", given, what)

    def nine(self, phone: int) -> dict[str, Any]:
        """The key of a phone's own card, or one that it made up, and eight more."""
        return {"keys": [self.keys[phone], *(secrets.token_hex(16) for _ in range(8))]}

    def all_ask(self, event: str, message: Callable[[int], Any]) -> list[Any]:
        """Every phone asks at the same moment; returns the answer to each."""
        numbers = {phone: self.phones[phone].send(event, message(phone)) for phone in self.mixed()}
        return [self.phones[phone].wait(numbers[phone]) for phone in self.all()]

    def guesses_authors(self, shown: dict[int, str], aside: int) -> None:
        """Who wrote which card of those that are shown, and who wrote the one that is not."""
        truth: list[Label] = [one if one in shown else None for one in self.all()]
        rest: list[Label] = [None] * (self.size - len(shown))
        inner = sorted(shown, key=lambda phone: len(shown[phone].encode()))
        for way in WAYS:
            given = by_rank(self.writing, way, [*rest, *inner], self.chance)
            self.compare(f"author, {way}", given, truth)
        sizes: dict[Label, int] = {one: self.size_of(one) for one in shown}
        given = by_size(self.writing, sizes, self.chance)
        self.compare("author, the very size", given, truth)
        # Of those to whom no card was given: who sent most.
        left = [one for one in self.all() if given[one] is None]
        longest = WAYS["the longest that went up"]
        who = max(left, key=lambda one: (longest(self.writing[one]), self.chance.random()))
        hidden: list[Label] = ["aside" if one == aside else NOTHING for one in self.all()]
        guess: list[Label] = ["aside" if one == who else None for one in self.all()]
        self.compare("set aside, by what is left, the very size", guess, hidden)

    def answer(self, question: str) -> None:
        """Everybody answers; how many said what is shown."""
        self.desk.goes_to("finish")
        truth: list[Label] = [self.chance.choice(CHOICES) for _ in self.all()]
        self.listens()
        for phone in self.mixed():
            given = {"question": question, "choice": truth[phone]}
            self.does(phone, {"type": "answer", **self.round, **given})
        for way in WAYS:
            labels = sorted(truth, key=lambda one: len(str(one)))
            self.compare(f"answer, {way}", self.ranked(way, labels), truth)

    def size_of(self, phone: int) -> int:
        """Returns the length of a card's record, going by its words alone."""
        message = {"key": "0" * 32, "number": FIRST_NUMBER, "command": self.card(phone)}
        return len(packets.text_up("22", ["do", message]).encode()) + AROUND

    @property
    def round(self) -> dict[str, int]:
        return {"round": self.desk.now["round"]}

    def text(self, phone: int) -> str:
        """Words of a length and a script of their own; the number tells cards of one room apart."""
        letters = self.chance.choice(LETTERS)
        words = "".join(self.chance.choices(letters, k=self.chance.randrange(10, 270)))
        return clean(f"x{phone}x{words}x")

    def all(self) -> range:
        return range(self.size)

    def mixed(self) -> list[int]:
        return self.chance.sample(self.all(), self.size)

    def does(self, phone: int, command: dict[str, Any], key: str = "") -> None:
        answer = self.phones[phone].do(command, key)
        assert answer.get("ok"), answer

    def listens(self) -> None:
        """From now on."""
        self._since = time.monotonic()

    def lines(self) -> list[Any]:
        return [self.line.tap.records(port, self._since) for port in self._ports]

    def ranked(self, way: str, labels: list[Label]) -> list[Label]:
        return by_rank(self.lines(), way, labels, self.chance)

    def compare(self, what: str, given: list[Label], truth: list[Label]) -> None:
        compare(self.tallies[what], given, truth)


def played(line: Line, sizes: Sequence[int], seeds: range) -> Tallies:
    """Returns the guesses in these workshops, each by a chance of its own."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for seed in seeds:
        for number, size in enumerate(sizes):
            Room(line, size, random.Random(f"{seed}, {number}"), tallies).plays()
            close_all()
            hang_up_all()
    return tallies


@pytest.mark.parametrize(
    ("runs", "timed"), [(BY_DEFAULT, False), pytest.param(LONG, True, marks=pytest.mark.long)]
)
def test_who_listens_in_on_https_guesses_as_chance_does(
    line: Line, runs: Runs, timed: bool
) -> None:
    sizes, seeds = runs

    def plays(seeds: range) -> Tallies:
        # How long something takes is another time otherwise, whatever the seed.
        guessed = played(line, sizes, seeds)
        return {what: one for what, one in guessed.items() if timed or not what.endswith(DELAY)}

    assert beyond_chance(plays, seeds) == {}


def test_without_the_one_size_they_find_out_nearly_everything(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        packets, "text_up", lambda head, value: without_padding(text_up(head, value))
    )
    tallies = tallied(partial(played, line, WEAK), range(1))
    longest = "the longest that went up"
    assert tallies[f"card or nothing, {longest}"].share > 0.95
    assert tallies["author, the very size"].share > 0.8
    assert tallies["set aside, by what is left, the very size"].share > 0.6
    assert tallies[f"answer, {longest}"].share > 0.95


@pytest.mark.long
def test_where_answers_come_as_soon_as_they_can_their_delay_tells_who_wrote(tmp_path: Path) -> None:
    with listened_to(tmp_path, 0) as hasty:
        tallies = tallied(partial(played, hasty, HASTY), range(1))
    assert tallies[f"card or nothing, {DELAY}"].errors > BEYOND
