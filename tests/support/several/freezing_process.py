"""Goes on as `python -m workshop` does, but freezes before a COMMIT as soon as a file is there."""

import os
import signal
from pathlib import Path

from gevent.monkey import get_original

from workshop.__main__ import main
from workshop.storage.postgres.rows_transaction import RowsTx

FILE = "WORKSHOP_TEST_FREEZES"
"""The environment's name of the file. It goes as the process freezes: that happens once."""
finish = RowsTx.finish


def finish_and_freeze(tx: RowsTx) -> None:
    """Writes everything, and stops where only the COMMIT is missing."""
    finish(tx)
    file = Path(os.environ[FILE])
    if file.exists():
        file.unlink()
        # To this thread: one that is sent to the process stops it when another thread takes it up,
        # and this one may have committed by then.
        signal.pthread_kill(get_original("_thread", "get_ident")(), signal.SIGSTOP)


if __name__ == "__main__":
    RowsTx.finish = finish_and_freeze  # type: ignore[method-assign]
    main()
