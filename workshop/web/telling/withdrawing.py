"""Withdrawing a story for good: its contributor does it, or tells its editor to."""

from flask import Blueprint, Response, abort, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.storage.contributions import Contributed, Status
from workshop.stories.contributing import KeyedLibrary
from workshop.stories.ways_out import withdraw_story
from workshop.web.forms import SureOfSeen, pressed
from workshop.web.guarding.access import need_facilitator
from workshop.web.people.noting import note_in_team
from workshop.web.rendering import page
from workshop.web.services import in_library
from workshop.web.telling.editor_acts import done, no_longer, opened_contribution, seen_text
from workshop.web.telling.waiting_workshops import take_from_workshops

blueprint = Blueprint("story_withdrawing", __name__, url_prefix="/desk/stories/told")
TELLING_STATES: tuple[Status, ...] = ("received", "being_read", "your_turn", "ready")


def withdraw_everywhere(id_: str) -> None:
    """Takes a story out of the library, and out of workshops to come."""
    in_library(withdraw_story)(id_)
    take_from_workshops(id_)


@blueprint.get("/<id_>/withdraw")
def ask(id_: str) -> Response:
    """Asks for whom, and says what it does."""
    return _ask(_told(id_))


@blueprint.post("/<id_>/withdraw")
def send(id_: str) -> AnyResponse:
    """Withdraws a story, as its contributor has asked for."""
    one, grant = _told(id_), need_facilitator()
    asked = pressed(SureOfSeen)
    if not asked.sure:
        return _ask(one)
    if done(id_, grant, asked.seen, _withdraw) is None:
        return no_longer()
    take_from_workshops(id_)
    note_in_team(grant, "story_withdrawn", one.team, "")
    return redirect(url_for("story_editing.home"), 303)


def _told(id_: str) -> Contributed:
    one, _ = opened_contribution(id_)
    return one if one.status in TELLING_STATES and one.words and one.words.story else abort(404)


def _ask(one: Contributed) -> Response:
    return page("story_withdraw.html", one=one, seen=seen_text(one))


def _withdraw(library: KeyedLibrary, id_: str) -> bool:
    withdraw_story(library, id_)
    return True
