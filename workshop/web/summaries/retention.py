"""How long a summary is kept, and how long a link to it is good: days, read and said."""

from dataclasses import dataclass
from datetime import date, timedelta

from workshop.settings import PREPARED_DAYS
from workshop.storage.library import Sealed, day_of
from workshop.storage.longest_times import longest_day
from workshop.summary.reader import long_day
from workshop.web.page_language import language, plural, translate
from workshop.web.services import services

USUAL_LINK, LONGEST_LINK = timedelta(weeks=8), timedelta(days=365)
"""For how long a link to a summary is good where nobody says otherwise, and at most."""


def longest_from(today: date) -> str:
    """Returns the last day that a form of today may choose for a summary; "" where it may be
    any."""
    return longest_day(today.isoformat(), today.isoformat(), services().settings.summary_days)


def longest_of(sealed: Sealed, today: date) -> str:
    """Returns the last day for which a summary may be kept; "" where it may be any."""
    days = services().settings.summary_days
    made = min(sealed.date, today.isoformat())
    kept = max(longest_day(made, "", days), day_of(sealed.open_until), sealed.keep_until)
    return max(kept, today.isoformat()) if days else ""


def limit_said() -> str:
    """Says for how long this server keeps summaries at most; "" where it has no limit."""
    days = services().settings.summary_days
    return plural(
        "This server keeps summaries for {n} day at most.",
        "This server keeps summaries for {n} days at most.",
        days,
    ) if days else ""  # fmt: skip


@dataclass(frozen=True)
class FormLimits:
    """The limits of this server as the form of a new workshop says them; "" and 0 for none.

    `longest` is the last day that may be chosen, and `days` how many days that is.
    """

    summaries: str
    longest: str
    days: int
    prepared: str


def form_limits() -> FormLimits:
    """Returns the limits that this server's operator has set."""
    settings, today = services().settings, date.fromisoformat(day_of(services().now()))
    prepared = plural(
        "A workshop that has not started is thrown away {n} day after the last change.",
        "A workshop that has not started is thrown away {n} days after the last change.",
        settings.prepared_days,
    )  # fmt: skip
    shorter = settings.prepared_days < PREPARED_DAYS
    return FormLimits(
        limit_said(), longest_from(today), settings.summary_days, prepared if shorter else ""
    )


def last_day_fault(day: date | None, today: date, longest: str = "") -> str:
    """Says what is wrong with a summary's last day; "" for nothing, and where it was left open.

    `longest` is the last day that may be chosen, or "".
    """
    if day and day < today:
        return translate(
            "This day has already passed. Choose today or a later day, or leave it empty."
        )
    if day and longest and day.isoformat() > longest:
        choose = translate("Choose {day} or an earlier day.", day=long_day(longest, language()))
        return f"{limit_said()} {choose}"
    return ""


def kept(keep_until: str) -> str:
    """Says how long a summary is kept, as a sentence without its full stop."""
    if not keep_until:
        return translate("Kept until someone deletes it")
    return translate("Kept until {day}", day=long_day(keep_until, language()))


def usual_end(today: date, keep_until: str) -> str:
    """The last day that a new link has by itself: eight weeks on, or the summary's own."""
    return ends((today + USUAL_LINK).isoformat(), keep_until)


def ends(until: str, keep_until: str) -> str:
    """The day on which a link really ends: the summary may be deleted before."""
    return min(until, keep_until or until)


def letters_wait(until: str, keep_until: str) -> str:
    """Returns the last day on which letters of a workshop wait, in words; "" where none does. They
    end with its summary."""
    return long_day(ends(until, keep_until), language()) if until else ""


def end_fault(day: date, today: date, keep_until: str) -> str:
    """Says what is wrong with the last day of a link; "" for nothing."""
    if day < today:
        return translate("This day has already passed. Choose today or a later day.")
    last = date.fromisoformat(keep_until) if keep_until else day
    if day > last:
        return translate(
            "The summary itself is kept until {day}. Choose that day or an earlier one.",
            day=long_day(keep_until, language()),
        )
    if day > today + LONGEST_LINK:
        return translate(
            "A link works for a year at most. Choose {day} or an earlier day.",
            day=long_day((today + LONGEST_LINK).isoformat(), language()),
        )
    return ""
