"""Beats: each phone sends one message in each slot, at a random moment in it, whether its person
has tapped anything or not. So nobody on the line learns who did."""

BEAT = 5000
"""Milliseconds of the shortest slot, where people tap what is on show."""
QUICK, FULL_ROOM, CALM = 1, 2, 6
"""How many of the shortest make a slot where people tap, where many do, and anywhere else."""
MANY_BEAT = 60
"""Devices from which on a slot is longer where people tap."""


def slot_length(*, taps: bool, devices: int) -> int:
    """Returns how many of the shortest slots make one. It depends on the room alone."""
    if not taps:
        return CALM
    return FULL_ROOM if devices >= MANY_BEAT else QUICK
