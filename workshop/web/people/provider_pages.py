"""Signing in at a provider of OpenID Connect: going there, and coming back."""

import hmac
import logging
from collections.abc import Callable
from typing import TypeVar

import gevent
from flask import Blueprint, Response, abort, redirect, request
from gevent.lock import BoundedSemaphore
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.ended_sign_ins import end_sessions, sign_out
from workshop.people.openid import (
    SIGN_IN_S,
    Provider,
    ProviderPart,
    SignInFailed,
    SignInStep,
    Tried,
    check_allowed,
    sign_in_known,
    sign_in_named,
)
from workshop.people.teams import team_is_named
from workshop.rules.agenda import message as _
from workshop.rules.text import one_line
from workshop.settings.provider_settings import OpenId
from workshop.storage.library import day_of
from workshop.web.error_pages import ENTERED, error_page
from workshop.web.forms import Form, pressed
from workshop.web.guarding.access import (
    FROM_SERVERS,
    delete_cookie,
    keep_grant,
    need_operator,
    need_reader,
)
from workshop.web.page_language import translate
from workshop.web.people.members_page import end_desks, hosted_only
from workshop.web.rendering import page
from workshop.web.services import reads_all, services, writes_all

SIGN_IN_PATH = "/desk/sign-in"
BACK = f"{SIGN_IN_PATH}/back"
"""The address to which the provider sends people back; it is told this beforehand."""
blueprint = Blueprint("provider", __name__, url_prefix=SIGN_IN_PATH)
COOKIE = "__Secure-provider"
SECRET = "X-Workshop-Proxy-Secret"
"""The header by which a trusted proxy is known."""
PROVIDER_LIMIT_S, SIGN_INS_AT_ONCE = 10.0, 8
"""Seconds for all that is asked of the provider, and how many ask at once in each kind of turn."""
SIGN_IN_FAILED = _("You are not signed in")
SIGN_IN_WORDS: dict[SignInStep, str] = {
    "state": _(
        "This sign-in was started in another browser or more than ten minutes ago, or it has "
        "already been used. Start again from the sign-in page."
    ),
    "asking": _("The sign-in provider could not be reached, or its answer could not be used."),
    "answer": _("The sign-in provider did not let you in."),
    "code": _("The sign-in provider refused the code that it had sent with you."),
    "token": _("The sign-in provider’s token did not pass a check."),
    "claims": _("The sign-in provider did not say who you are."),
    "allowed": _(
        "The sign-in provider knows you, but this account may not sign in here. Sign out there to "
        "use another account, or ask the person who runs this server."
    ),
}
"""The sentence for each step at which it fails. None holds anything of the provider's."""
OWN_FAULT: tuple[SignInStep, ...] = ("state", "answer", "allowed")
"""The steps at which the fault is neither the provider's nor this server's."""
SAYS_WHAT_TO_DO: tuple[SignInStep, ...] = ("state", "allowed")
"""The steps whose sentence names the way on; trying again is the way on from all others."""
TELL = _("Try again. If it happens again, tell the person who runs this server.")
log = logging.getLogger(__name__)
T = TypeVar("T")


@blueprint.errorhandler(SignInFailed)
def failed(fault: SignInFailed) -> Response:
    """The page that says at which step it failed. Nobody is signed in."""
    own = fault.step in OWN_FAULT
    if not own:
        log.warning("a sign-in failed at the step %s: %s", fault.step, fault.why)
    said = translate(SIGN_IN_WORDS[fault.step])
    sentence = said if fault.step in SAYS_WHAT_TO_DO else f"{said} {translate(TELL)}"
    return error_page(403 if own else 502, translate(SIGN_IN_FAILED), sentence, "sign_in")


@blueprint.get("")
def go() -> AnyResponse:
    """Sends the browser to the provider, with a cookie by which it is known when it is back."""
    provider, _openid = used_provider()
    browser, now = request.cookies.get(COOKIE, ""), services().now()
    begun = in_time(lambda: provider.begin(browser, now))
    response = redirect(begun.url, 303)
    # Lax: the way back begins at another site, and a strict cookie would not come along.
    response.set_cookie(
        COOKIE,
        begun.browser,
        SIGN_IN_S,
        path=SIGN_IN_PATH,
        httponly=True,
        samesite="Lax",
        secure=True,
    )
    return response


@blueprint.get("/back")
def back() -> Response:
    """Signs somebody in whom the provider vouches for."""
    provider, openid = used_provider()
    answer, browser = request.args.to_dict(), request.cookies.get(COOKIE, "")
    now = services().now()
    claims = in_time(lambda: provider.finish(answer, browser, now))
    check_allowed(openid, claims)
    # A page of ours that goes on by itself: a redirect would still count as the provider's, and
    # the strict cookie would stay behind.
    response = page("signed_in.html", to=f"/desk/?{ENTERED}")
    traded, lost = writes_all(sign_in_known)(openid, claims, day_of(now))
    for one in lost:
        end_desks(one)
    keep_grant(response, traded)
    return response


