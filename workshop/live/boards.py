"""The boards of all workshops that somebody has asked for."""

import secrets
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from gevent.lock import Semaphore

from workshop.cluster.bus import GONE_CHANNEL, LISTED_CHANNEL, Bus
from workshop.cluster.presence import NOBODY, UNKNOWN
from workshop.ending.letters import letters_wanted
from workshop.ending.seal import all_hold, seal_checks
from workshop.live.board import Board, Ways
from workshop.live.figures import ExactCounts
from workshop.live.found_workshop import Found, NoSuchWorkshop, Source
from workshop.live.readings import OpenReading, SealedReading
from workshop.live.similar_lessons import SimilarLessons
from workshop.people.links import known_own_link, own_link
from workshop.protocol.messages import Change
from workshop.protocol.summary import language_of
from workshop.rules.agenda import Told
from workshop.storage.letters import kept_from
from workshop.storage.library import Listed, Sealed, name_anew, open_workshop, summary_of
from workshop.storage.store import Store
from workshop.storage.troubles import patiently
from workshop.summary.formats.all_formats import offered_formats
from workshop.summary.kept_summaries import read_kept, unreadable
from workshop.views import Room, Surroundings, beats, read_room
from workshop.views.letters import takes_letters

Around = Callable[[Board, Listed | None], Surroundings]
"""Returns a workshop's surroundings: addresses, links. The second argument is None once it is
sealed."""


@dataclass(frozen=True)
class Links:
    """The secrets of the links that a desk shows; "" of one that was taken back, and the leader's
    where nobody goes first."""

    projector: str
    leader: str


