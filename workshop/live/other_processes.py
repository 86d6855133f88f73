"""The other processes of this server: what they say, what they have, and what is done without it.

A hint only has a board read again, so one that is lost makes a screen late and nothing else. While
hints may be lost, each second the database is asked which workshops were written. A count that may
not be whole shows nothing: see `Context.whole`.
"""

import logging
import time
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from importlib.metadata import version

import gevent
from cryptography.exceptions import InvalidTag
from sqlalchemy.exc import OperationalError

from workshop.cluster.bus import CHANGED, DROPS, GONE, LISTED, LISTENING, SIGN_INS, WROTE
from workshop.cluster.presence import LIVES, Part, Presence, together
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.periodic import repeat
from workshop.live.server import LiveServer
from workshop.storage.processes import Living
from workshop.storage.store import Store

BEAT = 2.0
"""Seconds between two words of who lives and who is here."""
LOOK = 0.25
"""Seconds between two looks at whether all is heard."""
WRITTEN = 1.0
"""Seconds between two questions to the database for what was written, while hints may be lost."""
ASK_SIGN_INS = 5.0
"""Seconds between two looks at whose sign-in has ended, meanwhile."""
SWEEP = 10.0
"""Seconds between two looks for workshops of which nothing is left, and whose key is here."""
TRUSTED_AFTER = LIVES
"""Seconds for which parts are exchanged before a count is whole: a Valkey that has begun anew has
all parts again by then, or is missed by those who do not get through to it."""
TRUSTED_FOR = 2 * BEAT
"""Seconds for which a count is whole after it was heard."""
SIZE = 1024
"""The parts of workshops have a multiple of so many bytes, so that few rooms differ in it."""
_PLACE = "presence"

log = logging.getLogger(__name__)


