"""What a workshop is called, open or sealed."""

from workshop.storage.library import open_workshop, summary_of
from workshop.web.house import house, on_database


def title_of(id_: str) -> str:
    """The title of a workshop; "" when there is none."""
    found: str = on_database(_title, id_)
    return found


def _title(id_: str) -> str:
    with house().store.library.begin() as session:
        found = open_workshop(session, id_) or summary_of(session, id_)
    return found.title if found else ""
