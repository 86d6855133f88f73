"""The bare page that trades a link's secret for a cookie.

The secret stands in the URL's fragment, which no browser sends and no log can hold; a small
module on the page posts it.
"""

from typing import Any

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from workshop.people import sign_ins
from workshop.people.links import Handover
from workshop.people.sign_ins import Trade, Used
from workshop.web.guarding.access import keep_grant, path_of
from workshop.web.page_language import translate
from workshop.web.rendering import page
from workshop.web.services import on_database, services

blueprint = Blueprint("enter", __name__)
LONGEST = 200


@blueprint.get("/enter")
def enter() -> Response:
    """The page."""
    return page("enter.html", module=services().statics.url("js/pages/enter.js"))


@blueprint.post("/enter")
def trade_secret() -> tuple[Response, int]:
    """Takes the secret, and says where to go on or what is wrong."""
    secret = _secret()
    traded = on_database(_trade, secret) if secret else "unknown"
    if isinstance(traded, Used):
        return jsonify(fault=_used(), back=f"{path_of(traded.kind, traded.workshop)}/"), 403
    if not isinstance(traded, Trade):
        return jsonify(fault=_unknown()), 403
    if traded.handover:
        _hand_over(traded.grant.workshop, traded.handover)
    response = jsonify()
    to = keep_grant(response, traded)
    response.set_data(jsonify(to=to).get_data())
    return response, 200


def _hand_over(workshop: str, given: Handover) -> None:
    """Whoever gave the desk away sees that it is gone; to come back they open it anew."""
    end = services().end_sign_in
    if given.leaves:
        end(given.giver, "", "handed_over")
    else:
        end(given.giver, workshop, "handed_over", services().now())


def _secret() -> str:
    try:
        body = request.get_json()
    except BadRequest:
        return ""
    given = body.get("secret", "") if isinstance(body, dict) and set(body) == {"secret"} else ""
    right = isinstance(given, str) and given.isascii() and len(given) <= LONGEST
    return given if right else ""


def _trade(secret: str) -> Any:
    own = services().settings.facilitator_secret
    with services().store.library.begin() as session:
        return sign_ins.enter(session, secret, own, services().now())


def _used() -> str:
    said = translate(
        "This link has been used already; it works once. Go on in the browser that opened it "
        "first, or ask whoever sent it for a new one."
    )
    printed = translate("The program prints one at each start.")
    return said if services().settings.facilitator_secret else f"{said} {printed}"


def _unknown() -> str:
    return translate(
        "This link is not known here. Check that it is complete, down to its last character. "
        "If it is, it may have ended or have been taken back: ask for a new one."
    )
