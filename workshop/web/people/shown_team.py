"""A team as its page of members shows it to somebody, with what they may change there."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from workshop.people.invitations import Invitation, invited, may_invite_again
from workshop.people.members import Member, members_of
from workshop.people.sign_ins import Grant
from workshop.people.teams import team_name
from workshop.storage.library import day_of
from workshop.web.services import services


@dataclass(frozen=True)
class ShownTeam:
    """A team as its page of members shows it to somebody."""

    id: str
    name: str
    members: list[Member]
    invitations: list[Invitation]
    me: str
    changes: bool
    """True if they may invite and take out."""
    above: bool
    """True if they may do that to others who lead, too: not who leads by a group alone, who could
    make themselves the last to lead, and lead for ever."""

    elsewhere: bool
    """True if they may invite people who cannot sign in here."""
    again: frozenset[str] = frozenset()
    """The members whom they may invite to sign in again."""

    def may_change(self, member: Member) -> bool:
        """True if they may change another member's role, and take them out."""
        return self.changes and member.person != self.me and (self.above or member.role == "reads")


def read_team(session: Session, id_: str, grant: Grant) -> ShownTeam | None:
    """Returns a team as somebody may see it, or None."""
    today = day_of(services().now())
    name, found = team_name(session, id_), members_of(session, id_)
    mine = next((one for one in found if one.person == grant.person), None)
    operates = grant.rights.operates
    changes = operates or (mine is not None and mine.role == "leads")
    above = operates or (changes and mine is not None and not mine.by_group)
    if not name or not found or not (mine or changes):
        return None
    coming = invited(session, id_, today) if changes else []
    vouched = services().settings.knows_people
    shown = ShownTeam(
        id_, name, found, coming, grant.person, changes, above, operates or not vouched
    )
    return replace(shown, again=_again(session, shown, vouched))


def _again(session: Session, shown: ShownTeam, vouched: bool) -> frozenset[str]:
    others = [one.person for one in shown.members if shown.may_change(one)]
    return frozenset(
        one for one in others if may_invite_again(session, shown.me, one, vouched=vouched)
    )
