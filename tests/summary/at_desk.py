"""A server's pages around one workshop, without its sockets; the clock is the test's."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import cast

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.summary.gathering import held_room
from tests.support.room import TestRoom
from workshop.cluster.bus import Bus
from workshop.ending.seal import seal
from workshop.languages import Languages
from workshop.people.members import OWNER, adopt_teams
from workshop.people.shown_once import InMemory
from workshop.people.sign_ins import sign_in_person
from workshop.protocol.summary import Summary
from workshop.settings import Settings
from workshop.storage.store import Store
from workshop.summary.formats.make_file import made, ordered
from workshop.web.application import make_application
from workshop.web.guarding.addresses import Addresses
from workshop.web.guarding.failed_codes import FailedCodes
from workshop.web.services import Services
from workshop.web.static.static_files import Statics
from workshop.web.summaries.file_maker import FileMaker

STATICS = Statics(Path(__file__).parents[2] / "static")
LAPTOP, PUBLIC = "http://localhost:8000", "https://workshop.example.org"


class AtHand(FileMaker):
    """A file maker that needs no process: `test_file_maker.py` has that it makes the same files."""

    def make(self, ending: str, language: str, summary: Summary) -> bytes:
        return made(ordered(ending, language, summary))


@dataclass
class Clock:
    now: float = 1_780_003_600.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Desk:
    """A browser signed in at the desk of one workshop, and browsers that are not."""

    id: str
    store: Store
    app: Flask
    clock: Clock
    forgotten: list[str] = field(default_factory=list)
    origin: str = LAPTOP

    def browser(self, signed_in: bool = True) -> FlaskClient:
        browser = self.app.test_client()
        if signed_in:
            with self.store.library.begin() as session:
                token = sign_in_person(session, OWNER).token
            secure = "__Secure-" if self.origin == PUBLIC else ""
            domain = self.origin.split("://")[1].split(":")[0]
            browser.set_cookie(f"{secure}facilitator", token, path="/desk", domain=domain)
        return browser

    def gets(self, path: str, signed_in: bool = True) -> TestResponse:
        return self.asks(self.browser(signed_in), path)

    def asks(self, browser: FlaskClient, path: str) -> TestResponse:
        return browser.get(path.format(id=self.id), base_url=self.origin)

    def posts(self, path: str, by: FlaskClient | None = None, **form: str) -> TestResponse:
        path, sent = path.format(id=self.id), {"Origin": self.origin}
        browser = by or self.browser()
        return browser.post(path, data=form, headers=sent, base_url=self.origin)


def open_desk(
    room: TestRoom,
    clock: Clock,
    forget: Callable[[str], object],
    origin: str = LAPTOP,
    file_maker: FileMaker | None = None,
) -> Flask:
    settings = Settings(
        data=room.store.settings.data, host="127.0.0.1", now=clock, answer_ms=0,
        public_url=origin if origin == PUBLIC else "",
    )  # fmt: skip
    boards = SimpleNamespace(get=lambda _id: None, forget=forget)
    house = SimpleNamespace(
        settings=settings, store=room.store, boards=boards, addresses=Addresses(settings),
        statics=STATICS, languages=Languages(), now=clock,
        file_maker=file_maker or AtHand(),
        shown_once=InMemory(), steady=settings.steady, failed_codes=FailedCodes(room.store, Bus()),
    )  # fmt: skip
    app = copy(application())
    app.extensions = {"workshop": house}
    return app


@cache
def application() -> Flask:
    """The pages of every desk here: a copy of them has a house of its own. To make them anew for
    each test would cost more than most tests."""
    return make_application(cast(Services, SimpleNamespace(statics=STATICS)))


def desk_of(room: TestRoom, origin: str = LAPTOP, file_maker: FileMaker | None = None) -> Desk:
    """The desk of this workshop, on a laptop or on a hosted server."""
    clock, forgotten = Clock(), list[str]()
    if origin == PUBLIC:
        with room.store.library.begin() as session:
            adopt_teams(session)  # as a hosted start does
    app = open_desk(room, clock, forgotten.append, origin, file_maker)
    return Desk(room.id, room.store, app, clock, forgotten, origin)


def sealed_desk(store: Store) -> Desk:
    """The hosted desk of a whole workshop of 28 May 2026 that has just been sealed."""
    desk = desk_of(held_room(store), PUBLIC)
    seal(store, desk.id, desk.clock())
    return desk
