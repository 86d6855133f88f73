"""Facts that processes share by rows: what one of them has, and what it leaves when it dies."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
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
from workshop.storage.library import Fresh, add_workshop, marked_deleted, team_named
from workshop.storage.people_tables import Team
from workshop.storage.sharing import EndedSignIn, OneProcess, Sharing
from workshop.storage.store import Store, new_workshop

pytestmark = pytest.mark.postgres


@pytest.fixture
def two(neighbours: Neighbours) -> tuple[Sharing, Sharing]:
    """The claims of two processes."""
    return neighbours.here.library.sharing, neighbours.there.library.sharing


def test_a_turn_is_taken_by_one_process_of_many_that_ask_at_once(
    neighbours: Neighbours, two: tuple[Sharing, Sharing]
) -> None:
    with ThreadPoolExecutor(8) as threads:
        takes = [partial(two[n % 2].takes_turn, "seals", 60.0) for n in range(32)]
        asked = [threads.submit(unhindered, one) for one in takes]
        assert sum(one.result() for one in asked) == 1
    neighbours.passes("turn", "next", 60)
    assert two[1].takes_turn("seals", 60.0)
    assert not two[0].takes_turn("seals", 60.0)
    assert two[0].takes_turn("other work", 60.0)


def test_a_database_whose_clock_was_set_back_keeps_nobody_from_a_turn(
    neighbours: Neighbours, two: tuple[Sharing, Sharing]
) -> None:
    assert two[0].takes_turn("seals", 60.0)
    neighbours.passes("turn", "next", -5 * 3600)
    assert two[1].takes_turn("seals", 60.0)
    assert not two[0].takes_turn("seals", 60.0)


def test_a_trial_is_abandoned_once_its_owner_says_nothing_for_a_minute(
    neighbours: Neighbours, two: tuple[Sharing, Sharing]
) -> None:
    here, there = two
    here.look_after("w", "real")
    assert there.look_on() == {"w": "real"}
    neighbours.passes("looked_after", "seen", 61)
    here.look_on()
    assert there.abandoned(["w"]) == []
    neighbours.passes("looked_after", "seen", 61)
    there.look_on()
    assert there.abandoned(["w"]) == ["w"]
    there.let_be("w")
    assert here.look_on() == {}


def test_a_trial_without_an_owner_is_abandoned_only_a_minute_after_it_was_found(
    neighbours: Neighbours, two: tuple[Sharing, Sharing]
) -> None:
    here, there = two
    assert here.abandoned(["w"]) == []
    neighbours.passes("looked_after", "seen", 61)
    there.look_after("w")
    assert here.abandoned(["w"]) == []
    neighbours.passes("looked_after", "seen", 61)
    assert here.abandoned(["w"]) == ["w"]


def test_the_end_of_a_sign_in_is_known_to_all_as_long_as_there_may_be_tickets(
    neighbours: Neighbours, two: tuple[Sharing, Sharing]
) -> None:
    here, there = two
    everywhere = EndedSignIn(b"\1", "", "taken_back")
    here.note_ended(EndedSignIn(b"\1", "w", "handed_over", 9.0))
    here.note_ended(EndedSignIn(b"\1", "w", "handed_over", 5.0))
    here.note_ended(everywhere)
    assert there.ended(b"\1", "w") == [everywhere, EndedSignIn(b"\1", "w", "handed_over", 9.0)]
    assert there.ended(b"\1", "x") == [everywhere]
    assert there.ended(b"\2", "w") == []
    neighbours.passes("ended_sign_in", "forget", 38 * 3600)
    here.note_ended(EndedSignIn(b"\2", "", "taken_back"))
    assert there.ended(b"\1", "w") == []


def test_a_secret_is_taken_once_by_whichever_process_asks(
    neighbours: Neighbours, two: tuple[Sharing, Sharing]
) -> None:
    here, there = two
    here.keep_secret(b"p", b"old", 60.0)
    here.keep_secret(b"p", b"new", 60.0)
    with ThreadPoolExecutor(8) as threads:
        takes = [partial(two[n % 2].take_secret, b"p") for n in range(16)]
        asked = [threads.submit(unhindered, one) for one in takes]
        found = [one.result() for one in asked]
    assert found.count(b"new") == 1 and found.count(None) == 15
    here.keep_secret(b"p", b"late", 60.0)
    neighbours.passes("shown_once", "until", 61)
    assert there.take_secret(b"p") is None


def test_tokens_are_taken_out_of_one_bucket(
    neighbours: Neighbours, two: tuple[Sharing, Sharing]
) -> None:
    here, there = two
    slow = ("codes", 0.001, 3.0)
    assert [one.take_token(*slow) for one in (here, there, here, there)] == [True] * 3 + [False]
    here.give_back_token("codes", 3.0)
    assert there.take_token(*slow) and not here.take_token(*slow)
    for hours in (1, -5):  # and once the database's clock was set back
        neighbours.passes("bucket", "at", 3600 * hours)
        until(lambda: here.take_token("codes", 20.0, 3.0))


def test_one_process_by_itself_has_buckets_in_memory() -> None:
    alone, slow = OneProcess(), ("codes", 0.001, 2.0)
    assert [alone.take_token(*slow) for _ in range(3)] == [True, True, False]
    alone.give_back_token("codes", 2.0)
    assert alone.take_token(*slow) and not alone.take_token(*slow)


def test_what_only_has_to_be_known_for_a_while_is_in_no_log_of_changes(
    neighbours: Neighbours,
) -> None:
    kept = neighbours.rows_of("pg_class", "relname, relpersistence")
    assert {name for name, how in kept if how == "u"} >= {"shown_once", "bucket", "presence"}


# Two processes that do the same at the same moment: what one thread and one file kept apart on a
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
        assert marked_deleted(session) == [late.id]
