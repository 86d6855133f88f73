"""Sign-ins: what a link was traded for, and what the browser that holds its cookie may do."""

import secrets
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import ColumnElement, delete, func, select, update
from sqlalchemy.orm import Session

from workshop.people.desk_log import Said, note
from workshop.people.invitations import INVITATION, SAME_PERSON, accept_invitation, may_invite_again
from workshop.people.links import Handover, hashed
from workshop.people.members import (
    EVERY_RIGHT,
    NO_RIGHT,
    OWNER,
    Rights,
    add_person,
    is_operator,
    leads_workshop,
    rights_of,
)
from workshop.storage.people_tables import LENT_KINDS, TEAM_LINK, Link, Person, SignIn

OWNERS = ("facilitator", "recovery", "handover")
"""The links by which a browser has a desk to itself: it makes links, and takes them back."""
LEADERS = (*OWNERS, "helper")
"""The links by which a browser leads a workshop at its desk."""


SignInRefusal = Literal["unknown", "sign_in_first"]
"""There is no such link, or no more; or it is an invitation for people who have signed in."""
MOST_BROWSERS, MOST_READERS = 50, 1000
"""The most browsers in which somebody is signed in, or that came by one link to a desk or a screen;
and the most that came by one link to read. The others have to come again."""


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
    renews: bool = False
    """True if the browser keeps its cookie as long as it is used: the sign-in has no last day."""


@dataclass(frozen=True)
class Used:
    """A one-time link that has been used: what it led to, for the browser that used it."""

    kind: str
    workshop: str


@dataclass(frozen=True)
class Trade:
    """The rights that a link was traded for, the cookie's token, and its last day `until` or "".

    `ended` are sign-ins that have given way to this one: what is open with them must end.
    """

    grant: Grant
    token: str
    handover: Handover | None = None
    until: str = ""
    ended: tuple[bytes, ...] = ()


def trade(
    session: Session,
    secret: str,
    today: str,
    present: bytes = b"",
    *,
    hosted: bool = True,
    vouched: bool = False,
) -> Trade | Used | SignInRefusal:
    """Trades a link's secret for a cookie's token; a one-time link works once.

    `present` is the sign-in of somebody who accepts an invitation as who they are already. Where
    a provider or a proxy says who people are (`vouched`), only an operator's invitation is accepted
    without one.
    """
    link = session.get(Link, hashed(secret))
    # On a laptop, where a hosted server's data may come back to, there is nothing to be invited to.
    if link is None or _is_over(link, today) or (link.kind == INVITATION and not hosted):
        return "unknown"
    if link.role == SAME_PERSON and not _still_again(session, link, vouched=vouched):
        return "unknown"
    known = _known(session, present)
    if vouched and not known and _is_for_known(session, link):
        return "sign_in_first"
    unused = update(Link).where(Link.hash == link.hash, ~Link.used).values(used=True)
    # Two browsers that trade the same link at once: only one update finds it unused.
    first = session.execute(unused).rowcount > 0  # type: ignore[attr-defined]
    if link.one_time and not first:
        if link.kind == INVITATION:
            return Used("facilitator", "")
        return Used(link.kind, link.workshop)
    if link.kind == INVITATION:
        return _accepted(session, link, known, today)
    return _traded(session, link)


def _still_again(session: Session, link: Link, *, vouched: bool) -> bool:
    """True if who made the link may still make it: the person may have more rights by now."""
    return link.used or may_invite_again(session, link.person, link.workshop, vouched=vouched)


def _is_for_known(session: Session, link: Link) -> bool:
    """True for an invitation by a lead, who could else open it in a private window, and become
    somebody whom the provider does not know and cannot shut out."""
    unused_invitation = link.kind == INVITATION and not link.used
    return unused_invitation and not is_operator(session, link.person)


def _known(session: Session, present: bytes) -> SignIn | None:
    """The sign-in of somebody whom this server knows, or None."""
    row = session.get(SignIn, present)
    known = row and (row.person == OWNER or session.get(Person, row.person))
    return row if known else None


def _accepted(session: Session, link: Link, present: SignIn | None, today: str) -> Trade:
    if link.role == SAME_PERSON:
        return _signed_in_again(session, link.workshop)
    invited = present.person if present else add_person(session, link.label)
    accept_invitation(session, link, invited)
    if link.team:
        row = session.get(Person, invited)
        note(session, today, Said(link.team, "", "joined", about=row.name if row else ""))
    traded = sign_in_person(session, invited)
    if not present:
        return traded
    # A sign-in lasts no longer for an invitation, and ends where the one before would have.
    new = session.get_one(SignIn, traded.grant.sign_in)
    new.until, new.provider_session = present.until, present.provider_session
    return replace(traded, until=new.until)


def _signed_in_again(session: Session, person: str) -> Trade:
    """Signs somebody in here and nowhere else: a lead who has opened such a link in their own
    browser is nobody there once the person comes back, and so gets no rights that come later."""
    before = tuple(session.scalars(select(SignIn.hash).where(SignIn.person == person)))
    session.execute(delete(SignIn).where(SignIn.hash.in_(before)))
    return replace(sign_in_person(session, person), ended=before)


