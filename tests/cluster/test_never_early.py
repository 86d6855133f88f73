"""Bars never move early, however phones move between processes, and whatever processes know."""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.actions.test_votes import voting
from tests.support.room import Person, TestRoom, new_room, new_store
from workshop.actions.answers import Answered, Participant
from workshop.actions.perform import perform
from workshop.cluster.presence import UNKNOWN, Part, presence_together
from workshop.live.devices import Devices
from workshop.protocol import commands
from workshop.protocol.messages import Ok
from workshop.rules.votes import BARS_REST, FEW_DEVICES, GROUPS, LEAST_IN_GROUP
from workshop.storage.context import Context, Memory
from workshop.storage.keyring import device_of
from workshop.storage.store import Store

PROCESSES, PHONES = 3, 9


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    made = new_store(tmp_path_factory.mktemp("never-early"))
    yield made
    made.close()


@dataclass
class Server:
    """Processes that share a voting, what each has told the others last, and the truth."""

    room: TestRoom
    devices: list[Devices] = field(default_factory=lambda: [Devices(UNKNOWN) for _ in "012"])
    parts: dict[int, Part] = field(default_factory=dict)
    cut: set[int] = field(default_factory=set)
    sockets: list[tuple[int, int]] = field(default_factory=list)
    """The phone and the process of each."""
    ever: set[int] = field(default_factory=set)
    """The phones that were ever here: all within the last minutes."""
    group: set[int] = field(default_factory=set)
    """The phones that have placed a vote since a group was last full."""
    placed: dict[int, int] = field(default_factory=dict)

    @cached_property
    def phones(self) -> list[Participant]:
        """The phones of people."""
        return [Person(self.room, Participant(bytes([n + 1]) * 16)).actor for n in range(PHONES)]

    def comes(self, phone: int, process: int) -> None:
        """A phone opens a socket, whether it has one already or not."""
        self.devices[process].arrive(device_of(self.phones[phone].secret))
        self.sockets.append((phone, process))
        self.ever.add(phone)

    def goes(self, phone: int, _process: int) -> None:
        """A phone's oldest socket ends."""
        for socket in self.sockets:
            if socket[0] == phone:
                self.sockets.remove(socket)
                self.devices[socket[1]].leave(device_of(self.phones[phone].secret))
                return

    def tells(self, _phone: int, process: int) -> None:
        """A process gives its part, and takes those of the others."""
        if process in self.cut:
            self.devices[process].elsewhere = self.devices[process].elsewhere.doubted()
            return
        self.parts.pop(process, None)
        if part := self.devices[process].part():
            self.parts[process] = part
        others = [part for name, part in self.parts.items() if name != process]
        until = 0.0 if self.cut else math.inf
        self.devices[process].elsewhere = presence_together(others, until)

    def cuts(self, _phone: int, process: int) -> None:
        """A process hears nothing more, and is missed at once by those who hear."""
        self.cut ^= {process}
        for one in self.devices:
            one.elsewhere = one.elsewhere.doubted()

    def dies(self, _phone: int, process: int) -> None:
        """A process is killed; another one takes its place, and its part stays for a while."""
        self.devices[process] = Devices(UNKNOWN)
        self.sockets = [socket for socket in self.sockets if socket[1] != process]

    def votes(self, phone: int, process: int) -> None:
        """A phone places one vote more; a group is full only where all that is true allows it."""
        placed = self.placed.get(phone, 0)
        if (phone, process) not in self.sockets or placed == 2:
            return
        devices, before = self.devices[process], self._tally(GROUPS)
        whole = devices.whole
        self.room.now += BARS_REST
        vote = commands.Vote(round=self.room.round, lesson=self._lesson, votes=placed + 1)
        self._does(phone, process, vote)
        self.placed[phone] = placed + 1
        self.group.add(phone)
        device = device_of(self.phones[phone].secret)
        devices.acts(device)
        devices.votes(device, self.room.round)
        if self._tally(GROUPS) > before:
            assert whole and not self.cut
            assert len(self.ever) >= FEW_DEVICES
            assert len(self.group) >= LEAST_IN_GROUP
            self.group.clear()

    def _does(self, phone: int, process: int, command: commands.AnyCommand) -> Answered:
        devices, stored = self.devices[process], self.room.store.workshops.open(self.room.id)
        assert stored is not None
        context = Context(
            devices.here, self.room.now, self.room.memory, voters=devices.voters(reached=False),
            known=devices.known, whole=devices.whole,
        )  # fmt: skip
        with stored.begin(context) as tx:
            answer = perform(tx, self.phones[phone], bytes([phone]) * 16, command)
        assert isinstance(answer, Ok)
        return answer

    @cached_property
    def _lesson(self) -> str:
        return self.room.lessons()["Ask first."]

    def _tally(self, item: str) -> int:
        stored = self.room.store.workshops.open(self.room.id)
        assert stored is not None
        with stored.begin(Context(0, self.room.now, Memory())) as tx:
            return tx.tally(item)


STEPS = ("comes", "comes", "votes", "votes", "votes", "tells", "tells", "goes", "cuts", "dies")
PLACE = st.tuples(st.integers(0, PHONES - 1), st.integers(0, PROCESSES - 1))
ACTS = st.lists(st.tuples(st.sampled_from(STEPS), PLACE), max_size=30)
ALL_HERE = [
    *(("comes", (phone, phone % PROCESSES)) for phone in range(PHONES)),
    *(("tells", (0, process)) for process in (0, 1, 2) * 3),
]
"""All phones come, three to each process, and all processes tell of it."""


def tried(store: Store, acts: list[tuple[str, tuple[int, int]]]) -> int:
    """Does all acts in a new room, and returns how many groups were full."""
    server = Server(voting(new_room(store), 0))
    for act, place in acts:
        getattr(server, act)(*place)
    return server._tally(GROUPS) - 1


@settings(deadline=None)
@given(ACTS, st.booleans())
def test_a_group_is_full_only_where_all_processes_together_would_allow_it(
    store: Store, acts: list[tuple[str, tuple[int, int]]], begun: bool
) -> None:
    tried(store, [*(ALL_HERE if begun else ()), *acts])


def votes_after(*moves: tuple[str, tuple[int, int]]) -> list[tuple[str, tuple[int, int]]]:
    """All come and are told of; then these moves, and the votes of four, at three processes."""
    return [*ALL_HERE, *moves, *(("votes", (phone, phone % PROCESSES)) for phone in range(4))]


def test_a_group_is_full_where_all_are_known_although_each_process_has_few(store: Store) -> None:
    assert tried(store, votes_after()) == 1


def test_no_group_is_full_while_one_process_is_not_heard(store: Store) -> None:
    assert tried(store, votes_after(("cuts", (0, 2)))) == 0


def test_four_phones_that_are_at_two_processes_each_stay_four(store: Store) -> None:
    come = [("comes", (n, process)) for n in range(4) for process in (0, 1)]
    tell = [("tells", (0, process)) for process in (0, 1, 2) * 3]
    votes = [("votes", (n, 0)) for n in range(4)]
    assert tried(store, [*come, *tell, *votes, *votes]) == 0
