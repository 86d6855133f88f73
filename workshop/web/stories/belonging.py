"""The team that a story of a form belongs to, and who may tell it here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Literal

from flask import abort
from msgspec import Meta

from workshop.people.sign_ins import Grant
from workshop.rules.agenda import message
from workshop.storage.keyring import Keys
from workshop.storage.library_stories import Reach
from workshop.web.forms import Form
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import translate
from workshop.web.people.team_choice import own_teams, team_of_own
from workshop.web.rendering import page
from workshop.web.services import services

NO_REACH_CHOSEN = message("Choose who may tell this here.")
REACH_WORDS: Mapping[str, Reach] = {"team": "team", "server": "server"}
OwnReach = Annotated[Literal["", "team", "server"], Meta(description=NO_REACH_CHOSEN)]
ID = 16
"""The characters of a story's id, in hexadecimal."""


@dataclass(frozen=True)
class Belonging:
    """A team's id, "" on a laptop, and a reach; or what is wrong, by the form's fields."""

    team: str = ""
    reach: Reach = "server"
    faults: Mapping[str, str] = field(default_factory=dict)


def need_lead() -> Grant:
    """Like `need_facilitator`, but ends the request of somebody who leads no team with a page that
    says whom to ask: a story of theirs would be anyone's to see, and no team's to take back."""
    grant = need_facilitator()
    if services().settings.hosted and not own_teams(grant).names:
        abort(page("story_no_team.html", 403))
    return grant


class BelongingForm(Form):
    """Where a story of a form belongs, as it is asked on a hosted server."""

    team: str
    reach: OwnReach


def belonging(form: BelongingForm, grant: Grant) -> Belonging:
    """Returns where a form's story belongs: to a team that they lead, on a laptop to its owner."""
    if not services().settings.hosted:
        return Belonging()
    names = own_teams(grant).names
    # Where somebody leads only one team, a form asks for none.
    name = form.team or (names[0] if len(names) == 1 else "")
    faults: dict[str, str] = {}
    if name not in names:
        faults["team"] = translate("Choose one of your teams.")
    if not form.reach:
        faults["reach"] = translate(NO_REACH_CHOSEN)
    if faults or not form.reach:
        return Belonging(faults=faults)
    return Belonging(team_of_own(name, grant), form.reach)


def story_id(form: str, team: str, grant: Grant) -> str:
    """Returns the id of a story that a form adds for a team, by the form's own name: so that a form
    which is sent twice adds one story, and nobody can choose an id."""
    made: bytes = Keys(services().store.server_key).mark("story", grant.person, team, form)
    return made.hex()[:ID]
