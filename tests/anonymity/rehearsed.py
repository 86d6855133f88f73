"""Four workshops on one server, from the first page to the last, looked through at every stage."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.anonymity import troubles
from tests.anonymity.canaries import Canary, Find, search, search_folder
from tests.anonymity.everything import Play
from tests.anonymity.follow_play import FollowPlay
from tests.anonymity.overheard import History, OverheardServer
from tests.anonymity.seats import House
from tests.anonymity.wall_play import ThrownPlay, WallPlay
from tests.anonymity.whole_play import WholePlay
from tests.support.forking import run
from tests.support.tellers import told_by_teller
from workshop.settings import Settings
from workshop.storage.store import Store
from workshop.stories.pack import built_in

OF_THE_WALL = ("wall stands", "wall lesson", "wall last lesson")
STAYS = (
    "stands", "put back", "lesson", "added", "kept", "owner", "followed",
    *OF_THE_WALL,
)  # fmt: skip
"""Kinds that may stay: in the summary, and so in the library and in every export. Those of the live
wall are deleted in the end."""
FOR_A_DAY = ("contact",)
"""Kinds that the library keeps until phones may no longer see a sealed workshop. That of the live
wall goes with its summary, that of the workshop that is thrown away with the workshop."""
IN_THE_CLEAR = ("helper", "code")
"""The facilitator's words about helpers, and the way in: nobody's secret while the workshop is
open."""
OF_THE_KEYS = ("K", "server key")
PRINTED = ("desk link",)


@dataclass
class Rehearsed:
    """The remains of both workshops: the server's home, its output, and all that was found on the
    way."""

    server: OverheardServer
    whole: Play
    again: Play
    wall: Play
    found: list[Find] = field(default_factory=list)
    """Canaries that were found where they should not be, while a workshop was open."""
    backups: dict[str, bytes] = field(default_factory=dict)
    moments: list[str] = field(default_factory=list)
    """The moments at which the disk was searched."""

    @property
    def house(self) -> House:
        """The server, and the canaries of all workshops."""
        return self.wall.house

    @property
    def exports(self) -> dict[str, bytes]:
        """Returns the files that the workshops give to take home, by path."""
        return self.whole.exports | self.again.exports | self.wall.exports


@contextmanager
def rehearsed(home: Path, every_draft: bool) -> Iterator[Rehearsed]:
    """Plays them all; the server has ended when they are handed out."""
    switch = f"read_only={home / troubles.READ_ONLY}"
    store = Store(Settings(data=home / "data"))
    story = told_by_teller(store, built_in()[9])
    store.close()
    server = OverheardServer(home, WORKSHOP_FAILPOINTS=switch)
    try:
        found = DiskWatch(House(server, every_draft=every_draft))
        plays = _play_all(found, story)
        server.stop()
        yield Rehearsed(server, *plays, found.found, found.backups, found.moments)
    finally:
        server.kill()


class DiskWatch:
    """Looks at the disk within and after each stage."""

    def __init__(self, house: House) -> None:
        self.house = house
        self.found: list[Find] = []
        self.moments: list[str] = []
        self.backups: dict[str, bytes] = {}
        self.sealed: set[Canary] = set()
        """Canaries that stay of a workshop that is sealed already, while another one is open."""
        server_key = (house.server.keys / "server.key").read_bytes()
        house.canaries.key("server key", server_key[:16].hex())

    def __call__(self, stage: str) -> None:
        """Notes the canaries on the disk now that may never be there."""
        server, canaries = self.house.server, self.house.canaries
        self.moments.append(stage)
        hidden = [one for one in canaries.but(*IN_THE_CLEAR) if one not in self.sealed]
        self.found += search_folder(server.data, hidden)
        self.found += search_folder(server.keys, canaries.but(*OF_THE_KEYS))
        self.found += search(server.log_file.read_bytes(), canaries.but(), "log")
        self.found += search(server.out_file.read_bytes(), canaries.but(*PRINTED), "printed")

    def back_up(self, name: str) -> None:
        """A backup, as the facilitator makes one while the server runs."""
        path = self.house.server.home / f"{name}.backup"
        done = run("workshop", "backup", str(path), "--data", str(self.house.server.data))
        assert done.returncode == 0, done.stderr
        self.backups[name] = path.read_bytes()


def _play_all(watch: DiskWatch, story: str) -> tuple[Play, Play, Play]:
    house = watch.house
    words = house.canaries.words
    contacts = {
        kind: {name: words(kind, name) for name in ("support", "reporting")}
        for kind in ("contact", "wall contact", "thrown contact")
    }
    settings = {name: words("setting", name) for name in ("wifi", "own_prompt")}
    settings |= contacts["contact"]
    settings["wifi_password"] = house.canaries.words("wifi password", "key")
    fields = {"title": "Spring", "team": "Payments", "prompt": "own", "pulse": "room", **settings}
    whole = WholePlay(house, watch, template="60", story=story, **fields)
    whole.troubles = lambda: _all_troubles(whole, watch)
    whole.plays()
    watch.sealed |= {*house.canaries.of(*STAYS, *FOR_A_DAY)}
    same = replace(house, history=History())
    again = FollowPlay(same, watch, **{**fields, "title": "Again", "template": "follow_up"})
    again.plays()
    watch.sealed |= {*house.canaries.of(*STAYS, *FOR_A_DAY)}
    other = replace(house, history=History())
    kind = {"template": "all_hands", "cards": "live", "votes": "hidden"}
    kind |= contacts["wall contact"]
    wall = WallPlay(other, watch, **{**fields, "title": "All hands", **kind})
    wall.plays()
    watch.back_up("sealed")
    wall.is_deleted()
    thrown = replace(house, history=History())
    kind = {"template": "60", **contacts["thrown contact"]}
    ThrownPlay(thrown, watch, **{**fields, "title": "Not today", **kind}).plays()
    return whole, again, wall


def _all_troubles(play: Play, watch: DiskWatch) -> None:
    watch.back_up("open")
    troubles.wrong_paths(play)
    troubles.wrong_messages(play)
    troubles.sent_again(play)
    troubles.refusing_disk(play)
    troubles.broken_file(play)
