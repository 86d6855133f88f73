"""Signing in by links: the bare page that trades a link's secret, and the links of one workshop.

The secret stands in the URL's fragment, which no browser sends and no log can hold; a small
module on the page posts it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast, get_args

from flask import Blueprint, Response, abort, jsonify, redirect, request
from werkzeug.exceptions import BadRequest
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.contributor_links import CONTRIBUTOR
from workshop.people.entering import Entering, enter, is_known
from workshop.people.links import (
    DeskLink,
    Handover,
    KeptLink,
    OwnKind,
    hashed,
    links_of,
    make_link,
    maker,
    renew_own,
    take_back,
)
from workshop.people.sign_ins import Grant, Trade, Used
from workshop.rules.text import one_line
from workshop.storage.library import open_workshop
from workshop.web.guarding.access import grant_of, keep_grant, need_own_desk, path_of
from workshop.web.guarding.addresses import qr_rows
from workshop.web.page_language import translate
from workshop.web.people.noting import note_at_desk
from workshop.web.rendering import page
from workshop.web.services import on_database, reading, services, writing

entering = Blueprint("enter", __name__)
links_pages = Blueprint("links", __name__, url_prefix="/desk")
LABEL = 60
"""Characters of the name of whoever a link is for."""


@dataclass(frozen=True)
class MadeLink:
    """A link that was just made, which is shown this once."""

    kind: str
    label: str
    one_time: bool
    id: str
    url: str
    qr: tuple[str, ...]


@dataclass(frozen=True)
class AskedLink:
    """The link that the form asks for, and what is wrong with it."""

    kind: DeskLink
    label: str
    one_time: bool
    leaves: bool
    fault: str = ""


@links_pages.get("/<id_>/links")
def view(id_: str) -> Response:
    """All links that lead to this workshop, without their secrets; that of a new one, this once."""
    grant = need_own_desk(id_)
    return _page(id_, grant, services().shown_once.take(grant.sign_in, id_, services().steady()))


@links_pages.post("/<id_>/links")
def make(id_: str) -> AnyResponse:
    """A new link. The page behind shows it, so that a reload makes no other."""
    grant = need_own_desk(id_)
    asked = _asked()
    if asked.fault:
        return _page(id_, grant, fault=asked.fault, status=422)
    secret = on_database(_make, id_, grant, asked) or abort(410)
    note_at_desk(grant, "link_made", id_, asked.label)
    services().shown_once.keep(grant.sign_in, id_, secret, services().steady())
    return redirect(f"/desk/{id_}/links", 303)


@links_pages.post("/<id_>/links/take-back")
def take_one_back(id_: str) -> AnyResponse:
    """Ends a link, the sign-ins made with it, and at once what is open with those."""
    grant = need_own_desk(id_)
    ended = on_database(_take_back, id_, request.form.get("link", ""))
    if ended is None:
        abort(404)
    note_at_desk(grant, "link_withdrawn", id_)
    return _after(id_, ended)


@links_pages.post("/<id_>/links/renew")
def renew(id_: str) -> AnyResponse:
    """Makes another link for the room's screen or the leader; the old one opens nothing more."""
    need_own_desk(id_)
    kind = request.form.get("kind", "")
    if kind not in get_args(OwnKind):
        abort(404)
    return _after(id_, on_database(_renew, id_, cast(OwnKind, kind)))


@links_pages.get("/<id_>/links/<link>/used.json")
def used(id_: str, link: str) -> Response:
    """Says if a link was used meanwhile, for the page on which its code is shown."""
    need_own_desk(id_)
    return jsonify(used=any(one.id == link and one.used for one in on_database(_links, id_, b"")))


def _after(id_: str, ended: Iterable[bytes]) -> AnyResponse:
    for sign_in in ended:
        services().end_sign_in(sign_in, id_, "taken_back")
    services().boards.show_links_anew(id_)
    return redirect(f"/desk/{id_}/links", 303)


def _asked() -> AskedLink:
    form = request.form
    kind = form.get("kind", "")
    if kind not in get_args(DeskLink):
        abort(404)
    label = one_line(form.get("label", ""))
    helps = kind == "helper"
    return AskedLink(
        cast(DeskLink, kind),
        label if helps else "",
        one_time=kind == "handover" or (helps and form.get("often") != "yes"),
        leaves=form.get("leaves") == "yes",
        fault=_fault(label) if helps else "",
    )


