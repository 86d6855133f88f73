"""Findings of a look at a server's settings and engines: a line for each, with what to do."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Level = Literal["good", "note", "wrong"]
SIGNS = {"good": "ok   ", "note": "note ", "wrong": "WRONG"}


@dataclass(frozen=True)
class Finding:
    """A fact about one part of a server. `wrong` keeps it from starting, or from keeping its
    promises; a `note` is something to know."""

    level: Level
    part: str
    said: str
    """The sentence about it and, if it is not good, what to do."""

    def __str__(self) -> str:
        """Returns the line."""
        return f"{SIGNS[self.level]} {self.part}: {self.said}"


def wrong(findings: Iterable[Finding]) -> list[Finding]:
    """Returns the findings with which no process may serve."""
    return [one for one in findings if one.level == "wrong"]
