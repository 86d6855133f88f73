"""Letters to tellers at the desk of a finished workshop: they are read, and let through or not."""

from dataclasses import dataclass
from typing import Literal

from flask import Blueprint, Response, abort, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.rules.agenda import Told
from workshop.storage.contributions import contribution
from workshop.storage.letters import (
    LetterBatch,
    batches_of,
    end_decided,
    pass_letters_on,
    waiting_batches,
)
from workshop.storage.library import Sealed, open_workshop, summary_of
from workshop.summary.reader import long_day
from workshop.web.forms import Form, pressed
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import language, translate
from workshop.web.people.noting import note_at_desk
from workshop.web.rendering import page
from workshop.web.services import on_database, reads, reads_all, services, writes_all
from workshop.web.summaries.retention import letters_wait

blueprint = Blueprint("letters", __name__, url_prefix="/desk")


class DecidedLetters(Form):
    """The letters to one teller that are let through, by their places; or that none is."""

    to: str
    do: Literal["", "through", "none"]
    letter: list[str]


@dataclass(frozen=True)
class ShownBatch:
    """The letters to the teller of one story, under its title; `fault` is what is wrong in its
    form, or ""."""

    place: Told
    title: str
    letters: tuple[str, ...]
    fault: str


@blueprint.get("/<id_>/letters/")
def view(id_: str) -> Response:
    """The letters of a workshop that wait for its facilitator."""
    return _page(_kept(id_))


@blueprint.post("/<id_>/letters/")
def send(id_: str) -> AnyResponse:
    """Lets the ticked letters of a story through and ends the others, once."""
    sealed, grant = _kept(id_), need_facilitator()
    form = pressed(DecidedLetters)
    none = form.do == "none"
    ticked = frozenset(() if none else form.letter)
    if not (none or ticked):
        return _page(sealed, 422, faulty=form.to)
    if not _decide(id_, form.to, ticked):
        return _page(sealed, 409)
    note_at_desk(grant, "letters_decided", id_)
    return redirect(url_for("letters.view", id_=id_), 303)


def _kept(id_: str) -> Sealed:
    """The summary of a workshop that somebody may lead; ends the request for all others. Those who
    led it as guests find nothing: their links ended with it."""
    need_facilitator()
    return _find(id_) or abort(404)


@reads
def _find(session: Session, id_: str) -> Sealed | None:
    return None if open_workshop(session, id_) else summary_of(session, id_)


def _page(sealed: Sealed, status: int = 200, faulty: str = "") -> Response:
    batches, until = _read(sealed.id)
    fault = translate("Tick a letter, or let none through.") if faulty else ""
    shown = [
        ShownBatch(one.place, title, one.letters, fault if one.place == faulty else "")
        for one, title in batches
    ]
    return page(
        "letters.html",
        status,
        one=sealed,
        day=long_day(sealed.date, language()),
        batches=shown,
        until=letters_wait(until, sealed.keep_until),
        late=status == 409,
        fresh=request.method == "GET",
    )


@on_database
def _read(id_: str) -> tuple[list[tuple[LetterBatch, str]], str]:
    """Returns the letters that wait, each batch with the title of its story, and their last day."""
    batches = reads(batches_of)(services().store.story_keys, id_)
    until = reads(waiting_batches)().get(id_, "")
    return [(one, _title(one.story)) for one in batches], until


def _title(story: str) -> str:
    """The title, which the workshop has heard, of a story that may be another team's."""
    one = reads_all(contribution)(services().store.story_keys, story)
    return one.words.story.title if one and one.words and one.words.story else ""


@on_database
def _decide(id_: str, to: str, ticked: frozenset[str]) -> bool:
    """Decides about the letters to a teller; False where that was done before."""
    decided = _decided(id_, to, ticked)
    if decided:
        reads_all(end_decided)(services().store.story_keys)
    return decided


# All of the library: the teller may be another team's. It is known that these letters are not.
@writes_all
def _decided(session: Session, id_: str, to: str, ticked: frozenset[str]) -> bool:
    keys = services().store.story_keys
    waiting = batches_of(session, keys, id_)
    batch = next((one for one in waiting if one.place == to), None)
    if batch is None:
        return False
    numbered = enumerate(batch.letters)
    pass_letters_on(session, keys, batch, [text for at, text in numbered if str(at) in ticked])
    return True
