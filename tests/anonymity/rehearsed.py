"""Four workshops on one server, from the first page to the last, looked through at every stage."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.anonymity import troubles
from tests.anonymity.canaries import Canary, Find, search, search_folder
from tests.anonymity.everything import Play
from tests.anonymity.overheard import History, OverheardServer
from tests.anonymity.seats import House, Seat
from tests.anonymity.whole_play import WholePlay
from tests.support.forking import run
from tests.support.tellers import told_by_teller
from workshop.settings import Settings
from workshop.storage.store import Store
from workshop.stories.pack import built_in


class WallPlay(Play):
    """Eight phones, a room's screen, a desk."""

    def plays(self) -> None:
        """From the first stage to the seal."""
        self.goes("story")
        self.goes("write")
        self.first_batch()
        self.what_waits()
        self.goes("lessons")
        for person in self.people[:2]:
            person.in_round("add_lesson", text=self.words("wall added"))
        self.settle()
        self.goes("vote")
        self.votes_hidden()
        self.goes("finish")
        self.people[0].in_round("answer", question="use", choice="partly")
        self.check("finish")
        self.mark("seal")
        self.presses("seal")
        self.is_over()

    def first_batch(self) -> None:
        """Four cards wait; the fifth brings them on to the wall."""
        for person in self.people[:4]:
            person.in_round("write_card", **self.both("wall stands", "wall lesson", True))
        self.desk.in_round("paper_card", **self.both("wall room", "wall lesson"))
        self.settle()
        self.mark("fifth card")
        self.people[4].in_round("write_card", **self.both("wall room", "wall lesson"))
        self.desk.until(lambda: len(self.desk.under("review")) >= 5)
        self.settle()
        self.mark("batch read")
        self.reads()
        for seat in self.everybody:
            seat.until(lambda seat=seat: len(seat.under("cards")) >= 5)
        self.look_round()

    def what_waits(self) -> None:
        """One card waits, gets other words, is taken back; two wait until the stage ends."""
        one, key = self.people[5], self.house.canaries.key("card key")
        one.in_round("write_card", key, **self.both("overwritten", "overwritten"))
        one.in_round("edit_card", card=key, **self.both("withdrawn", "withdrawn"))
        one.in_round("withdraw_card", card=key)
        for person in self.people[5:7]:
            card = self.both("wall waits", "wall last lesson")
            person.in_round("write_card", **card, show_few=True)
        for person in self.people:
            person.in_round("nothing_to_add")
        n = str(self.number("wall room"))
        self.people[0].in_round("been_there", item=n, on=True)
        self.settle()
        self.mark("wall ends")

    def votes_hidden(self) -> None:
        """Nothing is shown before the end; then a tie, of which all are taken."""
        lessons = sorted(self.screen.under("lessons"))[:4]
        for person, lesson in zip(self.people, lessons * 2, strict=True):
            self._votes(person, lesson)
        self.desk.in_round("paper_votes", lesson=lessons[0], votes=1)
        self.settle()
        self.mark("voting ends")
        self.presses("end_voting")
        if self.desk.entries["ballot"]["cut_tie"]:
            self.presses("take_tied")

    def _votes(self, person: Seat, lesson: str) -> None:
        person.in_round("vote", lesson=lesson, votes=1)

    def is_deleted(self) -> None:
        """The summary is deleted at the desk, and asked for once more."""
        path = f"/desk/{self.id}/summary/"
        assert self.desk.sends(f"{path}delete", sure="yes").status == 303
        assert self.desk.gets(path).status == 404


class ThrownPlay(Play):
    """Cards are written, and then nobody wants to go on."""

    def plays(self) -> None:
        """Until it is thrown away at the desk."""
        self.goes("write")
        for person in self.people[:4]:
            person.in_round("write_card", **self.both("thrown away", "thrown away", True))
            person.in_round("nothing_to_add")
        self.goes("look_through")
        self.goes("reveal")
        assert self.desk.sends(f"/desk/{self.id}/throw-away", sure="yes").status == 303


class FollowPlay(Play):
    """Eight phones, a room's screen, a desk."""

    def plays(self) -> None:
        """Up to what was learned, and then to the seal."""
        self.goes("follow_up")
        self.says("dropped", learned=self.words("taken back"))
        self.settle()
        self.mark("taken back")
        self.says("kept", learned=self.words("followed"))
        self.says("changed", n=2, will=self.words("followed"), by="2030-02-02")
        long = self.words("refused") + "x" * 140
        assert "refused" in self.desk.does("follow_up", n=1, outcome="kept", learned=long)
        assert "refused" in self.people[0].does("follow_up", n=1, outcome="dropped")
        self.presses("step", step=2)
        self.check("follow_up")
        self.goes("lessons")
        self.goes("finish")
        self.mark("seal")
        self.presses("seal")
        self.is_over()

    def says(self, outcome: str, n: int = 1, **words: str) -> None:
        """The desk notes the outcome of a commitment; waits until everybody is shown it."""
        self.desk.must("follow_up", n=n, outcome=outcome, **words)
        for seat in self.everybody:
            seat.until(lambda seat=seat: seat.entries[f"carried/{n}"]["outcome"] == outcome)


OF_THE_WALL = ("wall stands", "wall lesson", "wall last lesson")
STAYS = (
    "stands", "put back", "lesson", "added", "kept", "owner", "followed", "listed answer",
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
