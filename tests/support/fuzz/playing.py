"""A workshop that is led through all its stages while commands come by chance."""

import math
import random
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any

from tests.support.fuzz.making import APT, OF_PHONES, SELDOM, TYPES, Maker, broken
from tests.support.fuzz.model import Model, faults, outcome
from tests.support.room import Person, done, new_room
from tests.support.stored import Stored
from workshop.actions.answers import Answered, AtDesk, Participant
from workshop.actions.leader_story import write_leader_story
from workshop.actions.perform import CommandActor
from workshop.protocol import commands
from workshop.protocol.messages import Do, Refused
from workshop.protocol.wire import read_message
from workshop.rules.agenda import Agenda, Stage
from workshop.rules.agenda_faults import order_faults
from workshop.rules.stage_settings import StageSettings
from workshop.rules.stages import ENDING_PHASES, KINDS, PICKING
from workshop.rules.votes import BALLOTS, DEVICES, group_size, least_changed
from workshop.storage.bodies import CarriedWords
from workshop.storage.context import Context
from workshop.storage.store import Store
from workshop.storage.workshops import StoredWorkshop
from workshop.stories.pack import built_in
from workshop.views import Room

CARRIED = CarriedWords(
    workshop="earlier", id="1", lesson="A backup that was never restored is a hope.",
    when="a month ends", will="restore one backup", who="we", owner="Amira", by="2026-03-11",
    made="2026-02-25", language="en",
)  # fmt: skip
TOGETHER = 32
"""Commands in one transaction, as when many tap at once."""
EARLIER = 60
"""Commands of phones of which old copies still come."""


@dataclass
class Reached:
    """The types, stages, answers and events that were reached."""

    sent: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Number of commands of each type in each kind of stage."""
    acked: Counter[str] = field(default_factory=Counter)
    refused: Counter[str] = field(default_factory=Counter)
    events: Counter[str] = field(default_factory=Counter)
    decks: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By kind of stage: the types that are still to come there, before all come again."""

    @property
    def count(self) -> int:
        """Number of all commands."""
        return self.sent.total()


