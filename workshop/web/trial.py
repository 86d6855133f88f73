"""The end of a trial with pretend people, pressed at its desk."""

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response as AnyResponse

from workshop.web.guard import need_facilitator
from workshop.web.house import house

blueprint = Blueprint("trial", __name__, url_prefix="/desk")


@blueprint.post("/<id_>/trial/end")
def end(id_: str) -> AnyResponse:
    """Wipes the trial, and goes back to the list of workshops."""
    need_facilitator()
    if not house().end_trial(id_):
        abort(404)
    return redirect("/desk/", 303)
