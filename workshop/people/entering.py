"""Entering: what someone gives at the page that trades secrets, and when it ends.

The owner of a hosted server signs in by a secret of their own, and on a laptop by a printed link.
"""

import hmac
from dataclasses import dataclass

from sqlalchemy import delete
from sqlalchemy.orm import Session

from workshop.people.links import hashed
from workshop.people.members import OWNER
from workshop.people.sign_ins import SignInRefusal, Trade, Used, sign_in_person, trade
from workshop.storage.library import day_of
from workshop.storage.people_tables import Link, SignIn


@dataclass(frozen=True)
class Entering:
    """Someone at the page that trades secrets: what they gave, and who they are already.

    `own` is the secret of a hosted server, or "" where there is none.
    """

    secret: str
    own: str
    now: float
    present: bytes = b""
    """The sign-in that this browser has already, or none."""
    hosted: bool = True
    vouched: bool = False
    """True where a provider or a proxy says who people are."""


def is_known(session: Session, by: Entering) -> bool:
    """True if there is anything to trade: the secret of a hosted server, or a link's."""
    return _is_own(by) or session.get(Link, hashed(by.secret)) is not None


def _is_own(by: Entering) -> bool:
    return bool(by.own) and hmac.compare_digest(by.secret.encode(), by.own.encode())


def sign_in_by(session: Session, by: Entering) -> Trade | Used | SignInRefusal:
    """Trades the secret of a hosted server, or that of a link."""
    if _is_own(by):
        return sign_in_person(session, OWNER, _made_by(by.own))
    today = day_of(by.now)
    traded = trade(session, by.secret, today, by.present, hosted=by.hosted, vouched=by.vouched)
    if by.own and isinstance(traded, Trade) and traded.grant.kind == "facilitator":
        _end_with_secret(session, traded.grant.sign_in, by.own)
    return traded


def _end_with_secret(session: Session, sign_in: bytes, own: str) -> None:
    """Has the owner's sign-in by a printed link end like one by the secret."""
    row = session.get_one(SignIn, sign_in)
    if row.person == OWNER:
        row.link, row.secret = None, _made_by(own)


def _made_by(own: str) -> bytes:
    return hashed(f"the server's own secret {own}")


def end_former_secrets(session: Session, own: str) -> None:
    """Ends what earlier starts have given the owner: links that were printed and not used, and
    sign-ins by another secret than this one. Where there is a secret, every other sign-in of the
    owner ends with them, also one from when the data was a laptop's."""
    printed = (Link.kind == "facilitator", Link.person.is_(None))
    session.execute(delete(Link).where(*printed, *(() if own else (~Link.used,))))
    session.execute(
        delete(SignIn).where(
            SignIn.kind == "facilitator",
            SignIn.person.is_(None),
            SignIn.link.is_(None),
            SignIn.secret != _made_by(own),
        )
    )
