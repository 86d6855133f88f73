"""The default agenda in Firefox and WebKit, from the printed link to the saved summary.

The others are sockets: with them there are enough people for what is shown only from three on, and
so few that phones say so, with one more way in their foot.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from tests.support.engines.engine import LAPTOP, NARROW, PHONE, SCREEN, Engine
from tests.support.engines.window import Window
from tests.support.lasting import House, LastingServer
from tests.support.phones import Crowd, Phone, crowd_of
from tests.support.waiting import until

ARABIC = "العربية"
OTHERS = 2
UNREAD = ".desk-card[data-unread]"
STAGES = (
    "arrive", "story", "write", "look_through", "reveal", "ask_how", "talk", "lessons", "vote",
    "commit", "finish",
)  # fmt: skip
"""The agenda of 60 minutes, without a leader's story."""


class RoomInEngine:
    """Everybody and everything in the room."""

    def __init__(self, engine: Engine, server: LastingServer) -> None:
        self.engine = engine
        self.server = server
        self.desk = engine.window(LAPTOP)
        self.workshop = self._open_workshop()
        self.screen = engine.window(SCREEN)
        self.desk.points_at(".desk-more > summary")
        self.screen.opens(
            self.desk.link("Open the room’s screen").replace("localhost", "127.0.0.1")
        )
        self.screen.shows("No account, no e-mail, no app.")
        self.phone = self._joins(engine.window(PHONE))
        self.arabic = self._joins(engine.window(NARROW), ARABIC)
        self.others: Crowd

    @property
    def phones(self) -> tuple[Window, Window]:
        """The one that is read from the left, and the one that is read from the right."""
        return self.phone, self.arabic

    def _open_workshop(self) -> str:
        desk = self.desk
        desk.opens(self.server.own.desk_link)
        desk.presses("New workshop")
        # The form's module has come: no button appears any more.
        desk.shows("Name someone to talk to afterwards.")
        desk.types("Title", "Spring release, looking back")
        desk.types("Team", "Payments team")
        desk.points_at("#step-room > summary")
        desk.presses("There is nobody. I will say so.")
        for place in ("#row-votes > summary", "[name=say][value=no]"):
            desk.points_at(place)
        desk.presses("Open the workshop")
        desk.shows("Can phones connect?")
        return urlsplit(desk.address).path.split("/")[2]

    def _joins(self, phone: Window, language: str = "") -> Window:
        phone.opens(self.server.origin)
        if language:
            phone.presses(language)
            phone.language = "ar"
        phone.types("Code on the room’s screen", self.screen.text(".t-code"))
        phone.presses("Next")
        phone.presses("Join")
        phone.shows("You are in.")
        return phone

    def shows(self, *texts: str) -> None:
        """Waits until both phones and the room's screen show these texts."""
        for window in (self.screen, *self.phones):
            window.shows(*texts)

    def goes_to(self, kind: str) -> None:
        """The desk jumps by the agenda."""
        self.leads_to(kind)
        self.arrives_at(kind)

    def leads_to(self, kind: str) -> None:
        """Goes to a stage by its row in the agenda: a hold where that skips another one."""
        self._rests()
        go = f"{stage(kind)} .desk-go"
        self.desk.points_at(row(kind))
        self.desk.until("has", go)
        if self.desk.asks("has", f"{stage(kind)} hold-button .desk-go"):
            self.desk.holds(go)
        else:
            self.desk.points_at(go)

    def goes_on(self) -> None:
        """Presses the desk's one filled button."""
        self._rests()
        self.desk.points_at("#desk-next")

    def reads(self) -> None:
        """The desk opens all cards at once, after a look at the room's screen."""
        self.desk.points_at(".desk-cover-all button")
        self.desk.points_at(".desk-looked button")
        self.desk.until("has", UNREAD, wanted=False)

    def _rests(self) -> None:
        """Waits until a press is no more taken for the second half of the one before."""
        self.desk.until("has", ".desk-next:not([data-resting])")

    def arrives_at(self, kind: str) -> None:
        """Every view is in this stage."""
        self.desk.until("has", f"{stage(kind)}[data-current]")
        self.screen.until("has", f"[data-stage={kind}]")
        name = self.desk.text(f"{stage(kind)} .desk-stage-name")
        for phone in self.phones:
            phone.shows(name)
        self.others.shows(lambda other: other.now["kind"] == kind)

    def loses_power(self) -> None:
        """The server dies and comes again; returns when all are back."""
        self.server.kill()
        for phone in self.phones:
            phone.until("has", ".frame-lost")
        self.server.start()
        for phone in self.phones:
            phone.until("begins", ".frame-last > p", phone.said("Connected."))
        self.desk.shows("This desk is connected.")

    def saved(self, name: str) -> Path:
        """A file that the engine has saved, once it is whole."""
        folder = self.engine.downloads
        found = until(
            lambda: not list(folder.glob("*.part")) and filled(folder, name),
            says=lambda: f"no {name} in {list(folder.iterdir())}\n{self.phone.standing()}",
        )
        return found[0]


