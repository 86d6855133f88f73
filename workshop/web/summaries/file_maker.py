"""Makes the files of summaries, each in a process of its own.

Most formats are written in Python, and would hold up every phone on whatever thread they ran. The
memory that a file takes goes back with its process, and one that takes too long is ended with it.
"""

import logging
import os
import subprocess
import sys
from typing import cast

from gevent.event import AsyncResult
from gevent.lock import BoundedSemaphore
from gevent.subprocess import DEVNULL, PIPE, Popen
from gevent.timeout import Timeout

from workshop.protocol.summary import Summary
from workshop.summary.formats.make_file import FAULT, ordered, ordered_pack
from workshop.summary.formats.package_folders import PACKAGE_FOLDER
from workshop.summary.formats.print_pack import PrintPack

FILES_AT_ONCE, WAITING = 1, 20
FILE_WAIT_S, FILE_LIMIT_S = 20.0, 35.0
"""Seconds: together less than a proxy waits for an answer, which is a minute with most."""
PROGRAM = (sys.executable, "-m", "workshop.summary.formats.make_file")
LOWER = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
"""The flag with which a process gives way on Windows; 0 elsewhere, where it does so on its own."""

log = logging.getLogger(__name__)


class Busy(Exception):
    """Too many files are waited for already, or for too long."""


class NotMade(Exception):
    """The file took too long, or what makes it has failed."""


class FileMaker:
    """Makes `at_once` files and lets `waiting` others wait, each up to `patience` seconds for its
    turn; then it must be there `within` so many more."""

    def __init__(
        self,
        at_once: int = FILES_AT_ONCE,
        waiting: int = WAITING,
        patience: float = FILE_WAIT_S,
        within: float = FILE_LIMIT_S,
    ) -> None:
        self._turns = BoundedSemaphore(at_once)
        self._most = at_once + waiting
        self._patience = patience
        self._within = within
        self._asked: dict[bytes, AsyncResult[bytes]] = {}

    def make(self, ending: str, language: str, summary: Summary) -> bytes:
        """The file, made once for all who ask for the same one meanwhile: at the finish a whole
        room does. Nothing is kept afterwards. Raises Busy or NotMade."""
        return self.make_once(ordered(ending, language, summary))

    def make_pack(self, language: str, pack: PrintPack) -> bytes:
        """A print pack, on the same terms."""
        return self.make_once(ordered_pack(language, pack))

    def make_once(self, order: bytes) -> bytes:
        """The file of an order, which whoever gives the same one meanwhile gets, too."""
        if order in self._asked:
            return cast(bytes, self._asked[order].get())
        if len(self._asked) >= self._most:
            raise Busy
        made = self._asked[order] = AsyncResult()
        try:
            body = self._in_turn(order)
            made.set(body)
        except BaseException as error:
            # Whoever waits must not wait for ever.
            made.set_exception(error)
            raise
        finally:
            del self._asked[order]
        return body

    def _in_turn(self, order: bytes) -> bytes:
        if not self._turns.acquire(timeout=self._patience):
            raise Busy
        try:
            with Timeout(self._within, NotMade("it took too long")):
                return _by_a_process(order)
        except NotMade as fault:
            log.error("a file of a summary could not be made: %s", fault)
            raise
        finally:
            self._turns.release()


def _by_a_process(order: bytes) -> bytes:
    """The process is ended with this call, however that ends."""
    try:
        with _process() as process:
            assert process.stdin and process.stdout
            try:
                process.stdin.write(order)
                process.stdin.flush()
                body: bytes = process.stdout.read()
                status = process.wait()
            finally:
                process.kill()
    except OSError as error:
        raise NotMade(type(error).__name__) from None
    if status == FAULT:
        raise NotMade(body.decode())
    if status:
        raise NotMade(f"its process ended with {status}")
    return body


def _process() -> Popen[bytes]:
    """Starts this program once more, with none of its secrets."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("WORKSHOP_")}
    return Popen(
        PROGRAM, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=PACKAGE_FOLDER.parent, env=own,
        creationflags=LOWER,
    )  # fmt: skip
