"""Bad Wi-Fi between phones and the server: a TCP proxy of the tests' own, on 127.0.0.1."""

import asyncio
import random
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHUNK = 16 * 1024
GRAIN = 0.02
"""Seconds between two looks at a line that is dead."""
ABORT = struct.pack("ii", 1, 0)
"""SO_LINGER: closing sends a reset and drops what waits."""


@dataclass
class Knobs:
    """The faults of the line, from now on."""

    dead: bool = False
    """New connections are taken, and nothing passes; what was said comes when it ends."""
    delay: float = 0.0
    """Seconds by which everything comes later."""
    stalls: tuple[float, float] | None = None
    """Seconds for which now and then nothing passes, between these two."""
    bits_per_second: float = 0.0
    """0 is without a limit."""


class RoughLine:
    """Passes on what comes to its port. `knobs` and `reset` may be used from any thread."""

    def __init__(self, to: int | Path) -> None:
        """Takes the port or the socket that it leads to."""
        self.knobs = Knobs()
        self.passed = 0
        """Bytes, both ways."""
        self._to = to
        self._writers: set[asyncio.StreamWriter] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever)
        self._thread.start()
        serving = asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=512)
        self._server = asyncio.run_coroutine_threadsafe(serving, self._loop).result()
        self.port = int(self._server.sockets[0].getsockname()[1])

    def reset(self) -> None:
        """Ends every connection as a router does that has forgotten it."""
        self._loop.call_soon_threadsafe(self._abort_all)

    def close(self) -> None:
        """Ends everything."""
        asyncio.run_coroutine_threadsafe(self._end(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _end(self) -> None:
        self._server.close()
        self._abort_all()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _abort_all(self) -> None:
        for writer in [*self._writers]:
            sock = writer.get_extra_info("socket")
            with suppress(OSError):
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, ABORT)
            writer.transport.abort()

    def _open(self) -> Any:
        if isinstance(self._to, Path):
            return asyncio.open_unix_connection(self._to)
        return asyncio.open_connection("127.0.0.1", self._to)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._wait_while_dead()
        try:
            up_reader, up_writer = await self._open()
        except OSError:
            writer.close()
            return
        both = (writer, up_writer)
        self._writers.update(both)
        try:
            await asyncio.gather(self._pass_on(reader, up_writer), self._pass_on(up_reader, writer))
        finally:
            self._writers.difference_update(both)
            for one in both:
                one.close()

    async def _pass_on(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while chunk := await reader.read(CHUNK):
                await self._hold_up(len(chunk))
                self.passed += len(chunk)
                writer.write(chunk)
                await writer.drain()
        writer.close()

    async def _hold_up(self, size: int) -> None:
        knobs = self.knobs
        await asyncio.sleep(knobs.delay)
        if knobs.bits_per_second:
            await asyncio.sleep(8 * size / knobs.bits_per_second)
        if knobs.stalls and random.random() < 0.1:
            await asyncio.sleep(random.uniform(*knobs.stalls))
        await self._wait_while_dead()

    async def _wait_while_dead(self) -> None:
        while self.knobs.dead:
            await asyncio.sleep(GRAIN)


@contextmanager
def rough_line(to: int) -> Iterator[RoughLine]:
    """A line to a port of this machine, ended at the end."""
    line = RoughLine(to)
    try:
        yield line
    finally:
        line.close()
