"""A house for each test: a real server that can be ended and started again."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.support.lasting import House, house
from tests.support.steady import Desk, desk, hang_up_all


@pytest.fixture(autouse=True)
def _nobody_stays() -> Iterator[None]:
    yield
    hang_up_all()


@pytest.fixture
def tmp_path() -> Iterator[Path]:
    """A folder on a disk, which syncs: other tests keep their files in memory where they can."""
    disk = os.environ.get("WORKSHOP_TEST_DISK")
    with TemporaryDirectory(dir=disk, ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def left_folder() -> Iterator[Path]:
    """A folder in which a server with one open workshop has ended."""
    with TemporaryDirectory() as folder:
        with house(Path(folder)) as home:
            home.server.stop()
        yield Path(folder)


@pytest.fixture
def folder(left_folder: Path, tmp_path: Path) -> Path:
    """A copy of what the server has left, which a test may damage."""
    return shutil.copytree(left_folder, tmp_path / "own")


@pytest.fixture
def home(tmp_path: Path) -> Iterator[House]:
    """A running server with one workshop of 30 minutes."""
    with house(tmp_path) as made:
        yield made


@pytest.fixture
def leader(home: House) -> Desk:
    """A desk of that workshop."""
    return desk(home.server, home.workshop, home.cookie)
