"""The loop of simulated worlds, in a process of its own, since it takes gevent over."""

import subprocess
import sys
from pathlib import Path

PLAYS = """
from tests.simulation.loop import take_over
loop = take_over()
import gevent
from gevent.event import Event
from gevent.lock import Semaphore

said = []
def says(what, after):
    gevent.sleep(after)
    said.append((what, loop.time))

for what, after in (("late", 3600.0), ("soon", 1.0), ("at once", 0.0), ("as soon", 1.0)):
    gevent.spawn(says, what, after)
gevent.sleep(7200)
assert said == [("at once", 0.0), ("soon", 1.0), ("as soon", 1.0), ("late", 3600.0)], said
with gevent.Timeout(60.0, False):
    Event().wait()
assert loop.time == 7260.0, loop.time

of_process, woken = object(), []
def waits(turn):
    with turn:
        woken.append("in time")
        gevent.sleep(10)
        woken.append("after its end")

with loop.owned_by(of_process):
    gevent.spawn(waits, Semaphore())
gevent.spawn_later(5, loop.end, of_process)
gevent.sleep(100)
assert woken == ["in time"], woken
print("so it is")
"""


def test_time_passes_when_nothing_is_to_be_done_and_what_has_ended_stays_still() -> None:
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", PLAYS], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stdout == "so it is\n", done.stderr
