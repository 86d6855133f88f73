"""The log of a hosted server's desks says who did what on which day, and nothing finer."""

from typing import get_args

import pytest
from sqlalchemy import select

from workshop.people.desk_log import (
    LOG_KEPT_DAYS,
    LoggedAct,
    Noted,
    Said,
    actor,
    delete_old_entries,
    log_of,
    note,
)
from workshop.people.links import make_link
from workshop.people.members import OWNER, add_person, make_member
from workshop.people.operating import delete_team
from workshop.people.sign_ins import Trade, sign_in_person, trade
from workshop.people.teams import make_team
from workshop.storage.library import Fresh, add_workshop
from workshop.storage.people_tables import DeskAct
from workshop.storage.store import Store
from workshop.web.people.log_page import ACTS

TODAY, LATER = "2026-03-01", "2026-03-02"


def test_an_act_is_noted_once_a_day_with_its_workshops_title(store: Store) -> None:
    with store.library.begin() as session:
        team = make_team(session, "Payments", OWNER)
        workshop = add_workshop(session, Fresh("Spring", "", trial=False, team_id=team), 0.0).id
        for day in (TODAY, TODAY, LATER):
            note(session, day, Said(team, "Ana", "opened", workshop))
        note(session, TODAY, Said(team, "", "invited", about="Bo"))
        opened = [Noted(day, "Ana", "opened", workshop, "Spring", "") for day in (LATER, TODAY)]
        assert log_of(session, team) == [
            opened[0],
            Noted(TODAY, "", "invited", "", "", "Bo"),
            opened[1],
        ]
        assert log_of(session, "another") == []


def test_what_is_not_there_any_more_has_no_title(store: Store) -> None:
    with store.library.begin() as session:
        team = make_team(session, "Payments", OWNER)
        note(session, TODAY, Said(team, "Ana", "deleted", "gone"))
        assert [one.title for one in log_of(session, team)] == [""]


def test_whoever_acts_is_called_by_their_own_name_or_by_their_links(store: Store) -> None:
    with store.library.begin() as session:
        team, person = make_team(session, "Payments", OWNER), add_person(session, "Ana")
        make_member(session, team, person, "leads")
        workshop = add_workshop(session, Fresh("Spring", "", trial=False, team_id=team), 0.0).id
        helper = trade(
            session, make_link(session, "helper", workshop, True, "Gus", None, person), TODAY
        )
        back = trade(
            session, make_link(session, "recovery", workshop, False, "", None, person), TODAY
        )
        assert isinstance(helper, Trade) and isinstance(back, Trade)
        signed_in = sign_in_person(session, person)
        owner = sign_in_person(session, OWNER)
        named = [actor(session, one.grant.sign_in) for one in (helper, back, signed_in, owner)]
        assert named == ["Gus", "Ana", "Ana", ""]


@pytest.mark.parametrize("day, stays", [("2025-08-30", True), ("2025-08-29", False)])
def test_it_is_kept_for_half_a_year(store: Store, day: str, stays: bool) -> None:
    assert LOG_KEPT_DAYS == 183
    with store.library.begin() as session:
        team = make_team(session, "Payments", OWNER)
        note(session, day, Said(team, "Ana", "invited", about="Bo"))
        delete_old_entries(session, TODAY)
        assert bool(log_of(session, team)) is stays


def test_every_act_has_its_words() -> None:
    assert ACTS.keys() == set(get_args(LoggedAct))


def test_it_goes_with_its_team(store: Store) -> None:
    with store.library.begin() as session:
        team = make_team(session, "Payments", OWNER)
        note(session, TODAY, Said(team, "Ana", "invited", about="Bo"))
        delete_team(session, team)
        assert session.scalar(select(DeskAct.key)) is None
