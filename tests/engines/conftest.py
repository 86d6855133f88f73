"""Each engine that people hold in their hands, beside the Chromium of all other tests."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.engines.engine import Engine
from tests.support.engines.firefox import firefox
from tests.support.engines.webkit import webkit

ENGINES = {"firefox": firefox, "webkit": webkit}


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """A browser of this kind; what has none is left out with a word."""
    variable = f"WORKSHOP_{request.param.upper()}"
    program = os.environ.get(variable)
    if not program:
        pytest.skip(f"{variable} is not set; python3 run.py test sets it where it can")
    folder = tmp_path / request.param
    folder.mkdir()
    with ENGINES[request.param](program, folder) as made:
        yield made
