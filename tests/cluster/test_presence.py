"""Devices are counted over all processes, each once. A count that may lack one shows nothing."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import gevent
import msgspec
import pytest
from sqlalchemy.exc import OperationalError

from tests.support import waiting
from tests.support.processes import Process, processes
from tests.support.room import new_room
from tests.support.stores import Rows
from workshop.live import other_processes
from workshop.live.board import Board
from workshop.live.periodic import read_what_is_late, tick_of
from workshop.storage.keyring import device_of
from workshop.storage.processes import UNSEEN_S
from workshop.views import Surroundings

pytestmark = pytest.mark.postgres
until = partial(waiting.until, pause=gevent.sleep)
VOTE = 2
"""The round of the vote."""
ANA, BEN, CEM, DOT = (bytes([n]) * 16 for n in (0xA1, 0xB2, 0xC3, 0xD4))


@pytest.fixture
def two(tmp_path: Path, rows: Rows, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[Process]]:
    """Two processes that trust each other at once, but not for long by themselves."""
    monkeypatch.setattr(other_processes, "TRUSTED_AFTER", 0.0)
    monkeypatch.setattr(other_processes, "TRUSTED_FOR", 3600.0)
    with processes(tmp_path, rows, 2) as made:
        yield made


@pytest.fixture
def boards(two: list[Process]) -> list[Board]:
    id_ = two[0].store.thread.run(new_room, two[0].store).id
    return [process.holds(id_, "desk") for process in two]


def beat(two: list[Process]) -> None:
    """Both tell who is here, hear it, and tell what they know by that."""
    for one in (*two, *two, *two):
        one.others.beat()


def counts(boards: list[Board]) -> list[tuple[int, int, int]]:
    return [(one.devices.here, len(one.devices.lately()), one.devices.known) for one in boards]


def test_devices_are_counted_over_both_processes(two: list[Process], boards: list[Board]) -> None:
    for process, board, name in zip(two, boards, (ANA, BEN), strict=True):
        process.comes(board, name)
    beat(two)
    assert counts(boards) == [(2, 2, 2)] * 2
    assert all(board.devices.whole for board in boards)
    assert [tick_of(board, "desk", 0.0).here for board in boards] == [2, 2]


def test_a_phone_that_moves_is_counted_once_while_its_old_socket_lives_and_after_it(
    two: list[Process], boards: list[Board]
) -> None:
    two[0].comes(boards[0], ANA, BEN)
    two[1].comes(boards[1], ANA)
    beat(two)
    assert counts(boards) == [(2, 2, 2)] * 2
    two[0].goes(boards[0], ANA)
    beat(two)
    assert counts(boards) == [(2, 2, 2)] * 2
    two[1].goes(boards[1], ANA)
    beat(two)
    assert counts(boards) == [(1, 2, 2)] * 2


def test_devices_that_acted_and_have_gone_are_known_and_never_counted_twice(
    two: list[Process], boards: list[Board]
) -> None:
    for name in (ANA, BEN, CEM):
        boards[0].devices.acts(device_of(name))
    boards[1].devices.acts(device_of(ANA))
    two[1].comes(boards[1], DOT)
    beat(two)
    assert [board.devices.known for board in boards] == [4, 4]
    assert [board.devices.here for board in boards] == [1, 1]


def test_while_the_database_is_silent_no_count_is_whole_and_no_figure_is_told(
    two: list[Process], boards: list[Board], monkeypatch: pytest.MonkeyPatch
) -> None:
    one = two[0]
    one.comes(boards[0], ANA)
    two[1].comes(boards[1], BEN)
    beat(two)

    def silent(*_asked: object) -> None:
        raise OperationalError("", None, OSError())

    with monkeypatch.context() as patched:
        patched.setattr(one.store.workshops.processes, "lives", silent)
        one.others.beat()
    assert not boards[0].devices.whole
    assert (boards[0].devices.here, boards[0].devices.known) == (1, 2)
    assert tick_of(boards[0], "desk", 0.0).here is None
    beat(two)
    assert counts(boards) == [(2, 2, 2)] * 2 and all(one.devices.whole for one in boards)


def test_after_a_crash_of_the_database_no_count_is_whole_before_all_have_told_again(
    two: list[Process], boards: list[Board], rows: Rows
) -> None:
    one, other = two
    other.comes(boards[1], ANA)
    beat(two)
    assert boards[0].devices.whole
    with rows.cluster.connect(rows.database) as connection:
        connection.execute("DELETE FROM presence")  # as a crash leaves it
    one.others.beat()
    assert not boards[0].devices.whole and boards[0].devices.here == 0
    other.others.beat()
    one.others.beat()
    assert boards[0].devices.whole and boards[0].devices.here == 1


def test_who_is_at_a_process_is_believed_for_six_seconds(
    two: list[Process], boards: list[Board], rows: Rows
) -> None:
    one, other = two
    other.comes(boards[1], ANA)
    beat(two)
    for seconds, here in ((5, 1), (2, 0)):
        with rows.cluster.connect(rows.database) as connection:
            said = "UPDATE process SET seen = seen - make_interval(secs => %s) WHERE id = %s"
            connection.execute(said, (seconds, other.name))
        one.others.beat()
        assert boards[0].devices.whole and boards[0].devices.here == here


def test_a_process_that_was_held_up_does_not_trust_its_count_at_once(
    two: list[Process], boards: list[Board], monkeypatch: pytest.MonkeyPatch
) -> None:
    beat(two)
    one = two[0]
    assert boards[0].devices.whole
    monkeypatch.setattr(other_processes, "TRUSTED_AFTER", 3600.0)
    monkeypatch.setattr(one.others, "_whole_since", one.others._whole_since - 3601)
    one.others.beat()
    assert boards[0].devices.whole
    monkeypatch.setattr(one.others, "_beaten", one.others._beaten - UNSEEN_S)
    one.others.beat()
    assert not boards[0].devices.whole


def test_what_is_not_under_the_key_of_the_workshop_is_not_counted(
    two: list[Process], boards: list[Board], rows: Rows
) -> None:
    one, other = two
    other.comes(boards[1], ANA)
    beat(two)
    with rows.cluster.connect(rows.database) as connection:
        connection.execute("UPDATE presence SET part = %s WHERE part <> ''", (b"\0" * 2048,))
    one.others.beat()
    assert not boards[0].devices.whole and boards[0].devices.here == 0


def given(rows: Rows) -> list[tuple[str, str, bytes]]:
    """Returns what processes have given, by process and workshop."""
    said = "SELECT process, workshop, part FROM presence WHERE part <> ''"
    with rows.cluster.connect(rows.database) as connection:
        return connection.execute(said).fetchall()


def test_the_rows_hold_no_name_of_a_device_and_are_in_no_log_of_changes(
    two: list[Process], boards: list[Board], rows: Rows
) -> None:
    two[0].comes(boards[0], ANA, BEN)
    two[1].comes(boards[1], CEM)
    boards[0].devices.acts(device_of(DOT))
    beat(two)
    held = given(rows)
    names = [name for one in (ANA, BEN, CEM, DOT) for name in (one, device_of(one))]
    said = repr(held).encode() + b"".join(part + part.hex().encode() for *_, part in held)
    assert not [name for name in names if name in said or name.hex().encode() in said]
    assert {(process, workshop) for process, workshop, _ in held} == {
        (one.name, boards[0].id) for one in two
    }
    assert len({len(part) for *_, part in held}) == 1  # one phone or two: the same bytes
    with rows.cluster.connect(rows.database) as connection:
        kept = connection.execute("SELECT relpersistence FROM pg_class WHERE relname = 'presence'")
        assert kept.fetchone() == ("u",)


def test_where_nobody_is_any_more_no_row_is_left(
    two: list[Process], boards: list[Board], rows: Rows
) -> None:
    one, other = two
    for process, board in zip(two, boards, strict=True):
        process.comes(board, ANA)
    beat(two)
    other.others.leave()
    assert [process for process, *_ in given(rows)] == [one.name]
    one.goes(boards[0], ANA)
    boards[0].devices.forget_deeds()
    beat(two)  # who has left says no more that it lives
    assert not one.others._others


def test_a_new_board_trusts_no_count_before_others_were_asked(two: list[Process]) -> None:
    one = two[0]
    id_ = one.store.thread.run(new_room, one.store).id
    board = one.boards.get(id_)
    assert board is not None and not board.devices.whole
    one.others.beat()
    assert board.devices.whole


def test_all_processes_show_how_many_can_vote_whoever_comes_and_goes_where(
    two: list[Process],
) -> None:
    boards = voting(two)
    two[0].comes(boards[0], ANA, BEN)
    two[1].comes(boards[1], CEM)
    assert ballots(two, boards) == [3, 3]
    two[1].comes(boards[1], DOT)
    assert ballots(two, boards) == [4, 4], "one more at the other process"
    boards[0].devices.votes(device_of(BEN), VOTE)
    two[0].goes(boards[0], ANA)
    assert ballots(two, boards) == [4, 4], "it may come back within a minute, to any process"
    two[1].comes(boards[1], ANA)
    assert ballots(two, boards) == [4, 4]


def voting(two: list[Process]) -> list[Board]:
    """A workshop that votes; phones look at it at both processes."""
    for one in two:
        one.boards._around = lambda board, _: Surroundings(
            voters=board.devices.voters(reached=True)
        )
    run = two[0].store.thread.run
    room = run(new_room, two[0].store)
    for stage in ("lessons", "vote"):
        run(room.desk.goes, stage)
    assert run(lambda: room.round) == VOTE
    return [process.holds(room.id, "participant") for process in two]


def ballots(two: list[Process], boards: list[Board]) -> list[int]:
    """Returns how many can vote, as the phones at each process were told last, once both processes
    have told who is here and a tick has come."""
    beat(two)
    for one in two:
        read_what_is_late(one.boards)
    until(lambda: not any(board._flushing for board in boards))
    shown = [board.last_sent("participant").entries["ballot"] for board in boards]
    return [msgspec.json.decode(one)["devices"] for one in shown]
