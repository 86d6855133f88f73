"""Ballots: when one is complete, when a group of them is shown, and what an end would give away."""

from collections.abc import Mapping
from typing import Literal

NEEDED = 3
"""Ballots that a group is made of."""
FEW_DEVICES = 5
"""With so many devices at most since the voting opened, only its end shows anything."""
LATELY = 300.0
"""Seconds for which a device that has gone still counts as here."""
COMPLETE = "complete"
"""The tally of the ballots that were ever complete."""
DEVICES = "devices"
"""The tally of the most devices that there were while a voting went on."""
OUT = "out"
"""The tally of the devices that said "That's all from me" without a vote."""
GROUPED, GROUP, RELEASES = "grouped", "group", "releases"
"""Tallies: that ballots count in groups; those complete since the last release; the releases."""
BALLOTS = "ballots"
"""The tally of the devices that have ever placed a vote."""
EMPTY = "empty"
"""The tally of the ballots among those complete since the last release that hold no vote now."""
STRUCK = "struck"
"""The tally of the lessons that left the ballot while people voted, with cards that were taken off
the screen."""
PASSING = frozenset({GROUPED, GROUP, RELEASES, EMPTY, STRUCK, "changed", "begun"})
"""Tallies that a voting needs while it goes on; kept, they would tell in which order votes came. An
earlier version counted two more."""
Turnout = Literal["", "some", "count", "nearly_all", "all"]


def shows_group(complete: int, missing: int, devices: int, needed: int) -> bool:
    """True if the tallies may be shown now.

    `complete` are the ballots first complete since the last release that hold a vote, `missing` the
    devices here without a complete ballot, of which the end must show as many again; `devices` is
    how many there were at most. A benchmark sets `needed` to 1.
    """
    if needed <= 1:
        return complete >= 1
    return complete >= needed and missing >= needed and devices > FEW_DEVICES


def ends_on_few(totals: Mapping[str, int]) -> bool:
    """True if the end of a voting with these tallies may show one or two ballots alone.

    Only figures that the desk sees play a part: what it was told when a vote is moved, or taken
    back, would tell of that. Whether votes were moved since the last release is not known to it, so
    the end is taken for one that shows them.
    """
    ballots, complete, group = (totals.get(item, 0) for item in (BALLOTS, COMPLETE, GROUP))
    new = ballots - (complete - group)
    return new < NEEDED and bool(new or totals.get(RELEASES, 0))


def turnout(complete: int, devices: int, needed: int = NEEDED) -> Turnout:
    """How the rooms' screens tell how many have placed all their votes.

    "" before the first; a word while fewer than three are missing, so that nobody is pointed at.
    """
    missing = max(devices - complete, 0)
    if not complete:
        return ""
    if not missing:
        return "all"
    if missing >= needed:
        return "count"
    return "nearly_all" if complete > missing else "some"
