"""The machines that so many phones need, and what gives out first."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from tools.scaling.costs import Cost, Costs
from tools.scaling.full_hour import MEAN_PHONES, Second, seconds, sizes

FLEET_SEED = 7
MOST_CORE_SHARE = 0.6
"""The share of a core, or of a database's cores, that the fullest moments may take."""
CORES = 8
"""Of a machine of the application: a process for each but one, which is left to the system."""
FULLEST = 1.25
"""The part of its share that a process gets by the proxy's hash, where chance is against it."""
CALM_SHARE = 0.999
"""The share of all seconds that must be within `MOST_CORE_SHARE`."""
DATABASE_CORES = 32
"""The cores of the largest PostgreSQL that one cell has."""
SAMPLED = 400
"""Workshops of which the fullest second of all is drawn."""


@dataclass(frozen=True)
class Fleet:
    """The machines that so many phones need."""

    phones: int
    commands: float
    """A second, in the fullest seconds; so are all rates."""
    commits: float
    """A second: commands that come together share one."""
    processes: int
    machines: int
    """Of the application, with one to spare."""
    memory: float
    """Bytes of all processes."""
    postgres: float
    """Cores that PostgreSQL needs, so that `MOST_CORE_SHARE` of them are taken."""
    wal: float
    """Bytes a second."""

    @property
    def cells(self) -> int:
        """Number of PostgreSQL servers of `DATABASE_CORES` cores that this takes."""
        return int(-(-self.postgres // DATABASE_CORES))

    @property
    def gives_out(self) -> str:
        """The first part of which one is not enough, or "" if one of each is."""
        if self.cells > 1:
            return "PostgreSQL"
        return "the process" if self.processes > 1 else ""


def fleet(phones: int, costs: Costs) -> Fleet:
    """Returns what so many phones need at the same time."""
    each = phones_of_a_process(costs)
    processes = -(-phones // each)
    sample = _sample(min(phones // MEAN_PHONES, SAMPLED))
    share = phones / sample.phones

    def at_peak(of: Callable[[Cost], float]) -> float:
        return share * _calm([_taken(one, costs, of) for one in sample.seconds])

    return Fleet(
        phones=phones,
        commands=share * _calm([one.commands for one in sample.seconds]),
        commits=share * _calm([one.commits for one in sample.seconds]),
        processes=processes,
        machines=-(-processes // (CORES - 1)) + 1,
        memory=processes * costs.process_memory + phones * costs.phone_memory,
        postgres=at_peak(lambda cost: cost.postgres) / MOST_CORE_SHARE,
        wal=at_peak(lambda cost: cost.wal),
    )


def phones_of_a_process(costs: Costs) -> int:
    """Returns how many phones one process serves, when the hash gives it more than its share."""
    fewest, most = 1, 1000
    while most - fewest > 1:
        middle = (fewest + most) // 2
        if _is_calm(middle, costs):
            fewest = middle
        else:
            most = middle
    return int(fewest * MEAN_PHONES / FULLEST)


def _is_calm(workshops: int, costs: Costs) -> bool:
    sample = _sample(workshops)
    taken = [_taken(one, costs, lambda cost: cost.application) for one in sample.seconds]
    return _calm(taken) + sample.phones * costs.idle <= MOST_CORE_SHARE


@dataclass(frozen=True)
class Sample:
    """Workshops drawn by chance that are under way at the same time."""

    phones: int
    seconds: list[Second]


@cache
def _sample(workshops: int) -> Sample:
    chance = random.Random(FLEET_SEED)
    drawn = sizes(workshops, chance)
    return Sample(sum(drawn), seconds(drawn, chance))


def _taken(second: Second, costs: Costs, of: Callable[[Cost], float]) -> float:
    return second.commits * of(costs.alone) + second.further * of(costs.together)


def _calm(all_: list[float]) -> float:
    """Returns what all but the fullest seconds stay below."""
    return sorted(all_)[int(len(all_) * CALM_SHARE)]
