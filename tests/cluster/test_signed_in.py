"""Who is signed in, on a server of several processes: what ended at one is ended at all, and what
one keeps to be shown once is shown by any."""

import pytest

from tests.support.neighbours import Neighbours
from workshop.people.ended_sign_ins import EndedSignIns
from workshop.people.links import links_of, make_link
from workshop.people.shown_once import SHOWN_ONCE_S, shown_once
from workshop.people.sign_ins import Trade, trade
from workshop.people.tickets import Ticket

pytestmark = pytest.mark.postgres
NOW = 1_900_000_000.0
TODAY = "2030-03-17"


def test_a_ticket_that_was_ended_at_one_process_opens_nothing_at_another(
    neighbours: Neighbours,
) -> None:
    here, there = EndedSignIns(neighbours.here), EndedSignIns(neighbours.there)
    ticket = Ticket(int(NOW), b"\1")
    # Of what is sealed the library forgets who had signed in.
    assert there.refusal(ticket, "w", TODAY, sealed=True) is None
    here.tell(b"\1", "w", "handed_over", NOW)
    assert there.refusal(ticket, "w", TODAY, sealed=True) == "handed_over"
    assert there.refusal(ticket, "x", TODAY, sealed=True) is None
    assert there.refusal(Ticket(int(NOW) + 1, b"\1"), "w", TODAY, sealed=True) is None
    here.tell(b"\1", "", "taken_back")
    assert there.refusal(Ticket(int(NOW) + 1, b"\1"), "x", TODAY, sealed=True) == "taken_back"


def test_links_are_listed_with_whoever_has_come_by_them(neighbours: Neighbours) -> None:
    with neighbours.here.library.begin() as session:
        secret = make_link(session, "helper", "w", one_time=False, label="for Ana")
        traded = [trade(session, secret, TODAY) for _ in range(2)]
    assert isinstance(traded[0], Trade)
    with neighbours.there.library.read() as session:
        (mine,) = links_of(session, "w", traded[0].grant.sign_in)
        (others,) = links_of(session, "w", b"another")
    assert (mine.signed_in, mine.mine, others.mine) == (2, True, False)


def test_a_new_link_is_shown_once_by_whichever_process_is_asked(neighbours: Neighbours) -> None:
    here, there = shown_once(neighbours.here), shown_once(neighbours.there)
    here.keep(b"\1", "w", "secret", NOW)
    assert there.take(b"\1", "x", NOW) == there.take(b"\2", "w", NOW) == ""
    assert there.take(b"\1", "w", NOW) == "secret"
    assert here.take(b"\1", "w", NOW) == ""


def test_a_link_that_waits_to_be_shown_is_readable_by_the_server_alone(
    neighbours: Neighbours,
) -> None:
    shown_once(neighbours.here).keep(b"\1", "w", "a secret of some length", NOW)
    (place, body) = neighbours.rows_of("shown_once", "place, body")[0]
    assert b"a secret" not in body and place != b"\1"
    neighbours.passes("shown_once", "until", SHOWN_ONCE_S + 1)
    assert shown_once(neighbours.there).take(b"\1", "w", NOW) == ""
