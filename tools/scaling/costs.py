"""The measured costs, and what of a machine may be used up."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

COSTS_FILE = Path(__file__).parents[2] / "docs" / "scaling" / "costs.toml"


@dataclass(frozen=True)
class Cost:
    """The cost of a command. Times are processor time in seconds."""

    application: float
    postgres: float
    wal: float
    """Bytes of PostgreSQL's log."""


@dataclass(frozen=True)
class Costs:
    """The measured costs."""

    alone: Cost
    """A command that has a commit of its own."""
    together: Cost
    """Each further command in a commit."""
    idle: float
    """Seconds of processor time that a phone takes in a second in which it does nothing."""
    phone_memory: float
    """Bytes."""
    process_memory: float
    """Bytes of a process without phones."""


def read_costs(file: Path = COSTS_FILE) -> Costs:
    """Reads the file of measured costs."""
    found = tomllib.loads(file.read_text("utf-8"))
    return Costs(
        _cost(found["alone"]),
        _cost(found["together"]),
        found["phone"]["idle_ms_per_s"] / 1000,
        found["phone"]["memory_kb"] * 1000,
        found["process"]["memory_mb"] * 1_000_000,
    )


def _cost(found: dict[str, float]) -> Cost:
    return Cost(
        found["application_ms"] / 1000,
        found["postgres_ms"] / 1000,
        found["wal_bytes"],
    )
