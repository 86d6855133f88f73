"""Plays a script: who plays which part, and when each thing is done, is drawn by chance.

The desk does the same at the same moments in every play: its commands carry injected keys.
"""

import hashlib
import random
from collections.abc import Callable, Iterable, Sequence
from itertools import islice

from tests.anonymity.house import BEGINS, Files, House
from tests.anonymity.scripted import (
    ANSWER_ASIDE,
    ANSWER_OFF,
    ASIDE,
    ASKED,
    LISTED,
    LISTED_LATE,
    OFF,
    SENSITIVE,
    Act,
    Line,
    Path,
    answer_of,
    interleaved,
)
from tests.support.reading import to_read
from tests.support.room import said
from workshop.protocol import commands
from workshop.protocol.commands import AnyCommand
from workshop.protocol.stage_commands import Ending
from workshop.views import Room

MINUTE = 60.0
AWAY = 1
"""Number of people who are away whenever the desk goes on; who that is differs."""


class Play:
    """One performance. `moments` are the workshop's files after each step of the desk, and
    `by_authors` the answers of those who wrote the cards that all were asked about."""

    def __init__(self, house: House, people: int, chance: random.Random) -> None:
        self.house = house
        self.moments: dict[str, Files] = {}
        self.by_authors: list[str] = []
        self._people = people
        self._chance = chance
        self._paths = Path(people, chance)
        self._person_of = list(range(people))
        chance.shuffle(self._person_of)

    def run(self, last: str = "") -> None:
        """From the first stage to the finish, and all answers are in.

        With a last moment, the play ends at the first stage to open with that moment behind it.
        """
        self._press(commands.Pause, on=False)
        for position, stage in enumerate(self._room().agenda.stages):
            if position:
                self._goes(stage.id)
            self._keep(f"{stage.kind} opens")
            if last in self.moments:
                return
            doing = getattr(self, f"_{stage.kind}", None)
            if doing:
                doing(self._room())

    def seal(self) -> None:
        """The end."""
        self._press(commands.Seal)

    def _goes(self, stage: str) -> None:
        self._press(commands.Go, stage=stage)
        while self._room().state.phase in {"last_call", "few"}:
            self._keep(f"{self._room().stage.kind}, last call")
            self._go_on()
            self._press(commands.Go, stage=stage)
        if self._room().state.stage != stage:  # more lessons than a ballot holds
            self._at_desk(commands.LeaveRest())
            self._press(commands.Go, stage=stage)

    def _arrive(self, room: Room) -> None:
        if room.state.pulse:
            self._acts(self._paths.arriving())
        self._press(commands.Step, step=1)
        self._acts(self._paths.unclear(self._room().state.round))

    def _story(self, room: Room) -> None:
        self._acts(self._paths.been_there(room.state.round, ["story"]))

    def _write(self, room: Room) -> None:
        """Some of it comes only in the last call, and a few late taps after it."""
        assert room.writing
        acts = list(interleaved(self._paths.writing(room.writing), self._chance))
        self._late = acts[-self._people // 2 :]
        self._do_all(iter(acts[: -self._people // 2]))

    def _go_on(self) -> None:
        self._do_all(iter(self._late))

    def _look_through(self, room: Room) -> None:
        handles = {one.words.happened: one.handle for one in room.waiting}
        self._at_desk(commands.MarkSensitive(card=handles[SENSITIVE], on=True))
        self._reads(handles[ASIDE], max(number for number, _ in room.counts))

    def _reads(self, aside: str, round_: int) -> None:
        """Reads what has come back, sets one aside, and hears late that others have nothing."""
        self._at_desk(commands.SetAside(card=aside, reason="care"))
        for command in to_read(self._room()):
            self._at_desk(command)
        self._acts(self._paths.nothing_late(round_))

    def _reveal(self, room: Room) -> None:
        off = next(str(card.n) for card in room.cards if card.words.happened == OFF)
        self._acts([[Act(commands.AskOff(card=off))], [Act(commands.AskOff(card="1"))]])
        self._at_desk(commands.TakeOff(card=off, on=True))
        self._at_desk(commands.LeaveCard(card="1"))
        taken = [str(card.n) for card in room.cards if not card.sensitive and str(card.n) != off]
        self._acts(self._paths.been_there(room.state.round, taken[:9]))
        self._press(commands.Step, step=1)
        self._press(commands.PageSize, size=6)
        self._keep("all cards shown")

    def _ask_how(self, _room: Room) -> None:
        """About two cards, one after the other; the parts of all are swapped for each, so that its
        author has another answer in each play."""
        cast = [*self._person_of]
        for text, part in ASKED.items():
            self._chance.shuffle(self._person_of)
            self.by_authors.append(answer_of(self._person_of.index(cast[part])))
            self._asks_about(text)
        self._person_of = cast

    def _asks_about(self, text: str) -> None:
        here = self._room().state.stage
        card = next(card.n for card in self._room().cards if card.words.happened == text)
        self._press(commands.AskAbout, card=card)
        self._write(self._room())
        self._goes(here)
        self._keep(f"answers to read, {text}")
        handles = {one.words.happened: one.handle for one in self._room().waiting}
        self._at_desk(commands.AddToLessons(card=handles[LISTED], on=True))
        self._reads(handles[ANSWER_ASIDE], self._room().state.round)
        self._goes(here)
        self._keep(f"answers shown, {text}")
        shown = {one.words.happened: str(one.n) for one in self._room().answers}
        self._acts([[Act(commands.AskOff(card=shown[ANSWER_OFF]))]])
        self._at_desk(commands.TakeOff(card=shown[ANSWER_OFF], on=True))
        self._at_desk(commands.AddToLessons(card=shown[LISTED_LATE], on=True))
        self._keep(f"answers over, {text}")

    def _lessons(self, room: Room) -> None:
        ids = {one.words.text: one.id for one in room.lessons}
        keep, merged = ids["Ask who reads it first."], ids["Restore a backup."]
        desk: Line = [
            Act(commands.Merge(lesson=merged, into=keep)),
            Act(commands.UndoLessons()),
            Act(commands.LeaveOut(lesson=room_story(room), on=True)),
        ]
        self._acts([*self._paths.adding(room.state.round), desk])
        self._press(commands.CloseAdding)
        unread = sorted(self._room().unread, key=lambda one: one.words.text)
        self._at_desk(commands.LetOn(unread=[one.handle for one in unread]))

    def _vote(self, room: Room) -> None:
        ids = {one.words.text: one.id for one in room.lessons if not one.left_out}
        self._acts(self._paths.voting(room.state.round, ids))
        self._press(commands.EndVoting)
        self._keep("vote ends")
        tied = self._room().state.cut_tie
        assert tied, "the script says that two tie"
        self._press(commands.RunOff)
        self._keep("run-off opens")
        self._acts(self._paths.run_off(self._room().state.round, tied))
        self._press(commands.EndVoting)
        self._keep("run-off ends")

    def _commit(self, room: Room) -> None:
        if not room.state.chosen:  # nobody has voted
            ids = {one.words.text: one.id for one in room.lessons if not one.left_out}
            for text in sorted(ids)[:3]:
                self._at_desk(commands.PickLesson(lesson=ids[text], on=True))
            room = self._room()
        self._acts(self._paths.offering(room.state.round, room.state.chosen))
        self._keep("all offers are in")
        aside, *others = sorted(self._room().offers, key=lambda one: one.words.will, reverse=True)
        self._at_desk(commands.PutAside(unread=aside.id, reason="care"))
        self._at_desk(commands.LetOn(unread=[one.id for one in others[1:]]))
        offers = {one.words.will: one.id for one in self._room().commitments}
        self._acts(self._paths.taking(room.state.round, offers))
        self._keep("all takers are in")

    def _finish(self, room: Room) -> None:
        self._acts(self._paths.answering(room.state.round))
        if room.state.pulse:
            self._acts(self._paths.leaving())
            self._press(commands.EndPulse)
            self._keep("the pulse has ended")
        self._keep("all answers are in")

    def _room(self) -> Room:
        return self.house.room()

    def _keep(self, moment: str) -> None:
        self.moments[moment] = self.house.files()

    def _acts(self, lines: Iterable[Sequence[Act]]) -> None:
        self._do_all(interleaved(lines, self._chance))

    def _do_all(self, acts: Iterable[tuple[int, Act]]) -> None:
        """In bunches by chance, at times by chance; a part beyond the people is the desk's."""
        acts = iter(acts)
        while bunch := list(islice(acts, self._chance.choice([1, 2, 5, 9, self._people // 2]))):
            self._bide()
            doing = [(self._who(part), act) for part, act in bunch]
            self.house.come_and_go(*(who for who, _ in doing if who is not None))
            self.house.do(*((who, act.command, act.key or self._key()) for who, act in doing))

    def _who(self, part: int) -> int | None:
        return self._person_of[part] if part < self._people else None

    def _bide(self) -> None:
        """Lets some time pass in the minute after the desk's last step."""
        self.house.now += self._chance.uniform(0, 0.1)

    def _at_desk(self, command: AnyCommand) -> None:
        self.house.do((None, command, self._key()))

    def _press(self, kind: Callable[..., AnyCommand], **fields: object) -> None:
        """The desk's next step, at its minute, with as many people here as always."""
        room = self._room()
        turn = room.state.turn
        if isinstance(kind, type) and issubclass(kind, Ending):
            fields["said"] = said(room, kind, fields.get("stage", ""))
        self.house.now = BEGINS + MINUTE * turn
        self.house.presence(self._people - AWAY)
        key = hashlib.sha256(f"step {turn}".encode()).hexdigest()[:32]
        self.house.do((None, kind(turn=turn, **fields), key))

    def _key(self) -> str:
        return self._chance.randbytes(16).hex()


def room_story(room: Room) -> str:
    """The id of the lesson that the story taught."""
    return next(one.id for one in room.lessons if one.words.text == room.story.lesson)
