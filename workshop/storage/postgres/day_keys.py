"""The file of the days' keys, under which the keys of workshops are encrypted in PostgreSQL.

It has a line for each day, such as `2027-03-03 q83v…=`: a day in UTC, a space, and 32 random bytes
in base64. The newest day that is not in the future encrypts; older ones still decrypt. What was
destroyed in the database can be read no more, in any copy of it, once the line has gone.
"""

import base64
import hmac
import logging
import os
import re
from collections.abc import Callable, Collection, Iterable, Mapping
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import LiteralString

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from workshop.settings import WrongSetting

DAY_KEY_BYTES = 32
"""The bytes of a day's key."""
DAY_KEYS_HEAD = (
    "# The days' keys of Failure Workshop. A copy of a line keeps what its deletion would end.\n"
)
_LINE = re.compile(r"(\d{4}-\d\d-\d\d) ([A-Za-z0-9+/]{43}=)")
_FORM = "each line must be a day and a key, as `day-key` writes them: 2027-03-03 (44 characters)"
_UNREAD: dict[type[Exception], str] = {
    FileNotFoundError: " Bring it from the machine that makes the lines.",
    PermissionError: " Give it to the user who runs the program.",
}
IN_USE: LiteralString = "SELECT min(kek_day) FROM keys.key UNION SELECT max(kek_day) FROM keys.key"
"""The question to the database which days' keys it needs, the first and the last: an index knows
both, and a file that lacks neither is not an old one."""
KeyPlace = tuple[str, ...]
"""The names of the row in which an encrypted key is; it can be decrypted in no other."""
KeyLines = Mapping[date, bytes]

log = logging.getLogger(__name__)


class NoDayKey(Exception):
    """A key cannot be decrypted with the days' keys that this machine has."""


def day_in_utc(now: float) -> date:
    """Returns the day of a time, in UTC: all machines have the same one."""
    return datetime.fromtimestamp(now, UTC).date()


class DayKeys:
    """The days' keys as the file has them now: it is read again whenever it has changed."""

    def __init__(self, path: Path, now: Callable[[], float]) -> None:
        """Reads the file. Raises WrongSetting where it cannot be used."""
        self.path = path
        self._now = now
        self._seen = _signature(path)
        self._ciphers = self._read()

    def today(self) -> date:
        """Returns the newest day that is not in the future: its key encrypts."""
        self._look()
        return self._newest(self._ciphers)

    def lacks(self, in_use: Iterable[tuple[date | None]]) -> str:
        """Takes the answer to `IN_USE`; returns what is said if the file lacks keys of such days,
        else ""."""
        self._look()
        missing = sorted({day for (day,) in in_use if day} - self._ciphers.keys())
        if not missing:
            return ""
        return (
            f"{self.path} has no key of {', '.join(map(str, missing))}, and keys of workshops need "
            "it. This file is an older one: bring the newest from the machine that makes the lines."
        )

    def wrap(self, day: date, secret: bytes, place: KeyPlace) -> bytes:
        """Encrypts a key for one row. Raises NoDayKey."""
        return self._cipher(day).encrypt(secret, _bound(day, place))

    def unwrap(self, day: date, wrapped: bytes, place: KeyPlace) -> bytes:
        """Decrypts a key. Raises NoDayKey where the day's key is not here, or is another one."""
        try:
            return self._cipher(day).decrypt(wrapped, _bound(day, place))
        except InvalidTag:
            raise NoDayKey(f"the key of {day} in {self.path} is not the one it was") from None

    def _cipher(self, day: date) -> AESSIV:
        self._look()
        if day not in self._ciphers:
            raise NoDayKey(f"{self.path} has no key of {day}")
        return self._ciphers[day]

    def _look(self) -> None:
        """Reads the file again where it has changed. What cannot be used replaces nothing: it may
        be half written, and workshops must go on."""
        signature = _signature(self.path)
        if signature == self._seen:
            return
        self._seen = signature
        try:
            self._ciphers = self._read()
        except WrongSetting:
            log.exception("the days' keys were not read again")

    def _read(self) -> dict[date, AESSIV]:
        lines = read_days(self.path)
        ciphers = {
            day: AESSIV(hmac.digest(secret, b"wrapping", "sha512")) for day, secret in lines.items()
        }
        self._newest(ciphers)
        return ciphers

    def _newest(self, days: Collection[date]) -> date:
        today = day_in_utc(self._now())
        newest = max((day for day in days if day <= today), default=None)
        if newest is None:
            raise WrongSetting(
                f"{self.path} has no key of today, {today}, or of a day before. Run `day-key "
                f"{self.path}`, or bring the newest file from the machine that makes the lines."
            )
        return newest