def _traded(session: Session, link: Link) -> Trade:
    handover = Handover(link.giver, link.leaves) if link.giver else None
    if handover and handover.leaves:
        session.execute(delete(SignIn).where(SignIn.hash == handover.giver))
    link.until = "" if link.one_time else link.until  # the last day was that of using it
    # What a link's maker may do, its holder may not: only who signed in is somebody here.
    person = link.person if link.kind == "facilitator" else OWNER
    new = SignIn(kind=link.kind, workshop=link.workshop, link=link.hash, person=person)
    token, row = _sign_in(session, new)
    grant = Grant(link.kind, link.workshop, row.hash, team=_opens(link))
    return Trade(grant, token, handover, link.until, _make_room(session, row))


def _is_over(one: Link | SignIn, today: str) -> bool:
    return bool(one.until) and one.until < today


def sign_in_person(session: Session, person: str, secret: bytes = b"") -> Trade:
    """Signs somebody in; `secret` is the mark of what they came by, if the sign-in ends with it."""
    new = SignIn(kind="facilitator", workshop="", person=person, secret=secret)
    token, row = _sign_in(session, new)
    grant = Grant("facilitator", "", row.hash, person=person)
    return Trade(grant, token, ended=_make_room(session, row))


def who(session: Session, token: str, today: str, *, hosted: bool) -> Grant | None:
    """Returns what a cookie's holder may do, or None if it is unknown or its link is over."""
    row = session.get(SignIn, hashed(token))
    if row is None or not (hosted or row.person == OWNER):
        return None
    link = session.get(Link, row.link) if row.link else None
    if _is_over(row, today) or (link and _is_over(link, today)):
        return None
    return replace(_grant(session, row, hosted=hosted), team=_opens(link))


def _opens(link: Link | None) -> str:
    return link.team if link and link.kind == TEAM_LINK else ""


def _grant(session: Session, row: SignIn, *, hosted: bool, handed: int = 0) -> Grant:
    rights = NO_RIGHT
    if row.kind == "facilitator":
        rights = rights_of(session, row.person) if hosted else EVERY_RIGHT
    renews = hosted and not row.until and row.kind not in LENT_KINDS
    return Grant(row.kind, row.workshop, row.hash, handed, row.person, rights, renews=renews)


def who_leads(
    session: Session, token: str, workshop: str, today: str, *, hosted: bool
) -> Grant | None:
    """Like `who`, but only for a holder who leads this workshop; else None."""
    found = session.scalar(
        select(SignIn).where(
            SignIn.hash == hashed(token),
            SignIn.workshop.in_(("", workshop)),
            SignIn.kind.in_(LEADERS),
        )
    )
    if found is None or not still_leads(session, found, workshop, today, hosted=hosted):
        return None
    handed = handed_away(session, found.hash, Link.workshop == workshop)
    return _grant(session, found, hosted=hosted, handed=handed)


def still_leads(session: Session, row: SignIn, workshop: str, today: str, *, hosted: bool) -> bool:
    """True if the holder of a sign-in still leads a workshop.

    A guest leads by a link; somebody who signed in, by belonging to the workshop's team, as long
    as their sign-in lasts.

    On a laptop everything is the owner's, and people of a hosted server's data are nobody.
    """
    if _is_over(row, today):
        return False
    if row.workshop or not hosted:
        return row.person == OWNER
    return leads_workshop(session, row.person, workshop)


def handed_away(session: Session, sign_in: bytes, where: ColumnElement[bool]) -> int:
    """Counts the used links with which a sign-in gave a desk away."""
    given = select(func.count()).where(Link.giver == sign_in, Link.used, where)
    return session.scalar(given) or 0


def _sign_in(session: Session, row: SignIn) -> tuple[str, SignIn]:
    token = secrets.token_urlsafe(32)
    row.hash = hashed(token)
    session.add(row)
    session.flush()
    return token, row


def _make_room(session: Session, new: SignIn) -> tuple[bytes, ...]:
    """Ends the sign-ins of somebody, or by a link, that are too many beside a new one; gives those
    with which something may be open.

    Those that have the fewest days left go first, and else any: no time of a sign-in is kept.
    """
    one = SignIn.person if new.kind == "facilitator" else SignIn.link
    same = one.is_not_distinct_from(getattr(new, one.key))
    theirs = select(SignIn.hash).where(same, SignIn.kind == new.kind, SignIn.hash != new.hash)
    longest = theirs.order_by((SignIn.until == "").desc(), SignIn.until.desc(), SignIn.hash)
    most = MOST_READERS if new.kind in LENT_KINDS else MOST_BROWSERS
    over = tuple(session.scalars(longest.offset(most - 1)))
    session.execute(delete(SignIn).where(SignIn.hash.in_(over)))
    return () if new.kind in LENT_KINDS else over
