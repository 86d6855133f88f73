"""Goes on as `python -m workshop` does, by a clock that a file sets forward or back."""

import os
import time
from pathlib import Path

FILE = "WORKSHOP_TEST_CLOCK"
"""The environment's name of the file with the seconds by which the clock is wrong."""
true_time = time.time


def moved() -> float:
    """The time of day, as somebody has set it."""
    file = Path(os.environ[FILE])
    return true_time() + float((file.exists() and file.read_text()) or 0)


if __name__ == "__main__":
    time.time = moved  # before the program is imported, which keeps the function

    from workshop.__main__ import main

    main()
