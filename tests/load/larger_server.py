"""The program with a ballot of fifty lessons, and a live wall on which each card comes by itself.

For a bench alone: `python -m tests.load.larger_server serve`. No setting of the product does this.
"""

from workshop.__main__ import main

LESSONS = 50


def _enlarge() -> None:
    from workshop.rules import limits, thresholds

    limits.BALLOT = LESSONS
    thresholds.LIVE_BATCH = 1
    thresholds.SHARE_OF_A_BATCH = 1
    thresholds.REVEAL = 1


if __name__ == "__main__":
    _enlarge()
    main()
