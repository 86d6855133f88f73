"""While cards are collected nothing that depends on a card leaves the server.

They share their ticks, so what each view is sent can be compared message by message.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

import pytest

from tests.anonymity.everything import Play
from tests.anonymity.overheard import Heard, OverheardServer
from tests.anonymity.seats import House, Seat
from workshop.summary.formats.all_formats import FORMATS

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


ROUNDS = ("first", "second")
FIVE = 5
WRITTEN = {"write_card", "edit_card", "withdraw_card", "paper_card", "nothing_to_add"}


def nobody_writes(_play: Play) -> None:
    """Everybody has nothing to add."""


def five_write(play: Play) -> None:
    """One card each."""
    for person in play.people[:FIVE]:
        person.in_round("write_card", **play.both("room", "lesson", True))


def four_write(play: Play) -> None:
    """One less than makes a batch."""
    for person in play.people[: FIVE - 1]:
        person.in_round("write_card", **play.both("room", "lesson"))


def five_change_their_minds(play: Play) -> None:
    """Written, sent twice, given other words and said to be for a room of few; the last one is
    taken back."""
    for person in play.people[:FIVE]:
        key, card = play.house.canaries.key("card key"), play.both("overwritten", "")
        for _ in range(2):
            person.in_round("write_card", key, **card)
        person.in_round("edit_card", card=key, **play.both("room", "lesson"), show_few=True)
    person.in_round("withdraw_card", card=key)
    person.in_round("withdraw_card", card=key)


def many_write(play: Play) -> None:
    """Two cards each, which say each other thing, and two on paper, typed in at the desk."""
    for show_few in (True, False):
        for person in play.people:
            card = play.both("room", "lesson")
            person.in_round("write_card", **card, show_few=show_few)
        play.desk.in_round("paper_card", **play.both("room", "lesson"))


ACTS = {
    "nobody writes": nobody_writes,
    "five write": five_write,
    "five change their minds": five_change_their_minds,
    "many write": many_write,
}
ONLY_LONG = {"five write"}
"""Others write one card each, and more than that."""
PLAYED = [pytest.param(name, marks=[pytest.mark.long] * (name in ONLY_LONG)) for name in ACTS]
WRITERS = PLAYED[1:]
OTHER_WRITERS = PLAYED[1:-1]
ON_THE_WALL = {"nobody writes on the wall": nobody_writes, "four wait for the wall": four_write}
"""On the live wall nothing shows of four cards either: the fifth brings them all."""


@dataclass
class Compared:
    """Some workshops, and what could be asked of each before anybody wrote, and after."""

    together: SideBySide
    every_draft: bool
    """True if drafts are compared in all formats in each workshop, False for one after the
    other."""
    before: dict[tuple[str, str], dict[str, bytes]] = field(default_factory=dict)
    after: dict[tuple[str, str], dict[str, bytes]] = field(default_factory=dict)

    def note(self, notes: dict[tuple[str, str], dict[str, bytes]], round_: str) -> None:
        """All that can be asked of all of them now."""
        plays = self.together.plays
        for turn, (name, play) in enumerate(plays.items(), len(plays) * ROUNDS.index(round_)):
            others = [*FORMATS] if self.every_draft else [[*FORMATS][turn % len(FORMATS)]]
            notes[round_, name] = all_that_can_be_asked(play, {"json", *others})


@pytest.fixture(scope="module")
def compared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Compared]:
    """All workshops on one server, at the same time, for two rounds of writing."""
    server = OverheardServer(tmp_path_factory.mktemp("alike") / "home")
    long = request.config.getoption("--long")
    try:
        house = House(server)
        plays = {name: opened(house) for name in ACTS if long or name not in ONLY_LONG}
        plays |= {name: opened(house, cards="live") for name in ON_THE_WALL}
        found = Compared(SideBySide(plays), every_draft=long)
        writing(found, "first")
        tapping(found)
        writing(found, "second")
        reading(found)
        yield found
    finally:
        server.kill()


def writing(found: Compared, round_: str) -> None:
    """One round: the same in all of them, but for the cards.

    Everybody takes part first, as a card and none leave the same mark, and how many have is told.
    """
    together = found.together
    together.each(opens_writing)
    together.each(all_take_part)
    together.ticks(1)
    together.mark(f"{round_} begins")
    found.note(found.before, round_)
    for name, play in together.plays.items():
        (ACTS | ON_THE_WALL)[name](play)
    together.mark(f"{round_} is written")
    found.note(found.after, round_)


def tapping(found: Compared) -> None:
    """The look-through, after everybody has said once more that there is nothing to add."""
    together = found.together
    together.each(Play.asks_what_is_held)
    together.each(all_take_part)
    together.mark("all have tapped")
    together.ticks(1)
    together.mark("look-through")
    together.each(lambda play: play.goes("look_through"))
    together.mark("looked through")


def reading(found: Compared) -> None:
    """The desk opens every card that it is shown, of both rounds, where there is any."""
    together = found.together
    together.each(lambda play: play.goes("look_through"))
    together.mark("reading")
    together.each(Play.reads)
    together.mark("read")


def opens_writing(play: Play) -> None:
    """The stage in which cards are written, with a new round where there was one."""
    # Nothing is opened on the way: each desk's revs count what its own acts have shown it.
    play.goes("write", reads=False)
    if not play.desk.now["collecting"]:
        play.presses("open_again")


def all_take_part(play: Play) -> None:
    """Everybody says so, whether they have written or not."""
    for person in play.people:
        person.in_round("nothing_to_add")


def some_trace(traces: dict[str, Trace]) -> Trace:
    """Returns the trace of the workshop in which nobody writes."""
    nothing = traces["nobody writes"]
    assert nothing, "nothing was sent at all, so nothing was compared"
    return nothing


def trace_of_many(traces: dict[str, Trace]) -> Trace:
    """Returns the trace of the workshop in which many write. That too few wrote is shown to all
    once a round is over, so from then on those are compared in which enough did."""
    return traces["many write"]


def changes(trace: Trace) -> Trace:
    """Returns the messages that were sent because somebody did something."""
    found = [message for message in trace if message[1] != "tick"]
    assert found, "no change was sent, so nothing was compared"
    return found


def last_ticks(trace: Trace) -> dict[str, tuple[str, str, int, tuple[int, ...]]]:
    """The last one that each of them got."""
    return {message[0]: message for message in trace if message[1] == "tick"}


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("first begins", "first is written"),
        ("all have tapped", "look-through"),
    ],
)
@pytest.mark.parametrize("name", WRITERS)
def test_with_cards_and_without_every_view_is_sent_the_same(
    compared: Compared, name: str, since: str, until: str
) -> None:
    traces = compared.together.traces(since, until)
    assert traces[name] == some_trace(traces)
    assert {what for _, what, *_ in traces[name]} == {"tick"}


@pytest.mark.parametrize("name", OTHER_WRITERS)
def test_in_another_round_every_view_is_sent_the_same_whoever_writes(
    compared: Compared, name: str
) -> None:
    traces = compared.together.traces("second begins", "second is written")
    assert traces[name] == trace_of_many(traces)
    for writes in ("nobody writes", name):
        assert {what for _, what, *_ in traces[writes]} == {"tick"}


def test_what_waits_for_the_live_wall_shows_nowhere(compared: Compared) -> None:
    traces = compared.together.traces("first begins", "first is written")
    nobody, four = (traces[name] for name in ON_THE_WALL)
    assert nobody and four == nobody


@pytest.mark.parametrize("name", OTHER_WRITERS)
def test_while_the_desk_looks_through_the_room_is_sent_the_same(
    compared: Compared, name: str
) -> None:
    marks = ("look-through", "looked through")
    traces = compared.together.traces(*marks, views=("participant", "projector"))
    # One desk presses after the other, and a tick may come between two of them: those that come
    # after all of them are compared.
    assert changes(traces[name]) == changes(trace_of_many(traces))
    assert last_ticks(traces[name]) == last_ticks(trace_of_many(traces))


@pytest.mark.parametrize("name", OTHER_WRITERS)
def test_while_the_desk_opens_cards_the_room_is_sent_the_same(
    compared: Compared, name: str
) -> None:
    traces = compared.together.traces("reading", "read", views=("participant", "projector"))
    assert trace_of_many(traces) == traces[name]
    assert {what for _, what, *_ in traces[name]} == {"tick"}
    desk = compared.together.traces("reading", "read", views=("desk",))
    assert changes(desk[name]), "no card was opened, so nothing was compared"


@pytest.mark.parametrize("round_", ROUNDS)
@pytest.mark.parametrize("name", [*PLAYED, "four wait for the wall"])
def test_a_card_changes_nothing_that_can_be_asked_for(
    compared: Compared, name: str, round_: str
) -> None:
    before, after = compared.before[round_, name], compared.after[round_, name]
    assert before.keys() == after.keys()
    assert [what for what in before if before[what] != after[what]] == []


def test_a_card_is_answered_as_nothing_to_add_is(compared: Compared) -> None:
    heard = [one for play in compared.together.plays.values() for one in play.house.history.heard]
    answers = {
        what: {one.body.rstrip() for one in heard if one.what == f"answer to {what}"}
        for what in WRITTEN
    }
    assert all(alike == {b'[{"ok":true,"id":""}]'} for alike in answers.values()), answers


def test_who_asks_what_is_held_is_answered_at_the_same_size(compared: Compared) -> None:
    heard = [one for play in compared.together.plays.values() for one in play.house.history.heard]
    answers = [one.body for one in heard if one.what == "answer to held"]
    assert {b'"table":"card"' in body for body in answers} == {True, False}
    assert len({len(body.rstrip()) for body in answers}) == 1
