"""Tests wait for conditions, never for time; what waits for time is named here, with its reason."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TIMED = "tests/load/"
"""Benches measure time."""
APART = {"tests/support/waiting.py", "tests/ground/test_waiting.py"}
"""The loop that waits, and the words that are looked for."""
SLEEPS = {"sleep", "wait_for_timeout"}
IN_WORDS = ("sleep(", "wait_for_timeout(", "setTimeout(")
"""How a program in a text waits for time."""
BOUNDED = {"wait", "join", "poll", "acquire", "settimeout"}
"""Calls whose first argument is a bound in seconds."""
CLOCKS = {"monotonic", "perf_counter", "process_time", "thread_time"}
MARKER = "timing"
"""The mark of a test that judges time."""
SECONDS, MILLISECONDS = 60, 60_000
"""The least bound, and the least where Playwright counts."""

MAY = {
    "tests/anonymity/everything.py::settle": "what must not be shown has had the time to be",
    "tests/anonymity/test_backup.py::_is_stored": "the patience of a device that was too fast",
    "tests/anonymity/test_backup.py::_write": "the pace of devices that tap all the time",
    "tests/anonymity/whole_play.py::votes": "how long bars rest before the next vote may move them",
    "tests/browser/test_bad_wifi.py::frozen": "how long a frozen phone is in a pocket",
    "tests/browser/test_bad_wifi.py::reloaded_while_sending": "the call returns before the reload",
    "tests/faults/test_bad_wifi.py::live_through": "how long bad weather lasts",
    "tests/faults/test_bad_wifi.py::reset_once": "a reset at any moment",
    "tests/faults/test_bad_wifi.py::test_packets_are_lost": "how long packets are lost",
    "tests/faults/test_sleep.py::test_the_laptop_sleeps_and_the_clock_is_right": "a long sleep",
    "tests/js/support/browser.js": "a frame, as a browser gives it",
    "tests/js/support/socket.js": "how long a socket waits for an answer",
    "tests/summary/test_file_maker.py::test_a_file_that_takes_too_long_is_given_up_and_its_process_ended":
        "the product's own bound, made short",
    "tests/summary/test_file_maker.py::test_one_after_the_other_is_made_and_who_waits_has_patience":
        "a second process, which must not come, has had the time to",
    "tests/support/browser.py::pause": "the pause between two looks, in which Playwright hears",
    "tests/support/hostile/target.py::holds": "the pace of an attack",
    "tests/support/hostile/target.py::tries": "the pace of an attack that is refused",
    "tests/support/rough_line.py::_hold_up": "the pace of a bad line",
    "tests/support/rough_line.py::_wait_while_dead": "the pace of a dead line",
    "tests/support/sending_server.py::obey": "the pace that the test orders",
    "tests/support/steady.py::_pause": "a device's patience before it connects again",
}  # fmt: skip
"""Functions that wait for time all the same: "path::function", or a path alone of JavaScript."""


def test_nothing_waits_for_time_but_what_may() -> None:
    found = sorted(waits(ROOT) - {*MAY})
    assert not found, "\n".join(["These wait for time:", *found])


def test_what_may_wait_for_time_still_does() -> None:
    gone = sorted({*MAY} - waits(ROOT))
    assert not gone, "\n".join(["These do not wait for time any more:", *gone])


def test_no_time_is_judged_outside_the_benches() -> None:
    found = sorted(judgements(ROOT))
    assert not found, "\n".join(["These judge how long something took:", *found])


@pytest.mark.parametrize(
    "line",
    [
        "time.sleep(0.1)",
        "sleep(pause)",
        "await asyncio.sleep(1)",
        "page.wait_for_timeout(2_000)",
        "run(program, timeout=30)",
        "seat.say(card, within=20.0)",
        "process.wait(15)",
        "run('import time; time.sleep(1)')",
        "page.evaluate('setTimeout(go, 50)')",
    ],
)
def test_what_waits_for_time_is_found(tmp_path: Path, line: str) -> None:
    write(tmp_path, f"async def late():\n    {line}\n")
    assert waits(tmp_path) == {"tests/test_it.py::late"}


@pytest.mark.parametrize(
    "line",
    [
        "phone.sleep()",
        "gevent.sleep(0)",
        "until(so, pause=gevent.sleep)",
        "run(program, timeout=WITHIN)",
        "reports.poll(0)",
        "' '.join(words)",
    ],
)
def test_what_waits_for_a_condition_is_not(tmp_path: Path, line: str) -> None:
    write(tmp_path, f"async def late():\n    {line}\n")
    assert waits(tmp_path) == set()


def test_playwright_counts_in_milliseconds(tmp_path: Path) -> None:
    write(tmp_path, "import playwright\n\ndef late():\n    button.click(timeout=5_000)\n")
    assert waits(tmp_path) == {"tests/test_it.py::late"}


@pytest.mark.parametrize(
    "lines",
    [
        "assert time.monotonic() - began < 5",
        "took = perf_counter() - began\n    assert took < 5",
        "@pytest.mark.timing\n    def soon(): ...",
    ],
)
def test_a_judgement_of_time_is_found(tmp_path: Path, lines: str) -> None:
    write(tmp_path, f"def late():\n    {lines}\n")
    assert judgements(tmp_path)


def write(root: Path, text: str) -> None:
    file = root / "tests" / "test_it.py"
    file.parent.mkdir()
    file.write_text(text)


def waits(root: Path) -> set[str]:
    """The places at which time is waited for."""
    scripts = (file for file in (root / "tests").rglob("*.*js"))
    slow = {file for file in scripts if "setTimeout(" in file.read_text("utf-8")}
    return {file.relative_to(root).as_posix() for file in slow} | read(root)[0]


def judgements(root: Path) -> set[str]:
    """The places at which it is judged how long something took."""
    return read(root)[1]


@cache
def read(root: Path) -> tuple[set[str], set[str]]:
    """The places in Python at which time is waited for, and at which it is judged."""
    waiting, judging = set(), set()
    for place, node, least, names_clock in nodes(root):
        if waits_for_time(node, least):
            waiting.add(place)
        if names_clock and judges_time(node):
            judging.add(place)
    return waiting, judging


def nodes(root: Path) -> Iterator[tuple[str, ast.AST, int, bool]]:
    """Each node of the tests, with its place, the least bound that its file may name, and whether
    the file names a clock at all."""
    for file in (root / "tests").rglob("*.py"):
        name, text = file.relative_to(root).as_posix(), file.read_text("utf-8")
        if name in APART or name.startswith(TIMED):
            continue
        least = MILLISECONDS if "playwright" in text else SECONDS
        names_clock = any(word in text for word in (*CLOCKS, MARKER))
        for function, node in walked(ast.parse(text)):
            yield f"{name}::{function}", node, least, names_clock


def walked(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    """Each node below this one, with the name of the function that it is in."""
    ahead = [("", node)]
    while ahead:
        outer, above = ahead.pop()
        for child in ast.iter_child_nodes(above):
            is_function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef)
            inner = child.name if is_function else outer  # type: ignore[attr-defined]
            yield inner, child
            ahead.append((inner, child))


def waits_for_time(node: ast.AST, least: int) -> bool:
    """True if this sleeps, bounds a wait too closely, or is the text of a program that sleeps."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return any(words in node.value for words in IN_WORDS)
    if not isinstance(node, ast.Call):
        return False
    if called(node) in SLEEPS and node.args:
        return figure(node.args[0]) != 0  # which lets others run, and takes no time
    bounds = [given.value for given in node.keywords if given.arg in {"timeout", "within"}]
    bounds += node.args[:1] if called(node) in BOUNDED else []
    return any(0 < (figure(bound) or 0) < least for bound in bounds)


def figure(node: ast.AST) -> float | None:
    """The number that is written here; None if it is none."""
    value = node.value if isinstance(node, ast.Constant) else None
    return value if isinstance(value, int | float) else None


def called(node: ast.AST) -> str:
    """The last name of what is called; "" if nothing is."""
    function = node.func if isinstance(node, ast.Call) else None
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def judges_time(node: ast.AST) -> bool:
    """True for a function that asserts how long something took, and for the marker of such."""
    if isinstance(node, ast.Attribute):
        return node.attr == MARKER
    if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
        return False
    below = [*ast.walk(node)]
    measured = {
        target.id
        for each in below
        if isinstance(each, ast.Assign) and is_span(each.value)
        for target in each.targets
        if isinstance(target, ast.Name)
    }
    asserted = [part for each in below if isinstance(each, ast.Assert) for part in ast.walk(each)]
    return any(
        called(part) in CLOCKS or (isinstance(part, ast.Name) and part.id in measured)
        for part in asserted
    )


def is_span(node: ast.AST) -> bool:
    """True if this is the time between two moments."""
    reads = any(called(part) in CLOCKS for part in ast.walk(node))
    return reads and isinstance(node, ast.BinOp) and isinstance(node.op, ast.Sub)
