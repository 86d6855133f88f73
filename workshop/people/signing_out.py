"""Signing out: in a browser, and from the provider's side."""

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from workshop.people.openid import SessionEnded
from workshop.storage.people_tables import Person, SignIn


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
