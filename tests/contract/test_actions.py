"""The contract of the wire: old snapshot + change = fresh snapshot, for every action and view.

The server sends to a view only what differs, and only after a commit that says that something
has changed. So an action that shows something and does not say so would leave every screen
behind: this test goes through all commands and looks at every view before and after each.
"""

import dataclasses
import json
import os
import subprocess
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from tests.actions.test_follow_up import OPEN
from tests.support.room import TestRoom, new_room, new_store, shaped
from workshop.actions.change import seen_story
from workshop.actions.perform import DESK_ACTIONS, PARTICIPANT_ACTIONS
from workshop.actions.shape import seen_agenda
from workshop.live.encoded_view import EncodedView, change
from workshop.pretend.client import known_view
from workshop.protocol import commands
from workshop.protocol.change_commands import mark_of
from workshop.storage.store import Store
from workshop.stories.pack import built_in
from workshop.views import VIEWS, Room, Surroundings, entries

ROOT = Path(__file__).parents[2]


class Watcher:
    """Looks at every command: what it says of itself, and what the views show of it."""

    def __init__(self) -> None:
        self.seen: set[type] = set()
        self.silent: list[str] = []
        self.fixtures: list[dict[str, object]] = []
        self.pictures: list[dict[str, object]] = []
        """The entries of the room's screen, and of the desk, after each command."""
        self._before: dict[str, EncodedView] = {}

    def starts(self) -> None:
        """Another workshop begins."""
        self._before = {}

    def watch(
        self,
        room: TestRoom,
        changed: bool,
        before: dict[str, EncodedView],
        after: dict[str, EncodedView],
    ) -> None:
        """Called after each command of the room."""
        if before != after and not changed:
            self.silent.append(str(room.read().state.phase))
        read = room.read()
        now = {view: encoded(view, read, room.around) for view in VIEWS}
        self.pictures.append({view: json.loads(now[view].snapshot(0.0))["entries"] for view in now})
        for view in VIEWS:
            if self._before and changed:
                self._keep(view, self._before[view], now[view])
        self._before = now

    def _keep(self, view: str, old: EncodedView, new: EncodedView) -> None:
        old, new = dataclasses.replace(old, rev=1), dataclasses.replace(new, rev=2)
        self.fixtures.append(
            {
                "view": view,
                "before": json.loads(old.snapshot(0.0)),
                "change": json.loads(msgspec.json.encode(change(old, new))),
                "after": json.loads(new.snapshot(0.0)),
            }
        )


def encoded(view: str, room: Room, around: Surroundings) -> EncodedView:
    values = {path: msgspec.json.encode(v) for path, v in entries(view, room, around).items()}
    return EncodedView(epoch=room.epoch, rev=room.rev, entries=values)


@pytest.fixture(scope="module")
def watched(tmp_path_factory: pytest.TempPathFactory) -> Watcher:
    """A watcher of a workshop that was played once for all tests."""
    store = new_store(tmp_path_factory.mktemp("watched"))
    watcher = Watcher()
    watched_play(store, watcher)
    store.close()
    return watcher


def watched_play(store: Store, watcher: Watcher) -> None:
    """Every command, in two workshops, before the watcher's eyes."""
    room = new_room(store, leader_name="Kim", pulse="room")
    room.letters = frozenset({"story"})
    follow_up(store, watcher)
    picked(store, watcher)
    room.watcher = watcher.watch
    original = room.do

    def do(actor, command, key=None):  # type: ignore[no-untyped-def]
        watcher.seen.add(type(command))
        return original(actor, command, key)

    room.do = do  # type: ignore[method-assign]
    play(room)


def follow_up(store: Store, watcher: Watcher) -> None:
    """Plays the follow-up, for which the 60-minute agenda has no stage."""
    room = new_room(store, template="follow_up", carried=(OPEN, OPEN))
    room.watcher = watcher.watch
    watcher.starts()
    room.desk.goes("follow_up")
    command = commands.FollowUp(n=2, outcome="changed", learned="Ask first.", will="ask")
    watcher.seen.add(type(command))
    room.desk.does(command)
    room.desk.presses(commands.Step, step=2)
    room.desk.does(commands.FollowUp(n=2, outcome=""))
    watcher.starts()


