"""How the proxies of deploy/ spread workshops over processes, and what a bound does to that.

    python -m tests.load.bench_hash

It prints, and writes nothing. The processes are tiny servers that only hold sockets.
"""

import asyncio
import random
import secrets
import ssl
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.support.backends import Backend
from tests.support.balancers import KINDS, Balancer
from tests.support.waiting import until

IDS = [secrets.token_urlsafe(9).replace("-", "a").replace("_", "b") for _ in range(400)]
ROOMS = dict.fromkeys(IDS[:200], 10)
CHECKED = 1.5
"""Seconds in which a proxy has asked every process."""
HASH = "hash-type consistent sdbm avalanche\n"
ASKED = (
    "GET /socket.io/?EIO=4&transport=websocket&w={id_} HTTP/1.1\r\nHost: localhost:{port}\r\n"
    "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
)
LONGEST = 120.0


@contextmanager
def balancer(kind: str, backends: Sequence[Backend], bound: int = 0) -> Iterator[Balancer]:
    """A proxy before three or four processes; the fourth is added as a line more."""
    ports = [backend.port for backend in backends]
    shipped = ports if kind == "caddy" else ports[:3]
    with TemporaryDirectory(dir="/dev/shm") as folder:
        made = Balancer(kind, Path(folder), shipped, _lines(kind, ports, bound))
        try:
            time.sleep(CHECKED)
            yield made
        finally:
            made.stop()


def _lines(kind: str, ports: Sequence[int], bound: int) -> Mapping[str, str]:
    lines = {}
    if bound:
        lines[HASH] = f"{HASH}    hash-balance-factor {bound}\n"
    if len(ports) > 3 and kind == "haproxy":
        third = f"server app3 127.0.0.1:{ports[2]}\n"
        lines[third] = f"{third}    server app4 127.0.0.1:{ports[3]}\n"
    if len(ports) > 3 and kind == "nginx":
        third = f"server 127.0.0.1:{ports[2]} max_fails=1 fail_timeout=2s;\n"
        lines[third] = f"{third}    server 127.0.0.1:{ports[3]} max_fails=1 fail_timeout=2s;\n"
    return lines


def places(proxy: Balancer) -> dict[str, str]:
    """Returns the process that each workshop's page comes from."""
    return {id_: proxy.get(f"/w/{id_}/").text for id_ in IDS}


def moved(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Returns how many workshops moved, and how many of them without need."""
    lost = {*before.values()} - {*after.values()}
    fresh = {*after.values()} - {*before.values()}
    gone = [id_ for id_ in IDS if before[id_] != after[id_]]
    idle = [id_ for id_ in gone if before[id_] not in lost and after[id_] not in fresh]
    return f"{len(gone)} of {len(IDS)} moved, {len(idle)} of them without need"


def compare(kind: str, four: Sequence[Backend]) -> None:
    """Prints what moves when a process dies, comes back, and when a fourth one is added."""
    with balancer(kind, four[:3]) as proxy:
        whole = places(proxy)
        print(f"{kind}: spread {sorted(Counter(whole.values()).values())}")
        four[0].die()
        time.sleep(CHECKED)
        print(f"  one of three dies:  {moved(whole, places(proxy))}")
        four[0].start()
        time.sleep(4 * CHECKED)
        print(f"  it comes back:      {moved(whole, places(proxy))} against the beginning")
    with balancer(kind, four) as proxy:
        print(f"  a fourth is added:  {moved(whole, places(proxy))}")


async def _open(proxy: Balancer, id_: str, tls: ssl.SSLContext) -> tuple[str, asyncio.StreamWriter]:
    reader, writer = await asyncio.open_connection("127.0.0.1", proxy.https, ssl=tls)
    writer.write(ASKED.format(id_=id_, port=proxy.https).encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert b" 101 " in head, head
    return (await reader.readexactly(3))[2:].decode(), writer


async def _fill(proxy: Balancer, rooms: Mapping[str, int]) -> dict[str, Counter[str]]:
    """Opens all sockets in a random order; returns where those of each workshop are."""
    phones = [id_ for id_, count in rooms.items() for _ in range(count)]
    random.Random(5).shuffle(phones)
    tls = ssl.create_default_context(cafile=proxy.certificate)
    tls.check_hostname = False
    found: dict[str, Counter[str]] = defaultdict(Counter)
    writers = []
    for start in range(0, len(phones), 50):
        some = phones[start : start + 50]
        for id_, (name, writer) in zip(
            some, await asyncio.gather(*(_open(proxy, id_, tls) for id_ in some)), strict=True
        ):
            found[id_][name] += 1
            writers.append(writer)
    for writer in writers:
        writer.transport.abort()
    return found


def spread(rooms: Mapping[str, int], three: Sequence[Backend], bound: int, kind: str) -> None:
    """Prints how many sockets each process gets, and which workshops are split."""
    with balancer(kind, three, bound) as proxy:
        found = asyncio.run(asyncio.wait_for(_fill(proxy, rooms), LONGEST))
    until(lambda: not any(backend.sockets for backend in three))
    sums: Counter[str] = Counter()
    for counted in found.values():
        sums.update(counted)
    largest = max(rooms, key=lambda id_: rooms[id_])
    split = sum(len(counted) > 1 for counted in found.values())
    away = sum(sum(counted.values()) - max(counted.values()) for counted in found.values())
    print(
        f"  {kind}, bound {bound or 'none':>4}: sockets {sorted(sums.values())}, {split} of "
        f"{len(rooms)} workshops split, {away} sockets away from home; the largest "
        f"{sorted(found[largest].values())}"
    )


def main() -> None:
    """Prints everything, in a few minutes."""
    four = [Backend(name) for name in "abcd"]
    for kind in KINDS:
        compare(kind, four)
    for title, rooms in (
        ("200 workshops of 10", ROOMS),
        ("200 workshops of 10, and one of 500", {**ROOMS, IDS[200]: 500}),
        ("one of 500, and ten of 10", {**dict(list(ROOMS.items())[:10]), IDS[200]: 500}),
    ):
        print(title)
        for bound in (0, 200, 150, 125, 110):
            spread(rooms, four[:3], bound, "haproxy")
        for kind in ("caddy", "nginx"):
            spread(rooms, four[:3], 0, kind)
    for backend in four:
        backend.stop()


if __name__ == "__main__":
    main()
