"""Sign-ins: what a link was traded for, and what the browser that holds its cookie may do."""

import hmac
import math
import secrets
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from workshop.people.desk_log import Said, note
from workshop.people.invitations import INVITATION, accept
from workshop.people.links import Handover, hashed
from workshop.people.members import (
    EVERY_RIGHT,
    NO_RIGHT,
    OWNER,
    Rights,
    add_person,
    leads_workshop,
    rights_of,
)
from workshop.people.tickets import Ticket
from workshop.storage.library import day_of
from workshop.storage.library_tables import LENT, TEAM, Link, Person, SignIn
from workshop.storage.store import Store

WhyEnded = Literal["taken_back", "handed_over"]
"""The link behind a sign-in was taken back; its desk has changed hands."""
OWNERS = ("facilitator", "recovery", "handover")
"""The links by which a browser has a desk to itself: it makes links, and takes them back."""
LEADERS = (*OWNERS, "helper")
"""The links by which a browser leads a workshop at its desk."""


@dataclass(frozen=True)
class Grant:
    """The rights of a signed-in browser: `workshop` is "" for the facilitator of this server.

    `sign_in` is the hash of its cookie, by which its sockets are found; `handed` how often it has
    given the desk in question away; `person` who has signed in, "" for the owner and for guests;
    `team` whose open commitments its link opens, "" for any other link.
    """

    kind: str
    workshop: str
    sign_in: bytes = b""
    handed: int = 0
    person: str = OWNER
    rights: Rights = NO_RIGHT
    team: str = ""


@dataclass(frozen=True)
class Used:
    """A one-time link that has been used: what it led to, for the browser that used it."""

    kind: str
    workshop: str


@dataclass(frozen=True)
class Trade:
    """The rights that a link was traded for, the cookie's token, and its last day `until` or ""."""

    grant: Grant
    token: str
    handover: Handover | None = None
    until: str = ""


def trade(
    session: Session, secret: str, today: str, present: bytes = b"", *, hosted: bool = True
) -> Trade | Used | Literal["unknown"]:
    """Trades a link's secret for a cookie's token; a one-time link works once.

    `present` is the sign-in of somebody who accepts an invitation as who they are already.
    """
    link = session.get(Link, hashed(secret))
    # On a laptop, where a hosted server's data may come back to, there is nothing to be invited to.
    if link is None or _is_over(link, today) or (link.kind == INVITATION and not hosted):
        return "unknown"
    unused = update(Link).where(Link.hash == link.hash, ~Link.used).values(used=True)
    # Two browsers that trade the same link at once: only one update finds it unused.
    first = session.execute(unused).rowcount > 0  # type: ignore[attr-defined]
    if link.one_time and not first:
        return Used("facilitator" if link.kind == INVITATION else link.kind, link.workshop)
    if link.kind == INVITATION:
        return _accepted(session, link, session.get(SignIn, present), today)
    return _traded(session, link)


def _accepted(session: Session, link: Link, present: SignIn | None, today: str) -> Trade:
    known = present and (present.person == OWNER or session.get(Person, present.person))
    invited = present.person if present and known else add_person(session, link.label)
    accept(session, link, invited)
    if link.team:
        row = session.get(Person, invited)
        note(session, today, Said(link.team, "", "joined", about=row.name if row else ""))
    traded = sign_in_person(session, invited)
    if not present or not known:
        return traded
    # A sign-in lasts no longer for an invitation, and ends where the one before would have.
    new = session.get_one(SignIn, traded.grant.sign_in)
    new.until, new.provider_session = present.until, present.provider_session
    return replace(traded, until=new.until)


def _traded(session: Session, link: Link) -> Trade:
    handover = Handover(link.giver, link.leaves) if link.giver else None
    if handover and handover.leaves:
        session.execute(delete(SignIn).where(SignIn.hash == handover.giver))
    link.until = "" if link.one_time else link.until  # the last day was that of using it
    token, sign_in = _sign_in(session, link)
    grant = Grant(link.kind, link.workshop, sign_in, team=_opens(link))
    return Trade(grant, token, handover, link.until)


def _is_over(one: Link | SignIn, today: str) -> bool:
    return bool(one.until) and one.until < today


@dataclass(frozen=True)
class Entering:
    """Somebody at the page that trades secrets: what they gave, and who they are already.

    `own` is the secret of a hosted server, or "" where there is none.
    """

    secret: str
    own: str
    now: float
    present: bytes = b""
    """The sign-in that this browser has already, or none."""
    hosted: bool = True


def enter(session: Session, by: Entering) -> Trade | Used | Literal["unknown"]:
    """Trades the secret of a hosted server, or that of a link."""
    if by.own and hmac.compare_digest(by.secret.encode(), by.own.encode()):
        return sign_in_person(session, OWNER, _made_by(by.own))
    return trade(session, by.secret, day_of(by.now), by.present, hosted=by.hosted)


def sign_in_person(session: Session, person: str, link: bytes = b"") -> Trade:
    """Signs somebody in; `link` is what they came by, where the sign-in ends with that."""
    by = link or secrets.token_bytes(32)
    came = Link(hash=by, kind="facilitator", workshop="", one_time=True, person=person)
    token, sign_in = _sign_in(session, came)
    return Trade(Grant("facilitator", "", sign_in, person=person), token)


def _made_by(own: str) -> bytes:
    return hashed(f"the server's own secret {own}")