class OtherProcesses:
    """This process among the others of its server. Belongs to the loop."""

    def __init__(self, store: Store, live: LiveServer, presence: Presence) -> None:
        self.ended: Callable[[], None] = lambda: None
        """Called when a process has ended, maybe in the middle of something."""
        self._store = store
        self._live = live
        self._boards: Boards = live.boards
        self._bus = live.boards.bus
        self._presence = presence
        self._version = version("failure-workshop")
        self._others: frozenset[str] = frozenset()
        """The other processes that live."""
        self._beaten = -LIVES
        """When it was known last which processes live, by the monotonic clock."""
        self._whole_since = 0.0
        """Since when parts have been exchanged without a gap."""
        self._due: dict[str, float] = {}
        self._leaves = False
        self._looked = 0.0
        self._was_late = True
        self._to_look: set[str] = set()
        """Workshops of which a hint may have been lost."""
        self._was_whole = True
        self.writings = 0
        """How often the database was asked for what was written."""

    def start(self) -> None:
        """Begins to hear the others, and to be heard."""
        self.listen()
        with suppress(OperationalError):
            self._know(self._lives())  # before anybody is let in, who would count for less
        repeat(BEAT, self.beat)
        repeat(LOOK, self.look)

    def listen(self) -> None:
        """Hears the others from here on."""
        self._boards.heard = self.hear
        self._bus.listen(SIGN_INS, self._hear_sign_in)
        self._bus.listen(DROPS, lambda _word: self._soon())

    def leave(self) -> None:
        """Tells the others that this process ends, so that nobody waits for it."""
        self._leaves = True
        self._presence.leave()
        with suppress(OperationalError):  # it counts as gone six seconds later
            self._store.thread.run(self._store.workshops.processes.leaves, self._bus.id)

    @property
    def is_whole(self) -> bool:
        """True if all that live are known and heard, so that no hint is missed."""
        knows = time.monotonic() - self._beaten < LIVES
        return knows and self._bus.whole and all(map(self._bus.hears, self._others))

    def hear(self, id_: str, word: str) -> None:
        """Takes what is said of a workshop that has a board here."""
        board = self._boards.known(id_)
        if board is None:
            return
        if word == CHANGED:
            board.changed_elsewhere()
        elif word == WROTE:
            board.tapped = True
        elif word == LISTENING:
            self._to_look.add(id_)
        elif word == GONE:
            gevent.spawn(self._drop, id_)
        elif word == LISTED:
            gevent.spawn(self._boards.read_links_anew, id_)

    def look(self) -> None:
        """Looks whether all is heard, and asks the database where it may not be."""
        whole = self.is_whole
        late, self._looked = self._is_late(), time.monotonic()
        if late and not whole:
            return  # once: this process was held up itself, and has yet to take what was said
        due = {*self._to_look}
        if not whole:
            self._doubt()
        if (not whole and self._is_due("written", WRITTEN)) or whole > self._was_whole:
            due |= {board.id for board in self._boards}
        if (not whole and self._is_due("sign_ins", ASK_SIGN_INS)) or whole > self._was_whole:
            self._live.end_ended_sign_ins()
        self._was_whole = whole
        if due:
            self._look_at(due)

    def _is_late(self) -> bool:
        before, self._was_late = self._was_late, time.monotonic() - self._looked > 2 * LOOK
        return self._was_late and not before

    def _look_at(self, ids: Collection[str]) -> None:
        boards = [board for board in self._boards if board.id in ids]
        watched = [board for board in boards if board.watched()]
        for board in boards:
            board.behind = board.behind or board not in watched
        behind = self._behind([board.id for board in watched])
        if behind is None:
            return  # asked again, as long as they are in `_to_look`, or hints may be lost
        self._to_look -= {*ids}
        for board in watched:
            if board.id in behind:
                board.changed_elsewhere()

    def _behind(self, ids: Collection[str]) -> set[str] | None:
        self.writings += 1
        try:
            behind = self._store.thread.run(self._store.workshops.behind, ids)
        except OperationalError:
            return None
        for id_ in behind - {*ids}:
            # Nothing is left of it, and this process was not asked to drop its key, or stood still
            # then: its board has the key, too, and what people wrote.
            self._boards.look_again(id_)
        return behind

    def beat(self) -> None:
        """Tells the others that this process lives and who is here, and hears it of them."""
        if self._leaves:
            return
        try:
            living = self._lives()
        except OperationalError:
            return  # without its database this process shows nothing anyway, and counts as unseen
        self._know(living)
        for id_ in living.to_drop:
            self._drop(id_, for_good=True)
            self._store.thread.run(self._store.workshops.processes.dropped, self._bus.id, id_)
        if self._is_due("sweep", SWEEP):
            self._behind(())
        self._exchange()

    def _lives(self) -> Living:
        processes = self._store.workshops.processes
        return self._store.thread.run(processes.lives, self._bus.id, self._version)

    def _know(self, living: Living) -> None:
        before, self._others = self._others, frozenset(living.versions) - {self._bus.id}
        if before - self._others:
            # It may have ended behind a commit and before its hint.
            self._to_look |= {board.id for board in self._boards}
            gevent.spawn(self.ended)
        self._beaten = time.monotonic()

    def hurry(self) -> None:
        """Has every process, this one too, drop at once what all are asked to drop."""
        self._bus.publish(DROPS, "drop")
        self._soon()

    def _soon(self) -> None:
        gevent.spawn(self.beat)

    def _drop(self, id_: str, *, for_good: bool = False) -> None:
        """Drops the key of a workshop, and looks what has become of it."""
        self._store.thread.run(self._store.workshops.close_one, id_, for_good=for_good)
        board = self._boards.known(id_)
        if board and for_good:
            board.keys = None
        self._boards.look_again(id_)

    def _exchange(self) -> None:
        boards = [board for board in self._boards if board.keys]
        parts = {board.id: self._part(board) for board in boards}
        heard, now = self._presence.exchange(parts, self._others), time.monotonic()
        if heard is None or not self.is_whole:
            self._doubt()
            return
        self._whole_since = self._whole_since or now
        trusted = now - self._whole_since >= TRUSTED_AFTER
        for board in boards:
            self._take(board, heard.get(board.id, {}), now + TRUSTED_FOR if trusted else 0.0)

    def _part(self, board: Board) -> bytes | None:
        part, keys = board.devices.part(), board.keys
        if part is None or keys is None:
            return None
        return keys.hide_anew(part, _PLACE, self._bus.id.encode(), SIZE)

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
        board.devices.elsewhere = together(shown, until)

    def _doubt(self) -> None:
        """Counts as whole nothing that was heard before; what was known stays known."""
        self._whole_since = 0.0
        for board in self._boards:
            board.devices.elsewhere = board.devices.elsewhere.doubted()

    def _hear_sign_in(self, word: str) -> None:
        if word != LISTENING:
            self._live.hear_ended(word)

    def _is_due(self, what: str, every: float) -> bool:
        now = time.monotonic()
        if now < self._due.get(what, 0.0):
            return False
        self._due[what] = now + every
        return True
