"""Removing parts of the name of a teller who answered by a file: they have no page of their own."""

from flask import Blueprint, Response, abort, redirect, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.storage.contributions import Contributed, Naming
from workshop.storage.library import day_of
from workshop.stories.contributing import NAMINGS, lower_name
from workshop.web.forms import pressed
from workshop.web.guarding.access import need_facilitator
from workshop.web.rendering import page
from workshop.web.services import services
from workshop.web.telling.contributor_form import LoweredNaming
from workshop.web.telling.editor_acts import done, is_file, no_longer, opened, seen_text
from workshop.web.telling.waiting_workshops import change_in_workshops

blueprint = Blueprint("story_naming", __name__, url_prefix="/desk/stories/told")


def lower_namings(one: Contributed) -> tuple[Naming, ...]:
    """Returns the namings that say less than the present one, of a story that came by a file."""
    words = one.words
    if not is_file(one) or words is None or words.story is None:
        return ()
    return NAMINGS[NAMINGS.index(words.naming) + 1 :]


@blueprint.get("/<id_>/name")
def ask(id_: str) -> Response:
    """Asks how much less is said, and says for whom."""
    one = _named(id_)
    return page("story_name.html", one=one, seen=seen_text(one), lower=lower_namings(one))


@blueprint.post("/<id_>/name")
def send(id_: str) -> AnyResponse:
    """Says less from here on, also in workshops to come, as the contributor has asked for."""
    one, grant, asked = _named(id_), need_facilitator(), pressed(LoweredNaming)
    if asked.naming not in lower_namings(one):
        abort(404)
    today = day_of(services().now())
    if done(id_, grant, asked.seen, lower_name, asked.naming, today) is None:
        return no_longer()
    now, _ = opened(id_)
    if now.words and now.words.story:
        change_in_workshops(id_, now.words.story)
    return redirect(url_for("story_editing.home"), 303)


def _named(id_: str) -> Contributed:
    one, _ = opened(id_)
    return one if lower_namings(one) else abort(404)