def picked(store: Store, watcher: Watcher) -> None:
    """Plays the desk's pick, for which the 60-minute agenda has a vote."""
    room = new_room(store, template="30")
    room.watcher = watcher.watch
    watcher.starts()
    room.desk.goes("story")
    room.desk.does(commands.DeskLesson(text="Ask first."))
    room.desk.goes("commit")
    for on in (True, False):
        command = commands.PickLesson(lesson=room.lessons()["Ask first."], on=on)
        watcher.seen.add(type(command))
        room.desk.does(command)
    watcher.starts()


def test_every_command_is_played(watched: Watcher) -> None:
    assert watched.seen == {*PARTICIPANT_ACTIONS, *DESK_ACTIONS}


def test_no_view_changes_in_silence(watched: Watcher) -> None:
    assert watched.silent == []


def test_old_and_change_make_the_fresh_snapshot(watched: Watcher) -> None:
    fixtures = watched.fixtures
    assert len(fixtures) > 60
    for one in fixtures:
        before, after, sent = one["before"], one["after"], one["change"]
        assert known_view.after(sent, before["entries"]) == after["entries"]
        assert sent["rev"] == after["rev"] == before["rev"] + 1


def test_the_browser_replays_every_change_to_the_same_end(watched: Watcher, tmp_path: Path) -> None:
    runs("replay.mjs", watched.fixtures, tmp_path)


def test_the_desk_draws_small_what_the_room_is_shown(watched: Watcher, tmp_path: Path) -> None:
    assert len(watched.pictures) > 60
    runs("miniature.mjs", watched.pictures, tmp_path)


def runs(script: str, given: object, folder: Path) -> None:
    """A script of this folder finds nothing wrong with what it is given."""
    path = folder / "given.json"
    path.write_text(json.dumps(given))
    command = ["node", ROOT / "tests" / "contract" / script, path]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def play(room: TestRoom) -> None:
    """A workshop in which everybody does everything once."""
    room.participants(6)
    first_half(room)
    second_half(room)


def tells(room: TestRoom) -> None:
    room.desk.goes("go_first")
    room.desk.goes("story")
    room.desk.presses(commands.Step, step=1)
    room.desk.presses(commands.AskQuestion, question=0)
    for person in room.people:
        person.been_there("story")


def first_half(room: TestRoom) -> None:
    desk, (one, *_others) = room.desk, room.people
    desk.does(commands.SetWifi(name="Atrium", password="locksmith"))
    desk.does(commands.FreeAt(hour="15:00"))
    asks_and_answers(room)
    desk.presses(commands.Step, step=1)
    one.does(commands.Unclear(round=room.round, on=True))
    desk.presses(commands.Pause, on=True)
    desk.presses(commands.Pause, on=False)
    desk.presses(commands.MoreTime)
    desk.presses(commands.Cover, on=True)
    desk.does(commands.SkipStage(stage="talk", on=True))
    desk.does(commands.SetMinutes(minutes={"talk": 3}))
    desk.does(commands.MeetAgain(day="2026-04-01"))
    desk.does(commands.CloseDoor(on=True))
    desk.does(commands.PlayTone(on=False))
    changes(room)
    tells(room)
    desk.goes("write")
    key = os.urandom(16)
    one.writes("One that is withdrawn", key=key)
    edit = commands.EditCard(round=room.round, card=key.hex(), happened="Edited", learned="Ah.")
    one.does(edit)
    one.does(commands.WithdrawCard(round=room.round, card=key.hex()))
    for i, person in enumerate(room.people):
        person.writes(f"It broke {i}", f"Mend it {i}.", may_stand=True)
        person.adds_nothing()
    desk.does(commands.PaperCard(round=room.round, happened="On paper"))
    desk.presses(commands.Go, stage="look_through")
    desk.presses(commands.MoreTime)
    desk.goes("look_through")
    desk.does(commands.PaperCard(round=room.round, happened="Late, on paper"))
    handles = [card.handle for card in room.read().waiting]
    desk.does(commands.Opened(cards=handles))
    desk.does(commands.SetAside(card=handles[0], reason="care"))
    desk.does(commands.MarkSensitive(card=handles[1], on=True))


