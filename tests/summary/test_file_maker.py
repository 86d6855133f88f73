"""Each file is made in a process of its own: what comes out, who waits, and what goes wrong."""

import logging
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from itertools import count
from pathlib import Path

import gevent
import psutil
import pytest
from gevent.subprocess import Popen
from msgspec.structs import replace

from tests.summary.at_desk import Clock, Desk, desk_of
from tests.summary.gathering import held_room
from tests.summary.reading import page
from tests.summary.samples import ARABIC, sample
from tests.support import waiting
from tests.support.waiting import WITHIN
from workshop.ending.seal import seal
from workshop.languages import languages
from workshop.storage.store import Store
from workshop.summary.formats.all_formats import FORMATS
from workshop.summary.formats.make_file import made, ordered
from workshop.web.summaries import file_maker
from workshop.web.summaries.file_maker import Busy, FileMaker, NotMade

PROGRAM = "workshop.summary.formats.make_file"
WORDS = "Rosalind renamed a column"
SERVER = """
from msgspec.structs import replace
from tests.summary.samples import sample
from workshop.web.summaries.file_maker import FileMaker

card = replace(sample().cards[0], happened="x\\n" * 400_000)
FileMaker(within=600).make("pdf", "en", replace(sample(), cards=[card]))
"""
"""A server at which somebody wants a file that takes minutes."""
ROOT = Path(__file__).parents[2]
AGES = 600.0
DIFFERENT = {"pdf", "docx", "xlsx", "poster.png"}
"""The formats that a library of their own makes."""
until = partial(waiting.until, again=0.01, pause=gevent.sleep)


def maker_of(**bounds: float) -> FileMaker:
    """Returns a file maker with time: only what a test names is bounded, not a slow machine."""
    return FileMaker(**{"patience": AGES, "within": AGES, **bounds})  # type: ignore[arg-type]


@pytest.fixture(autouse=True)
def leaves_none() -> Iterator[None]:
    """A test that fails leaves no process that stands still."""
    yield
    for process in makers():
        process.kill()


@pytest.fixture
def begun(monkeypatch: pytest.MonkeyPatch) -> list[psutil.Process]:
    """The processes that make files. The first stands still before it is told what to make: on a
    slow machine it might be done before anybody has seen it."""
    begin, found = file_maker._process, list[psutil.Process]()

    def begin_and_stop() -> "Popen[bytes]":
        made = begin()
        found.append(psutil.Process(made.pid))
        if len(found) == 1:
            found[0].suspend()
        return made

    monkeypatch.setattr(file_maker, "_process", begin_and_stop)
    return found


def makers(of: int | None = None) -> list[psutil.Process]:
    """The processes that make files for this one, or for another."""
    return [one for one in psutil.Process(of).children() if PROGRAM in said_of(one)]


def said_of(process: psutil.Process) -> list[str]:
    """Returns the words that the process was started with; none where it has ended."""
    try:
        return process.cmdline()
    except psutil.Error:
        return []


def standing_still(begun: list[psutil.Process]) -> psutil.Process:
    """The first process that makes a file, once there is one; it goes no further."""
    process = until(lambda: begun)[0]
    until(lambda: process.status() == psutil.STATUS_STOPPED)
    return process


def asked(maker: FileMaker, *languages_: str) -> "list[gevent.Greenlet[..., bytes | str]]":
    """Readers of these languages who have just asked for a PDF."""
    readers = [gevent.spawn(outcome, maker, one) for one in languages_]
    gevent.sleep(0)
    return readers


def answers(readers: "Iterable[gevent.Greenlet[..., bytes | str]]") -> list[bytes | str]:
    """Returns the answer that each reader gets."""
    return [one.get(timeout=WITHIN) for one in readers]


def outcome(maker: FileMaker, language: str) -> bytes | str:
    """The file, or what stands in its place."""
    try:
        return maker.make("pdf", language, sample())
    except (Busy, NotMade) as fault:
        return type(fault).__name__


@cache
def expected(language: str) -> bytes:
    return made(ordered("pdf", language, sample()))


@pytest.mark.parametrize(
    ("ending", "language"),
    [
        *(
            pytest.param(ending, "ar", marks=[pytest.mark.long] * (ending not in DIFFERENT))
            for ending in FORMATS
        ),
        *(pytest.param("md", one, marks=pytest.mark.long) for one in languages().known),
    ],
)
def test_a_file_is_what_it_would_be_without_a_process(ending: str, language: str) -> None:
    summary = sample(ARABIC)
    assert maker_of().make(ending, language, summary) == made(ordered(ending, language, summary))


def test_the_loop_goes_on_while_a_file_is_made() -> None:
    (reader,), looks = asked(maker_of(), "en"), count()
    until(lambda: next(looks) and reader.ready())
    assert next(looks) > 4


def test_a_room_that_asks_at_once_gets_a_file_that_was_made_once(
    begun: list[psutil.Process],
) -> None:
    readers = asked(maker_of(at_once=5), *["en"] * 5)
    process = standing_still(begun)
    assert makers() == [process]
    process.resume()
    assert answers(readers) == [expected("en")] * 5


