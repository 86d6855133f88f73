"""The process of which servers under test are forks: it has imported what a start imports.

It reads starts from a socket until that ends. Between it and each server stands a keeper, which
passes signals on, tells how the server ended, and ends it when the test's side is gone.
"""

import atexit
import json
import os
import runpy
import signal
import socket
import sys
import tempfile
import threading
import time

# As they are before gevent's patch, whose own wait for a hub: none runs here.
from os import close, fork, waitpid
from select import select
from typing import Any, NoReturn

from tests.support import makers

LARGEST = 1 << 18
PATIENT = 20.0
"""Seconds for which the loop of a server under test may stand still; strict_loop_process.py has
what holds elsewhere."""
HANDED = 3
"""Descriptors with each start: the keeper's line, the output, the errors."""


def main(line: socket.socket) -> None:
    """Forks a keeper for each start, until the test worker is gone."""
    import_all(makers.begin())
    while True:
        start, handed, _, _ = socket.recv_fds(line, LARGEST, HANDED)
        if not start:
            return
        if fork() == 0:
            line.close()
            keep(json.loads(start), *handed)
        for each in handed:
            close(each)
        reap()


def import_all(make_file: tuple[str, ...]) -> None:
    """Imports what a start imports, patched as `workshop/__main__.py` does it."""
    from gevent import monkey

    monkey.patch_all()
    import workshop.assembly
    import workshop.cli.start  # noqa: F401
    from workshop.live import transport
    from workshop.web.summaries import file_maker

    file_maker.PROGRAM = make_file
    transport.STOOD_STILL = PATIENT
    warm()


def warm() -> None:
    """Does once what every server does at the first request for it: it is the same in all."""
    from flask import Flask
    from jinja2 import FileSystemBytecodeCache

    from workshop.languages import languages
    from workshop.web.static.joined_files import PAGE_KINDS, PAGES, joined
    from workshop.web.static.static_files import statics

    compiled = tempfile.mkdtemp()
    Flask.jinja_options = {
        **Flask.jinja_options,
        "bytecode_cache": FileSystemBytecodeCache(compiled),
    }
    pages = [name for page in PAGES for name in page]
    for name in (*pages, *map(joined, PAGE_KINDS)):
        _ = statics().files[name].packed
    languages().name("en")


def reap() -> None:
    """Lets go of keepers that have ended."""
    try:
        while waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def keep(start: dict[str, Any], line: int, out: int, err: int) -> None:
    """Forks the program and watches over it until it has ended. Returns in the program alone."""
    pid = fork()
    if pid == 0:
        close(line)
        become(start, out, err)
    close(out)
    close(err)
    tell(line, pid)
    pass_signals_on(line, pid)
    tell(line, os.waitstatus_to_exitcode(waitpid(pid, 0)[1]))
    os._exit(0)


def pass_signals_on(line: int, pid: int) -> None:
    """Each byte on the line is a signal, and its end a kill. Returns when the program has ended."""
    ended = os.pidfd_open(pid)
    told = [line]
    while ended not in (ready := select([ended, *told], [], [])[0]):
        numbers = os.read(ready[0], 64)
        for number in numbers or bytes([signal.SIGKILL]):
            os.kill(pid, number)
        if not numbers:
            told.clear()


def tell(line: int, number: int) -> None:
    """Says a number to the test's side, which may be gone."""
    try:
        os.write(line, b"%d\n" % number)
    except OSError:
        return


def become(start: dict[str, Any], out: int, err: int) -> NoReturn:
    """Goes on as `python -m MODULE ARGUMENTS` with this environment and these outputs."""
    for there, here in ((out, 1), (err, 2)):
        os.dup2(there, here)
        close(there)
    sys.stdout = os.fdopen(1, "w", closefd=False)
    sys.stderr = os.fdopen(2, "w", buffering=1, closefd=False)
    os.environ.clear()
    os.environ.update(start["environment"])
    tempfile.tempdir = None  # it is that of this environment
    time.tzset()
    import gevent

    gevent.reinit()
    sys.argv[1:] = start["arguments"]
    end(run_to_its_end(start["module"]))


def run_to_its_end(module: str) -> int:
    """Runs a module as the program; returns what it ends with."""
    try:
        runpy.run_module(module, run_name="__main__", alter_sys=True)
    except SystemExit as left:
        if left.code and not isinstance(left.code, int):
            raise
        return left.code or 0
    return 0


def end(code: int) -> NoReturn:
    """Ends as Python does, but for taking apart what was imported: to touch it is to copy it."""
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