def changes(room: TestRoom) -> None:
    """Changes a workshop while it is open."""
    desk, state, story = room.desk, room.read().state, room.read().story
    named = mark_of(state.title, state.team)
    desk.does(commands.Rename(title="Autumn release", team="Billing", seen=named))
    contacts = mark_of(state.support, state.reporting)
    desk.does(commands.SetContacts(support="Kim", reporting="the hotline", seen=contacts))
    desk.does(commands.SetPlace(place="both", seen=mark_of(state.remote, state.hybrid)))
    desk.does(commands.SetRules(rules=["Ask how."], seen=mark_of(state.rules)))
    agenda = room.read().agenda
    stages = [shaped(stage) for stage in agenda.stages]
    stages[-2:-1] = [
        replace(stages[-2], minutes=7),
        commands.ShapedStage(id="", kind="talk", minutes=4),
    ]
    after = 1 + next(i for i, stage in enumerate(stages) if stage.kind == "reveal")
    stages.insert(after, commands.ShapedStage(id="", kind="ask_how", minutes=6))
    desk.does(commands.ShapeAgenda(stages=stages, seen=seen_agenda(agenda)))
    other = built_in()[2]
    desk.does(commands.TellStory(place="story", story=other, seen=seen_story(story)))


def asks_and_answers(room: TestRoom) -> None:
    one, two, *_others = room.people
    room.desk.does(commands.SetWifi(name="Atrium", password="locksmith", shown=False))
    one.does(commands.CheckIn(text="By the door"))
    one.does(commands.CheckIn(text="By the window"))
    two.does(commands.CheckIn())
    two.does(commands.WithdrawCheckIn())
    (handle,) = (check_in.handle for check_in in room.read().check_ins)
    room.desk.does(commands.CheckedIn(check_in=handle))
    for person in room.people:
        person.does(commands.AnswerPulse(at="arrive", answers=[1, 2, 3]))


def second_half(room: TestRoom) -> None:
    desk, (one, two, *_others) = room.desk, room.people
    desk.goes("reveal")
    desk.presses(commands.Step, step=1)
    desk.presses(commands.PageSize, size=6)
    for person in room.people:
        for card in room.read().cards:
            person.been_there(str(card.n))
    one.does(commands.AskOff(card="1"))
    desk.does(commands.LeaveCard(card="1"))
    desk.does(commands.TakeOff(card="2", on=True))
    desk.presses(commands.PageSize, size=1)
    for step in range(len(room.read().cards) + 1):
        desk.presses(commands.Step, step=step)
    for part in (ask_how, weigh, pause, vote):
        part(room)
    offer = commands.Offer(
        round=room.round, lesson=room.read().state.chosen[0], when="it rains", will="go in"
    )
    one.does(offer)
    one.does(replace(offer, will="stay out"))
    two.does(replace(offer, will="wait"))
    aside, _, id_ = (one.id for one in room.read().offers)
    for reason in ("care", "", "care"):
        desk.does(commands.PutAside(unread=aside, reason=reason))
    on_paper(room, offer.lesson)
    two.does(commands.Take(round=room.round, commitment=id_, owner="Ada"))
    desk.does(commands.Pick(commitment=id_, on=True))
    desk.does(commands.FreeCommitment(commitment=id_))
    desk.goes("finish")
    for person in room.people:
        person.does(commands.Answer(round=room.round, question="use", choice="yes"))
    for person in room.people:
        person.does(commands.WriteLetter(to="story", text="It happened to us as well."))
        person.does(commands.AnswerPulse(at="finish", answers=[3, 4, 5]))
    one.does(commands.WriteLetter(to="story"))
    desk.presses(commands.EndPulse)
    desk.presses(commands.Seal)


