"""How workshops end, and what is due: which process seals, pays and deletes it, and who hears of
it. What is deleted is in `overdue`, what is paid in `owed`."""

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
from typing import Protocol, TypeVar

import gevent

from workshop.ending.letting_go import StillHeld, until_let_go
from workshop.ending.overdue import delete_overdue, end_due_sign_ins
from workshop.ending.seal import seal, trouble_of_seal
from workshop.ending.throwing_away import Discarded, delete_open, go_on
from workshop.protocol.commands import AnyCommand
from workshop.protocol.stage_commands import Seal
from workshop.storage.deadlines import due, touch
from workshop.storage.library import open_workshops, summary_of
from workshop.storage.store import Store
from workshop.storage.troubles import is_damaged, patiently

T = TypeVar("T")
log = logging.getLogger(__name__)
CHECK = 60.0
"""Seconds between two looks at what is due."""
SEAL_RETRY_S = 5.0
"""Seconds until a seal that failed is tried again."""
ENDING_TURN_S = 50.0
"""Seconds for which the one of several processes that looks at what is due keeps the others from
it. Each looks every minute, at another moment."""
KEY_HELD = "locked"
"""The trouble of a seal as long as another process has a key in its memory."""


class ShownWorkshop(Protocol):
    """A workshop that somebody looks at, as far as its deadline goes; see `live.board.Board`."""

    id: str
    acted: int
    touched: int
    begun: bool


class StoredCommands(Protocol):
    """The commands of one commit; see `live.batches.Batch`."""

    @property
    def done(self) -> Sequence[AnyCommand]: ...


class ShownWorkshops(Protocol):
    """The boards that show workshops, and have to hear of their end; see `live.boards.Boards`."""

    unsealed: dict[str, str]

    def known(self, id_: str, /) -> ShownWorkshop | None: ...

    def forget(self, id_: str, /) -> None: ...

    def note_seal(self, id_: str, trouble: str, /) -> None: ...


