"""A server with one workshop, shared by the tests of a file."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from tests.support.server import Server, running
from tests.support.sockets import close_all


@dataclass(frozen=True)
class Place:
    """A running server, its facilitator's cookie, and a workshop on it."""

    server: Server
    cookie: str

    def workshop(self, **fields: str) -> str:
        """A fresh workshop."""
        return self.server.new_workshop(self.cookie, **fields)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with running(tmp_path_factory.mktemp("server") / "data") as server:
        yield Place(server, server.sign_in())


@pytest.fixture(autouse=True)
def _nobody_stays() -> Iterator[None]:
    yield
    close_all()