def _bound(day: date, place: KeyPlace) -> list[bytes]:
    return [part.encode() for part in (day.isoformat(), *place)]


def _signature(path: Path) -> tuple[int, ...]:
    with suppress(OSError):
        found = path.stat()
        return found.st_mtime_ns, found.st_size, found.st_ino
    return ()


def read_days(path: Path) -> KeyLines:
    """Reads a file of days' keys. Raises WrongSetting, without a word of what is in it."""
    try:
        text = _read_whole(path).decode("ascii")
    except (OSError, UnicodeDecodeError) as problem:
        said = "is not text" if isinstance(problem, ValueError) else f"gave {problem.strerror!r}"
        raise WrongSetting(
            f"The days' keys could not be read: WORKSHOP_KEK_FILE, {path}, {said}."
            f"{_UNREAD.get(type(problem), '')}"
        ) from None
    found: dict[date, bytes] = {}
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip() and not line.startswith("#"):
            day, secret = _read_line(line.strip(), f"Line {number} of {path} cannot be used")
            if day in found:
                raise WrongSetting(f"{path} has two keys of {day}; there must be one.")
            found[day] = secret
    return found


def _read_whole(path: Path) -> bytes:
    """Returns what the file has; where it was replaced meanwhile, and so overwritten, what the new
    one has."""
    while True:
        with path.open("rb") as file:
            read = file.read()
            if os.fstat(file.fileno()).st_nlink:
                return read


def _read_line(line: str, wrong: str) -> tuple[date, bytes]:
    parts = _LINE.fullmatch(line)
    if parts is None:
        raise WrongSetting(f"{wrong}: {_FORM}.")
    try:
        return date.fromisoformat(parts[1]), base64.b64decode(parts[2], validate=True)
    except ValueError:
        raise WrongSetting(f"{wrong}: {_FORM}.") from None


def may_write(path: Path) -> bool:
    """True if this process may replace the file."""
    return os.access(path.resolve().parent, os.W_OK)


def add_days(path: Path, days: Collection[date]) -> list[date]:
    """Gives each of these days a key, where the file has none yet; returns the new ones. Raises
    WrongSetting or OSError."""
    lines = read_days(path) if path.exists() else {}
    new = sorted({*days} - lines.keys())
    if new:
        _write(path, {**lines, **{day: os.urandom(DAY_KEY_BYTES) for day in new}})
    return new


def destroy_days(path: Path, days: Collection[date]) -> None:
    """Takes the keys of these days out of the file, and overwrites where they were. Raises
    WrongSetting or OSError."""
    lines = read_days(path)
    if lines.keys() & {*days}:
        _write(path, {day: secret for day, secret in lines.items() if day not in days})


def _write(path: Path, lines: KeyLines) -> None:
    """Replaces the file at once. Nobody else does meanwhile: whoever calls this has the lock."""
    path = path.resolve()
    text = DAY_KEYS_HEAD + "".join(
        f"{day} {base64.b64encode(secret).decode()}\n" for day, secret in sorted(lines.items())
    )
    new = path.with_name(f"{path.name}.new")
    new.unlink(missing_ok=True)  # of somebody who was stopped over it
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="ascii") as file:
        if path.exists():
            _as_before(path, file.fileno())
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    _put_in_place(new, path)


def _as_before(path: Path, handle: int) -> None:
    """Lets those read the new file who may read the old one: the program often is somebody else."""
    before = path.stat()
    os.fchmod(handle, before.st_mode & 0o777)
    with suppress(PermissionError):
        os.fchown(handle, before.st_uid, before.st_gid)


def _put_in_place(new: Path, path: Path) -> None:
    old = path.open("r+b") if path.exists() else None
    new.replace(path)
    if old:
        with old:
            old.write(os.urandom(os.fstat(old.fileno()).st_size))
            old.flush()
            os.fsync(old.fileno())
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
