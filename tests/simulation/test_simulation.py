"""Whole workshops in worlds of one seed each: people, phones on bad lines, a server that ends in
the middle of things; and the product's promises, asked of each."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.simulation.__main__ import ONE_ORDER
from tests.simulation.mutants import MUTANTS, Mutant
from tests.simulation.troubles import KINDS
from tests.support.fuzz.making import TYPES
from workshop.rules.agenda import StageKind

ROOT = Path(__file__).resolve().parents[2]
CHUNK = 1
"""Seeds that one process plays, one after another."""
FIRST, ALWAYS = 1, 4
TODAYS = date.today().toordinal() * 1000
"""With this one begin the seeds of a day: each day plays others."""
A_DAY = 100
MOST = 100
"""Seeds in which a mutant must break a promise."""
CODE = ("workshop", "tests", "static", "templates", "tools")
SELDOM = {"draw_lots", "open_again", "seal"}
"""Commands that are hardly ever answered as done: few votes tie, and a server that seals ends."""


def run(*arguments: str, root: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """Runs one of the simulation's modules in a process of its own."""
    command = [sys.executable, "-m", *arguments]
    environ = {**os.environ, **ONE_ORDER}
    return subprocess.run(
        command, cwd=root, env=environ, capture_output=True, text=True, check=False
    )


def played(first: int, count: int) -> list[dict[str, Any]]:
    """Plays so many seeds, each twice, and tells of each."""
    done = run("tests.simulation.both", *map(str, range(first, first + count)))
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return [json.loads(line) for line in done.stdout.splitlines()]


def chunks(first: int, count: int) -> range:
    return range(first, first + count, CHUNK)


@pytest.mark.parametrize(
    "first",
    [
        *chunks(FIRST, ALWAYS),
        *(pytest.param(one, marks=pytest.mark.long) for one in chunks(TODAYS, A_DAY)),
    ],
)
def test_every_promise_is_kept(first: int) -> None:
    found = played(first, CHUNK)
    assert len(found) == CHUNK
    assert {one["seed"]: one["broken"] for one in found if one["broken"]} == {}


@pytest.mark.long
def test_everything_that_can_be_done_is_done_in_some_world() -> None:
    met = sum((Counter(one["met"]) for one in played(FIRST, A_DAY)), Counter[str]())
    assert {*TYPES} - met.keys() <= SELDOM
    assert {f"stage {kind}" for kind in get_args(StageKind)} <= met.keys()
    assert {*KINDS} <= met.keys()


@pytest.mark.long
def test_a_seed_gives_one_world() -> None:
    first, second = (digest(3) for _ in range(2))
    assert first == second != digest(4)


def digest(seed: int) -> str:
    """Returns what stands for all that happens in a world's first half-minute."""
    said = run("tests.simulation", "--seed", str(seed), "--until", "30").stdout
    return said.splitlines()[-1].rpartition(",")[2]


@pytest.mark.long
@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_a_fault_in_a_phone_or_its_line_breaks_a_promise(mutant: Mutant, tmp_path: Path) -> None:
    for top in CODE:
        shutil.copytree(ROOT / top, tmp_path / top, ignore=shutil.ignore_patterns("__pycache__"))
    mutant.put_into(tmp_path)
    done = run("tests.simulation", "--seed", "1", "--count", str(MOST), "--stop", root=tmp_path)
    assert done.returncode == 1, done.stderr[-2000:]
    assert "kept" not in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda one: one.name)
def test_a_fault_can_still_be_put_in(mutant: Mutant) -> None:
    assert (ROOT / mutant.file).read_text("utf-8").count(mutant.words) == 1