def _fault(label: str) -> str:
    if not label:
        return translate("Say who the link is for, so that you can tell links apart later.")
    if len(label) > LABEL:
        return translate("The limit is {limit} characters. Shorten it a little.", limit=LABEL)
    return ""


def _made(links: Iterable[KeptLink], secret: str) -> MadeLink | None:
    """The link of this secret; None for none, and when it was taken back meanwhile."""
    one = next((one for one in links if one.id == hashed(secret).hex()), None)
    url = services().addresses.entrance(secret)
    return MadeLink(one.kind, one.label, one.one_time, one.id, url, qr_rows(url)) if one else None


def _page(id_: str, grant: Grant, secret: str = "", fault: str = "", status: int = 200) -> Response:
    board = services().boards.get(id_)
    if board is None or board.sealed:
        abort(410)
    links = on_database(_links, id_, grant.sign_in)
    return page(
        "links.html",
        status,
        id=id_,
        title=board.title,
        links=links,
        made=_made(links, secret),
        fault=fault,
        label=LABEL,
        whole=grant.kind == "facilitator",
        module=services().statics.url("js/pages/links.js"),
    )


def _links(id_: str, sign_in: bytes) -> list[KeptLink]:
    with reading() as session:
        return links_of(session, id_, sign_in)


def _make(id_: str, grant: Grant, asked: AskedLink) -> Any:
    handover = Handover(grant.sign_in, asked.leaves) if asked.kind == "handover" else None
    with writing() as session:
        if open_workshop(session, id_) is None:
            return ""  # sealed meanwhile: no link may outlive it
        by = maker(session, grant.sign_in)
        return make_link(session, asked.kind, id_, asked.one_time, asked.label, handover, by)


def _take_back(id_: str, link: str) -> Any:
    with writing() as session:
        return take_back(session, id_, link)


def _renew(id_: str, kind: OwnKind) -> Any:
    stored = services().store.workshops.open(id_)
    with writing() as session:
        if stored is None or open_workshop(session, id_) is None:
            return []
        return renew_own(session, stored.keys, kind, id_)


LONGEST = 200


@entering.get("/enter", endpoint="enter")
def show() -> Response:
    """The page."""
    settings, module = services().settings, services().statics.url("js/pages/enter.js")
    name = settings.openid.name if settings.openid else ""
    proxy, hosted = bool(settings.proxy), settings.hosted
    return page("enter.html", module=module, provider=name, proxy=proxy, hosted=hosted)


@entering.post("/enter")
@entering.post("/desk/enter")
def trade_secret() -> tuple[Response, int]:
    """Takes the secret, and says where to go on or what is wrong.

    Below /desk, since only there a browser says who has signed in already.
    """
    secret = _secret()
    known = grant_of("facilitator")
    present = known.sign_in if known else b""
    traded = on_database(_trade, secret, present) if secret else "unknown"
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
    end = services().end_sign_in
    if given.leaves:
        end(given.giver, "", "handed_over")
    else:
        end(given.giver, workshop, "handed_over", services().steady())


def _secret() -> str:
    try:
        body = request.get_json()
    except BadRequest:
        return ""
    given = body.get("secret", "") if isinstance(body, dict) and set(body) == {"secret"} else ""
    right = isinstance(given, str) and given.isascii() and len(given) <= LONGEST
    return given if right else ""


def _trade(secret: str, present: bytes) -> Any:
    settings = services().settings
    own, now = settings.facilitator_secret, services().steady()
    entering = Entering(secret, own, now, present, settings.hosted, settings.knows_people)
    with services().store.library.read() as session:
        if not is_known(session, entering):
            return "unknown"  # whoever tries many keeps no vote from being stored
    with services().store.library.begin() as session:
        return enter(session, entering)


def _used() -> str:
    said = translate(
        "This link has already been used; it works only once. Continue in the browser that opened "
        "it first, or ask the person who sent it for a new one."
    )
    printed = translate("The program prints one each time it starts.")
    return said if services().settings.facilitator_secret else f"{said} {printed}"


def _used_to_tell() -> dict[str, str]:
    """For somebody who was asked for a story, and signs in nowhere: a fault, and the field's hint
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
