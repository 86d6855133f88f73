"""Inviting people who are known here to sign in again, where their cookie is gone."""

from flask import Blueprint, abort, redirect, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.invitations import invite_again, may_invite_again
from workshop.people.members import teams_of
from workshop.people.sign_ins import Grant
from workshop.web.guarding.access import need_operator, need_reader
from workshop.web.people.inviting import until
from workshop.web.people.members_page import hosted_only, seen_team, team_place
from workshop.web.people.noting import note_in_team
from workshop.web.people.operator_page import OPERATORS_PLACE
from workshop.web.services import services, writes_all

blueprint = Blueprint("again", __name__, url_prefix="/desk")


@blueprint.post("/teams/<id_>/members/<person>/again")
def in_team(id_: str, person: str) -> AnyResponse:
    """A link for a member. The page behind shows it, so that a reload makes no other."""
    grant, (shown, _) = hosted_only(need_reader()), seen_team(id_)
    if person not in shown.again:
        abort(404)
    _make(grant, person, id_, team_place(id_))
    return redirect(url_for("members.view", id_=id_), 303)


@blueprint.post("/operator/people/<person>/again")
def by_operator(person: str) -> AnyResponse:
    """A link for anybody whom this server knows, for an operator."""
    grant = hosted_only(need_operator())
    _make(grant, person, "", OPERATORS_PLACE)
    return redirect(url_for("operator.view"), 303)


def _make(grant: Grant, person: str, team: str, place: str) -> None:
    made = _invite(grant.person, person, team)
    if not made:
        abort(404)
    secret, name, teams = made
    for one in teams:
        # Everyone who leads one of their teams can see it.
        note_in_team(grant, "invited_again", one, name)
    services().shown_once.keep(grant.sign_in, place, secret, services().steady())


@writes_all
def _invite(session: Session, by: str, person: str, team: str) -> tuple[str, str, list[str]] | None:
    if not may_invite_again(session, by, person, vouched=services().settings.knows_people):
        return None
    secret, name = invite_again(session, person, team, until(), by)
    return secret, name, [*teams_of(session, person)]
