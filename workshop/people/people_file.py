"""Teams and people from a file: a table with a line for each person in each team.

A file only adds. What people have already stays, so that it can be imported again and again.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import cast, get_args

from sqlalchemy import select
from sqlalchemy.orm import Session

from workshop.people.members import Role, add_person, make_member
from workshop.people.openid import PROXY_ISSUER
from workshop.people.teams import add_team, same_name
from workshop.rules.limits import NAME_CHARS
from workshop.rules.limits import TEAM_CHARS as TEAM_NAME
from workshop.rules.text import one_line
from workshop.storage.people_tables import OWN_SPACE, Membership, Person, SignIn, Team

COLUMNS = ("team", "name", "role")
ROLE_NAMES: tuple[Role, ...] = get_args(Role)


@dataclass(frozen=True)
class PersonLine:
    """A line of the file: `number` is where it begins, counted as an editor does."""

    number: int
    team: str
    name: str
    role: Role


@dataclass
class FromFile:
    """The outcome: sentences about wrong lines, after which nothing was changed; or how many teams,
    people and roles in teams are new, and the ids of everybody in the file."""

    faults: list[str]
    teams: int = 0
    people: int = 0
    roles: int = 0
    everybody: list[str] = field(default_factory=list)


def read_lines(text: str) -> tuple[list[PersonLine], list[str]]:
    """Returns the lines of a file, and a sentence about each that is wrong."""
    try:
        rows = iter([*_rows(text)])
    except csv.Error:
        return [], ["A quotation mark has no end, so no line was read."]
    head = [cell.strip().casefold() for cell in next(rows, (1, []))[1]]
    if head != [*COLUMNS]:
        return [], [at(1, f"it must be {','.join(COLUMNS)}, the names of the columns.")]
    lines, faults = list[PersonLine](), list[str]()
    for number, row in rows:
        cells = [one_line(cell) for cell in row]
        if fault := _fault(cells):
            faults.append(at(number, fault))
        elif any(cells):
            team, name, role = cells
            lines.append(PersonLine(number, team, name, cast(Role, role.casefold())))
    return lines, faults


def at(number: int, fault: str) -> str:
    """Returns what is said of a line."""
    return f"Line {number}: {fault}"


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    first = text.partition("\n")[0]
    # Where a comma is the decimal sign, spreadsheets write semicolons.
    rows = csv.reader(text.splitlines(), delimiter=";" if ";" in first else ",")
    for row in rows:
        yield rows.line_num, row


def _fault(cells: list[str]) -> str:
    if not any(cells):
        return ""
    if len(cells) != len(COLUMNS):
        return (
            f"it has {len(cells)} cells, and must have {len(COLUMNS)}: {', '.join(COLUMNS)}. "
            "A name that holds a comma needs quotation marks around it."
        )
    team, name, role = cells
    for what, said, most in (("team", team, TEAM_NAME), ("name", name, NAME_CHARS)):
        if not said:
            return f"the {what} is missing."
        if len(said) > most:
            return f"the {what} has {len(said)} characters; the limit is {most}."
    if role.casefold() not in ROLE_NAMES:
        return f"the role is {role!r}; it must be {' or '.join(ROLE_NAMES)}."
    return ""


class _Importing:
    """An import under way: who is here, and which teams, by their names in small letters."""

    def __init__(self, session: Session, *, vouched: bool) -> None:
        self._session, self._vouched = session, vouched
        self._people, self._teams = dict[str, list[str]](), dict[str, str]()
        self._led = set[str]()
        for person in session.scalars(select(Person).order_by(Person.id)):
            if name := self._name_of(person):
                self._people.setdefault(same_name(name), []).append(person.id)
        for team in session.scalars(select(Team).where(Team.id.not_like(f"{OWN_SPACE}%"))):
            self._teams.setdefault(same_name(team.name), team.id)

    def _name_of(self, person: Person) -> str:
        """Returns what a file calls somebody: their confirmed address where a provider signs them
        in, since people choose their names there and could take another's role; "" without one."""
        by_provider = self._vouched and person.issuer not in {"", PROXY_ISSUER}
        return person.email if by_provider else person.name

    def faults(self, lines: list[PersonLine]) -> list[str]:
        """Returns a sentence for each line that cannot be followed."""
        led = {same_name(line.team) for line in lines if line.role == "leads"} | {*self._teams}
        return [said for line in lines if (said := self._fault(line, led))]

    def _fault(self, line: PersonLine, led: set[str]) -> str:
        count = len(self._people.get(same_name(line.name), ()))
        if count > 1:
            return at(line.number, f"{count} people here are called {line.name}. Leave the line "
                      "out, and invite them on the page of the team’s members.")  # fmt: skip
        if self._vouched and not count:
            return at(line.number, f"{line.name} has never signed in here. Everyone signs in "
                      "once; then import the file again. Where a provider signs people in, the "
                      "name is their confirmed e-mail address.")  # fmt: skip
        if same_name(line.team) not in led:
            return at(line.number, f"nobody leads the new team {line.team}. Let a line of this "
                      "team say “leads”.")  # fmt: skip
        return ""

    def add(self, line: PersonLine, done: FromFile) -> None:
        """Adds what a line says and is not here yet."""
        if same_name(line.name) not in self._people:
            self._people[same_name(line.name)] = [add_person(self._session, line.name)]
            done.people += 1
        (person,) = self._people[same_name(line.name)]
        done.everybody.append(person)
        self._join(self._team(line.team, done), person, line.role, done)

    def _team(self, name: str, done: FromFile) -> str:
        if same_name(name) not in self._teams:
            self._teams[same_name(name)] = add_team(self._session, name)
            done.teams += 1
        return self._teams[same_name(name)]

    def _join(self, team: str, person: str, role: Role, done: FromFile) -> None:
        member = self._session.get(Membership, (team, person))
        if member is None or (role == "leads" and member.role != "leads"):
            make_member(self._session, team, person, role)
            done.roles += 1


def import_people(session: Session, text: str, *, vouched: bool) -> FromFile:
    """Adds the teams, people and roles of a file that are not here yet, or nothing if any line is
    wrong. Where a provider or a proxy says who people are (`vouched`), it adds no people."""
    lines, faults = read_lines(text)
    importing = _Importing(session, vouched=vouched)
    done = FromFile(faults or importing.faults(lines))
    for line in [] if done.faults else lines:
        importing.add(line, done)
    return done


def signed_out(session: Session, people: Iterable[str]) -> list[Person]:
    """Returns those of some people who are signed in in no browser, by name."""
    here = select(SignIn.person).where(SignIn.person.is_not(None))
    rows = select(Person).where(Person.id.in_([*people]), Person.id.not_in(here))
    return sorted(session.scalars(rows), key=lambda row: (same_name(row.name), row.id))
