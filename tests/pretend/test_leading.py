"""How a pretend facilitator leads on, whatever comes at the last moment."""

from types import SimpleNamespace
from typing import Any

import pytest

from workshop.pretend.facilitator import Stuck
from workshop.pretend.leading import Leading
from workshop.protocol import commands
from workshop.protocol.commands import Command
from workshop.rules.limits import MOST_VOTED


class FullDesk:
    """A desk at its lessons; one more than the ballot takes is stored, and not shown yet."""

    def __init__(self) -> None:
        self.now = SimpleNamespace(position=8)
        self.stages = ["lessons", "vote", "commit"]
        self.ids = [f"stage-{n}" for n in range(12)]
        self.lessons = [lesson(f"a{n:02}") for n in range(MOST_VOTED)]
        self.late = lesson("late")
        self.view = SimpleNamespace(many=lambda path, _: self.lessons if path == "lessons" else [])

    def shows_what_is_late(self, _seconds: float) -> None:
        if self.late not in self.lessons:
            self.lessons = [*self.lessons, self.late]

    def press(self, _kind: type[commands.Go], stage: str) -> dict[str, Any]:
        if not self.late.left_out:
            return {"refused": "ballot_full", "about": str(MOST_VOTED)}
        self.now.position = self.ids.index(stage)
        return {"ok": True}

    def do(self, command: Command) -> dict[str, Any]:
        assert isinstance(command, commands.LeaveOut)
        next(one for one in self.lessons if one.id == command.lesson).left_out = True
        return {"ok": True}


def lesson(id_: str) -> SimpleNamespace:
    return SimpleNamespace(id=id_, parent="", left_out=False)


def leading_at(desk: FullDesk) -> Leading:
    return Leading(
        desk,  # type: ignore[arg-type]
        pace=1.0,
        halfway=lambda: None,
        wait=desk.shows_what_is_late,
        comes_to=lambda _kind: None,
    )


class NeverShowing(FullDesk):
    """The lesson that is too much stays away."""

    def shows_what_is_late(self, _seconds: float) -> None:
        pass


def test_a_ballot_that_stays_too_full_ends_the_rehearsal_with_a_sentence() -> None:
    with pytest.raises(Stuck, match="still too full"):
        leading_at(NeverShowing()).goes_to(9, "vote")


def test_a_lesson_that_came_too_late_for_the_ballot_is_left_out_before_the_vote() -> None:
    desk = FullDesk()
    leading_at(desk).goes_to(9, "vote")
    assert desk.late.left_out and desk.now.position == 9
