"""Somebody for whom a provider or a proxy vouched is signed in for some days."""

from workshop.people.links import end_overdue
from workshop.people.members import OWNER, add_person
from workshop.people.openid import sign_in_vouched_for
from workshop.people.sign_ins import sign_in_person, who
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
