"""The computer's clock is set while a workshop is open: it ends when its day has truly passed."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest

from tests.anonymity.looking import Standing
from tests.anonymity.test_deadline import A_DAY, HOUR, still_open
from tests.support.clocks import Clocks
from tests.support.room import new_room, new_store
from workshop.actions.answers import Participant
from workshop.ending.moved_clock import MovedClock
from workshop.instance import LAST_BACKUP_FILE, ClockNote
from workshop.live.batches import Job, Work, batches
from workshop.people.links import lend, lent
from workshop.protocol.participant_commands import CheckIn
from workshop.protocol.stage_commands import Pause
from workshop.settings import Settings
from workshop.storage.library import day_of


@dataclass
class Open:
    """An open workshop on a computer whose clock somebody sets."""

    standing: Standing
    clocks: Clocks = field(default_factory=Clocks)

    def acts(self) -> None:
        """Somebody says something, and the deadline follows."""
        board, store = self.standing.boards.get(self.standing.id), self.standing.store
        assert board is not None
        run = batches(store, store.settings.steady, self.standing.boards.find)
        said = Job(Participant(b"d" * 16), b"k" * 16, CheckIn(text="Row three"))
        self.standing.endings.after(board, run(Work(board, [said], 1)))

    def starts_again(self) -> None:
        """The server is ended and started, and finds what the process before has kept."""
        before = self.standing.store.settings
        self.standing.store.close()
        settings = replace(before, steady=self.clocks.steady())
        self.standing = Standing(settings, self.standing.id)
        MovedClock(self.standing.store, ClockNote(settings.data)).at_start()

    def is_open(self) -> bool:
        self.standing.endings.seal_due()
        return bool(self.standing.store.thread.run(still_open, self.standing))


@pytest.fixture
def workshop(tmp_path: Path) -> Iterator[Open]:
    store = new_store(tmp_path)
    room = new_room(store)
    room.desk.presses(Pause, on=False)
    store.close()
    clocks = Clocks()
    settings = Settings(
        data=tmp_path / "data", now=lambda: clocks.wall, steady=clocks.steady()
    )  # fmt: skip
    made = Open(Standing(settings, room.id), clocks)
    made.acts()
    yield made
    made.standing.store.close()


@pytest.mark.parametrize("by", [7 * HOUR, 30 * A_DAY, -7 * HOUR, -9 * 365 * A_DAY])
def test_a_workshop_is_sealed_a_day_after_its_last_act_whatever_the_clock_was_set_to(
    workshop: Open, by: float
) -> None:
    workshop.clocks.passes(20 * HOUR)
    workshop.clocks.wall += by
    workshop.clocks.passes(3 * HOUR)
    assert workshop.is_open()
    workshop.clocks.passes(2 * HOUR)
    assert not workshop.is_open()


@pytest.mark.parametrize("by", [7 * HOUR, -7 * HOUR])
def test_an_act_after_the_clock_was_set_gives_a_day_more(workshop: Open, by: float) -> None:
    workshop.clocks.wall += by
    workshop.clocks.passes(12 * HOUR)
    workshop.acts()
    workshop.clocks.passes(23 * HOUR)
    assert workshop.is_open()
    workshop.clocks.passes(2 * HOUR)
    assert not workshop.is_open()


@pytest.mark.parametrize("by", [7 * HOUR, -7 * HOUR, 9 * 365 * A_DAY, -9 * 365 * A_DAY])
def test_a_restart_after_the_clock_was_set_ends_nothing_early_and_holds_nothing_for_long(
    workshop: Open, by: float
) -> None:
    note = ClockNote(workshop.standing.store.settings.data)
    MovedClock(workshop.standing.store, note).look()
    assert note.read()[0] == 0.0
    workshop.clocks.wall += by
    moved = MovedClock(workshop.standing.store, note)
    moved.look()
    assert note.read() == (pytest.approx(by), workshop.standing.store.settings.steady())
    workshop.clocks.passes(10 * HOUR)
    moved.look()
    workshop.starts_again()
    assert note.read()[0] == 0.0
    workshop.clocks.passes(13 * HOUR)
    assert workshop.is_open()
    workshop.clocks.passes(3 * HOUR)  # a deadline is rounded up to the hour, and so is this
    assert not workshop.is_open()


@pytest.mark.parametrize("by", [7 * HOUR, -7 * HOUR, 9 * 365 * A_DAY, -9 * 365 * A_DAY])
@pytest.mark.parametrize("off", [0.0, 4 * HOUR])
@pytest.mark.parametrize("right", [1.0, 0.5])
def test_a_clock_that_was_put_right_while_the_server_was_stopped_ends_nothing_early(
    workshop: Open, by: float, off: float, right: float
) -> None:
    """The clock is set, and put right or half right before the next start."""
    workshop.clocks.wall += by
    MovedClock(workshop.standing.store, ClockNote(workshop.standing.store.settings.data)).look()
    workshop.clocks.passes(off)
    workshop.clocks.wall -= by * right
    workshop.starts_again()
    workshop.clocks.passes(23 * HOUR - off)
    assert workshop.is_open()
    # Later by the time that the server was stopped at most, where the clock is right again.
    workshop.clocks.passes(3 * HOUR + off)
    assert not workshop.is_open() or (right < 1 and by < 0)


def test_where_the_note_cannot_be_written_anew_nothing_is_moved_yet(workshop: Open) -> None:
    class Unwritable:
        def read(self) -> tuple[float, float]:
            return 7 * HOUR, workshop.clocks.wall - 7 * HOUR

        def write(self, _ahead: float, _moment: float) -> None:
            raise OSError

    for _start in range(2):
        MovedClock(workshop.standing.store, Unwritable()).at_start()
    workshop.clocks.passes(25 * HOUR)
    assert not workshop.is_open()


@pytest.mark.parametrize("kept", ["", "[]", '{"ahead": "x"}', '{"ahead": NaN}', '{"ahead": null}'])
def test_what_was_kept_of_a_clock_and_cannot_be_read_moves_nothing(
    tmp_path: Path, kept: str
) -> None:
    (tmp_path / LAST_BACKUP_FILE).write_text(kept)
    assert ClockNote(tmp_path).read()[0] == 0.0
    ClockNote(tmp_path).write(-7.5, 8.0)
    assert ClockNote(tmp_path).read() == (-7.5, 8.0)


def test_a_link_lasts_until_the_end_of_its_day_where_the_clock_was_set_forward(
    workshop: Open,
) -> None:
    library, endings = workshop.standing.store.library, workshop.standing.endings
    with library.begin() as session:
        lend(session, workshop.standing.id, "Ana", day_of(workshop.clocks.wall))
    workshop.clocks.wall += A_DAY
    endings.delete_due()
    with library.read() as session:
        assert lent(session, workshop.standing.id)
    workshop.clocks.passes(A_DAY)
    endings.delete_due()
    with library.read() as session:
        assert not lent(session, workshop.standing.id)
