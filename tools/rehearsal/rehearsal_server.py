"""The server of a rehearsal: one of its own, or one that runs already.

Both tell in the end what the workshop holds and what each view should show.
"""

import time
from collections.abc import Mapping
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, Protocol

import msgspec
import psutil

from tools.rehearsal.holdings import held_by, held_by_desk
from tools.rehearsal.promises import Holdings
from workshop.pretend.client.lasting_connection import LastingConnection
from workshop.pretend.client.view_client import ViewClient
from workshop.pretend.facilitator import Facilitator, Stuck
from workshop.pretend.own_server import HURRIED, OwnServer
from workshop.protocol import commands
from workshop.settings import Settings
from workshop.storage.store import Store
from workshop.storage.workshops import Left
from workshop.views import VIEWS, Room, Surroundings, entries, read_room

MEGA = 1e6
PORT_TRIES = 5
DEAD_FOR = 0.3
"""Seconds between a kill and the next start."""
SeenView = dict[str, Any]


@dataclass(frozen=True)
class Expected:
    """The things that the workshop should hold, and what each view should show of it."""

    holdings: Holdings
    views: Mapping[str, SeenView]


class RehearsalServer(Protocol):
    """The server of a rehearsal, and the link to a desk there."""

    cpu_s: float | None
    """The processor time of all its processes, in seconds; None where it can't be told."""
    rss_mb: float | None
    """The most memory that was seen; None where it can't be told."""

    @property
    def url(self) -> str:
        """The server's address."""

    @property
    def link(self) -> str:
        """Signs the facilitator in."""

    kills: int
    """Number of times that the server was killed so far."""
    own: bool
    """True if the server was started here, and ends here."""

    def interrupt(self) -> None:
        """Kills it and starts it again, where that is ours to do."""

    def truth(self, desk: Facilitator, vote_round: int) -> Expected:
        """Returns what is stored, now that nobody does anything any more."""

    def end(self, desk: Facilitator) -> None:
        """Ends the workshop, as far as that is ours to do. Raises Stuck."""

    def close(self) -> None:
        """Lets go of it."""


BEAT_MS = "500"
"""Milliseconds of the shortest slot: a rehearsal's hour takes minutes."""


class StartedServer:
    """A server that lives as long as the rehearsal. `killed` says whether it is, on the way."""

    def __init__(self, folder: Path, killed: bool) -> None:
        self.cpu_s: float | None = 0.0
        self.rss_mb: float | None = 0.0
        self.kills = 0
        self.own = True
        self._killed = killed
        environment = {**HURRIED, "WORKSHOP_BEAT_MS": BEAT_MS}
        self._server = OwnServer(folder / "data", environment=environment).start()
        self.link = self._server.desk_link

    @property
    def url(self) -> str:
        """The server's address."""
        return self._server.url

    def interrupt(self) -> None:
        """Kills the server as a loss of power would, and starts it again."""
        if self._killed:
            self._note_usage()
            self._server.kill()
            self.kills += 1
            time.sleep(DEAD_FOR)
            self._server.start()

    def truth(self, desk: Facilitator, _vote_round: int) -> Expected:
        """Reads the workshop's file while the server is down: nobody else may have it open."""
        around = rehearsal_surroundings(desk.entries, int(BEAT_MS) / 1000)
        self._note_usage()
        self._server.stop()
        try:
            room = self._read(desk.id)
        finally:
            self._server.start()
        return Expected(held_by(room), {name: as_shown(name, room, around) for name in VIEWS})

    def end(self, desk: Facilitator) -> None:
        """Seals the workshop, and looks whether all of it is gone."""
        desk.must_press(commands.Seal)
        desk.until(lambda: desk.now.phase == "sealed" and not self._left_of(desk.id))

    def close(self) -> None:
        """Stops the server."""
        self._note_usage()
        self._server.stop()

    def _read(self, id_: str) -> Room:
        with closing(Store(Settings(data=self._server.data))) as store:
            stored = store.thread.run(store.workshops.open, id_)
            if stored is None:
                raise Stuck("The workshop is not there any more.")
            return store.thread.run(read_room, stored)

    def _left_of(self, id_: str) -> set[Left]:
        with closing(Store(Settings(data=self._server.data))) as store:
            return store.workshops.left_of(id_)

    def _note_usage(self) -> None:
        process = self._server.process
        if process is None or process.poll() is not None:
            return  # it has ended by itself, and its figures with it
        with suppress(psutil.Error):  # Ctrl+C tells it as well: it may be ending just now
            times = psutil.Process(process.pid).cpu_times()
            self.cpu_s = (self.cpu_s or 0.0) + times.user + times.system
            self.rss_mb = max(self.rss_mb or 0.0, self._server.rss_bytes() / MEGA)


@dataclass
class RunningServer:
    """A server that was there before. Its workshop is led through, and left at its last stage."""

    url: str
    link: str
    cpu_s: float | None = None
    rss_mb: float | None = None
    kills: int = 0
    own: bool = False

    def interrupt(self) -> None:
        """Leaves it alone: it is not ours."""

    def truth(self, desk: Facilitator, vote_round: int) -> Expected:
        """Returns what a fresh connection of each view is shown: there is no way to the file."""
        connections = {
            "participant": LastingConnection(self.url, desk.id, "0" * 32),
            "projector": desk.projector(),
            "desk": desk.fresh_connection(),
        }
        views = {name: _fresh(connection) for name, connection in connections.items()}
        return Expected(held_by_desk(views["desk"], vote_round), views)

    def end(self, desk: Facilitator) -> None:
        """Leaves the seal to whoever owns the workshop."""

    def close(self) -> None:
        """Does nothing: a server that runs already is not ours to end."""


def rehearsal_surroundings(desk: Mapping[str, Any], shortest_slot: float) -> Surroundings:
    """Returns what surrounds a workshop and is in no file: the desk is shown all of it, but for how
    many seconds the shortest slot of phones' beats has."""
    workshop, own = desk["workshop"], desk["desk"]
    finish = desk.get("finish", {"date": "2000-01-01", "on_laptop": False})
    return Surroundings(
        code=workshop["code"],
        address=workshop["address"],
        join_url=workshop["join_url"],
        join_qr=tuple(workshop["join_qr"]),
        addresses=tuple(own["addresses"]),
        address_gone=own["address_gone"],
        system=own["system"],
        projector_url=own["projector_url"],
        leader_url=own["leader_url"],
        reached=own["reached"],
        shortest_slot=shortest_slot,
        trouble=own["trouble"],
        date=date.fromisoformat(finish["date"]),
        on_laptop=finish["on_laptop"],
    )


def as_shown(view: str, room: Room, around: Surroundings) -> SeenView:
    """Returns what a view should show, as the wire carries it."""
    shown: SeenView = msgspec.json.decode(msgspec.json.encode(entries(view, room, around)))
    return shown


def _fresh(connection: LastingConnection) -> SeenView:
    client = ViewClient(connection)
    for attempt in range(PORT_TRIES):
        if client.is_there():
            connection.close()
            return client.entries
        client.pause(attempt)
    raise Stuck(f"A fresh connection was not let in ({connection.refused or 'no answer'}).")
