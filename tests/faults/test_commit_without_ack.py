"""The server ends between a commit and its answer: what was stored is stored once."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from tests.support.lasting import House, house
from tests.support.numbered import numbered
from tests.support.phones import Phone
from tests.support.steady import Desk, Steady
from tests.support.stored import stored
from tests.support.waiting import until
from workshop.rules.thresholds import TOOK_PART


@pytest.fixture
def fault(tmp_path: Path) -> Path:
    """As long as this file is there, the next commit is the last thing the server does."""
    return tmp_path / "exit"


@pytest.fixture
def home(tmp_path: Path, fault: Path) -> Iterator[House]:
    with house(tmp_path, {"WORKSHOP_FAILPOINTS": f"exit_after_commit={fault}"}) as made:
        yield made


def test_a_card_a_vote_and_a_step_are_done_once(home: House, leader: Desk, fault: Path) -> None:
    phones = [Phone(home) for _ in range(3)]
    for phone in phones:
        phone.join()
    leader.goes_to("story")
    leader.goes_to("write")
    write_through_a_crash(home, fault, phones[0])
    for phone in phones[1:]:  # as many as must have written
        phone.until(lambda phone=phone: phone.now["kind"] == "write")
        assert "ok" in phone.writes()
    leader.lists_lessons(1)
    leader.goes_to("vote")
    vote_through_a_crash(home, fault, phones[0])
    step_through_a_crash(home, fault, leader)
    home.server.kill()
    with stored(home.server.data, home.workshop) as kept:
        assert kept.cards() == Counter(text for phone in phones for text in phone.cards.values())
        counted = kept.tallies()
        tally = sum((Counter(phone.stands) for phone in phones), Counter())
        assert {item: counted[item] for item in tally} == tally
        assert kept.view("desk")["now"]["turn"] == leader.now["turn"]


def write_through_a_crash(home: House, fault: Path, phone: Phone) -> None:
    key = token_hex(16)
    phone.until(lambda: phone.now["kind"] == "write")
    happened = {
        "type": "write_card",
        "round": phone.now["round"],
        "happened": "It broke once.",
        "show_few": True,
    }
    answer = crash_and_repeat(home, fault, phone, happened, key)
    assert answer == {"ok": True, "id": ""}
    other = {**happened, "happened": "The same key again."}
    assert phone.say(other, key) == answer, "a key has one answer for ever"
    phone.cards[key] = "It broke once."
    phone.stands[phone.now["round"], TOOK_PART] = 1


def vote_through_a_crash(home: House, fault: Path, phone: Phone) -> None:
    phone.until(lambda: phone.now["kind"] == "vote")
    lesson = next(path for path in phone.entries if path.startswith("lessons/")).split("/")[1]
    vote = {"type": "vote", "round": phone.now["round"], "lesson": lesson, "votes": 1}
    assert "ok" in crash_and_repeat(home, fault, phone, vote, token_hex(16))
    phone.stands[phone.now["round"], lesson] = 1


def step_through_a_crash(home: House, fault: Path, leader: Desk) -> None:
    turn = leader.now["turn"]
    command = {"type": "cover", "turn": turn, "on": True}
    assert "ok" in crash_and_repeat(home, fault, leader, command, token_hex(16))
    leader.until(lambda: leader.now["turn"] > turn)
    assert leader.now["turn"] == turn + 1
    assert leader.say(command, token_hex(16)) == {"refused": "moved_on", "about": ""}


def crash_and_repeat(
    home: House, fault: Path, who: Steady, command: dict[str, Any], key: str
) -> Any:
    """Says it to a server that ends before it answers, and again to the next one."""
    until(lambda: who.ask("hello", {"epoch": "", "rev": 0}))  # the last crash may have cut its line
    fault.touch()
    assert who.ask("do", numbered(command, key)) is None
    until(lambda: not fault.exists(), says=lambda: "the server has not ended by the fault")
    home.server.kill()
    home.server.start()
    return who.say(command, key)
