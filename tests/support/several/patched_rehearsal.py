"""A rehearsal on several processes in a process of its own, patched by gevent.

    python -m tests.support.several.patched_rehearsal 500 120

Five hundred phones are a thousand threads else, and on a busy machine two of them write into one
TLS connection at a time.
"""

import sys

from workshop.__main__ import patch

patch()

import pytest  # noqa: E402

from tests.support.several.faults import (  # noqa: E402
    at,
    kills,
    kills_first,
    kills_second,
    kills_third,
)
from tests.support.several.rehearsed import rehearsed  # noqa: E402
from tests.support.several.several import several  # noqa: E402


def main(people: int, seconds: float) -> None:
    """Plays a whole workshop in which each process is killed in turn, and prints its figures.

    Raises AssertionError, with what is wrong, unless nothing was lost or doubled.
    """
    befalls = at(
        Story=kills_first, Write=kills, Reveal=kills_second, Lessons=kills_third, Vote=kills,
        Commit=kills,
    )  # fmt: skip
    with pytest.MonkeyPatch.context() as patched, several(patched, relayed=False) as server:
        print(rehearsed(server, people, seconds, befalls).table())


if __name__ == "__main__":
    main(int(sys.argv[1]), float(sys.argv[2]))
