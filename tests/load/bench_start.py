"""The cost of a start: `python -m tests.load.bench_start`.

`python3 run.py` until the desk's link is printed, on an empty data directory and on the same one
again, in processor time of run.py and all that it becomes; then a phone's first page in another
language with all that it fetches, and the same once more. It needs a quiet machine, and so is no
test: what makes a start slow is held by tests/ground/test_start.py.
"""

import re
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.request import Request, urlopen

import psutil

from workshop.pretend.own_server import LAST_START_LINE

ROOT = Path(__file__).parents[2]
TIMES = 8
IN_GERMAN, PACKED = {"Accept-Language": "de"}, {"Accept-Encoding": "gzip"}
FETCHED = re.compile(r'(?:href|src)="(/static/[^"]+)"')

Figures = dict[str, list[float]]


def main() -> None:
    """Measures and prints."""
    found: Figures = {}
    for _ in range(TIMES):
        with TemporaryDirectory() as folder:
            measured(Path(folder) / "data", "on an empty folder", found)
            measured(Path(folder) / "data", "again", found)
    for what, figures in found.items():
        least, middle, most = min(figures), statistics.median(figures), max(figures)
        print(f"{what}: {middle:.0f} ms ({least:.0f} to {most:.0f})")


def measured(data: Path, which: str, found: Figures) -> None:
    """One start and two visits of a phone, added to what was found."""
    begun = time.monotonic()
    with started(data) as (process, origin):
        took, spent = time.monotonic() - begun, processor(process)
        first, again = visit(origin), visit(origin)
    for what, seconds in (
        ("processor time until the link", spent), ("until the link", took),
        ("then the first page with all its files", first), ("the same once more", again),
    ):  # fmt: skip
        found.setdefault(f"{which}: {what}", []).append(1000 * seconds)


@contextmanager
def started(data: Path) -> Iterator[tuple[psutil.Process, str]]:
    """`python3 run.py`, once it has printed the link, and where it serves."""
    command = [sys.executable, "run.py", "--no-browser", "--host", "127.0.0.1", "--port", "0"]
    process = subprocess.Popen(
        [*command, "--data", str(data)], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    printed = ""
    try:
        while LAST_START_LINE not in printed:
            line = process.stdout.readline()
            assert line, printed
            printed += line
        found = re.search(r"http://\S+(?=/enter#)", printed)
        assert found, printed
        yield psutil.Process(process.pid), found[0].replace("localhost", "127.0.0.1")
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


def processor(process: psutil.Process) -> float:
    """Seconds of all processors that it has taken, and what it has started and waited for."""
    times = process.cpu_times()
    return float(times.user + times.system + times.children_user + times.children_system)


def visit(origin: str) -> float:
    """Seconds until a phone has the page and the files that it names."""
    begun = time.monotonic()
    page = fetch(f"{origin}/", IN_GERMAN).decode()
    files = FETCHED.findall(page)
    assert files, page
    for path in files:
        fetch(origin + path, PACKED)
    return time.monotonic() - begun


def fetch(url: str, headers: dict[str, str]) -> bytes:
    """Returns the bytes that come over the line."""
    with urlopen(Request(url, headers=headers)) as reply:
        return bytes(reply.read())


if __name__ == "__main__":
    main()
