"""No word of anybody gets into a log, however something goes wrong."""

import subprocess
import sys

import pytest

from tests.support.waiting import WITHIN

WORDS = "Rosalind wrote this from 192.0.2.77"
SET_UP = f"""
import gc, logging, sys, threading, warnings
import gevent.monkey
gevent.monkey.patch_all()
import gevent
from gevent.threadpool import ThreadPool
from workshop.private_process import keep_logs_discreet
keep_logs_discreet()
WORDS = {WORDS!r}
def fail(*_):
    raise ValueError(WORDS)
"""
HAPPENS = {
    "our own line about an exception": """
try:
    fail()
except ValueError:
    logging.getLogger("workshop.live.writer").exception("error 12 in a command")
""",
    "an exception with a cause and a note": """
try:
    try:
        fail()
    except ValueError as cause:
        cause.add_note(WORDS)
        raise RuntimeError(WORDS) from cause
except RuntimeError:
    logging.getLogger("workshop").exception("a view could not be shown")
""",
    "a library's log": """
for name in ("sqlalchemy.engine", "sqlalchemy.pool", "engineio.server", "werkzeug",
             "socketio.server", "flask.app", "geventwebsocket", "urllib3", "asyncio"):
    logging.getLogger(name).error("%s did that", WORDS)
""",
    "Flask's own log of an application": """
from flask import Flask
app = Flask("workshop_of_somebody")
try:
    fail()
except ValueError:
    with app.test_request_context("/" + WORDS):
        app.log_exception(sys.exc_info())
""",
    "a greenlet that fails": "gevent.spawn(fail).join()",
    "a thread of the pool that fails": """
pool = ThreadPool(1)
pool.spawn(fail).wait()
""",
    "a thread that fails": """
from gevent.monkey import get_original
told, hook = get_original("_thread", "allocate_lock")(), sys.unraisablehook
def tell(failed):
    hook(failed)
    told.release()
sys.unraisablehook = tell
told.acquire()
get_original("_thread", "start_new_thread")(fail, ())
told.acquire()
thread = threading.Thread(target=fail)
thread.start()
thread.join()
""",
    "an error that nobody can catch": """
class Left:
    def __del__(self):
        fail()
Left()
gc.collect()
""",
    "a warning": "warnings.warn(WORDS)",
    "the error of a statement, with its values": """
from pathlib import Path
from tempfile import TemporaryDirectory
from sqlalchemy import text
from workshop.storage.sqlite.engines import open_engine
with TemporaryDirectory() as folder:
    engine = open_engine(Path(folder) / "some.db")
    with engine.connect() as connection:
        try:
            connection.execute(text("INSERT INTO nowhere VALUES (:words)"), {"words": WORDS})
        except Exception as error:
            assert WORDS not in str(error), "the statement's values stand in its error"
            logging.getLogger("workshop").exception("a batch could not be written")
    engine.dispose()
""",
}


def written(program: str) -> str:
    """All that a program writes, on either way out."""
    done = subprocess.run(
        [sys.executable, "-W", "default", "-c", program],
        capture_output=True, text=True, timeout=WITHIN, check=False,
    )  # fmt: skip
    return done.stdout + done.stderr


@pytest.mark.parametrize("what", HAPPENS)
def test_what_goes_wrong_is_logged_without_a_word_of_it(what: str) -> None:
    said = written(f"{SET_UP}{HAPPENS[what]}\nprint('the end')")
    assert "the end" in said, said
    assert "Rosalind" not in said
    assert "192.0.2.77" not in said


@pytest.mark.parametrize(
    "what",
    [
        pytest.param(one, marks=[pytest.mark.long] * (i > 2))
        for i, one in enumerate(sorted(set(HAPPENS) - {"a library's log"}))
    ],
)
def test_the_same_faults_would_tell_without_the_filter(what: str) -> None:
    """Else the test above could not fail."""
    plain = SET_UP.replace("keep_logs_discreet()", "logging.basicConfig()")
    if what == "the error of a statement, with its values":
        pytest.skip("there it is the engine that keeps the values out")
    assert "Rosalind" in written(f"{plain}{HAPPENS[what]}")


def test_what_went_wrong_and_where_is_still_told() -> None:
    said = written(SET_UP + HAPPENS["our own line about an exception"])
    assert "error 12 in a command" in said
    assert "ValueError" in said
    assert "<string>" in said
