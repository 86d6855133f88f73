"""The other processes of this server: what they have written, who is there, and what they say.

Twice a second the database is asked which workshops others have written. Rare words come by
themselves and sooner; whoever has missed one finds in the database what it was about. A count that
may not be whole shows nothing: see `Context.whole`.
"""

import logging
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from importlib.metadata import version

import gevent
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import OperationalError

from workshop.cluster.bus import DROPS_CHANNEL, GONE_CHANNEL, LISTED_CHANNEL, SIGN_INS
from workshop.cluster.presence import Part, presence_together
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.periodic import repeat
from workshop.live.server import LiveServer
from workshop.storage.processes import UNSEEN_S, Living
from workshop.storage.store import Store
from workshop.storage.threads import OneThread
from workshop.storage.troubles import patiently

PRESENCE_BEAT_S = 2.0
"""Seconds between two words of who lives and who is here."""
OTHERS_LOOK_S = 0.5
"""Seconds between two questions to the database for what others have written."""
HEAR_AGAIN = 1.0
"""Seconds until a lost line is tried again."""
TRUSTED_AFTER = UNSEEN_S
"""Seconds for which parts are exchanged before a count is whole: where all processes have begun or
were held up at once, each has said again by then who is there."""
TRUSTED_FOR = 2 * PRESENCE_BEAT_S
"""Seconds for which a count is whole after it was heard."""
PRESENCE_STEP_BYTES = 1024
"""The parts of workshops have a multiple of so many bytes, so that few rooms differ in it."""
_PLACE = "presence"

log = logging.getLogger(__name__)


