"""Plays worlds by their seeds: `python3 run.py simulate --seed 8 --until 120`."""

import argparse
import os
import sys
from dataclasses import replace

ONE_ORDER = {"PYTHONHASHSEED": "0"}
"""Else sets would have another order in each process."""


def main(arguments: list[str]) -> int:
    """Plays what is asked for, says what was broken, and returns 1 if anything was."""
    from tests.simulation.playing import Outcome, Plan, play, shrunk

    asked = parsed(arguments)
    broken = 0
    for seed in range(asked.seed, asked.seed + asked.count):
        plan = Plan(seed, swapped=asked.swapped, until=asked.until)
        outcome: Outcome = play(plan)
        if asked.count == 1:
            print("\n".join(outcome.log))
        print(f"{seed}: {outcome.broken or 'kept'} ({outcome.took:.1f} s, {outcome.digest[:16]})")
        broken += bool(outcome.broken)
        if outcome.broken and asked.stop:
            break
        if outcome.broken and asked.shrink:
            small = shrunk(plan)
            print(f"{seed}: the same without the troubles {small.left_out}")
            print("\n".join(play(replace(small)).log[-30:]))
    return min(broken, 1)


def parsed(arguments: list[str]) -> argparse.Namespace:
    """Reads the command line."""
    reads = argparse.ArgumentParser(prog="python3 run.py simulate", description=__doc__)
    reads.add_argument("--seed", type=int, default=1, help="the first seed")
    reads.add_argument("--count", type=int, default=1, help="how many seeds, one after another")
    reads.add_argument("--until", type=float, default=float("inf"), help="a second of its time")
    reads.add_argument("--swapped", action="store_true", help="two people have each other's words")
    reads.add_argument("--stop", action="store_true", help="at the first that is broken")
    reads.add_argument("--shrink", action="store_true", help="leave out what need not go wrong")
    return reads.parse_args(arguments)


if __name__ == "__main__":
    if any(os.environ.get(name) != value for name, value in ONE_ORDER.items()):
        again = [sys.executable, "-m", "tests.simulation", *sys.argv[1:]]
        os.execve(sys.executable, again, {**os.environ, **ONE_ORDER})
    raise SystemExit(main(sys.argv[1:]))
