"""The facilitator's home: open workshops, summaries, and the way to a new one."""

from typing import Any

from flask import Blueprint, Response, redirect
from werkzeug.wrappers import Response as AnyResponse

from workshop.actions.create import NewWorkshop, create_workshop
from workshop.people.teams import team_ids
from workshop.rules.pretend_people import PretendPeople
from workshop.storage.library import Sealed, open_workshops, sealed_workshops
from workshop.stories.pack import built_in
from workshop.summary.kept_summaries import unreadable
from workshop.summary.written_days import long_day
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import language, translate, translator
from workshop.web.rendering import page
from workshop.web.services import on_database, services
from workshop.web.summaries.retention import kept

blueprint = Blueprint("library", __name__, url_prefix="/desk")


@blueprint.get("/")
def home() -> Response:
    """The first page: open workshops, kept summaries, and a new workshop."""
    need_facilitator()
    listed, sealed, teams, unread = on_database(_lists)
    readable = {one.id for one in listed if services().store.can_read(one.id)}
    return page(
        "library.html",
        open=listed,
        readable=readable,
        rehearsals={one.id for one in (*listed, *sealed) if services().rehearses(one.id)},
        sealed=[_row(one) for one in sealed],
        teams=teams,
        unread=unread,
    )


@blueprint.post("/trial")
def trial() -> AnyResponse:
    """A workshop with pretend people, to see how the usual hour goes."""
    need_facilitator()
    new = NewWorkshop(
        title=translate("A first try"),
        team=translate("Pretend people"),
        story=built_in()[-2],
        template="60",
        language=language(),
        trial=True,
        translate=translator(),
    )
    id_ = on_database(create_workshop, services().store, new, services().now())
    services().start_trial(id_, PretendPeople(language=language()))
    return redirect(f"/desk/{id_}/", 303)


def _lists() -> Any:
    with services().store.library.read() as session:
        sealed = sealed_workshops(session)
        unread = {one.id: unreadable(one.body) for one in sealed}
        return open_workshops(session), sealed, team_ids(session), unread


def _row(one: Sealed) -> dict[str, object]:
    return {
        "id": one.id,
        "title": one.title,
        "team": one.team,
        "trial": one.trial,
        "day": long_day(one.date, language()),
        "kept": "" if one.trial else kept(one.keep_until),
    }
