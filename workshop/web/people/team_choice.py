"""The team that a form names: on a laptop any name, on a hosted server one of one's own."""

from dataclasses import dataclass

from workshop.people.sign_ins import Grant
from workshop.people.teams import choose_team, keep_own_space, led_by
from workshop.rules.text import one_line
from workshop.web.page_language import translate
from workshop.web.services import reads_all, services, writes_all


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
    return OwnTeams(tuple(reads_all(led_by)(grant.person).values()), others=grant.rights.operates)


def team_named_in(name: str, grant: Grant) -> TeamChoice:
    """Returns the team of this name; on a hosted server an operator's form makes a new one."""
    if not services().settings.hosted:
        return TeamChoice()
    id_ = writes_all(choose_team)(one_line(name), grant.person, may_make=grant.rights.operates)
    if id_ is not None:
        return TeamChoice(id_)
    if grant.rights.operates and name.strip():
        return TeamChoice(fault=translate("Another team has this name. Choose a different one."))
    return TeamChoice(fault=translate("Choose one of your teams."))


def team_led(name: str, grant: Grant) -> str:
    """Returns the id of the team of this name that somebody leads; "" on a laptop, and for none."""
    if not services().settings.hosted:
        return ""
    return reads_all(choose_team)(one_line(name), grant.person, may_make=False) or ""


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
    return TeamChoice(writes_all(keep_own_space)(grant.person, translate("Only you")))
