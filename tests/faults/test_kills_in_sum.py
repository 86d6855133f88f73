"""The server is killed a thousand times: after each its files hold what was answered, once, and of
what had no answer yet all or nothing."""

import shutil
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from tests.support.agreement import everything_agrees
from tests.support.lasting import House
from tests.support.phones import Crowd, Phone, Tally, crowd_of
from tests.support.steady import Desk, desk
from tests.support.stored import Stored, check_integrity, stored
from tests.support.waiting import WITHIN, until
from workshop.rules.thresholds import TOOK_PART

PHONES = 8
MANY_PHONES = 50
STAGES = ("story", "write", "reveal", "vote")
BETWEEN = 2 * PHONES
"""Commands that are stored between two kills."""
LESSONS = 3
FEW = {"write": 1, "vote": 1}
MANY = {"story": 205, "write": 300, "reveal": 205, "vote": 290}
"""How often it is killed in a stage; the many are a thousand."""
CASES = [
    *FEW.items(),
    *(pytest.param(*case, marks=pytest.mark.long) for case in MANY.items()),
]


class Cut(Phone):
    """A phone that knows which of its commands has no answer."""

    asked: dict[str, Any] | None = None
    """The command that has no answer yet."""
    cuts = 0
    """Number of times that there was no server to answer."""

    def does_something(self) -> None:
        """One thing, which is over once its answer is noted."""
        super().does_something()
        self.asked = None

    def say(self, command: dict[str, Any], key: str = "", within: float = WITHIN) -> Any:
        """Sends a command over as many servers as it takes."""
        self.asked = command
        return super().say(command, key, within)

    def ask(self, event: str, message: dict[str, Any]) -> Any:
        """One question; counts those that had no answer."""
        answer = super().ask(event, message)
        self.cuts += answer is None
        return answer

    def may_have(self) -> tuple[Counter[str], Counter[Tally]]:
        """Returns the cards and the tallies of this device if what has no answer was stored."""
        cards, stands = {**self.cards}, {**self.stands}
        match self.asked:
            case {"type": "write_card", "round": number, "happened": text}:
                cards["asked"], stands[number, TOOK_PART] = text, 1
            case {"type": "edit_card", "card": card, "happened": text}:
                cards[card] = text
            case {"type": "withdraw_card", "card": card}:
                cards.pop(card, None)
            case {"type": "nothing_to_add", "round": number}:
                stands[number, TOOK_PART] = 1
            case {"type": "vote", "round": number, "lesson": lesson, "votes": votes}:
                stands[number, lesson] = votes
            case {"type": "been_there", "round": number, "item": item, "on": on}:
                stands[number, f"been_there:{item}"] = int(on)
        return Counter(cards.values()), Counter(stands)


@pytest.mark.parametrize(("kind", "kills"), CASES)
def test_what_was_answered_is_there_after_every_kill(home: House, kind: str, kills: int) -> None:
    leader = desk(home.server, home.workshop, home.cookie)
    with crowd_of(PHONES, home, kind=Cut) as crowd:
        reach(kind, leader, crowd)
        for _ in range(kills):
            kill_once(home, crowd)
        crowd.rests()
        everything_agrees(home, leader, crowd)
    print(f"{crowd.acked} commands acked, {kills} kills")


@pytest.mark.long
def test_fifty_phones_lose_nothing_over_kills_in_one_stage_after_another(home: House) -> None:
    leader = desk(home.server, home.workshop, home.cookie)
    with crowd_of(MANY_PHONES, home, kind=Cut) as crowd:
        for kind in STAGES:
            enter(kind, leader, crowd)
            kill_once(home, crowd)
            crowd.rests()
        everything_agrees(home, leader, crowd)
        assert crowd.expected_cards().total() == MANY_PHONES


def reach(kind: str, leader: Desk, crowd: Crowd[Cut]) -> None:
    """Leads everybody to this stage, in which they act."""
    for stage in STAGES[: STAGES.index(kind)]:
        enter(stage, leader, crowd)
        crowd.rests()
    enter(kind, leader, crowd)


def enter(kind: str, leader: Desk, crowd: Crowd[Cut]) -> None:
    """Everybody is in this stage, and acts."""
    if kind == "reveal":
        crowd.each(Phone.writes)  # who has no card left is refused
    elif kind == "vote":
        leader.lists_lessons(LESSONS)
    leader.goes_to(kind)
    turn = leader.now["turn"]
    crowd.shows(lambda phone: phone.now["turn"] == turn)
    crowd.acts()
    before = crowd.acked
    until(lambda: crowd.acked > before + len(crowd.phones))


def kill_once(home: House, crowd: Crowd[Cut]) -> None:
    """Kills the server while all act, looks at what it has left, and starts it again."""
    before = crowd.acked
    until(lambda: crowd.acked >= before + BETWEEN)
    cuts = [phone.cuts for phone in crowd.phones]
    home.server.kill()
    # From then on no phone notes anything: what it has heard, it has noted.
    crowd.shows(lambda phone: phone.cuts > cuts[crowd.phones.index(phone)])
    with TemporaryDirectory() as folder:
        # A copy: what the server itself must roll back, it finds as it was.
        data = Path(shutil.copytree(home.server.data.parent, folder, dirs_exist_ok=True)) / "data"
        check_integrity(data)
        with stored(data, home.workshop) as kept:
            holds_what_was_answered(kept, crowd)
    home.server.start()


def holds_what_was_answered(kept: Stored, crowd: Crowd[Cut]) -> None:
    """Compares the file with what each phone has, with its last command and without it."""
    number = crowd.phones[0].now["round"]
    cards, tallies = [Counter[str](), Counter[str]()], [Counter[Tally](), Counter[Tally]()]
    for phone in crowd.phones:
        had, stood = Counter(phone.cards.values()), Counter(phone.stands)
        has, stands = phone.may_have()
        cards = [cards[0] + (had & has), cards[1] + (had | has)]
        tallies = [tallies[0] + (stood & stands), tallies[1] + (stood | stands)]
    assert cards[0] <= kept.cards() <= cards[1]
    counted = kept.tallies()
    for tally in [one for one in tallies[1] if one[0] == number]:
        assert tallies[0][tally] <= counted.get(tally, 0) <= tallies[1][tally], tally
