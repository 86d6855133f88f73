"""Who belongs to a team, what that allows, and what ends with it."""

import pytest
from sqlalchemy.orm import Session

from workshop.people.entering import Entering, end_former_secrets, sign_in_by
from workshop.people.invitations import OPERATES, invite_member, invited, withdraw_invitation
from workshop.people.links import hashed, lend, make_link
from workshop.people.members import (
    OWNER,
    add_person,
    adopt_teams,
    is_last_lead,
    leads_workshop,
    leave_team,
    make_member,
    members_of,
    only_reads,
    own_space,
    rights_of,
    teams_of,
)
from workshop.people.operating import delete_person, known_people, left_to_nobody
from workshop.people.sign_ins import (
    Trade,
    Used,
    sign_in_person,
    trade,
    who,
)
from workshop.people.teams import choose_team, make_team
from workshop.storage.library import Fresh, Listed, add_workshop, open_workshops
from workshop.storage.people_tables import Link, SignIn, Team
from workshop.storage.store import Store
from workshop.storage.visible import Visible

TODAY, LATER = "2026-03-01", "2026-03-15"
SECRET = "drawn by lot, and long enough"


def workshop_of(session: Session, team: str) -> Listed:
    return add_workshop(session, Fresh("Spring", "", trial=False, team_id=team), 0.0)


def test_an_invitation_makes_a_member_once(store: Store) -> None:
    with store.library.begin() as session:
        team = make_team(session, "Payments", OWNER)
        secret = invite_member(session, "Ana", team, "reads", LATER)
        assert [one.name for one in invited(session, team, TODAY)] == ["Ana"]
        came = trade(session, secret, TODAY)
        assert isinstance(came, Trade) and came.grant.kind == "facilitator"
        assert isinstance(trade(session, secret, TODAY), Used)
        assert invited(session, team, TODAY) == []
        assert [(one.name, one.role) for one in members_of(session, team)] == [
            ("", "leads"),
            ("Ana", "reads"),
        ]
        known = who(session, came.token, TODAY, hosted=True)
        assert known is not None and known.person == came.grant.person
        assert known.rights.reads.shows(team) and not known.rights.leads.shows(team)


def test_an_invitation_that_is_over_or_withdrawn_opens_nothing(store: Store) -> None:
    with store.library.begin() as session:
        team = make_team(session, "Payments", OWNER)
        late = invite_member(session, "Ana", team, "reads", TODAY)
        assert trade(session, late, LATER) == "unknown"
        withdrawn = invite_member(session, "Bo", team, "leads", LATER)
        assert not withdraw_invitation(session, "another", hashed(withdrawn).hex())
        assert withdraw_invitation(session, team, hashed(withdrawn).hex())
        assert trade(session, withdrawn, TODAY) == "unknown"


def test_who_has_signed_in_accepts_as_who_they_are_and_keeps_what_they_have(store: Store) -> None:
    with store.library.begin() as session:
        team, person = make_team(session, "Payments", OWNER), add_person(session, "Ana")
        make_member(session, team, person, "leads")
        reading = invite_member(session, "Somebody", team, "reads", LATER)
        present = sign_in_person(session, person).grant.sign_in
        came = trade(session, reading, TODAY, present)
        assert isinstance(came, Trade) and came.grant.person == person
        assert teams_of(session, person) == {team: ("Payments", "leads")}
        operating = trade(session, invite_member(session, "X", "", OPERATES, LATER), TODAY, present)
        assert isinstance(operating, Trade) and rights_of(session, person).operates
        assert [(one.name, one.operator) for one in known_people(session)] == [("Ana", True)]


def test_who_leaves_loses_desks_and_links_unless_these_are_handed_over(store: Store) -> None:
    with store.library.begin() as session:
        team, other = make_team(session, "Payments", OWNER), make_team(session, "Search", OWNER)
        person = add_person(session, "Ana")
        for one in (team, other):
            make_member(session, one, person, "leads")
        workshop, elsewhere = workshop_of(session, team).id, workshop_of(session, other).id
        sign_in = sign_in_person(session, person).grant.sign_in
        guest = trade(
            session, make_link(session, "helper", workshop, False, "G", None, person), TODAY
        )
        assert isinstance(guest, Trade)
        kept = make_link(session, "helper", elsewhere, False, "H", None, person)
        lent = lend(session, workshop, "", LATER, person)
        shut_out = leave_team(session, team, person)
        assert shut_out.workshops == (workshop,)
        assert shut_out.sign_ins == (sign_in,)
        assert shut_out.ended == (guest.grant.sign_in,)
        assert who(session, guest.token, TODAY, hosted=True) is None
        assert trade(session, lent, TODAY) == "unknown"
        assert isinstance(trade(session, kept, TODAY), Trade)
        assert not leads_workshop(session, person, workshop)
        assert leads_workshop(session, person, elsewhere)
        handed = leave_team(session, other, person, links_to=OWNER)
        assert handed.ended == ()
        assert isinstance(trade(session, kept, TODAY), Trade)


