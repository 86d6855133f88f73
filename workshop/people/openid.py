"""Sign-ins that are under way at a provider of OpenID Connect, and whom it vouches for.

Who went there and has not come back is known by `state` and by what their browser keeps, so that
nobody can be signed in as somebody else by a link that they were sent.
"""

import hmac
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal, Protocol

from sqlalchemy.orm import Session

from workshop.people.group_members import follow_groups, follow_operators, roles_by_groups
from workshop.people.members import ShutOut, by_subject
from workshop.people.sign_ins import Trade, sign_in_person
from workshop.rules.limits import NAME_CHARS
from workshop.rules.text import one_line
from workshop.settings.provider_settings import OpenId
from workshop.storage.people_tables import Person, SignIn

SIGN_IN_S = 600
"""Seconds in which somebody must come back from the provider."""
VOUCHED = 7
"""Days for which somebody stays signed in after a provider or a proxy has vouched for them."""
PROXY_ISSUER = "proxy"
"""Stands for the issuer of people whom a trusted proxy names."""
MOST_USED = 10_000
"""The most sign-ins that are remembered as used; the oldest give way."""
SignInStep = Literal["state", "asking", "answer", "code", "token", "claims", "allowed"]
"""The step at which signing in can fail: the way back is unknown; the provider could not be asked;
its answer was a refusal, or another's; the code, the token or the claims were not good; the account
may not sign in here."""


class SignInFailed(Exception):
    """Signing in ends at a step. Holds no value that came from the provider: `why` is the kind of
    an exception."""

    def __init__(self, step: SignInStep, why: str = "") -> None:
        super().__init__(step)
        self.step: SignInStep = step
        self.why = why


@dataclass(frozen=True)
class UnderWay:
    """A sign-in that was begun: what the provider must give back, and in which browser."""

    state: str
    nonce: str
    verifier: str
    browser: str
    until: int


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


ProviderPart = Literal["description", "keys"]
"""The parts of a provider that are asked for when the sign-in is tried."""


@dataclass(frozen=True)
class Tried:
    """A step of a trial of the sign-in; `why` is the kind of its fault, or "" for none."""

    asked: ProviderPart
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
    """The sign-ins of those who went to the provider. Nothing is kept of who has not come back.

    All that must be known again follows from the server's key, the `state` that the provider gives
    back, and the secret in the browser's cookie. So strangers who begin one leave nothing here, a
    restart ends none, and each process of a server knows those that another has begun.
    """

    def __init__(self, key: bytes) -> None:
        """`key`: the server's own."""
        self._key = hmac.digest(key, b"sign-ins under way", "sha256")
        self._used: dict[str, float] = {}
        """The states by which somebody has come back, and until when each would be good."""

    @property
    def remembered(self) -> int:
        """How many are remembered as used."""
        return len(self._used)

    def begin(self, browser: str, now: float) -> UnderWay:
        """Begins one; `browser` is the secret of a browser that went before."""
        # A browser may send anything, which would come back to it with each page.
        browser = browser[:64] or secrets.token_urlsafe(24)
        until = int(now) + SIGN_IN_S
        begun = f"{until}.{secrets.token_urlsafe(24)}"
        state = f"{begun}.{self._derived('state', begun, browser)}"
        return self._under_way(state, browser, until)

    def find(self, state: str, browser: str, now: float) -> UnderWay:
        """Returns what was begun. Raises SignInFailed where it was not, is over, or was used."""
        begun, _, mark = state.rpartition(".")
        right = self._derived("state", begun, browser)
        if not hmac.compare_digest(mark.encode(), right.encode()):
            raise SignInFailed("state")
        one = self._under_way(state, browser, int(begun.partition(".")[0]))
        if one.until < now or state in self._used:
            raise SignInFailed("state")
        return one

    def end(self, one: UnderWay, now: float) -> None:
        """Remembers that somebody came back, for whom the provider vouches. Raises SignInFailed
        where they came twice at once.

        Another process does not hear of it: there, as here when too many have come, it is the
        provider who takes its code only once.
        """
        self._used = {state: until for state, until in self._used.items() if until >= now}
        if one.state in self._used:
            raise SignInFailed("state")
        while len(self._used) >= MOST_USED:
            self._used.pop(next(iter(self._used)))
        self._used[one.state] = one.until

    def _under_way(self, state: str, browser: str, until: int) -> UnderWay:
        nonce, verifier = (self._derived(part, state, browser) for part in ("nonce", "verifier"))
        return UnderWay(state, nonce, verifier, browser, until)

    def _derived(self, part: Literal["state", "nonce", "verifier"], of: str, browser: str) -> str:
        """Returns a secret that only this server can make, as 43 characters (RFC 7636, 4.1)."""
        # First a key for each browser: what it sends could else be moved into what follows.
        own = hmac.digest(self._key, browser.encode(), "sha256")
        made = hmac.digest(own, f"{part} {of}".encode(), "sha256")
        return urlsafe_b64encode(made).rstrip(b"=").decode()


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
    person = _known(session, Claims(PROXY_ISSUER, name, name[:NAME_CHARS], "", verified=False))
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


CLAIM_CHARS = 255
"""Characters of a claim, `sub` included."""


def groups_in(said: Mapping[str, Any], claim: str) -> frozenset[str]:
    """Returns somebody's groups. Entra ID names none where there are more than 200: that counts as
    none, or else whoever makes groups of their own would keep what they were given."""
    found = said.get(claim)
    if found is None:
        return frozenset()
    groups = [found] if isinstance(found, str) else found
    if not isinstance(groups, list) or not all(isinstance(one, str) for one in groups):
        raise ValueError("the groups are no list of names")
    return frozenset(groups)


def exact_claim(said: Mapping[str, Any], claim: str) -> str:
    """Returns a claim that is compared: it stays as it was said."""
    found = said.get(claim, "")
    if not isinstance(found, str) or len(found) > CLAIM_CHARS:
        raise ValueError("a claim is no text, or too long")
    return found


def text_claim(said: Mapping[str, Any], claim: str) -> str:
    """Returns a claim that people read."""
    return one_line(exact_claim(said, claim))
