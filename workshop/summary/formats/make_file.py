"""Makes one file of a summary in a process of its own: `python -m` and this module's name.

An order comes in as one line of JSON, the file goes out as bytes. Nothing that people wrote stands
in the arguments, in the environment or in a file. Whoever has ordered holds stdin open: when that
ends, so does this process.
"""

import os
import sys
import threading
import traceback
from contextlib import suppress
from pathlib import Path

import msgspec

from workshop.private_process import keep_memory_private
from workshop.protocol.summary import Summary
from workshop.summary.formats.all_formats import FORMATS
from workshop.summary.formats.print_pack import PrintPack, render
from workshop.summary.reader import reader

GIVES_WAY = 10
"""Added to the process's niceness: whoever votes comes first."""
MOST_MEMORY = 2 * 1024**3
"""Bytes. As PDF, 300 cards take 0.1 GB, 5,000 lessons 0.9, and 8,000 of one word 1.3."""
FAULT = 3
"""The exit status when the format failed; what goes out is then where, and never a word."""


class FileOrder(msgspec.Struct):
    """An order for a file: its format, by how its name ends, its reader's language, and what it
    shows: a summary, or what is printed before a workshop."""

    ending: str
    language: str
    summary: Summary | None = None
    pack: PrintPack | None = None


def ordered(ending: str, language: str, summary: Summary) -> bytes:
    """An order as it comes in: the same one is the same bytes."""
    return _line(FileOrder(ending, language, summary))


def ordered_pack(language: str, pack: PrintPack) -> bytes:
    """The order of a print pack."""
    return _line(FileOrder("pdf", language, pack=pack))


def _line(order: FileOrder) -> bytes:
    return msgspec.json.encode(order, order="deterministic") + b"\n"


def made(order: bytes) -> bytes:
    """Returns the file."""
    wanted = msgspec.json.decode(order, type=FileOrder)
    if wanted.pack:
        return render(wanted.pack, reader(wanted.language))
    assert wanted.summary
    return FORMATS[wanted.ending].render(wanted.summary, reader(wanted.language))


def make_ordered_file() -> None:
    """Makes the file that is ordered."""
    _give_way()
    order = sys.stdin.buffer.readline()
    threading.Thread(target=_end_with_the_server, daemon=True).start()
    try:
        body, status = made(order), 0
    except BaseException as error:  # also what a library's panic raises
        body, status = _where(error).encode(), FAULT
    sys.stdout.buffer.write(body)
    sys.stdout.buffer.flush()
    # At once: what the libraries hold is not taken down piece by piece.
    os._exit(status)


def _give_way() -> None:
    """Leaves the processor to whoever votes, and takes memory up to a bound; where a machine has
    none left, this ends and not the server. What it holds is written to no disk."""
    if hasattr(os, "nice"):
        os.nice(GIVES_WAY)
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (MOST_MEMORY, MOST_MEMORY))
        with suppress(OSError):
            Path("/proc/self/oom_score_adj").write_text("1000")
    keep_memory_private()  # last: from here on the files in /proc/self are root's


def _end_with_the_server() -> None:
    """Nothing more is ever sent: the reading ends when the server does."""
    os.read(0, 1)
    os._exit(1)


def _where(error: BaseException) -> str:
    """The kind of an error and its last places in the code: its text may quote people."""
    places = [f"{one.filename}:{one.lineno}" for one in traceback.extract_tb(error.__traceback__)]
    return " ".join([type(error).__name__, *places[-3:]])


if __name__ == "__main__":
    make_ordered_file()
