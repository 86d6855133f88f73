"""A hostile crowd beside fifty people: nothing of theirs is lost, and the server bears it."""

from collections.abc import Iterator

import pytest

from tests.support.hostile.aftermath import NEAR, Aftermath, after, during
from tests.support.hostile.attackers import Memory
from tests.support.hostile.attacks import ATTACKS
from tests.support.hostile.honest import PEOPLE, STEPS, THINKS, Honest, gets_to
from tests.support.lasting import House, house
from tests.support.phones import crowd_of
from tests.support.steady import desk

Case = tuple[str, float, int]
"""The stage, the seconds, and how many times as many sockets as there are at least."""
Attacked = tuple[dict[str, int], Memory, Aftermath]
"""How often each attack has done what it does, and what that has left."""
MOST = 50.0
"""MB by which a server may be larger than before while it is attacked."""
pytestmark = pytest.mark.long

CASES: list[Case] = [("vote", 5.0, 1), ("write", 5.0, 1), *((kind, 60.0, 3) for kind in STEPS)]


@pytest.fixture(
    scope="module",
    params=CASES,
    ids=lambda case: f"{case[0]}, {case[1]:g} s",
)
def attacked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Attacked]:
    """All attacks at once, in some stage and for so many seconds. A phone that never shows what the
    others do, or a server that has ended, fails here."""
    with house(tmp_path_factory.mktemp("attacked")) as home:
        yield attack(home, *request.param)


def attack(home: House, kind: str, seconds: float, scale: int) -> Attacked:
    """Attacks while everybody acts in a stage."""
    leader = desk(home.server, home.workshop, home.cookie)
    with crowd_of(PEOPLE, home, kind=Honest, pace=THINKS) as crowd:
        gets_to(kind, leader, crowd)
        memory = Memory(home)
        done = during(ATTACKS, home, memory, seconds, scale)
        return done, memory, after(home, leader, crowd, memory)


def test_every_attack_attacks(attacked: Attacked) -> None:
    assert [name for name, count in attacked[0].items() if not count] == []


def test_nothing_is_lost_or_doubled(attacked: Attacked) -> None:
    assert not attacked[2].lost


def test_every_view_shows_what_the_file_holds(attacked: Attacked) -> None:
    assert attacked[2].wrong == []


def test_the_server_stays_small_and_becomes_as_small_as_it_was(attacked: Attacked) -> None:
    _, memory, aftermath = attacked
    print(f"memory: {memory.before:.0f} MB, {memory.peak:.0f} at most, {aftermath.left:.0f} after")
    assert memory.peak < memory.before + MOST
    assert aftermath.left < memory.before + NEAR


def test_no_attack_is_an_exception_that_nobody_has_foreseen(attacked: Attacked) -> None:
    assert not attacked[2].logged
