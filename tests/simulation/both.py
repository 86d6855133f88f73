"""Plays each seed twice, the second time with two people's words swapped: a line of JSON a seed."""

import json
import sys

from tests.simulation.playing import Plan, play
from tests.simulation.twins import difference

for seed in map(int, sys.argv[1:]):
    first, second = play(Plan(seed)), play(Plan(seed, swapped=True))
    broken = first.broken or second.broken or difference(first.log, second.log)
    print(json.dumps({"seed": seed, "broken": broken, "met": first.met}))
