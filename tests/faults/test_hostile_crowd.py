"""A hostile crowd beside fifty people: nothing of theirs is lost, and the server bears it."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

import pytest

from tests.support.agreement import shown_to_all, views_agree
from tests.support.hostile.attackers import Memory, attackers
from tests.support.hostile.attacks import ATTACKS
from tests.support.hostile.honest import PEOPLE, THINKS, Honest, gets_to, lost_or_doubled
from tests.support.lasting import House, house
from tests.support.phones import crowd_of
from tests.support.steady import desk
from tests.support.stored import check_integrity, stored
from tests.support.waiting import WITHIN, until

MOST = 50.0
"""MB by which a server may be larger than before while it is attacked."""
NEAR = 20.0
"""MB by which it may stay larger: what people wrote meanwhile, and what the allocator keeps."""
CASES = [("write", 5.0, 1), ("vote", 5.0, 1)]
LONG = [("write", 60.0, 3), ("vote", 60.0, 3)]


@dataclass
class Aftermath:
    """A server after the attacks."""

    done: dict[str, int]
    """How often each attack has done what it does."""
    lost: Counter[Any]
    logged: Counter[str]
    """The exceptions in its log."""
    memory: Memory
    left: float
    """MB of its memory in the end."""


@pytest.fixture(
    scope="module",
    params=[*CASES, *(pytest.param(one, marks=pytest.mark.long) for one in LONG)],
    ids=lambda case: f"{case[0]}, {case[1]:g} s",
)
def attacked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Aftermath]:
    """All attacks at once, in some stage and for so many seconds."""
    with house(tmp_path_factory.mktemp("attacked")) as home:
        yield attack(home, *request.param)


def attack(home: House, kind: str, seconds: float, scale: int) -> Aftermath:
    """Has everybody act in a stage, attacks meanwhile, and looks what there is afterwards. A view
    that is not what the others are, or a server that has ended, fails here."""
    leader = desk(home.server, home.workshop, home.cookie)
    with crowd_of(PEOPLE, home, kind=Honest, pace=THINKS) as crowd:
        gets_to(kind, leader, crowd)
        memory = Memory(home)
        with attackers(ATTACKS, home, seconds, scale) as hostile:
            until(lambda: memory.look() and not hostile.under_way, seconds + WITHIN, again=0.1)
            done = hostile.done()
        crowd.rests()  # once all have their answers
        with suppress(AssertionError):  # a test says it
            until(lambda: memory.look() < memory.before + NEAR)
        left, shown = memory.look(), shown_to_all(crowd, leader)
        home.server.kill()
        check_integrity(home.server.data)
        with stored(home.server.data, home.workshop) as kept:
            views_agree(kept, shown, leader)
            lost = lost_or_doubled(kept, crowd)
    return Aftermath(done, lost, unhandled(home.server.own.log), memory, left)


def unhandled(log: str) -> Counter[str]:
    """Returns the exceptions that a log has: the last line of each."""
    return Counter(re.findall(r"^Traceback.*?\n(\w[^\n]*)$", log, re.M | re.S))


def test_every_attack_attacks(attacked: Aftermath) -> None:
    assert [name for name, count in attacked.done.items() if not count] == []


def test_nothing_is_lost_or_doubled(attacked: Aftermath) -> None:
    assert not attacked.lost
