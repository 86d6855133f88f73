"""The team that a story of a form belongs to, and who may tell it here."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from workshop.people.sign_ins import Grant
from workshop.storage.library_stories import Reach
from workshop.web.page_language import translate
from workshop.web.people.team_choice import own_teams, team_of_own
from workshop.web.services import services

REACHES: Mapping[str, Reach] = {"team": "team", "server": "server"}


@dataclass(frozen=True)
class Belonging:
    """A team's id, "" on a laptop, and a reach; or what is wrong, by the form's fields."""

    team: str = ""
    reach: Reach = "server"
    faults: Mapping[str, str] = field(default_factory=dict)


def belonging(form: Mapping[str, str], grant: Grant, *, needs_team: bool = False) -> Belonging:
    """Returns where a form's story belongs; on a laptop all of them belong to its owner.

    Without a team a story goes where somebody's own things go, unless it `needs_team`.
    """
    if not services().settings.hosted:
        return Belonging()
    name, reach = form.get("team", ""), REACHES.get(form.get("reach", ""))
    faults: dict[str, str] = {}
    if (name or needs_team) and name not in own_teams(grant).names:
        faults["team"] = translate("Choose one of your teams.")
    if reach is None:
        faults["reach"] = translate("Choose who may tell this here.")
    if faults or reach is None:
        return Belonging(faults=faults)
    return Belonging(team_of_own(name, grant), reach)
