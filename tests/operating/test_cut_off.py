"""A process that its database does not answer: desks are told, and phones go where it answers."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest

from tests.operating.conftest import Process, says
from tests.operating.test_draining import Room
from tests.operating.test_health import Clock
from tests.support.rough_line import RoughLine
from tests.support.stores import Rows
from tests.support.waiting import until
from workshop.operating import moving
from workshop.operating.health import DATABASE_PART, Health
from workshop.operating.moving import CUT_OFF_FOR, CutOff


@dataclass
class Desk:
    """A desk that can be told of a trouble."""

    trouble: str = ""

    def say_trouble(self, code: str) -> None:
        """Tells it."""
        self.trouble = code


@dataclass
class Place:
    """A process with a desk, whose phones all leave at once."""

    clock: Clock
    health: Health
    desk: Desk
    room: Room

    def watch(self) -> CutOff:
        """Returns what looks after them."""
        return CutOff(self.health, [self.desk], self.room)


@pytest.fixture
def place(monkeypatch: pytest.MonkeyPatch) -> Place:
    def all_at_once(room: Room, _noticed: float) -> None:
        for sid in room.sids():
            room.end(sid)

    monkeypatch.setattr(moving, "close_by_chance", all_at_once)
    clock = Clock()
    return Place(clock, Health(clock), Desk(), Room(3))


def test_the_desk_is_told_as_long_as_the_database_is_silent(place: Place) -> None:
    watch = place.watch()
    place.health.note(DATABASE_PART, False)
    watch.look()
    assert place.desk.trouble == "no_database"
    place.health.note(DATABASE_PART, True)
    watch.look()
    assert place.desk.trouble == ""


@pytest.mark.parametrize("trouble", ["disk_full", "no_database"])
def test_a_trouble_that_a_desk_has_by_itself_stays_while_the_database_answers(
    place: Place, trouble: str
) -> None:
    place.desk.trouble = trouble
    place.watch().look()
    assert place.desk.trouble == trouble


def test_phones_go_to_another_process_once_the_database_was_silent_for_long(place: Place) -> None:
    watch = place.watch()
    place.health.note(DATABASE_PART, False)
    place.clock.now = CUT_OFF_FOR - 1
    watch.look()
    assert len(place.room.open) == 3, "a restart of the database sends nobody away"
    place.clock.now = CUT_OFF_FOR + 1
    watch.look()
    assert not place.room.open


@pytest.fixture
def line(rows: Rows) -> Iterator[RoughLine]:
    """A line to the database that can be cut."""
    made = RoughLine(rows.cluster.folder / ".s.PGSQL.5432")
    yield made
    made.close()


def dead(line: RoughLine) -> None:
    line.knobs.dead = True


def lost(line: RoughLine) -> None:
    line.knobs.dead = True
    line.reset()


@pytest.mark.postgres
@pytest.mark.long
@pytest.mark.parametrize("cut", [dead, lost])
def test_a_process_cut_off_from_the_database_is_not_ready_until_it_is_reached_again(
    rows: Rows, environ: dict[str, str], line: RoughLine, cut: Callable[[RoughLine], None]
) -> None:
    by_line = environ["WORKSHOP_DATABASE_URL"].replace(
        f"host={rows.cluster.folder}", f"host=127.0.0.1&port={line.port}"
    )
    assert str(line.port) in by_line
    process = Process({**os.environ, **environ, "WORKSHOP_DATABASE_URL": by_line})
    try:
        says(process, 200, "Ready")
        cut(line)
        until(lambda: process.at_address("/readyz").status == 503)
        assert "database" in process.at_address("/readyz").text
        assert process.at_address("/healthz").status == 200
        line.knobs.dead = False
        line.reset()
        says(process, 200, "Ready")
    finally:
        process.kill()
