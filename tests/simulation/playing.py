"""Plays worlds, each in a process of its own that begins where this one stands: imported, and with
nothing begun. Time and chance are ruled here, so this comes before anything of the product."""

import json
import os
import time
from dataclasses import dataclass, field, replace
from subprocess import Popen

REAL = time.monotonic

from tests.simulation.clocks import Clocks, rule_chance  # noqa: E402
from tests.simulation.loop import take_over  # noqa: E402

LOOP = take_over()
CLOCKS = Clocks(LOOP)
CLOCKS.rule()

from tests.simulation.library import earlier  # noqa: E402
from tests.simulation.windows import start_node  # noqa: E402
from tests.simulation.world import Over, Plan, World  # noqa: E402
from tests.support.statements import share_statements  # noqa: E402
from workshop.views.agenda import english_of  # noqa: E402


@dataclass
class Outcome:
    """The outcome of a world."""

    broken: str = ""
    """Why a promise was broken; "" if all were kept."""
    digest: str = ""
    """Of all that was told and done."""
    met: dict[str, int] = field(default_factory=dict)
    """How often each thing happened: commands, stages, troubles, steps at which a process ended."""
    troubles: int = 0
    """How many of them came."""
    took: float = 0.0
    """Real seconds."""
    log: list[str] = field(default_factory=list)


english_of("")  # what each of them would read anew
share_statements()
earlier()
_windows = [start_node()]
"""The windows' process of the next world, which begins meanwhile."""


def play(plan: Plan) -> Outcome:
    """Plays a world in a process of its own."""
    reads, writes = os.pipe()
    node = _windows.pop()
    child = os.fork()
    if not child:
        os.close(reads)
        outcome = _play(plan, node)
        with os.fdopen(writes, "w") as file:
            json.dump(vars(outcome), file)
        os._exit(0)
    os.close(writes)
    _windows.append(start_node())
    with os.fdopen(reads) as file:
        said = file.read()
    os.waitpid(child, 0)
    node.kill()
    node.wait()
    if not said:
        return Outcome(broken="the process of the world has ended")
    return Outcome(**json.loads(said))


def _play(plan: Plan, node: "Popen[bytes]") -> Outcome:
    began = REAL()
    rule_chance(plan.seed)
    outcome = Outcome()
    world = World(plan, LOOP, CLOCKS, node, outcome.log.append)
    try:
        world.play()
    except Over:
        pass
    except BaseException as error:
        outcome.broken = f"{type(error).__name__}: {error}"
    outcome.troubles = world.troubles.count
    outcome.met = dict(world.met())
    outcome.digest = world.windows.digest.hexdigest()
    outcome.took = REAL() - began
    return outcome


def shrunk(plan: Plan) -> Plan:
    """Returns a broken plan without the troubles that it does not need."""
    why = play(plan)
    for place in range(why.troubles):
        smaller = replace(plan, left_out=(*plan.left_out, place))
        if play(smaller).broken:
            plan = smaller
    return plan
