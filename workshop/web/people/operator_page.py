"""The operator's page: people, teams and this server, and no words of anybody."""

import shutil
from dataclasses import dataclass
from datetime import date
from importlib.metadata import version
from typing import Literal

from flask import Blueprint, Response, abort, redirect
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.people import operating
from workshop.people.invitations import (
    INVITATION_DAYS,
    OPERATES,
    invite_member,
    invited,
    may_invite_again,
    withdraw_invitation,
)
from workshop.people.links import end_contributor_links
from workshop.people.members import OWNER, own_space, workshops_of
from workshop.people.operating import KnownPerson, KnownTeam
from workshop.people.sign_ins import Grant
from workshop.rules.limits import NAME_CHARS
from workshop.storage.contributions import delete_contributions
from workshop.storage.library import day_of
from workshop.web.forms import ChosenLink, Form, Sure, pressed, read_sent
from workshop.web.guarding.access import need_operator
from workshop.web.guarding.addresses import qr_rows
from workshop.web.page_language import plural, translate
from workshop.web.people.inviting import Invited, until
from workshop.web.people.members_page import end_desks
from workshop.web.rendering import page
from workshop.web.services import reads_all, services, writes_all
from workshop.web.summaries.retention import form_limits
from workshop.web.summaries.summary_page import forget
from workshop.web.telling.waiting_workshops import take_from_workshops

blueprint = Blueprint("operator", __name__, url_prefix="/desk/operator")
OPERATOR_PATH = "/desk/operator/"
OPERATORS_PLACE = "operators"
"""Where the link that was just made waits for its page."""


class Operates(Form):
    """Whether somebody is to operate this server."""

    operates: Literal["yes", "no"]


@dataclass(frozen=True)
class ThisServer:
    """The state of this server. Bytes are those of the disk that holds the data.

    `backup` says how old the latest backup is, `limits` for how long things are kept at most. Where
    several processes are one server, no disk of theirs holds anything: there are no bytes then.
    """

    version: str
    free: int
    total: int
    backup: str
    limits: str

    @property
    def share_free(self) -> int:
        """Per cent of the disk that are free."""
        return 100 * self.free // self.total


@blueprint.get("/")
def view() -> Response:
    """The page."""
    grant = _operator()
    return _page(services().shown_once.take(grant.sign_in, OPERATORS_PLACE, services().steady()))


@blueprint.post("/invite")
def invite_operator() -> AnyResponse:
    """An invitation for an operator. The page behind shows it, so that a reload makes no other."""
    grant = _operator()
    sent = read_sent(Invited)
    if sent.form is None:
        return _page(fault=sent.faults["name"], typed=sent.values["name"], status=422)
    secret = writes_all(invite_member)(sent.form.name, "", OPERATES, until(), grant.person)
    services().shown_once.keep(grant.sign_in, OPERATORS_PLACE, secret, services().steady())
    return redirect(OPERATOR_PATH, 303)


@blueprint.post("/withdraw")
def withdraw_one() -> AnyResponse:
    """Ends an invitation of an operator that was not accepted yet."""
    _operator()
    if not writes_all(withdraw_invitation)("", pressed(ChosenLink).link):
        abort(404)
    return redirect(OPERATOR_PATH, 303)


@blueprint.post("/people/<id_>/operates")
def change_operator(id_: str) -> AnyResponse:
    """Lets somebody operate this server, or no longer."""
    _operator()
    operates = pressed(Operates).operates == "yes"
    _person(id_)
    writes_all(operating.make_operator)(id_, operates=operates)
    return redirect(OPERATOR_PATH, 303)


@blueprint.get("/people/<id_>/delete")
def ask_person(id_: str) -> Response:
    """Says what goes with somebody, before they are deleted."""
    _operator()
    return _ask_person(_person(id_))


