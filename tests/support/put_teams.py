"""Teams of which a test says no more than their ids."""

from sqlalchemy.orm import Session

from workshop.storage.people_tables import Team


def put_teams(session: Session, *ids: str) -> None:
    """Adds those of these teams that are not there; "" is none."""
    for id_ in ids:
        if id_ and session.get(Team, id_) is None:
            session.add(Team(id=id_, name=id_))
    session.flush()
