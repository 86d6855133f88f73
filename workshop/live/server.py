"""The parts that the sockets of this process share, and the answer to each of their messages."""

import logging
import math
import secrets
from collections.abc import Callable, Mapping
from typing import Any, TypedDict

import msgspec

from workshop.actions.answers import AtDesk, Participant
from workshop.actions.perform import CommandActor
from workshop.cluster.bus import SIGN_INS
from workshop.ending.choosable_stories import may_choose
from workshop.file_limit import RESERVED_KEY
from workshop.live.batches import Batch, BatchAnswer, Job, batches
from workshop.live.board import Board
from workshop.live.boards import Boards
from workshop.live.delay import Delay
from workshop.live.devices import pass_of
from workshop.live.door import refused_at_door
from workshop.live.encoded_view import FETCH_OVER, tag_of
from workshop.live.ended_words import EndedWord, ended_word_said, understood
from workshop.live.guests import Guest, Guests
from workshop.live.own_rows import OwnRows
from workshop.live.slots import Slots
from workshop.live.transport import end_connection
from workshop.live.writer import Writer
from workshop.people.desk_log import Said, actor, note
from workshop.people.ended_sign_ins import EndedSignIns, WhyEnded
from workshop.people.members import team_of_workshop
from workshop.people.tickets import Ticket, read_ticket
from workshop.protocol.commands import AnyCommand, Seal, TellStory, Vote
from workshop.protocol.messages import (
    Connect,
    Do,
    Hello,
    HelloAnswer,
    NotLetInReason,
    NotNow,
    Ok,
    Refused,
)
from workshop.storage.library import day_of
from workshop.storage.store import Store
from workshop.storage.troubles import patiently

log = logging.getLogger(__name__)
VIEW_PATHS = {"participant": "w", "projector": "screen", "desk": "desk"}
"""The first part of each view's path."""

AfterCommit = Callable[[Board, Batch], None]
"""Follows a commit, beyond telling the views: a later deadline, a seal."""


