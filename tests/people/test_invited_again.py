"""Somebody who is known here signs in again by a new link, and no lead gets more rights by one."""

from workshop.people.invitations import (
    SAME_PERSON,
    invite_again,
    invited,
    may_invite_again,
)
from workshop.people.links import hashed
from workshop.people.members import OWNER, add_person, make_member
from workshop.people.operating import delete_person, make_operator
from workshop.people.sign_ins import Trade, Used, trade, who
from workshop.people.teams import make_team
from workshop.storage.people_tables import Link, Person
from workshop.storage.store import Store

TODAY, LATER = "2026-03-01", "2026-03-15"


def test_an_invitation_to_sign_in_again_brings_somebody_back_as_who_they_are(store: Store) -> None:
    with store.library.begin() as session:
        team, person = make_team(session, "Payments", OWNER), add_person(session, "Ana")
        make_member(session, team, person, "reads")
        secret, name = invite_again(session, person, team, LATER)
        assert name == "Ana" and [one.role for one in invited(session, team, TODAY)] == [
            SAME_PERSON
        ]
        other = trade(
            session, invite_again(session, add_person(session, "Bo"), "", LATER)[0], TODAY
        )
        assert isinstance(other, Trade)
        # Also in a browser in which somebody else is signed in.
        came = trade(session, secret, TODAY, other.grant.sign_in)
        assert isinstance(came, Trade) and came.grant.person == person
        known = who(session, came.token, TODAY, hosted=True)
        assert known and known.person == person and known.rights.reads.shows(team)
        assert trade(session, secret, TODAY) == Used("facilitator", "")


def test_who_signs_in_again_is_signed_in_nowhere_else(store: Store) -> None:
    """A lead who used the link for themselves would later have what the person gets elsewhere."""
    with store.library.begin() as session:
        lead, person = add_person(session, "Lea"), add_person(session, "Ana")
        make_member(session, make_team(session, "Mine", lead), person, "reads")
        taken, other = (
            trade(session, invite_again(session, one, "", LATER, lead)[0], TODAY)
            for one in (person, lead)
        )
        back = trade(session, invite_again(session, person, "", LATER)[0], TODAY)
        assert isinstance(taken, Trade) and isinstance(other, Trade) and isinstance(back, Trade)
        assert back.ended == (taken.grant.sign_in,)
        signed_in = [who(session, one.token, TODAY, hosted=True) for one in (taken, back, other)]
        assert [one and one.person for one in signed_in] == [None, person, lead]


def test_only_the_latest_of_these_links_works_and_none_of_somebody_deleted(store: Store) -> None:
    with store.library.begin() as session:
        person = add_person(session, "Ana")
        first, _ = invite_again(session, person, "", LATER)
        second, _ = invite_again(session, person, "", LATER)
        assert trade(session, first, TODAY) == "unknown"
        assert trade(session, second, "2026-03-16") == "unknown"
        assert trade(session, second, TODAY, hosted=False) == "unknown"
        delete_person(session, person)
        assert session.get(Link, hashed(second)) is None


def test_a_lead_invites_again_only_people_who_may_do_no_more_than_they(store: Store) -> None:
    with store.library.begin() as session:
        lead, person = add_person(session, "Lea"), add_person(session, "Ana")
        mine, theirs = make_team(session, "Mine", lead), make_team(session, "Theirs", OWNER)
        assert not may_invite_again(session, lead, person, vouched=False)
        make_member(session, mine, person, "leads")
        assert may_invite_again(session, lead, person, vouched=False)
        assert not may_invite_again(session, lead, person, vouched=True)
        secret, _ = invite_again(session, person, mine, LATER, lead)
        make_member(session, theirs, person, "reads")
        assert not may_invite_again(session, lead, person, vouched=False)
        # The link was made before the person had more rights.
        assert trade(session, secret, TODAY) == "unknown"
        make_member(session, theirs, lead, "leads")
        assert may_invite_again(session, lead, person, vouched=False)
        make_operator(session, person, operates=True)
        assert not may_invite_again(session, lead, person, vouched=False)
        assert trade(session, secret, TODAY) == "unknown"
        assert may_invite_again(session, OWNER, person, vouched=True)
        assert not may_invite_again(session, OWNER, OWNER, vouched=False)


def test_whom_a_provider_knows_signs_in_there(store: Store) -> None:
    with store.library.begin() as session:
        person = add_person(session, "Ana")
        session.get_one(Person, person).issuer = "https://id.example.org"
        assert not may_invite_again(session, OWNER, person, vouched=True)
        secret, _ = invite_again(session, person, "", LATER)
        assert trade(session, secret, TODAY, vouched=True) == "unknown"
        assert isinstance(trade(session, secret, TODAY, vouched=False), Trade)