def filled(folder: Path, name: str) -> list[Path]:
    """The files of this name that hold something: Firefox makes an empty one before it begins, and
    removes it where the whole one goes.
    """
    return [file for file in folder.glob(name) if _size(file)]


def _size(file: Path) -> int:
    """Bytes of a file; 0 where it has just gone."""
    with suppress(FileNotFoundError):
        return file.stat().st_size
    return 0


def stage(kind: str) -> str:
    """A stage in the desk's agenda, as a selector."""
    return f".desk-stage:nth-child({STAGES.index(kind) + 1})"


def row(kind: str) -> str:
    """The button of a stage in the desk's agenda, as a selector."""
    return f"{stage(kind)} .desk-jump"


@contextmanager
def room_in(engine: Engine, folder: Path) -> Iterator[RoomInEngine]:
    """A room with a server of its own, and everybody in it."""
    server = LastingServer(folder / "data")
    try:
        room = RoomInEngine(engine, server)
        with crowd_of(OTHERS, House(server, "", room.workshop)) as room.others:
            yield room
    finally:
        server.own.kill()


HAPPENED, LEARNED = "I restored a backup for the first time.", "Restore one each month."
IN_ARABIC, LEARNED_IN_ARABIC = "حذفت البيانات ولم تكن للتجربة.", "لوّن النافذة الحية بالأحمر."
DRAFT = "Half a thought"
ADDED = "Ask one person first."
ANSWER, IN_ARABIC_TOO, ANSWERED = "It was nobody's task.", "لم يسأل أحد.", "It was late."
PLACED = "Connected."


def test_a_whole_workshop_is_led_joined_and_taken_home(engine: Engine, tmp_path: Path) -> None:
    with room_in(engine, tmp_path) as room:
        hear(room)
        write(room)
        reveal(room)
        ask_how(room)
        vote(room)
        commit(room)
        finish(room)
        assert engine.complaints() == []


def hear(room: RoomInEngine) -> None:
    is_right(room)
    room.goes_to("story")
    room.shows("Romal Tune was to organise an event for 100 community leaders.")
    have_been_there(room, lambda other: "story")


def have_been_there(room: RoomInEngine, item: Callable[[Phone], str]) -> None:
    """Everybody has; words for it come from three on."""
    for phone in room.phones:
        phone.presses("Been there")
    room.others.each(lambda other: says(other, "been_there", item=item(other), on=True))
    room.phone.shows("have been there")


def says(other: Phone, command: str, **fields: object) -> None:
    """Another phone sends a command, which must be stored."""
    answer = other.say({"type": command, "round": other.now["round"], **fields})
    assert "ok" in answer, answer


def write(room: RoomInEngine) -> None:
    room.goes_to("write")
    writes(room.phone, HAPPENED, LEARNED)
    writes(room.arabic, IN_ARABIC, LEARNED_IN_ARABIC)
    room.others.each(Phone.writes)
    is_right(room)
    keeps_a_draft(room)
    room.others.each(Phone.adds_nothing)
    room.loses_power()
    is_right(room)
    for window in (room.desk, room.screen):
        window.hides(HAPPENED)
    room.leads_to("look_through")
    room.arrives_at("look_through")


def writes(phone: Window, happened: str, learned: str) -> None:
    phone.types("#happened", happened)
    phone.types("#learned", learned)
    phone.points_at("input[type=checkbox]")
    phone.points_at("input[name=show_few][value=show]")
    phone.presses("Send this card")
    phone.shows("You have taken part.")


def keeps_a_draft(room: RoomInEngine) -> None:
    """A page that is loaded anew has what was being written, which is then sent."""
    phone = room.phone
    phone.types("#happened", DRAFT)
    phone.reloads()
    phone.until("value", "#happened")
    assert phone.asks("value", "#happened") == DRAFT
    phone.presses("Send this card")
    phone.presses("What you sent")
    phone.shows(HAPPENED, DRAFT, "Everything you sent has arrived.")
    phone.presses("Close")


def reveal(room: RoomInEngine) -> None:
    room.reads()
    room.desk.holds("#desk-next")
    room.arrives_at("reveal")
    room.shows(HAPPENED, IN_ARABIC)
    room.goes_on()
    for phone in room.phones:
        phone.shows("On the room’s screen now")
    have_been_there(room, lambda other: str(other.entries["order"]["cards"][0]))
    is_right(room)


