"""The members of a team: inviting, roles, leaving, taking out."""

from collections.abc import Callable
from functools import partial
from typing import Literal

from flask import Blueprint, Response, abort, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.people import members
from workshop.people.invitations import INVITATION_DAYS, invite_member, withdraw_invitation
from workshop.people.members import OWNER, Member, Role, ShutOut, members_of
from workshop.people.sign_ins import Grant
from workshop.rules.agenda import message
from workshop.rules.limits import NAME_CHARS
from workshop.web.forms import ChosenLink, Form, Sure, pressed, read_sent
from workshop.web.guarding.access import need_reader
from workshop.web.guarding.addresses import qr_rows
from workshop.web.page_language import translate
from workshop.web.people.inviting import Invited, until
from workshop.web.people.noting import note_in_team
from workshop.web.people.shown_team import ShownTeam, read_team
from workshop.web.people.team_tabs import team_tabs
from workshop.web.rendering import page
from workshop.web.services import reads_all, services, writes_all

blueprint = Blueprint("members", __name__, url_prefix="/desk/teams")
ROLE_WORDS: dict[Role, str] = {
    "leads": message("Leads workshops, reads summaries, invites others"),
    "reads": message("Reads summaries"),
}
OWNER_IN_PATHS = "owner"
"""The owner's name in addresses, since the owner has no id."""
Last = Literal["last"]
"""Nobody else leads the team: it would be left to nobody."""


class InvitedMember(Invited):
    """Somebody who is to be invited to a team, and as what."""

    role: Role


class ChosenRole(Form):
    """Another role for a member."""

    role: Role


class Leaving(Sure):
    """Somebody who is to leave a team, and whether their links go to whoever takes them out."""

    links: Literal["", "mine"]


@blueprint.get("/<id_>/members")
def view(id_: str) -> Response:
    """Who belongs to a team; with an invitation that was just made, this once."""
    shown, grant = _team(id_)
    return _page(
        shown, services().shown_once.take(grant.sign_in, team_place(id_), services().steady())
    )


@blueprint.post("/<id_>/members/invite")
def invite_somebody(id_: str) -> AnyResponse:
    """An invitation. The page behind shows it, so that a reload makes no other."""
    shown, grant = _changeable(id_)
    sent = read_sent(InvitedMember)
    if sent.form is None:
        return _page(shown, fault=sent.faults["name"], name=sent.values["name"], status=422)
    name, role = sent.form.name, sent.form.role
    secret = writes_all(invite_member)(name, id_, role, until(), grant.person)
    note_in_team(grant, "invited", id_, name)
    services().shown_once.keep(grant.sign_in, team_place(id_), secret, services().steady())
    return redirect(url_for("members.view", id_=id_), 303)


@blueprint.post("/<id_>/members/withdraw")
def withdraw_one(id_: str) -> AnyResponse:
    """Ends an invitation that nobody has accepted yet."""
    _changeable(id_)
    if not writes_all(withdraw_invitation)(id_, pressed(ChosenLink).link):
        abort(404)
    return redirect(url_for("members.view", id_=id_), 303)


@blueprint.post("/<id_>/members/<person>/role")
def change_role(id_: str, person: str) -> AnyResponse:
    """Gives a member another role."""
    shown, grant = _changeable(id_)
    member, role = _member(shown, person), pressed(ChosenRole).role
    if member.person != grant.person and not shown.may_change(member):
        abort(404)
    if role == member.role:
        # It would make a role by hand of one that a group gives.
        return redirect(url_for("members.view", id_=id_), 303)
    if role == "leads":
        _let_lead(id_, member.person)
        note_in_team(grant, role, id_, member.name)
        return redirect(url_for("members.view", id_=id_), 303)
    done = _unless_last(id_, member.person, members.only_reads)
    if done != "last":
        note_in_team(grant, role, id_, member.name)
    return _after(shown, member, done)


@blueprint.get("/<id_>/members/<person>/out")
def ask(id_: str, person: str) -> Response:
    """Says what it does to leave a team, or to take somebody out of it, before it is done."""
    shown, grant = _team(id_)
    return _ask(shown, _may_go(shown, grant, person))


