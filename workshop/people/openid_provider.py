"""A provider of OpenID Connect, asked by the rules of Authlib: description, code, token, claims.

Only a server that has a provider imports this. OpenID Connect Core 1.0, authorization code with
PKCE (RFC 7636), pushed authorization requests (RFC 9126), the issuer's own name in its answers
(RFC 9207).
"""

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from http.client import HTTPException
from typing import Any
from urllib.error import URLError
from urllib.parse import urljoin, urlsplit

from authlib.common.errors import AuthlibBaseError
from authlib.common.urls import add_params_to_uri
from authlib.oauth2.auth import ClientAuth
from authlib.oauth2.claims import JWTClaims
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from authlib.oidc.core import CodeIDToken
from joserfc import jws, jwt
from joserfc.errors import BadSignatureError, InvalidKeyIdError, JoseError
from joserfc.jwk import KeySet

from workshop.people.openid import (
    Begun,
    Claims,
    ProviderPart,
    SessionEnded,
    SignInFailed,
    SignInStep,
    SignInsUnderWay,
    Tried,
    UnderWay,
    exact_claim,
    groups_in,
    text_claim,
)
from workshop.people.provider_requests import ProviderRequests
from workshop.rules.limits import NAME_CHARS
from workshop.rules.pacing import Bucket
from workshop.rules.text import one_line
from workshop.settings.provider_settings import OpenId