def ask_how(room: RoomInEngine) -> None:
    room.goes_to("ask_how")
    room.desk.points_at(".desk-pick-card")
    is_right(room)
    room.goes_on()
    for phone, answer in zip(room.phones, (ANSWER, IN_ARABIC_TOO), strict=True):
        phone.types("#happened", answer)
        is_right(room)
        phone.presses("Send this answer")
        phone.shows("Your answer has arrived.")
    room.others.each(answers)
    room.goes_on()
    room.desk.until("has", UNREAD)
    room.desk.points_at(".desk-cover-all button")
    room.desk.until("has", UNREAD, wanted=False)
    is_right(room)
    room.screen.hides(ANSWER)
    room.desk.holds("#desk-next")
    room.shows(ANSWER, IN_ARABIC_TOO)
    is_right(room)


def answers(other: Phone) -> None:
    """Another phone answers what is asked about a card."""
    says(other, "write_card", happened=ANSWERED, about=other.now["about"])


def vote(room: RoomInEngine) -> None:
    room.goes_to("lessons")
    room.shows(LEARNED, LEARNED_IN_ARABIC)
    room.phone.types("A lesson, in one sentence", ADDED)
    room.phone.presses("Add this lesson")
    room.phone.presses("What you sent")
    room.phone.shows(ADDED, "Your lesson has arrived.")
    room.phone.presses("Close")
    also = ["Sleep over it.", "Read the address aloud."]
    room.others.each(lambda other: says(other, "add_lesson", text=also.pop()))
    room.desk.shows("Close adding")
    room.goes_on()
    room.desk.presses("Add all 3 to lessons")
    room.shows(ADDED)
    is_right(room)
    room.goes_to("vote")
    room.others.each(lambda other: says(other, "vote", lesson=lesson_of(other), votes=2))
    for phone in room.phones:
        places(phone, LEARNED, LEARNED, LEARNED_IN_ARABIC)
    is_right(room)
    room.phone.presses(f"One vote fewer for: {LEARNED_IN_ARABIC}")
    places(room.phone, ADDED)
    room.desk.holds("#desk-next")
    room.desk.shows("Voting has ended")
    is_right(room)


def lesson_of(other: Phone) -> str:
    """The lesson that all vote for, as it is called on the line."""
    listed = (path for path in other.entries if path.startswith("lessons/"))
    return next(path.partition("/")[2] for path in listed if other.entries[path]["text"] == LEARNED)


def places(phone: Window, *lessons: str) -> None:
    for lesson in lessons:
        phone.presses(phone.said("One more vote for: {lesson}", lesson=lesson))
    phone.shows(PLACED)


def commit(room: RoomInEngine) -> None:
    room.goes_to("commit")
    offers, takes = room.phones
    offers.presses("Offer a commitment")
    offers.types("If this happens", "a month ends")
    offers.types("I will", "restore one backup")
    is_right(room)
    offers.presses("Offer this")
    room.desk.shows("1 offer to read")
    room.desk.presses("Show to the room")
    room.screen.shows("If a month ends, I will restore one backup", "still open")
    takes.presses("I’ll take this on")
    takes.types("Your own name", "ليلى")
    takes.presses("I’ll take this on")
    room.shows("ليلى")
    is_right(room)


def finish(room: RoomInEngine) -> None:
    room.goes_to("finish")
    room.phone.presses("Yes")
    is_right(room)
    room.desk.holds("#desk-next")
    room.desk.shows("Done. Everything is erased except the summary.")
    for phone in room.phones:
        phone.shows("Open the summary")
    is_right(room)
    room.phone.presses("Save as a page")
    assert HAPPENED in room.saved("*.html").read_text()
    room.desk.points_at(".desk-other > summary")
    room.desk.presses("JSON")
    summary = json.loads(room.saved("*.json").read_text())
    assert {card["happened"] for card in summary["cards"]} == {HAPPENED, IN_ARABIC}
    votes = {lesson["text"]: lesson["votes"] for lesson in summary["lessons"] if lesson["chosen"]}
    assert votes == {LEARNED: 8, LEARNED_IN_ARABIC: 1, ADDED: 1}
    assert [one["owner"] for one in summary["commitments"]] == ["ليلى"]


def is_right(room: RoomInEngine) -> None:
    """Nothing is cut off or lies to the side, on any screen, read from its own side."""
    for window in (room.desk, room.screen, *room.phones):
        window.is_whole()
    assert room.arabic.has("[dir=rtl] h1") or room.arabic.has("h1[dir=rtl]")
