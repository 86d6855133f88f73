"""Tiny servers that stand behind a proxy in place of the program: each answers by its name."""

import asyncio
import re
import threading
from base64 import b64encode
from collections.abc import Coroutine
from contextlib import suppress
from hashlib import sha1
from typing import Any

from tests.support.proxy import hold_port
from workshop.live.transport import text_frame

ACCEPTS = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
"""The text that follows a websocket's key in its answer; RFC 6455, section 1.3."""
KEY = re.compile(r"^sec-websocket-key: (\S+)", re.I | re.M)
LENGTH = re.compile(r"^content-length: (\d+)", re.I | re.M)


class Backend:
    """A process behind a proxy, on a port of its own. It can be unready, hang, die, come back."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.ready = True
        self.heads: list[str] = []
        """The head of each request that was no health check."""
        self.refused = 0
        """Number of health checks that were told that it is not ready."""
        self.sockets = 0
        """Number of websockets that are open here."""
        self._held = hold_port()
        self.port: int = self._held.getsockname()[1]
        self._open: set[asyncio.StreamWriter] = set()
        self._taken: list[asyncio.StreamWriter] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._answers = asyncio.Event()
        self._answers.set()
        self._loop = asyncio.new_event_loop()
        # All of the loop's life is on its thread: another loop may run on the one of the tests.
        self._thread = threading.Thread(target=self._live, daemon=True)
        self._thread.start()
        self._server: asyncio.Server | None = None
        self.start()

    def start(self) -> None:
        """Listens, for the first time or again."""
        made = asyncio.start_server(self._take, "127.0.0.1", self.port, backlog=1000)
        self._server = self._run(made)

    def hang(self) -> None:
        """From now on it takes requests and answers none, as a process that was stopped."""
        self._loop.call_soon_threadsafe(self._answers.clear)

    def go_on(self) -> None:
        """Answers again."""
        self._loop.call_soon_threadsafe(self._answers.set)

    def die(self) -> None:
        """Goes as a killed process does: nobody listens, and all connections are reset."""
        self._run(self._die())

    def stop(self) -> None:
        """Ends it for good."""
        self.die()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._held.close()

    def _live(self) -> None:
        self._loop.run_forever()
        # What a proxy has opened in the very last moment.
        for writer in self._taken:
            writer.transport.abort()
        self._loop.run_until_complete(self._loop.shutdown_asyncgens())
        self._loop.close()

    def _run(self, asked: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(asked, self._loop).result()

    async def _die(self) -> None:
        if self._server is not None:
            self._server.close()
        self._answers.set()
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            for writer in [*self._open]:
                writer.transport.abort()
            await asyncio.wait(others, return_when=asyncio.FIRST_COMPLETED)

    def _take(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._open.add(writer)
        self._taken.append(writer)
        task = self._loop.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError, asyncio.IncompleteReadError):
                while await self._answer(reader, writer):
                    pass
        finally:
            writer.close()
            with suppress(OSError):
                await writer.wait_closed()
            self._open.discard(writer)

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        await self._answers.wait()
        if head.startswith("GET /readyz "):
            self.refused += not self.ready
            writer.write(_reply("200 OK" if self.ready else "503 Service Unavailable", ""))
            return True
        self.heads.append(head)
        if "upgrade: websocket" in head.lower():
            await self._talk(head, reader, writer)
            return False
        length = LENGTH.search(head)
        await reader.readexactly(int(length[1]) if length else 0)
        writer.write(_reply("200 OK", self.name))
        return True

    async def _talk(
        self, head: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        """Takes a websocket, and says its name once and after all that it hears."""
        writer.write(_taken(head))
        self.sockets += 1
        try:
            writer.write(text_frame(self.name))
            while await reader.read(4096):
                writer.write(text_frame(self.name))
        finally:
            self.sockets -= 1


def _reply(status: str, body: str) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


def _taken(head: str) -> bytes:
    key = KEY.search(head)
    assert key, head
    accepted = b64encode(sha1(key[1].encode() + ACCEPTS).digest()).decode()
    return (
        "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        f"Sec-WebSocket-Accept: {accepted}\r\n\r\n"
    ).encode()