@blueprint.get("/proxy")
def by_proxy() -> Response:
    """Signs somebody in whom the trusted proxy names."""
    proxy = services().settings.proxy or abort(404)
    # As a picture on another site it would sign its visitors in there again and again, until their
    # own sign-ins give way.
    if request.headers.get("Sec-Fetch-Dest", "document") != "document":
        abort(403)
    name, secret = _named(proxy.header), request.headers.get(SECRET, "")
    if not hmac.compare_digest(secret.encode(), proxy.secret.encode()) or not 0 < len(name) < 256:
        raise SignInFailed("answer")
    response = page("signed_in.html", to=f"/desk/?{ENTERED}")
    keep_grant(response, writes_all(sign_in_named)(name, day_of(services().now())))
    return response


def _named(header: str) -> str:
    """Returns the name in a header; "" for one that could be taken for another person's, or that
    came twice, which a comma says."""
    try:
        # A header comes as Latin-1, whatever was written in it.
        name = request.headers.get(header, "").encode("latin-1").decode("utf-8")
    except UnicodeError:
        return ""
    return name if name == one_line(name) and "," not in name else ""


def used_provider() -> tuple[Provider, OpenId]:
    """The provider of this server; ends the request where there is none."""
    provider, openid = services().provider, services().settings.openid
    return (provider, openid) if provider and openid else abort(404)


OF_BROWSERS, OF_LOGOUTS = BoundedSemaphore(SIGN_INS_AT_ONCE), BoundedSemaphore(SIGN_INS_AT_ONCE)
"""Turns to ask the provider, for those who sign in or out, and for what comes to the address at
which the provider says that sessions have ended. Anybody can hold all of either, and none of the
other."""


def in_time(ask: Callable[[], T], turns: BoundedSemaphore = OF_BROWSERS) -> T:
    """Returns what asks the provider, which may be slow. Raises SignInFailed."""
    with gevent.Timeout(PROVIDER_LIMIT_S, SignInFailed("asking", "Timeout")), turns:
        return ask()


sign_out_pages = Blueprint("sign_out", __name__)


class Logout(Form):
    """The form that a provider sends: OpenID Connect Back-Channel Logout 1.0, section 2.5."""

    logout_token: str


@sign_out_pages.post("/desk/sign-out")
def leave() -> Response:
    """Signs this browser out, with all that is open in it."""
    grant = hosted_only(need_reader())
    issuer = writes_all(sign_out)(grant.sign_in)
    services().live.end_sign_in(grant.sign_in, "", "taken_back")
    # A page, and no redirect to the provider: browsers let no form lead to another site.
    openid = services().settings.openid
    there = _at_provider() if openid and openid.issuer == issuer else ""
    response = page("signed_out.html", there=there, provider=openid.name if openid else "")
    delete_cookie(response, grant.kind)
    return response


@sign_out_pages.post(FROM_SERVERS)
def ended() -> tuple[str, int]:
    """Ends the sign-ins whose session has ended at the provider, which says so itself."""
    provider, openid = used_provider()
    token, now = pressed(Logout).logout_token, services().now()
    try:
        one = in_time(lambda: provider.ended(token, now), OF_LOGOUTS)
    except SignInFailed:
        abort(400)
    for sign_in in writes_all(end_sessions)(openid.issuer, one):
        services().live.end_sign_in(sign_in, "", "taken_back")
    return "", 200


def _at_provider() -> str:
    provider, _openid = used_provider()
    try:
        return in_time(provider.sign_out_url)
    except SignInFailed:
        return ""


trial_sign_in = Blueprint("sign_in_trial", __name__)
WENT_WELL: dict[ProviderPart, str] = {
    "description": _("The provider’s description was read."),
    "keys": _("The provider’s keys were read."),
}
WENT_WRONG: dict[ProviderPart, str] = {
    "description": _("The provider’s description could not be read ({why})."),
    "keys": _("The provider’s keys could not be read ({why})."),
}


@trial_sign_in.post("/desk/operator/sign-in")
def try_sign_in() -> Response:
    """Says what came of each step, and what the provider must know."""
    need_operator()
    provider, openid = used_provider()
    try:
        tried = in_time(provider.try_out)
    except SignInFailed as fault:
        tried = [Tried("description", fault.why)]
    return page(
        "sign_in_trial.html",
        openid=openid,
        lines=[_line(one) for one in tried],
        works=not tried[-1].why,
        back=f"{services().addresses.origin}{BACK}",
        nowhere=_nowhere(openid),
    )


def _line(one: Tried) -> str:
    if one.why:
        return translate(WENT_WRONG[one.asked], why=one.why)
    return translate(WENT_WELL[one.asked])


@reads_all
def _nowhere(session: Session, openid: OpenId) -> list[str]:
    """Returns the teams of the settings that are not there."""
    return sorted({one.team for one in openid.groups if not team_is_named(session, one.team)})
