"""The settings of a single stage, instead of those chosen for the whole workshop."""

from collections.abc import Mapping
from typing import Literal

import msgspec

Cards = Literal["together", "live"]
VotesSetting = Literal["live", "hidden"]
SettingValue = str | int


class StageSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """The settings of a stage; None leaves the choice to the workshop."""

    cards: Cards | None = None
    """Write: revealed together, or a live wall."""
    cards_each: int | None = None
    """Write: how many cards each device may send at most; a large room lowers it."""
    page_size: Literal[1, 6] | None = None
    """Reveal: one card at a time, or pages of six."""
    votes: VotesSetting | None = None
    """Vote: seen as they come, or hidden until voting ends."""
    votes_each: int | None = None
    """Vote: how many votes each device has."""
    chosen: int | None = None
    """Vote: how many lessons the room takes along."""


ALLOWED: Mapping[str, Mapping[str, tuple[SettingValue, ...]]] = {
    "write": {"cards": ("together", "live"), "cards_each": (1, 2)},
    "reveal": {"page_size": (1, 6)},
    "vote": {
        "votes": ("live", "hidden"),
        "votes_each": (1, 2, 3, 4, 5),
        "chosen": (1, 2, 3, 4, 5),
    },
}
"""The settings of a kind of stage, and their values; kinds that are not here have none."""


def hides_votes(settings: StageSettings, workshop: bool) -> bool:
    """True if votes are hidden until voting ends: what the stage says, else the workshop."""
    return workshop if settings.votes is None else settings.votes == "hidden"
