"""`websockets.broadcast` on asyncio, or on uvloop where that is installed. No Socket.IO."""

import asyncio
import json
import sys
import time
from importlib import import_module
from importlib.util import find_spec
from typing import Any

from websockets.asyncio.server import ServerConnection, broadcast, serve

from tools.bench.servers.message import text


def main() -> None:
    """Serves until the other end of the pipe closes."""
    if find_spec("uvloop"):
        import_module("uvloop").run(_serve())
    else:
        asyncio.run(_serve())


async def _serve() -> None:
    here: set[ServerConnection] = set()

    async def stay(connection: ServerConnection) -> None:
        here.add(connection)
        try:
            # From here on broadcasts reach it: the load's client waits for this.
            await connection.send("here")
            await connection.wait_closed()
        finally:
            here.discard(connection)

    async with serve(stay, "127.0.0.1", 0, compression=None, backlog=1024) as server:
        _answer({"port": next(iter(server.sockets)).getsockname()[1]})
        orders = await _orders()
        while line := await orders.readline():
            _answer(await _carry_out(json.loads(line), here))


async def _orders() -> asyncio.StreamReader:
    reader = asyncio.StreamReader()
    loop = asyncio.get_running_loop()
    await loop.connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), sys.stdin)
    return reader


async def _carry_out(order: dict[str, Any], here: set[ServerConnection]) -> dict[str, Any]:
    before = time.process_time()
    stamps: list[int] = []
    begin = time.monotonic()
    for i in range(order.get("run", 0)):
        await asyncio.sleep(max(0.0, begin + i * order["period"] - time.monotonic()))
        sent = text(order["first"] + i)
        stamps.append(time.monotonic_ns())
        broadcast(here, sent)
    return {"cpu": before, "stamps": stamps}


def _answer(said: dict[str, Any]) -> None:
    print(json.dumps(said), flush=True)


if __name__ == "__main__":
    main()
