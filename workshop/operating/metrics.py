"""`/metrics`: how this process is doing, as Prometheus reads it, on a port of its own.

No figure is of a workshop, none has an id in it, and none tells one person's act. A counter moves
in steps of a hundred, each after a number of acts that only chance knows. Times are told of a
hundred and more acts together, to the next round figure. All of it changes once a minute at most,
whatever happened in it. See docs/decisions/0037-what-an-operator-sees.md.

What Prometheus's client would add by itself (processor time, open files) is left out: in a server
with one workshop, it moves with each vote.
"""

import logging
import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib.metadata import version
from typing import Any

from gevent.pywsgi import WSGIServer
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from workshop.live.figures import ExactCounts
from workshop.operating.health import DATABASE_PART, Health
from workshop.reserve import Start

COUNTER_STEP = 100
"""Acts by which a counter moves at once, and the least that a time is told of."""
OFTEN = 60.0
"""Seconds for which the same figures are shown."""
TEN, NEAR = 10, 6
"""People by whose number connections are counted, and the least that has to change until that is
shown: what is shown is 5 away from the number at most as it changes, so it does not flicker."""
_ROUND = (1, 2, 5)
_chance = random.SystemRandom()


class Steps:
    """A counter that moves in steps. Each step comes after 50 to 149 acts: whoever acts and looks
    can't tell whether somebody else acted as well."""

    def __init__(self) -> None:
        self.shown = 0
        self._next = self._far()

    def take(self, total: int) -> int:
        """Returns what is shown of a total."""
        while total >= self._next:
            self._next += self._far()
            self.shown += COUNTER_STEP
        return self.shown

    @staticmethod
    def _far() -> int:
        return COUNTER_STEP // 2 + _chance.randrange(COUNTER_STEP)


