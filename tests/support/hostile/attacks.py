"""All attacks, by their names."""

from collections.abc import Callable

from tests.support.hostile import broken, floods, slow
from tests.support.hostile.target import Target

Attack = Callable[[Target], None]
ATTACKS: dict[str, Attack] = {
    "half-open": slow.half_open,
    "slow headers": slow.slow_headers,
    "slow bodies": slow.slow_bodies,
    "refused bodies": slow.refused_bodies,
    "never reading": slow.never_reading,
    "hellos": floods.hellos,
    "mine": floods.mine,
    "held": floods.held,
    "cards": floods.cards,
    "lessons": floods.lessons,
    "votes": floods.votes,
    "taps": floods.taps,
    "made-up devices": floods.made_up_devices,
    "wrong codes": floods.wrong_codes,
    "pings": broken.pings,
    "tiny frames": broken.tiny_frames,
    "empty continuations": broken.empty_continuations,
    "oversize": broken.oversize,
    "malformed": broken.malformed,
}
