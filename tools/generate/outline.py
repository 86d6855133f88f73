"""The message types laid out for the two generators: structs, fields, and who sees what."""

import ast
import inspect
import textwrap
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, get_args

import msgspec
from msgspec.inspect import StructType, multi_type_info

from workshop.protocol import base, commands, desk_entries, entries, messages, stage_commands, story

Struct = type[msgspec.Struct]

UP_TYPES: tuple[Struct, ...] = (
    messages.Connect,
    messages.Hello,
    messages.Do,
    messages.Beat,
    messages.Mine,
    messages.Held,
)
DOWN_TYPES: tuple[Struct, ...] = (messages.Change, messages.Tick)
ANSWER_TYPES: tuple[Struct, ...] = (
    messages.HelloAnswer,
    messages.Snapshot,
    messages.Ok,
    messages.Retry,
    messages.Refused,
    messages.BeatAnswer,
    messages.MineAnswer,
    messages.HeldAnswer,
)
PARTICIPANT_TYPES: tuple[Struct, ...] = get_args(commands.ParticipantCommand)
STAGE_TYPES: tuple[Struct, ...] = get_args(commands.StageCommand)
DESK_TYPES: tuple[Struct, ...] = tuple(
    each for each in get_args(commands.DeskCommand) if each not in STAGE_TYPES
)
COMMAND_TYPES = PARTICIPANT_TYPES + STAGE_TYPES + DESK_TYPES
PART_TYPES: tuple[Struct, ...] = (
    story.Teller,
    story.StoryStep,
    entries.Stage,
    entries.Answers,
    entries.SealCheck,
    stage_commands.Loss,
    desk_entries.Goes,
    entries.PulseItem,
    messages.Ride,
    messages.HeldRow,
    messages.FloodSeen,
)
"""The parts of entries and answers."""
ENTRIES: tuple[Struct, ...] = get_args(entries.Entry)

NAMED_SETS: dict[str, Any] = {
    "ViewName": messages.ViewName,
    "RefusalCode": messages.RefusalCode,
    "NotLetIn": messages.NotLetInReason,
    "Purpose": messages.Purpose,
    "LossCode": stage_commands.LossCode,
    "StageKind": entries.StageKind,
    "Phase": entries.StagePhase,
    "Amount": entries.Amount,
    "PulseUse": entries.PulseUse,
    "Outcome": base.Outcome,
    "Fit": base.Fit,
    "StepKind": story.StepKind,
}
"""Sets of words that have a name of their own."""


@dataclass(frozen=True)
class Path:
    """A row of the table in entries.py. `seen` maps each view to "yes", "never", or since when."""

    path: str
    value: str
    seen: dict[str, str]

    def type_for(self, view: str) -> str:
        """The type of the value in a view; "" where the view never has it."""
        cell = self.seen[view]
        if cell == "never":
            return ""
        return cell if cell in {each.__name__ for each in ENTRIES} else self.value


def paths() -> list[Path]:
    """The table in the docstring of entries.py."""
    lines = [line for line in (entries.__doc__ or "").splitlines() if line.startswith("| `")]
    cells = [[cell.strip(" `") for cell in line.strip("|").split("|")] for line in lines]
    return [
        Path(row[0], row[1], dict(zip(messages.VIEW_NAMES, row[2:], strict=True))) for row in cells
    ]


@cache
def _laid_out() -> dict[Struct, StructType]:
    every = UP_TYPES + DOWN_TYPES + ANSWER_TYPES + COMMAND_TYPES + PART_TYPES + ENTRIES
    found = zip(every, multi_type_info(every), strict=True)
    return {struct: info for struct, info in found if isinstance(info, StructType)}


def laid_out(struct: Struct) -> StructType:
    """Returns what msgspec knows of a struct: its tag, and its fields in their order."""
    return _laid_out()[struct]


def name(struct: type) -> str:
    """Returns a struct's name outside of Python, where all names share one space."""
    return struct.__name__


def doc(struct: Struct) -> str:
    """The docstring, without its indentation."""
    return inspect.getdoc(struct) or ""


def field_docs(struct: Struct) -> dict[str, str]:
    """The strings that stand below fields; Python keeps them in the source only."""
    body = ast.parse(textwrap.dedent(inspect.getsource(struct))).body[0]
    assert isinstance(body, ast.ClassDef)
    return dict(_with_strings(body.body))


def _with_strings(lines: list[ast.stmt]) -> Iterable[tuple[str, str]]:
    for field, below in pairwise(lines):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr):
            assert isinstance(field.target, ast.Name)
            yield field.target.id, inspect.cleandoc(ast.literal_eval(below.value))