class Endings:
    """Ends the workshops whose time has come, and pays rewrites owed from before."""

    def __init__(self, store: Store, boards: ShownWorkshops, now: Callable[[], float]) -> None:
        self._store = store
        self._boards = boards
        self._now = now
        self.gone: Callable[[str], None] = lambda _id: None
        """Called once a workshop is over, for what must go with it; it may be called again."""
        self.signed_out: Callable[[bytes], None] = lambda _sign_in: None
        """Called with each sign-in that is over, for what is still open with it."""
        self.hurry: Callable[[], None] = lambda: None
        """Called when all processes are to drop a key, which each does now and then."""

    def after(self, board: ShownWorkshop, batch: StoredCommands) -> None:
        """Follows a commit with the seal that was asked for, or with a later deadline."""
        if any(isinstance(command, Seal) for command in batch.done):
            self._seal_now(board.id)
        elif board.acted > board.touched:
            patiently(lambda: self._store.thread.run(self._touch, board))

    def at_start(self) -> None:
        """Seals and deletes what is due, and pays what is owed, while people come in already."""
        self._store.thread.run(self._sweep)
        self.seal_due()
        self.delete_due()

    def seal_due(self) -> None:
        """Seals every workshop whose time has come, or whose seal was begun and not ended."""
        if not self._takes_turn("seals"):
            return
        self._seal_what_is_due()
        for id_ in self._store.thread.run(owing_ids, self._store):
            # A crash may come between the end of a workshop and the beginning of its seal.
            if self._pays(destroy_what_is_owed, id_):
                self._seal(id_)

    def _seal_what_is_due(self) -> None:
        for id_ in self._store.thread.run(to_seal, self._store, self._now()):
            self._seal(id_, due=True)

    def take_over(self) -> None:
        """Goes on with the seals of a process that has ended, and pays what that may have owed."""
        # Without a turn, which it may have had itself: two may seal one workshop at once.
        self._seal_what_is_due()
        self._pay_after_an_end()

    def _pay_after_an_end(self) -> None:
        if not self._takes_turn("payments"):
            # Whoever has the turn may be past what this process owed: once more, then.
            gevent.sleep(ENDING_TURN_S)
            if not self._takes_turn("payments"):
                return
        for id_ in self._store.thread.run(open_ids, self._store):
            self._pays(destroy_anew, id_)

    def _pays(self, pay: Callable[[Store, str, bool], T], id_: str) -> T:
        """Has one workshop pay. Others have their turn before the next one does: each opening holds
        the database thread up."""
        began = time.monotonic()
        paid = self._store.thread.run(pay, self._store, id_, self._boards.known(id_) is not None)
        gevent.sleep(time.monotonic() - began)
        return paid

    def try_again(self) -> None:
        """Goes on with the seals that have failed."""
        for id_ in list(self._boards.unsealed):
            self._seal(id_)

    def throw_away(self, id_: str) -> Discarded:
        """Ends an open workshop without a summary, and sends away whoever still looks at it."""
        outcome = patiently(lambda: self._store.thread.run(delete_open, self._store, id_))
        if outcome == "not_yet" and self._several:
            outcome = self.go_on(id_)
        if outcome != "no_such":
            self._boards.forget(id_)
            self.gone(id_)
        return outcome

    def go_on(self, id_: str) -> Discarded:
        """Waits until every process has let go of a workshop that was thrown away."""
        go_on_once = partial(self._store.thread.run, go_on, self._store, id_)
        return until_let_go(go_on_once, "not_yet", self.hurry)

    def delete_due(self) -> None:
        """Deletes what is kept no longer; whoever still looks at what has changed by that is sent
        away, and a desk that may come back reads it anew. Ends the sign-ins that are over."""
        if not self._takes_turn("deletions"):
            return
        for id_ in self._store.thread.run(delete_overdue, self._store, self._now()):
            self._boards.forget(id_)
        for sign_in in self._store.thread.run(end_due_sign_ins, self._store, self._now()):
            self.signed_out(sign_in)

    def _sweep(self) -> None:
        try:
            self._store.workshops.sweep()
        except OSError:
            log.exception("what a rewrite has left could not be taken away yet")

    def _touch(self, board: ShownWorkshop) -> None:
        with self._store.library.begin() as session:
            touch(session, board.id, self._now(), begun=board.begun)
        board.touched = board.acted

    @property
    def _several(self) -> bool:
        return self._store.library.sharing.several

    def _takes_turn(self, work: str) -> bool:
        return self._store.thread.run(self._store.library.sharing.takes_turn, work, ENDING_TURN_S)

    def _seal_now(self, id_: str) -> None:
        if self._several:
            # The others are waited for, and what phones send to other workshops must not be.
            gevent.spawn(self._seal, id_)
        else:
            self._seal(id_)

    def _seal(self, id_: str, *, due: bool = False) -> None:
        try_once = partial(self._store.thread.run, self._try_to_seal, id_, due)
        trouble = until_let_go(try_once, KEY_HELD, self.hurry) if self._several else try_once()
        if trouble is None:
            return
        self._boards.note_seal(id_, trouble)
        if not trouble:
            self.gone(id_)

    def _try_to_seal(self, id_: str, due: bool) -> str | None:
        """Returns what keeps a seal from its end, or ""; it can go on from each of its steps.

        Returns None if it was only `due` and somebody has acted since: what was answered is not
        taken away.
        """
        try:
            if due:
                self._touch_known(id_)
            return "" if seal(self._store, id_, self._now(), due=due) else None
        except StillHeld:
            return KEY_HELD
        except Exception as error:
            trouble = trouble_of_seal(error)
            if self._boards.unsealed.get(id_) != trouble:
                log.exception("a workshop could not be sealed yet")
            return trouble

    def _touch_known(self, id_: str) -> None:
        board = self._boards.known(id_)
        if board and board.acted > board.touched:
            self._touch(board)


def to_seal(store: Store, now: float) -> list[str]:
    """The workshops to seal now: due, begun and not ended, or sealed and put back by somebody."""
    with store.library.read() as session:
        unlisted = sorted(store.workshops.ids() - {one.id for one in open_workshops(session)})
        return [*due(session, now), *(i for i in unlisted if summary_of(session, i) is not None)]


def owing_ids(store: Store) -> list[str]:
    """Returns the open workshops that may owe something, by their ids."""
    owing = store.workshops.owing()
    return [id_ for id_ in open_ids(store) if id_ in owing]


def open_ids(store: Store) -> list[str]:
    """Returns the workshops that are open, by their ids."""
    with store.library.read() as session:
        return [one.id for one in open_workshops(session)]


def destroy_anew(store: Store, id_: str, looked_at: bool) -> None:
    """Opens a workshop, which pays what is owed of its keys."""
    store.workshops.close_one(id_)
    destroy_what_is_owed(store, id_, looked_at)


def destroy_what_is_owed(store: Store, id_: str, looked_at: bool) -> bool:
    """Has a workshop pay what it owes, and lets go of it where it is not `looked_at`. Returns True
    if it has ended and is not sealed."""
    try:
        stored = store.workshops.open(id_)
        if stored is None:
            return False
        stored.pay_rewrite()
        stored.destroy_ended_keys()
        ended = stored.is_closed()
        if not looked_at:
            store.workshops.forget(id_)
        return ended
    except Exception as error:
        if not is_damaged(error):
            log.exception("a workshop's file could not be opened or rewritten yet")
        return False
