"""Workshops side by side on one server, in which people do different things in the same stage.

They share their ticks, so what each view is sent can be compared message by message.
"""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from tests.anonymity.everything import Play
from tests.anonymity.overheard import Heard
from tests.anonymity.seats import House, Seat

MOMENTS = (
    rb'"(time|ends_at|last_call_ends_at|started_at)":[0-9.e]+',
    rb'"ticket":"[0-9a-f.]+"',
    rb"\n(Date|Content-Length): [^\n]+",
)
"""The parts that have other digits, or more of them, at another moment: the server's time, by which
clocks are set; the end of the clock, which the desk's press on a stage begins; a page's ticket,
with the hour at which it ends. The length of a body follows from these, and the body itself is
compared."""
VIEWS = ("participant", "projector", "desk")
Trace = list[tuple[str, str, int, tuple[int, ...]]]
"""Who was sent what, of which size, and at which revs: those count the commits that show."""


@dataclass
class SideBySide:
    """Some workshops, by what is done in them."""

    plays: dict[str, Play]

    def each(self, act: Callable[[Play], object]) -> None:
        """Does an act in every workshop."""
        for play in self.plays.values():
            act(play)

    def ticks(self, count: int) -> None:
        """Until everybody everywhere has heard so many more ticks."""
        seats = [seat for play in self.plays.values() for seat in play.everybody]
        wanted = {seat: seat.ticks + count for seat in seats}
        for seat, ticks in wanted.items():
            seat.until(lambda seat=seat, ticks=ticks: seat.ticks >= ticks)

    def mark(self, name: str) -> None:
        """Parts every history, straight after a tick."""
        self.ticks(1)
        self.each(lambda play: play.mark(name))

    def traces(self, since: str, until: str, views: tuple[str, ...] = VIEWS) -> dict[str, Trace]:
        """Returns everything that was sent to anybody between two marks, by workshop."""
        return {name: trace(play, since, until, views) for name, play in self.plays.items()}


def trace(play: Play, since: str, until: str, views: tuple[str, ...]) -> Trace:
    """Seat by seat, each in its order, of what comes without being asked for.

    Ticks that are alike count once: how many come until a mark is set is the clock's doing. What
    comes to a desk is padded by the digits of the clock, and compared without that.
    """
    heard = play.house.history.between(since, until)
    sent = (
        (seat.who, one.what, len(without_moment(one.body.rstrip(b" "))), _revs(one))
        for seat in play.everybody
        for one in heard
        if one.who == seat.who and one.view in views and not _says_nothing(one)
    )
    found: Trace = []
    for one, alike in groupby(sent):
        found += [one] if one[1] == "tick" else [*alike]
    return found


def _revs(heard: Heard) -> tuple[int, ...]:
    message = heard.message[1]
    return (message["rev"],) if "rev" in message else ()


def _says_nothing(heard: Heard) -> bool:
    """True for what was asked for, and for what a beat brings a desk in which nothing was done."""
    if heard.what.startswith(("answer", "page")):
        return True
    return heard.what == "change" and not {"set", "part", "gone"} & {*heard.message[1]}


def without_moment(body: bytes) -> bytes:
    """Returns a body without the moment at which it was sent."""
    for moment in MOMENTS:
        body = re.sub(moment, b"", body)
    return body


def all_that_can_be_asked(play: Play, formats: Iterable[str]) -> dict[str, bytes]:
    """Every page, every snapshot and every hello, as somebody who compares could get them; and the
    drafts in these formats."""
    found = {}
    for seat in (play.people[7], play.screen, play.desk):
        found |= {f"{seat.who}: {what}": body for what, body in _asked(play, seat).items()}
    for place in ("draft/", *(f"draft.{ending}" for ending in formats)):
        found[place] = play.desk.gets(f"{play.page(play.desk)}{place}").body
    return found


def _asked(play: Play, seat: Seat) -> dict[str, bytes]:
    page = seat.gets(play.page(seat))
    state = f"{play.page(seat)}state/{seat.known.epoch}-{seat.known.rev}.json"
    plain, packed = seat.gets(state), seat.gets(state, Accept_Encoding="gzip")
    hello = {"epoch": seat.known.epoch, "rev": seat.known.rev}
    said = {
        "hello": _hello(seat, hello),
        "hello from nothing": _hello(seat, {}),
        "headers": str(page.headers) + str(plain.headers) + str(packed.headers),
    }
    bodies = {"page": page.body, "snapshot": plain.body, "packed": packed.body}
    texts = {what: text.encode() for what, text in said.items()}
    return {what: without_moment(body) for what, body in (texts | bodies).items()}


def _hello(seat: Seat, hello: dict[str, object]) -> str:
    """Returns a hello's answer. A phone's number is left out, which has to be the last one that it
    has sent itself: whatever others have done, this tells nothing of them."""
    answer = seat.ask("hello", hello)
    assert answer.get("number") == (seat.number if seat.secret else None)
    said = json.dumps(answer, separators=(",", ":"))
    return said.replace(f'"number":{seat.number}', '"number":its own')


def opened(house: House, **fields: str) -> Play:
    """One more workshop on the same server."""
    own = House(house.server, canaries=house.canaries, signed_in=house.signed_in)
    given = {"title": "Spring release", "team": "Payments", "template": "60", **fields}
    play = Play(own, lambda _: None, **given)
    house.signed_in = own.signed_in
    return play
