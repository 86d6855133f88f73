"""Who may ask for a page, and the headers that every page carries."""

import time
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, get_args

import gevent
from flask import Flask, Response, abort, g, request
from sqlalchemy.orm import Session

from workshop.people.links import DeskLink
from workshop.people.sign_ins import OWNERS, Grant, Trade, who, who_leads
from workshop.rules.pacing import rest_of_beat
from workshop.storage.library import day_of
from workshop.storage.people_tables import SUMMARY_LINK, TEAM_LINK
from workshop.storage.visible import EVERYTHING, NOTHING_VISIBLE, Visible
from workshop.web.services import reads_all, see, services

OF_ONE_DESK = get_args(DeskLink)
PATHS = {
    "facilitator": "/desk", "projector": "/screen/{id}", "leader": "/leader/{id}",
    "contributor": "/tell/{id}", SUMMARY_LINK: "/summary/{id}", TEAM_LINK: "/team/{id}",
    **dict.fromkeys(OF_ONE_DESK, "/desk/{id}"),
}  # fmt: skip
"""The path that the cookie of each kind of link is limited to."""
SIGNED_IN_DAYS = {"facilitator": 90, "contributor": 400}
"""Days for which a browser stays signed in by a kind of link, from the last page that it opened;
seven by any other."""
FROM_SERVERS = "/desk/sign-in/ended"
"""The address to which a provider posts, and no browser: what it says is signed."""
STATIC_FILES = "static_files"
"""The blueprint of the static files."""
STATIC_CACHE = "public, max-age=31536000, immutable"


@lru_cache(maxsize=64)
def page_policy(host: str, secure: bool) -> str:
    """The Content-Security-Policy of a page served under this host."""
    socket = f"{'wss' if secure else 'ws'}://{host}"
    return "; ".join(
        [
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self'",
            "font-src 'self'",
            "img-src 'self' data:",
            f"connect-src 'self' {socket}",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types lit-html",
        ]
    )


def refuse_foreign_posts() -> None:
    """A form of another site may not be sent here. Cookies are SameSite=Strict besides."""
    if request.method in {"GET", "HEAD", "OPTIONS"} or request.path == FROM_SERVERS:
        return
    origin = request.headers.get("Origin")
    if origin is None:
        if request.headers.get("Sec-Fetch-Site") != "same-origin":
            abort(403)
    elif not services().addresses.allows_origin(origin, request.environ):
        abort(403)


def with_headers(response: Response) -> Response:
    """Adds what every page carries; most of it would only make static files larger."""
    headers = response.headers
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    if headers.get("Cache-Control") == STATIC_CACHE:
        headers["Content-Security-Policy"] = "default-src 'none'"
        return response
    headers.setdefault("Content-Security-Policy", page_policy(request.host, request.is_secure))
    headers.setdefault("Cache-Control", "no-store")
    # Not no-referrer: browsers then send "Origin: null" with our own forms.
    headers.setdefault("Referrer-Policy", "same-origin")
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    return response


def not_listed(response: Response) -> Response:
    """Adds that search engines may not list a page, for a blueprint's `after_request`."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def grant_of(kind: str) -> Grant | None:
    """Returns what the browser's cookie of this kind allows; None without a good one."""
    token = request.cookies.get(_cookie(kind), "")
    found = _who(token) if token else None
    return _used(found) if found and found.kind == kind else None


def _used(grant: Grant) -> Grant:
    g.used = [*g.get("used", ()), grant]
    return grant


def renew_cookies(response: Response) -> Response:
    """Has a browser keep the cookies that it has just used, where they have no last day; unless
    the answer sets or ends them."""
    said = response.headers.getlist("Set-Cookie")
    for grant in g.get("used", ()):
        name = _cookie(grant.kind)
        if grant.renews and not any(one.startswith(f"{name}=") for one in said):
            path = path_of(grant.kind, grant.team or grant.workshop)
            _set_cookie(response, grant.kind, request.cookies[name], path)
    return response


def sender_of(app: Flask, environ: dict[str, Any]) -> str:
    """Returns who has sent a request that no page has seen yet; "" if nobody is signed in there."""
    with app.request_context(environ):
        grant = grant_of("facilitator")
    return (grant.person or grant.sign_in.hex()) if grant else ""


def came_with_cookie() -> bool:
    """True if the browser sent a cookie of any link, good or not."""
    return any(_cookie(kind) in request.cookies for kind in PATHS)


def need_facilitator() -> Grant:
    """Ends the request unless the browser is signed in; the page sees what they may lead."""
    grant = _signed_in()
    return _seeing(grant, grant.rights.leads)


