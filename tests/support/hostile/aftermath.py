"""A server after a hostile crowd: what it has lost, logged and kept in memory."""

import re
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tests.support.hostile.attackers import Memory, attackers
from tests.support.hostile.honest import Honest, lost_or_doubled
from tests.support.lasting import House
from tests.support.phones import Crowd
from tests.support.steady import Desk
from tests.support.stored import check_integrity, stored, without_surroundings
from tests.support.waiting import WITHIN, until
from workshop.freed_memory import TRIM

NEAR = 20.0 if TRIM else 35.0
"""MB by which a server may stay larger: what people wrote meanwhile, and what the allocator keeps
since something lies between. glibc gives back some 15 more when it is asked; another allocator is
not asked."""


@dataclass
class Aftermath:
    """The losses, exceptions and memory that attacks have left."""

    lost: Counter[Any]
    """Cards and tallies of which there is not as much as honest people were told."""
    wrong: list[str]
    """The paths at which phones or the desk show what the file does not hold."""
    logged: Counter[str]
    """The exceptions in the server's log."""
    left: float
    """MB of its memory in the end."""


def during(
    names: Iterable[str], home: House, memory: Memory, seconds: float, scale: int
) -> dict[str, int]:
    """Attacks for so long; returns how often each attack has done what it does."""
    with attackers(names, home, seconds, scale) as hostile:
        until(lambda: memory.look() and not hostile.under_way, seconds + WITHIN, again=0.1)
        return hostile.done()


def after(home: House, leader: Desk, crowd: Crowd[Honest], memory: Memory) -> Aftermath:
    """Looks at what there is once all have their answers. Ends the server. Raises AssertionError
    if it has ended already, or if some phones never show what others do."""
    crowd.rests()
    with suppress(AssertionError):  # whoever looks at `left` sees it
        until(lambda: memory.look() < memory.before + NEAR)
    left, shown = memory.look(), settled(crowd, leader)
    home.server.kill()
    check_integrity(home.server.data)
    with stored(home.server.data, home.workshop) as kept:
        views = [
            (shows, kept.view(name, _devices_in(shows)))
            for shows, name in ((shown, "participant"), (leader.entries, "desk"))
        ]
        wrong = [path for shows, holds in views for path in differing(shows, holds)]
        lost = lost_or_doubled(kept, crowd)
    return Aftermath(lost, wrong, unhandled(home.server.own.log), left)


def settled(crowd: Crowd[Honest], leader: Desk) -> dict[str, Any]:
    """Returns what every phone shows, once the attacks' devices have gone, and all phones and the
    desk show what those show that come just now."""
    leader.until(lambda: leader.tick.get("here") == len(crowd.phones))
    fresh: dict[str, Any] = {}

    def all_agree() -> bool:
        crowd.check()
        fresh.clear()
        fresh.update(crowd.phones[0].fresh())
        leader.follow(0.1)
        phones = all(phone.entries == fresh for phone in crowd.phones)
        return phones and leader.entries == leader.fresh()

    def unlike() -> list[str]:
        phones = (path for one in crowd.phones for path in differing(one.entries, fresh))
        return [*dict.fromkeys(phones), *differing(leader.entries, leader.fresh())]

    until(all_agree, says=unlike, again=0.5)
    return fresh


def differing(shown: dict[str, Any], holds: dict[str, Any]) -> list[str]:
    """Returns the paths of a view at which it does not show what the file holds, with both."""
    shown = without_surroundings(shown)
    paths = [path for path in shown.keys() | holds.keys() if shown.get(path) != holds.get(path)]
    return [f"{path}: {_differing(shown.get(path), holds.get(path))}" for path in sorted(paths)]


def _devices_in(shown: dict[str, Any]) -> int:
    """Returns of how many devices a ballot is told: made-up ones, which did nothing, are in the
    server's memory only. That may be more than the file has, never fewer."""
    return int(shown["ballot"]["devices"]) if shown.get("ballot") else 0


def _differing(shown: Any, holds: Any) -> str:
    if not (isinstance(shown, dict) and isinstance(holds, dict)):
        return f"{shown}, not {holds}"
    names = [name for name in shown if shown[name] != holds.get(name)]
    return ", ".join(f"{name} {shown[name]}, not {holds.get(name)}" for name in names)


def unhandled(log: str) -> Counter[str]:
    """Returns the exceptions that a log has: the last line of each."""
    return Counter(re.findall(r"^Traceback.*?\n(\w[^\n]*)$", log, re.M | re.S))
