"""The boards of all workshops that somebody has asked for."""

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from gevent.lock import Semaphore

from workshop.live.board import Board, NoSuchWorkshop, Source, Ways
from workshop.live.reading import OpenReading, SealedReading
from workshop.protocol.messages import Change
from workshop.storage.busy import patiently
from workshop.storage.library import Listed, Sealed, open_workshop, summary_of
from workshop.storage.links import make_link
from workshop.storage.store import Store
from workshop.views import Room, Surroundings, read_room

Found = tuple[Listed | None, Room | Sealed | None, float]
"""What the library lists, what there is to read, and the processor time it took, in seconds."""
Around = Callable[[Board, Listed | None], Surroundings]
"""What surrounds a workshop: addresses, links. The second is None once it is sealed."""


@dataclass(frozen=True)
class Links:
    """The secrets of the links that a desk shows."""

    projector: str
    leader: str


class Boards:
    """Finds boards by workshop; each is made once, when it is first asked for."""

    def __init__(self, store: Store, around: Around) -> None:
        self._store = store
        self._around = around
        self._boards: dict[str, Board] = {}
        self._making = Semaphore()
        self._tag = secrets.token_hex(4)
        self.send: Callable[[str, Change], None] = lambda _room, _change: None
        self.send_away: Callable[[Board], None] = lambda _board: None
        """Both are set once the sockets stand."""

    def __iter__(self) -> Iterator[Board]:
        """All boards, as they are at this moment."""
        return iter(list(self._boards.values()))

    def get(self, id_: str) -> Board | None:
        """The board of a workshop, open or sealed; None when there is no such workshop.

        Raises OperationalError when it is not open yet and its files are locked for long.
        """
        if id_ in self._boards:
            return self._boards[id_]
        with self._making:  # a hundred phones at once must not read a hundred times
            if id_ not in self._boards:
                try:
                    patiently(lambda: self._make(id_))
                except NoSuchWorkshop:
                    return None
        return self._boards[id_]

    def forget(self, id_: str) -> None:
        """Lets go of a board of which nothing is left, and sends its guests away."""
        board = self._boards.pop(id_, None)
        if board:
            board.gone = True
            self.send_away(board)

    def _make(self, id_: str) -> None:
        board = Board(
            id_, f"{self._tag}-", Ways(self._read, self._send, lambda gone: self.forget(gone.id))
        )
        if not board.sealed:
            links = self._store.thread.run(self._make_links, id_)
            board.projector_url, board.leader_url = links.projector, links.leader
            board.changed()
        self._boards[id_] = board

    def _send(self, room: str, change: Change) -> None:
        self.send(room, change)

    def _make_links(self, id_: str) -> Links:
        # Only hashes are kept, so that each process makes its own; the older ones stay good.
        with self._store.library.begin() as session:
            return Links(
                make_link(session, "projector", id_, one_time=False),
                make_link(session, "leader", id_, one_time=False),
            )

    def _read(self, board: Board) -> Source:
        listed, found, board.reading_took = self._store.thread.run(
            self._look_up, board.id, board.listed
        )
        board.listed = listed
        if found is None:
            # Raised here: an exception of the database thread is also reported as a fault.
            raise NoSuchWorkshop(board.id)
        board.sealed = isinstance(found, Sealed) and listed is None
        if listed:
            board.title = listed.title
        if isinstance(found, Sealed):
            board.title = found.title
            return SealedReading(found, self._around(board, listed))
        return OpenReading(found, lambda: self._around(board, listed))

    def _look_up(self, id_: str, listed: Listed | None) -> Found:
        began = time.thread_time()
        file = self._store.file(id_) if listed else None
        sealed = None
        if file is None:
            with self._store.library.read() as session:
                listed = open_workshop(session, id_)
                file = self._store.file(id_) if listed else None
                # Still listed, although nothing can be read any more: its seal has not ended.
                sealed = None if file else summary_of(session, id_)
        found = read_room(file) if file else sealed
        return listed, found, time.thread_time() - began
