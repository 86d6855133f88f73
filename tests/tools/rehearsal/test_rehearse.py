"""Whole rehearsals on real servers: with faults, on a server that was there, and a spoiled one."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete

from tests.support.beside import stored_ids
from tests.support.forking import run
from tests.support.server import LINK, Server, running
from tools.rehearsal.rehearsal import Rehearsal
from tools.rehearsal.rehearsal_server import StartedServer
from tools.rehearsal.rehearse import EXIT_BROKEN, WELL, WRONG, Plan, run_rehearsal
from workshop.pretend.behaviour.lost_connections import FaultPlan
from workshop.pretend.own_server import OwnServer
from workshop.settings import Settings
from workshop.storage.context import Context, Memory
from workshop.storage.store import Store
from workshop.storage.workshop_tables import OpenCard

pytestmark = pytest.mark.usefixtures("_forks")
KEYS = [
    "participants", "sent", "acked", "lost", "duplicated", "differing_views", "ack_ms",
    "delivery_ms", "bytes_per_participant", "server_cpu_s", "server_rss_mb", "connections_lost",
    "longest_away_s",
]  # fmt: skip
SHORT = 0.05
"""Minutes."""
MOST = 500_000
"""Bytes that a phone may take for the default agenda, ticks included."""
TICKS, TICK_BYTES = 1200, 120
"""Of an hour, of which a rehearsal waits for none."""
ALONE = Plan(6, None, None, SHORT, faults=False)


def rehearse(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """The command, in a process of its own."""
    return run("tools", "rehearse", "--minutes", str(SHORT), *arguments)


def another_link(server: Server) -> str:
    """Returns the link that the program prints when it is started once more."""
    printed = run("workshop", "serve", "--no-browser", "--data", str(server.data))
    found = LINK.search(printed.stdout)
    assert found, printed
    return found[1]


def test_nothing_is_lost_where_connections_are_and_the_server_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Each kind of trouble strikes at least once, however little there is time for.
    surely, strikes = iter(["before", "after", "twice"]), FaultPlan.strikes
    monkeypatch.setattr(
        FaultPlan, "strikes", lambda fault_plan: next(surely, "") or strikes(fault_plan)
    )
    server = StartedServer(tmp_path, killed=True)
    try:
        rehearsal = Rehearsal(server, participants=12, seconds=5, faults=True)
        figures = rehearsal.run()
    finally:
        server.close()
    assert (rehearsal.told, rehearsal.stopped) == ([], False)
    assert (figures.lost, figures.duplicated, figures.differing_views) == (0, 0, 0)
    cut, twice, kills = map(int, re.findall(r"\d+", rehearsal.troubles))
    assert cut >= 2 and twice >= 1 and kills == 2
    # Everybody is thrown out by each kill, but for those who are out already.
    assert figures.connections_lost > cut and figures.longest_away_s > 0
    assert 12 * 2 < figures.acked <= figures.sent
    assert 5000 < figures.bytes_per_participant < MOST - TICKS * TICK_BYTES
    assert figures.ack_ms.p50 and figures.delivery_ms.p50
    assert figures.server_cpu_s and figures.server_rss_mb
    assert stored_ids(tmp_path / "data") == set()


@pytest.mark.parametrize(
    "agenda", [pytest.param(one, marks=pytest.mark.long) for one in ("90", "follow_up")]
)
def test_every_agenda_can_be_rehearsed(tmp_path: Path, agenda: str) -> None:
    server = StartedServer(tmp_path, killed=False)
    try:
        rehearsal = Rehearsal(server, participants=6, seconds=5, faults=False, agenda=agenda)
        figures = rehearsal.run()
    finally:
        server.close()
    assert (rehearsal.told, rehearsal.stopped) == ([], False)
    assert (figures.lost, figures.duplicated, figures.differing_views) == (0, 0, 0)


def test_a_workshop_on_a_server_that_runs_already_is_led_to_its_end(tmp_path: Path) -> None:
    with running(tmp_path / "data") as server:
        cookie = server.sign_in()
        id_ = server.new_workshop(cookie, template="all_hands", cards="live")
        link = f"{server.origin}/desk/{id_}/#{another_link(server)}"
        asked = ("--participants", "6", "--url", server.origin, "--desk", link, "--json")
        done = rehearse(*asked)
        assert done.returncode == WELL, done.stderr
        assert done.stderr.splitlines()[:2] == ["Arrive", "Story"]
        assert f"/desk/{id_}/. Finish it there." in done.stderr.splitlines()[-1]
        figures: dict[str, Any] = json.loads(done.stdout)
        snapshot: Any = server.boot(f"/desk/{id_}/", cookie)["snapshot"]
        assert snapshot["entries"]["now"]["kind"] == "finish"
        assert snapshot["entries"]["now"]["phase"] == "open"
        again = f"{server.origin}/desk/{id_}/#{another_link(server)}"
        refused = rehearse("--url", server.origin, "--desk", again)
        used = rehearse("--url", server.origin, "--desk", again)
        nowhere = f"{server.origin}/desk/nosuch/#{another_link(server)}"
        missing = rehearse("--url", server.origin, "--desk", nowhere)
    assert list(figures) == KEYS
    assert [figures[name] for name in KEYS[3:6]] == [0, 0, 0]
    assert 6 * 2 < figures["acked"] <= figures["sent"]
    assert figures["server_cpu_s"] is None and figures["server_rss_mb"] is None
    assert refused.returncode == WRONG
    assert "has begun already" in refused.stderr and refused.stdout == ""
    assert "type its start command again in another window" in used.stderr
    assert missing.stderr == "There is no such workshop there.\n"


@pytest.mark.long
def test_a_spoiled_file_is_told_of(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    stop = OwnServer.stop

    def spoil(server: OwnServer) -> None:
        stop(server)
        store = Store(Settings(data=server.data))
        for id_ in store.workshops.ids():
            file = store.workshops.open(id_)
            assert file is not None
            with file.begin(Context(0, 0.0, Memory())) as tx:
                tx.connection.execute(delete(OpenCard).where(OpenCard.n == 1))
                tx.count("ballots", 1, tx.state.vote_round)
        store.close()

    monkeypatch.setattr(OwnServer, "stop", spoil)
    assert run_rehearsal(ALONE, as_json=True) == EXIT_BROKEN
    printed = capsys.readouterr()
    figures = json.loads(printed.out)
    assert (figures["lost"], figures["duplicated"]) == (1, 1)
    assert figures["differing_views"] == 6 + 2
    assert "ballots: there 7, promised 6" in printed.err


def test_a_server_that_goes_away_stops_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("workshop.pretend.client.view_client.DESERTED", 0.5)
    monkeypatch.setattr(StartedServer, "interrupt", lambda server: server._server.kill())
    assert run_rehearsal(ALONE, as_json=False) == EXIT_BROKEN
    printed = capsys.readouterr()
    told = [line for line in printed.err.splitlines() if "stopped" in line or "settle" in line]
    why = "The rehearsal stopped. The server does not run any more, at stage 3 (write, open)."
    assert told == [why]
    assert "It was not led to its end." in printed.out
    assert re.search(r"^connections lost +8, longest away", printed.out, re.MULTILINE)


@pytest.mark.parametrize(
    ("plan", "why"),
    [
        (Plan(3, "http://127.0.0.1:9", None, 1, False), "belong together"),
        (Plan(3, None, "http://127.0.0.1:9/enter#x", 1, False), "belong together"),
        (Plan(3, "127.0.0.1:9", "http://127.0.0.1:9/enter#x", 1, False), "must start with http"),
        (Plan(3, "http://127.0.0.1:9", "http://127.0.0.1:9/enter", 1, False), "after its #"),
        (Plan(3, "http://127.0.0.1:9", "http://127.0.0.1:9/enter#x", 1, False), "server running"),
        (Plan(3, "http://127.0.0.1:9", "http://127.0.0.1:8/enter#x", 1, False), "another host"),
        (Plan(3, "http://127.0.0.1:9", "http://10.0.0.1:9/enter#x", 1, False), "another host"),
        (Plan(3, "http://10.0.0.1", "http://10.0.0.1:8000/enter#x", 1, False), "another host"),
    ],
)
def test_wrong_arguments_are_told_in_a_sentence(
    capsys: pytest.CaptureFixture[str], plan: Plan, why: str
) -> None:
    assert run_rehearsal(plan, as_json=True) == WRONG
    printed = capsys.readouterr()
    assert why in printed.err and printed.out == ""
