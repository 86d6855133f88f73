"""The report of a rehearsal: how far it has come, and in the end its figures."""

import math
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Any, Protocol, Self

import click
import msgspec


class Progress(Protocol):
    """Told how the time passes."""

    def passes(self, seconds: float) -> None:
        """Says that seconds have gone by."""

    def comes_to(self, stage: str) -> None:
        """Something else has begun."""


class Unseen:
    """For those who do not look."""

    def passes(self, seconds: float) -> None:
        """Shows nothing."""

    def comes_to(self, stage: str) -> None:
        """Shows nothing."""


NEVER_SEEN = Unseen()


class Lines:
    """Progress as a line for each stage, on the error stream."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None: ...

    def passes(self, seconds: float) -> None:
        """Lines tell of stages only."""

    def comes_to(self, stage: str) -> None:
        """Prints its name."""
        click.echo(stage, err=True)


class Bar:
    """A bar on the error stream, with the stage behind it."""

    def __init__(self, seconds: float, label: str) -> None:
        self._stage = ""
        self._bar: Any = click.progressbar(
            length=int(1000 * seconds),
            label=label,
            file=sys.stderr,
            show_eta=False,  # it would be wrong: arriving and comparing are not in the length
            item_show_func=lambda _: self._stage,
        )

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.__exit__(kind, error, trace)

    def passes(self, seconds: float) -> None:
        """Moves the bar."""
        self._bar.update(int(1000 * seconds))

    def comes_to(self, stage: str) -> None:
        """Shows the name behind the bar."""
        self._stage = stage
        self._bar.render_progress()


def progress(seconds: float, label: str, as_json: bool) -> Bar | Lines:
    """Returns the progress for a program that reads JSON, a log, or a person at a terminal."""
    return Lines() if as_json or not sys.stderr.isatty() else Bar(seconds, label)


class Times(msgspec.Struct, frozen=True):
    """Milliseconds: half of all took at most p50, all but one in a hundred at most p99."""

    p50: float | None
    p99: float | None
    max: float | None


class Figures(msgspec.Struct, frozen=True):
    """The figures of one rehearsal.

    `sent` and `acked` are commands, each under a key of its own. `lost` was answered as stored
    and is not there; `duplicated` is there more often than was answered, or was sent by nobody.
    `differing_views` are those of participants, the room's screen and the desk that showed
    something else at the end than the workshop's file, or than a fresh view of a server that was
    not started here. `ack_ms` runs from the moment at which somebody wanted to send, also while
    the connection was lost, to the answer, `delivery_ms` from the moment at which the desk
    sends a stage command, or lets an offer on, to that at which the view of somebody else shows
    it. Connections were lost before the comparison, by participants, the room's screen and the
    desk, and the longest was away for so many seconds. The bytes went over the socket, both
    ways, or were fetched; the server's processor time is that of all its processes, its memory the
    most that was seen. What could not be told is null.
    """

    participants: int
    sent: int
    acked: int
    lost: int | None
    duplicated: int | None
    differing_views: int | None
    ack_ms: Times
    delivery_ms: Times
    bytes_per_participant: int
    server_cpu_s: float | None
    server_rss_mb: float | None
    connections_lost: int
    longest_away_s: float

    @property
    def well(self) -> bool:
        """True if nothing was lost, nothing doubled, and every view right."""
        return self.lost == self.duplicated == self.differing_views == 0

    def json(self) -> str:
        """Returns a JSON object, on one line."""
        return msgspec.json.encode(self).decode()

    def table(self) -> str:
        """Lines for a person to read."""
        rows = [
            ("participants", str(self.participants)),
            ("commands sent", f"{self.sent:,}"),
            ("answered as stored", f"{self.acked:,}"),
            ("lost", _known(self.lost)),
            ("duplicated", _known(self.duplicated)),
            ("views that differ", _known(self.differing_views)),
            ("until the answer", _shown(self.ack_ms)),
            ("until others see it", _shown(self.delivery_ms)),
            ("bytes for each participant", f"{self.bytes_per_participant:,}"),
            ("connections lost", self._away),
        ]
        if self.server_cpu_s is not None:
            rows.append(("server's processor time", f"{self.server_cpu_s:g} s"))
        if self.server_rss_mb is not None:
            rows.append(("server's memory", f"{self.server_rss_mb:g} MB"))
        return "\n".join(f"{name:<28}{value}" for name, value in rows)

    def words(self) -> str:
        """Returns the figures in one line."""
        if self.well:
            return "Nothing was lost, nothing was duplicated, and every view is right."
        if None in (self.lost, self.duplicated, self.differing_views):
            return "It is not known whether anything was lost: see above."
        said = (
            count_in_words(self.lost, "command was lost", "commands were lost"),
            count_in_words(self.duplicated, "was duplicated", "were duplicated"),
            count_in_words(self.differing_views, "view is wrong", "views are wrong"),
        )
        return ", ".join(one for one in said if one) + "."

    @property
    def _away(self) -> str:
        longest = f", longest away {self.longest_away_s:g} s" if self.connections_lost else ""
        return f"{self.connections_lost:,}{longest}"


def count_in_words(count: int | None, one: str, many: str) -> str:
    """Returns a count of something in words; "" for none."""
    return f"{count:,} {one if count == 1 else many}" if count else ""


def times(seconds: Sequence[float]) -> Times:
    """The figures of some durations, in milliseconds; null without any."""
    if not seconds:
        return Times(None, None, None)
    ordered = sorted(seconds)
    shares = (percentile(ordered, 50), percentile(ordered, 99), ordered[-1])
    return Times(*(round(1000 * share, 1) for share in shares))


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The nearest rank: the smallest value that so many percent do not exceed; 0 without any."""
    if not ordered:
        return 0.0
    return ordered[max(0, math.ceil(len(ordered) * percent / 100) - 1)]


def _known(count: int | None) -> str:
    return "not known" if count is None else str(count)


def _shown(found: Times) -> str:
    if found.p50 is None:
        return "no figure"
    return f"p50 {found.p50:g} ms, p99 {found.p99:g} ms, at most {found.max:g} ms"
