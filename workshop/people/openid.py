"""Sign-ins that are under way at a provider of OpenID Connect, and whom it vouches for.

Who went there and has not come back is known in memory only: by `state`, and by what their browser
keeps, so that nobody can be signed in as somebody else by a link that they were sent.
"""

import hmac
import secrets
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal, Protocol

from sqlalchemy.orm import Session

from workshop.people.group_members import follow_groups, follow_operators, roles_by_groups
from workshop.people.members import ShutOut, by_subject
from workshop.people.sign_ins import Trade, sign_in_person
from workshop.rules.limits import NAME
from workshop.settings.provider_settings import OpenId
from workshop.storage.library_tables import Person, SignIn

PATIENCE = 600
"""Seconds in which somebody must come back from the provider."""
VOUCHED = 7
"""Days for which somebody stays signed in after a provider or a proxy has vouched for them."""
PROXY = "proxy"
"""Stands for the issuer of people whom a trusted proxy names."""
AT_ONCE = 10_000
"""The most sign-ins that are under way; the oldest give way."""
Step = Literal["state", "asking", "answer", "code", "token", "claims", "allowed"]
"""The step at which signing in can fail: the way back is unknown; the provider could not be asked;
its answer was a refusal, or another's; the code, the token or the claims were not good; the account
may not sign in here."""


class SignInFailed(Exception):
    """Signing in ends at a step. Holds no value that came from the provider: `why` is the kind of
    an exception."""

    def __init__(self, step: Step, why: str = "") -> None:
        super().__init__(step)
        self.step: Step = step
        self.why = why


@dataclass(frozen=True)
class UnderWay:
    """A sign-in that was begun: what the provider must give back, and in which browser."""

    state: str
    nonce: str
    verifier: str
    browser: str
    until: float


@dataclass(frozen=True)
class Begun:
    """The address to which a browser is sent, and the secret that it keeps meanwhile."""

    url: str
    browser: str


@dataclass(frozen=True)
class Claims:
    """Whom the provider vouches for: by `subject` for good, the rest as it says today."""

    issuer: str
    subject: str
    name: str
    email: str
    verified: bool
    """True if the provider says that the address is theirs."""
    groups: frozenset[str] = frozenset()
    """None if the provider says that there are too many to tell."""
    session: str = ""
    """The provider's name for the session that they have there, or ""."""


@dataclass(frozen=True)
class SessionEnded:
    """The end of sessions at the provider: one of somebody, or all of theirs if `session` is ""."""

    subject: str
    session: str


Asked = Literal["description", "keys"]
"""The parts of a provider that are asked for when the sign-in is tried."""


@dataclass(frozen=True)
class Tried:
    """A step of a trial of the sign-in; `why` is the kind of its fault, or "" for none."""

    asked: Asked
    why: str = ""


class Provider(Protocol):
    """A provider of OpenID Connect. Its methods may take seconds, and raise SignInFailed."""

    def begin(self, browser: str, now: float) -> Begun:
        """Begins a sign-in; `browser` is the secret of a browser that has begun one before."""

    def finish(self, answer: Mapping[str, str], browser: str, now: float) -> Claims:
        """Returns whom it vouches for, by the parameters with which a browser came back."""

    def ended(self, token: str, now: float) -> SessionEnded:
        """Returns which sessions have ended there, by a token that says so once."""

    def sign_out_url(self) -> str:
        """Returns the address at which people sign out there, or "" where there is none."""

    def try_out(self) -> list[Tried]:
        """Asks it anew for what a sign-in needs, up to the first fault. Raises nothing."""


class SignInsUnderWay:
    """The sign-ins of those who went to the provider and have not come back."""

    def __init__(self) -> None:
        self._begun: OrderedDict[str, UnderWay] = OrderedDict()

    def begin(self, browser: str, now: float) -> UnderWay:
        """Remembers somebody who goes; `browser` is the secret of a browser that went before."""
        one = UnderWay(
            state=secrets.token_urlsafe(24),
            nonce=secrets.token_urlsafe(24),
            verifier=secrets.token_urlsafe(48),
            # A browser may send anything, which would be kept here.
            browser=browser[:64] or secrets.token_urlsafe(24),
            until=now + PATIENCE,
        )
        self._begun[one.state] = one
        while len(self._begun) > AT_ONCE or next(iter(self._begun.values())).until < now:
            self._begun.popitem(last=False)
        return one

    def end(self, state: str, browser: str, now: float) -> UnderWay:
        """Returns what was begun, once. Raises SignInFailed."""
        one = self._begun.get(state)
        if one is None or not hmac.compare_digest(one.browser.encode(), browser.encode()):
            raise SignInFailed("state")
        del self._begun[state]
        if one.until < now:
            raise SignInFailed("state")
        return one


def check_allowed(openid: OpenId, claims: Claims) -> None:
    """Raises SignInFailed unless somebody may sign in here.

    An address counts only where the provider says that it is theirs.
    """
    domain = claims.email.rpartition("@")[2].lower()
    if openid.domains and not (claims.verified and domain in openid.domains):
        raise SignInFailed("allowed")


def sign_in_known(
    session: Session, openid: OpenId, claims: Claims, today: str
) -> tuple[Trade, list[ShutOut]]:
    """Signs in whom a provider vouches for; who comes for the first time gets a row.

    Returns also what they lose, where their groups do not give it any more.
    """
    row = _known(session, claims)
    lost = follow_groups(session, row.id, roles_by_groups(session, claims.groups, openid.groups))
    follow_operators(session, row, operates=_operates(openid, claims))
    return sign_in_vouched_for(session, row.id, today, claims.session), lost


def sign_in_named(session: Session, name: str, today: str) -> Trade:
    """Signs in somebody whom the trusted proxy names."""
    person = _known(session, Claims(PROXY, name, name[:NAME], "", verified=False))
    return sign_in_vouched_for(session, person.id, today)


def sign_in_vouched_for(
    session: Session, person: str, today: str, provider_session: str = ""
) -> Trade:
    """Signs somebody in for whom a provider or a proxy vouches today, and must again in some
    days."""
    traded = sign_in_person(session, person)
    row = session.get_one(SignIn, traded.grant.sign_in)
    row.until = (date.fromisoformat(today) + timedelta(VOUCHED)).isoformat()
    row.provider_session = provider_session
    return replace(traded, until=row.until)


def _known(session: Session, claims: Claims) -> Person:
    row = by_subject(session, claims.issuer, claims.subject)
    if row is None:
        row = Person(id=secrets.token_hex(8), issuer=claims.issuer, subject=claims.subject)
        session.add(row)
    # An address that nobody has checked must not let somebody be taken for its owner.
    row.name, row.email = claims.name, claims.email if claims.verified else ""
    session.flush()
    return row


def _operates(openid: OpenId, claims: Claims) -> bool:
    by_address = claims.verified and claims.email.lower() in openid.operators
    return by_address or bool(claims.groups & openid.operator_groups)
