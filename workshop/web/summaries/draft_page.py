"""A draft of the summary, at any stage, for whoever leads: made when it is asked for, and not kept.

Once the workshop is sealed its address leads to the summary itself.
"""

from datetime import date
from typing import Any

from flask import Blueprint, abort, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.protocol.summary import Summary
from workshop.storage.library import day_of, open_workshop, summary_of
from workshop.summary.build import draft_of
from workshop.summary.formats import one_file
from workshop.summary.reader import reader
from workshop.views import read_room
from workshop.web.guarding.access import need_desk
from workshop.web.page_language import language
from workshop.web.rendering import page
from workshop.web.services import on_database, services
from workshop.web.summaries.summary_files import files, summary_file

blueprint = Blueprint("draft", __name__, url_prefix="/desk")


@blueprint.get("/<id_>/draft/")
def view(id_: str) -> AnyResponse:
    """The page of what would stay if the workshop ended now, and every format of it."""
    need_desk(id_)
    found: Summary | bool = on_database(_draft, id_)
    if not isinstance(found, Summary):
        return _over(url_for("summary.view", id_=id_), found)
    shown = one_file.contents(found, reader(language()))
    return page("summary/draft.html", id=id_, files=files(found, "draft.file", id_), **shown)


@blueprint.get("/<id_>/draft.<ending>")
def file(id_: str, ending: str) -> AnyResponse:
    """The draft as a file."""
    need_desk(id_)
    found: Summary | bool = on_database(_draft, id_)
    if not isinstance(found, Summary):
        return _over(url_for("summary.file", id_=id_, ending=ending), found)
    return summary_file(found, ending)


def _over(final: str, sealed: bool) -> AnyResponse:
    """Sends to the finished summary, if there is one: there is nothing to draft any more."""
    return redirect(final, 303) if sealed else abort(410)


def _draft(id_: str) -> Any:
    """The draft; once there is none to make, whether the summary is kept."""
    store = services().store
    with store.library.read() as session:
        sealed = summary_of(session, id_) is not None
        still_open = open_workshop(session, id_) is not None
    found = store.workshops.open(id_) if still_open and not sealed else None
    if found is None:
        return sealed
    room = read_room(found)
    began = room.state.started_at
    return draft_of(room, date.fromisoformat(day_of(began or services().now())))