class Boards:
    """Finds boards by workshop; each is made once, when it is first asked for."""

    def __init__(
        self, store: Store, around: Around, bus: Bus | None = None, *, several: bool = False
    ) -> None:
        self.bus = bus or Bus()
        self._elsewhere = UNKNOWN if several else NOBODY
        self._store = store
        self._around = around
        self._boards: dict[str, Board] = {}
        self.unsealed: dict[str, str] = {}
        """The workshops that could not be sealed yet, each with the code that says why."""
        self.figures = ExactCounts()
        self._making = Semaphore()
        self._idle: set[str] = set()
        """The workshops that nobody looked at, the last time."""
        self._suggesting = SimilarLessons()
        self._tag = secrets.token_urlsafe(3)  # it stands in every change
        self.send: Callable[[str, Change], None] = lambda _room, _change: None
        self.send_away: Callable[[Board], None] = lambda _board: None
        """Sends a board's devices away; this and `send` are set once the sockets are there."""

    def __iter__(self) -> Iterator[Board]:
        """All boards, as they are at this moment."""
        return iter(list(self._boards.values()))

    def change_all(self) -> None:
        """Tells all screens, soon, that something around their workshops has changed."""
        for board in self:
            board.changed()

    def known(self, id_: str) -> Board | None:
        """The board of a workshop that somebody has looked at since the start."""
        return self._boards.get(id_)

    def get(self, id_: str) -> Board | None:
        """The board of a workshop, open or sealed; None when there is no such workshop.

        Raises OperationalError when it is not open yet and its files are locked for long.
        """
        if id_ in self._boards:
            self._boards[id_].catch_up()
            return self._boards.get(id_)
        with self._making:  # a hundred phones at once must not read a hundred times
            if id_ not in self._boards:
                try:
                    patiently(lambda: self._make(id_))
                except NoSuchWorkshop:
                    return None
        return self._boards[id_]

    def let_rest(self) -> None:
        """Lets go of what nobody has looked at since the last time: an open workshop costs memory
        and a file. It is read again once somebody does."""
        opened = self._store.thread.run(self._store.workshops.opened)
        idle = {id_ for id_ in opened | self._boards.keys() if not self._is_watched(id_)}
        for id_ in idle & self._idle:
            if id_ in self._boards and not self._is_watched(id_):
                self._boards[id_].rest()
            if not self._is_watched(id_):
                self._store.thread.run(self._store.workshops.forget, id_)
        self._idle = idle

    def _is_watched(self, id_: str) -> bool:
        return id_ in self._boards and bool(self._boards[id_].watched())

    def forget(self, id_: str) -> None:
        """Lets go of a board of which nothing is left, and sends its guests away, those at other
        processes too."""
        self._let_go(id_)
        self.bus.publish(GONE_CHANNEL, id_)

    def _let_go(self, id_: str) -> None:
        board = self._boards.pop(id_, None)
        if board:
            board.gone = True
            self.send_away(board)

    def wrote(self, id_: str) -> None:
        """A page has written to an open workshop: all who look at it are shown that."""
        if board := self._boards.get(id_):
            board.changed()

    def show_links_anew(self, id_: str) -> None:
        """The program's own links of a workshop are others now, or were taken back."""
        self.bus.publish(LISTED_CHANNEL, id_)
        self.read_links_anew(id_)

    def read_links_anew(self, id_: str) -> None:
        """The links of a workshop were changed by another process."""
        board = self._boards.get(id_)
        if board:
            self._show_links(board)

    def note_seal(self, id_: str, trouble: str) -> None:
        """A seal was tried: what keeps it from its end, or "". Its screens look again."""
        if trouble:
            self.unsealed[id_] = trouble
        else:
            self.unsealed.pop(id_, None)
        self.bus.publish(GONE_CHANNEL, id_)
        self.look_again(id_)

    def look_again(self, id_: str) -> None:
        """Has it looked up what has become of a workshop."""
        board = self._boards.get(id_)
        if board:
            board.listed = None
            board.changed()

    def _make(self, id_: str) -> None:
        ways = Ways(
            self._read, self._send, lambda gone: self._let_go(gone.id), self.figures.flushed
        )
        board = Board(id_, self._tag, ways, self._elsewhere)
        if board.listed and not board.listed.sealing:
            self._show_links(board)
        self._boards[id_] = board

    def _send(self, room: str, change: Change) -> None:
        self.send(room, change)

    def _show_links(self, board: Board) -> None:
        run, asked = self._store.thread.run, (board.id, board.goes_first)
        # Boards are opened by the dozen, and there is one writer to the library: most need none.
        links = run(self._known_links, *asked) or patiently(lambda: run(self._own_links, *asked))
        board.projector_secret, board.leader_secret = links.projector, links.leader
        board.changed()

    def _known_links(self, id_: str, goes_first: bool) -> Links | None:
        """The links, where all were made already."""
        with self._store.library.read() as session:
            stored = self._store.workshops.open(id_)
            if open_workshop(session, id_) is None or stored is None:
                return None
            projector = known_own_link(session, stored.keys, "projector", id_)
            leader = known_own_link(session, stored.keys, "leader", id_) if goes_first else ""
        return None if projector is None or leader is None else Links(projector, leader)

    def _own_links(self, id_: str, goes_first: bool) -> Links:
        with self._store.library.begin() as session:
            stored = self._store.workshops.open(id_)
            if open_workshop(session, id_) is None or stored is None:
                return Links("", "")  # sealed since it was looked up: no link may outlive it
            return Links(
                own_link(session, stored.keys, "projector", id_),
                own_link(session, stored.keys, "leader", id_) if goes_first else "",
            )

    def find(self, board: Board) -> Found:
        """Finds what there is of a workshop. For the database thread."""
        began, listed = time.thread_time(), board.listed
        found = self._find_open(board.id, listed) or self._find_any(board.id)
        named, letters = self._as_named(found), self._letters(board.id, found.what)
        took = time.thread_time() - began
        return replace(found, asked=listed, listed=named, letters=letters, took=took)

    def _letters(self, id_: str, what: Room | Sealed | None) -> frozenset[Told]:
        """The stories whose tellers phones may write to now; of a sealed workshop, those whose
        letters have come as far as the facilitator."""
        if isinstance(what, Room) and not (what.state.library and takes_letters(what)):
            return frozenset()
        with self._store.library.read() as session:
            if isinstance(what, Room):
                return letters_wanted(session, self._store.story_keys, what)
            return kept_from(session, id_)

    def _read(self, board: Board, found: Found | None) -> Source:
        # What is listed may have changed since it was found: a seal may have been tried.
        if found is None or found.asked is not board.listed:
            found = self._store.thread.run(self.find, board)
        board.listed, board.reading_took = found.listed, found.took
        if found.what is None:
            raise NoSuchWorkshop(board.id)
        board.seal, board.seal_trouble = found.seal, self.unsealed.get(board.id, "")
        board.sealed, board.keys = all_hold(found.seal), found.keys
        board.letters = found.letters
        board.title = found.listed.title if found.listed else board.title
        if isinstance(found.what, Sealed):
            board.title, board.open_until = found.what.title, found.what.open_until
            board.language, board.door_closed = language_of(found.what.body), False
            board.files = _files(found.what)
            board.devices.forget_deeds()
            self._suggesting.compare_anew(board, None)
            return SealedReading(found.what, self._around(board, found.listed))
        board.language = found.what.state.language
        if found.what.state.door_closed and not board.door_closed:
            board.devices.all_stay()
        board.door_closed = found.what.state.door_closed
        board.slot = beats(found.what, board.devices.known)
        board.goes_first = found.what.agenda.position("go_first") is not None
        self._suggesting.compare_anew(board, found.what)
        around = self._around
        return OpenReading(
            found.what, lambda: replace(around(board, found.listed), voters=board.voters)
        )

    def _as_named(self, found: Found) -> Listed | None:
        """Returns what the library lists, by the names that the workshop has by now: a crash may
        have come between a change and its place in the list."""
        listed = found.listed
        if listed is None or not isinstance(found.what, Room):
            return listed
        state, moves = found.what.state, not self._store.settings.hosted
        title, team = state.title, state.team if moves else listed.team
        if (listed.title, listed.team) == (title, team):
            return listed
        with self._store.library.begin() as session:
            name_anew(session, listed.id, title, team if moves else None)
        return replace(listed, title=title, team=team)

    def _find_open(self, id_: str, listed: Listed | None) -> Found | None:
        """The open workshop; None when it has to be asked what has become of it."""
        if listed is None or listed.sealing or id_ in self.unsealed:
            return None
        stored = self._store.workshops.open(id_)
        return Found(listed, read_room(stored), keys=stored.keys) if stored else None

    def _find_any(self, id_: str) -> Found:
        with self._store.library.read() as session:
            listed = open_workshop(session, id_)
            sealed = _whole(summary_of(session, id_))
            seal = seal_checks(self._store, session, id_) if listed or sealed else ()
        stored = self._store.workshops.open(id_) if listed else None
        if listed and stored and not listed.sealing and id_ not in self.unsealed:
            return Found(listed, read_room(stored), keys=stored.keys)
        if stored:
            return Found(listed, read_room(stored), seal, stored.keys)
        # Still listed, although nothing can be read any more: its seal has not ended.
        return Found(listed, sealed, seal)


def _whole(sealed: Sealed | None) -> Sealed | None:
    """Returns a sealed workshop, or None if not even its beginning can be read: there is nothing to
    show of it."""
    return None if sealed and unreadable(sealed.body) == "damaged" else sealed


def _files(sealed: Sealed) -> tuple[str, ...]:
    summary = read_kept(sealed)
    return tuple(offered_formats(summary)) if summary else ()
