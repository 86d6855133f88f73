"""A process that keeps its memory to itself: no log and no dump of it holds anybody's words."""

import ctypes
import logging
import sys
import threading
import traceback
from types import TracebackType
from typing import Any

OUR_PACKAGE = "workshop"


class Discreet(logging.Formatter):
    """Writes our own sentences, and of an exception its kind and its places in the code only.

    The text of an exception may quote what somebody wrote, a path or an address.
    """

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatException(self, ei: Any) -> str:
        """The kind of the exception, and the lines that it came through."""
        return traceback_places(*ei)


class OursOnly(logging.Filter):
    """Lets through what this program's own modules say, and nobody else's records."""

    def filter(self, record: logging.LogRecord) -> bool:
        """True if the record is ours."""
        return record.name.split(".")[0] == OUR_PACKAGE


def traceback_places(
    kind: type[BaseException] | None,
    _value: BaseException | None,
    trace: TracebackType | None,
) -> str:
    """An exception without its text."""
    lines = [
        f"  {frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(trace)
    ]
    return "\n".join([kind.__name__ if kind else "no exception", *lines])


def keep_logs_discreet() -> None:
    """Sets up all logging of this process; gevent's own reports of lost greenlets too."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Discreet())
    handler.addFilter(OursOnly())
    logging.basicConfig(level=logging.INFO, handlers=[handler], force=True)
    _hush_python()
    for name in ("engineio", "engineio.server", "socketio", "socketio.server", "werkzeug"):
        # A level of their own also keeps these from adding a handler of their own.
        logging.getLogger(name).setLevel(logging.CRITICAL + 1)
    _hush_gevent()


def _hush_python() -> None:
    """Silences what Python itself writes past all logging: warnings, and exceptions that nobody
    catches."""
    logging.captureWarnings(True)
    log = logging.getLogger(f"{OUR_PACKAGE}.python")

    def report(lost: Any) -> None:
        what = (lost.exc_type, lost.exc_value, lost.exc_traceback)
        log.error("an error that nobody has caught", exc_info=what)

    threading.excepthook = sys.unraisablehook = report


def _hush_gevent() -> None:
    import gevent

    log = logging.getLogger(f"{OUR_PACKAGE}.greenlets")

    def report(_context: Any, kind: Any, value: Any, trace: Any) -> None:
        if kind is not None and not issubclass(kind, (OSError, gevent.Timeout)):
            log.error("a greenlet has ended by an error", exc_info=(kind, value, trace))

    # An instance's own attribute stands before the class's method: the hub has no other place
    # for this, and its own report prints the request's address.
    vars(gevent.get_hub())["print_exception"] = report


PR_SET_DUMPABLE = 4
NO_FAULT_DIALOG = 0x0001 | 0x0002
"""Windows: SEM_FAILCRITICALERRORS and SEM_NOGPFAULTERRORBOX; no report is made of a crash."""


def keep_memory_private() -> None:
    """Lets nothing write this process's memory to a disk when it crashes.

    On Linux no other program of the same user can look into the memory either. An exec ends that,
    so each program asks for it itself; the bound on core files is handed down.
    """
    if sys.platform == "win32":
        ctypes.windll.kernel32.SetErrorMode(NO_FAULT_DIALOG)
        return
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_DUMPABLE, 0, 0, 0, 0)
