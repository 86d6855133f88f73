"""How much of a contributor a story says: their full name, the first name and trade, or nothing."""

from msgspec.structs import replace

from workshop.protocol.story import Story, Teller
from workshop.storage.contributions import Naming

NAMINGS: tuple[Naming, ...] = ("named", "first_name", "unnamed")
"""From the most that is said of a contributor to the least: it goes only this way."""


def named(story: Story, naming: Naming) -> Story:
    """Returns a story with as much of its teller as a naming says."""
    teller = story.told_by
    if naming == "first_name":
        first = teller.name.split()[:1]
        return replace(story, told_by=Teller(name=" ".join(first), work=teller.work))
    return replace(story, told_by=Teller()) if naming == "unnamed" else story
