"""One whole workshop with pretend people, at the end of which everything is compared."""

import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from secrets import token_hex

from tools.rehearsal.command_log import CommandLog
from tools.rehearsal.numbered_texts import numbered
from tools.rehearsal.onlooker import Onlooker
from tools.rehearsal.promises import DeskDecisions, Verdict, judge
from tools.rehearsal.rehearsal_server import RehearsalServer, SeenView
from tools.rehearsal.report import NEVER_SEEN, Figures, Progress, count_in_words, times
from workshop.pretend.behaviour.lost_connections import (
    ConnectionCutter,
    FaultPlan,
    FaultyConnection,
)
from workshop.pretend.behaviour.pretend_crowd import ARRIVAL, PretendCrowd, PretendPerson
from workshop.pretend.behaviour.pretend_device import PretendDevice
from workshop.pretend.behaviour.sayings import deal, sayings
from workshop.pretend.client.browser_session import NoEntry
from workshop.pretend.client.lasting_connection import LastingConnection
from workshop.pretend.client.view_client import ViewClient
from workshop.pretend.facilitator import Facilitator, Stuck
from workshop.pretend.leading import Leading, length
from workshop.pretend.own_server import DidNotStart
from workshop.protocol import commands

REHEARSAL_SEED = 1
SCREEN_NAME = "screen"
CARDS_FIELDS = {"all_hands": {"cards": "live"}}
"""By agenda: the fields that the form of a workshop suggests."""
TO_COME = 60.0
TO_SETTLE = 60.0
SLICE = 0.25
"""Seconds."""
NAPS, CUTS = 40, 3
"""The longest nap is so small a part of the whole; so often each connection is cut in it."""


