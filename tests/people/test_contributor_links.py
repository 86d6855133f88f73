"""The links by which a story is told: until when they can be opened, and how they end."""

from workshop.people.links import (
    end_contributor_links,
    invitation_link,
    make_link,
)
from workshop.people.sign_ins import Trade, Used, trade, who
from workshop.storage.store import Store

FIRST, LAST, LATER = "2027-03-03", "2027-05-02", "2027-05-03"


def test_an_invitation_to_tell_ends_if_it_is_not_opened_in_time(store: Store) -> None:
    with store.library.begin() as session:
        secret = invitation_link(session, "c1", LAST)
        assert trade(session, secret, LATER) == "unknown"
        assert isinstance(trade(session, secret, LAST), Trade)


def test_whoever_opened_it_in_time_tells_on_after_its_last_day(store: Store) -> None:
    with store.library.begin() as session:
        secret = invitation_link(session, "c1", LAST)
        traded = trade(session, secret, FIRST)
        assert isinstance(traded, Trade) and traded.until == ""
        assert who(session, traded.token, LATER, hosted=True)
        assert trade(session, secret, LATER) == Used("contributor", "c1")


def test_all_links_to_one_story_end_with_what_came_by_them(store: Store) -> None:
    with store.library.begin() as session:
        first = invitation_link(session, "c1", LAST)
        receipt = make_link(session, "contributor", "c1", one_time=False)
        other = invitation_link(session, "c2", LAST)
        traded = trade(session, first, FIRST)
        assert isinstance(traded, Trade)
        end_contributor_links(session, "c1")
        assert who(session, traded.token, FIRST, hosted=True) is None
        assert trade(session, receipt, FIRST) == "unknown"
        assert isinstance(trade(session, other, FIRST), Trade)
