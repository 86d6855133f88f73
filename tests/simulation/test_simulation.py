"""Whole workshops in worlds of one seed each: people, phones on bad lines, a server that ends in
the middle of things; and the product's promises, asked of each."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.simulation.__main__ import ONE_ORDER

pytestmark = pytest.mark.long

ROOT = Path(__file__).resolve().parents[2]
CHUNK, SEEDS = 4, 24
"""Seeds that one process plays, one after another, and all of them."""


def run(*arguments: str) -> str:
    """Runs one of the simulation's modules in a process of its own; gives what it printed."""
    done = subprocess.run(
        [sys.executable, "-m", *arguments], cwd=ROOT, env={**os.environ, **ONE_ORDER},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("first", range(1, 1 + SEEDS, CHUNK))
def test_every_promise_is_kept(first: int) -> None:
    seeds = map(str, range(first, first + CHUNK))
    played: list[dict[str, Any]] = [
        json.loads(line) for line in run("tests.simulation.both", *seeds).splitlines()
    ]
    assert len(played) == CHUNK
    assert {one["seed"]: one["broken"] for one in played if one["broken"]} == {}


def test_a_seed_gives_one_world() -> None:
    first, second = (digest(3) for _ in range(2))
    assert first == second != digest(4)


def digest(seed: int) -> str:
    """Returns what stands for all that happens in a world's first half-minute."""
    said = run("tests.simulation", "--seed", str(seed), "--until", "30")
    return said.splitlines()[-1].rpartition(",")[2]
