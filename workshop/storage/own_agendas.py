"""The agendas that a team has made its own, each kept as the text of its file."""

import secrets
from dataclasses import dataclass
from itertools import count

from sqlalchemy import delete as delete_from
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workshop.rules.agenda_faults import Fault
from workshop.rules.agenda_file import AgendaFile, read_agenda_file, write_file
from workshop.rules.limits import TITLE_CHARS
from workshop.storage.library_tables import OwnAgenda

MOST_AGENDAS = 100
"""The most agendas that are kept; nobody could look over more."""
TOO_MANY_AGENDAS = Fault(0, "", "too_many_kept", {"limit": MOST_AGENDAS})
SAME_NAME = Fault(0, "name", "same_name")


@dataclass(frozen=True)
class Kept:
    """A saved agenda. `file` is None if this version can't read it."""

    id: str
    name: str
    body: str
    file: AgendaFile | None


def own_agendas(session: Session) -> list[Kept]:
    """Returns every saved agenda, sorted by name."""
    order = (func.lower(OwnAgenda.name), OwnAgenda.id)
    return [_kept(row) for row in session.scalars(select(OwnAgenda).order_by(*order))]


def own_agenda(session: Session, id_: str) -> Kept | None:
    """Returns a saved agenda, or None if there is none with this id."""
    row = session.get(OwnAgenda, id_)
    return _kept(row) if row else None


def keep_agenda(session: Session, file: AgendaFile, id_: str = "", team: str = "") -> str | Fault:
    """Keeps an agenda, in place of the one with this id if there is one, else as this team's; gives
    its id."""
    row = session.get(OwnAgenda, id_) if id_ else None
    if _taken(session, file.name, id_):
        return SAME_NAME
    if row is None:
        return _add(session, file, team)
    row.name, row.body = file.name, write_file(file)
    return row.id


def keep_beside(session: Session, file: AgendaFile, team: str = "") -> str | Fault:
    """Keeps one that came from elsewhere; where its name is taken it gets a number behind it."""
    name = free_name(session, file.name)
    return _add(session, AgendaFile(name, file.language, file.agenda), team)


def free_name(session: Session, name: str) -> str:
    """Returns this name, with a number behind it if it is taken."""
    names = (_numbered(name, n) for n in count(1))
    return next(one for one in names if not _taken(session, one, ""))


def delete(session: Session, id_: str) -> None:
    """Deletes one. Workshops that were made with it keep their own copy."""
    session.execute(delete_from(OwnAgenda).where(OwnAgenda.id == id_))


def _add(session: Session, file: AgendaFile, team: str) -> str | Fault:
    if (session.scalar(select(func.count()).select_from(OwnAgenda)) or 0) >= MOST_AGENDAS:
        return TOO_MANY_AGENDAS
    row = OwnAgenda(id=secrets.token_hex(8), name=file.name, body=write_file(file), team=team)
    session.add(row)
    session.flush()
    return row.id


def _taken(session: Session, name: str, but: str) -> bool:
    names = select(OwnAgenda.name).where(OwnAgenda.id != but)
    return any(one.casefold() == name.casefold() for one in session.scalars(names))


def _numbered(name: str, n: int) -> str:
    end = f" ({n})" if n > 1 else ""
    return name[: TITLE_CHARS - len(end)].rstrip() + end


def _kept(row: OwnAgenda) -> Kept:
    read = read_agenda_file(row.body)
    return Kept(row.id, row.name, row.body, read if isinstance(read, AgendaFile) else None)
