"""The commands of a world and their answers, as they went over the lines: the book by which the
product's promises are judged."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import msgspec

from tests.support.fuzz.model import Model
from workshop.protocol.commands import (
    AddLesson,
    AnyCommand,
    BeenThere,
    EditCard,
    Unclear,
    Vote,
    WithdrawCard,
    WriteCard,
)
from workshop.protocol.commands import Answer as TappedAnswer
from workshop.protocol.messages import Beat, Do, Ride

EVENT = re.compile(r'42(\d+)\["(\w+)",(.*)\]\s*', re.DOTALL)
ANSWER = re.compile(r"43(\d+)\[(.*)\]\s*", re.DOTALL)


@dataclass
class Asked:
    """A question on one connection that has no answer yet: the commands in it, by their keys."""

    commands: list[tuple[str, AnyCommand]]
    is_beat: bool


@dataclass
class Ledger:
    """All commands and their answers, as they came over the lines."""

    model: Model = field(default_factory=Model)
    """All that was acknowledged."""
    types: Counter[str] = field(default_factory=Counter)
    """How many commands of each type were done or refused, such as "vote" or "vote refused"."""
    secrets: dict[str, str] = field(default_factory=dict)
    """Who holds each of the secrets and keys that no other device may see."""
    occasions: dict[str, str] = field(default_factory=dict)
    """On which occasion words were sent, by the key under which they went."""
    begun: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By window: on which occasions it has sent, changed or withdrawn words."""
    done: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The same, once that was acknowledged."""
    acked: set[str] = field(default_factory=set)
    """The keys of what was done."""
    private: dict[str, str] = field(default_factory=dict)
    """By key: what happened, of cards that may not stand in the summary."""
    votes: defaultdict[str, dict[tuple[int, str], int]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    """By window: how many of its votes are on a lesson in a round, by all that it was answered."""
    taps: defaultdict[str, dict[str, bool | str]] = field(default_factory=lambda: defaultdict(dict))
    """By window: the last that it was answered of each thing that is tapped on and off."""
    lessons: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By window: the keys of the lessons that it has added."""
    cards: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """By window: the keys of the cards and answers that it has sent and not withdrawn."""
    repeated: str = ""
    """A window that has said one thing under two keys; "" for none."""
    _keys: dict[tuple[str, int], str] = field(default_factory=dict)
    """The key under which a window has sent what has a number."""
    _answers: set[str] = field(default_factory=set)
    """The keys of what answers the question about a card: its stage takes it along."""
    _asked: dict[tuple[int, str], Asked] = field(default_factory=dict)

    def sent(self, window: str, wire: int, text: str) -> None:
        """A window has sent a message."""
        if text.startswith("40"):
            self._came(window, json.loads(text[2:] or "{}"))
        if not (found := EVENT.fullmatch(text)):
            return
        with suppress(msgspec.ValidationError):  # it will be refused
            self._note_all(window, wire, *found.groups())

    def _note_all(self, window: str, wire: int, number: str, name: str, body: str) -> None:
        if name == "do":
            asked = msgspec.json.decode(body, type=Do)
            self._number(window, asked)
            self._note(window, wire, number, [(asked.key, asked.command)], is_beat=False)
        elif name == "beat":
            items = msgspec.json.decode(body, type=Beat).items
            for one in items:
                self._number(window, one)
            self._note(
                window, wire, number, [(one.key, one.command) for one in items], is_beat=True
            )

    def _number(self, window: str, said: Do | Ride) -> None:
        """Notes the key of what has a number: sent again, it goes under the same one."""
        if said.number and self._keys.setdefault((window, said.number), said.key) != said.key:
            self.repeated = window

    def _came(self, window: str, said: dict[str, Any]) -> None:
        if secret := said.get("secret"):
            self.secrets[secret] = window

    def _note(
        self, window: str, wire: int, number: str,
        said: list[tuple[str, AnyCommand]], *, is_beat: bool,
    ) -> None:  # fmt: skip
        self._asked[wire, number] = Asked(said, is_beat)
        self.begun[window] |= {about for one in said if (about := self._occasion(*one))}
        if not window.startswith("desk"):
            self.secrets |= {key: window for key, _ in said}

    def heard(self, window: str, wire: int, text: str) -> None:
        """A message has arrived at a window."""
        found = ANSWER.fullmatch(text)
        asked = self._asked.pop((wire, found[1]), None) if found else None
        if not (found and asked):
            return
        answer = json.loads(found[2])
        answers: Iterable[Any] = answer.get("answers", ()) if asked.is_beat else [answer]
        for (key, command), one in zip(asked.commands, answers, strict=False):
            self._answered(window, key, command, {"ok": True} if one == "ok" else one)

    def _remember(self, who: str, key: str, command: AnyCommand) -> None:
        """Notes what a phone has to remember of an answer."""
        match command:
            case Vote(round=number, lesson=lesson, votes=votes):
                self.votes[who][number, lesson] = votes
            case BeenThere(round=number, item=item, on=on):
                self.taps[who][f"been_there/{number}/{item}"] = on
            case Unclear(round=number, on=on):
                self.taps[who][f"unclear/{number}"] = on
            case TappedAnswer(round=number, question=question, choice=choice):
                self.taps[who][f"answer/{number}/{question}"] = choice
            case AddLesson():
                self.lessons[who].add(key)
            case WriteCard():
                self.cards[who].add(key)
            case WithdrawCard(card=card):
                self.cards[who].discard(card)

    def _keep_private(self, key: str, command: AnyCommand) -> None:
        if not isinstance(command, WriteCard | EditCard):
            return
        card = command.card if isinstance(command, EditCard) else key
        self.private.pop(card, None)
        if not (command.may_stand or card in self._answers):
            self.private[card] = command.happened

    def are_even(self, one: str, other: str) -> bool:
        """True if two windows have sent words on the same occasions, and nothing is in doubt."""
        return self.begun[one] == self.begun[other] == self.done[one] == self.done[other]

    def _occasion(self, key: str, command: AnyCommand) -> str:
        """On which occasion words were sent, changed or withdrawn; "" for anything else."""
        about = self.occasions.get(getattr(command, "card", key))
        return f"{command.__struct_config__.tag} {about}" if about else ""

    def _answered(self, who: str, key: str, command: AnyCommand, answer: Any) -> None:
        name = str(command.__struct_config__.tag)
        if isinstance(answer, dict) and answer.get("ok"):
            self.types[name] += 1
            self.acked.add(key)
            if occasion := self._occasion(key, command):
                self.done[who].add(occasion)
            if isinstance(command, WriteCard) and command.about:
                self._answers.add(key)
            self._keep_private(key, command)
            self._remember(who, key, command)
            if getattr(command, "card", key) not in self._answers:
                self.model.acked(who, key, command, answer.get("id", ""))
        elif isinstance(answer, dict) and "refused" in answer:
            self.types[f"{name} refused"] += 1
