"""The dates of a summary for calendars: a whole day for each commitment that has one.

An event keeps its name from file to file, so that a calendar that takes in a later summary moves a
commitment's day instead of having it twice. Nothing rings: whoever took it decides about that.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from icalendar import Calendar, Event

from workshop.protocol.summary import Summary
from workshop.summary.formats.one_day import name_in_calendars
from workshop.summary.formats.script import harmless
from workshop.summary.reader import ENGLISH, Reader, as_day
from workshop.summary.wording import Wording


def render(summary: Summary, reader: Reader = ENGLISH) -> bytes:
    """Returns the file."""
    said = Wording(harmless(summary), reader)
    calendar = Calendar()
    calendar.add("prodid", "-//Failure Workshop//Summary//EN")
    calendar.add("version", "2.0")
    for event in _events(said):
        calendar.add_component(event)
    body: bytes = calendar.to_ical()
    return body


def _events(said: Wording) -> Iterator[Event]:
    summary, taken = said.summary, Counter[str]()
    for one in summary.commitments:
        if as_day(one.by):
            words = said.assigned(said.owner(one) if one.owner else "", said.promise(one))
            name = _unlike(taken, name_in_calendars(summary.workshop, one))
            yield _event(said, name, one.by, words, one.lesson)
    for earlier in summary.followed:
        # The day of the same event, which its own workshop's calendar has had before.
        if earlier.outcome == "changed" and as_day(earlier.by_now):
            promise = said.promise_now(earlier) if earlier.will_now else said.promise(earlier)
            words = said.assigned(earlier.owner, promise)
            name = _unlike(taken, name_in_calendars(earlier.workshop, earlier))
            yield _event(said, name, earlier.by_now, words, earlier.lesson)
    if as_day(summary.meets):
        yield _event(said, f"{summary.workshop}-meets", summary.meets, _meets_again(said), "")


def _unlike(taken: Counter[str], name: str) -> str:
    """Returns a name, with a number if the file has it: a calendar would keep one of two."""
    taken[name] += 1
    return name if taken[name] == 1 else f"{name}-{taken[name]}"


def _meets_again(said: Wording) -> str:
    """With the team's name, since a calendar holds the days of many."""
    form = said.translate("{team}: the team meets again")
    team = said.summary.team
    return form.format(team=team) if team else said.translate("The team meets again")


def _event(said: Wording, name: str, day: str, words: str, lesson: str) -> Event:
    summary, starts = said.summary, date.fromisoformat(day)
    event = Event()
    event.add("uid", f"{name}@failure-workshop")
    event.add("dtstamp", datetime.combine(as_day(summary.date) or starts, time(), UTC))
    event.add("dtstart", starts)
    if starts < date.max:
        event.add("dtend", starts + timedelta(days=1))
    event.add("summary", " ".join(words.split()))
    event.add("description", _description(said, lesson))
    event.add("transp", "TRANSPARENT")
    return event


def _description(said: Wording, lesson: str) -> str:
    """Says where a day comes from: its lesson, and the workshop."""
    summary = said.summary
    from_lesson = said.translate("Lesson: {lesson}").format(lesson=lesson) if lesson else ""
    where = said.listed([summary.title, summary.team, said.day(summary.date)])
    return "\n".join(filter(None, [from_lesson, where]))
