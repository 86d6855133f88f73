"""Commitments that a team has not settled, read from the summaries that stay."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest

from tests.actions.test_follow_up import OPEN
from tests.support.room import new_room
from workshop.ending.seal import seal
from workshop.protocol import commands
from workshop.protocol.summary import (
    SUMMARY_VERSION,
    Summary,
    SummaryCommitment,
    SummaryFollowed,
    read_summary,
    written_summary,
)
from workshop.storage.bodies import CarriedWords
from workshop.storage.library import Sealed, delete_summary, keep_summary, sealed_workshops
from workshop.storage.store import Store
from workshop.stories.pack import built_in
from workshop.summary.build import build
from workshop.summary.kept_summaries import open_by_team, open_commitments


@dataclass
class Shelf:
    """The sealed workshops of some teams, each laid down in one line."""

    store: Store
    days: list[str] = field(default_factory=list)

    def holds(self, id_: str, *wills: str, team: str = "Payments", **more: Any) -> None:
        """One more, a day later than the last, in which this was taken on."""
        trial, followed = more.get("trial", False), more.get("followed", [])
        self.days.append(id_)
        day = f"2026-03-{len(self.days):02}"
        summary = Summary(
            version=SUMMARY_VERSION, workshop=id_, title=id_, team=team, date=day, language="en",
            trial=trial, devices=5, story=None, lessons=[],
            commitments=[made(will) for will in wills], cards=[],
            worth=None, use=None, followed=followed,
        )  # fmt: skip
        with self.store.library.begin() as session:
            keep_summary(session, Sealed(id_, team, id_, day, trial, 0, written_summary(summary)))

    def open(self, team: str = "Payments") -> tuple[CarriedWords, ...]:
        with self.store.library.read() as session:
            return open_commitments(session, team)

    def wills(self, team: str = "Payments") -> list[str]:
        return [one.will for one in self.open(team)]


@pytest.fixture
def shelf(store: Store) -> Shelf:
    return Shelf(store)


def made(will: str) -> SummaryCommitment:
    return SummaryCommitment(
        lesson="Restore it.", when="a month ends", will=will, who="we", owner="Amira",
        by="2026-04-01", language="en",
    )  # fmt: skip


def followed(one: CarriedWords, outcome: str, will_now: str = "", by_now: str = "") -> Any:
    fields = {name: getattr(one, name) for name in CarriedWords.__struct_fields__}
    said = {"outcome": outcome, "will_now": will_now, "by_now": by_now}
    return SummaryFollowed(**{**fields, **said})


def test_a_team_carries_what_it_took_on_the_newest_first(shelf: Shelf) -> None:
    shelf.holds("one", "a", "b")
    shelf.holds("two", "c")
    shelf.holds("other", "d", team="Search")
    assert shelf.wills(" payments ") == ["c", "a", "b"]
    assert [(one.workshop, one.id, one.made) for one in shelf.open()] == [
        ("two", "1", "2026-03-02"), ("one", "1", "2026-03-01"), ("one", "2", "2026-03-01"),
    ]  # fmt: skip
    with shelf.store.library.read() as session:
        assert open_by_team(session) == {"payments": 3, "search": 1}


@pytest.mark.parametrize(
    ("outcome", "left"),
    [("kept", ["b"]), ("dropped", ["b"]), ("changed", ["A"]), ("", ["a"]), ("not_come_up", ["a"])],
)
def test_what_was_kept_or_dropped_is_settled_and_what_changed_goes_on(
    shelf: Shelf, outcome: str, left: list[str]
) -> None:
    shelf.holds("one", "a")
    (one,) = shelf.open()
    wills = ["b"] if left == ["b"] else []
    shelf.holds("two", *wills, followed=[followed(one, outcome, "A" * (outcome == "changed"))])
    assert shelf.wills() == left


def test_a_change_is_settled_by_its_first_place(shelf: Shelf) -> None:
    shelf.holds("one", "a")
    shelf.holds("two", followed=[followed(*shelf.open(), "changed", "A", "2026-06-01")])
    (one,) = shelf.open()
    assert (one.workshop, one.id, one.will, one.by) == ("one", "1", "A", "2026-06-01")
    shelf.holds("three", followed=[followed(one, "kept")])
    assert shelf.wills() == []


def test_what_goes_on_outlives_the_summary_in_which_it_was_made(shelf: Shelf) -> None:
    shelf.holds("one", "a")
    shelf.holds("two", followed=[followed(*shelf.open(), "changed", "A")])
    with shelf.store.library.begin() as session:
        delete_summary(session, "one")
    assert [(one.will, one.outcome) for one in shelf.open()] == [("A", "")]


def test_pretend_people_bind_nobody_and_twenty_are_the_most(shelf: Shelf) -> None:
    shelf.holds("trial", "x", trial=True)
    assert shelf.wills() == []
    shelf.holds("many", *"abcdefghijklmnopqrstuvwxyz")
    assert shelf.wills() == [*"abcdefghijklmnopqrst"]


def test_a_sealed_follow_up_says_what_became_and_settles_it(store: Store) -> None:
    room = new_room(store, template="follow_up", carried=(OPEN,))
    room.desk.presses(commands.Pause, on=False)
    room.desk.goes("follow_up")
    room.desk.does(commands.FollowUp(n=1, outcome="kept", learned="Early helps."))
    seal(store, room.id, room.now)
    with store.library.read() as session:
        (sealed,) = [one.body for one in sealed_workshops(session)]
        assert open_commitments(session, "Payments") == ()
    (one,) = read_summary(sealed).followed
    assert (one.will, one.outcome, one.learned) == ("restore one backup", "kept", "Early helps.")
    assert read_summary(sealed).story is None, "no story was told"


def test_a_summary_names_both_stories(store: Store) -> None:
    room = new_room(store, template="90", second_story=built_in()[2])
    room.desk.goes("story")
    room.desk.goes("story")
    summary = build(room.read(), date(2026, 3, 1))
    assert [one.title for one in summary.stories] == [built_in()[9].title, built_in()[2].title]


def test_a_team_is_named_in_the_small_letters_that_a_page_s_script_writes(shelf: Shelf) -> None:
    shelf.holds("one", "a", team="Team Straße")
    with shelf.store.library.read() as session:
        assert open_by_team(session) == {"team straße": 1}
    assert shelf.wills("TEAM Straße ") == ["a"]
