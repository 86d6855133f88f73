"""The bench itself, run small: real servers, real load, every figure there."""

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tools.bench.contest import QUICK as SIZE
from tools.bench.contest import Contender, Measurement, contenders, contest_row, turns
from tools.bench.grids import ALIKE, ARRIVALS, HALL, QUIET_ROWS, REST_ROWS, VOTE
from tools.bench.nodejs import find_node
from tools.bench.obeying_process import Failed, ObeyingProcess
from tools.rehearsal.report import percentile

ROOT = Path(__file__).parents[2]
WITHIN = 60.0
ROW = {
    "server", "clients", "cpu_ms_per_1000", "deliveries_per_cpu_s",
    "last_p50_ms", "last_p99_ms", "client_cpu_share",
}  # fmt: skip
WORKSHOP = {
    "burst_s", "vote_p50_ms", "vote_p99_ms", "cpu_ms_per_vote",
    "join_s", "hello_p99_ms", "kb_per_phone", "bytes_per_join",
}  # fmt: skip


@pytest.fixture(scope="module")
def figures() -> Any:
    before = _pages()
    command = [sys.executable, "-m", "tools", "bench", "--quick", "--json"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stderr
    assert _pages() == before, "a quick bench writes nothing"
    return json.loads(done.stdout)


def _pages() -> dict[str, bytes]:
    folder = ROOT / "docs"
    return {str(file): file.read_bytes() for file in folder.glob("performance*/**/*")} | {
        "page": (folder / "performance.md").read_bytes()
    }


@pytest.mark.long
def test_each_server_delivers_everything_to_everybody(figures: Any) -> None:
    rows = figures["fanout"]
    servers = {"ours", "stock", "websockets"}
    servers |= ({"node"} if find_node() else set()) | ({"c"} if shutil.which("cc") else set())
    assert {one["server"] for one in rows} == servers
    for one in rows:
        assert set(one) >= ROW
        assert one["clients"] == SIZE.clients[0]
        assert one["deliveries"] >= 10 * one["clients"]
        assert one["deliveries"] % one["clients"] == 0
        assert 0 < one["last_p50_ms"] <= one["last_p99_ms"]
        assert one["cpu_ms_per_1000"] > 0 and one["client_cpu_share"] > 0


@pytest.mark.long
def test_the_workshop_has_each_figure(figures: Any) -> None:
    workshop = figures["workshop"]
    assert set(workshop) >= WORKSHOP
    for name in WORKSHOP:
        assert set(workshop[name]) == {"50"}
    positive = WORKSHOP - {"kb_per_phone"}  # memory that was free already does not grow
    assert all(workshop[name]["50"] > 0 for name in positive)
    assert workshop["vote_p50_ms"]["50"] <= workshop["vote_p99_ms"]["50"]


@pytest.mark.long
def test_a_vote_is_measured_beside_nodes_and_beside_busy_loops(figures: Any) -> None:
    servers = {"ours"} | ({"node"} if find_node() else set())
    for rows in (figures["lone-vote"]["rows"], figures["busy-vote"]):
        assert {one["server"] for one in rows} == servers
        for one in rows:
            assert set(one) >= set(VOTE)
            assert one["cpu_ms"] > 0 and one["bytes"] > 0 and one["burst_s"] > 0
            assert 0 < one["last_p50_ms"] <= one["last_p99_ms"]
    assert all(figures["lone-vote"]["quiet"][key] > 0 for key in QUIET_ROWS)


@pytest.mark.long
def test_a_server_is_looked_at_while_it_rests_and_while_it_compares(figures: Any) -> None:
    rest, alike = figures["rest"], figures["alike"]
    assert set(rest) >= set(REST_ROWS) and rest["memory_mb"] > 10 and rest["idle_percent"] > 0
    assert set(alike) >= set(ALIKE) and 0 < alike["ping_p99_ms"] <= alike["longest_ms"]


@pytest.mark.long
def test_a_hall_joins_and_phones_vote_while_made_up_devices_come(figures: Any) -> None:
    many = figures["arrivals"]
    assert set(many) == set(ARRIVALS) and min(many.values()) > 0


@pytest.mark.long
def test_the_desk_of_a_hall_is_read_while_phones_wait(figures: Any) -> None:
    hall = figures["hall"]
    assert list(hall) == ["12 cards", "12 lessons"]
    for one in hall.values():
        assert set(one) == set(HALL) and one["reading_ms"] > 0
        assert 0 < one["ack_p50_ms"] <= one["ack_p99_ms"]


@pytest.mark.long
def test_files_are_made_while_phones_vote(figures: Any) -> None:
    files = figures["summary"]
    assert set(files) == {"none", "pdf"}
    assert all(0 < one["ack_p50_ms"] <= one["ack_p99_ms"] for one in files.values())
    assert files["pdf"]["files"] >= 1 and files["pdf"]["file_s"] > 0


class Started(NamedTuple):
    told: ObeyingProcess
    port: int
    socket_io: bool


@pytest.fixture(params=["ours", "c"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Started]:
    found = {one.name: one for one in contenders(tmp_path)}
    if request.param not in found:
        pytest.skip("there is no compiler")
    with found[request.param].start() as told:
        yield Started(told, told.hear()["port"], found[request.param].socket_io)


def test_a_delivery_that_is_missing_is_counted_as_missing(server: Started) -> None:
    told, port, socket_io = server
    with ObeyingProcess.python("hearers") as load:
        load.ask({"port": port, "clients": 5, "socket_io": socket_io})
        load.ask({"first": 0, "run": 3, "within": WITHIN})
        told.ask({"run": 3, "period": 0.01, "first": 0})
        came = load.hear()
        load.ask({"first": 3, "run": 1, "within": 0.1})
        missing = load.hear()
    assert came["deliveries"] == 15 and all(came["last"])
    assert missing["deliveries"] == 0 and missing["last"] == [0]


def test_a_server_that_goes_away_fails_the_measurement(server: Started) -> None:
    told, port, socket_io = server
    with ObeyingProcess.python("hearers") as load:
        load.ask({"port": port, "clients": 2, "socket_io": socket_io})
        load.ask({"first": 0, "run": 1, "within": WITHIN})
        told.close()
        with pytest.raises(Failed, match="hung up"):
            load.hear()


def test_servers_take_turns_so_that_each_is_first_once() -> None:
    names = [Contender(name, ()) for name in ("a", "b", "c")]
    size = type(SIZE)((10,), rounds=3, cpu=1.0, most=1.0)
    order = [contender.name for _, contender in turns(size, names)]
    assert "".join(order) == "abcbcacab"


def test_a_row_is_the_median_and_says_when_the_client_was_busy() -> None:
    costs = (0.001, 0.9, 0.002)
    measured = [Measurement(1000, cpu, [0.001, 0.003], share=cpu) for cpu in costs]
    made = contest_row("ours", 10, measured)
    assert made["cpu_ms_per_1000"] == 2.0 and made["deliveries_per_cpu_s"] == 500_000
    assert made["client_was_busy"] and made["client_cpu_share"] == 0.9
    assert (made["last_p50_ms"], made["last_p99_ms"]) == (1.0, 3.0)


def test_a_percentile_is_one_of_the_values() -> None:
    assert percentile([1.0, 2.0, 3.0, 4.0], 50) == 2.0
    assert percentile([1.0, 2.0, 3.0, 4.0], 99) == 4.0
    assert percentile([], 99) == 0.0
