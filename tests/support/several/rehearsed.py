"""A whole workshop of pretend people on several processes, of which faults befall some."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.several.several import Several
from tools.rehearsal.holdings import held_by
from tools.rehearsal.rehearsal import Rehearsal
from tools.rehearsal.rehearsal_server import Expected, as_shown, rehearsal_surroundings
from tools.rehearsal.report import Figures, Unseen
from workshop.pretend.facilitator import Facilitator
from workshop.protocol import commands
from workshop.rules.pacing import SHORTEST_SLOT_MS
from workshop.views import VIEWS

Befalls = Callable[[Several, str], None]
"""Brings about what befalls a stage, in its middle where people write or vote, else as it begins.
"""
IN_THE_MIDDLE = ("Write", "Vote")


@dataclass
class SeveralServers:
    """The server of a rehearsal, as it asks for one."""

    several: Several
    befalls: Befalls
    stage: str = ""
    cpu_s: float | None = None
    rss_mb: float | None = None
    kills: int = 0
    own: bool = True

    @property
    def url(self) -> str:
        """The server's address."""
        return self.several.url

    @property
    def link(self) -> str:
        """Signs the facilitator in."""
        return self.several.link

    def interrupt(self) -> None:
        """Brings about what befalls the stage in its middle."""
        self.befalls(self.several, self.stage)

    def truth(self, desk: Facilitator, _vote_round: int) -> Expected:
        """Reads what PostgreSQL holds, and what each view should show of it."""
        around = rehearsal_surroundings(desk.entries, SHORTEST_SLOT_MS / 1000)
        room = self.several.read(desk.id)
        return Expected(held_by(room), {name: as_shown(name, room, around) for name in VIEWS})

    def end(self, desk: Facilitator) -> None:
        """Seals the workshop, and looks whether all of it is gone."""
        desk.must_press(commands.Seal)
        desk.until(lambda: desk.now.phase == "sealed" and not self._left_of(desk.id))

    def close(self) -> None:
        """Does nothing: what was started by a test ends with it."""

    def _left_of(self, id_: str) -> bool:
        with self.several.store() as store:
            return bool(store.thread.run(store.workshops.left_of, id_))


class Stages(Unseen):
    """Tells the server of a rehearsal which stage has come."""

    def __init__(self, server: SeveralServers) -> None:
        self._server = server

    def comes_to(self, stage: str) -> None:
        """Another stage has begun."""
        self._server.stage = stage
        if stage not in IN_THE_MIDDLE:
            self._server.interrupt()


def rehearsed(
    several: Several, people: int, seconds: float, befalls: Befalls, agenda: str = "60"
) -> Figures:
    """A whole workshop, of which so much may befall each stage. Raises AssertionError, with what is
    wrong, unless nothing was lost or doubled and every view is right."""
    server = SeveralServers(several, befalls)
    rehearsal = Rehearsal(server, people, seconds, faults=False, agenda=agenda)
    figures = rehearsal.run(Stages(server))
    assert figures.well and not rehearsal.stopped, "\n".join([*rehearsal.told, figures.table()])
    return figures
