"""Somebody, or a link, signs in so many browsers and no more, however often they come."""

from copy import copy
from types import SimpleNamespace

import pytest
from flask import Response
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.summary.at_desk import application
from tests.support.put_teams import put_teams
from workshop.people import sign_ins
from workshop.people.ended_sign_ins import EndedSignIns
from workshop.people.links import LinkKind, lend, lend_team, make_link
from workshop.people.members import OWNER, add_person
from workshop.people.openid import sign_in_named, sign_in_vouched_for
from workshop.people.sign_ins import (
    MOST_BROWSERS,
    MOST_READERS,
    Grant,
    Trade,
    sign_in_person,
    trade,
    who,
)
from workshop.people.tickets import TICKET_LIFE, Ticket
from workshop.storage.people_tables import SignIn
from workshop.storage.store import Store
from workshop.web.guarding.access import keep_grant

TODAY, LATER = "2026-03-01", "2026-03-15"


def comes(session: Session, secret: str) -> Trade:
    came = trade(session, secret, TODAY)
    assert isinstance(came, Trade)
    return came


def known(session: Session, came: Trade) -> bool:
    return who(session, came.token, TODAY, hosted=True) is not None


def rows(session: Session) -> int:
    return session.scalar(select(func.count()).select_from(SignIn)) or 0


@pytest.mark.parametrize("kind", ["helper", "recovery", "projector", "leader"])
def test_a_link_to_a_desk_or_a_screen_ends_another_browser_for_one_too_many(
    store: Store, kind: LinkKind
) -> None:
    with store.library.begin() as session:
        secret = make_link(session, kind, "workshop", one_time=False)
        other = comes(session, make_link(session, kind, "workshop", one_time=False))
        came = [comes(session, secret) for _ in range(MOST_BROWSERS)]
        assert not any(one.ended for one in came)
        last = comes(session, secret)
        gone = [one for one in came if not known(session, one)]
        assert last.ended == tuple(one.grant.sign_in for one in gone) and len(gone) == 1
        assert known(session, last) and known(session, other)


def test_links_that_are_read_by_many_let_in_no_more_than_so_many(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST_READERS >= 20 * MOST_BROWSERS
    monkeypatch.setattr(sign_ins, "MOST_READERS", 3)
    with store.library.begin() as session:
        put_teams(session, "team")
        for secret in (lend(session, "w", "", LATER), lend_team(session, "team", "", LATER)):
            before = rows(session)
            came = [comes(session, secret) for _ in range(7)]
            assert rows(session) - before == 3 and known(session, came[-1])
            # Nothing is open with them that would have to end.
            assert not any(one.ended for one in came)


def test_whom_a_proxy_names_again_and_again_stays_signed_in_in_so_many_browsers(
    store: Store,
) -> None:
    with store.library.begin() as session:
        by_secret = sign_in_person(session, OWNER)
        came = [sign_in_named(session, "ana", TODAY) for _ in range(3 * MOST_BROWSERS)]
        assert rows(session) == MOST_BROWSERS + 1
        ended = [gone for one in came for gone in one.ended]
        assert len({*ended}) == len(ended) == 2 * MOST_BROWSERS
        assert known(session, came[-1]) and known(session, by_secret)


def test_the_sign_ins_that_would_have_ended_first_give_way_first(store: Store) -> None:
    with store.library.begin() as session:
        ana = add_person(session, "Ana")
        days = [f"2026-03-{day:02}" for day in (2, 1, 3)]
        came = [sign_in_vouched_for(session, ana, day) for day in days]
        for _ in range(MOST_BROWSERS - 2):
            sign_in_vouched_for(session, ana, "2026-03-04")
        assert [known(session, one) for one in came] == [True, False, True]


def test_what_is_open_with_a_sign_in_that_gave_way_ends() -> None:
    app, ended = copy(application()), []
    app.extensions = {
        "workshop": SimpleNamespace(
            now=lambda: 0.0, live=SimpleNamespace(end_sign_in=lambda *given: ended.append(given))
        )
    }
    with app.test_request_context():
        keep_grant(Response(), Trade(Grant("helper", "w"), "token", ended=(b"one", b"two")))
    assert ended == [(b"one", "", "taken_back"), (b"two", "", "taken_back")]


def test_what_ended_is_remembered_as_long_as_there_may_be_tickets(store: Store) -> None:
    ended, now = EndedSignIns(store), 1_900_000_000.0
    ended.end(b"first", "", "taken_back", now)
    ended.end(b"second", "", "taken_back", now + 1)
    assert len(ended) == 2
    assert ended.refusal(Ticket(int(now), b"first"), "w", TODAY, sealed=True) == "taken_back"
    ended.end(b"third", "", "taken_back", now + TICKET_LIFE + 0.5)
    assert len(ended) == 2
