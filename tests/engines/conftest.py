"""The engines that people hold in their hands, beside the Chromium of all other tests."""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.support.engines.engine import LAPTOP, NARROW, PHONE, SCREEN, Engine, Size
from tests.support.engines.firefox import firefox
from tests.support.engines.webkit import webkit
from tests.support.engines.window import Window


@dataclass(frozen=True)
class Mixed:
    """Opens each window in the engine of its size; all save into one folder."""

    engines: Mapping[Size, Engine]
    downloads: Path

    def window(self, size: Size) -> Window:
        return self.engines[size].window(size)

    def complaints(self) -> list[str]:
        different = {id(one): one for one in self.engines.values()}
        return [said for one in different.values() for said in one.complaints()]


ENGINES = {"firefox": firefox, "webkit": webkit}
MIXED = {LAPTOP: "firefox", SCREEN: "webkit", PHONE: "webkit", NARROW: "firefox"}
"""So each engine has a phone, and one of the larger views."""


@pytest.fixture(params=["mixed", *(pytest.param(one, marks=pytest.mark.long) for one in ENGINES)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """Browsers of both kinds, or of this one; where there is only one, it is all devices' own."""
    asked = [*ENGINES] if request.param == "mixed" else [request.param]
    there = {one: program for one in asked if (program := os.environ.get(variable(one)))}
    if not there:
        wanted = " and ".join(map(variable, asked))
        pytest.skip(f"{wanted} not set; python3 run.py test sets what it can")
    downloads = tmp_path / "downloads"
    downloads.mkdir()
    with ExitStack() as stack:
        made: dict[str, Engine] = {}
        for one, program in there.items():
            (folder := tmp_path / one).mkdir()
            made[one] = stack.enter_context(ENGINES[one](program, folder, downloads))
        first = next(iter(made.values()))
        yield Mixed({size: made.get(one, first) for size, one in MIXED.items()}, downloads)


def variable(engine: str) -> str:
    """Returns the name of the variable that names the program of an engine."""
    return f"WORKSHOP_{engine.upper()}"
