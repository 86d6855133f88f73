"""The summary of a workshop at the desk: a draft at any stage, then its page, its files, its links,
and its end.

A draft is made when it is asked for, and not kept. After the seal its address leads to the summary.
"""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.protocol.summary import Summary
from workshop.rules.limits import OPEN_HOURS
from workshop.storage.letters import delete_letters_from, waiting_batches
from workshop.storage.library import (
    Sealed,
    change_keep_until,
    day_of,
    delete_summary,
    open_workshop,
    summary_of,
)
from workshop.storage.visible import Visible
from workshop.summary.build import draft_of
from workshop.summary.formats import one_file
from workshop.summary.kept_summaries import read_kept
from workshop.summary.reader import reader
from workshop.views import read_room
from workshop.web.error_pages import error_page
from workshop.web.forms import ChosenLink, Form, Sure, pressed, read_sent
from workshop.web.guarding.access import grant_of, need_desk, need_facilitator, need_reader
from workshop.web.page_language import language, translate
from workshop.web.people.noting import note_at_desk
from workshop.web.rendering import page
from workshop.web.services import on_database, reads, see, services, writes
from workshop.web.summaries.lent_links import (
    end_lent_link,
    just_made,
    lend_if_kept,
    lent_links,
    lent_summary,
    make,
)
from workshop.web.summaries.retention import (
    kept,
    last_day_fault,
    letters_wait,
    limit_said,
    longest_of,
)
from workshop.web.summaries.summary_files import files, summary_file, summary_in, why_unreadable

blueprint = Blueprint("summary", __name__)
drafts = Blueprint("draft", __name__, url_prefix="/desk")


class KeptUntil(Form):
    """The last day of a summary, if it has one."""

    keep_until: date | None


@blueprint.get("/desk/<id_>/summary/")
def view(id_: str) -> Response:
    """The page of a summary and its formats; with a new link, this once."""
    sealed = _for_reading(id_)
    secret = just_made(id_, need_reader())
    if not secret:
        return _page(sealed)
    return _page(sealed, lending=lent_links(lent_summary(sealed), _today(), secret=secret))


@blueprint.get("/desk/<id_>/summary.<ending>")
def file(id_: str, ending: str) -> Response:
    """The summary as a file."""
    made = summary_file(summary_in(_for_reading(id_)), ending)
    if made.status_code == 200:
        note_at_desk(need_reader(), "exported", id_, ending)
    return made


@blueprint.post("/desk/<id_>/summary/delete")
def delete(id_: str) -> AnyResponse:
    """Asks once more, then deletes the summary for good."""
    sealed = _at_desk(id_)
    if not pressed(Sure).sure:
        return _page(sealed, asked=True)
    # While it is still known whose it is.
    note_at_desk(need_facilitator(), "deleted", id_)
    writes(forget)(id_)
    services().boards.forget(id_)
    return redirect("/desk/", 303)


@blueprint.post("/desk/<id_>/summary/keep-until")
def keep_until(id_: str) -> AnyResponse:
    """Sets another last day of the summary, or none."""
    sealed = _at_desk(id_)
    sent, longest = read_sent(KeptUntil), longest_of(sealed, _today())
    day = sent.right.get("keep_until")
    fault = sent.faults.get("keep_until", "") or last_day_fault(day, _today(), longest)
    if fault:
        return _page(sealed, 422, fault=fault, keep_until=sent.values["keep_until"])
    writes(change_keep_until)(id_, day.isoformat() if day else longest)
    return redirect(f"/desk/{id_}/summary/", 303)


@blueprint.post("/desk/<id_>/summary/links")
def lend(id_: str) -> AnyResponse:
    """A new link for the team. The page behind shows it, so that a reload makes no other."""
    sealed = _lendable(id_)
    links, today = lent_summary(sealed), _today()
    asked = make(links, today, need_facilitator(), lend_if_kept)
    if asked.fault:
        return _page(sealed, 422, lending=lent_links(links, today, asked))
    note_at_desk(need_facilitator(), "link_made", id_, asked.label)
    return redirect(f"/desk/{id_}/summary/#links", 303)


@blueprint.post("/desk/<id_>/summary/links/take-back")
def take_one_back(id_: str) -> AnyResponse:
    """Ends a link, and lets nobody read on who came by it."""
    _lendable(id_)
    if not end_lent_link(id_, pressed(ChosenLink).link):
        abort(404)
    note_at_desk(need_facilitator(), "link_withdrawn", id_)
    return redirect(f"/desk/{id_}/summary/#links", 303)


@blueprint.get("/w/<id_>/summary.<any(html, pdf):ending>")
def for_participants(id_: str, ending: str) -> Response:
    """The one file, or the PDF, for whoever has the workshop's address, as long as it is open to
    them."""
    see(Visible(workshop=id_))
    sealed, still_open = _find(id_)
    if still_open:
        return _not_yet()
    if sealed is None:
        abort(404)
    if services().steady() > sealed.open_until:
        return closed(id_)
    shown = ending == "html" and "save" not in request.args
    return summary_file(summary_in(sealed), ending, shown=shown)


