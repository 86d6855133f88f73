"""The ways by which somebody could come back to what is no longer theirs, all of them closed."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from tests.summary.summaries import plain
from workshop.people.invitations import OPERATES, invite_member, invited
from workshop.people.links import hashed, make_link, maker, own_link
from workshop.people.members import (
    OWNER,
    add_person,
    adopt_teams,
    leave_team,
    links_made,
    make_member,
    own_space,
    rights_of,
)
from workshop.people.operating import delete_person, make_operator
from workshop.people.sign_ins import Trade, Used, sign_in_person, trade, who, who_leads
from workshop.people.teams import keep_own_space, make_team
from workshop.storage.library import Fresh, add_workshop, delete_summary
from workshop.storage.library_tables import OwnAgenda
from workshop.storage.people_tables import Team
from workshop.storage.store import Store
from workshop.summary.importing.read_import import take_in

TODAY, LATER = "2026-03-01", "2026-03-15"


def workshop_of(session: Session, team: str) -> str:
    return add_workshop(session, Fresh("Spring", "", trial=False, team_id=team), 0.0).id


def test_on_a_laptop_the_people_of_a_hosted_server_are_nobody(store: Store) -> None:
    with store.library.begin() as session:
        team = make_team(session, "Payments", OWNER)
        workshop = workshop_of(session, team)
        came = trade(session, invite_member(session, "Ana", team, "leads", LATER), TODAY)
        assert isinstance(came, Trade)
        assert who(session, came.token, TODAY, hosted=True)
        assert who(session, came.token, TODAY, hosted=False) is None
        assert who_leads(session, came.token, workshop, TODAY, hosted=False) is None
        unused = invite_member(session, "Bo", team, "reads", LATER)
        assert trade(session, unused, TODAY, hosted=False) == "unknown"
        assert isinstance(trade(session, unused, TODAY), Trade)


def test_a_used_invitation_leads_to_where_its_first_browser_is(store: Store) -> None:
    with store.library.begin() as session:
        secret = invite_member(
            session, "Ana", make_team(session, "Payments", OWNER), "leads", LATER
        )
        trade(session, secret, TODAY)
        assert trade(session, secret, TODAY) == Used("facilitator", "")


def test_the_links_of_a_guest_end_with_whoever_let_them_in(store: Store) -> None:
    with store.library.begin() as session:
        team, ana = make_team(session, "Payments", OWNER), add_person(session, "Ana")
        make_member(session, team, ana, "leads")
        workshop = workshop_of(session, team)
        recovery = make_link(session, "recovery", workshop, one_time=False, person=ana)
        guest = trade(session, recovery, TODAY)
        assert isinstance(guest, Trade)
        by = maker(session, guest.grant.sign_in)
        assert by == ana and maker(session, sign_in_person(session, ana).grant.sign_in) == ana
        helper = make_link(session, "helper", workshop, one_time=False, person=by)
        leave_team(session, team, ana)
        assert trade(session, helper, TODAY) == "unknown"


def test_the_rooms_own_links_stay_when_the_owner_leaves(store: Store) -> None:
    with store.library.begin() as session:
        team, bo = make_team(session, "Payments", OWNER), add_person(session, "Bo")
        make_member(session, team, bo, "leads")
        workshop = workshop_of(session, team)
    keys = store.workshops.make(workshop).keys
    with store.library.begin() as session:
        screen = own_link(session, keys, "projector", workshop)
        own = make_link(session, "helper", workshop, one_time=False)
        assert [one.hash for one in links_made(session, team, OWNER)] == [hashed(own)]
        leave_team(session, team, OWNER)
        assert isinstance(trade(session, screen, TODAY), Trade)


def test_who_no_longer_operates_has_left_no_invitation_behind(store: Store) -> None:
    with store.library.begin() as session:
        led, other = (make_team(session, name, OWNER) for name in ("Payments", "Search"))
        olu = add_person(session, "Olu")
        make_operator(session, olu, operates=True)
        make_member(session, led, olu, "leads")
        back = invite_member(session, "Olu again", "", OPERATES, LATER, olu)
        into = invite_member(session, "Olu here", other, "leads", LATER, olu)
        for_own = invite_member(session, "Ana", led, "reads", LATER, olu)
        make_operator(session, olu, operates=False)
        assert trade(session, back, TODAY) == trade(session, into, TODAY) == "unknown"
        assert isinstance(trade(session, for_own, TODAY), Trade)
        assert invited(session, "", TODAY) == []


def test_two_who_go_at_once_leave_no_team_to_nobody(store: Store) -> None:
    with store.library.begin() as session:
        team = make_team(session, "Payments", OWNER)
        ana, bo = add_person(session, "Ana"), add_person(session, "Bo")
        for one in (ana, bo):
            make_member(session, team, one, "leads")
        leave_team(session, team, OWNER)
        assert delete_person(session, ana) is not None
        assert delete_person(session, bo) is None
        assert rights_of(session, bo).leads.shows(team)


def test_somebody_deleted_while_they_accept_comes_as_somebody_new(store: Store) -> None:
    with store.library.begin() as session:
        team, ana = make_team(session, "Payments", OWNER), add_person(session, "Ana")
        secret = invite_member(session, "Ana", team, "leads", LATER)
        present = sign_in_person(session, ana).grant.sign_in
        delete_person(session, ana)
        came = trade(session, secret, TODAY, present)
        assert isinstance(came, Trade) and came.grant.person not in {ana, OWNER}


def test_agendas_from_a_laptop_are_the_owners_on_a_hosted_server(store: Store) -> None:
    with store.library.begin() as session:
        session.add(OwnAgenda(id="a", name="Ours", body="{}"))
        session.flush()
        adopt_teams(session)
        seen = rights_of(session, OWNER).leads
    with store.library.read(seen) as session:
        assert session.scalars(select(OwnAgenda.name)).all() == ["Ours"]


def test_where_somebody_is_alone_stays_until_their_trial_begins(store: Store) -> None:
    with store.library.begin() as session:
        space = keep_own_space(session, OWNER, "Only you")
        delete_summary(session, "another")
        assert space == own_space(OWNER) and session.get(Team, space) is not None


def test_an_import_does_not_tell_what_another_team_has(store: Store) -> None:
    with store.library.begin() as session:
        mine, theirs = (make_team(session, name, OWNER) for name in ("Payments", "Search"))
        id_ = workshop_of(session, theirs)
    here = plain(workshop=id_, title="Spring", team="Search")
    nowhere = plain(workshop="Zz" + "0" * 10, title="Spring", team="Search")
    placed = [take_in(store, one, mine) for one in (here, nowhere)]
    assert [one.what for one in placed] == ["taken", "taken"]
    assert not {one.id for one in placed} & {id_, nowhere.workshop}
    assert [take_in(store, one, mine).what for one in (here, nowhere)] == ["here", "here"]
