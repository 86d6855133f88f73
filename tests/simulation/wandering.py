"""A facilitator who tries everything: at each stage whatever there is to press, apt or not."""

import random
from collections.abc import Callable
from typing import Any

import gevent

from tests.simulation.people import AtDesk
from tests.support.fuzz.making import TYPES, Maker
from workshop.pretend.client.known_view import said_with_undo
from workshop.protocol import commands
from workshop.protocol.entries import StageKind
from workshop.protocol.stage_commands import StageCommand
from workshop.views import Room

LEADS = ("go", "seal", "ask_about")
"""These lead on, and are pressed in their time."""
PRESSES = sorted(
    {tag for tag, kind in TYPES.items() if issubclass(kind, StageCommand)} - {*LEADS}
    | {"close_door", "skip_stage", "set_minutes"}
)
APT: dict[StageKind, tuple[str, ...]] = {
    "write": ("open_again", "more_time"),
    "reveal": ("open_again", "page_size", "cover"),
    "story": ("ask_question",),
    "vote": ("end_voting", "take_tied", "draw_lots", "run_off"),
    "lessons": ("vote_anew", "close_adding", "open_again"),
    "commit": ("open_again",),
    "finish": ("end_pulse",),
}
MOST_PRESSES = 6
BACK = 0.5
"""How often, out of once, a vote is given up for another one."""
LONGEST_PAUSE_S = 4.0
TRIES = 40
"""How often the way to a stage is tried before the next one is."""
ENDING_PHASES = {"last_call", "few"}


class Wandering:
    """Leads to every stage in turn, and tries all that a desk can press."""

    def __init__(
        self, desk: AtDesk, dice: random.Random, room: Callable[[], Room | None],
        comes_to: Callable[[StageKind], None],
    ) -> None:  # fmt: skip
        self._desk, self._dice, self._room, self._comes_to = desk, dice, room, comes_to
        self._makes = Maker(dice)

    def whole(self) -> None:
        """All stages; the last one too."""
        for position, kind in enumerate(self._desk.stages):
            self._goes(position)
            self._comes_to(kind)
            if kind == "ask_how":
                self._asks()
            self._tries(kind)
            if kind == "vote" and self._dice.random() < BACK:
                self._votes_anew(position)

    def _pauses(self) -> None:
        gevent.sleep(self._dice.uniform(0.5, LONGEST_PAUSE_S))

    def _tries(self, kind: StageKind) -> None:
        for _ in range(self._dice.randint(1, MOST_PRESSES)):
            self._pauses()
            apt = APT.get(kind, ())
            self._presses(self._dice.choice(apt if apt and self._dice.random() < 0.7 else PRESSES))

    def _votes_anew(self, vote: int) -> None:
        """Back to the lessons, where the votes are given up, and to another vote."""
        self._goes(self._desk.stages.index("lessons"))
        self._presses("vote_anew")
        self._goes(vote)
        self._tries("vote")

    def _presses(self, tag: str) -> None:
        if room := self._room():
            made = self._makes.makes(tag, room)
            self._says({**made, "turn": self._desk.now.turn} if "turn" in made else made)

    def _asks(self) -> None:
        if (room := self._room()) and room.cards:
            card = self._dice.choice(room.cards).n
            self._says({"type": "ask_about", "turn": room.state.turn, "card": card})

    def _goes(self, position: int) -> None:
        """Through all that keeps a desk from it, for a while."""
        desk = self._desk
        for _ in range(TRIES):
            now = desk.now
            if now.position == position and now.phase not in ENDING_PHASES:
                return
            desk.reads()
            answer = self._says({"type": "go", "turn": now.turn, "stage": desk.ids[position]})
            if answer.get("refused") == "ballot_full":
                desk.do(commands.LeaveRest())
            gevent.sleep(1.0)

    def _says(self, command: dict[str, Any]) -> dict[str, Any]:
        entries = self._desk.entries
        said = said_with_undo(entries, command["type"], command.get("stage", ""))
        return self._desk.window.say({**command, **({"said": said} if said else {})})
