"""Following up on a sealed workshop: a form that is filled from it, and what comes along."""

from dataclasses import replace

from workshop.actions.create import NewWorkshop, create_workshop
from workshop.rules.limits import TITLE
from workshop.storage.library import Sealed, summary_of
from workshop.summary.open_commitments import open_by_team, open_commitments
from workshop.web.page_language import translate
from workshop.web.services import on_database, services
from workshop.web.summaries.kept_summary import summary_in


def create(new: NewWorkshop) -> str:
    """Opens the workshop with what its team has taken on and not settled; gives its id."""
    id_: str = on_database(_create, new)
    return id_


def _create(new: NewWorkshop) -> str:
    with services().store.library.read() as session:
        carried = open_commitments(session, new.team) if new.team else ()
    return create_workshop(services().store, replace(new, carried=carried), services().now())


def counted() -> dict[str, int]:
    """How many commitments would come along, by the name of the team in small letters."""
    found: dict[str, int] = on_database(_counted)
    return found


def _counted() -> dict[str, int]:
    with services().store.library.read() as session:
        return open_by_team(session)


def filled_from(id_: str) -> dict[str, str]:
    """Returns the form's fields when a sealed workshop is followed up; none if there is none.

    Of a summary that can't be read here nothing is followed up: its commitments would stay behind.
    """
    sealed: Sealed | None = on_database(_sealed, id_)
    if sealed is None:
        return {}
    return {
        "title": _titled(sealed.title),
        "team": sealed.team,
        "template": "follow_up",
        "language": summary_in(sealed).language,
    }


def _titled(title: str) -> str:
    """A title that says so once, where there is room for it."""
    form = translate("Follow-up: {title}")
    named = title if title.startswith(form.format(title="").strip()) else form.format(title=title)
    return named if len(named) <= TITLE else title


def _sealed(id_: str) -> Sealed | None:
    with services().store.library.read() as session:
        return summary_of(session, id_)
