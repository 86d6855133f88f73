"""Answers to a device that asks after what it has sent itself."""

from sqlalchemy.exc import OperationalError

from workshop.actions.one_device import fates, held, no_rows
from workshop.live.board import Board
from workshop.live.guests import Guest
from workshop.protocol.messages import Held, HeldAnswer, Mine, MineAnswer, Refused, Retry
from workshop.storage.store import Store


class OwnRows:
    """Answers what has become of a device's cards, and which rows are its own."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def mine(self, guest: Guest, mine: Mine) -> MineAnswer:
        """Returns the fates of nine cards, lessons and offers, of which some may be made up."""
        keys = tuple(bytes.fromhex(key) for key in mine.keys)
        if guest.secret is None or guest.board.sealed:
            return _nothing_to_say(keys)
        return self._store.thread.run(self._fates, guest.board, keys)

    def _fates(self, board: Board, keys: tuple[bytes, ...]) -> MineAnswer:
        stored = self._store.workshops.open(board.id)
        return MineAnswer(fates=fates(stored, keys)) if stored else _nothing_to_say(keys)

    def held(self, guest: Guest, asked: Held) -> HeldAnswer | Refused | Retry:
        """Returns the rows that belong to this device; only its own secret finds them."""
        if guest.secret is None:
            return Refused(refused="not_allowed")
        keys = tuple(bytes.fromhex(key) for key in asked.keys)
        try:
            return self._store.thread.run(self._held, guest.board, guest.secret, keys)
        except OperationalError:
            return Retry()

    def _held(self, board: Board, secret: bytes, keys: tuple[bytes, ...]) -> HeldAnswer:
        stored = self._store.workshops.open(board.id)
        return held(stored, secret, keys) if stored else no_rows()


def _nothing_to_say(keys: tuple[bytes, ...]) -> MineAnswer:
    return MineAnswer(fates=["none"] * len(keys))