class Rehearsal:
    """A rehearsal on a server. `told` are its faults, a line each."""

    def __init__(
        self,
        server: RehearsalServer,
        participants: int,
        seconds: float,
        faults: bool,
        agenda: str = "60",
    ) -> None:
        """Takes the desk; of a new workshop of this agenda, unless the server's link names one.

        It takes about so many seconds. Raises NoEntry.
        """
        self.told: list[str] = []
        self.stopped = False
        """True if the rehearsal could not be led to its end."""
        self._server = server
        self._progress: Progress = NEVER_SEEN
        self._command_log = CommandLog()
        self._fault_plan = FaultPlan(REHEARSAL_SEED, nap=seconds / NAPS)
        self._make_connection: Callable[..., LastingConnection] = (
            partial(FaultyConnection, fault_plan=self._fault_plan) if faults else LastingConnection
        )
        self._desk = self._take_desk(agenda)
        self._first_turn = self._desk.now.turn
        pace = length(self._desk.stages) / seconds
        self._leading = Leading(self._desk, pace, server.interrupt, self._wait, self._comes_to)
        self._crowd = PretendCrowd([*self._people(participants, pace)])
        self._screen = Onlooker(ViewClient(self._desk.projector(), SCREEN_NAME, self._command_log))
        self._cutter = ConnectionCutter(
            self._faulty_connections(), self._fault_plan, seconds / CUTS
        )
        self._verdict: Verdict | None = None
        self._differing: int | None = None
        self._away: list[float] = []

    def run(self, progress: Progress = NEVER_SEEN) -> Figures:
        """The whole of it; what can be compared is compared also when it stops on the way."""
        self._progress = progress
        try:
            self._tries(self._lead)
            progress.comes_to("Comparing")
            self._tries(self._settle)
            # Before the comparison: for that, a server that was started here is stopped.
            self._away = [away for connection in self._connections() for away in connection.away]
            self._tries(self._compare)
            if not self.stopped:
                self._tries(lambda: self._server.end(self._desk))
        finally:
            self._cutter.end()
            self._crowd.stop()
            self._screen.stop()
            self._desk.close()
        self._server.close()
        return self._figures()

    @property
    def troubles(self) -> str:
        """Returns what was done to the rehearsal, in a sentence."""
        said = (
            count_in_words(self._fault_plan.lost, "connection was cut", "connections were cut"),
            count_in_words(
                self._fault_plan.twice, "command was sent twice", "commands were sent twice"
            ),
            count_in_words(
                self._server.kills, "time the server was killed", "times the server was killed"
            ),
        )
        return ", ".join(one for one in said if one) + "." if any(said) else ""

    @property
    def left_open(self) -> str:
        """The workshop that stays on the server, in words; "" on a server of its own."""
        return "" if self._server.own else self._desk.workshop

    @property
    def desk_address(self) -> str:
        """The address of the desk."""
        return f"{self._desk.url}/desk/{self._desk.id}/"

    def _take_desk(self, agenda: str) -> Facilitator:
        desk = Facilitator(
            self._server.url, self._server.link, self._command_log, self._make_connection
        )
        if not desk.named:
            desk.open_workshop(agenda, **CARDS_FIELDS.get(agenda, {}))
            return desk
        desk.sit_down(desk.named)
        if desk.now.turn or desk.entries["desk"]["started_at"] is not None:
            raise NoEntry(
                "That workshop has begun already. A rehearsal leads a workshop from its first "
                "stage to its last: make one for this purpose, and give the link to its desk."
            )
        return desk

    def _people(self, count: int, pace: float) -> Iterator[PretendPerson]:
        chance = random.Random(REHEARSAL_SEED)
        for i, part in enumerate(deal(sayings("en"), count, REHEARSAL_SEED), 1):
            connection = self._make_connection(self._server.url, self._desk.id, token_hex(16))
            device = PretendDevice(numbered(part, i), f"{REHEARSAL_SEED}/{i}", asks=i == 1)
            yield PretendPerson(
                connection, device, pace, chance.uniform(0, ARRIVAL) / pace, self._command_log
            )

    def _connections(self) -> list[LastingConnection]:
        """Returns the connections of all participants, the room's screen and, last, the desk."""
        connections = [person.client.connection for person in self._crowd.people]
        return [*connections, self._screen.client.connection, self._desk.connection]

    def _faulty_connections(self) -> list[FaultyConnection]:
        """All but the desk's."""
        return [one for one in self._connections()[:-1] if isinstance(one, FaultyConnection)]

    def _lead(self) -> None:
        self._comes_to(self._desk.now.kind)
        self._crowd.begin()
        self._screen.begin()
        seats = [person.client for person in self._crowd.people]
        self._desk.until(lambda: all(client.entries for client in seats), TO_COME)
        self._cutter.begin()
        self._leading.whole()

    def _comes_to(self, kind: str) -> None:
        self._progress.comes_to(kind.replace("_", " ").capitalize())

    def _settle(self) -> None:
        """Waits until everybody has their answers, and sees what the desk has done after them."""
        self._cutter.end()
        for person in self._crowd.people:
            person.rest()
        self._wait_for(lambda: all(person.at_rest for person in self._crowd.people))
        for on in (True, False):
            self._desk.must_press(commands.Cover, on=on)
        seats = [self._screen.client, *(person.client for person in self._crowd.people)]
        self._wait_for(lambda: {_turn(client) for client in seats} == {self._desk.now.turn})

    def _compare(self) -> None:
        shown = [*self._shown()]
        truth = self._server.truth(self._desk, self._leading.vote_round)
        self._verdict = judge(self._command_log, self._room(), truth.holdings)
        self.told += self._verdict.told
        wrong = [
            f"{who} shows something else at {_differ(entries, truth.views[view])}"
            for who, view, entries in shown
            if entries != truth.views[view]
        ]
        self._differing = len(wrong)
        self.told += wrong

    def _shown(self) -> Iterator[tuple[str, str, SeenView]]:
        """Yields who, the view, and its entries, for everybody in the rehearsal."""
        for i, person in enumerate(self._crowd.people, 1):
            yield f"participant {i}", "participant", person.client.entries
        yield "the room's screen", "projector", self._screen.client.entries
        yield "the desk", "desk", self._desk.entries

    def _room(self) -> DeskDecisions:
        return DeskDecisions(
            first_turn=self._first_turn,
            told=frozenset(self._leading.told),
            aside=frozenset(self._leading.aside),
            let_on=frozenset(self._leading.let_on),
            too_few=self._leading.too_few,
            live_wall=bool(self._desk.entries["workshop"]["live_wall"]),
        )

    def _figures(self) -> Figures:
        verdict, people = self._verdict, self._crowd.people
        carried = sum(person.client.connection.carried for person in people)
        cpu, rss = self._server.cpu_s, self._server.rss_mb
        return Figures(
            participants=len(people),
            sent=len(self._command_log.entries),
            acked=self._command_log.acked,
            lost=verdict.lost if verdict else None,
            duplicated=verdict.doubled if verdict else None,
            differing_views=self._differing,
            ack_ms=times(self._command_log.acks),
            delivery_ms=times(self._command_log.deliveries),
            bytes_per_participant=round(carried / len(people)),
            server_cpu_s=None if cpu is None else round(cpu, 2),
            server_rss_mb=None if rss is None else round(rss, 1),
            connections_lost=len(self._away),
            longest_away_s=round(max(self._away, default=0.0), 1),
        )

    def _tries(self, work: Callable[[], None]) -> None:
        try:
            work()
        except (Stuck, NoEntry, DidNotStart) as why:
            if not self.stopped:  # what comes after the first is its consequence
                self.told.append(f"The rehearsal stopped. {why}")
            self.stopped = True

    def _wait(self, seconds: float) -> None:
        """Lets time pass, with the desk listening."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self._desk.follow(min(left, SLICE))
            self._progress.passes(min(left, SLICE))

    def _wait_for(self, holds: Callable[[], bool]) -> None:
        """Waits until something holds; if it never does, the comparison will tell."""
        try:
            self._desk.until(holds, TO_SETTLE)
        except Stuck as why:
            if not self.stopped:
                self.told.append(f"It did not settle. {why}")


def _turn(client: ViewClient) -> int | None:
    now = client.entries.get("now")
    return now["turn"] if now else None


def _differ(shown: SeenView, right: SeenView) -> str:
    """The first places at which two views are not the same."""
    paths = sorted(path for path in {*shown, *right} if shown.get(path) != right.get(path))
    return ", ".join(paths[:4])
