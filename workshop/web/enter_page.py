"""Signing in by a link: the bare page that trades the link's secret for a cookie.

The secret stands in the URL's fragment, which no browser sends and no log can hold; a small
module on the page posts it.
"""

from flask import Blueprint, Response, jsonify, request
from werkzeug.exceptions import BadRequest

from workshop.people.entering import Entering, is_known, sign_in_by
from workshop.people.links import CONTRIBUTOR, Handover
from workshop.people.sign_ins import SignInRefusal, Trade, Used
from workshop.web.guarding.access import grant_of, keep_grant, path_of
from workshop.web.page_language import translate
from workshop.web.rendering import page
from workshop.web.services import on_database, reads_all, services, writes_all

blueprint = Blueprint("enter", __name__)
SECRET_CHARS = 200
"""Characters of the longest secret that is looked up."""


@blueprint.get("/enter", endpoint="enter")
def show() -> Response:
    """The page, on which a small module posts the secret of the link that was followed."""
    settings, module = services().settings, services().statics.url("js/pages/enter.js")
    name = settings.openid.name if settings.openid else ""
    proxy, hosted = bool(settings.proxy), settings.hosted
    return page("enter.html", module=module, provider=name, proxy=proxy, hosted=hosted)


@blueprint.post("/enter")
@blueprint.post("/desk/enter")
def trade_secret() -> tuple[Response, int]:
    """Takes the secret, and says where to go on or what is wrong.

    Below /desk, since only there a browser says who has signed in already.
    """
    secret = _secret()
    known = grant_of("facilitator")
    present = known.sign_in if known else b""
    traded = _trade(secret, present) if secret else "unknown"
    if isinstance(traded, Used):
        back = f"{path_of(traded.kind, traded.workshop)}/"
        said = _used_to_tell() if traded.kind == CONTRIBUTOR else {"fault": _used()}
        return jsonify(**said, back=back), 403
    if not isinstance(traded, Trade):
        services().failed_codes.slow_down()
        return jsonify(fault=_first() if traded == "sign_in_first" else _unknown()), 403
    if traded.handover:
        _hand_over(traded.grant.workshop, traded.handover)
    response = jsonify()
    to = keep_grant(response, traded)
    response.set_data(jsonify(to=to).get_data())
    return response, 200


def _hand_over(workshop: str, given: Handover) -> None:
    """Ends the desk of a browser that gave it away; to come back it opens the desk anew."""
    end = services().live.end_sign_in
    if given.leaves:
        end(given.giver, "", "handed_over")
    else:
        end(given.giver, workshop, "handed_over", services().steady())


def _secret() -> str:
    try:
        body = request.get_json()
    except (BadRequest, RecursionError):
        return ""
    given = body.get("secret", "") if isinstance(body, dict) and set(body) == {"secret"} else ""
    right = isinstance(given, str) and given.isascii() and len(given) <= SECRET_CHARS
    return given if right else ""


@on_database
def _trade(secret: str, present: bytes) -> Trade | Used | SignInRefusal:
    settings = services().settings
    own, now = settings.facilitator_secret, services().steady()
    entering = Entering(secret, own, now, present, settings.hosted, settings.knows_people)
    if not reads_all(is_known)(entering):
        return "unknown"  # someone who tries many keeps no vote from being stored
    return writes_all(sign_in_by)(entering)


def _used() -> str:
    said = translate(
        "This link has already been used; it works only once. Continue in the browser that opened "
        "it first, or ask the person who sent it for a new one."
    )
    printed = translate("The program prints one each time it starts.")
    return said if services().settings.facilitator_secret else f"{said} {printed}"


def _used_to_tell() -> dict[str, str]:
    """For someone who was asked for a story, and signs in nowhere: a fault, and the field's hint
    in place of the one for facilitators."""
    said = translate(
        "This invitation has already been opened, and it opens only once. If you began your story "
        "on another phone or in another browser, continue there. If not, ask the person who sent "
        "it for a new one."
    )
    return {"fault": said, "hint": translate("The link of your receipt, if you sent your story.")}


def _first() -> str:
    return translate(
        "Sign in first, with the button above. Then open the invitation again: it still works."
    )


def _unknown() -> str:
    return translate(
        "This link is not known here. Check that it is complete, down to its last character. If "
        "it is, it may have ended or been withdrawn: ask for a new one."
    )
