"""Where `screenshots` begins: a process of its own, since Playwright does not survive gevent."""

import signal
import sys
from types import FrameType

from workshop.pretend.own_server import SHELLS_OFFSET


def stop(number: int, _frame: FrameType | None) -> None:
    """Being stopped becomes an orderly end: no server and no browser stay behind."""
    raise SystemExit(SHELLS_OFFSET + number)


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, stop)
    try:
        from tools.pictures.command import main
    except ModuleNotFoundError as missing:
        sys.exit(f"There is no {missing.name} here: start this by `python3 run.py screenshots`.")
    main(prog_name="python3 run.py screenshots")
