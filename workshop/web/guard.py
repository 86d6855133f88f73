"""Who may ask for a page, and the headers that every answer carries."""

from functools import lru_cache
from typing import Any

from flask import Response, abort, request

from workshop.storage.links import Grant, Trade, who
from workshop.web.house import house, on_database

PATHS = {"facilitator": "/desk", "projector": "/screen/{id}", "leader": "/leader/{id}"}
"""The path that each kind of cookie is limited to."""
STATIC_CACHE = "public, max-age=31536000, immutable"


@lru_cache(maxsize=64)
def policy(host: str, secure: bool) -> str:
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
    if request.method in {"GET", "HEAD", "OPTIONS"}:
        return
    origin = request.headers.get("Origin")
    if origin is None:
        if request.headers.get("Sec-Fetch-Site") != "same-origin":
            abort(403)
    elif not house().addresses.allows_origin(origin, request.environ):
        abort(403)


def with_headers(response: Response) -> Response:
    """Adds what every answer carries."""
    headers = response.headers
    headers.setdefault("Content-Security-Policy", policy(request.host, request.is_secure))
    headers.setdefault("Cache-Control", "no-store")
    headers["X-Content-Type-Options"] = "nosniff"
    # Not no-referrer: browsers then send "Origin: null" with our own forms.
    headers["Referrer-Policy"] = "same-origin"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers["Cross-Origin-Resource-Policy"] = "same-origin"
    headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
    return response


def grant_of(kind: str) -> Grant | None:
    """What the browser's cookie of this kind allows; None without a good one."""
    token = request.cookies.get(_cookie(kind), "")
    found = on_database(_who, token) if token else None
    return found if found and found.kind == kind else None


def is_facilitator() -> bool:
    """Whether the browser is signed in at the desk."""
    return grant_of("facilitator") is not None


def need_facilitator() -> None:
    """Ends the request unless the browser is signed in at the desk."""
    if not is_facilitator():
        abort(401)


def need(kind: str, workshop: str) -> None:
    """Ends the request unless a link of this kind for this workshop was opened here."""
    grant = grant_of(kind)
    if grant is None or grant.workshop != workshop:
        abort(401)


def keep_grant(response: Response, traded: Trade) -> str:
    """Sets the cookie of what was traded; gives the path to go to."""
    kind = traded.grant.kind
    path = PATHS[kind].format(id=traded.grant.workshop)
    response.set_cookie(
        _cookie(kind),
        traded.token,
        path=path,
        httponly=True,
        samesite="Strict",
        secure=request.is_secure,
        max_age=90 * 24 * 3600 if kind == "facilitator" else 7 * 24 * 3600,
    )
    return f"{path}/"


def _cookie(kind: str) -> str:
    return f"__Secure-{kind}" if request.is_secure else kind


def _who(token: str) -> Any:
    with house().store.library.read() as session:
        return who(session, token)
