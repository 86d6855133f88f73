"""Phones that write, edit, vote and tap without a pause, and know what must stand in the end."""

import queue
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from secrets import token_hex
from typing import Any, Generic, TypeVar

from tests.support.lasting import House
from tests.support.steady import Steady
from tests.support.waiting import WITHIN, until
from workshop.rules.thresholds import TOOK_PART

PACE = 0.09
"""Seconds between an answer and the next command: as fast as the server lets one phone go."""
SHOWN = {"show_few": True}
"""The field of a card that may be shown however few write."""
Tally = tuple[int, str]
"""A round, and what is counted in it."""


class Phone(Steady):
    """One participant's device, with its own memory of what the server has said is stored."""

    def __init__(self, house: House, port: int = 0, seed: str = "") -> None:
        auth = {"view": "participant", "workshop": house.workshop, "secret": token_hex(16)}
        super().__init__(house.server, auth, port=port)
        self.cards: dict[str, str] = {}
        """By key: what each card says, of those that stand."""
        self.stands: dict[Tally, int] = {}
        """Number of votes or taps of this device."""
        self.acked = 0
        self.refused: Counter[str] = Counter()
        self._chance = random.Random(seed or None)
        self._name = seed or token_hex(4)
        self._texts = 0

    def does_something(self) -> None:
        """One thing that somebody may do in this stage; nothing where there is nothing to do."""
        habit = HABITS.get(self.now["kind"])
        if habit is not None and self.now["collecting"]:
            habit(self)

    def writes_or_edits(self) -> None:
        """A card, other words for one, or one taken back; or nothing to add."""
        dice = self._chance.random()
        if len(self.cards) < self.now["cards_each"] and dice < 0.5:
            self.writes()
        elif self.cards and dice < 0.75:
            self.edits()
        elif self.cards and dice < 0.9:
            self._withdraws(self._chance.choice([*self.cards]))
        else:
            self.adds_nothing()

    def writes(self, key: str = "") -> Any:
        """A card that says what no other says."""
        key, text = key or token_hex(16), self._text()
        answer = self._says({"type": "write_card", **self._round, "happened": text, **SHOWN}, key)
        if "ok" in answer:
            self.cards[key] = text
            self.stands[self.now["round"], TOOK_PART] = 1
        return answer

    def edits(self) -> None:
        """Other words for one of its cards."""
        card, text = self._chance.choice([*self.cards]), self._text()
        edit = {"type": "edit_card", **self._round, "card": card, "happened": text, **SHOWN}
        if "ok" in self._says(edit):
            self.cards[card] = text

    def adds_nothing(self) -> None:
        """Says that there is nothing to add."""
        if "ok" in self._says({"type": "nothing_to_add", **self._round}):
            self.stands[self.now["round"], TOOK_PART] = 1

    def votes(self) -> None:
        """So many votes on some lesson; more than are left are refused."""
        lesson, votes = self._chance.choice(self._ballot()), self._chance.choice((0, 1, 1, 2))
        vote = {"type": "vote", **self._round, "lesson": lesson, "votes": votes}
        if "ok" in self._says(vote):
            self.stands[self.now["round"], lesson] = votes

    def taps(self) -> None:
        """ "I have been there", of the story or of some card; or it is taken back."""
        numbers = [path.partition("/")[2] for path in self.entries if path.startswith("cards/")]
        item = self._chance.choice(numbers) if self.now["kind"] == "reveal" else "story"
        on = self._chance.random() < 0.7
        if "ok" in self._says({"type": "been_there", **self._round, "item": item, "on": on}):
            self.stands[self.now["round"], f"been_there:{item}"] = int(on)

    def _ballot(self) -> list[str]:
        """The lessons that this device may vote for."""
        return [path.partition("/")[2] for path in self.entries if path.startswith("lessons/")]

    @property
    def _round(self) -> dict[str, int]:
        return {"round": self.now["round"]}

    def _withdraws(self, card: str) -> None:
        if "ok" in self._says({"type": "withdraw_card", **self._round, "card": card}):
            del self.cards[card]

    def _text(self) -> str:
        self._texts += 1
        return f"It broke, {self._name}, {self._texts}."

    def _says(self, command: dict[str, Any], key: str = "") -> Any:
        answer = self.say(command, key)
        self.acked += "ok" in answer
        self.refused[answer.get("refused", "")] += 1
        return answer


