"""A team's workshops are those that real people have held under its name, however that was
typed."""

from tests.support.room import new_room
from workshop.people.teams import OfTeam, all_of_team, team_ids
from workshop.storage.library import Sealed, keep_summary
from workshop.storage.store import Store


def keep(store: Store, id_: str, team: str, trial: bool = False) -> None:
    with store.library.begin() as session:
        keep_summary(session, Sealed(id_, team, id_, "2026-03-01", trial, 0, "{}"))


def theirs(store: Store, team: str) -> OfTeam | None:
    with store.library.read() as session:
        return all_of_team(session, team_ids(session)[team])


def test_a_team_has_what_is_open_and_what_is_kept_whatever_the_capitals(store: Store) -> None:
    open_ = new_room(store)
    keep(store, "one", "Search")
    keep(store, "two", " PAYMENTS ")
    found = theirs(store, "Payments")
    assert found is not None
    assert [one.id for one in found.open] == [open_.id]
    assert [one.id for one in found.sealed] == ["two"]


def test_trials_are_nobodys_and_a_team_of_nothing_else_is_not_there(store: Store) -> None:
    new_room(store, trial=True)
    keep(store, "trial", "Payments", trial=True)
    assert theirs(store, "Payments") is None
    keep(store, "real", "Payments")
    found = theirs(store, "Payments")
    assert found is not None and ([*found.open], len(found.sealed)) == ([], 1)


def test_workshops_whose_team_has_no_name_are_not_one_team(store: Store) -> None:
    keep(store, "one", "")
    assert theirs(store, "") is None
