"""Which of a summary's days are days, and whether there are any."""

from datetime import date

from workshop.protocol.summary import Summary


def as_day(text: str) -> date | None:
    """A stored day; None for what is not one."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def has_dates(summary: Summary) -> bool:
    """Whether there is anything for a calendar. A draft has nothing: its dates may still change,
    and what is in a calendar stays there."""
    days = [
        *(one.by for one in summary.commitments),
        *(one.by_now for one in summary.followed if one.outcome == "changed"),
        summary.meets,
    ]
    return not summary.draft and any(map(as_day, days))
