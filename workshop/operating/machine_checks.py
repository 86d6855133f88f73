"""Looks at the machine: disk, folders, files that may be open, the clock."""

import os
import shutil
import stat
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from workshop.file_limit import largest_limit, shares
from workshop.settings import Settings
from workshop.storage.sqlite.start_checks import Unusable, refuse_unusable

Level = Literal["good", "note", "wrong"]
SIGNS = {"good": "ok   ", "note": "note ", "wrong": "WRONG"}


@dataclass(frozen=True)
class Finding:
    """A fact about one part of a server. `wrong` keeps it from starting, or from keeping its
    promises; a `note` is something to know."""

    level: Level
    part: str
    said: str
    """The sentence about it and, if it is not good, what to do."""

    def __str__(self) -> str:
        """Returns the line."""
        return f"{SIGNS[self.level]} {self.part}: {self.said}"


def wrong(findings: Iterable[Finding]) -> list[Finding]:
    """Returns the findings with which no process may serve."""
    return [one for one in findings if one.level == "wrong"]


OPEN_FILES, LEAST_FILES = 4096, 256
"""Files that may be open at once below which it is said, and with which nothing should begin."""
PAST_MOMENT = datetime(2026, 1, 1, tzinfo=UTC).timestamp()
"""A moment that is over, by every clock that is right."""


def machine_findings(settings: Settings, temporary: Path) -> list[Finding]:
    """Looks at everything once. `temporary` is where summary files are made."""
    places = [temporary] if settings.cluster else [settings.data, temporary]
    folders = [] if settings.cluster else [*_folder(settings.data), *_folder(settings.keys)]
    refused = [] if settings.cluster else _refused(settings)
    return [*(refused or folders), *_disks(places), *_open_files(), _clock(settings.now())]


def _refused(settings: Settings) -> list[Finding]:
    """Returns what a start would refuse, in its own words."""
    try:
        refuse_unusable(settings.data, settings.keys)
    except Unusable as why:
        return [Finding("wrong", "data", str(why))]
    return []


def _folder(path: Path) -> Iterator[Finding]:
    if not path.exists():
        yield Finding("good", "data", f"{path} will be made at the first start.")
    elif os.name == "posix" and path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        yield Finding("note", "data", f"others on this machine may read {path}: chmod 700 {path}")
    else:
        yield Finding("good", "data", f"{path} can be written to.")


def _nearest(path: Path) -> Path:
    """Returns the folder in which a path would begin to be made."""
    return next(one for one in path.parents if one.exists())


def _disks(places: list[Path]) -> Iterator[Finding]:
    for place in places:
        there = place if place.exists() else _nearest(place)
        free = shutil.disk_usage(there).free
        said = f"{free // 1_000_000:,} MB are free for {place}."
        if free < PLENTY:
            level: Level = "wrong" if free < LOW else "note"
            yield Finding(level, "disk", f"{said} Free some space: a full disk stores nothing.")
        else:
            yield Finding("good", "disk", said)


def _open_files() -> Iterator[Finding]:
    if sys.platform == "win32":
        return
    most = largest_limit()
    said = f"{most} may be open at once, enough for about {shares(most).seats} phones."
    if most >= OPEN_FILES:
        yield Finding("good", "files", said)
        return
    said += (
        " For more raise the hard limit: LimitNOFILE=65536 in a systemd unit, `ulimits` in a "
        "compose file, or /etc/security/limits.conf for an account."
    )
    yield Finding("wrong" if most < LEAST_FILES else "note", "files", said)


def _clock(now: float) -> Finding:
    said = datetime.fromtimestamp(now, UTC).astimezone().strftime("%Y-%m-%d %H:%M %Z")
    if now < PAST_MOMENT:
        return Finding("wrong", "time", f"this machine believes that it is {said}. Set its clock.")
    return Finding("good", "time", f"{said}; deadlines and last days go by this clock.")


PLENTY = 1_000_000_000
"""Bytes below which `check` notes it, while nobody waits: a newer version is installed beside this
one, which takes a quarter of it, and backups grow."""
LOW = 50_000_000
"""Bytes below which desks say so, `check` calls it wrong, and a refused command asks for as many. A
workshop of a hundred people takes about one million, and is written anew beside itself at the end
of each round: with less, a few workshops on one day could come to an end."""
NONE_LEFT = 1_000_000
"""Bytes below which an error of the disk is taken for one of a full disk: some systems call it so
only when a file is closed. The rewrite of one workshop needs as many."""
