"""Somebody for whom a provider or a proxy vouched is signed in for some days."""

from workshop.people.invitations import invite
from workshop.people.links import end_overdue
from workshop.people.members import OWNER, add_person
from workshop.people.openid import sign_in_vouched_for
from workshop.people.sign_ins import Trade, sign_in_person, trade, who
from workshop.people.teams import make_team
from workshop.storage.library_tables import SignIn
from workshop.storage.store import Store

TODAY, LAST, AFTER = "2026-03-01", "2026-03-08", "2026-03-09"


def test_a_sign_in_that_was_vouched_for_ends_after_its_last_day(store: Store) -> None:
    with store.library.begin() as session:
        vouched = sign_in_vouched_for(session, add_person(session, "Ana"), TODAY)
        by_hand = sign_in_person(session, OWNER)
        assert (vouched.until, by_hand.until) == (LAST, "")
        assert who(session, vouched.token, LAST, hosted=True)
        assert who(session, vouched.token, AFTER, hosted=True) is None
        end_overdue(session, LAST)
        assert who(session, vouched.token, LAST, hosted=True)
        end_overdue(session, AFTER)
        assert who(session, vouched.token, LAST, hosted=True) is None
        assert who(session, by_hand.token, AFTER, hosted=True)


def test_an_invitation_makes_such_a_sign_in_no_longer(store: Store) -> None:
    with store.library.begin() as session:
        person, team = add_person(session, "Ana"), make_team(session, "Payments", OWNER)
        vouched = sign_in_vouched_for(session, person, TODAY, "of the provider")
        secret = invite(session, "Ana", team, "leads", AFTER)
        came = trade(session, secret, TODAY, vouched.grant.sign_in)
        assert isinstance(came, Trade) and (came.grant.person, came.until) == (person, LAST)
        assert who(session, came.token, AFTER, hosted=True) is None
        row = session.get_one(SignIn, came.grant.sign_in)
        assert row.provider_session == "of the provider"
