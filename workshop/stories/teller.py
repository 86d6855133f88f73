"""The line with the teller: a dash, the name, and after commas the work and the place."""

from collections.abc import Sequence

from workshop.stories.lines import DASHES
from workshop.stories.places import is_country, is_region
from workshop.stories.proposal import Note, NoteCode


def propose_teller(line: str) -> tuple[dict[str, str], list[Note]]:
    """Reads name, work and place, and notes work and place for somebody to confirm.

    The name is "" when none stands after the dash. Nothing in the line is dropped: what is not
    recognised as a place stays with the work.
    """
    name, *rest = [part.strip() for part in line.lstrip(DASHES + " ").rstrip(" ,").split(",")]
    cut = len(rest) - _place_length(rest)
    work, place = ", ".join(rest[:cut]), ", ".join(rest[cut:])
    country_alone = len(rest) - cut == 1 and cut > 1
    found: NoteCode = "place_country_alone" if country_alone else "place"
    notes = [
        Note("work", "work", work) if work else Note("work", "no_work"),
        Note("place", found, place) if place else Note("place", "no_place"),
    ]
    return {"name": name, "work": work, "place": place}, notes


def _place_length(parts: Sequence[str]) -> int:
    """How many parts at the end are the place: city and state, perhaps country; or a country."""
    country = _ends_with_country(parts)
    before = parts[:-1] if country else parts
    if not before or not is_region(before[-1]):
        return int(country)
    if not country:
        return min(2, len(before))
    # "founder, Ontario, Canada": one part has to be left for the work.
    return 3 if len(before) > 2 else 2


def _ends_with_country(parts: Sequence[str]) -> bool:
    if not parts or not is_country(parts[-1]):
        return False
    # Georgia is both: behind a city it is the state.
    return not (is_region(parts[-1]) and len(parts) > 2)
