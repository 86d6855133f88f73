"""Pretend people: a rehearsal on a copy of a workshop, and the end of that and of every trial."""

from flask import Blueprint, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from workshop.actions.rehearsing import Copy, rehearse
from workshop.rules.pretend_people import PretendPeople, asked_for
from workshop.web.guarding.access import need_facilitator
from workshop.web.services import on_database, services

blueprint = Blueprint("trial", __name__, url_prefix="/desk")


@blueprint.post("/<id_>/rehearse")
def begin(id_: str) -> AnyResponse:
    """Lets pretend people come to a copy of the workshop; or goes to the one that is running."""
    need_facilitator()
    copy: Copy | None = on_database(rehearse, services().store, id_, services().now())
    if copy is None:
        abort(404)
    if copy.fresh:
        people = asked_for(request.form.get("people", ""))
        services().start_trial(copy.id, PretendPeople(people, copy.language, rehearses=id_))
    return redirect(f"/desk/{copy.id}/", 303)


@blueprint.post("/<id_>/trial/end")
def end(id_: str) -> AnyResponse:
    """Wipes it, and goes back to the workshop that was rehearsed, or to the list of workshops."""
    need_facilitator()
    real = services().rehearses(id_)
    if not services().end_trial(id_) and services().boards.get(id_):
        abort(404)  # real people's; what is gone already, as with its workshop, needs no end
    back = real if real and services().boards.get(real) else ""
    return redirect(f"/desk/{back}/" if back else "/desk/", 303)
