"""Devices that ask what is held of them, and the file's own rows to set against the answer."""

import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from tests.support.beside import keys_beside, selected_beside
from tests.support.desk_presses import DeskPresses
from tests.support.server import Server
from tests.support.sockets import ASK_AGAIN, Socket, desk, phone
from tests.support.waiting import WITHIN, until
from workshop.storage.handles import Handles

TABLES = {
    "mark": ("key", "'round' || round"),
    "card": ("key", "'round' || round"),
    "sent_lesson": ("key", "'round' || round"),
    "check_in": ("key", "'check_in'"),
    "pulse_answer": ("key", "'pulse_answer'"),
}
"""The tables that hold what devices left, the columns of their keys, and under which keys of parts
they lie."""
ASKED = 16
Row = tuple[str, str]
"""A table, and a handle."""


@dataclass
class HeldRoom(DeskPresses):
    """A workshop on a running server, with a desk and devices."""

    server: Server
    cookie: str
    id: str
    table: Socket

    @classmethod
    def on(cls, server: Server, cookie: str, **fields: str) -> Self:
        """A fresh workshop."""
        id_ = server.new_workshop(cookie, **fields)
        return cls(server, cookie, id_, desk(server, id_, cookie))

    def device(self) -> "Holder":
        """Somebody joins."""
        secret = secrets.token_hex(16)
        return Holder(self, secret, phone(self.server, self.id, secret))

    @property
    def entries(self) -> dict[str, Any]:
        """The entries that the desk shows."""
        answer = self.table.ask("hello", {})
        if "fetch" in answer:
            reply = self.server.get(answer["fetch"], Cookie=self.cookie)
            return dict(json.loads(reply.text)["entries"])
        return dict(answer["snapshot"]["entries"])

    def until(self, shown: Callable[[], object], within: float = WITHIN) -> None:
        """Asks for what the desk shows until something is there, or fails."""
        until(shown, within, says=lambda: self.now, again=ASK_AGAIN)

    def say(self, command: dict[str, Any]) -> Any:
        """Sends a command of the desk, and returns its answer."""
        return self.table.do(command)

    def goes(self, kind: str) -> int:
        """The desk goes to the first stage of a kind; gives its round. Cards are read first."""
        if kind == "reveal" and self.now["kind"] == "write":
            self.goes("look_through")
        self.reads()
        stages = self.entries["agenda"]["stages"]
        stage = next(stage["id"] for stage in stages if stage["kind"] == kind)
        while self.now["kind"] != kind:
            self.presses("go", stage=stage)
        return int(self.now["round"])

    def rows(self) -> set[Row]:
        """Returns the rows of the tables that devices leave something in, by the file's handles."""
        data = self.server.data
        return {
            (table, Handles(keys_beside(data, self.id, str(part))).of(key))
            for table, (column, part) in TABLES.items()
            for key, part in selected_beside(data, self.id, f"SELECT {column}, {part} FROM {table}")
        }

    @property
    def path(self) -> Path:
        """The workshop's file."""
        return self.server.data / "workshops" / f"{self.id}.db"


@dataclass
class Holder:
    """A device that remembers the keys of what it sent, as the browser does."""

    room: HeldRoom
    secret: str
    socket: Socket
    keys: list[str] = field(default_factory=list)

    def does(self, type_: str, round_: int, **fields: object) -> str:
        """Any command of a round, which must be done; gives its key."""
        return self.says(type_, round=round_, **fields)

    def says(self, type_: str, **fields: object) -> str:
        """Any command, which must be done; gives its key."""
        key = secrets.token_hex(16)
        answer = self.socket.do({"type": type_, **fields}, key)
        assert "ok" in answer, answer
        if type_ in {"write_card", "add_lesson"}:
            self.keys.append(key)
        return key

    def asks(self, *keys: str) -> Any:
        """The whole answer; unless keys are given, with its own."""
        known = list(keys or self.keys)
        padded = [*known, *(secrets.token_hex(16) for _ in range(ASKED - len(known)))]
        return self.socket.ask("held", {"keys": padded})

    def purposes(self) -> list[str]:
        """Returns the purposes of the rows shown."""
        return [row["purpose"] for row in self.asks()["rows"]]

    def shown(self) -> set[Row]:
        """The rows shown."""
        return {(row["table"], row["handle"]) for row in self.asks()["rows"]}
