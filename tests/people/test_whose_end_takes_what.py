"""The rows that belong to a team, a person or a link go with it by themselves, and no others."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from tests.people.test_members import TODAY
from tests.stories.test_contributing import STORY
from tests.support.put_teams import put_teams
from workshop.people.desk_log import Said, note
from workshop.people.invitations import invite_member
from workshop.people.links import lend_team, make_link
from workshop.people.members import OWNER, add_person, make_member
from workshop.people.sign_ins import sign_in_person, trade
from workshop.storage.commitment_news import tell_news
from workshop.storage.heard_stories import remember_heard
from workshop.storage.library_base import LibraryBase
from workshop.storage.library_stories import Added, add_story
from workshop.storage.library_tables import (
    LIBRARY_TABLES,
    CommitmentNews,
    OpenWorkshop,
    OwnAgenda,
    SealedSummary,
)
from workshop.storage.people_tables import Link, Person, SignIn, Team
from workshop.storage.store import Store
from workshop.storage.story_tables import Contribution, KeptLetters

ENDS = "2027-03-03"
BOTH = ("going", "staying")
"""Two teams that have the same, two people who have, and so on."""
ADDED = Added("", STORY, "own")


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    with store.library.begin() as session:
        put_teams(session, *BOTH)
        yield session


def counts(session: Session) -> dict[str, int]:
    """The number of rows in each table that has any."""
    tables = {one.name: one for one in LIBRARY_TABLES.sorted_tables}
    found = {
        name: session.scalar(select(func.count()).select_from(table)) or 0
        for name, table in tables.items()
    }
    return {name: count for name, count in found.items() if count}


def lost(session: Session, table: type[LibraryBase], key: Any, id_: object) -> Mapping[str, int]:
    """Deletes one row of a table; gives how many rows have gone from which tables."""
    before = counts(session)
    session.execute(delete(table).where(key == id_))
    after = counts(session)
    return {name: gone for name, count in before.items() if (gone := count - after.get(name, 0))}


def test_what_belongs_to_a_team_goes_with_it_and_words_under_keys_of_their_own_stay(
    session: Session,
) -> None:
    ana = add_person(session, "Ana")
    for team in BOTH:
        make_member(session, team, ana, "leads")
        session.add(OwnAgenda(id=f"agenda-{team}", name=team, body="{}", team=team))
        tell_news(session, team, (f"w-{team}", "1"), CommitmentNews(outcome="kept"))
        session.flush()
        add_story(session, replace(ADDED, team=team))
        remember_heard(session, ["any"], f"w-{team}", team)
        invite_member(session, "Ben", team, "reads", ENDS, by=ana)
        trade(session, lend_team(session, team, "", ENDS, person=ana), TODAY)
        note(session, TODAY, Said(team, "Ana", "joined"))
        session.add(Contribution(id=f"c-{team}", team=team, editor="", status="invited", body=b""))
        session.add(KeptLetters(story=f"c-{team}", workshop=f"w-{team}", place="story", team=team,
                                until=ENDS, body=b"x"))  # fmt: skip
        session.flush()
    assert lost(session, Team, Team.id, "going") == {
        "team": 1, "membership": 1, "agenda": 1, "commitment_news": 1, "story": 1,
        "story_told": 1, "link": 2, "sign_in": 1, "desk_act": 1,
    }  # fmt: skip
    for table in (Contribution, KeptLetters):
        assert {*session.scalars(select(table.team))} == {"", "staying"}


def test_a_team_stays_as_long_as_it_has_a_summary(session: Session) -> None:
    session.add(SealedSummary(workshop="w", team="going", title="", date="", trial=False,
                              open_until=0, body="{}"))  # fmt: skip
    session.flush()
    with pytest.raises(IntegrityError), session.begin_nested():
        session.execute(delete(Team).where(Team.id == "going"))
    assert session.get(Team, "going") is not None


def test_a_workshop_that_still_ends_is_nobodys_once_its_team_has_gone(session: Session) -> None:
    session.add(OpenWorkshop(id="w", team="going", title="", code="A", suffix="", deadline=0,
                             trial=False, thrown_away=True))  # fmt: skip
    session.flush()
    assert lost(session, Team, Team.id, "going") == {"team": 1}
    assert session.scalar(select(OpenWorkshop.team)) == ""


def test_sign_ins_and_links_go_with_whose_they_are(session: Session) -> None:
    ana, ben = add_person(session, "Ana"), add_person(session, "Ben")
    for person in (ana, ben, OWNER):
        sign_in_person(session, person)
        helper = make_link(session, "helper", "w", one_time=False, person=person)
        trade(session, helper, TODAY)
    assert lost(session, Person, Person.id, ana) == {"person": 1, "link": 1, "sign_in": 2}
    assert {*session.scalars(select(Link.person))} == {ben, OWNER}


def test_sign_ins_go_with_the_link_that_they_were_made_with(session: Session) -> None:
    one, other = (make_link(session, "helper", "w", one_time=False) for _ in BOTH)
    for secret in (one, one, other):
        trade(session, secret, TODAY)
    sign_in_person(session, OWNER, b"by a secret")
    link = session.scalar(select(SignIn.link).where(SignIn.link.is_not(None)).group_by(SignIn.link)
                          .having(func.count() == 2))  # fmt: skip
    assert lost(session, Link, Link.hash, link) == {"link": 1, "sign_in": 2}
    assert session.scalar(select(func.count()).where(SignIn.link.is_(None))) == 1
