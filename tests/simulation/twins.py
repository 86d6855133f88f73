"""Two plays of one seed, in the second of which two people have each other's words: everybody else
must be sent the same bytes at the same moments."""

import re
from collections.abc import Sequence

from tests.simulation.world import UNEVEN

OWN = re.compile(r" *[\d.]+ phone [01] (says |hears 43).*")
"""Messages of the two, and answers to them alone."""
LAST = re.compile(rf" *[\d.]+ ({UNEVEN}|stage: commit)")
"""The last lines before all may depend on who sent what: not both have sent it, or they give their
names."""


def compared(log: Sequence[str]) -> list[str]:
    """Returns the part of a log that the twins' words must not change."""
    ends = next((at for at, line in enumerate(log) if LAST.fullmatch(line)), len(log))
    # The message that has shown it stands above the note.
    return [line for line in log[: max(0, ends - 1)] if not OWN.fullmatch(line)]


def difference(first: Sequence[str], second: Sequence[str]) -> str:
    """Returns where two logs part, or "" if they do not; as far as both are compared."""
    one, other = compared(first), compared(second)
    for mine, yours in zip(one, other, strict=False):
        if mine != yours:
            return f"{mine[:400]}\n{yours[:400]}"
    return ""
