"""A workshop as it is shown: each view encoded once, and sent when it has changed."""

import logging
import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gevent
import msgspec
from gevent.lock import RLock

from workshop.cluster.presence import NOBODY, Elsewhere
from workshop.live.devices import Devices
from workshop.live.encoded_view import EncodedView, change
from workshop.live.found_workshop import Found, NoSuchWorkshop, Source
from workshop.protocol.base import Handle
from workshop.protocol.entries import SealCheck
from workshop.protocol.messages import Change, ViewName
from workshop.rules.agenda import Told
from workshop.rules.joining import qr_modules
from workshop.storage.context import Memory, Voters
from workshop.storage.keyring import Keys
from workshop.storage.library import Listed
from workshop.storage.troubles import NO_DATABASE, trouble_of

FLUSH_GAP = 3.0
"""The next flush waits so many times the processor time of the last one: flushing takes about a
quarter of the processor at most, however fast people tap."""
LONGEST_GAP = 0.5
"""Seconds; whatever a flush costs, a screen is never further behind."""
READ_RETRY_S = 0.25
"""Seconds until a read that failed is tried again."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Ways:
    """A board's ways to the world: a reading, and the sockets of a view."""

    read: Callable[["Board", Found | None], Source]
    """Gives a reading of what was found already, or finds it."""
    send: Callable[[str, Change], None]
    """Sends a change to all sockets of a room."""
    leave: Callable[["Board"], None]
    """Lets go of a board of which nothing is left, and sends its guests away."""
    flushed: Callable[[float], None] = lambda _seconds: None
    """Notes the processor time of a flush."""


