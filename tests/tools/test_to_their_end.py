"""Each tool for developers that the documents name goes to its end, in a small form."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
AT_MOST = 900.0
"""Seconds."""
BENCHES = [
    ("bench_start",), ("bench_phone",), ("bench_kinds", "6"),
    ("bench_cluster", "--quick"), ("bench_attacks", "--quick"), ("bench_smooth",),
]  # fmt: skip
GENERATORS = [
    "tools.generate.protocol", "tools.generate.rooms", "tools.generate.summary_schema",
    "tools.generate.pack_schema", "tools.languages.update",
]  # fmt: skip
"""Those that write the same each time; a Word file has the moment of its making."""


def ended(*command: str) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(
        [sys.executable, "-P", "-m", *command],
        cwd=ROOT, capture_output=True, text=True, timeout=AT_MOST, check=False,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}: {done.stdout[-2000:]}{done.stderr[-2000:]}"
    return done


@pytest.mark.long
def test_a_part_of_the_bench_ends_with_its_figures() -> None:
    done = ended("tools", "bench", "--quick", "--only", "alike")
    assert "A small run: do not compare." in done.stderr and done.stdout.strip()


@pytest.mark.long
def test_every_picture_is_taken(tmp_path: Path) -> None:
    done = ended("tools", "screenshots", str(tmp_path), "--languages", "ar")
    assert "all of them are in" in done.stdout


@pytest.mark.long
@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: str(bench[0]))
def test_a_small_bench_prints_its_figures(bench: tuple[str, ...]) -> None:
    assert ended(f"tests.load.{bench[0]}", *bench[1:]).stdout.strip()


@pytest.mark.long
@pytest.mark.parametrize(
    "generator",
    GENERATORS,
)
def test_a_generator_ends(generator: str) -> None:
    ended(generator)