@dataclass
class Typical:
    """The middle, and the slowest tenth, of times of which there were many."""

    middle: float | None = None
    """Seconds; None until there were enough."""
    slow: float | None = None
    _enough: int = field(default_factory=lambda: COUNTER_STEP + _chance.randrange(COUNTER_STEP))

    def take(self, times: list[float]) -> None:
        """Looks at the times, and empties the list if there are enough."""
        if len(times) < self._enough:
            return
        ordered = sorted(times)
        times.clear()
        self.middle = up_to_round(ordered[len(ordered) // 2])
        self.slow = up_to_round(ordered[len(ordered) * 9 // 10])
        self._enough = COUNTER_STEP + _chance.randrange(COUNTER_STEP)


def up_to_round(seconds: float) -> float:
    """Returns the next figure of 1, 2, 5, 10, 20, … that is not smaller; 0.001 at least."""
    unit = 0.001
    while True:
        for figure in _ROUND:
            if seconds <= figure * unit:
                return round(figure * unit, 6)
        unit *= 10


class Tens:
    """A number of people to the nearest ten, or so. It moves once the number is 6 to 15 away from
    it; how far is drawn anew each time. A place that stays could be found by whoever comes and goes
    with many devices, who would then see each person come."""

    def __init__(self) -> None:
        self.shown = 0
        self._far = self._draw()

    def take(self, number: int) -> int:
        """Returns what is shown of a number."""
        if abs(number - self.shown) >= self._far:
            self.shown = (number + TEN // 2 - 1) // TEN * TEN
            self._far = self._draw()
        return self.shown

    @staticmethod
    def _draw() -> int:
        return NEAR + _chance.randrange(TEN)


@dataclass
class OnceAMinute:
    """A look that is taken once a minute, and shown until the next one."""

    look: Callable[[], None]
    clock: Callable[[], float]
    _last: float | None = None

    def __call__(self) -> None:
        """Looks, if the last look is a minute old."""
        now = self.clock()
        if self._last is None or now - self._last >= OFTEN:
            self._last = now
            self.look()


SERVICE_NAME = "failure-workshop"
METRICS_PATH = "/metrics"
METRICS_VIEWS = ("participant", "projector", "desk")
METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sources:
    """Where figures come from."""

    figures: ExactCounts
    health: Health
    views: Callable[[], Iterable[str]]
    """Returns the view of each open connection."""
    seals_due: Callable[[], int]
    """Returns how many workshops could not be sealed yet."""
    several: bool
    """True if this is one process of several."""


@dataclass
class Shown:
    """The figures as they are shown for a minute."""

    acks: Steps = field(default_factory=Steps)
    retries: Steps = field(default_factory=Steps)
    commits: Typical = field(default_factory=Typical)
    flushes: Typical = field(default_factory=Typical)
    by_view: dict[str, Tens] = field(
        default_factory=lambda: {view: Tens() for view in METRICS_VIEWS}
    )
    queue: int = 0
    connections: dict[str, int] = field(default_factory=dict)
    totals: tuple[int, int] = (0, 0)


class ProcessFigures(Collector):
    """The figures of a process, for Prometheus's client."""

    def __init__(self, sources: Sources, clock: Callable[[], float] = time.monotonic) -> None:
        self._sources = sources
        self._shown = Shown()
        self._renew = OnceAMinute(self._look, clock)

    def _look(self) -> None:
        figures, shown = self._sources.figures, self._shown
        shown.totals = shown.acks.take(figures.acks), shown.retries.take(figures.retries)
        shown.commits.take(figures.commits)
        shown.flushes.take(figures.flushes)
        shown.queue, figures.longest_queue = figures.longest_queue // COUNTER_STEP * COUNTER_STEP, 0
        open_now = list(self._sources.views())
        shown.connections = {
            view: tens.take(open_now.count(view)) for view, tens in shown.by_view.items()
        }

    def collect(self) -> Iterator[Metric]:
        """Gives all figures, of which those about people are of the last look."""
        self._renew()
        shown, health = self._shown, self._sources.health
        about = "The version of this process; one line for each process."
        yield _one("workshop_process", about, {"version": version(SERVICE_NAME)}, 1)
        about = "1 if a proxy may send people here."
        yield _one("workshop_ready", about, {}, int(health.is_ready()))
        if self._sources.several:
            yield _answer(health)
        yield _connections(shown.connections)
        yield _counter("workshop_acks", "Commands stored and acknowledged, in hundreds.",
                       shown.totals[0])  # fmt: skip
        yield _counter("workshop_retries", "Commands to be sent again, in hundreds.",
                       shown.totals[1])  # fmt: skip
        about = "Most commands that waited at once in a minute, in hundreds."
        yield _one("workshop_queue", about, {}, shown.queue)
        yield _times("workshop_commit_seconds", "A batch until it was stored.", shown.commits)
        yield _times("workshop_flush_seconds", "Processor time of a flush.", shown.flushes)
        about = "Workshops that could not be sealed yet."
        yield _one("workshop_seals_due", about, {}, self._sources.seals_due())


def _one(name: str, about: str, labels: dict[str, str], value: float) -> Metric:
    metric = GaugeMetricFamily(name, about, labels=[*labels])
    metric.add_metric([*labels.values()], value)
    return metric


def _counter(name: str, about: str, value: int) -> Metric:
    metric = CounterMetricFamily(name, about)
    metric.add_metric([], value)
    return metric


def _answer(health: Health) -> Metric:
    about = "Seconds that the database took for its last answer; it is asked twice a second."
    metric = GaugeMetricFamily("workshop_database_answer_seconds", about)
    if not health.silent_for(DATABASE_PART) and DATABASE_PART in health.took:
        metric.add_metric([], health.took[DATABASE_PART])
    return metric


def _connections(by_view: dict[str, int]) -> Metric:
    about = "Open connections, in tens."
    metric = GaugeMetricFamily("workshop_connections", about, labels=["view"])
    for view, number in by_view.items():
        metric.add_metric([view], number)
    return metric


def _times(name: str, about: str, times: Typical) -> Metric:
    metric = GaugeMetricFamily(name, f"{about} Of a hundred and more together.", labels=["of"])
    for label, value in (("middle", times.middle), ("slow", times.slow)):
        if value is not None:
            metric.add_metric([label], value)
    return metric


class MetricsPage:
    """The one page of the port, as a WSGI application."""

    def __init__(self, sources: Sources) -> None:
        self._registry = CollectorRegistry(auto_describe=False)
        self._registry.register(ProcessFigures(sources))

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        """Answers a GET of the page."""
        if environ.get("PATH_INFO") != METRICS_PATH or environ["REQUEST_METHOD"] != "GET":
            start("404 Not Found", [("Content-Length", "0")])
            return []
        body = generate_latest(self._registry)
        start("200 OK", [("Content-Type", METRICS_TYPE), ("Content-Length", str(len(body)))])
        return [body]


def serve_metrics(host: str, port: int, sources: Sources) -> None:
    """Begins to serve the page. Raises OSError when the port is taken."""
    server = WSGIServer((host, port), MetricsPage(sources), log=None, error_log=None)
    server.start()
    log.info("figures are at http://%s:%d%s", host, port, METRICS_PATH)
