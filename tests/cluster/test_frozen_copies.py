"""A process that stood still goes on, with old commands of phones that have moved on."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from tests.support.several.at_one_process import LonePhone, desk_at
from tests.support.several.server_process import ServerProcess
from tests.support.several.several import Several, several
from tests.support.waiting import WITHIN, until
from workshop.protocol import commands
from workshop.storage.handles import HANDLE_DIGITS

STRICT = "tests.support.strict_loop_process"
SHORT = 1.0
"""Seconds that a process may stand still before it lets go of its phones."""


@pytest.fixture(scope="module")
def server() -> Iterator[Several]:
    with pytest.MonkeyPatch.context() as patched, several(patched) as made:
        yield made


@contextmanager
def standing_still(process: ServerProcess, seconds: float) -> Iterator[None]:
    """Stops a process, for at least so long."""
    process.freeze()
    end = time.monotonic() + seconds
    yield
    until(lambda: time.monotonic() > end, seconds + WITHIN)
    process.thaw()


@pytest.mark.parametrize(
    "seconds", [SHORT, *(pytest.param(n, marks=pytest.mark.long) for n in (5.0, 12.0))]
)
def test_what_lay_in_a_frozen_process_undoes_nothing_newer(server: Several, seconds: float) -> None:
    frozen, other = server.processes[:2]
    if frozen.module != STRICT:
        frozen.kill()
        frozen.module = STRICT
        frozen.start()
    if seconds == SHORT:
        # Once more where a slow machine made it so long that the process has ended its lines.
        answers = until(
            lambda: [one for one in late_answers(server, frozen, other, seconds) if one]
        )
        assert [one["refused"] for one in answers] == ["out_of_date"] * 2
    else:
        answers = late_answers(server, frozen, other, seconds)
        assert answers == [None, None], "it lets go of its phones, and reads nothing of theirs"


def late_answers(
    server: Several, frozen: ServerProcess, other: ServerProcess, seconds: float
) -> list[Any]:
    """Returns what a process that stood still answers to what lay there; none of it is done."""
    with desk_at(other) as desk:
        desk.goes("lessons")
        desk.do(commands.DeskLesson(text="Ask first."))
        desk.goes("vote")
        now, (lesson,) = desk.now.round, desk.entries["ballot"]["lessons"]
        old = LonePhone(frozen, desk.id)
        votes = [commands.Vote(round=now, lesson=lesson, votes=votes) for votes in (1, 0)]
        asks = [commands.CheckIn(text="Row three"), commands.WithdrawCheckIn()]
        with standing_still(frozen, seconds):
            late = [old.says(command) for command in (votes[0], asks[0])]
            new = LonePhone(other, desk.id, old.secret)
            assert all(new.is_told(command).get("ok") for command in (votes[1], asks[1]))
        answers = [old.answer(number) for number in late]
        room = server.read(desk.id)
        assert {n for (_, item), n in room.counts.items() if len(item) == HANDLE_DIGITS} <= {0}
        assert room.check_ins == ()
        old.leaves(), new.leaves()
    return answers
