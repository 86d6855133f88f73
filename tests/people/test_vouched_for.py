"""Somebody for whom a provider or a proxy vouched is signed in for some days."""

import pytest

from workshop.ending.endings import Endings
from workshop.live.boards import Boards
from workshop.people.ended_sign_ins import has_left, why_ended
from workshop.people.invitations import invite_member
from workshop.people.links import end_overdue
from workshop.people.members import OWNER, add_person
from workshop.people.openid import sign_in_vouched_for
from workshop.people.sign_ins import Trade, sign_in_person, trade, who, who_leads
from workshop.people.teams import make_team
from workshop.people.tickets import Ticket
from workshop.storage.library import Fresh, add_workshop, day_of
from workshop.storage.people_tables import SignIn
from workshop.storage.store import Store
from workshop.views import Surroundings

DAY = 24 * 3600
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
        secret = invite_member(session, "Ana", team, "leads", AFTER)
        came = trade(session, secret, TODAY, vouched.grant.sign_in)
        assert isinstance(came, Trade) and (came.grant.person, came.until) == (person, LAST)
        assert who(session, came.token, AFTER, hosted=True) is None
        row = session.get_one(SignIn, came.grant.sign_in)
        assert row.provider_session == "of the provider"


def test_the_desk_of_such_a_sign_in_is_open_until_its_last_day_and_no_longer(store: Store) -> None:
    with store.library.begin() as session:
        person = add_person(session, "Ana")
        team = make_team(session, "Payments", person)
        fresh = Fresh("Spring", "", trial=False, team_id=team)
        workshop = add_workshop(session, fresh, 0.0).id
        vouched = sign_in_vouched_for(session, person, TODAY)
        ticket = Ticket(0, vouched.grant.sign_in)
        for day, leads, why in ((LAST, True, None), (AFTER, False, "taken_back")):
            found = who_leads(session, vouched.token, workshop, day, hosted=True)
            assert (found is not None) == leads
            assert why_ended(session, ticket, workshop, day, hosted=True) == why
            assert has_left(session, ticket, workshop, day) == why


@pytest.mark.parametrize(("days", "ends"), [(7, False), (9, True)])
def test_what_is_open_with_a_sign_in_ends_with_its_last_day(
    store: Store, days: int, ends: bool
) -> None:
    now = 1_900_000_000.0
    with store.library.begin() as session:
        vouched = sign_in_vouched_for(session, add_person(session, "Ana"), day_of(now))
        sign_in_person(session, OWNER)
    boards, ended = Boards(store, lambda _board, _listed: Surroundings()), []
    endings = Endings(store, boards, lambda: now + days * DAY)
    endings.signed_out = ended.append
    endings.delete_due()
    assert ended == [vouched.grant.sign_in] * ends
