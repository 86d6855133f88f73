"""Troubles around a workshop: wrong paths, hostile messages, a disk that refuses.

Every one of them carries a canary, for the logs to be tempted.
"""

import json
import socket
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import websocket

from tests.anonymity.everything import Play
from tests.anonymity.seats import Browser
from tests.support.waiting import WITHIN
from workshop.pretend.client import packets

READ_ONLY = "read-only"


def wrong_paths(play: Play) -> None:
    """Pages that there are not, and forms that are not taken."""
    stranger = Browser(play.house, "stranger", "stranger")
    word = play.house.canaries.key
    for path in ("/{}", "/j/{}", "/w/{}/", "/desk/{}/"):
        assert stranger.gets(path.format(word("path"))).status in {401, 404}
    assert play.people[0].gets(f"/w/{play.id}/state/{word('path')}-3.json").status == 200
    assert stranger.gets(f"/?{word('path')}={word('path')}").status == 200
    assert stranger.gets(f"/desk/{play.id}/summary/?{word('path')}").status == 401
    assert stranger.sends("/join", code=word("path")).status == 404
    assert stranger.trades(word("path")).status == 403
    enter = {"Content_Type": "application/json"}
    assert stranger.asks("POST", "/enter", f'{{"secret": {word("path")}', **enter).status == 403
    assert stranger.asks("POST", "/join", word("path") * 4000).status == 413
    origin = f"http://{word('path')}.example"
    assert stranger.asks("POST", "/join", "code=1", Origin=origin).status == 403
    assert stranger.gets("/", Host=f"{word('path')}.example").status == 421
    _says(play, f"{word('path')} /{word('path')} NONSENSE\r\nX: {word('path')}\r\n\r\n")
    _says(play, f"GET /{word('path')} HTTP/1.1\r\nHost: {word('path')}\r\n{word('path')}\r\n\r\n")


def wrong_messages(play: Play) -> None:
    """Sends messages that no device of ours sends, on sockets that then are ended, or refused."""
    person, word = play.people[0], play.house.canaries.key
    round_ = person.now["round"]
    for fields in (
        {"happened": word("malformed"), word("malformed"): 1},
        {"happened": [word("malformed")], "round": round_},
        {"happened": word("malformed") * 300, "round": round_},
        {"happened": word("malformed"), "language": word("malformed"), "round": round_},
        {"happened": word("malformed"), "round": -1},
    ):
        assert "refused" in person.does("write_card", **fields)
    assert "refused" in person.does(word("malformed"))
    assert "refused" in person.does("write_card", key=word("malformed")[1:], happened="x")
    assert "refused" in person.ask("mine", {"keys": [word("malformed")]})
    assert "refused" in play.screen.does("nothing_to_add", round=round_)
    for frame in (
        f'42["{word("malformed")}",{{}}]', f"9{word('malformed')}", f"42{word('malformed')}",
        word("malformed").encode(), f'451-["do",{{"{word("malformed")}":1}}]',
    ):  # fmt: skip
        with suppress(OSError, websocket.WebSocketException):
            person.says(frame)
        person.is_ended()
        person.connects()
    for auth in ({"view": word("malformed")}, {"view": "desk", "workshop": play.id,
                                               "ticket": word("malformed")}):  # fmt: skip
        _knocks(play, auth)


def sent_again(play: Play) -> None:
    """A card whose answer is lost, sent again under its key on another line."""
    person, key = play.people[6], play.house.canaries.key("card key")
    fields = play.both("withdrawn", "withdrawn")
    person.in_round("write_card", key, **fields)
    person.hangs_up()
    person.connects()
    person.in_round("write_card", key, **fields)
    person.in_round("withdraw_card", card=key)


def refusing_disk(play: Play) -> None:
    """The disk refuses to be written to, while somebody writes; then somebody holds the file."""
    person, key = play.people[6], play.house.canaries.key("card key")
    card = {"round": person.now["round"], **play.both("withdrawn", "withdrawn")}
    switch = play.house.server.home / READ_ONLY
    switch.touch()
    assert person.does("write_card", key, **card).get("retry")
    switch.unlink()
    person.must("write_card", key, **card)
    path = play.house.server.data / "workshops" / f"{play.id}.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as curious:
        curious.execute("BEGIN EXCLUSIVE")
        card = {"round": card["round"], **play.both("refused", "refused")}
        answer = person.does("edit_card", card=key, happened=card["happened"], round=card["round"])
        assert answer.get("retry"), answer
    person.in_round("withdraw_card", card=key)


def broken_file(play: Play) -> None:
    """The file of another workshop has lost a table: its pages end in a fault of ours."""
    word = play.house.canaries.key
    to = play.desk.sends("/desk/new", title="Broken", team="Nobody", template="30").to
    path: Path = play.house.server.data / "workshops" / f"{to.split('/')[2]}.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as curious:
        curious.execute("ALTER TABLE state RENAME TO elsewhere")
        assert play.people[0].gets(f"/w/{to.split('/')[2]}/?{word('path')}").status == 500
        assert play.desk.gets(f"{to}?{word('path')}").status == 500
        curious.execute("ALTER TABLE elsewhere RENAME TO state")


def _says(play: Play, text: str) -> None:
    with socket.create_connection(("127.0.0.1", play.house.server.port), WITHIN) as line:
        line.sendall(text.encode())
        line.settimeout(WITHIN)
        line.recv(1000)


def _knocks(play: Play, auth: dict[str, str]) -> None:
    origin = play.house.server.origin
    line = websocket.create_connection(packets.address(origin), origin=origin, timeout=WITHIN)
    line.recv()
    line.send("40" + json.dumps(auth))
    assert line.recv().startswith("44")
    line.close()