P = TypeVar("P", bound=Phone)

HABITS: dict[str, Callable[[Phone], None]] = {
    "story": Phone.taps,
    "write": Phone.writes_or_edits,
    "reveal": Phone.taps,
    "vote": Phone.votes,
}


class Crowd(Generic[P]):
    """Phones, each on a thread of its own, that act until they are told to rest."""

    def __init__(self, phones: list[P], pace: float = PACE) -> None:
        self.phones = phones
        self._pace = pace
        self._acting, self._leaving = threading.Event(), threading.Event()
        self._asked: dict[P, queue.Queue[Callable[[P], object]]]
        self._asked = {phone: queue.Queue() for phone in phones}
        self._failed: list[BaseException] = []
        self._threads = [threading.Thread(target=self._live, args=(one,)) for one in phones]
        for thread in self._threads:
            thread.start()

    @property
    def acked(self) -> int:
        """Counts the commands that were stored."""
        return sum(phone.acked for phone in self.phones)

    def acts(self) -> None:
        """From now on everybody acts."""
        self._acting.set()

    def rests(self) -> None:
        """Returns once everybody has ended what they had begun, if they had begun."""
        self._acting.clear()
        self.each(lambda _phone: None)

    def each(self, act: Callable[[P], object]) -> None:
        """Everybody, resting, does one thing."""
        for asked in self._asked.values():
            asked.put(act)
        for asked in self._asked.values():
            until(lambda asked=asked: self._failed or not asked.unfinished_tasks)
        self.check()

    def shows(self, so: Callable[[P], object], within: float = WITHIN) -> None:
        """Returns once something is so on each phone."""
        until(lambda: self._failed or all(so(one) for one in self.phones), within)
        self.check()

    def leaves(self) -> None:
        """Everybody goes."""
        self._leaving.set()
        for thread in self._threads:
            thread.join(WITHIN)

    def check(self) -> None:
        """Raises what has ended a phone's thread, if anything has."""
        if self._failed:
            raise self._failed[0]

    def _live(self, phone: P) -> None:
        try:
            phone.join()
            while not self._leaving.is_set():
                self._take_part(phone)
        except BaseException as failed:
            self._failed.append(failed)
        finally:
            phone.hang_up()

    def _take_part(self, phone: P) -> None:
        if self._acting.is_set():
            phone.does_something()
        else:
            self._do_what_is_asked(phone)
        phone.follow(self._pace)

    def _do_what_is_asked(self, phone: P) -> None:
        asked = self._asked[phone]
        while not asked.empty():
            asked.get()(phone)
            asked.task_done()

    def expected_cards(self) -> Counter[str]:
        """The cards that must stand in the database, and how often."""
        # A list of each at once: a phone that still acts may add to its own meanwhile.
        return Counter(text for phone in self.phones for text in [*phone.cards.values()])

    def expected_tallies(self) -> Counter[Tally]:
        """The counts that must stand in the database in the round that goes on: of one that is over
        only what was released is kept."""
        found: Counter[Tally] = Counter()
        for phone in self.phones:
            now = phone.now["round"]
            found.update({tally: count for tally, count in phone.stands.items() if tally[0] == now})
        return found


@contextmanager
def crowd_of(
    count: int,
    house: House,
    port: int = 0,
    kind: type[P] = Phone,  # type: ignore[assignment]
    pace: float = PACE,
) -> Iterator[Crowd[P]]:
    """So many phones, all joined."""
    crowd = Crowd([kind(house, port, f"phone {i}") for i in range(count)], pace)
    try:
        crowd.shows(lambda phone: "now" in phone.entries)
        yield crowd
    finally:
        crowd.leaves()