LEEWAY = 60
"""Seconds by which the provider's clock and ours may differ."""
FRESH = 3600.0
"""Seconds after which the provider's description and keys are fetched again."""
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures with a key that only the provider has: never `none`, and none with our secret."""


class LongHeaders(jws.JWSRegistry):
    """Takes headers of tokens that hold the certificates of their key."""

    max_header_length = 16 * 1024


KEY_HEADERS = LongHeaders(algorithms=ALGORITHMS)
SHOWN_ADDRESSES = ("authorization_endpoint", "end_session_endpoint")
"""The addresses to which browsers are sent."""
WELL_KNOWN = "/.well-known/openid-configuration"
ANEW_A_SECOND, ANEW_AT_ONCE = 0.1, 10.0
"""How often keys are fetched anew for a key that is not known."""
LOGOUT = "http://schemas.openid.net/event/backchannel-logout"
LOGOUTS = 10_000
"""The most logout tokens that are remembered; a token is good for minutes."""
FORM_HEADERS = {"Content-Type": "application/x-www-form-urlencoded"}
FAULTS = (
    OSError, HTTPException, AuthlibBaseError, JoseError, LookupError, ValueError, TypeError,
    AttributeError, RecursionError,
)  # fmt: skip
"""All that a provider can cause, by saying nothing, or something that does not belong there."""


class OpenIdProvider:
    """The provider of this server's settings; `back` is the address to which it sends browsers, and
    `key` the server's own."""

    def __init__(self, openid: OpenId, back: str, key: bytes) -> None:
        self._openid = openid
        self._back = back
        groups = {openid.groups_claim} if openid.groups or openid.operator_groups else set()
        self._wanted = {"name", "email"} | groups
        self._under_way = SignInsUnderWay(key)
        self._logouts: dict[str, float] = {}
        """Used tokens, and until when each could be used again."""
        self._requests = ProviderRequests()
        self._described: tuple[float, dict[str, Any]] = (-FRESH, {})
        self._anew = Bucket(ANEW_A_SECOND, ANEW_AT_ONCE, time.monotonic())
        self._keys: tuple[float, KeySet | None] = (-FRESH, None)

    def begin(self, browser: str, now: float) -> Begun:
        """Begins a sign-in; `browser` is the secret of a browser that has begun one before."""
        with _failing("asking"):
            described = self._describe()
            one = self._under_way.begin(browser, now)
            at = described["authorization_endpoint"]
            url = prepare_grant_uri(
                at, self._openid.client, "code", self._back, self._openid.scopes, one.state,
                nonce=one.nonce, code_challenge=create_s256_code_challenge(one.verifier),
                code_challenge_method="S256",
            )  # fmt: skip
            pushed = described.get("pushed_authorization_request_endpoint")
            return Begun(self._push(pushed, at, url) if pushed else url, one.browser)

    def _push(self, pushed: str, at: str, url: str) -> str:
        """Gives the request to the provider itself; a browser carries only a name for it."""
        named = self._as_client(pushed, urlsplit(url).query)["request_uri"]
        asked = [("client_id", self._openid.client), ("request_uri", named)]
        return str(add_params_to_uri(at, asked))

    def finish(self, answer: Mapping[str, str], browser: str, now: float) -> Claims:
        """Returns whom it vouches for, by the parameters with which a browser came back."""
        begun = self._under_way.find(answer.get("state", ""), browser, now)
        with _failing("asking"):
            described = self._describe()
        self._check_answer(described, answer)
        with _failing("code"):
            form = prepare_token_request(
                "authorization_code", redirect_uri=self._back, code=answer["code"],
                code_verifier=begun.verifier,
            )  # fmt: skip
            given = self._as_client(described["token_endpoint"], form)
        with _failing("token"):
            token = self._token(given, begun, now)
        with _failing("claims"):
            claims = self._claims(token, described, given)
        self._under_way.end(begun, now)
        return claims

    def _as_client(self, url: str, form: str) -> Any:
        """Posts a form as the client that this server is to the provider."""
        offered = self._describe().get("token_endpoint_auth_methods_supported")
        by = "client_secret_basic"
        by = by if not offered or by in offered else "client_secret_post"
        auth = ClientAuth(self._openid.client, self._openid.secret, by)
        url, headers, form = auth.prepare("POST", url, {**FORM_HEADERS}, form)
        return self._requests.ask(url, form, headers)

    def _describe(self, *, anew: bool = False) -> dict[str, Any]:
        """The provider's description of itself (OpenID Connect Discovery 1.0)."""
        if self._openid.description:
            return dict(self._openid.description)
        since, described = self._described
        if anew or time.monotonic() - since >= FRESH:
            described = self._requests.ask(self._openid.issuer.rstrip("/") + WELL_KNOWN)
            if described["issuer"] != self._openid.issuer:
                raise ValueError("the description is another provider's")
            ends = (described.get(name, "https://") for name in SHOWN_ADDRESSES)
            if not all(str(one).startswith("https://") for one in ends):
                raise ValueError("an address is not encrypted")
            self._described = time.monotonic(), described
        return described

    def _check_answer(self, described: Mapping[str, Any], answer: Mapping[str, str]) -> None:
        says_who = described.get("authorization_response_iss_parameter_supported") is True
        who = answer.get("iss", None if says_who else self._openid.issuer)
        if who != self._openid.issuer or "error" in answer or not answer.get("code"):
            raise SignInFailed("answer")

    def _token(self, given: Mapping[str, Any], begun: UnderWay, now: float) -> CodeIDToken:
        """Checks the identity token as OpenID Connect Core 3.1.3.7 says."""
        decoded = self._decode(given["id_token"])
        must = {"iss": self._openid.issuer, "aud": self._openid.client}
        token = CodeIDToken(
            decoded.claims,
            decoded.header,
            {claim: {"essential": True, "value": value} for claim, value in must.items()},
            {
                "client_id": self._openid.client,
                "nonce": begun.nonce,
                "access_token": given.get("access_token"),
            },
        )
        token.validate(int(now), LEEWAY)
        return token

    def _decode(self, token: str) -> jwt.Token:
        """Checks the signature. A key that is not known may be a new one: they are fetched anew,
        once."""
        try:
            return _decoded(token, self._key_set())
        except (InvalidKeyIdError, BadSignatureError):
            # Anybody can make up a token, and must not have this server ask for keys at will.
            if not self._anew.take(time.monotonic()):
                raise
            return _decoded(token, self._key_set(anew=True))

    def _key_set(self, *, anew: bool = False) -> KeySet:
        since, keys = self._keys
        if keys is None or anew or time.monotonic() - since >= FRESH:
            keys = KeySet.import_key_set(self._requests.ask(self._describe()["jwks_uri"]))
            self._keys = time.monotonic(), keys
        return keys

    def _claims(
        self, token: CodeIDToken, described: Mapping[str, Any], given: Mapping[str, Any]
    ) -> Claims:
        """Many providers say in a token only who somebody is, and the rest when asked."""
        said = dict(token)
        asked = described.get("userinfo_endpoint")
        if asked and not self._wanted <= said.keys():
            by = {"Authorization": f"Bearer {given['access_token']}"}
            more = self._requests.ask(asked, headers=by)
            if more["sub"] != said["sub"]:
                raise ValueError("the claims are somebody else's")
            said = {**more, **said}
        email = exact_claim(said, "email")
        if email != one_line(email):
            raise ValueError("an address could be taken for another")
        name = text_claim(said, "name") or text_claim(said, "preferred_username") or email
        if not name or not exact_claim(said, "sub"):
            raise ValueError("nobody can be told by these claims")
        verified = said.get("email_verified") is True
        groups = groups_in(said, self._openid.groups_claim)
        session = exact_claim(token, "sid")
        return Claims(
            self._openid.issuer, said["sub"], name[:NAME_CHARS], email, verified, groups, session
        )

    def ended(self, token: str, now: float) -> SessionEnded:
        """Returns which sessions have ended there (OpenID Connect Back-Channel Logout 1.0, 2.6)."""
        with _failing("token"):
            decoded = self._decode(token)
            must = {"iss": self._openid.issuer, "aud": self._openid.client}
            options: dict[str, dict[str, object]] = {
                claim: {"essential": True, "value": value} for claim, value in must.items()
            }
            options |= {claim: {"essential": True} for claim in ("iat", "exp", "jti", "events")}
            said = JWTClaims(decoded.claims, decoded.header, options)
            said.validate(int(now), LEEWAY)
            # Without a nonce, so that no token of a sign-in can be taken for one of these.
            if LOGOUT not in said["events"] or "nonce" in said:
                raise ValueError("the token says something else")
            one = SessionEnded(exact_claim(said, "sub"), exact_claim(said, "sid"))
            if not (one.subject or one.session):
                raise ValueError("the token says of nobody that they have left")
            self._note_logout(exact_claim(said, "jti"), float(said["exp"]) + LEEWAY, now)
            return one

    def _note_logout(self, token: str, until: float, now: float) -> None:
        """Remembers a token for as long as it is good. Raises ValueError if it was used before."""
        self._logouts = {one: end for one, end in self._logouts.items() if end >= now}
        if token in self._logouts or len(self._logouts) >= LOGOUTS:
            raise ValueError("the token was used before")
        self._logouts[token] = until

    def try_out(self) -> list[Tried]:
        """Asks it anew for what a sign-in needs, up to the first fault."""
        steps: dict[ProviderPart, Callable[[], object]] = {
            "description": lambda: self._describe(anew=True),
            "keys": lambda: self._key_set(anew=True),
        }
        done: list[Tried] = []
        for asked, ask in steps.items():
            try:
                with _failing("asking"):
                    ask()
            except SignInFailed as fault:
                return [*done, Tried(asked, fault.why)]
            done.append(Tried(asked))
        return done

    def sign_out_url(self) -> str:
        """Returns the address at which people sign out there, or "" where there is none."""
        with _failing("asking"):
            at = self._describe().get("end_session_endpoint")
            after = urljoin(self._back, "/enter")
            asked = [("client_id", self._openid.client), ("post_logout_redirect_uri", after)]
            return str(add_params_to_uri(at, asked)) if at else ""


def _decoded(token: str, keys: KeySet) -> jwt.Token:
    """Checks the signature by the key that a token names; by each where it names none, as that of a
    provider may which has one key, and two for a while after it was changed."""
    if jws.extract_compact(token.encode(), registry=KEY_HEADERS).headers().get("kid"):
        return jwt.decode(token, keys, registry=KEY_HEADERS)
    for key in keys:
        with suppress(JoseError):
            return jwt.decode(token, key, registry=KEY_HEADERS)
    raise BadSignatureError


@contextmanager
def _failing(step: SignInStep) -> Iterator[None]:
    """Forgets how it went wrong but for its kind: the text of a fault may quote a token, a code or
    a claim."""
    try:
        yield
    except FAULTS as fault:
        inner = fault.reason if isinstance(fault, URLError) else None
        cause = inner if isinstance(inner, Exception) else fault
        raise SignInFailed(step, type(cause).__name__) from None
