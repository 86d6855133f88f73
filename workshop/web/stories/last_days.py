"""How long a story is kept that nobody tells, and until when an invitation can be answered, as
pages say it."""

from workshop.storage.story_days import last_day_of
from workshop.summary.reader import long_day
from workshop.web.page_language import language, plural
from workshop.web.services import reads, services


def story_limit_said() -> str:
    """Says for how long this server keeps stories; "" where it has no limit."""
    days = services().settings.story_days
    return plural(
        "A story that has not been told or changed for {n} day is taken out of this library.",
        "A story that has not been told or changed for {n} days is taken out of this library.",
        days,
    ) if days else ""  # fmt: skip


def last_day_said(id_: str) -> str:
    """Returns the last day of a story that is neither told nor changed until then, as people read
    it; "" if none limits it."""
    return day_said(reads(last_day_of)(id_))


def day_said(day: str) -> str:
    """Returns a stored day as people read it; "" for none."""
    return long_day(day, language()) if day else ""