def ask_how(room: TestRoom) -> None:
    """Two questions about cards: one with answers, and one that is left."""
    desk = room.desk
    desk.goes("ask_how")
    here = room.read().state.stage
    first, second, *_others = (card.n for card in room.read().cards if not card.off)
    desk.presses(commands.AskAbout, card=first)
    for i, person in enumerate(room.people):
        person.writes(f"Nobody had time {i}.")
    desk.does(commands.PaperCard(round=room.round, happened="A tool lets you."))
    desk.ends_writing(here)
    handles = [card.handle for card in room.read().waiting]
    desk.does(commands.AddToLessons(card=handles[0], on=True))
    desk.does(commands.SetAside(card=handles[1], reason="names"))
    desk.does(commands.Opened(cards=handles))
    desk.presses(commands.Go, stage=here)
    answer = room.read().answers[0].n
    room.people[0].does(commands.AskOff(card=str(answer)))
    desk.does(commands.TakeOff(card=str(answer), on=True))
    desk.presses(commands.AskAbout, card=second)
    room.people[0].writes("One alone.")


def on_paper(room: TestRoom, lesson: str) -> None:
    """The desk lets on what phones offered, and types in one more."""
    room.desk.lets_on()
    offer = commands.PaperOffer(round=room.round, lesson=lesson, when="it snows", will="dig")
    room.desk.does(offer)


def weigh(room: TestRoom) -> None:
    desk = room.desk
    desk.goes("lessons")
    for i, person in enumerate(room.people[:4]):  # of more, twelve may be too few for all
        person.adds(f"A new lesson {i}.")
    desk.closes_adding()
    desk.sets_aside("A new lesson 0.")
    desk.lets_on()
    desk.sets_aside("A new lesson 0.", "")
    desk.lets_on()
    desk.does(commands.DeskLesson(text="From the desk."))
    lessons = list(room.lessons().values())
    desk.does(commands.Merge(lesson=lessons[0], into=lessons[1]))
    desk.does(commands.Split(lesson=lessons[0]))
    reword = commands.Reword(lesson=lessons[0], words="Put differently.")
    for step in (commands.LeaveOut(lesson=lessons[2], on=True), reword, commands.UndoLessons()):
        desk.does(step)
    desk.does(commands.MergeAll(lessons=lessons[:3], into=lessons[0]))
    keep(room)
    desk.does(commands.LeaveRest())


def keep(room: TestRoom) -> None:
    """Phones mark what they would keep, where there is more than the ballot takes."""
    for i in range(8):
        room.desk.does(commands.DeskLesson(text=f"One more, {i}."))
    lessons = sorted(room.lessons().values())[:3]
    for person in room.people:
        person.does(commands.KeepLessons(round=room.round, lessons=lessons))


def pause(room: TestRoom) -> None:
    room.desk.goes("vote")
    room.people[0].votes(room.view("desk")["ballot"]["lessons"][0], 1)
    for person in room.people:
        person.is_done()
    room.desk.goes("lessons")
    room.desk.goes("vote")
    room.desk.goes("lessons")
    room.desk.presses(commands.VoteAnew)
    room.desk.goes("vote")


def vote(room: TestRoom) -> None:
    pause(room)
    lessons = room.view("desk")["ballot"]["lessons"]
    for i, person in enumerate(room.people):
        person.votes(lessons[i % 2], 2)
        person.votes(lessons[2 + i % 2], 1)
    for lesson in lessons[:4]:
        room.desk.does(commands.PaperVotes(round=room.round, lesson=lesson, votes=2))
    room.desk.ends_voting()
    room.desk.presses(commands.RunOff)
    for person in room.people:
        person.votes(room.view("desk")["ballot"]["lessons"][0])
    room.desk.ends_voting()
    room.desk.presses(commands.OpenAgain)
    for i, person in enumerate(room.people[:4]):
        person.votes(lessons[i], 1)
    room.desk.ends_voting()
    room.desk.presses(commands.TakeTied)
    room.desk.presses(commands.OpenAgain)
    for i, person in enumerate(room.people[:4]):
        person.votes(lessons[i], 1)
    room.desk.ends_voting()
    room.desk.presses(commands.DrawLots)
    room.desk.goes("commit")