@blueprint.post("/<id_>/members/<person>/out")
def take_out(id_: str, person: str) -> AnyResponse:
    """Takes them out when that was said twice."""
    shown, grant = _team(id_)
    member = _may_go(shown, grant, person)
    asked = pressed(Leaving)
    if not asked.sure:
        return _ask(shown, member)
    heir = grant.person if asked.links else None
    done = _unless_last(id_, member.person, partial(members.leave_team, links_to=heir))
    if done != "last":
        left = member.person == grant.person
        note_in_team(grant, "left" if left else "taken_out", id_, member.name)
    return _after(shown, member, done)


def seen_team(id_: str) -> tuple[ShownTeam, bool]:
    """Returns a team for whoever may change it, and whether they may read its titles; ends the
    request for all others."""
    shown, grant = _changeable(id_)
    return shown, grant.rights.leads.shows(id_)


def end_desks(shut_out: ShutOut) -> None:
    """Ends at once what somebody still has open of the workshops that they are shut out of."""
    end, now = services().live.end_sign_in, services().steady()
    for sign_in in shut_out.ended:
        end(sign_in, "", "taken_back")
    for sign_in in shut_out.sign_ins:
        for workshop in shut_out.workshops:
            # Until now: who comes back to the team opens the desk anew.
            end(sign_in, workshop, "taken_back", now)


def member_name(member: Member) -> str:
    """A member's name, for a page."""
    return member.name or translate("The owner of this server")


def _after(shown: ShownTeam, member: Member, done: ShutOut | Last) -> AnyResponse:
    if done == "last":
        return _ask(shown, member, last=True)
    if isinstance(done, ShutOut):
        end_desks(done)
    back = "library.home" if member.person == shown.me else "members.view"
    return redirect(url_for(back, id_=shown.id) if back == "members.view" else url_for(back), 303)


def hosted_only(grant: Grant) -> Grant:
    """Returns who asks, or ends the request on a laptop, where there is nobody else."""
    return grant if services().settings.hosted else abort(404)


def _team(id_: str) -> tuple[ShownTeam, Grant]:
    """The team, for its members and for operators; ends the request for all others."""
    grant = hosted_only(need_reader())
    shown = reads_all(read_team)(id_, grant)
    return (shown, grant) if shown else abort(404)


def _changeable(id_: str) -> tuple[ShownTeam, Grant]:
    shown, grant = _team(id_)
    return (shown, grant) if shown.changes else abort(404)


def _may_go(shown: ShownTeam, grant: Grant, person: str) -> Member:
    """The member, whom somebody may take out: themselves, or others whom they may change."""
    member = _member(shown, person)
    return member if member.person == grant.person or shown.may_change(member) else abort(404)


def _member(shown: ShownTeam, person: str) -> Member:
    id_ = OWNER if person == OWNER_IN_PATHS else person
    return next((one for one in shown.members if one.person == id_), None) or abort(404)


def team_place(team: str) -> str:
    """Where a link that was just made waits for the page of its team."""
    return f"team {team}"


def _page(
    shown: ShownTeam, secret: str = "", fault: str = "", name: str = "", status: int = 200
) -> Response:
    url = services().addresses.entrance(secret)
    return page(
        "members.html",
        status,
        team=shown,
        tabs=team_tabs(shown.id, need_reader()),
        roles={role: translate(said) for role, said in ROLE_WORDS.items()},
        name_of=member_name,
        in_path=lambda person: person or OWNER_IN_PATHS,
        made=url,
        qr=qr_rows(url) if url else (),
        days=INVITATION_DAYS,
        fault=fault,
        typed=name,
        limit=NAME_CHARS,
        module=services().statics.url("js/pages/links.js"),
    )


def _ask(shown: ShownTeam, member: Member, last: bool = False) -> Response:
    return page(
        "member_out.html",
        409 if last else 200,
        team=shown,
        name=member_name(member),
        person=member.person or OWNER_IN_PATHS,
        myself=member.person == shown.me,
        last=last,
        links=len(reads_all(members.links_made)(shown.id, member.person)),
    )


@writes_all
def _let_lead(session: Session, team: str, person: str) -> None:
    # Somebody may have taken them out meanwhile, who would be in again.
    if any(one.person == person for one in members_of(session, team)):
        members.make_member(session, team, person, "leads")


@writes_all
def _unless_last(
    session: Session, team: str, person: str, work: Callable[[Session, str, str], ShutOut]
) -> ShutOut | Last:
    last = members.is_last_lead(session, team, person)
    return "last" if last else work(session, team, person)
