"""Signing out: in a browser, and from the provider's side."""

from flask import Blueprint, Response, abort, request

from workshop.people.openid import SessionEnded, SignInFailed
from workshop.people.signing_out import end_sessions, sign_out
from workshop.web.guarding.access import FROM_SERVERS, drop_cookie, need_reader
from workshop.web.people.members_page import hosted_only
from workshop.web.people.provider_pages import OF_LOGOUTS, in_time, used_provider
from workshop.web.rendering import page
from workshop.web.services import on_database, services

blueprint = Blueprint("sign_out", __name__)


@blueprint.post("/desk/sign-out")
def leave() -> Response:
    """Signs this browser out, with all that is open in it."""
    grant = hosted_only(need_reader())
    issuer = on_database(_sign_out, grant.sign_in)
    services().end_sign_in(grant.sign_in, "", "taken_back")
    # A page, and no redirect to the provider: browsers let no form lead to another site.
    openid = services().settings.openid
    there = _at_provider() if openid and openid.issuer == issuer else ""
    response = page("signed_out.html", there=there, provider=openid.name if openid else "")
    drop_cookie(response, grant.kind)
    return response


@blueprint.post(FROM_SERVERS)
def ended() -> tuple[str, int]:
    """Ends the sign-ins whose session has ended at the provider, which says so itself."""
    provider, openid = used_provider()
    token, now = request.form.get("logout_token", ""), services().now()
    try:
        one = in_time(lambda: provider.ended(token, now), OF_LOGOUTS)
    except SignInFailed:
        abort(400)
    for sign_in in on_database(_end, openid.issuer, one):
        services().end_sign_in(sign_in, "", "taken_back")
    return "", 200


def _at_provider() -> str:
    provider, _openid = used_provider()
    try:
        return in_time(provider.sign_out_url)
    except SignInFailed:
        return ""


def _sign_out(sign_in: bytes) -> str:
    with services().store.library.begin() as session:
        return sign_out(session, sign_in)


def _end(issuer: str, one: SessionEnded) -> list[bytes]:
    with services().store.library.begin() as session:
        return end_sessions(session, issuer, one)
