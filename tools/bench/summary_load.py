"""Files that are made of a large summary while phones vote: how long they take, and who waits.

The summary comes in as JSON from elsewhere; then phones of another workshop vote at a pace, first
alone, then while somebody takes the file home again and again.
"""

import http.client
import statistics
import time
from collections.abc import Callable
from contextlib import ExitStack
from urllib.parse import urlsplit

from tools.bench.obeying_process import Failed
from tools.bench.trial import Trial, open_trial
from tools.bench.workshop_load import Load
from tools.rehearsal.report import percentile
from workshop.pretend.facilitator import Facilitator
from workshop.protocol.summary import (
    SUMMARY_VERSION,
    Summary,
    SummaryCard,
    SummaryLesson,
    written_summary,
)

SUMMARY_CARDS = 300
ENDINGS = ("pdf", "docx", "xlsx", "html")
SUMMARY_WAIT_S = 30.0
BOUNDARY = "a-summary-from-elsewhere"
FULL = Load((100,), 2.0, 20.0, 12.0, settle=1.0)
QUICK = Load((50,), 1.0, 20.0, 1.0, settle=0.3)
Figures = dict[str, dict[str, float]]


def run(quick: bool, say: Callable[[str], None]) -> Figures:
    """The figures, each by the ending of the file; "" is nobody taking any. Raises Failed."""
    load = QUICK if quick else FULL
    return _measured(load, ENDINGS[:1] if quick else ENDINGS, say)


def _measured(load: Load, endings: tuple[str, ...], say: Callable[[str], None]) -> Figures:
    figures: Figures = {}
    for ending in ("", *endings):
        with ExitStack() as stack:
            trial = open_trial(stack, load.phones[0])
            trial.come(load.join_over)
            path = _keep(trial.facilitator, large())
            seen = _beside(trial, load, path, ending)
        figures[ending or "none"] = seen
        say(f"{ending or 'no file':>7}: {seen}")
    return figures


def _beside(trial: Trial, load: Load, path: str, ending: str) -> dict[str, float]:
    """Votes at a pace, and meanwhile one file after the other."""
    trial.write_lessons()
    before = trial.server.rss_bytes()
    (phones,) = trial.crowd.load
    took: list[float] = []
    ack_ms: list[float] = []
    for count in trial.votings(load.steady, load.settle):
        phones.tell(trial.crowd.order(trial.votes(count), 1 / load.votes_per_s)[0])
        until = time.monotonic() + count / load.votes_per_s
        while ending and (time.monotonic() < until or not took):
            begin = time.monotonic()
            _ask(trial.facilitator, "GET", f"{path}.{ending}")
            took.append(time.monotonic() - begin)
        ack_ms += phones.hear()["ack_ms"]
    seen = {
        "ack_p50_ms": round(statistics.median(ack_ms), 2),
        "ack_p99_ms": round(percentile(sorted(ack_ms), 99), 2),
    }
    if took:
        seen |= {
            "files": float(len(took)),
            "first_s": round(took[0], 3),
            "file_s": round(statistics.median(took), 3),
            "grown_mb": round((trial.server.rss_bytes() - before) / 1e6, 1),
        }
    return seen


def _keep(facilitator: Facilitator, summary: Summary) -> str:
    """Has the server take in a summary from elsewhere; gives its path, without an ending."""
    body = (
        f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="file"; filename="summary.json"\r\n'
        f"Content-Type: application/json\r\n\r\n{written_summary(summary)}\r\n--{BOUNDARY}--\r\n"
    )
    kind = f"multipart/form-data; boundary={BOUNDARY}"
    location = _ask(facilitator, "POST", "/desk/take-in", body.encode(), kind)
    return urlsplit(location).path.rstrip("/")


def _ask(
    facilitator: Facilitator, method: str, path: str, body: bytes | None = None, kind: str = ""
) -> str:
    """Asks as the facilitator's browser does; gives where the answer leads. Raises Failed."""
    connection = http.client.HTTPConnection(
        urlsplit(facilitator.url).netloc, timeout=SUMMARY_WAIT_S
    )
    headers = {"Origin": facilitator.url, "Cookie": facilitator.cookie}
    try:
        connection.request(method, path, body, headers | ({"Content-Type": kind} if kind else {}))
        reply = connection.getresponse()
        reply.read()
    except (OSError, http.client.HTTPException) as error:
        raise Failed(f"{path} was not answered ({error})") from None
    finally:
        connection.close()
    if reply.status not in (200, 303):
        raise Failed(f"{path} was answered with {reply.status}")
    return reply.headers["Location"] or ""


def large() -> Summary:
    """A summary of as many cards as a large room writes, some of them as long as they may be."""
    texts = ("I renamed a column on a Friday.", "I said yes to a date. " * 12, "Nobody asked. " * 5)
    cards = [
        SummaryCard(
            happened=f"{n}: {texts[n % 3]}"[:280],
            learned="Ask who reads it first." if n % 4 else "",
            language="en",
        )
        for n in range(SUMMARY_CARDS)
    ]
    lessons = [
        SummaryLesson(
            text=f"The lesson number {n + 1}, long enough to be one that somebody would write.",
            also=[], language="en", votes=12 - n, rank=n + 1, tied=False, chosen=n < 3,
        )
        for n in range(12)
    ]  # fmt: skip
    return Summary(
        version=SUMMARY_VERSION, title="A large room", team="All hands", date="2026-02-25",
        language="en",
        trial=False, devices=SUMMARY_CARDS, story=None, lessons=lessons, commitments=[],
        cards=cards,
        worth=None, use=None, workshop="elsewhere123", cards_shown=SUMMARY_CARDS,
    )  # fmt: skip
