"""A whole rehearsal of many: what each view is sent of it, what is written down, what is left."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from tests.anonymity.overheard import OverheardServer
from tests.anonymity.seeing import pattern
from tests.anonymity.sights import ON_THE_DESK, SHOWN, TICKS
from tests.support.follower import Watched
from tests.support.server import Server
from tests.support.sockets import Socket, close_all, desk, phone
from workshop.pretend.behaviour.sayings import sayings

pytestmark = pytest.mark.long
PEOPLE, PACE = 60, "40"
CARDS = {text for one in sayings("en").cards for text in (one.happened, one.learned) if text}
VIEWS = ("participant", "projector", "desk")
MOST_OF_THEM = 5 / 6
"""At this pace some have always just lost their connection."""
MOST_PAGES = 4
AFTER = 0.2
"""Seconds within which all views have heard of what the desk has heard of."""
ASKED_FOR_ANY_TIME = "check_ins/"
"""Whoever wants to be spoken to may ask at any moment; only the desk is told."""


class Overheard(Watched):
    """A view, with all that was sent to it: the paths of each change, the fields of each tick."""

    def __init__(self, view: str, server: Server, socket: Socket, cookie: str = "") -> None:
        self.view = view
        self.changes: list[set[str]] = []
        self.ticks: list[set[str]] = []
        super().__init__(server, socket, cookie)

    def _take(self, name: str, message: Any) -> None:
        if name == "tick":
            self.ticks.append(set(message))
        else:
            self.changes.append(
                {path for name in ("set", "part", "gone") for path in message.get(name, ())}
            )
        super()._take(name, message)


@dataclass
class Rehearsal:
    """The copy of a workshop, led through all stages, with an eye on each view."""

    server: OverheardServer
    cookie: str
    real: str
    copy: str
    views: dict[str, Overheard]
    while_writing: dict[str, list[set[str]]] = field(default_factory=dict)
    before_the_reveal: dict[str, int] = field(default_factory=dict)
    aside: str = ""
    on_disk: bytes = b""

    @property
    def desk(self) -> Overheard:
        return self.views["desk"]

    def follows(self, seconds: float) -> None:
        """Everybody follows for a while."""
        for view in reversed(self.views.values()):
            view.follow(seconds if view is self.desk else AFTER)

    def goes(self, stage: str) -> None:
        """On to a stage, through the last call; every view is shown it."""
        self.desk.presses("go", stage=stage)
        while self.desk.now["phase"] in {"last_call", "few"}:
            self.follows(0.6)
            self.desk.presses("go", stage=stage)
        for view in self.views.values():
            view.until(partial(is_at, view, self.desk.now["turn"]))
        self.follows(0.5)

    def lets_on(self) -> None:
        """Lets on all lessons that the desk is shown."""
        paths = [path for path in self.desk.entries if path.startswith("unread/")]
        if paths:
            unread = [path.removeprefix("unread/") for path in paths]
            assert self.desk.socket.do({"type": "let_on", "unread": unread})["ok"]
            self.follows(0.5)


def led(rehearsal: Rehearsal) -> None:
    """Through the whole agenda."""
    hand = rehearsal.desk
    hand.until(lambda: hand.here > MOST_OF_THEM * PEOPLE)
    for position, stage in enumerate(hand.entries["agenda"]["stages"]):
        if position:
            rehearsal.goes(stage["id"])
        WHAT.get(stage["kind"], lambda one: one.follows(1))(rehearsal)
    hand.presses("seal")
    for view in rehearsal.views.values():
        view.until(partial(is_sealed, view))


def is_at(view: Overheard, turn: int) -> bool:
    """True once a view was told of a turn of the desk."""
    return bool(view.now["turn"] >= turn)


def is_sealed(view: Overheard) -> bool:
    """True once a view was told that only the summary is kept."""
    return bool(view.now["phase"] == "sealed")


def writes(rehearsal: Rehearsal) -> None:
    """Everybody writes; nothing may be heard of it."""
    hand = rehearsal.desk
    rehearsal.follows(0.5)
    since = {name: len(view.changes) for name, view in rehearsal.views.items()}
    rehearsal.follows(4)
    hand.until(lambda: hand.took_part == "nearly_all")
    rehearsal.follows(0.5)
    rehearsal.while_writing = {
        name: view.changes[since[name] :] for name, view in rehearsal.views.items()
    }


def looks_through(rehearsal: Rehearsal) -> None:
    """Sets one card aside, and reads all the others."""
    waiting = rehearsal.desk.list("review")[0]
    rehearsal.aside = waiting["happened"]
    set_aside = {"type": "set_aside", "card": waiting["handle"], "reason": "care"}
    assert rehearsal.desk.socket.do(set_aside)["ok"]
    rehearsal.desk.until(lambda: any(one["aside"] for one in rehearsal.desk.list("review")))
    rehearsal.desk.reads()
    rehearsal.follows(0.5)
    rehearsal.before_the_reveal = {name: len(view.seen) for name, view in rehearsal.views.items()}


def turns_pages(rehearsal: Rehearsal) -> None:
    """The first pages of a story or of the cards."""
    for step in range(1, min(rehearsal.desk.now["steps"], MOST_PAGES)):
        rehearsal.desk.presses("step", step=step)
        rehearsal.follows(0.6)
    rehearsal.on_disk = everything(rehearsal.server.home)


def votes(rehearsal: Rehearsal) -> None:
    """Until the voting ends, and a tie is settled."""
    rehearsal.follows(3)
    rehearsal.desk.presses("end_voting")
    if rehearsal.desk.entries["ballot"]["cut_tie"]:
        rehearsal.desk.presses("take_tied")
    rehearsal.follows(0.5)


def fits_the_ballot(rehearsal: Rehearsal) -> None:
    """Lets on what comes and leaves out what is too much, until nobody adds a lesson more."""
    hand, before = rehearsal.desk, -1
    hand.presses("close_adding")
    while len(hand.list("lessons")) > before:
        before = len(hand.list("lessons"))
        rehearsal.follows(2)
        rehearsal.lets_on()
    assert rehearsal.desk.socket.do({"type": "leave_rest"})["ok"]
    rehearsal.follows(0.5)


WHAT = {
    "story": turns_pages,
    "write": writes,
    "look_through": looks_through,
    "reveal": turns_pages,
    "lessons": fits_the_ballot,
    "vote": votes,
    "commit": lambda rehearsal: rehearsal.follows(2),
}


def everything(folder: Path) -> bytes:
    """All files below a folder, with their names; some come and go."""
    found = b""
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            found += path.name.encode() + path.read_bytes() if path.is_file() else b""
    return found


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    server = OverheardServer(tmp_path_factory.mktemp("many") / "home", WORKSHOP_TRIAL_PACE=PACE)
    try:
        cookie = server.sign_in()
        real = server.new_workshop(cookie, pulse="room", support="Sam at extension 12")
        before = everything(server.data / "workshops")
        asked = {"people": str(PEOPLE)}
        to = server.post(f"/desk/{real}/rehearse", asked, Cookie=cookie).to
        copy = urlsplit(to).path.split("/")[2]
        found = Rehearsal(server, cookie, real, copy, views_of(server, cookie, copy))
        led(found)
        close_all()
        yield found
        assert server.post(f"/desk/{copy}/trial/end", {}, Cookie=cookie).to == f"/desk/{real}/"
        assert everything(server.data / "workshops") == before
        left = everything(server.home)
        assert copy.encode() not in left
        assert [text for text in CARDS if text.encode() in left] == []
    finally:
        close_all()
        server.kill()


def views_of(server: Server, cookie: str, copy: str) -> dict[str, Overheard]:
    hand = Overheard("desk", server, desk(server, copy, cookie), cookie)
    link = hand.entries["desk"]["projector_url"].partition("#")[2]
    key = server.trade(link).cookie
    ticket = server.boot(f"/screen/{copy}/", key)["ticket"]
    screen = Socket(server, {"view": "projector", "workshop": copy, "ticket": ticket})
    return {
        "participant": Overheard("participant", server, phone(server, copy)),
        "projector": Overheard("projector", server, screen, key),
        "desk": hand,
    }


def told(rehearsal: Rehearsal, view: str, until: int | None = None) -> str:
    """All that a view was shown, up to a moment; with quotes as people wrote them."""
    seen = json.dumps(rehearsal.views[view].seen[:until], ensure_ascii=False)
    return seen.replace(r"\"", '"')


def test_it_went_through_everything(rehearsal: Rehearsal) -> None:
    kinds = {seen["now"]["kind"] for seen in rehearsal.desk.seen}
    assert {"write", "look_through", "reveal", "lessons", "vote", "commit", "finish"} <= kinds
    assert rehearsal.aside in told(rehearsal, "desk")
    shown = told(rehearsal, "participant")
    assert sum(text in shown for text in CARDS) > 20
    assert rehearsal.desk.now["phase"] == "sealed"


@pytest.mark.parametrize("view", VIEWS)
def test_each_view_shows_what_somebody_thought_of(rehearsal: Rehearsal, view: str) -> None:
    fields = ON_THE_DESK if view == "desk" else SHOWN[view]
    allowed = {(path, name) for path, names in fields.items() for name in names.split()}
    shown = {
        (pattern(path), name)
        for entries in rehearsal.views[view].seen
        for path, value in entries.items()
        for name in value
    }
    assert shown - allowed == set()
    assert set().union(*rehearsal.views[view].ticks) <= TICKS[view]


def test_while_they_write_nobody_is_sent_anything(rehearsal: Rehearsal) -> None:
    told_of = rehearsal.while_writing
    assert told_of["participant"] == told_of["projector"] == []
    paths = {path for change in told_of["desk"] for path in change}
    assert {path for path in paths if not path.startswith(ASKED_FOR_ANY_TIME)} == set()


@pytest.mark.parametrize("view", ["participant", "projector"])
def test_no_card_is_shown_before_the_reveal_and_none_that_was_set_aside(
    rehearsal: Rehearsal, view: str
) -> None:
    before = told(rehearsal, view, rehearsal.before_the_reveal[view])
    assert [text for text in CARDS if text in before] == []
    assert rehearsal.aside and rehearsal.aside not in told(rehearsal, view)


def test_nothing_that_they_write_is_on_the_disk_or_in_a_log(rehearsal: Rehearsal) -> None:
    assert rehearsal.copy.encode() in rehearsal.on_disk
    assert [text for text in CARDS if text.encode() in rehearsal.on_disk] == []
    assert rehearsal.server.log_file.read_bytes() == b""
