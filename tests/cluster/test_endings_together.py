"""Deadlines, seals and what is owed, on a server of several processes: one of them does it, and
none of it is lost with the one that was about to."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import gevent
import pytest

from tests.summary.gathering import reveal, write
from tests.support import waiting
from tests.support.processes import NOW, Process, guest, processes
from tests.support.room import TestRoom, new_room
from tests.support.stores import Rows
from workshop.ending import endings
from workshop.live.board import Board
from workshop.live.other_processes import PRESENCE_BEAT_S
from workshop.people.tickets import Ticket
from workshop.protocol import commands
from workshop.protocol.messages import Ok
from workshop.protocol.stage_commands import Loss
from workshop.storage.deadlines import touch
from workshop.storage.library import HOUR_S, begin_sealing, open_workshop, summary_of

pytestmark = pytest.mark.postgres
until = partial(waiting.until, pause=gevent.sleep)


@pytest.fixture
def two(tmp_path: Path, rows: Rows) -> Iterator[list[Process]]:
    with processes(tmp_path, rows, 2) as made:
        yield made


def begun(process: Process, stage: str = "finish") -> TestRoom:
    """A workshop that has begun and stands at a stage."""

    def begin() -> TestRoom:
        room = new_room(process.store)
        room.participants(3)
        room.desk.presses(commands.Pause, on=False)
        room.desk.goes(stage)
        return room

    return process.store.thread.run(begin)


def is_sealed(process: Process, id_: str) -> bool:
    def look() -> bool:
        with process.store.library.read() as session:
            return summary_of(session, id_) is not None and open_workshop(session, id_) is None

    return process.store.thread.run(look)


def set_deadline(process: Process, id_: str, moment: float) -> None:
    def set_() -> None:
        with process.store.library.begin() as session:
            touch(session, id_, moment)

    process.store.thread.run(set_)


def turn_of(process: Process, room: TestRoom) -> int:
    return process.store.thread.run(room.read).state.turn


def pause(process: Process, room: TestRoom) -> commands.Pause:
    return commands.Pause(turn=turn_of(process, room), on=True)


def asks_for_a_seal(process: Process, board: Board, turn: int) -> None:
    assert isinstance(
        process.does(board, commands.Seal(turn=turn, said=[Loss(what="rest_erased")])), Ok
    )


def test_a_seal_that_is_asked_for_at_two_desks_ends_at_both(two: list[Process]) -> None:
    one, other = two
    room = begun(one)
    here, there = one.holds(room.id, "desk"), other.holds(room.id, "desk")
    turn = turn_of(one, room)
    asks_for_a_seal(one, here, turn)
    gevent.spawn(other.endings._seal, room.id)
    until(lambda: here.sealed and there.sealed)
    assert is_sealed(other, room.id)
    until(lambda: not one.boards.unsealed and not other.boards.unsealed)
    for process in two:
        assert process.store.thread.run(process.store.workshops.left_of, room.id) == set()


def test_a_seal_waits_for_no_writer(two: list[Process], monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = two
    monkeypatch.setattr(other.others, "beat", lambda: None)
    sealed, elsewhere = begun(one), begun(one)
    here, next_to_it = one.holds(sealed.id, "desk"), one.holds(elsewhere.id, "desk")
    asks_for_a_seal(one, here, turn_of(one, sealed))
    held = one.store.workshops.processes.holding
    until(lambda: [*one.store.thread.run(held, sealed.id)] == [other.name])
    assert isinstance(one.does(next_to_it, pause(one, elsewhere)), Ok)
    assert not is_sealed(one, sealed.id)
    monkeypatch.undo()
    other.others.beat()
    until(lambda: is_sealed(one, sealed.id))


def test_a_workshop_in_which_somebody_acts_is_not_sealed_by_a_process_that_does_not_know(
    two: list[Process],
) -> None:
    one, other = two
    acting, quiet = begun(one), begun(one)
    for room in (acting, quiet):
        set_deadline(one, room.id, NOW - 30 * HOUR_S)
    board = one.holds(acting.id, "desk")
    # It dies before it has said that somebody has acted.
    one.live.after = lambda _board, _batch: None
    assert isinstance(one.does(board, pause(one, acting)), Ok)
    gevent.spawn(other.endings.seal_due)
    until(lambda: (one.others.beat(), is_sealed(one, quiet.id))[1])
    assert not is_sealed(one, acting.id)


def test_what_is_due_is_looked_for_by_one_process_at_a_time(
    two: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[object] = []
    monkeypatch.setattr(endings, "to_seal", lambda store, _now: looked.append(store) or [])
    monkeypatch.setattr(endings, "delete_overdue", lambda store, _now: looked.append(store) or [])
    beats = [getattr(one.endings, work) for one in two for work in ("seal_due", "delete_due")]
    gevent.joinall([gevent.spawn(beat) for beat in beats], raise_error=True)
    assert len(looked) == 2


def test_a_process_that_stood_still_while_a_workshop_was_sealed_keeps_nothing_of_it(
    two: list[Process], rows: Rows
) -> None:
    one, frozen = two
    room = begun(one)
    board = frozen.boards.get(room.id)
    assert board and board.keys, "nobody looks at it any more"
    frozen.others.stop()
    with rows.cluster.connect(rows.database) as connection:
        said = "UPDATE process SET seen = seen - interval '11 s' WHERE id = %s"
        connection.execute(said, (frozen.name,))
    one.endings._seal(room.id)
    assert is_sealed(one, room.id) and board.keys
    frozen.looks()
    until(lambda: board.keys is None and board.sealed)


def test_a_seal_goes_on_within_ten_seconds_of_the_death_of_the_process_that_had_begun_it(
    two: list[Process], rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    dead, other = two
    room = begun(dead)
    for process in two:
        process.others.beat()
    dead.endings.seal_due()  # it has the turn of this minute

    def begin() -> None:
        with dead.store.library.begin() as session:
            begin_sealing(session, room.id)

    dead.store.thread.run(begin)
    monkeypatch.setattr(dead.others, "beat", lambda: None)
    with rows.cluster.connect(rows.database) as connection:
        # What is left of the ten seconds is for a beat, and for the others to let go.
        said = "UPDATE process SET seen = seen - make_interval(secs => %s) WHERE id = %s"
        connection.execute(said, (10 - 2 * PRESENCE_BEAT_S, dead.name))
    other.others.beat()
    until(lambda: is_sealed(other, room.id))


def test_what_a_second_process_owed_that_ends_soon_after_another_is_paid_too(
    two: list[Process], monkeypatch: pytest.MonkeyPatch
) -> None:
    paid: list[str] = []
    monkeypatch.setattr(endings, "ENDING_TURN_S", 0.5)
    monkeypatch.setattr(endings, "destroy_anew", lambda _store, id_, _let_go: paid.append(id_))
    one, other = two
    room = begun(one)
    one.endings.take_over()
    other.endings.take_over()
    assert paid == [room.id, room.id]


def test_a_key_that_a_process_has_not_destroyed_before_its_death_is_destroyed_by_another(
    two: list[Process], rows: Rows, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, other = two
    room = begun(one, "story")
    with monkeypatch.context() as dying:
        stored = one.store.thread.run(one.store.workshops.open, room.id)
        dying.setattr(type(stored), "destroy_ended_keys", lambda _stored: None)

        def writes() -> set[str]:
            room.participants(5)
            write(room, ())
            held = room.store.key_store.left_of(room.id)
            reveal(room)
            return held

        held = one.store.thread.run(writes)
    assert one.store.key_store.left_of(room.id) >= held - {""}
    round_key = f"round{one.store.thread.run(room.read).state.rounds[0].n}"
    assert round_key in one.store.key_store.left_of(room.id)
    with rows.cluster.connect(rows.database) as connection:
        late = "UPDATE process SET seen = seen - interval '1 min' WHERE id = %s"
        connection.execute(late, (one.name,))
    other.others.beat()
    until(lambda: round_key not in one.store.key_store.left_of(room.id))
    until(lambda: room.id not in other.store.workshops._opened)  # type: ignore[attr-defined]


def test_a_workshop_that_ended_with_a_dying_process_is_sealed_by_another(
    two: list[Process],
) -> None:
    one, other = two
    ended, goes_on = begun(one), begun(one)
    board = one.holds(ended.id, "desk")
    one.live.after = lambda _board, _batch: None
    asks_for_a_seal(one, board, turn_of(one, ended))
    gevent.spawn(other.endings.seal_due)
    until(lambda: (one.others.beat(), is_sealed(other, ended.id))[1])
    assert not is_sealed(other, goes_on.id)


def test_who_was_sent_away_at_one_process_goes_at_all_also_where_no_word_comes(
    two: list[Process],
) -> None:
    one, other = two
    board = other.holds(new_id(one), "desk")
    board.sealed = True
    ticket = Ticket(int(NOW), b"sign-in")
    guest(other, board, b"sign-in", ticket), guest(other, board, b"another", Ticket(1, b"another"))
    other.others.stop()
    one.live.end_sign_in(b"sign-in", board.id, "taken_back")
    other.live.end_ended_sign_ins()
    assert [one.sign_in for one in other.live.guests.all()] == [b"another"]


def new_id(process: Process) -> str:
    return process.store.thread.run(new_room, process.store).id
