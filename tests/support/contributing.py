"""Somebody who was asked for a story, on a real server: their link, and what its pages answer."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from tests.support.beside_contributor import library_of
from tests.support.put_teams import put_teams
from tests.support.server import Client, Reply
from workshop.people.links import make_link
from workshop.stories.contributing import KeyedLibrary, invite_contributor

TOLD = {
    "context": "I wrote the newsletter.",
    "happened": "I wrote that prices change in June. They changed that night.",
    "turn": "Ask before it is printed.",
    "now": "",
    "lesson": "Ask the one who knows before you write a date.",
    "title": "A date in the newsletter",
    "language": "en",
    "reach": "server",
    "naming": "named",
    "name": "Mara Quill",
    "work": "people team",
}
"""A story as its form is sent."""
RECEIPT = re.compile(r"/enter#([\w-]+)")
Done = TypeVar("Done")


@dataclass(frozen=True)
class Invited:
    """A contribution, and the secret of the link to it."""

    id: str
    secret: str


def beside(data: Path, act: Callable[[KeyedLibrary], Done]) -> Done:
    """Does something in the library beside a server that runs, as its editor's pages would."""
    with library_of(data) as library:
        return act(library)


def invites(data: Path, editor: str = "", team: str = "") -> Invited:
    """Somebody is asked for a story."""

    with library_of(data) as library:
        put_teams(library.session, team)
        id_ = invite_contributor(library, team, editor, "for Mara")
        return Invited(id_, make_link(library.session, "contributor", id_, one_time=True))


@dataclass(frozen=True)
class Phone:
    """A browser that came by a link to one contribution."""

    server: Client
    id: str
    cookie: str

    @classmethod
    def by(cls, server: Client, id_: str, secret: str) -> "Phone":
        """Opens a link."""
        reply = server.trade(secret)
        assert reply.status == 200, reply.text
        return cls(server, id_, reply.cookie)

    def sees(self, path: str = "") -> Reply:
        """A page of the contribution."""
        return self.server.get(f"/tell/{self.id}/{path}", Cookie=self.cookie)

    def sends(self, path: str, **fields: str) -> Reply:
        """A form of the contribution."""
        return self.server.post(f"/tell/{self.id}/{path}", fields, Cookie=self.cookie)

    def tells(self, **fields: str) -> Reply:
        """Sends the story."""
        return self.sends("send", **{**TOLD, **fields})
