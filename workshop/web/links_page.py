"""The links of one workshop: making them, withdrawing them, and what has come of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

import gevent
from flask import Blueprint, Flask, Response, abort, current_app, jsonify, redirect
from msgspec import Meta
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.links import (
    DeskLink,
    Handover,
    KeptLink,
    OwnKind,
    end_link,
    end_unused_link,
    hashed,
    links_of,
    make_link,
    maker,
    renew_own,
)
from workshop.people.sign_ins import Grant
from workshop.rules.agenda import message
from workshop.rules.limits import LABEL_CHARS
from workshop.storage.keyring import Keys
from workshop.storage.library import open_workshop
from workshop.web.forms import ChosenLink, Form, OneLine, Ticked, pressed, read_sent
from workshop.web.guarding.access import need_own_desk
from workshop.web.guarding.addresses import qr_rows
from workshop.web.page_language import translate
from workshop.web.people.noting import note_at_desk
from workshop.web.rendering import page
from workshop.web.services import on_database, reads, services, writes, writes_all

blueprint = Blueprint("links", __name__, url_prefix="/desk")
CODE_S = 60
"""Seconds for which a code that leads from a phone is good: nobody may find it later, in a picture
of the desk."""
PHONE = message("Lead from your phone")
NO_LABEL = message("Say who the link is for, so that you can tell links apart later.")


@dataclass(frozen=True)
class MadeLink:
    """A link that was just made, which is shown this once."""

    kind: str
    label: str
    one_time: bool
    id: str
    url: str
    qr: tuple[str, ...]


class NewLink(Form):
    """A link that is to be made: `often` for a helper's that works more than once, `leaves` for a
    handover that ends what is open in this browser."""

    kind: DeskLink
    label: Annotated[OneLine, Meta(max_length=LABEL_CHARS)]
    often: Ticked
    leaves: Ticked

    @property
    def one_time(self) -> bool:
        """True if it works once."""
        return self.kind == "handover" or (self.kind == "helper" and not self.often)


class OwnLink(Form):
    """One of the program's own links, which is to be made anew."""

    kind: OwnKind


@blueprint.get("/<id_>/links")
def view(id_: str) -> Response:
    """All links that lead to this workshop, without their secrets; that of a new one, this once."""
    grant = need_own_desk(id_)
    return _page(id_, grant, services().shown_once.take(grant.sign_in, id_, services().steady()))


@blueprint.post("/<id_>/links")
def make(id_: str) -> AnyResponse:
    """A new link. The page behind shows it, so that a reload makes no other."""
    grant = need_own_desk(id_)
    sent = read_sent(NewLink)
    label = sent.values["label"]
    if sent.form is None:
        return _page(id_, grant, fault=sent.faults["label"], typed=label, status=422)
    if sent.form.kind == "helper" and not sent.form.label:
        return _page(id_, grant, fault=translate(NO_LABEL), typed=label, status=422)
    secret = _make(id_, grant, sent.form) or abort(410)
    note_at_desk(grant, "link_made", id_, sent.form.label)
    services().shown_once.keep(grant.sign_in, id_, secret, services().steady())
    return redirect(f"/desk/{id_}/links", 303)


@blueprint.post("/<id_>/links/phone")
def make_for_phone(id_: str) -> Response:
    """A link for a phone that leads from now on, which works once, as the code that is shown."""
    grant = need_own_desk(id_)
    asked = NewLink(kind="helper", label=translate(PHONE), often="", leaves="")
    secret = _make(id_, grant, asked) or abort(410)
    note_at_desk(grant, "link_made", id_, asked.label)
    url, link = services().addresses.entrance(secret), hashed(secret).hex()
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    gevent.spawn_later(CODE_S, _end_unused, app, id_, link)
    return jsonify(link=link, url=url, rows=qr_rows(url), seconds=CODE_S)


def _end_unused(app: Flask, id_: str, link: str) -> None:
    with app.app_context():
        writes_all(end_unused_link)(id_, link)


@blueprint.post("/<id_>/links/take-back")
def take_one_back(id_: str) -> AnyResponse:
    """Ends a link, the sign-ins made with it, and at once what is open with those."""
    grant = need_own_desk(id_)
    ended = writes(end_link)(id_, pressed(ChosenLink).link)
    if ended is None:
        abort(404)
    note_at_desk(grant, "link_withdrawn", id_)
    return _after(id_, ended)


@blueprint.post("/<id_>/links/renew")
def renew(id_: str) -> AnyResponse:
    """Makes another link for the room's screen or the leader; the old one opens nothing more."""
    need_own_desk(id_)
    return _after(id_, _renew(id_, pressed(OwnLink).kind))


@blueprint.get("/<id_>/links/<link>/used.json")
def used(id_: str, link: str) -> Response:
    """Says if a link was used meanwhile, for the page on which its code is shown."""
    need_own_desk(id_)
    return jsonify(used=any(one.id == link and one.used for one in reads(links_of)(id_, b"")))


def _after(id_: str, ended: Iterable[bytes]) -> AnyResponse:
    for sign_in in ended:
        services().live.end_sign_in(sign_in, id_, "taken_back")
    services().boards.show_links_anew(id_)
    return redirect(f"/desk/{id_}/links", 303)


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
    links = reads(links_of)(id_, grant.sign_in)
    return page(
        "links.html",
        status,
        id=id_,
        title=board.title,
        links=links,
        made=_made(links, secret),
        fault=fault,
        typed=typed,
        label=LABEL_CHARS,
        whole=grant.kind == "facilitator",
        module=services().statics.url("js/pages/links.js"),
    )


@writes
def _make(session: Session, id_: str, grant: Grant, asked: NewLink) -> str:
    if open_workshop(session, id_) is None:
        return ""  # sealed meanwhile: no link may outlive it
    handover = Handover(grant.sign_in, bool(asked.leaves)) if asked.kind == "handover" else None
    by = maker(session, grant.sign_in)
    return make_link(session, asked.kind, id_, asked.one_time, asked.label, handover, by)


@on_database
def _renew(id_: str, kind: OwnKind) -> list[bytes]:
    stored = services().store.workshops.open(id_)
    return _renewed(stored.keys, kind, id_) if stored else []


@writes
def _renewed(session: Session, keys: Keys, kind: OwnKind, id_: str) -> list[bytes]:
    return renew_own(session, keys, kind, id_) if open_workshop(session, id_) else []
