"""Several real processes are one server: whatever befalls one, what was acknowledged stays."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.several.at_one_process import LonePhone, phone_at
from tests.support.several.freezing_process import FILE
from tests.support.several.rehearsed import rehearsed
from tests.support.several.several import SECRET, Several, several
from tests.support.waiting import until
from workshop.pretend.facilitator import Facilitator
from workshop.protocol import commands

PEOPLE, SECONDS = 8, 4.0
FREEZES = "tests.support.several.freezing_process"
Act = Callable[[Several], None]


@pytest.fixture(scope="module")
def _running() -> Iterator[Several]:
    with pytest.MonkeyPatch.context() as patched, several(patched) as made:
        yield made


@pytest.fixture
def server(_running: Several) -> Iterator[Several]:
    """Three processes that are one server, and are well."""
    yield _running
    _running.mend()


def kills(server: Several) -> None:
    """The process that serves the workshop is killed, and started again."""
    server.busiest.kill()
    server.start()


def crashes_postgres(server: Several) -> None:
    """PostgreSQL loses what only its processes knew."""
    server.postgres.crash()


def restarts_postgres(server: Several) -> None:
    """PostgreSQL is restarted in order."""
    server.postgres.restart()


def ends_in_order(server: Several) -> None:
    """The process that serves the workshop is asked to end, as by an upgrade."""
    server.busiest.terminate()


def cuts_off(server: Several) -> None:
    """The process that serves the workshop does not reach PostgreSQL any more."""
    server.relay_of(server.busiest).cut()


def mends(server: Several) -> None:
    """All of it is there again."""
    server.mend()


def at(**acts: Act) -> Callable[[Several, str], None]:
    """What befalls which stage."""

    def befalls(server: Several, stage: str) -> None:
        if stage in acts:
            acts[stage](server)

    return befalls


@pytest.mark.parametrize(
    "befalls",
    [
        pytest.param(at(Write=kills, Vote=crashes_postgres), id="kill, and crash of PostgreSQL"),
        pytest.param(at(Write=ends_in_order, Reveal=mends, Vote=restarts_postgres), id="upgrade, and restart"),
        pytest.param(at(Write=cuts_off, Reveal=mends, Vote=kills), id="cut off, and a kill"),
    ],
)
def test_nothing_is_lost_or_doubled_and_every_view_follows(
    server: Several, befalls: Callable[[Several, str], None]
) -> None:
    print(rehearsed(server, PEOPLE, SECONDS, befalls).table())


def test_a_process_that_is_frozen_in_a_transaction_holds_nobody_up_and_leaves_nothing_of_it(
    server: Several,
) -> None:
    frozen, other = server.processes[:2]
    frozen.kill()
    frozen.module, file = FREEZES, server.folder / "freezes"
    frozen.environment[FILE] = str(file)
    frozen.start()
    desk = Facilitator(other.origin, f"{other.origin}/enter#{SECRET}")
    desk.open_workshop()
    desk.goes("ground_rules")
    there, here = LonePhone(frozen, desk.id), phone_at(other, desk.id)
    unclear = commands.Unclear(round=desk.now.round, on=True)
    file.touch()
    number = there.says(unclear)
    until(lambda: not file.exists())
    assert here.say(unclear).get("ok")
    frozen.thaw()
    assert there.answer(number) == {"retry": True}
    assert server.read(desk.id).counts[desk.now.round, "unclear"] == 1
    assert there.answer(there.says(unclear)).get("ok")
    assert server.read(desk.id).counts[desk.now.round, "unclear"] == 2
    there.leaves()
    here.connection.close()
    desk.close()


def test_a_process_starts_beside_others_that_write_to_the_library(server: Several) -> None:
    starting = server.processes[0]
    starting.kill()
    with server.library() as library, library.begin():
        starting.begin()
        until(server.postgres.is_waited_for)
        until(lambda: not server.postgres.is_waited_for())
    starting.serves()