def need_reader() -> Grant:
    """Like `need_facilitator`, but the page sees the summaries that they may only read, too."""
    grant = _signed_in()
    return _seeing(grant, grant.rights.reads)


def need_operator() -> Grant:
    """Ends the request unless the browser is an operator's; the page sees nobody's words."""
    grant = _signed_in()
    return _seeing(grant, NOTHING_VISIBLE) if grant.rights.operates else abort(404)


def need(kind: str, workshop: str) -> Grant:
    """Ends the request unless a link of this kind for this workshop was opened here."""
    grant = grant_of(kind)
    if grant is None or grant.workshop != workshop:
        abort(401)
    return _seeing(grant, Visible(workshop=workshop))


def need_desk(workshop: str) -> Grant:
    """Ends the request unless the browser may lead this workshop at its desk.

    Somebody who has signed in and may not lead it does not find it.
    """
    for name in ("facilitator", "desk"):
        token = request.cookies.get(_cookie(name), "")
        found = _who_leads(token, workshop) if token else None
        if found:
            return _seeing(_used(found), _at_desk(found, workshop))
    abort(404 if grant_of("facilitator") else 401)


def need_own_desk(workshop: str) -> Grant:
    """Like `need_desk`, but refuses helpers, who may not make links."""
    grant = need_desk(workshop)
    return grant if grant.kind in OWNERS else abort(401)


def _signed_in() -> Grant:
    return grant_of("facilitator") or abort(401)


def _at_desk(grant: Grant, workshop: str) -> Visible:
    if not services().settings.hosted:
        return EVERYTHING
    return Visible(workshop=workshop) if grant.workshop else grant.rights.leads


def _seeing(grant: Grant, visible: Visible) -> Grant:
    see(visible)
    return grant


def keep_grant(response: Response, traded: Trade) -> str:
    """Sets the cookie of what was traded, and ends what is open with the sign-ins that gave way to
    it; gives the path to go to."""
    for sign_in in traded.ended:
        services().live.end_sign_in(sign_in, "", "taken_back")
    kind = traded.grant.kind
    path = path_of(kind, traded.grant.team or traded.grant.workshop)
    _set_cookie(response, kind, traded.token, path, traded.until)
    return f"{path}/"


def _set_cookie(response: Response, kind: str, token: str, path: str, until: str = "") -> None:
    response.set_cookie(
        _cookie(kind),
        token,
        path=path,
        httponly=True,
        samesite="Strict",
        secure=request.is_secure,
        max_age=_seconds(kind, until),
    )


def delete_cookie(response: Response, kind: str) -> None:
    """Has a browser forget the cookie of this kind."""
    response.delete_cookie(
        _cookie(kind), path=PATHS[kind], httponly=True, samesite="Strict", secure=request.is_secure
    )


def path_of(kind: str, workshop: str) -> str:
    """The path to which a link of this kind leads, and to which its cookie is limited."""
    return PATHS[kind].format(id=workshop)


def _seconds(kind: str, until: str) -> int:
    """For how long a browser keeps a cookie: no longer than the link is good by which it came."""
    if until:
        end = (datetime.fromisoformat(until) + timedelta(1)).astimezone()
        return max(0, int(end.timestamp() - services().now()))
    return SIGNED_IN_DAYS.get(kind, 7) * 24 * 3600


def _cookie(kind: str) -> str:
    """Returns a cookie's name; a browser that leads one workshop has one, whichever link it had."""
    name = "desk" if kind in OF_ONE_DESK else kind
    return f"__Secure-{name}" if request.is_secure else name


@reads_all
def _who(session: Session, token: str) -> Grant | None:
    hosted = services().settings.hosted
    return who(session, token, day_of(services().steady()), hosted=hosted)


@reads_all
def _who_leads(session: Session, token: str, workshop: str) -> Grant | None:
    hosted, today = services().settings.hosted, day_of(services().steady())
    return who_leads(session, token, workshop, today, hosted=hosted)


def note_beginning() -> None:
    """Remembers when the request came, for `wait_for_beat`."""
    g.began = time.monotonic()


def wait_for_beat(response: Response) -> Response:
    """Sends a page like an answer on a socket, after a beat, or several.

    Pages ask the database too, and whoever fetches one again and again would hear from that whether
    somebody else was acting. Static files come from memory.
    """
    beat = services().settings.answer_ms / 1000
    if beat and request.blueprint != STATIC_FILES:
        gevent.sleep(rest_of_beat(time.monotonic() - g.began, beat))
    return response