def _page(sealed: Sealed, status: int = 200, **said: Any) -> Response:
    """The page; `said` is what was asked, typed or made last, in place of what is usual."""
    summary = read_kept(sealed)
    if summary is None:
        return _unreadable(sealed, asked=said.get("asked", False))
    shown = one_file.page_contents(summary, reader(language()))
    leads = _leads(sealed)
    usual = {
        "asked": False,
        "fault": "",
        "letters": _letters_until(sealed) if leads else "",
        "keep_until": sealed.keep_until,
        "lending": lent_links(lent_summary(sealed), _today())
        if leads and not sealed.trial
        else None,
    }
    return page(
        "summary/page.html",
        status,
        id=sealed.id,
        ended=sealed.id,
        trial=sealed.trial,
        leads=leads,
        at_desk=leads and (sealed.trial or services().steady() <= sealed.open_until),
        kept=kept(sealed.keep_until),
        limit=limit_said(),
        longest=longest_of(sealed, _today()),
        files=files(summary, "summary.file", sealed.id),
        # The languages of a page are chosen by its address, and a form's answer has none.
        fresh=request.method == "GET",
        **(usual | said),
        **shown,
    )


def _letters_until(sealed: Sealed) -> str:
    """Says until which day letters to a teller wait; "" where none does."""
    return letters_wait(reads(waiting_batches)().get(sealed.id, ""), sealed.keep_until)


def _unreadable(sealed: Sealed, asked: bool) -> Response:
    """The page of an unreadable summary; without it nobody could delete the summary."""
    return page(
        "summary/unreadable.html",
        409,
        id=sealed.id,
        name=sealed.title,
        why=why_unreadable(sealed),
        letters=_letters_until(sealed) if _leads(sealed) else "",
        asked=asked,
    )


def _not_yet() -> Response:
    sentence = translate(
        "The workshop is still open. The summary is made when the facilitator finishes it; you "
        "can then get it here for {hours} hours. Nothing is lost in the meantime.",
        hours=OPEN_HOURS,
    )
    return error_page(404, translate("There is no summary yet"), sentence, "join")


def closed(id_: str) -> Response:
    """Says that phones have had their time, and who still has the summary of the workshop."""
    sentence = translate(
        "Phones could get it here for {hours} hours after the workshop. It still exists: the "
        "facilitator has it and can send you the file.",
        hours=OPEN_HOURS,
    )
    return error_page(410, translate("The summary is no longer open here"), sentence, "join", id_)


def _for_reading(id_: str) -> Sealed:
    need_reader()
    return _found(id_)


def _at_desk(id_: str) -> Sealed:
    need_facilitator()
    return _found(id_)


def _leads(sealed: Sealed) -> bool:
    """True if who reads may also decide about the summary."""
    grant = grant_of("facilitator")
    return grant is not None and grant.rights.leads.shows(sealed.team_id)


def _found(id_: str) -> Sealed:
    sealed, still_open = _find(id_)
    return abort(404) if still_open or sealed is None else sealed


def _lendable(id_: str) -> Sealed:
    """Like `_at_desk`, but refuses trials: what pretend people said is wiped."""
    sealed = _at_desk(id_)
    return sealed if services().settings.hosted and not sealed.trial else abort(404)


def _today() -> date:
    return date.fromisoformat(day_of(services().now()))


@reads
def _find(session: Session, id_: str) -> tuple[Sealed | None, bool]:
    return summary_of(session, id_), open_workshop(session, id_) is not None


def forget(session: Session, id_: str) -> None:
    """Deletes a summary with the letters to its tellers."""
    delete_letters_from(session, services().store.story_keys, id_)
    delete_summary(session, id_)


@drafts.get("/<id_>/draft/", endpoint="view")
def view_draft(id_: str) -> AnyResponse:
    """The page of what would stay if the workshop ended now, and every format of it."""
    need_desk(id_)
    found = _draft(id_)
    if not isinstance(found, Summary):
        return _over(url_for("summary.view", id_=id_), found)
    shown = one_file.page_contents(found, reader(language()))
    return page("summary/draft.html", id=id_, files=files(found, "draft.file", id_), **shown)


@drafts.get("/<id_>/draft.<ending>", endpoint="file")
def draft_file(id_: str, ending: str) -> AnyResponse:
    """The draft as a file."""
    need_desk(id_)
    found = _draft(id_)
    if not isinstance(found, Summary):
        return _over(url_for("summary.file", id_=id_, ending=ending), found)
    return summary_file(found, ending)


def _over(final: str, sealed: bool) -> AnyResponse:
    """Sends to the finished summary, if there is one: there is nothing to draft any more."""
    return redirect(final, 303) if sealed else abort(410)


@on_database
def _draft(id_: str) -> Summary | bool:
    """The draft; once there is none to make, whether the summary is kept."""
    sealed, still_open = _find(id_)
    found = services().store.workshops.open(id_) if still_open and not sealed else None
    if found is None:
        return sealed is not None
    room = read_room(found)
    began = room.state.started_at
    return draft_of(room, date.fromisoformat(day_of(began or services().now())))
