"""A small workshop in which a copy of the file is taken after every act, for the joiner.

Each person does one of everything, in an order by chance, and the desk does something to every
card, lesson and offer by itself. So whatever leads from what a screen shows to a row leads to a
person.
"""

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import msgspec

from tests.anonymity.joiner import Copy, Moment
from tests.anonymity.small_room import NOW, SmallRoom
from workshop.actions.answers import AtDesk
from workshop.actions.one_device import held
from workshop.actions.perform import perform
from workshop.protocol import commands
from workshop.protocol.commands import AnyCommand
from workshop.protocol.messages import Ok
from workshop.storage.context import Context
from workshop.summary.build import build
from workshop.views import VIEWS, Surroundings, entries

DAY = date(2026, 5, 28)
AROUND = Surroundings(code="K7M4TQ", address="192.168.1.20:8000", date=DAY)
PUBLIC = (
    b"small", AROUND.code.encode(), b"Spring release", b"Payments", b"card", b"lesson",
    b"commitment", b"handle", b"1", b"2", b"3",
)  # fmt: skip
"""Strings that everybody knows of the workshop, and of the program."""


@dataclass
class JoinedPlay:
    """One play. The truth is by words: who wrote, tapped, sent, voted or offered."""

    room: SmallRoom
    skips_reveal: bool
    """True if the desk passes over the reveal at first, so that cards go on waiting."""
    moments: list[Moment] = field(default_factory=list)
    truth: dict[str, dict[str, int]] = field(default_factory=dict)

    def run(self) -> None:
        """From the writing to the finish."""
        self._screens: set[bytes] = set()
        self._write()
        self._look_through()
        self._reveal()
        self._ask_how()
        self._lessons()
        self._vote()
        self._commit()
        self._finish()

    def _write(self) -> None:
        room = self.room
        self._each(lambda i: self._writes(i))
        self._each(lambda _i: commands.NothingToAdd(room.round))
        self.truth["card"] = {text: i for i, text in enumerate(room.texts)}

    def _writes(self, i: int) -> AnyCommand:
        self._key = self.room.card_keys[i]
        return commands.WriteCard(round=self.room.round, happened=self.room.texts[i])

    def _look_through(self) -> None:
        """Every card is opened, and each flag of every card goes on; most go off again."""
        self._goes("look_through")
        cards = {one.words.happened: one.handle for one in self.room.read().waiting}
        listed = sorted(cards)
        self._aside, self._sensitive = self.room.chance.sample(listed, 2)
        for words in self.room.chance.sample(listed, len(listed)):
            self._desk(words, commands.Opened(cards=[cards[words]]))
            for on in (True, words == self._sensitive):
                self._desk(words, commands.MarkSensitive(card=cards[words], on=on))
            for reason in ("care", "care" if words == self._aside else ""):
                self._desk(words, commands.SetAside(card=cards[words], reason=reason))  # type: ignore[arg-type]
        self._phones()

    def _reveal(self) -> None:
        if self.skips_reveal:
            self._goes("lessons", self._aside)
            self._phones()
        self._goes("reveal", self._aside)
        cards = [one for one in self.room.read().cards if not one.sensitive]
        tapped = self.room.chance.sample(cards, min(len(cards), self.room.size))
        by = self.room.chance.sample(range(self.room.size), len(tapped))
        self.truth["tap"] = {one.words.happened: i for i, one in zip(by, tapped, strict=True)}
        number = self.room.round
        for i, one in zip(by, tapped, strict=True):
            self._person(i, commands.BeenThere(number, str(one.n), on=True))
        for one in tapped:
            for on in (True, False):
                self._desk(one.words.happened, commands.TakeOff(card=str(one.n), on=on))
        self._phones()

    def _ask_how(self) -> None:
        """Each answer goes on the list, and most off again; one is set aside, one taken off."""
        self._goes("ask_how")
        asks = self.room.asks()
        about = next(one for one in self.room.read().cards if one.n == asks.card).words.happened
        self.truth["asked"] = {about: self.truth["card"][about]}
        self._desk(about, asks)
        self._each(self._answers)
        self._each(lambda _i: commands.NothingToAdd(self.room.round))
        self.truth["answer"] = {text: i for i, text in enumerate(self.room.answers)}
        self.room.reads_answers()
        self._keep(None)
        waiting = {one.words.happened: one.handle for one in self.room.read().waiting}
        aside, listed = self.room.chance.sample(sorted(waiting), 2)
        for words in self.room.chance.sample(sorted(waiting), len(waiting)):
            for on in (True, words == listed):
                self._desk(words, commands.AddToLessons(card=waiting[words], on=on))
            for reason in ("care", "care" if words == aside else ""):
                self._desk(words, commands.SetAside(card=waiting[words], reason=reason))  # type: ignore[arg-type]
        self._phones()
        self.room.shows_answers()
        self._keep(None, aside)
        for one in self.room.read().answers:
            for on in (True, False):
                self._desk(one.words.happened, commands.TakeOff(card=str(one.n), on=on))
        self._phones()

    def _answers(self, i: int) -> AnyCommand:
        self._key = self.room.answer_keys[i]
        return self.room.answer(i)

    def _lessons(self) -> None:
        self._goes("lessons")
        self._each(self._adds)
        self.truth["lesson"] = {text: i for i, text in enumerate(self.room.lessons)}
        self.room.closes_adding()
        unread = {one.words.text: one.handle for one in self.room.read().unread}
        listed = self.room.chance.sample(sorted(unread), len(unread))
        for words in listed:
            for reason in ("care", "care" if words == listed[0] else ""):
                self._desk(words, commands.PutAside(unread=unread[words], reason=reason))  # type: ignore[arg-type]
        self._phones()
        for words in listed[1:]:
            self._desk(words, commands.LetOn(unread=[unread[words]]))

    def _adds(self, i: int) -> AnyCommand:
        self._key = self.room.lesson_keys[i]
        return commands.AddLesson(self.room.round, self.room.lessons[i])

    def _vote(self) -> None:
        """Two lessons are everybody's; of the rest each person has one."""
        self._goes("vote")
        ids = {one.words.text: one.id for one in self.room.read().lessons}
        first, second, *others = self.room.chance.sample(sorted(ids), len(ids))
        by = self.room.chance.sample(range(self.room.size), len(others))
        self.truth["vote"] = dict(zip(others, by, strict=True))
        own = dict(zip(by, others, strict=True))
        for words in ("", first, second):
            for i in self.room.chance.sample(range(self.room.size), self.room.size):
                if words or i in own:
                    lesson = ids[words or own[i]]
                    self._person(i, commands.Vote(self.room.round, lesson, 1))
        self._each(lambda _i: commands.DoneVoting(self.room.round))
        self._phones()
        self.room.ends_voting()
        self._keep(None)

    def _commit(self) -> None:
        self._goes("commit")
        chosen = [one for one in self.room.read().roots if one.id in self.room.read().state.chosen]
        wills = [self.room.words(20, 60) for _ in self.room.people]
        self.truth["offer"] = {words: i for i, words in enumerate(wills)}
        for i in self.room.chance.sample(range(self.room.size), self.room.size):
            lesson = self.room.chance.choice(chosen).id
            offer = commands.Offer(self.room.round, lesson=lesson, when="it rains", will=wills[i])
            self._person(i, offer)
        offers = {one.words.will: one.id for one in self.room.read().offers}
        listed = self.room.chance.sample(sorted(offers), len(offers))
        for words in listed[1:]:
            self._desk(words, commands.PutAside(unread=offers[words], reason="care"))
            self._desk(words, commands.PutAside(unread=offers[words], reason=""))
            self._desk(words, commands.LetOn(unread=[offers[words]]))
        self._desk(listed[0], commands.PutAside(unread=offers[listed[0]], reason="care"))
        self._takes(listed, offers)

    def _takes(self, listed: list[str], offers: dict[str, str]) -> None:
        """Somebody puts a name to each commitment; the desk takes most of them off."""
        for words in listed[1:]:
            self._desk(words, commands.Pick(commitment=offers[words], on=True))
            take = commands.Take(self.room.round, commitment=offers[words], owner="Ana")
            self._person(self.room.chance.randrange(self.room.size), take, words)
            self._desk(words, commands.FreeCommitment(commitment=offers[words]))
        self._phones()
        self._gone = listed[0]

    def _finish(self) -> None:
        self._goes("finish", self._gone)
        self._each(lambda i: commands.Answer(self.room.round, "worth", ("yes", "no")[i % 2]))  # type: ignore[arg-type]
        self._phones()

    def _each(self, makes: Callable[[int], AnyCommand]) -> None:
        for i in self.room.chance.sample(range(self.room.size), self.room.size):
            self._key = self.room.chance.randbytes(16)
            command = makes(i)
            self._person(i, command, key=self._key)

    def _person(self, i: int, command: AnyCommand, about: str = "", key: bytes = b"") -> None:
        answer = self._commit_one(self.room.people[i], command, key)
        own = {"ok": {"id": answer.id}} if answer.id else {}
        self._keep(i, about, {i: own})

    def _desk(self, about: str, command: AnyCommand) -> None:
        self._commit_one(AtDesk(), command)
        self._keep(None, about)

    def _commit_one(self, who: Any, command: AnyCommand, key: bytes = b"") -> Ok:
        context = Context(self.room.size, NOW, self.room.memory, self.room.show_each_vote)
        with self.room.file.begin(context) as tx:
            answer = perform(tx, who, key or self.room.chance.randbytes(16), command)
            assert isinstance(answer, Ok), (command, answer)
        return answer

    def _goes(self, kind: str, about: str = "") -> None:
        self.room.goes(kind)
        self._keep(None, about)

    def _phones(self) -> None:
        """Every phone shows what the server holds of it."""
        own = {}
        for i, who in enumerate(self.room.people):
            room = self.room
            keys = [room.card_keys[i], room.answer_keys[i], room.lesson_keys[i]]
            own[i] = _arrives(held(self.room.file, who.secret, keys))
        self._keep(None, "", own)

    def _keep(self, who: int | None, about: str = "", own: dict[int, Any] | None = None) -> None:
        screens = {*self._shown()} - self._screens
        self._screens |= screens
        new = tuple(msgspec.json.decode(one) for one in sorted(screens))
        self.moments.append(Moment(who, about, copied(self.room), new, own or {}))

    def _shown(self) -> Iterator[bytes]:
        room = self.room.read()
        for view in VIEWS:
            yield msgspec.json.encode(entries(view, room, AROUND))
        yield msgspec.json.encode(build(room, DAY, draft=True))


def _arrives(value: Any) -> Any:
    return msgspec.json.decode(msgspec.json.encode(value))


def copied(room: SmallRoom) -> Copy:
    """All rows of the file, as whoever has no K reads them."""
    found: dict[tuple[str, bytes], tuple[object, ...]] = {}
    with closing(sqlite3.connect(f"file:{room.file.path}?mode=ro", uri=True)) as file:
        tables = file.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        for (table,) in tables:
            for key, *values in file.execute(f"SELECT * FROM {table}").fetchall():
                row = key if isinstance(key, bytes) else str(key).encode()
                found[table, row] = tuple(values)
    return found


def play(room: SmallRoom) -> JoinedPlay:
    """One play, to its end."""
    made = JoinedPlay(room, skips_reveal=random.Random(room.seed).random() < 0.5)
    made.run()
    return made
