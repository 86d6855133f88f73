"""The parts of an open workshop that can be changed: the fields of each, and their command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, Generic, Literal, TypeVar

from msgspec import Meta

from workshop.actions.change import seen_story
from workshop.protocol import commands
from workshop.protocol.change_commands import mark_of
from workshop.protocol.messages import RefusalCode, Refused
from workshop.protocol.story import Story
from workshop.rules.agenda import Told, message
from workshop.rules.joining import literal
from workshop.rules.limits import NOTE_CHARS, TEAM_CHARS, TITLE_CHARS, WIFI_PASSWORD
from workshop.rules.stages import is_told, writing_begun
from workshop.rules.times import next_at
from workshop.views import Room
from workshop.web.forms import Form, OneLine, Seen, Ticked, too_long
from workshop.web.page_language import plural, translate
from workshop.web.preparing.new_steps import contact_fault
from workshop.web.services import services
from workshop.web.stories.story_form import StoryFields, read_story, story_values

F = TypeVar("F", bound=Form)
Values = Mapping[str, str]
CommandOrFaults = commands.AnyCommand | dict[str, str]
"""The command that a part's fields make, or what is wrong in them, by field."""

WRITING_OPEN = message("Writing has opened under these rules. They stay as they are.")
ROOM_HAS_HEARD = message("The room has heard this story. It stays as it was told.")
NO_PLACE = message("Choose where people are.")
NO_CHANGED_TITLE = message("Give the workshop a title, so that people know it is theirs.")
NoteLine = Annotated[OneLine, Meta(max_length=NOTE_CHARS)]
ODD_HOUR = message("Write the time as hours and minutes, such as 15:00.")


class NameForm(Seen):
    """Another title and team."""

    title: Annotated[
        OneLine, Meta(min_length=1, max_length=TITLE_CHARS, description=NO_CHANGED_TITLE)
    ]
    team: Annotated[OneLine, Meta(max_length=TEAM_CHARS)]


class HourForm(Seen):
    """The hour at which everyone is free, where the browser is: `offset` minutes east of UTC."""

    free_at: Annotated[str, str.strip]
    offset: str


class PlaceForm(Seen):
    """Where people are."""

    place: Annotated[Literal["room", "remote", "both"], Meta(description=NO_PLACE)]


class WifiForm(Seen):
    """The room's network."""

    wifi: Annotated[str, literal, Meta(max_length=NOTE_CHARS)]
    wifi_password: Annotated[str, literal, Meta(max_length=WIFI_PASSWORD)]
    wifi_hidden: Ticked


class ContactsForm(Seen):
    """Whom people can turn to."""

    support: NoteLine
    reporting: NoteLine
    nobody: Ticked


class RulesForm(Seen):
    """The ground rules, one on each line."""

    rules: str


class StoryForm(StoryFields):
    """A story of the shelf, or one that is written there."""

    seen: str


@dataclass(frozen=True)
class ChangePart(Generic[F]):
    """A part of a workshop with its form. `seen` marks how it stands, and `closed` says why it
    cannot be changed any more, "" while it can."""

    form: type[F]
    values: Callable[[Room], dict[str, str]]
    seen: Callable[[Room], str]
    asked: Callable[[F], CommandOrFaults]
    closed: Callable[[Room], str] = lambda _room: ""


def parts_of(room: Room) -> dict[str, ChangePart[Any]]:
    """Returns the parts that a workshop has, by name: a second story only where two are told."""
    told = room.agenda.tells()
    wanted = [name for name, needs in _NEEDS.items() if told >= needs]
    return {
        name: part for name, part in CHANGE_PARTS.items() if name in wanted or name not in _NEEDS
    }


def _name(form: NameForm) -> CommandOrFaults:
    return commands.Rename(title=form.title, team=form.team, seen=form.seen)


def _contacts(form: ContactsForm) -> CommandOrFaults:
    if fault := contact_fault(form.support, form.nobody):
        return {"support": fault}
    return commands.SetContacts(support=form.support, reporting=form.reporting, seen=form.seen)


def _contacts_values(room: Room) -> dict[str, str]:
    support, reporting = room.state.support, room.state.reporting
    return {"support": support, "reporting": reporting, "nobody": "" if support else "1"}


def places_in_words() -> dict[str, str]:
    """Returns the places where people can be, in words."""
    return {
        "room": translate("In a room"),
        "remote": translate("In a call"),
        "both": translate("Both: some in a room, some in a call"),
    }


def _place(form: PlaceForm) -> CommandOrFaults:
    return commands.SetPlace(place=form.place, seen=form.seen)


