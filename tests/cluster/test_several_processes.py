"""Several real processes are one server: whatever befalls one, what was acknowledged stays."""

import signal
from collections.abc import Iterator
from secrets import token_hex

import pytest

from tests.support.several.at_one_process import LonePhone, bars, desk_at, phone_at, whole_ballot
from tests.support.several.faults import (
    at,
    crashes_postgres,
    ends_in_order,
    kills,
    restarts_postgres,
)
from tests.support.several.freezing_process import FILE
from tests.support.several.rehearsed import Befalls, rehearsed
from tests.support.several.several import Several, several
from tests.support.waiting import WITHIN, until
from workshop.cli.refusals import REFUSED
from workshop.pretend.client.view_client import ViewClient
from workshop.protocol import commands

PEOPLE, SECONDS = 8, 4.0
FREEZES = "tests.support.several.freezing_process"


@pytest.fixture(scope="module")
def _running() -> Iterator[Several]:
    with pytest.MonkeyPatch.context() as patched, several(patched) as made:
        yield made


@pytest.fixture
def server(_running: Several) -> Iterator[Several]:
    """Three processes that are one server, and are well."""
    _running.mend()
    return _running


@pytest.mark.long
@pytest.mark.parametrize(
    "befalls",
    [
        pytest.param(at(Write=kills, Vote=crashes_postgres), id="killed"),
        pytest.param(at(Write=ends_in_order, Vote=restarts_postgres), id="ended in order"),
    ],
)
def test_nothing_is_lost_or_doubled_and_every_view_is_right(
    server: Several, befalls: Befalls
) -> None:
    rehearsed(server, PEOPLE, SECONDS, befalls)


def test_after_a_kill_each_card_is_there_once_whether_its_answer_had_come_or_not(
    server: Several,
) -> None:
    killed, other = server.processes[:2]
    with desk_at(other) as desk:
        desk.goes("write")
        cards = {
            token_hex(16): commands.WriteCard(round=desk.now.round, happened=f"It broke {n}.")
            for n in range(3)
        }
        told, untold, late = cards
        phones = {key: LonePhone(killed, desk.id) for key in (told, untold)}
        assert phones[told].is_told(cards[told], told).get("ok")
        phones[untold].says(cards[untold], untold)
        killed.kill()
        phones[late] = LonePhone(other, desk.id)
        assert phones[late].is_told(cards[late], late).get("ok")
        for key in (told, untold):
            phones[key].leaves()
            phones[key] = LonePhone(other, desk.id, phones[key].secret)
            assert phones[key].is_told(cards[key], key).get("ok")
        server.start()
        with server.postgres.connect(server.postgres.database) as rows:
            counted = "SELECT count(*) FROM card WHERE workshop = %s"
            assert rows.execute(counted, [desk.id]).fetchone() == (len(cards),)
        here, there = (phone_at(one, desk.id) for one in (other, killed))
        for one in (here, there):
            until(one.is_there)
        assert here.entries == there.entries
        for one in (here, there):
            one.connection.close()
        for phone in phones.values():
            phone.leaves()


@pytest.mark.long
def test_a_process_that_freezes_in_a_transaction_holds_nobody_up_and_leaves_nothing_of_it(
    server: Several,
) -> None:
    frozen, other = server.processes[:2]
    frozen.kill()
    frozen.module, file = FREEZES, server.folder / "freezes"
    frozen.environment[FILE] = str(file)
    frozen.start()
    with desk_at(other) as desk:
        desk.must_press(commands.Step, step=1)
        there, here = LonePhone(frozen, desk.id), phone_at(other, desk.id)
        unclear, count = (
            commands.Unclear(round=desk.now.round, on=True),
            (desk.now.round, "unclear"),
        )
        file.touch()
        number = there.says(unclear)
        until(lambda: not file.exists())
        assert here.say(unclear, within=WITHIN).get("ok")
        frozen.thaw()
        assert there.answer(number) == {"retry": True}
        assert server.read(desk.id).counts[count] == 1
        assert there.answer(there.says(unclear)).get("ok")
        assert server.read(desk.id).counts[count] == 2
        there.leaves()
        here.connection.close()


def test_a_process_that_is_cut_off_says_so_at_its_desk_and_to_the_proxy(server: Several) -> None:
    process, other = server.processes[:2]
    with desk_at(process) as desk:
        assert process.get("/readyz").status == 200
        server.relay_of(process).cut()
        desk.until(lambda: desk.entries["desk"]["trouble"])
        until(lambda: process.get("/readyz").status == 503)
        assert other.get("/readyz").status == 200
        server.relay_of(process).mend()
        desk.until(lambda: not desk.entries["desk"]["trouble"])
        until(lambda: process.get("/readyz").status == 200)


def test_every_view_at_every_process_follows_whichever_has_written(server: Several) -> None:
    with desk_at(server.processes[0]) as desk:
        desk.goes("lessons")
        for text in ("Ask first.", "Write it down.", "Say it aloud."):
            desk.do(commands.DeskLesson(text=text))
        desk.goes("vote")
        first, *others = server.processes
        phones = [phone_at(process, desk.id) for process in (*[first] * 7, *others)]
        for phone in phones:
            until(phone.is_there)
        for phone in phones[:4]:
            assert all(phone.say(vote, within=WITHIN).get("ok") for vote in whole_ballot(phone))
            desk.press(commands.Cover, on=not desk.now.covered)
            until(lambda: all(turn(phone) == desk.now.turn for phone in phones))
        desk.must_press(commands.EndVoting)
        until(lambda: all(None not in bars(phone) for phone in phones))
        for phone in phones:
            phone.connection.close()


def turn(phone: ViewClient) -> int:
    """The turn of the workshop, as a phone shows it now."""
    phone.listen(0)
    return int(phone.entries["now"]["turn"])


def test_a_process_starts_beside_others_that_write_to_the_library(server: Several) -> None:
    starting = server.processes[0]
    starting.kill()
    with server.postgres.connect(server.postgres.database) as writer:
        # As `LibraryRows.begin` does, and for as long as the start takes on a busy machine.
        writer.execute("SELECT pg_advisory_lock(1)")
        starting.begin()
        until(server.postgres.is_waited_for)
        until(lambda: not server.postgres.is_waited_for())
    starting.serves()


def test_after_a_power_cut_a_start_ends_until_the_database_is_there_and_then_all_come_up(
    server: Several,
) -> None:
    for process in server.processes:
        process.kill()
    server.postgres.stop_serving(signal.SIGQUIT)
    for _ in range(2):
        for process in server.processes:
            process.begin()
        # Each says so and ends, and its unit starts it again, however often that is.
        assert {process.ends() for process in server.processes} == {REFUSED}
    server.postgres.serve_again()
    server.start()
