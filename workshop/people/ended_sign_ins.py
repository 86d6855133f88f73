"""Sign-ins that have ended, or lead nowhere any more: which tickets are not taken, and why."""

import logging
import math
from dataclasses import dataclass
from itertools import takewhile
from typing import Literal

from sqlalchemy import delete, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from workshop.people.openid import SessionEnded
from workshop.people.sign_ins import handed_away, still_leads
from workshop.people.tickets import TICKET_LIFE, Ticket
from workshop.storage.people_tables import Link, Person, SignIn
from workshop.storage.sharing import EndedSignIn
from workshop.storage.store import Store
from workshop.storage.troubles import patiently

log = logging.getLogger(__name__)

WhyEnded = Literal["taken_back", "handed_over"]
"""The link behind a sign-in was taken back; its desk has changed hands."""


def why_ended(
    session: Session, ticket: Ticket, workshop: str, today: str, *, hosted: bool
) -> WhyEnded | None:
    """Returns why a ticket leads nowhere any more, or None if it still does.

    Its desk was given away since it was made, its sign-in has ended or is over, or whoever signed
    in has left the team.
    """
    if handed_away(session, ticket.sign_in, Link.workshop == workshop) > ticket.handed:
        return "handed_over"
    row = session.get(SignIn, ticket.sign_in)
    if row is not None:
        leads = still_leads(session, row, workshop, today, hosted=hosted)
        return None if leads else "taken_back"
    return (
        "handed_over"
        if handed_away(session, ticket.sign_in, Link.leaves.is_(True))
        else "taken_back"
    )


def has_left(session: Session, ticket: Ticket, workshop: str, today: str) -> WhyEnded | None:
    """Returns that whoever made a ticket on a hosted server has left the team, or that their
    sign-in is over; else None."""
    row = session.get(SignIn, ticket.sign_in)
    gone = row is not None and not still_leads(session, row, workshop, today, hosted=True)
    return "taken_back" if gone else None


@dataclass(frozen=True)
class Ended:
    """The end of a sign-in: why tickets made up to `until` are not taken any more.

    From `forget` on there are no such tickets any more.
    """

    code: WhyEnded
    until: float
    forget: float


class EndedSignIns:
    """The sign-ins of which this process has heard that they ended; the library knows longer, and
    so does every other process."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ended: dict[tuple[bytes, str], Ended] = {}
        """By sign-in and workshop, "" for all workshops; those that ended last come last."""

    def end(
        self, sign_in: bytes, workshop: str, code: WhyEnded, now: float, until: float = math.inf
    ) -> None:
        """From here on nobody comes by tickets of this sign-in that were made until then."""
        self._ended.pop((sign_in, workshop), None)
        self._ended[sign_in, workshop] = Ended(code, until, now + TICKET_LIFE)
        for place in [*takewhile(lambda one: self._ended[one].forget < now, self._ended)]:
            del self._ended[place]

    def tell(self, sign_in: bytes, workshop: str, code: WhyEnded, until: float = math.inf) -> None:
        """Has every process know it, also one that hears nothing of this one now."""
        sharing = self._store.library.sharing
        if sharing.several:
            ended = EndedSignIn(sign_in, workshop, code, until)
            try:
                patiently(lambda: self._store.thread.run(sharing.note_ended, ended))
            except OperationalError:
                # What the library itself says of it holds all the same.
                log.exception("the end of a sign-in could not be noted for other processes")

    def __len__(self) -> int:
        """How many are remembered."""
        return len(self._ended)

    def refusal(
        self, ticket: Ticket, workshop: str, today: str, *, sealed: bool
    ) -> WhyEnded | None:
        """Returns why a ticket of a workshop is not taken, or None if it is.

        A seal takes all sign-ins along. Nothing can be done at a sealed workshop any more, and
        whoever looks at its end may go on looking. Raises OperationalError.
        """
        ended_before = self._store.thread.run(self._ask, ticket, workshop, today, sealed)
        # After the library was asked: a sign-in may have ended meanwhile.
        for place in ("", workshop):
            ended = self._ended.get((ticket.sign_in, place))
            if ended is not None and ticket.made <= ended.until:
                return ended.code
        return ended_before

    def _ask(self, ticket: Ticket, workshop: str, today: str, sealed: bool) -> WhyEnded | None:
        hosted = self._store.settings.hosted
        for ended in self._store.library.sharing.ended(ticket.sign_in, workshop):
            if ticket.made <= ended.until:
                return "handed_over" if ended.code == "handed_over" else "taken_back"
        with self._store.library.read() as session:
            if sealed:
                return has_left(session, ticket, workshop, today) if hosted else None
            return why_ended(session, ticket, workshop, today, hosted=hosted)


def sign_out(session: Session, sign_in: bytes) -> str:
    """Ends a sign-in; gives the issuer that vouches for whose it was, or ""."""
    row = session.get(SignIn, sign_in)
    person = session.get(Person, row.person) if row else None
    session.execute(delete(SignIn).where(SignIn.hash == sign_in))
    return person.issuer if person else ""


def end_sessions(session: Session, issuer: str, ended: SessionEnded) -> list[bytes]:
    """Ends the sign-ins that came by sessions which have ended at the provider; gives theirs.

    A sign-in for which it had named no session ends with any of the same person's.
    """
    people = select(Person.id).where(Person.issuer == issuer)
    names = [ended.session]
    if ended.subject:
        people = people.where(Person.subject == ended.subject)
        names.append("")
    theirs = select(SignIn.hash).where(SignIn.person.in_(people))
    if ended.session:
        theirs = theirs.where(SignIn.provider_session.in_(names))
    found = list(session.scalars(theirs))
    session.execute(delete(SignIn).where(SignIn.hash.in_(found)))
    return found
