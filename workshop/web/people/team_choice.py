"""The team that a form names: on a laptop any name, on a hosted server one of one's own."""

from dataclasses import dataclass
from typing import Any

from workshop.people.sign_ins import Grant
from workshop.people.teams import choose_team, keep_own_space, led_by
from workshop.rules.text import one_line
from workshop.web.page_language import translate
from workshop.web.services import on_database, services


@dataclass(frozen=True)
class TeamChoice:
    """The team a form named: `id` is "" on a laptop, and where there is a `fault`."""

    id: str = ""
    fault: str = ""


@dataclass(frozen=True)
class OwnTeams:
    """The names of the teams that somebody leads; `others` says if a form takes other names."""

    names: tuple[str, ...]
    others: bool


def own_teams(grant: Grant) -> OwnTeams:
    """Returns what a form offers."""
    if not services().settings.hosted:
        return OwnTeams((), others=True)
    return OwnTeams(tuple(on_database(_led, grant.person).values()), others=grant.rights.operates)


def team_named_in(name: str, grant: Grant) -> TeamChoice:
    """Returns the team of this name; on a hosted server an operator's form makes a new one."""
    if not services().settings.hosted:
        return TeamChoice()
    id_ = on_database(_chosen, one_line(name), grant)
    if id_ is not None:
        return TeamChoice(id_)
    if grant.rights.operates and name.strip():
        return TeamChoice(fault=translate("Another team has this name. Choose a different one."))
    return TeamChoice(fault=translate("Choose one of your teams."))


def team_of_own(name: str, grant: Grant) -> str:
    """Returns the id of the team that gets what somebody made or brings along.

    The one of this name, or their only one; otherwise it stays theirs alone, so that it is kept.
    """
    named, names = team_named_in(name, grant), own_teams(grant).names
    if named.fault and len(names) == 1:
        named = team_named_in(names[0], grant)
    return own_space_of(grant).id if named.fault else named.id


def own_space_of(grant: Grant) -> TeamChoice:
    """Returns the place of what somebody tries out by themselves."""
    if not services().settings.hosted:
        return TeamChoice()
    return TeamChoice(on_database(_own_space, grant.person, translate("Only you")))


def _led(person: str) -> Any:
    with services().store.library.read() as session:
        return led_by(session, person)


def _chosen(name: str, grant: Grant) -> Any:
    with services().store.library.begin() as session:
        return choose_team(session, name, grant.person, may_make=grant.rights.operates)


def _own_space(person: str, name: str) -> Any:
    with services().store.library.begin() as session:
        return keep_own_space(session, person, name)
