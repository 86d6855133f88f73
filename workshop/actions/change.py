"""The desk changes an open workshop, as long as nobody relies on what changes: its name, its room,
its rules, its stories, and how much time there is for what."""

from collections.abc import Mapping

import msgspec
from msgspec.structs import replace

from workshop.actions.answers import OK, Answered, AtDesk, action
from workshop.actions.as_it_stands import AsItStands
from workshop.actions.within_stage import MINUTE_S
from workshop.protocol import commands
from workshop.protocol.change_commands import mark_of
from workshop.protocol.messages import Refused
from workshop.protocol.story import Story
from workshop.rules.agenda import Agenda, Told
from workshop.rules.joining import literal
from workshop.rules.limits import MOST_RULES, NOTE_CHARS, TEAM_CHARS, TITLE_CHARS, WIFI_PASSWORD
from workshop.rules.stages import begun, is_told, writing_begun
from workshop.rules.text import one_line
from workshop.rules.times import is_day, moment_at, next_at
from workshop.storage.bodies import WifiWords
from workshop.storage.state import HiddenColumn, write_agenda
from workshop.storage.transaction import Tx


@action
def rename_workshop(tx: Tx, _who: AtDesk, _key: bytes, command: commands.Rename) -> Answered:
    """Gives the workshop another title and team."""
    new = {"title": one_line(command.title), "team": one_line(command.team)}
    if not new["title"]:
        return Refused(refused="empty", about="title")
    return _too_long(new, {"title": TITLE_CHARS, "team": TEAM_CHARS}) or _put(tx, command.seen, new)


@action
def set_contacts(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetContacts) -> Answered:
    """Says who people can talk to afterwards, and where things are reported."""
    new = {"support": one_line(command.support), "reporting": one_line(command.reporting)}
    return _too_long(new, dict.fromkeys(new, NOTE_CHARS)) or _put(tx, command.seen, new)


@action
def set_place(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetPlace) -> Answered:
    """Says where people are; phones and screens then speak of a room, a call or both."""
    new = {"remote": command.place == "remote", "hybrid": command.place == "both"}
    return _put(tx, command.seen, new)


@action
def set_rules(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetRules) -> Answered:
    """Gives the room other rules, until it writes under them."""
    if writing_begun(tx.agenda, opened_stages(tx)):
        return Refused(refused="too_late", about="rules")
    rules = [rule for rule in map(one_line, command.rules) if rule]
    if not rules:
        return Refused(refused="empty", about="rules")
    if len(rules) > MOST_RULES:
        return Refused(refused="too_long", about=f"count:{MOST_RULES}")
    return _too_long({"rules": max(rules, key=len)}, {"rules": NOTE_CHARS}) or _put(
        tx, command.seen, {"rules": rules}
    )


@action
def tell_story(tx: Tx, _who: AtDesk, _key: bytes, command: commands.TellStory) -> Answered:
    """Chooses another story for a stage that has not told its own yet."""
    if is_told(tx.agenda, opened_stages(tx), command.place):
        return Refused(refused="too_late", about="story")
    at = AsItStands(tx)
    current = at.story if command.place == "story" else at.second_story
    if current == command.story:
        return OK
    if command.seen != seen_story(current):
        return Refused(refused="moved_on", about="story")
    tx.put_hidden(STORY_COLUMNS[command.place], command.story)
    places = {**tx.state.library, command.place: command.library}
    tx.put(library={place: id_ for place, id_ in places.items() if id_})
    tx.changed = True
    return OK


def seen_story(story: Story | None) -> str:
    """Marks a story as it stands, for whoever begins to change it; None for one not chosen yet."""
    return mark_of(msgspec.to_builtins(story))


def opened_stages(tx: Tx) -> frozenset[str]:
    """Returns the ids of the stages that have opened."""
    rounds = [one.stage for one in tx.state.rounds]
    return begun(tx.state.stage, tx.state.took, rounds)


def _too_long(new: Mapping[str, str], limits: Mapping[str, int]) -> Refused | None:
    for field, text in new.items():
        if len(text) > limits[field]:
            return Refused(refused="too_long", about=f"{field}:{limits[field]}")
    return None


