"""Links that sign somebody in: how they are made, listed and taken back. Only hashes are kept.

Links to a summary are made after the seal, which has ended all other links. They open the summary
and nothing else until their last day, for a thousand browsers at most. So do links to what a
team has taken on and not settled.
"""

import base64
import hashlib
import secrets
from dataclasses import dataclass
from typing import Literal, get_args

from sqlalchemy import case, delete, func, select
from sqlalchemy.orm import Session

from workshop.storage.keyring import Keys
from workshop.storage.library import end_lent_links
from workshop.storage.people_tables import LENT_KINDS, SUMMARY_LINK, TEAM_LINK, Link, SignIn
from workshop.storage.story_tables import Contribution

CONTRIBUTOR: Literal["contributor"] = "contributor"
"""The kind of these links; each leads to one contribution, by its id."""
TELLING_DAYS = 60
"""Days after which an invitation to tell a story ends, opened or not, if nothing has come."""


def invitation_link(session: Session, contribution: str, until: str) -> str:
    """Returns the secret of a new link to tell a story, which works once, until the end of a day.

    It is nobody's: it stays good when its maker leaves, as the invitation does.
    """
    secret = make_link(session, CONTRIBUTOR, contribution, one_time=True)
    session.get_one(Link, hashed(secret)).until = until
    session.flush()
    return secret


def end_contributor_links(session: Session, contribution: str) -> None:
    """Ends all links to a contribution, and every sign-in made with one."""
    mine = (Link.kind == CONTRIBUTOR, Link.workshop == contribution)
    session.execute(delete(Link).where(*mine))


def end_receipts_of_withdrawn(session: Session, today: str) -> None:
    """Ends the links to withdrawn stories whose receipts have had their last day."""
    row = Contribution
    over = (row.status == "withdrawn", row.keep_until != "", row.keep_until < today)
    theirs = (Link.kind == CONTRIBUTOR, Link.workshop.in_(select(row.id).where(*over)))
    session.execute(delete(Link).where(*theirs))


DeskLink = Literal["helper", "recovery", "handover"]
"""The kinds of links that open the desk of one workshop."""
LinkKind = Literal["facilitator", "projector", "leader", "contributor"] | DeskLink
OwnKind = Literal["projector", "leader"]
SECRET_BYTES = 16


@dataclass(frozen=True)
class Handover:
    """A desk that changed hands: the sign-in that gave it, and whether that has ended with it."""

    giver: bytes
    leaves: bool


@dataclass(frozen=True)
class KeptLink:
    """A link to a summary as it is listed: `id` finds it again and opens nothing.

    `spent` says that nobody can come by it any more; `signed_in` is how many browsers have come
    by it and are still let in.
    """

    id: str
    kind: str
    label: str
    one_time: bool
    used: bool
    spent: bool
    signed_in: int
    mine: bool
    """True if the browser that asks has come by this link."""


def make_link(
    session: Session,
    kind: LinkKind,
    workshop: str,
    one_time: bool,
    label: str = "",
    handover: Handover | None = None,
    person: str = "",
) -> str:
    """A new link's secret, made by somebody who has signed in, or by "" for the owner."""
    secret = secrets.token_urlsafe(24)
    given = handover or Handover(b"", leaves=False)
    session.add(
        Link(
            hash=hashed(secret), kind=kind, workshop=workshop, one_time=one_time, label=label,
            giver=given.giver, leaves=given.leaves, person=person,
        )
    )  # fmt: skip
    session.flush()
    return secret


def links_of(session: Session, workshop: str, sign_in: bytes = b"") -> list[KeptLink]:
    """All links of a workshop, as somebody sees them who came by this sign-in."""
    mine = case((SignIn.hash == sign_in, 1), else_=0)
    counted = (
        select(SignIn.link, func.count().label("browsers"), func.max(mine))
        .where(SignIn.workshop == workshop)
        .group_by(SignIn.link)
    )
    browsers = {link: (count, bool(own)) for link, count, own in session.execute(counted)}
    rows = session.scalars(
        select(Link).where(Link.workshop == workshop).order_by(Link.kind, Link.label, Link.hash)
    )
    return [_kept(row, *browsers.get(row.hash, (0, False))) for row in rows]


def _kept(row: Link, signed_in: int, mine: bool) -> KeptLink:
    spent = row.one_time and row.used
    return KeptLink(
        row.hash.hex(), row.kind, row.label, row.one_time, row.used, spent, signed_in, mine
    )


def end_link(session: Session, opens: str, id_: str) -> list[bytes] | None:
    """Ends a link with the sign-ins made with it, and returns these; None without such a link.

    `opens` is the workshop that it opens, or the team.
    """
    row = session.get(Link, bytes.fromhex(id_)) if _is_hash(id_) else None
    if row is None or opens != (row.team if row.kind == TEAM_LINK else row.workshop):
        return None
    made_with = SignIn.link == row.hash
    ended = list(session.scalars(select(SignIn.hash).where(made_with)))
    session.delete(row)
    session.flush()
    if row.kind in get_args(OwnKind):
        _remember_taken_back(session, row.kind, opens)
    return ended


def end_unused_link(session: Session, opens: str, id_: str) -> None:
    """Ends a link of a workshop by which nobody has come."""
    row = session.get(Link, bytes.fromhex(id_))
    if row is not None and not row.used:
        end_link(session, opens, id_)