def test_who_only_reads_now_leads_no_desk(store: Store) -> None:
    with store.library.begin() as session:
        team, person = make_team(session, "Payments", OWNER), add_person(session, "Ana")
        make_member(session, team, person, "leads")
        workshop = workshop_of(session, team).id
        only_reads(session, team, person)
        assert not leads_workshop(session, person, workshop)
        assert rights_of(session, person).reads.shows(team)


def test_nobody_is_taken_from_a_team_that_they_alone_lead(store: Store) -> None:
    with store.library.begin() as session:
        person = add_person(session, "Ana")
        team = make_team(session, "Payments", person)
        make_member(session, team, OWNER, "reads")
        assert is_last_lead(session, team, person)
        assert left_to_nobody(session, person) == ["Payments"]
        make_member(session, team, OWNER, "leads")
        assert left_to_nobody(session, person) == []
        token = sign_in_person(session, person).token
        delete_person(session, person)
        assert who(session, token, TODAY, hosted=True) is None
        assert [one.person for one in members_of(session, team)] == [OWNER]


def test_another_secret_ends_what_the_old_one_signed_in_and_nothing_else(store: Store) -> None:
    with store.library.begin() as session:
        by_secret = sign_in_by(session, Entering(SECRET, SECRET, 0.0))
        assert isinstance(by_secret, Trade)
        link = make_link(session, "facilitator", "", one_time=True)
        by_link = sign_in_by(session, Entering(link, SECRET, 0.0))
        person = sign_in_person(session, add_person(session, "Ana"))
        assert isinstance(by_link, Trade)
        end_former_secrets(session, SECRET)
        for one in (by_secret, by_link, person):
            assert session.get(SignIn, one.grant.sign_in) is not None
        end_former_secrets(session, SECRET + ", and another")
        still = [session.get(SignIn, one.grant.sign_in) for one in (by_secret, by_link, person)]
        assert [one is not None for one in still] == [False, False, True]


@pytest.mark.parametrize("own", ["", SECRET])
def test_a_printed_link_that_nobody_used_ends_with_the_next_start(store: Store, own: str) -> None:
    with store.library.begin() as session:
        printed = make_link(session, "facilitator", "", one_time=True)
        invited = invite_member(
            session, "Bo", make_team(session, "Payments", OWNER), "reads", LATER
        )
        end_former_secrets(session, own)
        assert sign_in_by(session, Entering(printed, own, 0.0)) == "unknown"
        assert isinstance(sign_in_by(session, Entering(invited, own, 0.0)), Trade)


def test_a_laptops_own_browser_stays_signed_in_and_not_where_its_data_is_hosted(
    store: Store,
) -> None:
    with store.library.begin() as session:
        link = make_link(session, "facilitator", "", one_time=True)
        browser = sign_in_by(session, Entering(link, "", 0.0, hosted=False))
        assert isinstance(browser, Trade)
        end_former_secrets(session, "")
        assert who(session, browser.token, TODAY, hosted=False)
        assert sign_in_by(session, Entering(link, "", 0.0, hosted=False)) == Used("facilitator", "")
        end_former_secrets(session, SECRET)
        assert who(session, browser.token, TODAY, hosted=True) is None
        assert sign_in_by(session, Entering(link, SECRET, 0.0)) == "unknown"


def test_teams_without_members_become_the_owners_at_a_hosted_start(store: Store) -> None:
    with store.library.begin() as session:
        old = workshop_of(session, "")
        session.add(Team(id=own_space("someone"), name="Only you"))
        person = add_person(session, "Ana")
        theirs = make_team(session, "Theirs", person)
        session.add(Team(id="t", name="Earlier"))
        session.flush()
        adopt_teams(session)
        mine = teams_of(session, OWNER)
        assert "t" in mine and theirs not in mine and own_space("someone") not in mine
        assert old.id


@pytest.mark.parametrize("may_make", [True, False])
def test_a_team_is_made_by_its_name_only_where_nobody_has_it(store: Store, may_make: bool) -> None:
    with store.library.begin() as session:
        person, other = add_person(session, "Ana"), add_person(session, "Bo")
        mine, theirs = make_team(session, "Mine", person), make_team(session, "Theirs", other)
        chosen = [
            choose_team(session, name, person, may_make=may_make)
            for name in ("mine ", "Theirs", "")
        ]
        assert chosen == [mine, None, None] and theirs
        fresh = choose_team(session, "Fresh", person, may_make=may_make)
        assert (fresh in teams_of(session, person)) is may_make


def test_a_narrowed_library_finds_changes_and_deletes_nothing_else(store: Store) -> None:
    with store.library.begin() as session:
        team, other = make_team(session, "Payments", OWNER), make_team(session, "Search", OWNER)
        mine, theirs = workshop_of(session, team), workshop_of(session, other)
    with store.library.read(Visible(frozenset([team]))) as session:
        assert [one.id for one in open_workshops(session)] == [mine.id]
    with store.library.read(Visible(workshop=theirs.id)) as session:
        assert [one.id for one in open_workshops(session)] == [theirs.id]
    with store.library.read(Visible()) as session:
        assert open_workshops(session) == []
        assert session.get(Link, b"") is None
