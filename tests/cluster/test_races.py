"""Two processes that do the same at the same moment: what one thread and one file kept apart on a
laptop, the database keeps apart."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import get_ident
from typing import TypeVar

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests.support.locking import unhindered
from tests.support.neighbours import Neighbours
from tests.support.room import new_room
from tests.support.waiting import until
from workshop.people.links import make_link, own_link
from workshop.people.sign_ins import Trade, Used, trade
from workshop.storage import library
from workshop.storage.form_ids import opened_by
from workshop.storage.library import Fresh, add_workshop, team_named, thrown_away
from workshop.storage.people_tables import Team
from workshop.storage.store import Store, new_workshop

pytestmark = pytest.mark.postgres
NOW = 1_900_000_000.0
TODAY = "2030-03-17"
T = TypeVar("T")
Work = Callable[[Store, Session], T]


def both(neighbours: Neighbours, work: Work[T]) -> tuple[T, T]:
    """Does some work at two processes: the second begins before the first has committed."""

    def at_the_other() -> T:
        with neighbours.there.library.begin() as session:
            return work(neighbours.there, session)

    with ThreadPoolExecutor(1) as threads:
        with neighbours.here.library.begin() as session:
            first = work(neighbours.here, session)
            second = threads.submit(unhindered, at_the_other)
            until(lambda: second.done() or neighbours.someone_waits())
        return first, second.result()


@pytest.fixture
def same_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every process throws the same codes, in the same order."""
    codes = ("AAAAAA", "BBBBBB")
    thrown: defaultdict[int, Iterator[str]] = defaultdict(lambda: iter(codes))
    monkeypatch.setattr(library, "new_code", lambda: next(thrown[get_ident()]))


@pytest.mark.usefixtures("same_codes")
def test_no_two_workshops_have_one_code(neighbours: Neighbours) -> None:
    fresh = Fresh("Spring release", "Payments", trial=False)
    made = both(neighbours, lambda _store, session: add_workshop(session, fresh, NOW))
    assert {one.code for one in made} == {"AAAAAA", "BBBBBB"}


def test_a_team_of_one_name_is_made_once(neighbours: Neighbours) -> None:
    first, second = both(neighbours, lambda _store, session: team_named(session, "Payments"))
    assert first == second
    with neighbours.here.library.read() as session:
        assert session.scalar(select(func.count()).select_from(Team)) == 1


def test_a_link_for_one_browser_lets_one_in(neighbours: Neighbours) -> None:
    with neighbours.here.library.begin() as session:
        secret = make_link(session, "helper", "w", one_time=True)
    traded = both(neighbours, lambda _store, session: trade(session, secret, TODAY))
    assert [type(one) for one in traded] == [Trade, Used]


def test_two_desks_show_the_same_link_of_the_room_s_screen(neighbours: Neighbours) -> None:
    id_ = new_room(neighbours.here).id

    def own(store: Store, session: Session) -> str:
        stored = store.workshops.open(id_)
        assert stored
        return own_link(session, stored.keys, "projector", id_)

    first, second = both(neighbours, own)
    assert first == second != ""


def test_a_form_that_two_processes_read_opens_one_workshop(neighbours: Neighbours) -> None:
    fresh = Fresh("Spring release", "Payments", trial=False, form=b"sixteen bytes, so")
    with (
        new_workshop(neighbours.here, fresh, NOW) as late,
        new_workshop(neighbours.there, fresh, NOW) as first,
    ):
        assert late.id != first.id
    with neighbours.here.library.read() as session:
        assert opened_by(session, fresh.form) == first.id
        assert thrown_away(session) == [late.id]
