"""Trials and rehearsals with pretend people: how they begin and end, and how many there may be."""

from flask import Blueprint, Response, abort, redirect
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.actions.create import Copy, NewWorkshop, create_workshop, rehearse
from workshop.rules.pretend_people import PretendPeople, asked_for
from workshop.storage.library import Listed, has_most, open_workshop, open_workshops, summary_of
from workshop.stories.pack import built_in
from workshop.web.error_pages import error_page
from workshop.web.forms import Form, pressed
from workshop.web.guarding.access import need_facilitator
from workshop.web.home import listed_open
from workshop.web.page_language import language, plural, translate, translator
from workshop.web.people.team_choice import own_space_of
from workshop.web.services import opening, reads, services

blueprint = Blueprint("trial", __name__, url_prefix="/desk")


class RehearsalForm(Form):
    """How many pretend people come."""

    people: str


@blueprint.post("/trial")
def trial() -> AnyResponse:
    """A workshop with pretend people, to see how the usual hour goes."""
    grant = need_facilitator()
    new = NewWorkshop(
        title=translate("A first try"),
        team=translate("Pretend people"),
        team_id=own_space_of(grant).id,
        story=built_in()[-2],
        template="60",
        language=language(),
        trial=True,
        translate=translator(),
    )
    id_ = _new_trial(new)
    if not id_:
        return _too_many()
    services().trials.start(id_, PretendPeople(language=language()))
    return redirect(f"/desk/{id_}/", 303)


@opening
def _new_trial(new: NewWorkshop) -> str:
    """Makes a trial and gives its id; "" where there are as many as there may be."""
    if _has_most_trials(new.team_id):
        return ""
    return create_workshop(services().store, new, services().steady())


def _has_most_trials(team_id: str) -> bool:
    """True if there are as many as there may be: in a team's place, or one person's; on a laptop in
    all."""
    settings = services().settings
    team = team_id if settings.hosted else ""
    return reads(has_most)(settings.most_trials, trial=True, team_id=team)


def _too_many() -> Response:
    sentence = plural(
        "{n} trial is open, as many as there may be at a time: its pretend people would slow down "
        "real ones. End it, then begin another.",
        "{n} trials are open, as many as there may be at a time: their pretend people would slow "
        "down real ones. End one, then begin another.",
        services().settings.most_trials,
    )
    return error_page(409, translate("One trial too many"), sentence, "workshops")


@blueprint.post("/<id_>/rehearse")
def begin(id_: str) -> AnyResponse:
    """Lets pretend people come to a copy of the workshop; or goes to the one that is running."""
    real, asked = listed_open(id_), pressed(RehearsalForm)
    copy = _rehearse(real)
    if copy is None and _has_most_trials(real.team_id):
        return _too_many()
    if copy is None:
        abort(404)
    if copy.fresh:
        people = asked_for(asked.people)
        services().trials.start(copy.id, PretendPeople(people, copy.language, rehearses=id_))
    return redirect(f"/desk/{copy.id}/", 303)


@opening
def _rehearse(real: Listed) -> Copy | None:
    """Returns the copy; None where there can be none, or are as many as there may be."""
    running = any(services().trials.rehearses(one.id) == real.id for one in reads(open_workshops)())
    if not running and _has_most_trials(real.team_id):
        return None
    return rehearse(services().store, real.id, services().steady())


@blueprint.post("/<id_>/trial/end")
def end(id_: str) -> AnyResponse:
    """Wipes it, and goes back to the workshop that was rehearsed, or to the list of workshops."""
    need_facilitator()
    real, here = services().trials.rehearses(id_), _is_here(id_)
    if here and not services().end_trial(id_) and services().boards.get(id_):
        abort(404)  # real people's; what is gone already, as with its workshop, needs no end
    back = real if real and _is_here(real) else ""
    return redirect(f"/desk/{back}/" if back else "/desk/", 303)


@reads
def _is_here(session: Session, id_: str) -> bool:
    return bool(open_workshop(session, id_) or summary_of(session, id_))