class LiveServer:
    """The boards, the guests and the writer; one for each process."""

    def __init__(self, store: Store, boards: Boards, now: Callable[[], float]) -> None:
        self.guests = Guests()
        self.boards = boards
        self.figures = boards.figures
        run = batches(store, now, boards.find)
        several = store.library.sharing.several
        run = self.figures.timed(Delay(store, now, run) if several else run)
        self.writer = Writer(run, self._committed)
        self.socketio: Any = None
        """The Socket.IO server; set once it stands."""
        self.after: AfterCommit = lambda _board, _batch: None
        self.own_rows = OwnRows(store)
        self.slots = Slots(self.do, boards, now, store.settings.beat_ms / 1000)
        self._sign_ins = EndedSignIns(store)
        self._store = store
        self._now = now

    def admit(
        self, asked: Connect, sid: str, environ: Mapping[str, Any]
    ) -> Guest | NotLetInReason | NotNow:
        """The new guest, or what its connection is refused with."""
        reserved = environ.get(RESERVED_KEY)
        if reserved and asked.view == "participant":
            reserved.refuse()
            return "full"
        board, ticket = self.boards.get(asked.workshop), self._ticket_of(asked)
        if asked.view != "participant" and ticket is None:
            return "not_allowed"  # before it is said whether there is such a workshop
        if board is None or (asked.view == "participant" and self._now() > board.open_until):
            return "no_such"
        sign_in = self._sign_in_of(asked, board, ticket)
        if isinstance(sign_in, str):
            return sign_in
        secret = bytes.fromhex(asked.secret) if asked.secret else None
        if secret and (refused := refused_at_door(board, secret, asked.ticket)):
            return refused
        eio_sid = self.socketio.manager.eio_sid_from_sid(sid, "/")
        # One connection is one device; and it may be gone again since the board was read.
        if eio_sid in self.guests.connections() or eio_sid not in self.socketio.eio.sockets:
            return "not_allowed"
        local = _is_local(str(environ.get("HTTP_HOST", "")))
        at_desk = local and not (self._store.settings.hosted or self._is_trial(board))
        guest = Guest(sid, eio_sid, board, asked.view, secret, sign_in, ticket, at_desk)
        self.guests.add(guest)
        if reserved:
            reserved.keep()
        self._note_reached(guest, local)
        return guest

    def _is_trial(self, board: Board) -> bool:
        """True for a room of pretend people, who all come from this machine."""
        return board.listed is not None and board.listed.trial

    def hello(self, guest: Guest, hello: Hello) -> HelloAnswer:
        """Answers nothing new, the snapshot, or where to fetch it; each with a phone's ticket."""
        shown, now = guest.board.show(guest.view), self._now()
        own = _own_of(guest)
        if (hello.epoch, hello.rev) == (shown.epoch, shown.rev):
            return HelloAnswer(time=now, current=True, **own)
        # A fetch may have come to another process, whose changes do not come here: no second one.
        moved = guest.has_fetched and tag_of(hello.epoch) != tag_of(shown.epoch)
        if shown.size > FETCH_OVER and not moved:
            guest.has_fetched = True
            fetch = (
                f"/{VIEW_PATHS[guest.view]}/{guest.board.id}/state/{shown.epoch}-{shown.rev}.json"
            )
            return HelloAnswer(time=now, fetch=fetch, **own)
        return HelloAnswer(time=now, snapshot=msgspec.Raw(shown.snapshot(now)), **own)

    def do(self, guest: Guest, asked: Do) -> BatchAnswer:
        """Has the command written, as whoever the guest is."""
        actor = _actor(guest)
        if actor is None:
            return Refused(refused="not_allowed")
        if guest.board.sealed:
            return Refused(refused="sealed")
        if isinstance(actor, AtDesk) and not self._may_choose(guest.board, asked.command):
            return Refused(refused="no_such", about="story")
        if isinstance(actor, Participant) and not asked.number:
            return Refused(refused="malformed", about="number")
        job = Job(actor, bytes.fromhex(asked.key), asked.command, asked.number)
        # A seal takes the sign-ins of guests along.
        seals = isinstance(asked.command, Seal) and self._store.settings.hosted
        noted = self._store.thread.run(self._seal_of, guest) if seals else None
        answer = self._write(guest.board, job)
        if noted and isinstance(answer, Ok):
            self._note(noted)
        if guest.device and isinstance(answer, Ok):
            guest.board.devices.acts(guest.device, asked.number)
            if isinstance(asked.command, Vote):
                guest.board.devices.votes(guest.device, asked.command.round)
        return answer

    def _may_choose(self, board: Board, asked: AnyCommand) -> bool:
        """False for a story of the library that the workshop's team may not tell: its id would
        count it as told."""
        if not isinstance(asked, TellStory) or not asked.library:
            return True
        return self._store.thread.run(may_choose, self._store, board.id, asked.library)

    def _seal_of(self, guest: Guest) -> Said:
        with self._store.library.read() as session:
            team = team_of_workshop(session, guest.board.id)
            return Said(team, actor(session, guest.sign_in), "sealed", guest.board.id)

    def _note(self, noted: Said) -> None:
        try:
            patiently(lambda: self._store.thread.run(self._write_note, noted))
        except Exception:
            log.exception("the log of the desks could not be written")

    def _write_note(self, said: Said) -> None:
        with self._store.library.begin() as session:
            note(session, day_of(self._now()), said)

    def at_desk(self, board: Board, command: AnyCommand) -> BatchAnswer:
        """Has a command written that a page of the desk has sent."""
        return self._write(board, Job(AtDesk(), secrets.token_bytes(16), command))

    def _write(self, board: Board, job: Job) -> BatchAnswer:
        answer = self.writer.ask(board, job)
        self.figures.answered(answer)
        return answer

    def send_away(self, board: Board) -> None:
        """Ends the connections of all who look at a workshop."""
        for guest in self.guests.of(board):
            self.end(guest.sid)

    def end_sign_in(
        self, sign_in: bytes, workshop: str, code: WhyEnded, until: float = math.inf
    ) -> None:
        """Ends what was opened with a sign-in: the sockets at once, and the tickets made till then.

        `workshop` is "" for all of them.
        """
        ended = EndedWord(sign_in, workshop, code, until)
        self.boards.bus.publish(SIGN_INS, ended_word_said(self._store.server_key, ended))
        self._end_here(ended)
        self._sign_ins.tell(sign_in, workshop, code, until)

    def hear_ended(self, word: str) -> None:
        """Ends what was opened here with a sign-in that another process has ended."""
        ended = understood(self._store.server_key, word)
        if ended:
            self._end_here(ended)

    def _end_here(self, ended: EndedWord) -> None:
        self._sign_ins.end(ended.sign_in, ended.workshop, ended.code, self._now(), ended.until)
        for guest in self.guests.all():
            if guest.sign_in == ended.sign_in and ended.workshop in {"", guest.board.id}:
                self.end(guest.sid)

    def end_ended_sign_ins(self) -> None:
        """Ends the sockets whose sign-ins have ended, by what the library knows: another process
        may have ended one without being heard."""
        for guest in self.guests.all():
            ticket, board, today = guest.ticket, guest.board, day_of(self._now())
            if ticket and self._sign_ins.refusal(ticket, board.id, today, sealed=board.sealed):
                self.end(guest.sid)

    def sids(self) -> list[str]:
        """Returns the sockets of all guests, at this moment."""
        return [guest.sid for guest in self.guests.all()]

    def end(self, sid: str) -> None:
        """Ends a socket's connection."""
        eio_sid = self.socketio.manager.eio_sid_from_sid(sid, "/")
        if eio_sid is not None:
            end_connection(self.socketio.eio, eio_sid)

    def _ticket_of(self, asked: Connect) -> Ticket | None:
        """The ticket of a desk or a room's screen; None for participants, and for one not ours."""
        if asked.view == "participant" or asked.secret is not None:
            return None
        given = asked.ticket or ""
        return read_ticket(self._store.server_key, given, asked.view, asked.workshop, self._now())

    def _sign_in_of(
        self, asked: Connect, board: Board, ticket: Ticket | None
    ) -> bytes | NotLetInReason:
        """The sign-in that somebody comes by, b"" for participants; or the code of a refusal."""
        if ticket is None:
            return "not_allowed" if asked.secret is None else b""
        today = day_of(self._now())
        refused = self._sign_ins.refusal(ticket, board.id, today, sealed=board.sealed)
        return refused or ticket.sign_in

    def _note_reached(self, guest: Guest, local: bool) -> None:
        """A phone has come by an address of the network: phones can reach this machine."""
        if guest.view == "participant" and not local and not guest.board.reached:
            guest.board.reached = True
            guest.board.changed()

    def _committed(self, board: Board, batch: Batch) -> None:
        self.figures.waits(self.writer.unwritten())
        if (batch.trouble or batch.wrote) and batch.trouble != board.trouble:
            board.trouble = batch.trouble
            board.changed()
        if batch.changed:
            board.changed(batch.found)
        # What a batch has changed was read behind it, with the count of who has taken part.
        board.tapped = batch.found is None and (board.tapped or bool(batch.done))
        self.after(board, batch)


class _Own(TypedDict, total=False):
    ticket: str
    number: int


def _own_of(guest: Guest) -> _Own:
    """Returns what only this device is answered: equally long for all."""
    if guest.secret is None or guest.device is None:
        return {}
    ticket = pass_of(guest.board.keys, guest.secret)
    return {"ticket": ticket, "number": guest.board.devices.number(guest.device)}


def _is_local(host: str) -> bool:
    return host.split(":")[0] in {"localhost", "127.0.0.1", "[", ""}


def _actor(guest: Guest) -> CommandActor | None:
    """Returns the actor that a guest is; None for the room's screen, which can do nothing."""
    if guest.view == "participant" and guest.secret:
        return Participant(guest.secret)
    return AtDesk() if guest.view == "desk" else None