class FuzzedWorkshop:
    """One workshop, its people and its model."""

    def __init__(self, store: Store, dice: random.Random, reached: Reached) -> None:
        self._dice, self.reached, self.maker, self.model = dice, reached, Maker(dice), Model()
        self.room = new_room(
            store, agenda=agenda(dice, votes=reached.events["seal"] % 4 != 1),
            carried=(CARRIED,) * dice.randint(1, 3), second_story=built_in()[2],
            pulse=dice.choice(("room", "summary")), votes_hidden=dice.random() < 0.3,
        )  # fmt: skip
        self.room.letters = frozenset({"story", "story2"})
        self.room.withdraw = dice.choice((0, 20))
        self.room.participants(dice.choice((3, 6, 9, 14)))
        self._stranger = Person(self.room, Participant(dice.randbytes(16)))
        self._nth = reached.events["seal"]
        self._last: tuple[CommandActor, str, dict[str, Any]] | None = None
        self._earlier: list[tuple[CommandActor, str, dict[str, Any]]] = []
        """Commands that phones have sent lately, of which old copies come late."""
        self._acked: set[str] = set()

    def plays(self, each: int) -> None:
        """Leads through all stages, with so many commands by chance in each, and to the end."""
        for stage in self.room.stages:
            self._goes(stage)
            self._acts(each)
            if self._kind == "vote":
                self._ends_vote(each)
            elif self._kind == "lessons":
                self._ends_adding(each)
            elif self._kind == "ask_how":
                self._reads_answers(stage, each)
            elif self._kind == "commit":
                self._takes_all()
            elif self._dice.random() < 0.2:
                self._presses(commands.OpenAgain)
            self.room.views()
        self._goes(self.room.stages[-1])
        if self._nth % 2:
            self._presses(commands.EndPulse)
        self.checks()
        assert done(self._presses(commands.Seal))
        self.reached.events["seal"] += 1
        self._acts(TOGETHER * 2)

    def _ends_adding(self, each: int) -> None:
        """The desk closes the list for phones, and reads what has come; phones still send."""
        assert done(self._presses(commands.CloseAdding))
        self._acts(each // 2)

    def _reads_answers(self, stage: str, each: int) -> None:
        """The desk asks about a card, where nobody has; all answer, and the desk reads it."""
        room = self.room.read()
        if room.state.phase == PICKING and room.cards:
            ask = {
                "type": "ask_about",
                "turn": room.state.turn,
                "card": room.cards[0].n,
                "said": [],
            }
            self._do([self._at_desk(ask)])
        room = self.room.read()
        if room.writing and room.writing.about:
            answer = self.maker.makes("write_card", room) | {
                "round": room.state.round, "about": room.writing.about,
                "happened": "Nobody had the time.", "learned": "",
            }  # fmt: skip
            self._do([(one.actor, self._dice.randbytes(16).hex(), answer)
                      for one in self.room.people])  # fmt: skip
        self._acts(each // 2)
        for _ in range(4):
            if self.room.read().state.phase not in {*ENDING_PHASES, "open"}:
                break
            self._presses(commands.Go, stage=stage)
            self.room.now += 31
        self._acts(each // 2)

    def _takes_all(self) -> None:
        """The desk picks a lesson where nobody voted, and lets all offers on; each is taken."""
        for one in self.room.read().roots[:1]:
            self._do([self._at_desk({"type": "pick_lesson", "lesson": one.id, "on": True})])
        offers = [one.id for one in self.room.read().offers]
        self._do([self._at_desk({"type": "let_on", "unread": offers})])
        room = self.room.read()
        for one in room.commitments:
            take = {"type": "take", "round": room.state.round, "commitment": one.id, "owner": "Jo"}
            self._do([(self.room.people[0].actor, self._dice.randbytes(16).hex(), take)])

    def checks(self) -> None:
        """Fails if anything that was answered is not there once, or the file is not whole."""
        found = faults(self.model, self._file)
        assert not found, "\n".join(found)
        with self._file.read() as connection:
            said = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
        assert said == ["ok"]

    @property
    def _file(self) -> StoredWorkshop:
        stored = self.room.store.workshops.open(self.room.id)
        assert stored is not None
        return stored

    @property
    def _kind(self) -> str:
        return str(self.room.read().stage.kind)

    def _goes(self, stage: str) -> None:
        """Leads to a stage, through all that keeps a desk from it."""
        for _ in range(12):
            room = self.room.read()
            if room.state.stage == stage and room.state.phase not in {"last_call", "few"}:
                return
            self.reached.events[room.state.phase] += 1
            self.room.desk.reads()
            answer = self._presses(commands.Go, stage=stage)
            if isinstance(answer, Refused) and answer.refused == "ballot_full":
                self.room.desk.does(commands.LeaveRest())
            self.room.now += 31
        raise AssertionError(f"{stage} was not reached: {answer}, {self.room.phase}")

    def _ends_vote(self, each: int) -> None:
        """Counts the votes; where some tie, once more between them, and then all are taken."""
        self.counts()
        if self._nth % 2:
            self._votes_anew(each)
        self._ties()
        self._ends_voting()
        if self.room.read().state.cut_tie:
            self.reached.events["tie"] += 1
            if self._nth % 3 and done(self._presses(commands.RunOff)):
                self.reached.events["run_off"] += 1
                self._acts(each // 2)
                self.counts()
                self._ends_voting()
        if self.room.read().state.cut_tie:
            way = (commands.DrawLots, commands.TakeTied)[self.reached.events["taken"] % 2]
            self.reached.events["taken"] += done(self._presses(way))

    def _ties(self) -> None:
        """Has paper make one lesson too many tie for the places that there are."""
        room, ballot = self.room.read(), self._ballot()
        if room.stage.kind != "vote" or not ballot:
            return
        most = room.stage.settings.chosen or 3
        votes = self.model.counted(room.state.round, ballot)
        for lesson in ballot[: most + 1]:
            paper = self.model.votes[room.state.round, lesson].get("paper", 0)
            self._do([self._at_desk({
                "type": "paper_votes", "round": room.state.round, "lesson": lesson,
                "votes": max(votes.values()) + 1 - votes[lesson] + paper,
            })])  # fmt: skip

    def _at_desk(self, command: dict[str, Any]) -> tuple[CommandActor, str, dict[str, Any]]:
        return AtDesk(), self._dice.randbytes(16).hex(), command

    def _votes_anew(self, each: int) -> None:
        """Back to the lessons, where all votes are given up; and votes once more."""
        room = self.room.read()
        lessons = room.agenda.ids("lessons")[-1]
        self._goes(lessons)
        self._presses(commands.VoteAnew)
        self._goes(room.state.stage)
        self._acts(each)
        self.counts()

    def _presses(self, kind: type[commands.StageCommand], **fields: str) -> Answered:
        """A press of the desk on the way, with what it has said goes."""
        tag, before = str(kind.__struct_config__.tag), self._kind
        answer = self.room.desk.presses(kind, **fields)
        self.reached.sent[tag, before] += 1
        self.reached.acked[tag] += done(answer)
        return answer

    def counts(self) -> None:
        """Fails if the tallies of an open voting are not what devices and desk have placed."""
        state = self.room.read().state
        if self._kind == "vote" and state.phase in {"open", "run_off"}:
            there, ballot = Stored(self._file).tallies(), self._ballot()
            found = {one: there.get((state.round, one), 0) for one in ballot}
            assert found == self.model.counted(state.round, ballot)
            self.reached.events["counted"] += sum(found.values()) > 0

    def _ballot(self) -> list[str]:
        room = self.room.read()
        on = [one.id for one in room.lessons if not (one.parent or one.left_out)]
        return [one for one in on if not room.state.run_off or one in room.state.run_off]

    def _ends_voting(self) -> None:
        room, ballot = self.room.read(), self._ballot()
        if self._kind != "vote" or room.state.phase not in {"open", "run_off"}:
            return
        votes = self.model.counted(room.state.round, ballot)
        before = [*room.state.chosen]
        most = (room.stage.settings.chosen or 3) - len(before)
        voted, needed = self._voters(room)
        assert done(self._presses(commands.EndVoting))
        sure, tied = outcome(votes, most)
        now = self.room.read().state
        if voted < needed or self._changed(room, ballot) < needed:
            self.reached.events["too_few"] += 1
            assert now.too_few and (now.too_few != "vote" or not now.chosen)
            return
        if room.state.phase == "run_off" and not any(votes.values()):
            tied = {*room.state.run_off}
        assert ({*now.chosen}, {*now.cut_tie}) == ({*before} | sure, tied)

    def _changed(self, room: Room, ballot: list[str]) -> float:
        """How many devices' votes at least are between this run-off and the one before it; without
        bound where there was none, or where only paper votes."""
        state, counts = room.state, self.room.read().counts
        if len(state.run_offs) < 2 or not counts.get((state.round, BALLOTS), 0):
            return math.inf
        was = {one: counts.get((state.run_offs[-2], one), 0) for one in ballot}
        votes = {one: self.model.votes[state.round, one] for one in ballot}
        now = {one: sum(of.values()) - of.get("paper", 0) for one, of in votes.items()}
        return least_changed(was, now, votes=1, most=1)

    def _voters(self, room: Room) -> tuple[int, int]:
        """How many devices have placed votes now, also on what was struck, and how many must have
        for a result; paper alone needs none."""
        number = room.state.round
        voters = {
            who
            for (round_, _), votes in self.model.votes.items()
            for who, n in votes.items()
            if round_ == number and n
        }
        paper = {"paper"} & voters
        ever = self.room.read().counts.get((number, BALLOTS), 0)
        devices = room.counts.get((number, DEVICES), 0)
        if not ever and paper:
            return 1, 0
        return len(voters - paper), group_size(devices)

    def _acts(self, count: int) -> None:
        """So many commands by chance, as they were made of what was shown before the first."""
        left = count
        while left > 0:
            room = self.room.read()
            if self._dice.random() < 0.1:
                self._leader_writes()
            acts = [self._act(room) for _ in range(min(TOGETHER, left))]
            self._do(acts)
            left -= len(acts)
            self.room.now += self._dice.random()

    def _act(self, room: Room) -> tuple[CommandActor, str, dict[str, Any]]:
        dice = self._dice
        if self._last and dice.random() < 0.03:
            return self._last  # it is sent again, as its answer was lost
        if self._earlier and dice.random() < 0.15:
            return dice.choice(self._earlier)  # an old copy comes late
        tag = dice.choice(APT.get(room.stage.kind, ())) if self._is_apt(room) else self._next(room)
        command = self.maker.makes(tag, room)
        if tag == "seal" or (tag in SELDOM and dice.random() < 0.8):
            command["turn"] = room.state.turn - 1
        self.reached.sent[tag, room.stage.kind] += 1
        self._last = self._actor(tag), dice.randbytes(16).hex(), command
        if isinstance(self._last[0], Participant):
            self._earlier = [*self._earlier, self._last][-EARLIER:]
        return self._last if dice.random() > 0.12 else (*self._last[:2], self._break(command))

    def _break(self, command: dict[str, Any]) -> dict[str, Any]:
        return broken(command, self._dice)

    def _is_apt(self, room: Room) -> bool:
        return room.stage.kind in APT and self._dice.random() < 0.5

    def _next(self, room: Room) -> str:
        """The next of all types, each as often in a kind of stage as the others."""
        deck = self.reached.decks[room.stage.kind]
        if not deck:
            deck += sorted(TYPES)
            self._dice.shuffle(deck)
        return deck.pop()

    def _actor(self, tag: str) -> CommandActor:
        """Somebody who may do it; seldom somebody who may not, or who is not in the room."""
        from_phone = (tag in OF_PHONES) != (self._dice.random() < 0.04)
        people = [*self.room.people, *([self._stranger] if self._dice.random() < 0.1 else [])]
        return self._dice.choice(people).actor if from_phone else AtDesk()

    def _do(self, acts: list[tuple[CommandActor, str, dict[str, Any]]]) -> None:
        ready = []
        for actor, key, command in acts:
            asked = read_message({"key": key, "command": command}, Do)
            if isinstance(asked, Refused):
                self.reached.refused[asked.refused] += 1
            else:
                ready.append((actor, key, asked.command))
        if ready:
            answers = self.room.at_once([(who, made, bytes.fromhex(key))
                                         for who, key, made in ready])  # fmt: skip
            for (who, key, made), answer in zip(ready, answers, strict=True):
                self._note(who, key, made, answer)

    def _note(
        self, who: CommandActor, key: str, command: commands.Command, answer: Answered
    ) -> None:
        if isinstance(answer, Refused):
            self.reached.refused[answer.refused] += 1
            return
        self.reached.acked[str(command.__struct_config__.tag)] += 1
        if isinstance(who, Participant) and key in self._acked:
            return  # it is answered as it was
        self._acked.add(key)
        name = who.secret.hex() if isinstance(who, Participant) else "desk"
        self.model.acked(name, key, command, answer.id)
        if isinstance(command, commands.WriteCard):
            self.maker.keys.append(key)

    def _leader_writes(self) -> None:
        """The leader writes their story beforehand, and again, until it was told."""
        story = self._dice.choice(built_in())
        context = Context(self.room.here, self.room.now, self.room.memory)
        if self.room.phase != "closed":
            with self._file.begin(context) as tx:
                self.reached.events["leader"] += done(write_leader_story(tx, story))


def agenda(dice: random.Random, *, votes: bool) -> Agenda:
    """One with every kind of stage, in which cards are shown together or come to a live wall; or
    without a vote, so that the desk picks."""
    live = dice.random() < 0.3
    without = [*["look_through"] * live, *["lessons", "vote"] * (not votes)]
    kinds = [kind for kind in KINDS if kind not in without]
    settings = {
        "write": StageSettings(cards="live" if live else "together"),
        "vote": StageSettings(chosen=dice.choice((None, 1, 2, 3)), votes_each=dice.choice((1, 3))),
    }
    stages = tuple(Stage(kind, 5, settings=settings.get(kind, StageSettings())) for kind in kinds)
    assert not order_faults(stages), order_faults(stages)
    return Agenda(stages)