@blueprint.post("/people/<id_>/delete")
def delete_person(id_: str) -> AnyResponse:
    """Deletes somebody when that was said twice."""
    _operator()
    person = _person(id_)
    if not pressed(Sure).sure or reads_all(operating.left_to_nobody)(id_):
        return _ask_person(person)
    ended = writes_all(operating.delete_person)(id_)
    if ended is None:
        return _ask_person(person)
    for shut_out in ended:
        end_desks(shut_out)
    _delete_all_of(own_space(id_))
    return redirect(OPERATOR_PATH, 303)


@blueprint.get("/teams/<id_>/delete")
def ask_team(id_: str) -> Response:
    """Says what goes with a team, before it is deleted."""
    _operator()
    return page("team_delete.html", team=_team(id_))


@blueprint.post("/teams/<id_>/delete")
def delete_team(id_: str) -> AnyResponse:
    """Deletes a team with all that belongs to it, when that was said twice."""
    _operator()
    team = _team(id_)
    if not pressed(Sure).sure:
        return page("team_delete.html", team=team)
    writes_all(operating.empty_team)(id_)
    _delete_all_of(id_)
    return redirect(OPERATOR_PATH, 303)


def _delete_all_of(team: str) -> None:
    """Deletes a team and all that it has, and sends away whoever looks at that."""
    open_, sealed = reads_all(workshops_of)(team)
    for workshop in open_:
        services().throw_away(workshop)
    for workshop in sealed:
        writes_all(forget)(workshop)
        services().boards.forget(workshop)
    told = _forget_told(team)
    writes_all(operating.delete_team)(team)
    # Also from workshops of others: nobody could take them back any more.
    for id_ in told:
        take_from_workshops(id_)


@writes_all
def _forget_told(session: Session, team: str) -> list[str]:
    told = delete_contributions(session, services().store.story_keys, team)
    for id_ in told:
        end_contributor_links(session, id_)
    return told


def _operator() -> Grant:
    grant = need_operator()
    return grant if services().settings.hosted else abort(404)


def _person(id_: str) -> KnownPerson:
    return reads_all(operating.known_person)(id_) or abort(404)


def _team(id_: str) -> KnownTeam:
    return reads_all(operating.known_team)(id_) or abort(404)


def _ask_person(person: KnownPerson) -> Response:
    alone = reads_all(operating.left_to_nobody)(person.id)
    return page("person_delete.html", 409 if alone else 200, person=person, alone=alone)


def _page(secret: str = "", fault: str = "", typed: str = "", status: int = 200) -> Response:
    url = services().addresses.entrance(secret)
    openid = services().settings.openid
    return page(
        "operator.html",
        status,
        people=reads_all(operating.known_people)(),
        again=_again(),
        teams=reads_all(operating.known_teams)(),
        invitations=reads_all(invited)("", day_of(services().now())),
        server=_this_server(),
        provider=openid.name if openid else "",
        made=url,
        qr=qr_rows(url) if url else (),
        days=INVITATION_DAYS,
        fault=fault,
        typed=typed,
        limit=NAME_CHARS,
        module=services().statics.url("js/pages/links.js"),
    )


@reads_all
def _again(session: Session) -> set[str]:
    """Returns the people who may be invited to sign in again."""
    vouched, people = services().settings.knows_people, operating.known_people(session)
    return {one.id for one in people if may_invite_again(session, OWNER, one.id, vouched=vouched)}


def _this_server() -> ThisServer:
    limits, settings = form_limits(), services().settings
    said = " ".join(filter(None, [limits.summaries, limits.prepared]))
    if settings.cluster:
        return ThisServer(version("failure-workshop"), 0, 0, _backup_said(), said)
    disk = shutil.disk_usage(settings.data)
    return ThisServer(version("failure-workshop"), disk.free, disk.total, _backup_said(), said)


def _backup_said() -> str:
    made = services().last_backup()
    if made is None:
        return translate("No backup has been made here with the backup command.")
    today, day = (date.fromisoformat(day_of(one)) for one in (services().now(), made))
    days = max((today - day).days, 0)
    return plural(
        "The latest backup was made {n} day ago.", "The latest backup was made {n} days ago.", days
    ) if days else translate("The latest backup was made today.")  # fmt: skip
