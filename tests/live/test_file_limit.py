"""A server whose files are used up by phones: those inside and the desk go on, others are told."""

import os
import resource
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from http.client import HTTPException
from pathlib import Path
from typing import IO, TypeVar

import pytest
import websocket

from tests.support.lasting import House, LastingServer
from tests.support.server import Reply
from tests.support.sockets import Socket, close_all, phone
from tests.support.sockets import desk as desk_socket
from tests.support.steady import Desk, desk, hang_up_all
from tests.support.waiting import WITHIN, until
from workshop.file_limit import raise_limit, shares
from workshop.pretend.client.packets import NotLetIn
from workshop.pretend.own_server import Program

SOFT, SMALL = 64, 256
MANY = 1200
"""The limits of the server: two that it is started with, and one with room for a thousand."""
CROWD = 1000
D = TypeVar("D")
LANGUAGES = ("en", "de", "fr", "es", "ar")


@contextmanager
def limited(folder: Path, hard: int) -> Iterator[House]:
    """A server that may have so many files open and no more."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_NOFILE, (SOFT, hard))

    def launch(
        module: str, arguments: Sequence[str], environment: Mapping[str, str], stderr: int | IO[str]
    ) -> Program:
        command = [sys.executable, "-m", module, *arguments]
        return subprocess.Popen(
            command, env={**os.environ, **environment}, text=True, preexec_fn=limit,
            stdout=subprocess.PIPE, stderr=stderr,
        )  # fmt: skip

    server = LastingServer(folder / "data", launch=launch)
    try:
        cookie = server.sign_in()
        yield House(server, cookie, server.new_workshop(cookie, template="30"))
    finally:
        close_all()
        hang_up_all()
        server.own.kill()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[House]:
    with limited(tmp_path, SMALL) as home:
        yield home


def fill(home: House, most: int = CROWD) -> list[Socket]:
    """Lets phones in until one is told that there is no place, or there are so many; anew if the
    server's loop stood still meanwhile, on a machine that is busy: that ends the lines."""
    return until(lambda: filled(home, most))


def filled(home: House, most: int) -> list[Socket]:
    """Returns the phones that came in; none if one of them is out again, and then all are."""
    inside: list[Socket] = []
    while len(inside) < most:
        try:
            inside.append(phone(home.server, home.workshop))
        except NotLetIn as why:
            assert str(why) == "full"
            break
    if any(one.closed.is_set() for one in inside):
        for one in inside:
            one.close()
        return []
    return inside


def test_when_phones_have_used_up_their_share_those_inside_and_the_desk_go_on(small: House) -> None:
    inside = fill(small)
    assert len(inside) > 0.9 * shares(SMALL).seats
    assert_told(small)
    assert small.server.get(snapshot_of(inside[0], small)).status == 200
    leader = desk(small.server, small.workshop, small.cookie)
    leader.until(lambda: leader.entries["desk"]["trouble"] == "no_place")
    screen = room_screen(small, leader)
    leader.goes_to("write")
    assert_stored(inside, leader)
    assert screen.next("change")
    other = small.server.new_workshop(small.cookie)  # with a file of its own
    desk(small.server, other, small.cookie).hang_up()
    assert small.server.own.log.count("Too many open files") == 0


def test_connections_that_say_nothing_keep_no_desk_out(small: House) -> None:
    inside = fill(small)
    with silent(small, SMALL) as strangers:
        leader = at_last(lambda: desk(small.server, small.workshop, small.cookie))
        leader.goes_to("write")
        assert_stored(inside, leader)
        until(lambda: sum(map(is_ended, strangers)) >= len(strangers) // 2)
        leader.presses("pause", on=True)


@pytest.mark.long
def test_a_desk_keeps_its_connection_in_any_flood(small: House) -> None:
    fill(small)
    table = at_last(lambda: desk_socket(small.server, small.workshop, small.cookie))
    for _ in range(3):
        with begun(small, SMALL) as strangers:
            until(lambda them=strangers: sum(map(is_ended, them)) >= len(them) // 2)
            assert "time" in table.ask("hello", {})
    assert not table.closed.is_set()


@pytest.mark.long
def test_a_place_that_a_phone_leaves_is_the_next_ones(small: House) -> None:
    inside = fill(small)
    inside.pop().close()

    def comes_in() -> Socket | None:
        try:
            return phone(small.server, small.workshop)
        except NotLetIn:
            return None

    assert until(comes_in, again=0.2)


@pytest.mark.long
def test_a_thousand_phones_have_room_within_a_limit_of_1200(tmp_path: Path) -> None:
    raise_limit()  # of this process, which holds the other ends
    with limited(tmp_path, MANY) as home:
        inside = fill(home)
        assert len(inside) == CROWD
        leader = desk(home.server, home.workshop, home.cookie)
        leader.goes_to("write")
        assert_stored(inside, leader)


def snapshot_of(inside: Socket, home: House) -> str:
    """The path at which a phone that has joined fetches a view that is large."""
    said = inside.ask("hello", {})["snapshot"]
    return f"/w/{home.workshop}/state/{said['epoch']}-{said['rev']}.json"


def assert_told(home: House) -> None:
    """The page of a phone for which there is no place says so, in five languages."""
    titles = {title_of(told(home, language)) for language in LANGUAGES}
    assert len(titles) == len(LANGUAGES) == 5
    english = told(home, "en")
    assert "No more phones can join right now" in english.text
    assert f'href="/w/{home.workshop}/"' in english.text


def told(home: House, language: str) -> Reply:
    page = home.server.get(f"/w/{home.workshop}/", Accept_Language=language)
    assert (page.status, page.headers["Retry-After"]) == (503, "10")
    assert page.headers["Connection"] == "close"
    return page


def title_of(page: Reply) -> str:
    return page.text.split("<h1")[1].split("</h1>")[0]


def room_screen(home: House, leader: Desk) -> Socket:
    """The room's screen, opened by its own link."""
    secret = leader.entries["desk"]["projector_url"].partition("#")[2]
    cookie = home.server.trade(secret).cookie
    ticket = home.server.boot(f"/screen/{home.workshop}/", cookie)["ticket"]
    auth = {"view": "projector", "workshop": home.workshop, "ticket": ticket}
    return Socket(home.server, auth)


def assert_stored(inside: list[Socket], leader: Desk) -> None:
    """Each phone says something, which is stored."""
    nothing = {"type": "nothing_to_add", "round": leader.now["round"]}
    assert all(each.do(nothing).get("ok") for each in inside)


@contextmanager
def silent(home: House, number: int) -> Iterator[list[socket.socket]]:
    """So many connections that ask nothing."""
    with begun(home, number, b"") as made:
        yield made


@contextmanager
def begun(home: House, number: int, say: bytes = b"G") -> Iterator[list[socket.socket]]:
    """So many connections that begin to ask something."""
    made = [socket.create_connection(("127.0.0.1", home.server.port)) for _ in range(number)]
    try:
        for each in made:
            with suppress(OSError):  # it has been ended already
                each.sendall(say)
        yield made
    finally:
        for each in made:
            each.close()


def is_ended(stranger: socket.socket) -> bool:
    """True if the server has ended it, with or without a word."""
    stranger.setblocking(False)
    try:
        return stranger.recv(4096) is not None
    except BlockingIOError:
        return False
    except OSError:
        return True


def at_last(come: Callable[[], D]) -> D:
    """A desk whose browser asks again while it is turned away."""

    def comes() -> D | None:
        try:
            return come()
        except (OSError, AssertionError, HTTPException, websocket.WebSocketException):
            return None

    found = until(comes, WITHIN, again=0.1)
    assert found
    return found
