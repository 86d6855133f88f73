"""The day of one commitment for a calendar (RFC 5545), written without the library that the file of
a whole summary needs: a running server would stand still while it imports that."""

from collections.abc import Iterable
from datetime import date, timedelta

from workshop.protocol.summary import SummaryCommitment, SummaryFollowed
from workshop.storage.bodies import CarriedWords
from workshop.summary.reader import Reader, as_day
from workshop.summary.sentence import promised

OCTETS = 75
"""Octets of a line at most; a longer one goes on after a line break and a space."""
ESCAPED = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\r": None})


def name_in_calendars(
    workshop: str, one: SummaryCommitment | SummaryFollowed | CarriedWords
) -> str:
    """Returns a commitment's name in every calendar, as phones make it (`phone-own-dates.js`).

    It is made of the words that stay as they are also when the commitment is followed up.
    """
    value = 0x811C9DC5
    for byte in f"{one.lesson}\n{one.when}".encode():  # FNV-1a
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return f"{workshop}-{value:08x}"


def render_day(words: CarriedWords, team: str, today: date, reader: Reader) -> bytes:
    """Returns the file with the day of an open commitment as it is now; b"" where it has none.

    It is the event that the summary's file has, without words that nobody has put a name to.
    """
    changed = words.outcome == "changed"
    day, will = (words.by_now, words.will_now) if changed else (words.by, words.will)
    starts = as_day(day)
    if starts is None or words.outcome in {"kept", "dropped"}:
        return b""
    said = str(promised(words.who, words.when, will, reader.translate))
    form = reader.translate("{owner}: {commitment}")
    stamp = today if changed else as_day(words.made) or today
    event = {
        "UID": f"{name_in_calendars(words.workshop, words)}@failure-workshop",
        "DTSTAMP": f"{stamp:%Y%m%d}T000000Z",
        "DTSTART;VALUE=DATE": f"{starts:%Y%m%d}",
        "DTEND;VALUE=DATE": f"{starts + timedelta(starts < date.max):%Y%m%d}",
        "SUMMARY": _text(form.format(owner=words.owner, commitment=said) if words.owner else said),
        "DESCRIPTION": _text(team),
        "TRANSP": "TRANSPARENT",
    }
    return _file(f"{name}:{value}" for name, value in event.items())


def _file(event: Iterable[str]) -> bytes:
    head = ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Failure Workshop//Commitment//EN")
    lines = (*head, "BEGIN:VEVENT", *event, "END:VEVENT", "END:VCALENDAR")
    return b"".join(_folded(line) + b"\r\n" for line in lines)


def _text(words: str) -> str:
    return " ".join(words.split()).translate(ESCAPED)


def _folded(line: str) -> bytes:
    """Returns a line in parts that are short enough, none of which ends within a letter."""
    parts = [b""]
    for letter in line:
        octets = letter.encode()
        if len(parts[-1]) + len(octets) > OCTETS:
            parts.append(b" ")
        parts[-1] += octets
    return b"\r\n".join(parts)
