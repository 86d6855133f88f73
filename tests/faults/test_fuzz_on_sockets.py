"""Commands of all types by chance on real sockets: of phones, desks, the room's screen and somebody
of another workshop. None is an exception, and what was answered is there once."""

import random
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from itertools import count as numbers
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from tests.support.fuzz.making import APT, OF_PHONES, SELDOM, TYPES, broken
from tests.support.fuzz.model import Model, faults
from tests.support.fuzz.playing import CARRIED, Reached, agenda
from tests.support.fuzz.shown import MakerAtDesk, as_room
from tests.support.hostile.aftermath import unhandled
from tests.support.lasting import House, LastingServer
from tests.support.phones import Phone
from tests.support.room import new_store
from tests.support.steady import Steady, desk
from tests.support.stored import check_integrity
from tests.support.waiting import until
from workshop.actions.create import NewWorkshop, create_workshop
from workshop.protocol.messages import Do, Refused
from workshop.protocol.wire import read_message
from workshop.rules.stages import KINDS
from workshop.settings import Settings
from workshop.storage.store import Store
from workshop.stories.pack import built_in

PHONES, DESKS = 8, 5
"""So many that none of them speaks faster than it may."""
SEED, FEW, MANY = 1, 250, 50_000
IN_ONE = 2_500
"""Commands in one workshop at most."""


@contextmanager
def served(folder: Path, dice: random.Random) -> Iterator[House]:
    """A server with a workshop that has stages of all kinds."""
    new = NewWorkshop(
        title="Spring release", team="Payments", story=built_in()[9], second_story=built_in()[2],
        agenda=agenda(dice, votes=dice.random() < 0.8), carried=(CARRIED,) * 3, pulse="room",
    )  # fmt: skip
    folder.mkdir()
    with closing(new_store(folder)) as store:
        made = create_workshop(store, new, time.time())
    server = LastingServer(folder / "data")
    try:
        yield House(server, server.sign_in(), made)
    finally:
        server.own.kill()


class Sockets:
    """Everybody who sends, and what they were answered."""

    def __init__(self, home: House, dice: random.Random, reached: Reached) -> None:
        self.home, self.dice, self.reached = home, dice, reached
        self.maker, self.model = MakerAtDesk(dice), Model()
        self.leader = desk(home.server, home.workshop, home.cookie)
        self.desks = [desk(home.server, home.workshop, home.cookie) for _ in range(DESKS)]
        self.phones = [Phone(home) for _ in range(PHONES)]
        self.outsiders = self._outsiders()
        for one in (*self.phones, *self.outsiders):
            one.join()
        self._turns = numbers()

    def _outsiders(self) -> list[Steady]:
        """Two who may do nothing here: the room's screen, and a phone of another workshop."""
        server, cookie = self.home.server, self.home.cookie
        link = self.leader.entries["desk"]["projector_url"].partition("#")[2]
        screen = server.trade(link).cookie
        ticket = str(server.boot(f"/screen/{self.home.workshop}/", screen)["ticket"])
        auth = {"view": "projector", "workshop": self.home.workshop, "ticket": ticket}
        other = House(server, cookie, server.new_workshop(cookie))
        return [Steady(server, auth, screen), Phone(other)]

    def plays(self, each: int) -> None:
        """Leads through all stages, with so many commands in each."""
        for stage in [one["id"] for one in self.leader.entries["agenda"]["stages"]]:
            self._goes(stage)
            for _ in range(each):
                self._act()
        self._goes(stage)

    def _goes(self, stage: str) -> None:
        def is_there() -> bool:
            self.leader.follow(0.05)
            room = as_room(self.leader.entries)
            if room.state.stage == stage and room.state.phase not in {"last_call", "few"}:
                return True
            self._opens_all()
            # From a last call the room goes on to where it leads, and comes back from there.
            to = self.leader.now["going_to"] or stage
            go = {"type": "go", "turn": self.leader.now["turn"], "stage": to}
            answer = self.leader.say({**go, "said": self.maker.said("go", to, room)})
            if answer.get("refused") == "ballot_full":
                self.leader.say({"type": "leave_rest"})
            return False

        until(is_there, says=lambda: (stage, self.leader.now))

    def _opens_all(self) -> None:
        if cards := [one.handle for one in as_room(self.leader.entries).waiting]:
            self.leader.say({"type": "opened", "cards": cards[:500]})

    def _act(self) -> None:
        """One command, of somebody whose turn it is."""
        self.leader.follow(0.001)
        room = as_room(self.leader.entries)
        tag = self._tag(room.stage.kind)
        command = self.maker.makes(tag, room)
        if tag == "seal" or (tag in SELDOM and self.dice.random() < 0.8):
            command["turn"] = room.state.turn - 1
        if tag == "close_door":
            command["on"] = False  # a phone whose line breaks must find its way back
        self.reached.sent[tag, room.stage.kind] += 1
        if self.dice.random() < 0.12:
            command = broken(command, self.dice)
        self._sends(self._somebody(tag), token_hex(16), command)

    def _tag(self, kind: str) -> str:
        if kind in APT and self.dice.random() < 0.5:
            return self.dice.choice(APT[kind])
        deck = self.reached.decks[kind]
        if not deck:
            deck += sorted(TYPES)
            self.dice.shuffle(deck)
        return deck.pop()

    def _somebody(self, tag: str) -> Steady:
        if self.dice.random() < 0.03:
            return self.dice.choice(self.outsiders)
        from_phone = (tag in OF_PHONES) != (self.dice.random() < 0.04)
        able: list[Any] = [*self.phones] if from_phone else [*self.desks]
        return able[next(self._turns) % len(able)]

    def _sends(self, who: Steady, key: str, command: dict[str, Any]) -> None:
        if "\ud800" in command.values():
            return  # it can't be sent
        asked = read_message({"key": key, "command": command}, Do)
        answer = who.say(command, key)
        if "refused" in answer:
            self.reached.refused[answer["refused"]] += 1
            return
        assert not isinstance(asked, Refused), (command, answer)
        assert who not in self.outsiders or who is self.outsiders[1], command
        if who not in self.outsiders:
            self.reached.acked[command["type"]] += 1
            name = str(id(who)) if isinstance(who, Phone) else "desk"
            self.model.acked(name, key, asked.command, answer.get("id", ""))
            self.maker.keys += [key] if command["type"] == "write_card" else []


def play(folder: Path, dice: random.Random, reached: Reached, count: int) -> None:
    """Leads one workshop to its last stage, and compares what there is then with the answers."""
    with served(folder, dice) as home:
        sockets = Sockets(home, dice, reached)
        sockets.plays(-(-count // (len(KINDS) - 1)))  # a live wall has no look-through
        home.server.kill()
        assert not unhandled(home.server.own.log)
        check_integrity(home.server.data)
        with closing(Store(Settings(data=home.server.data))) as store:
            kept = store.workshops.open(home.workshop)
            assert kept is not None
            assert not faults(sockets.model, kept)


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.long)])
def test_no_command_on_a_socket_breaks_anything_and_none_is_lost(
    tmp_path: Path, count: int
) -> None:
    print(f"seed {SEED}")
    dice, reached = random.Random(SEED), Reached()
    while reached.count < count:
        play(tmp_path / str(reached.count), dice, reached, min(count, IN_ONE))
    print(f"{reached.count} commands, {reached.acked.total()} done; {reached.refused}")
    everywhere = {(tag, kind) for tag in TYPES for kind in KINDS}
    assert everywhere - {*reached.sent} == set() or count < MANY, "these were never sent"