class OtherProcesses:
    """This process among the others of its server. Belongs to the loop."""

    def __init__(self, store: Store, live: LiveServer) -> None:
        self.ended: Callable[[], None] = lambda: None
        """Called when a process has ended, maybe in the middle of something."""
        self._store = store
        self._live = live
        self._boards: Boards = live.boards
        self._bus = live.boards.bus
        self._sharing = store.library.sharing
        self._version = version("failure-workshop")
        self._others: frozenset[str] = frozenset()
        """The other processes that live."""
        self._beaten = 0.0
        """When it was known last which processes live, by the monotonic clock."""
        self._whole_since = 0.0
        """Since when parts have been exchanged without a gap."""
        self._leaves = False
        self.hears = False
        """True while the words of others come in."""
        self._ear = OneThread()
        self._listening: gevent.Greenlet[[], None] | None = None

    def start(self) -> None:
        """Begins to hear the others, and to be heard."""
        self.listen()
        self.beat()  # before anybody is let in, who would count for less
        repeat(PRESENCE_BEAT_S, self.beat)
        repeat(OTHERS_LOOK_S, self.look)

    def listen(self) -> None:
        """Hears the others from here on."""
        self._bus.say = lambda said: gevent.spawn(self._say, said)
        self._bus.listen(GONE_CHANNEL, lambda id_: gevent.spawn(self._drop, id_))
        self._bus.listen(
            LISTED_CHANNEL, lambda id_: gevent.spawn(self._boards.read_links_anew, id_)
        )
        self._bus.listen(SIGN_INS, self._live.hear_ended)
        self._bus.listen(DROPS_CHANNEL, lambda _word: self._soon())
        self._listening = gevent.spawn(self._hear_forever)

    def stop(self) -> None:
        """Says and hears nothing from here on, as a process does that was killed."""
        self._bus.say = lambda _said: None
        if self._listening:
            self._listening.kill()
        self._sharing.hear_no_more()
        self._ear.stop()

    def leave(self) -> None:
        """Tells the others that this process ends, so that nobody waits for it."""
        self._leaves = True
        with suppress(OperationalError):  # it counts as gone six seconds later
            self._store.thread.run(self._store.workshops.processes.leaves, self._bus.id)

    def _say(self, said: str) -> None:
        with suppress(OperationalError):  # the others find it in the database
            patiently(lambda: self._store.thread.run(self._sharing.say, said))

    def _hear_forever(self) -> None:
        while True:
            said = self._ear.run(self._sharing.hear)
            if said is None:
                self.hears = False
                gevent.sleep(HEAR_AGAIN)
                continue
            if not self.hears:
                self.hears = True
                self._look_for_what_was_said()
            for one in said:
                self._bus.take(one)

    def _look_for_what_was_said(self) -> None:
        """Looks for what others may have said while nothing was heard."""
        self._soon()
        gevent.spawn(self._live.end_ended_sign_ins)
        for board in self._boards:
            if board.keys:
                gevent.spawn(self._boards.read_links_anew, board.id)

    def look(self) -> None:
        """Asks which workshops others have written, and has those read that are shown here."""
        boards = [board for board in self._boards if board.keys and not board.behind]
        try:
            behind = self._store.thread.run(
                self._store.workshops.behind, [board.id for board in boards]
            )
        except OperationalError:
            return
        for board in boards:
            if board.id in behind.shown:
                board.changed_elsewhere()
            elif board.id in behind.unseen:
                board.tapped = True
        for id_ in behind.gone:
            self._forget(id_)

    def beat(self) -> None:
        """Tells the others that this process lives and who is here, and hears it of them."""
        if self._leaves:
            return
        boards = [board for board in self._boards if board.keys]
        processes = self._store.workshops.processes
        parts = {board.id: self._part(board) for board in boards}
        try:
            living = self._store.thread.run(processes.lives, self._bus.id, self._version, parts)
        except OperationalError:
            self._doubt()  # without its database this process shows nothing new anyway
            return
        self._know(living)
        for id_ in living.to_drop:
            self._drop(id_, for_good=True)
            self._store.thread.run(processes.dropped, self._bus.id, id_)
        self._count(boards, living)

    def _know(self, living: Living) -> None:
        before, self._others = self._others, frozenset(living.versions) - {self._bus.id}
        if before - self._others:
            gevent.spawn(self.ended)
        now = time.monotonic()
        if now - self._beaten > UNSEEN_S:
            self._whole_since = 0.0  # the others have taken it for gone
        self._beaten = now

    def hurry(self) -> None:
        """Has every process, this one too, drop at once what all are asked to drop."""
        self._bus.publish(DROPS_CHANNEL)
        self._soon()

    def _soon(self) -> None:
        gevent.spawn(self.beat)

    def _drop(self, id_: str, *, for_good: bool = False) -> None:
        """Drops the key of a workshop, and looks what has become of it."""
        self._store.thread.run(self._store.workshops.close_one, id_, for_good=for_good)
        if for_good:
            self._forget(id_)
        else:
            self._boards.look_again(id_)

    def _forget(self, id_: str) -> None:
        """Nothing is left of a workshop, or will be: its board has the key, too, and what people
        wrote."""
        if board := self._boards.known(id_):
            board.keys = None
        self._boards.look_again(id_)

    def _count(self, boards: list[Board], living: Living) -> None:
        if not living.whole:
            self._doubt()
            return
        now = time.monotonic()
        self._whole_since = self._whole_since or now
        trusted = now - self._whole_since >= TRUSTED_AFTER
        for board in boards:
            self._take(board, living.parts.get(board.id, {}), now + TRUSTED_FOR if trusted else 0.0)

    def _part(self, board: Board) -> bytes | None:
        part, keys = board.devices.part(), board.keys
        if part is None or keys is None:
            return None
        return keys.hide_anew(part, _PLACE, self._bus.id.encode(), PRESENCE_STEP_BYTES)

    def _take(self, board: Board, parts: Mapping[str, bytes], until: float) -> None:
        keys = board.keys
        if keys is None:
            return  # sealed meanwhile
        try:
            shown = [
                keys.show_anew(part, _PLACE, process.encode(), Part)
                for process, part in parts.items()
            ]
        except (InvalidTag, ValueError):
            log.exception("what another process has given is not under the workshop's key")
            until, shown = 0.0, []
        board.devices.elsewhere = presence_together(shown, until)

    def _doubt(self) -> None:
        """Counts as whole nothing that was heard before; what was known stays known."""
        self._whole_since = 0.0
        for board in self._boards:
            board.devices.elsewhere = board.devices.elsewhere.doubted()