def own_link(session: Session, keys: Keys, kind: OwnKind, workshop: str) -> str:
    """The secret of the program's own link, the same after each start; "" once taken back."""
    known = known_own_link(session, keys, kind, workshop)
    return _make_own(session, keys, kind, workshop) if known is None else known


def known_own_link(session: Session, keys: Keys, kind: OwnKind, workshop: str) -> str | None:
    """Returns the secret of the program's own link where it was made already; else None."""
    own = select(Link).where(Link.kind == kind, Link.workshop == workshop)
    rows = list(session.scalars(own))
    seeded = next((row for row in rows if row.seed), None)
    if seeded is not None:
        return _secret(keys, kind, seeded.seed)
    return "" if any(row.used and row.one_time for row in rows) else None


def renew_own(session: Session, keys: Keys, kind: OwnKind, workshop: str) -> list[bytes]:
    """Makes the program's own link anew; returns the sign-ins that end with the old one."""
    ended = revoke(session, kind, workshop)
    _make_own(session, keys, kind, workshop)
    return ended


def _make_own(session: Session, keys: Keys, kind: OwnKind, workshop: str) -> str:
    seed = secrets.token_bytes(SECRET_BYTES)
    secret = _secret(keys, kind, seed)
    session.add(
        Link(hash=hashed(secret), kind=kind, workshop=workshop, one_time=False, seed=seed)
    )  # fmt: skip
    session.flush()
    return secret


def _secret(keys: Keys, kind: OwnKind, seed: bytes) -> str:
    """Made by K: without it the seed opens nothing, and with K it is gone."""
    return base64.urlsafe_b64encode(keys.mark("link", kind, seed)).decode().rstrip("=")


def _remember_taken_back(session: Session, kind: str, workshop: str) -> None:
    """Notes that the program's own link was taken back: the next start would make it anew."""
    session.add(
        Link(hash=secrets.token_bytes(32), kind=kind, workshop=workshop, one_time=True, used=True)
    )
    session.flush()


def _is_hash(text: str) -> bool:
    return len(text) == 64 and text.isascii() and all(one in "0123456789abcdef" for one in text)


def maker(session: Session, sign_in: bytes) -> str:
    """Returns the person whom the links of a sign-in end with: for a guest, who let them in."""
    row = session.get(SignIn, sign_in)
    if row is None or row.kind == "facilitator":
        return row.person if row else ""
    link = session.get(Link, row.link)
    return link.person if link else ""


def revoke(session: Session, kind: LinkKind, workshop: str) -> list[bytes]:
    """Ends all links of a kind, and every sign-in made with one; gives those sign-ins."""
    mine = (SignIn.kind == kind, SignIn.workshop == workshop)
    ended = list(session.scalars(select(SignIn.hash).where(*mine)))
    session.execute(delete(Link).where(Link.kind == kind, Link.workshop == workshop))
    return ended


def leads_to(session: Session, workshop: str) -> bool:
    """True if any link still leads to a workshop; those to its summary do not count."""
    to = select(Link.hash).where(Link.workshop == workshop, Link.kind != SUMMARY_LINK)
    return session.scalar(to.limit(1)) is not None


def opens_receipt(session: Session, contribution: str) -> bool:
    """True if a link is left that leads a contributor back to their story."""
    back = (Link.kind == "contributor", Link.workshop == contribution, Link.one_time.is_(False))
    return session.scalar(select(Link.hash).where(*back).limit(1)) is not None


def hashed(secret: str) -> bytes:
    """Returns what is kept of a secret."""
    return hashlib.sha256(secret.encode()).digest()


@dataclass(frozen=True)
class LentLink:
    """A link as it is listed: `id` finds it again and opens nothing."""

    id: str
    label: str
    until: str
    signed_in: int


def lend(session: Session, workshop: str, label: str, until: str, person: str = "") -> str:
    """The secret of a new link to a summary, good until the end of this day."""
    return _lend(session, Link(kind=SUMMARY_LINK, workshop=workshop), label, until, person)


def lend_team(session: Session, team: str, label: str, until: str, person: str = "") -> str:
    """The secret of a new link to a team's open commitments, good until the end of this day."""
    return _lend(session, Link(kind=TEAM_LINK, workshop="", team=team), label, until, person)


def _lend(session: Session, link: Link, label: str, until: str, person: str) -> str:
    secret = secrets.token_urlsafe(24)
    link.hash, link.one_time = hashed(secret), False
    link.label, link.until, link.person = label, until, person
    session.add(link)
    session.flush()
    return secret


def lent(session: Session, opens: str) -> list[LentLink]:
    """The links to a summary, or to a team's open commitments, by their last day."""
    browsers = (
        select(func.count()).where(SignIn.link == Link.hash).correlate(Link).scalar_subquery()
    )
    rows = session.execute(
        select(Link.hash, Link.label, Link.until, browsers)
        .where(Link.kind.in_(LENT_KINDS), (Link.workshop == opens) | (Link.team == opens))
        .order_by(Link.until, Link.label, Link.hash)
    )
    return [LentLink(hash_.hex(), label, until, count) for hash_, label, until, count in rows]


def end_overdue(session: Session, today: str) -> list[bytes]:
    """Ends the links that many may use whose last day is over, with the sign-ins made with one, and
    the sign-ins of those for whom nobody has vouched since; returns these."""
    end_lent_links(session, Link.until < today)
    over = (SignIn.until != "", SignIn.until < today)
    ended = list(session.scalars(select(SignIn.hash).where(*over)))
    session.execute(delete(SignIn).where(*over))
    return ended