def _place_values(room: Room) -> dict[str, str]:
    return {"place": "remote" if room.state.remote else "both" if room.state.hybrid else "room"}


def _rules(form: RulesForm) -> CommandOrFaults:
    return commands.SetRules(rules=form.rules.strip().splitlines()[:40], seen=form.seen)


def _hour(form: HourForm) -> CommandOrFaults:
    now = datetime.fromtimestamp(services().now(), UTC).astimezone()
    minutes = int(form.offset) if _is_offset(form.offset) else _minutes_east(now)
    if form.free_at and next_at(form.free_at, now) is None:
        return {"free_at": translate(ODD_HOUR)}
    return commands.FreeAt(hour=form.free_at, offset=minutes)


def _is_offset(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 4 and int(digits) <= 900


def _minutes_east(now: datetime) -> int:
    offset = now.utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def _wifi(form: WifiForm) -> CommandOrFaults:
    return commands.SetWifi(name=form.wifi, password=form.wifi_password, shown=not form.wifi_hidden)


def _wifi_values(room: Room) -> dict[str, str]:
    if room.wifi is None:
        return {"wifi": "", "wifi_password": "", "wifi_hidden": ""}
    hidden = "" if room.wifi.shown else "1"
    return {"wifi": room.wifi.name, "wifi_password": room.wifi.password, "wifi_hidden": hidden}


def _story_part(place: Told) -> ChangePart[StoryForm]:
    def asked(form: StoryForm) -> CommandOrFaults:
        chosen = read_story(form.story, form.own)
        if isinstance(chosen, dict):
            return chosen
        return commands.TellStory(
            place=place, story=chosen.story, seen=form.seen, library=chosen.id
        )

    def current(room: Room) -> Story | None:
        return room.story if place == "story" else room.second_story

    def closed(room: Room) -> str:
        return ROOM_HAS_HEARD if is_told(room.agenda, room.begun, place) else ""

    return ChangePart(
        StoryForm,
        lambda room: story_values(current(room), room.state.library.get(place, "")),
        lambda room: seen_story(current(room)),
        asked,
        closed,
    )


CHANGE_PARTS: dict[str, ChangePart[Any]] = {
    "name": ChangePart(
        NameForm,
        lambda room: {"title": room.state.title, "team": room.state.team},
        lambda room: mark_of(room.state.title, room.state.team),
        _name,
    ),
    "hour": ChangePart(
        HourForm, lambda room: {"free_at": room.state.free_at}, lambda _room: "", _hour
    ),
    "place": ChangePart(
        PlaceForm,
        _place_values,
        lambda room: mark_of(room.state.remote, room.state.hybrid),
        _place,
    ),
    "wifi": ChangePart(WifiForm, _wifi_values, lambda _room: "", _wifi),
    "contacts": ChangePart(
        ContactsForm,
        _contacts_values,
        lambda room: mark_of(room.state.support, room.state.reporting),
        _contacts,
    ),
    "rules": ChangePart(
        RulesForm,
        lambda room: {"rules": "\n".join(room.state.rules)},
        lambda room: mark_of(room.state.rules),
        _rules,
        lambda room: WRITING_OPEN if writing_begun(room.agenda, room.begun) else "",
    ),
    "story": _story_part("story"),
    "story2": _story_part("story2"),
}
_NEEDS = {"story": 1, "story2": 2}
"""Number of stories that an agenda must tell for a part to be there."""


MOVED_ON = message(
    "This was changed at another desk in the meantime. What you typed is still here. Save again "
    "to replace what the other desk wrote."
)
TOO_LATE_WORDS = {
    "rules": message("The rules can no longer be changed: writing has opened under them."),
    "story": message("The story can no longer be changed: its stage has opened."),
}
NO_RULE = message("Write at least one rule.")
WORKSHOP_OVER = message("This workshop is over. Nothing was changed.")


def faults_of(refused: Refused) -> dict[str, str]:
    """Returns what is wrong by the field that it is wrong in, "" for the whole part."""
    field, _, most = refused.about.partition(":")
    code: RefusalCode = refused.refused
    if code == "empty":
        return {field: translate(NO_RULE)}
    if code == "too_long" and field == "count":
        return {"rules": _too_many(int(most))}
    if code == "too_long":
        return {field: too_long(int(most))}
    if code == "too_late":
        return {"": translate(TOO_LATE_WORDS[field])}
    why = MOVED_ON if code == "moved_on" else WORKSHOP_OVER
    return {"": translate(why)}


def _too_many(most: int) -> str:
    return plural("The limit is {n} rule.", "The limit is {n} rules.", most)
