"""Stories that nobody has told or changed for too long leave the library; invitations and receipts
have their last days."""

from datetime import date, timedelta

from workshop.people.links import (
    TELLING_DAYS,
    end_contributor_links,
    end_receipts_of_withdrawn,
)
from workshop.storage.contributions import delete_contribution
from workshop.storage.story_days import (
    LASTING_STATES,
    bound_contributions,
    bound_stories,
    outlived_contributions,
    outlived_stories,
)
from workshop.stories.contributing import KeyedLibrary
from workshop.stories.ways_out import take_down, turn_down

MONTHS = 92
"""Days from the first of a month within which the third one after it begins."""


def end_outlived_stories(library: KeyedLibrary, today: str, days: int) -> None:
    """Gives what has no last day its own, and ends that whose last day is over. `days` are those
    for which stories are kept without being told or changed; 0 for no limit."""
    session = library.session
    bound_stories(session, later(today, days) if days else "")
    bound_contributions(session, ["invited"], later(today, TELLING_DAYS))
    bound_contributions(session, ["declined", "withdrawn"], receipts_end(today))
    for id_ in outlived_stories(session, today):
        take_down(library, id_)
    for id_, status in outlived_contributions(session, today):
        if status in LASTING_STATES:
            turn_down(library, id_)
        else:
            end_contributor_links(session, id_)
            delete_contribution(session, library.keys, id_)
    end_receipts_of_withdrawn(session, today)


def later(today: str, days: int) -> str:
    """Returns the day that it is so many days later, or the calendar's last one."""
    try:
        return (date.fromisoformat(today) + timedelta(days)).isoformat()
    except OverflowError:
        return date.max.isoformat()


def receipts_end(today: str) -> str:
    """Returns the last day of a receipt whose story has ended: that of the second month after.

    It tells of its contributor's press no more than the month.
    """
    third = date.fromisoformat(today).replace(day=1) + timedelta(MONTHS)
    return (third.replace(day=1) - timedelta(1)).isoformat()