def test_each_language_is_made_for_itself_and_nothing_is_kept(begun: list[psutil.Process]) -> None:
    maker = maker_of(at_once=2)
    readers = asked(maker, "en", "de")
    process = standing_still(begun)
    until(lambda: any(one.ready() for one in readers))
    process.resume()
    assert answers(readers) == [expected("en"), expected("de")]
    assert outcome(maker, "en") == expected("en")
    assert len(begun) == 3


def test_one_after_the_other_is_made_and_who_waits_has_patience(
    begun: list[psutil.Process],
) -> None:
    readers = asked(maker_of(at_once=1), "en", "de")
    process = standing_still(begun)
    gevent.sleep(0.1)
    assert makers() == [process]
    process.resume()
    assert answers(readers) == [expected("en"), expected("de")]


def test_too_many_that_wait_are_told_at_once_and_the_others_get_their_files(
    begun: list[psutil.Process],
) -> None:
    readers = asked(maker_of(at_once=1, waiting=1), "en", "de", "fr", "en")
    process = standing_still(begun)
    assert readers[2].get(timeout=WITHIN) == "Busy"
    process.resume()
    first, second, _, again = answers(readers)
    assert (first, second, again) == (expected("en"), expected("de"), expected("en"))


def test_whoever_waits_too_long_for_a_turn_is_told(begun: list[psutil.Process]) -> None:
    readers = asked(maker_of(patience=0.05), "en", "de")
    process = standing_still(begun)
    assert readers[1].get(timeout=WITHIN) == "Busy"
    process.resume()
    assert readers[0].get(timeout=WITHIN) == expected("en")


def test_a_process_that_is_killed_is_told_to_all_who_wait_and_the_next_file_works(
    begun: list[psutil.Process],
) -> None:
    maker = maker_of()
    readers = asked(maker, "en", "en")
    standing_still(begun).kill()
    assert answers(readers) == ["NotMade"] * 2
    assert outcome(maker, "en") == expected("en")


def test_a_file_that_takes_too_long_is_given_up_and_its_process_ended(
    begun: list[psutil.Process],
) -> None:
    (reader,) = asked(maker_of(within=0.5), "en")
    assert reader.get(timeout=WITHIN) == "NotMade"
    assert [one for one in begun if one.is_running()] == []


def test_a_format_that_fails_is_logged_with_its_place_and_without_a_word(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with pytest.raises(NotMade), caplog.at_level(logging.INFO):
        maker_of().make(WORDS, "en", sample())
    assert "KeyError" in caplog.text and "make_file.py" in caplog.text
    assert WORDS not in caplog.text


def test_what_others_can_see_of_the_process_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, begun: list[psutil.Process]
) -> None:
    monkeypatch.setenv("WORKSHOP_FACILITATOR_SECRET", "only for the server")
    told = replace(sample(), title=WORDS)
    reader = gevent.spawn(maker_of().make, "pdf", "en", told)
    process = standing_still(begun)
    seen = f"{process.cmdline()} {process.environ()}"
    assert PROGRAM in seen
    assert WORDS not in seen and "only for the server" not in seen
    process.resume()
    assert reader.get(timeout=WITHIN).startswith(b"%PDF-")


def test_no_process_outlives_a_server_that_is_killed() -> None:
    server = subprocess.Popen([sys.executable, "-c", SERVER], cwd=ROOT)
    process = until(lambda: makers(server.pid))[0]
    until(lambda: process.cpu_times().user > 1)  # it has read its order, and works
    server.kill()
    server.wait()
    assert psutil.wait_procs([process], WITHIN)[1] == []


@pytest.fixture
def held_desk(store: Store) -> Callable[[FileMaker], Desk]:
    """The desk of a workshop that is over, at a server with this file maker."""
    room = held_room(store)
    seal(store, room.id, Clock()())
    return lambda maker: desk_of(room, file_maker=maker)


def test_where_many_files_are_made_the_page_says_so_and_when_to_come_back(
    held_desk: Callable[[FileMaker], Desk],
    begun: list[psutil.Process],
) -> None:
    desk = held_desk(maker_of(waiting=0))
    first = gevent.spawn(desk.gets, "/desk/{id}/summary.pdf")
    process = standing_still(begun)
    answer = desk.gets("/desk/{id}/summary.docx?language=de")
    process.resume()
    assert answer.status_code == 503 and answer.headers["Retry-After"] == "60"
    told = page(answer.get_data(as_text=True)).text
    assert languages().translator("de")("Many files are being made right now") in told
    assert first.get(timeout=WITHIN).status_code == 200


def test_where_a_file_could_not_be_made_the_page_says_what_is_not_lost(
    held_desk: Callable[[FileMaker], Desk],
    begun: list[psutil.Process],
) -> None:
    desk = held_desk(maker_of())
    reader = gevent.spawn(desk.gets, "/desk/{id}/summary.pdf")
    standing_still(begun).kill()
    answer = reader.get(timeout=WITHIN)
    assert answer.status_code == 500
    told = page(answer.get_data(as_text=True)).text
    assert "This file could not be made here" in told and "The summary is not lost" in told
    assert desk.gets("/desk/{id}/summary.pdf").status_code == 200
