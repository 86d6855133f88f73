"""The process of which those that make files of summaries are forks, beside the nursery.

A server makes each file in a process of its own (`workshop/web/summaries/file_maker.py`), and that
spends most of its time on imports. What a server under test starts instead is next to nothing
(`handed_over.py`): it hands over its ends and its environment, and ends as the fork has ended that
made the file.
"""

import os
import socket
import sys
from importlib import import_module
from pathlib import Path
from select import select

LARGEST = 1 << 18
MODULES = ("csv_zip", "due_dates", "excel", "json_file", "markdown", "one_file", "pdf")
"""Of `workshop/summary`: what formats bring along."""


def begin() -> tuple[str, ...]:
    """Forks it; gives what a server starts in place of its own program.

    To be called before gevent's patch, under which no fork of this one could wait for its server.
    It ends when this process and all forks of it have ended.
    """
    name = f"makers-{os.getpid()}"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    listener.bind(f"\0{name}")
    listener.listen()
    ended, _lives = os.pipe()
    if os.fork() == 0:
        os.close(_lives)
        wait(listener, ended)
        os._exit(0)
    os.close(ended)
    listener.close()
    return sys.executable, "-I", "-S", str(Path(__file__).with_name("handed_over.py")), name


def wait(listener: socket.socket, ended: int) -> None:
    """Forks for each file, until nobody is there any more who could want one."""
    while ended not in select([listener, ended], [], [])[0]:
        import_all()
        line, _ = listener.accept()
        if os.fork() == 0:
            keep(line)
        line.close()
        reap()


def import_all() -> None:
    """Imports what makes files, once the first one is wanted."""
    for name in (*MODULES, "word", "make_file"):
        import_module(f"workshop.summary.formats.{name}")


def reap() -> None:
    """Lets go of forks that have ended."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def keep(line: socket.socket) -> None:
    """Forks the one that makes the file, and tells how it ended."""
    environment, ends, _, _ = socket.recv_fds(line, LARGEST, 3)
    pid = os.fork()
    if pid == 0:
        line.close()
        become(environment, ends)
    for end in ends:
        os.close(end)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    line.send(b"%d" % (code if code >= 0 else 1))
    os._exit(0)


def become(environment: bytes, ends: list[int]) -> None:
    """Goes on as `python -m workshop.summary.formats.make_file` with these ends."""
    for number, end in enumerate(ends):
        os.dup2(end, number)
        os.close(end)
    sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", closefd=False)  # noqa: SIM115
    os.environ.clear()
    os.environb.update(one.split(b"=", 1) for one in environment.split(b"\0"))
    from workshop.summary.formats.make_file import make_ordered_file

    make_ordered_file()
