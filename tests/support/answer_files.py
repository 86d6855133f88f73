"""Invitations that are files, and the answers that their pages would save."""

import json
import re
from html import unescape
from typing import Any, Protocol

from tests.support.server import Client, Reply

EDGE = "edge-of-an-answer"
INVITE, ANSWERS = "/desk/stories/invite", "/desk/stories/answers"


class Desk(Protocol):
    """A server, and the cookie of somebody who leads there."""

    @property
    def server(self) -> Client: ...

    @property
    def cookie(self) -> str: ...


def invited_by_file(place: Desk, label: str = "for Mara", **fields: str) -> str:
    """Invites somebody by a file; gives the id of the invitation."""
    sent = {"label": label, "name": "Jo Bell", "do": "file", **fields}
    reply = place.server.post(INVITE, sent, Cookie=place.cookie)
    found = re.fullmatch(rf"{INVITE}/(\w+)/file", reply.to)
    assert reply.status == 303 and found, reply.text
    return found[1]


def file_of(place: Desk, id_: str, query: str = "") -> Reply:
    """The file of an invitation."""
    return place.server.get(f"{INVITE}/{id_}/file/save{query}", Cookie=place.cookie)


def answer_to(place: Desk, id_: str, **changed: Any) -> dict[str, Any]:
    """An answer as the file of an invitation saves it."""
    text = unescape(file_of(place, id_).text)
    code = re.search(r'data-code="(\w+)"', text)
    assert code
    return {
        "format": "failure-workshop-answer",
        "version": 1,
        "contribution": id_,
        "code": code[1],
        "terms": "1",
        "day": "2026-03-03",
        "story": {
            "title": "The lock",
            "lesson": "Ask twice.",
            "language": "en",
            "steps": [
                {"kind": "context", "text": "A door with two keys."},
                {"kind": "happened", "text": "It shut, and both were inside."},
            ],
        },
        "naming": "first_name",
        "name": "Mara",
        "work": "people team",
        "reach": "server",
        "packs": False,
        **changed,
    }


def imports(place: Desk, answer: dict[str, Any] | str | bytes) -> Reply:
    """Imports an answer at the desk."""
    text = json.dumps(answer) if isinstance(answer, dict) else answer
    data = text if isinstance(text, bytes) else text.encode()
    head = 'Content-Disposition: form-data; name="file"; filename="answer.story.json"'
    body = f"--{EDGE}\r\n{head}\r\n\r\n".encode() + data + f"\r\n--{EDGE}--\r\n".encode()
    kind = f"multipart/form-data; boundary={EDGE}"
    return place.server.ask("POST", ANSWERS, body, Content_Type=kind, Cookie=place.cookie)
