"""When somebody is answered who could learn from how long it takes: after a beat, or several."""

import time

import gevent


def wait_for_a_beat(began: float, beat: float) -> None:
    """Waits until a whole number of beats has passed; not at all where a beat takes no time.

    How long something took tells what it was, and whether somebody else was acting. `began` is
    when it was asked, by the monotonic clock; `beat` is in seconds.
    """
    if beat:
        gevent.sleep(beat - (time.monotonic() - began) % beat)