def end_former_secrets(session: Session, own: str) -> None:
    """Ends the sign-ins of the owner that were made with another secret than this one."""
    session.execute(
        delete(SignIn).where(
            SignIn.kind == "facilitator",
            SignIn.person == OWNER,
            SignIn.link != _made_by(own),
            SignIn.link.not_in(select(Link.hash)),
        )
    )


def who(session: Session, token: str, today: str, *, hosted: bool) -> Grant | None:
    """Returns what a cookie's holder may do, or None if it is unknown or its link is over."""
    row = session.get(SignIn, hashed(token))
    if row is None or not (hosted or row.person == OWNER):
        return None
    link = session.get(Link, row.link)
    over = _is_over(link, today) if link else row.kind in LENT
    return (
        None
        if over or _is_over(row, today)
        else replace(_grant(session, row, hosted=hosted), team=_opens(link))
    )


def _opens(link: Link | None) -> str:
    return link.team if link and link.kind == TEAM else ""


def _grant(session: Session, row: SignIn, *, hosted: bool, handed: int = 0) -> Grant:
    rights = NO_RIGHT
    if row.kind == "facilitator":
        rights = rights_of(session, row.person) if hosted else EVERY_RIGHT
    return Grant(row.kind, row.workshop, row.hash, handed, row.person, rights)


def who_leads(session: Session, token: str, workshop: str, *, hosted: bool) -> Grant | None:
    """Like `who`, but only for a holder who leads this workshop; else None."""
    found = session.scalar(
        select(SignIn).where(
            SignIn.hash == hashed(token),
            SignIn.workshop.in_(("", workshop)),
            SignIn.kind.in_(LEADERS),
        )
    )
    if found is None or not _still_leads(session, found, workshop, hosted=hosted):
        return None
    handed = _handed(session, found.hash, Link.workshop == workshop)
    return _grant(session, found, hosted=hosted, handed=handed)


def _still_leads(session: Session, row: SignIn, workshop: str, *, hosted: bool) -> bool:
    """A guest leads by a link; somebody who signed in, by belonging to the workshop's team.

    On a laptop everything is the owner's, and people of a hosted server's data are nobody.
    """
    if row.workshop or not hosted:
        return row.person == OWNER
    return leads_workshop(session, row.person, workshop)


def why_ended(session: Session, ticket: Ticket, workshop: str, *, hosted: bool) -> WhyEnded | None:
    """Returns why a ticket leads nowhere any more, or None if it still does.

    Its desk was given away since it was made, its sign-in has ended, or whoever signed in has left
    the team.
    """
    if _handed(session, ticket.sign_in, Link.workshop == workshop) > ticket.handed:
        return "handed_over"
    row = session.get(SignIn, ticket.sign_in)
    if row is not None:
        return None if _still_leads(session, row, workshop, hosted=hosted) else "taken_back"
    return (
        "handed_over" if _handed(session, ticket.sign_in, Link.leaves.is_(True)) else "taken_back"
    )


def has_left(session: Session, ticket: Ticket, workshop: str) -> WhyEnded | None:
    """Returns that whoever made a ticket on a hosted server has left the team, or None."""
    row = session.get(SignIn, ticket.sign_in)
    gone = row is not None and not _still_leads(session, row, workshop, hosted=True)
    return "taken_back" if gone else None


def _handed(session: Session, sign_in: bytes, where: ColumnElement[bool]) -> int:
    """Counts the used links with which a sign-in gave a desk away."""
    given = select(func.count()).where(Link.giver == sign_in, Link.used, where)
    return session.scalar(given) or 0


def _sign_in(session: Session, link: Link) -> tuple[str, bytes]:
    token = secrets.token_urlsafe(32)
    # What a link's maker may do, its holder may not: only who signed in is somebody here.
    person = link.person if link.kind == "facilitator" else OWNER
    row = SignIn(
        hash=hashed(token), kind=link.kind, workshop=link.workshop, link=link.hash, person=person
    )
    session.add(row)
    session.flush()
    return token, row.hash


@dataclass(frozen=True)
class Ended:
    """The end of a sign-in: why tickets made up to `until` are not taken any more."""

    code: WhyEnded
    until: float


class EndedSignIns:
    """The sign-ins of which this process has heard that they ended; the library knows longer."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._ended: dict[tuple[bytes, str], Ended] = {}
        """By sign-in and workshop, "" for all workshops."""

    def end(self, sign_in: bytes, workshop: str, code: WhyEnded, until: float = math.inf) -> None:
        """From here on nobody comes by tickets of this sign-in that were made until then."""
        self._ended[sign_in, workshop] = Ended(code, until)

    def refusal(self, ticket: Ticket, workshop: str, *, sealed: bool) -> WhyEnded | None:
        """Returns why a ticket of a workshop is not taken, or None if it is.

        A seal takes all sign-ins along. Nothing can be done at a sealed workshop any more, and
        whoever looks at its end may go on looking. Raises OperationalError.
        """
        ended_before = self._store.thread.run(self._ask, ticket, workshop, sealed)
        # After the library was asked: a sign-in may have ended meanwhile.
        for place in ("", workshop):
            ended = self._ended.get((ticket.sign_in, place))
            if ended is not None and ticket.made <= ended.until:
                return ended.code
        return ended_before

    def _ask(self, ticket: Ticket, workshop: str, sealed: bool) -> WhyEnded | None:
        hosted = self._store.settings.hosted
        with self._store.library.read() as session:
            if sealed:
                return has_left(session, ticket, workshop) if hosted else None
            return why_ended(session, ticket, workshop, hosted=hosted)
