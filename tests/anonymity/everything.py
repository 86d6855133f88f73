"""A whole workshop over real sockets in which everything is done once, by people with canaries.

Each text is of a kind that says what becomes of it; `sights.py` and the tests say where each kind
may be seen.
"""

import time
from collections.abc import Callable
from itertools import cycle
from typing import Any

from tests.anonymity.seats import Browser, House, Seat
from tests.support.desk_presses import DeskPresses
from tests.support.waiting import WITHIN
from workshop.live.board import LONGEST_GAP
from workshop.summary.formats.all_formats import FORMATS, of_every_summary

PEOPLE = 8
SLACK = 0.2
"""Seconds that a flush may take besides the gap before it."""
Check = Callable[[str], None]
"""Called within and between the stages, with a name for the moment."""

NOT_ALWAYS = tuple(
    f".{ending}" for ending, one in FORMATS.items() if one.applies is not of_every_summary
)
"""Files that there are only where there is something for them."""


def there(path: str) -> set[int]:
    """Returns the statuses with which a summary's page or file may be answered."""
    return {200, 404} if path.endswith(NOT_ALWAYS) else {200}


class Play(DeskPresses):
    """One workshop: its desk, its room's screen, its phones."""

    def __init__(self, house: House, check: Check, **fields: str) -> None:
        """Opens it as the form does, and has everybody come."""
        self.house, self.check = house, check
        self._formats = cycle(FORMATS)
        self.troubles: Callable[[], None] = lambda: None
        """Called while cards are written, for whatever goes wrong then."""
        self.words = house.canaries.words
        self.played: set[str] = set()
        self.exports: dict[str, bytes] = {}
        """The files that are taken home, by their paths."""
        self.desk = self._facilitator(fields)
        self.id = self.desk.workshop
        self.screen = self._screen()
        self.people = [self.arrives(f"phone {i}") for i in range(PEOPLE)]

    def arrives(self, who: str) -> Seat:
        """Somebody comes by the code on the room's screen."""
        seat = Seat(self.house, "participant", who, self.id)
        code = self.house.canaries.token("code", self.desk.entries["workshop"]["code"])
        assert seat.gets("/").status == 200
        to = seat.sends("/join", code=code).to
        seat.joins(to)
        self._rename(seat)
        return seat

    def goes(self, kind: str, *, reads: bool = True) -> None:
        """On to a stage, through the last call; everybody is shown it.

        What the desk is shown before is read, unless a way needs no reading.
        """
        self.check(self.desk.now["kind"])
        stages = self.desk.entries["agenda"]["stages"]
        stage = next(stage["id"] for stage in stages if stage["kind"] == kind)
        if reads:
            self.reads()
        self.house.history.mark(self._free(kind))
        self._presses_on(stage)
        if self.desk.now["phase"] == "last_call":
            self._presses_on(self.desk.now["going_to"])
        if self.desk.now["phase"] == "few":
            self._presses_on(self.desk.now["going_to"])
        if self.desk.now["phase"] != "few" and self._is_at("write") and kind != "write":
            self.reads()  # the rest of a live wall
            self._presses_on(stage)
        self.look_round()

    def _is_at(self, kind: str) -> bool:
        return bool(self.now["kind"] == kind)

    def reads(self) -> None:
        """The desk opens all cards that it is shown, and puts them up on a live wall."""
        super().reads()
        cards = self._to_read()
        if cards and self._is_at("write"):
            self.desk.must("let_on", unread=[one["handle"] for one in cards])
            self.until(lambda: not self._to_read())

    def _presses_on(self, stage: str) -> None:
        self.presses("go", stage=stage)

    def presses(self, command: str, **fields: Any) -> None:
        """A stage command, whose effect everybody is shown."""
        turn = self.now["turn"]
        super().presses(command, **fields)
        sealed = command == "seal"
        for seat in self.everybody:
            seat.until(lambda seat=seat: seat.now["phase"] == "sealed" or (
                not sealed and seat.now["turn"] > turn))  # fmt: skip

    @property
    def entries(self) -> dict[str, Any]:
        """The entries that the desk shows now."""
        return self.desk.entries

    def until(self, shown: Callable[[], object], within: float = WITHIN) -> None:
        """Follows the desk until it shows something, or fails."""
        self.desk.until(shown, within)

    def say(self, command: dict[str, Any]) -> Any:
        """Sends a command of the desk, and returns its answer."""
        fields = dict(command)
        return self.desk.final(fields.pop("type"), self.house.canaries.key("stage key"), **fields)

    def mark(self, name: str) -> None:
        """Parts the history."""
        self.house.history.mark(name)

    def settle(self) -> None:
        """Until whatever the last commands show would have been shown."""
        time.sleep(LONGEST_GAP + SLACK)
        for seat in (self.people[0], self.screen, self.desk):
            seat.hello()

    def shows_votes(self, votes: int) -> None:
        """Until everybody is shown so many votes, and whatever else would have been shown."""
        for seat in self.everybody:
            seat.until(lambda seat=seat: votes == sum(
                one["votes"] or 0 for one in seat.under("lessons").values()))  # fmt: skip
        self.settle()

    def hears_ticks(self, count: int) -> None:
        """Until everybody has heard so many more ticks."""
        wanted = {seat: seat.ticks + count for seat in self.everybody}
        for seat, ticks in wanted.items():
            seat.until(lambda seat=seat, ticks=ticks: seat.ticks >= ticks)

    def asks_what_is_held(self) -> None:
        """Everybody looks at the rows that the server has of their device."""
        for person in self.people:
            keys = [*person.cards, *(self.house.canaries.key("card key") for _ in range(16))]
            assert person.ask("held", {"keys": keys[:16]})["rows"] is not None

    def look_round(self) -> None:
        """Everybody's page, as it is for somebody who comes just now."""
        for seat in (self.people[0], self.screen, self.desk):
            boot = seat.opens(self.page(seat))["snapshot"]
            where = f"{boot['epoch']}-{boot['rev']}.json"
            assert seat.gets(f"{self.page(seat)}state/{where}").status == 200
        self.drafts()

    def drafts(self) -> None:
        """Asks for the summary as it would be now, as whoever leads may at any moment.

        All formats are made of one Summary: JSON has all of it each time, the others take turns.
        """
        others = [*FORMATS] if self.house.every_draft else [next(self._formats)]
        for place in ("draft/", "draft.json", *(f"draft.{ending}" for ending in others)):
            assert self.desk.gets(f"/desk/{self.id}/{place}").status in there(place)

    def is_over(self) -> None:
        """Asks for everything that can still be had after the seal."""
        for seat in (self.people[0], self.desk):
            seat.opens(self.page(seat))
        paths = [f"/desk/{self.id}/summary.{extension}" for extension in FORMATS]
        for path in ("/desk/", f"/desk/{self.id}/summary/", *paths):
            reply = self.desk.gets(path)
            assert reply.status in there(path), path
            self.exports[path] = reply.body
        path = f"/w/{self.id}/summary.html"
        self.exports[path] = self.people[0].gets(path).body

    def page(self, seat: Seat) -> str:
        """The path of a seat's page."""
        place = {"participant": "w", "projector": "screen", "desk": "desk"}[seat.view]
        return f"/{place}/{self.id}/"

    @property
    def everybody(self) -> list[Seat]:
        """All seats."""
        return [*self.people, self.screen, self.desk]

    def both(self, kind: str, learned: str, may_stand: bool = False) -> dict[str, object]:
        """The fields of a card: what happened is of one kind, what it taught of another."""
        taught = self.words(learned, "taught") if learned else ""
        return {"happened": self.words(kind), "learned": taught, "may_stand": may_stand}

    def texts(self, kind: str) -> set[str]:
        """Everything of a kind that somebody has typed."""
        return {one.text for one in self.house.canaries.of(kind)}

    def handle(self, kind: str) -> str:
        """A waiting card of this kind, as the desk sees it."""
        waiting, texts = self.desk.under("review"), self.texts(kind)
        return next(name for name, card in waiting.items() if card["happened"] in texts)

    def number(self, kind: str) -> int:
        """A revealed card of this kind."""
        cards, texts = self.desk.under("cards").values(), self.texts(kind)
        return next(int(card["n"]) for card in cards if card["happened"] in texts)

    def unread(self, kind: str) -> str:
        """A lesson of this kind that only the desk sees, as it is called there."""
        waiting, texts = self.desk.under("unread"), self.texts(kind)
        return next(name for name, one in waiting.items() if one["text"] in texts)

    def lesson(self, kind: str) -> str:
        """A lesson of this kind; "" before the desk shows one."""
        texts = self.texts(kind)
        return next(
            (name for name, one in self.desk.under("lessons").items() if one["text"] in texts), ""
        )

    def _facilitator(self, fields: dict[str, str]) -> Seat:
        desk = Seat(self.house, "desk", "desk", "")
        link = self.house.canaries.token("desk link", self.house.server.secret)
        assert desk.trades(link).status in {200, 403}
        if len(desk.cookies) == 1:
            desk.cookies |= self.house.signed_in
        self.house.signed_in = desk.cookies
        to = desk.sends("/desk/new", leader_name="Kim", **fields).to
        desk.workshop = to.split("/")[2]
        secret = self.house.server.keys / f"{desk.workshop}.key"
        self.house.canaries.key("K", secret.read_bytes()[:16].hex())
        desk.joins(to)
        self._rename(desk)
        return desk

    def _screen(self) -> Seat:
        screen = Seat(self.house, "projector", "screen", self.id)
        self._enters(screen, self.desk.entries["desk"]["projector_url"])
        screen.joins()
        self._rename(screen)
        return screen

    def _enters(self, browser: Browser, link: str) -> None:
        secret = self.house.canaries.token("link", link.partition("#")[2])
        browser.gets(link.partition("#")[0].removeprefix(self.house.server.origin))
        assert browser.trades(secret).status == 200

    def _rename(self, seat: Seat) -> None:
        """Notes which commands are given."""
        does = seat.does

        def noted(type_: str, key: str = "", **fields: Any) -> Any:
            self.played.add(type_)
            return does(type_, key, **fields)

        seat.does = noted  # type: ignore[method-assign]

    def _free(self, name: str) -> str:
        """A stage may come again."""
        while name in self.house.history.marks:
            name = f"{name} again"
        return name
