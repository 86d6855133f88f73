"""The links of one workshop: making them, withdrawing them, and what has come of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, cast, get_args

from flask import Blueprint, Response, abort, jsonify, redirect, request
from werkzeug.wrappers import Response as AnyResponse

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
from workshop.people.sign_ins import Grant
from workshop.rules.text import one_line
from workshop.storage.library import open_workshop
from workshop.web.guarding.access import need_own_desk
from workshop.web.guarding.addresses import qr_rows
from workshop.web.page_language import translate
from workshop.web.people.noting import note_at_desk
from workshop.web.rendering import page
from workshop.web.services import on_database, reading, services, writing

blueprint = Blueprint("links", __name__, url_prefix="/desk")
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


@blueprint.get("/<id_>/links")
def view(id_: str) -> Response:
    """All links that lead to this workshop, without their secrets; that of a new one, this once."""
    grant = need_own_desk(id_)
    return _page(id_, grant, services().shown_once.take(grant.sign_in, id_, services().steady()))


@blueprint.post("/<id_>/links")
def make(id_: str) -> AnyResponse:
    """A new link. The page behind shows it, so that a reload makes no other."""
    grant = need_own_desk(id_)
    asked = _asked()
    if asked.fault:
        return _page(id_, grant, fault=asked.fault, typed=asked.label, status=422)
    secret = on_database(_make, id_, grant, asked) or abort(410)
    note_at_desk(grant, "link_made", id_, asked.label)
    services().shown_once.keep(grant.sign_in, id_, secret, services().steady())
    return redirect(f"/desk/{id_}/links", 303)


@blueprint.post("/<id_>/links/take-back")
def take_one_back(id_: str) -> AnyResponse:
    """Ends a link, the sign-ins made with it, and at once what is open with those."""
    grant = need_own_desk(id_)
    ended = on_database(_take_back, id_, request.form.get("link", ""))
    if ended is None:
        abort(404)
    note_at_desk(grant, "link_withdrawn", id_)
    return _after(id_, ended)


@blueprint.post("/<id_>/links/renew")
def renew(id_: str) -> AnyResponse:
    """Makes another link for the room's screen or the leader; the old one opens nothing more."""
    need_own_desk(id_)
    kind = request.form.get("kind", "")
    if kind not in get_args(OwnKind):
        abort(404)
    return _after(id_, on_database(_renew, id_, cast(OwnKind, kind)))


@blueprint.get("/<id_>/links/<link>/used.json")
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


def _page(
    id_: str, grant: Grant, secret: str = "", fault: str = "", typed: str = "", status: int = 200
) -> Response:
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
        typed=typed,
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