class Board:
    """A workshop, open or sealed. Belongs to the loop; only `Ways.read` leaves it."""

    acted = 0
    """The hour of the last command that was stored, rounded up, in seconds. `touched` is the same,
    as far as the library has heard of it: the deadline counts from there."""
    begun = False
    """True if the first stage's clock had started by then: before, it is only prepared."""
    files: tuple[str, ...] = ()
    """The endings of the names of the summary's files; none while the workshop is open."""
    door_closed = False
    """True if no device comes in that was not here before."""
    keys: Keys | None = None
    """The keys of an open workshop's file; None once it is sealed."""
    _found: Found | None = None
    """The reading that the last change has brought along, so that nobody has to read again."""
    letters: frozenset[Told] = frozenset()
    """The stories whose tellers want letters; once sealed, those whose letters can be read."""
    goes_first = False
    """True if the agenda has a stage in which the leader goes first."""
    slot = 1
    """How many of the shortest slots make one of this workshop's."""
    desk_waits = False
    """True while the desk is told nothing: what it is to learn waits for `tell_desk`."""
    behind = False
    """True if another process may have changed what nobody has read here, or it was let go of."""
    _flushing: Any = None  # the greenlet that tells the views, as long as it does
    _source: Source | None = None
    voters: Voters | None = None
    """The devices that could vote at the last reading at which none could be missing: with fewer a
    screen would say too soon that nearly all have voted."""
    _drawn: tuple[str, tuple[str, ...]] = ("", ())
    """A link, and its QR code."""

    def __init__(self, id_: str, tag: str, ways: Ways, elsewhere: Elsewhere = NOBODY) -> None:
        self.id = id_
        self.title = self.language = ""
        """The workshop's; the room's screen speaks its language."""
        self.memory = Memory()
        self.devices = Devices(elsewhere)
        self._watching: Counter[ViewName] = Counter()
        self.reached = False
        self.trouble = ""
        self.sealed = False
        """True if everything is as it must be after the seal."""
        self.open_until = math.inf
        """Until when phones may look at it, in seconds; what is open is so without an end."""
        self.seal: tuple[SealCheck, ...] = ()
        self.seal_trouble = self.projector_secret = self.leader_secret = ""
        self.compared: frozenset[str] = frozenset()
        """The lessons that were compared last, by their ids."""
        self.similar: tuple[tuple[Handle, ...], ...] = ()
        """Groups of compared lessons that may say the same thing, by id."""
        self.touched, self.reading_took = 0, 0.0
        """Processor time of the last reading, in seconds; set by whoever reads."""
        self.tapped = False
        """True if something was stored that no rev shows, such as a card."""
        self.listed: Listed | None = None
        """The library's row of the workshop while it is open, as it was last asked for."""
        self.stale = False
        self.gone = False
        """True if nothing of the workshop is left, so that there is nothing to read again."""
        self._tag, self._ways = tag, ways
        self._revs: dict[ViewName, int] = {}
        self._flushes, self._rests_until = RLock(), 0.0
        """The next flush comes no earlier, by the monotonic clock."""
        self._read_anew(None)
        self._shown: dict[ViewName, EncodedView] = {}
        self._fresh: set[ViewName] = set()

    def room(self, view: ViewName) -> str:
        """The Socket.IO room of a view."""
        return f"w:{self.id}:{view}"

    def arrive(self, view: ViewName, device: bytes | None, *, at_desk: bool = False) -> None:
        """Somebody looks at a view; `device` is a participant's, `at_desk` on that machine."""
        self._watching[view] += 1
        if device:
            self.devices.arrive(device, at_desk=at_desk)

    def leave(self, view: ViewName, device: bytes | None) -> None:
        """Somebody who looked at a view has gone; nothing of them stays."""
        self._watching -= Counter([view])
        if device:
            self.devices.leave(device)

    @property
    def here(self) -> int:
        """Number of devices here."""
        return self.devices.here

    @property
    def reading(self) -> Source:
        """The last reading, or a new one after a rest."""
        return self._source or self._read_anew(None)

    def _read_anew(self, found: Found | None) -> Source:
        if self.devices.whole:
            self.voters = self.devices.voters(reached=self.reached)
        self._source = self._ways.read(self, found)
        return self._source

    def qr_of(self, link: str) -> tuple[str, ...]:
        """Returns the QR code of the link for phones; drawing it takes longer than a vote."""
        if self._drawn[0] != link:
            self._drawn = (link, qr_modules(link))
        return self._drawn[1]

    def watched(self) -> set[ViewName]:
        """The views that somebody is looking at."""
        return set(self._watching)

    def show(self, view: ViewName) -> EncodedView:
        """Returns the view as it is now; whoever watches it is told when that has changed."""
        waits = self.desk_waits and view == "desk" and view in self._shown
        if view not in self._fresh and not waits:
            self._renew(view)
            self._fresh.add(view)
        return self._shown[view]

    def last_sent(self, view: ViewName) -> EncodedView:
        """Returns the view as its sockets were told last."""
        return self._shown[view] if view in self._shown else self.show(view)

    def read_now(self) -> None:
        """Reads and tells at once what has changed, however short ago that was done last."""
        with self._flushes:
            if self.stale and not self.gone:
                self._flush_once()

    def tell_desk(self) -> None:
        """Tells the desk what has changed by now; also that nothing has."""
        self.desk_waits = False
        if "desk" in self._watching and not self.gone:
            before = self.last_sent("desk")
            if self.show("desk") is before:
                self._ways.send(self.room("desk"), change(before, before))

    def changed(self, found: Found | None = None) -> None:
        """The workshop or what surrounds it has changed: the views are told, soon. `found` is the
        workshop as it is now, where that was looked up already."""
        if self.behind and not self._watching:
            return  # it is read once somebody comes
        self.stale, self._found = True, found
        if not self._flushing:
            self._flushing = gevent.spawn(self._flush)

    def say_trouble(self, code: str) -> None:
        """Tells the desk at once what is wrong, or with "" that nothing is, without reading: where
        the database is silent, a reading would wait for it."""
        if code != self.trouble:
            self.trouble, self.desk_waits = code, False
            self._fresh.discard("desk")
            if "desk" in self._watching:
                self._try_to_show("desk")

    def rest(self) -> None:
        """Lets go of what was read, as nobody looks. What is known of devices stays: nothing that
        is shown may depend on who looks when."""
        self._source = self._found = None
        self._shown, self._fresh, self.behind = {}, set(), True

    def changed_elsewhere(self) -> None:
        """Another process may have changed the workshop: read now, or once somebody comes."""
        self.behind = not self._watching
        if self._watching:
            self.changed()

    def catch_up(self) -> None:
        """Reads what another process may have changed, before it is shown to who comes."""
        if self.behind:
            self.behind = False
            self.changed()
            self._flushing.join(LONGEST_GAP)

    def _flush(self) -> None:
        while self.stale and not self.gone:
            rest = self._rests_until - time.monotonic()
            if rest > 0:
                gevent.sleep(rest)
            with self._flushes:
                rest = self._flush_once()
            self._rests_until = time.monotonic() + rest

    def _flush_once(self) -> float:
        """Reads, sends, and gives the seconds to wait before the next time."""
        self.stale = False
        is_read = self._read()
        if self.gone:
            return 0.0
        began = time.thread_time()
        for view, _ in self._watching.most_common():  # the fullest room first
            self._try_to_show(view)
        if not is_read:
            self.stale = True
            return READ_RETRY_S
        cost = self.reading_took + time.thread_time() - began
        self._ways.flushed(cost)
        return min(FLUSH_GAP * cost, LONGEST_GAP)

    def _try_to_show(self, view: ViewName) -> None:
        """A view that fails takes no other one along, and is tried again with the next change."""
        try:
            self.show(view)
        except Exception:
            log.exception("a view could not be shown")

    def _read(self) -> bool:
        found, self._found = self._found, None
        try:
            self._read_anew(found)
        except NoSuchWorkshop:
            # Sealed before it had begun: there is no summary, so there is nothing to show.
            self.gone = True
            self._ways.leave(self)
            return True
        except Exception as error:
            log.exception("a workshop could not be read")
            if trouble_of(error) == NO_DATABASE:
                self.trouble = NO_DATABASE
            # What surrounds it is shown anew all the same: a desk must hear why nothing goes on.
            self._fresh.clear()
            return False
        if self.trouble == NO_DATABASE:
            self.trouble = ""  # it answers again
        self._fresh.clear()
        if self.sealed:
            # What nobody looks at any more would keep words in memory that are erased elsewhere.
            self._shown = {view: self._shown[view] for view in self.watched() & set(self._shown)}
        return True

    def _renew(self, view: ViewName) -> None:
        found = self.reading.entries(view).items()
        entries = {path: msgspec.json.encode(value) for path, value in found}
        old = self._shown.get(view)
        if old is not None and old.entries == entries:
            return
        self._shown[view] = new = EncodedView(*self._where(view), entries)
        if old is not None and view in self.watched():
            self._ways.send(self.room(view), change(old, new))

    def _where(self, view: ViewName) -> tuple[str, int]:
        """The epoch and rev of a new picture. A restart is another epoch. Each view counts its own:
        if all went by the commits, a phone would see in the gaps how often only the desk was told.
        """
        self._revs[view] = self._revs.get(view, 0) + 1
        return f"{self.reading.epoch}.{self._tag}", self._revs[view]