def _put(tx: Tx, seen: str, new: Mapping[str, object]) -> Answered:
    """Writes columns, unless another desk has changed them since this one saw them."""
    current = [getattr(tx.state, name) for name in new]
    if current == [*new.values()]:
        return OK
    if seen != mark_of(*current):
        return Refused(refused="moved_on", about=next(iter(new)))
    tx.put(**new)
    tx.changed = True
    return OK


STORY_COLUMNS: dict[Told, HiddenColumn] = {"story": "story", "story2": "second_story"}
"""The columns of the stories, by the place where each is told."""


@action
def set_wifi(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetWifi) -> Answered:
    """Says another Wi-Fi, or none."""
    name, password = literal(command.name), literal(command.password)
    for field, text, most in (("name", name, NOTE_CHARS), ("password", password, WIFI_PASSWORD)):
        if len(text) > most:
            return Refused(refused="too_long", about=f"{field}:{most}")
    tx.put(wifi=name)
    tx.put_hidden("wifi_password", wifi_words(name, password, command.shown))
    tx.changed = True
    return OK


def wifi_words(name: str, password: str, shown: bool) -> WifiWords | None:
    """Returns a Wi-Fi's password as it is stored; None without a network to join by it."""
    return WifiWords(password=password, shown=shown) if name else None


@action
def free_at(tx: Tx, _who: AtDesk, _key: bytes, command: commands.FreeAt) -> Answered:
    """Says another hour at which the room must be free, or none."""
    moment = moment_at(tx.context.now, command.offset)
    tx.put(free_at=command.hour, free_by=next_at(command.hour, moment))
    tx.changed = True
    return OK


@action
def skip_stage(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SkipStage) -> Answered:
    """Leaves out a stage that comes later, or puts it back."""
    state, id_ = tx.state, command.stage
    at = tx.agenda.place(id_)
    if at is None:
        return Refused(refused="no_such", about="stage")
    if command.on and (at <= tx.position or state.took.get(id_) or _is_last(tx, at)):
        return Refused(refused="not_allowed", about="skip_stage")
    left_out = {*state.skipped, id_} if command.on else {*state.skipped} - {id_}
    tx.put(skipped=sorted(left_out))
    tx.changed = True
    return OK


@action
def set_minutes(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetMinutes) -> Answered:
    """Gives the stages that come other minutes.

    Where no hour was given, the end that the agenda led to stays what everything is measured by:
    else the workshop would be as late after it was shortened as before.
    """
    stages, current = tx.agenda.stages, tx.position
    if not command.minutes.keys() <= {stage.id for stage in stages}:
        return Refused(refused="no_such", about="minutes")
    to_come = {stage.id for stage in stages[current + 1 :]} & command.minutes.keys()
    timed = tuple(
        replace(stage, minutes=command.minutes[stage.id]) if stage.id in to_come else stage
        for stage in stages
    )
    if tx.state.free_by is None and tx.state.started_at is not None:
        tx.put(free_by=tx.state.started_at + MINUTE_S * tx.agenda.minutes)
    tx.put(agenda=write_agenda(Agenda(timed)))
    tx.changed = True
    return OK


@action
def close_door(tx: Tx, _who: AtDesk, _key: bytes, command: commands.CloseDoor) -> Answered:
    """Lets no new device in, or lets them in again."""
    tx.put(door_closed=command.on)
    tx.changed = True
    return OK


@action
def play_tone(tx: Tx, _who: AtDesk, _key: bytes, command: commands.PlayTone) -> Answered:
    """Lets the room's screen play its tone, or keeps it silent."""
    tx.put(silent=not command.on)
    tx.changed = True
    return OK


@action
def meet_again(tx: Tx, _who: AtDesk, _key: bytes, command: commands.MeetAgain) -> Answered:
    """Says when the team meets next, or that nobody knows yet."""
    if command.day and not is_day(command.day):
        return Refused(refused="malformed", about="day")
    tx.put(meets=command.day)
    tx.changed = True
    return OK


def _is_last(tx: Tx, position: int) -> bool:
    """The finish is where the traces are erased: nobody comes past it."""
    return position == len(tx.agenda.stages) - 1
