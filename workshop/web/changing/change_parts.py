"""The parts of an open workshop that can be changed: the fields of each, and their command."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal

from workshop.actions.change import seen_story
from workshop.protocol import commands
from workshop.protocol.change_commands import mark_of
from workshop.protocol.messages import RefusalCode, Refused
from workshop.protocol.story import Story
from workshop.rules.agenda import Told, message
from workshop.rules.stages import is_told, writing_begun
from workshop.rules.times import next_at
from workshop.views import Room
from workshop.web.page_language import plural, translate
from workshop.web.preparing.new_form import too_long
from workshop.web.preparing.new_steps import contact_fault
from workshop.web.services import services
from workshop.web.stories.story_form import read_story, story_values

Values = Mapping[str, str]
Asked = commands.AnyCommand | dict[str, str]
"""The command that a part's fields make, or what is wrong in them, by field."""

WRITTEN = message("Writing has opened under these rules. They stay as they are.")
TOLD = message("The room has heard this story. It stays as it was told.")
NO_PLACE = message("Choose where people are.")
PLACES: Mapping[str, Literal["room", "remote", "both"]] = {
    "room": "room",
    "remote": "remote",
    "both": "both",
}
ODD_HOUR = message("Write the time as hours and minutes, such as 15:00.")


@dataclass(frozen=True)
class ChangePart:
    """A part of a workshop. `seen` marks how it stands, and `closed` says why it cannot be
    changed any more, "" while it can."""

    values: Callable[[Room], dict[str, str]]
    seen: Callable[[Room], str]
    asked: Callable[[Values], Asked]
    closed: Callable[[Room], str] = lambda _room: ""


def parts_of(room: Room) -> dict[str, ChangePart]:
    """Returns the parts that a workshop has, by name: a second story only where two are told."""
    told = room.agenda.tells()
    wanted = [name for name, needs in _NEEDS.items() if told >= needs]
    return {name: part for name, part in PARTS.items() if name in wanted or name not in _NEEDS}


def _name(values: Values) -> Asked:
    return commands.Rename(title=values["title"], team=values["team"], seen=values["seen"])


def _contacts(values: Values) -> Asked:
    support, reporting = values["support"], values["reporting"]
    if fault := contact_fault(values):
        return {"support": fault}
    return commands.SetContacts(support=support, reporting=reporting, seen=values["seen"])


def _contacts_values(room: Room) -> dict[str, str]:
    support, reporting = room.state.support, room.state.reporting
    return {"support": support, "reporting": reporting, "nobody": "" if support else "1"}


def places() -> dict[str, str]:
    """Returns the places where people can be, in words."""
    return {
        "room": translate("In a room"),
        "remote": translate("In a call"),
        "both": translate("Both: some in a room, some in a call"),
    }


def _place(values: Values) -> Asked:
    place = PLACES.get(values["place"])
    if place is None:
        return {"place": translate(NO_PLACE)}
    return commands.SetPlace(place=place, seen=values["seen"])


def _place_values(room: Room) -> dict[str, str]:
    return {"place": "remote" if room.state.remote else "both" if room.state.hybrid else "room"}


def _rules(values: Values) -> Asked:
    return commands.SetRules(rules=values["rules"].splitlines()[:40], seen=values["seen"])


def _hour(values: Values) -> Asked:
    now = datetime.fromtimestamp(services().now(), UTC).astimezone()
    offset = values.get("offset", "")
    minutes = int(offset) if _is_offset(offset) else _minutes_east(now)
    if values["free_at"] and next_at(values["free_at"], now) is None:
        return {"free_at": translate(ODD_HOUR)}
    return commands.FreeAt(hour=values["free_at"], offset=minutes)


def _is_offset(text: str) -> bool:
    digits = text.removeprefix("-")
    return digits.isascii() and digits.isdigit() and len(digits) < 4 and int(digits) <= 900


def _minutes_east(now: datetime) -> int:
    offset = now.utcoffset()
    return int(offset.total_seconds() // 60) if offset else 0


def _wifi(values: Values) -> Asked:
    password, shown = values["wifi_password"], not values.get("wifi_hidden")
    return commands.SetWifi(name=values["wifi"], password=password, shown=shown)


def _wifi_values(room: Room) -> dict[str, str]:
    if room.wifi is None:
        return {"wifi": "", "wifi_password": "", "wifi_hidden": ""}
    hidden = "" if room.wifi.shown else "1"
    return {"wifi": room.wifi.name, "wifi_password": room.wifi.password, "wifi_hidden": hidden}


def _story_part(place: Told) -> ChangePart:
    def asked(values: Values) -> Asked:
        chosen = read_story({"story": "", **values})
        if isinstance(chosen, dict):
            return chosen
        return commands.TellStory(
            place=place, story=chosen.story, seen=values["seen"], library=chosen.id
        )

    def current(room: Room) -> Story | None:
        return room.story if place == "story" else room.second_story

    def closed(room: Room) -> str:
        return TOLD if is_told(room.agenda, room.begun, place) else ""

    return ChangePart(
        lambda room: story_values(current(room), room.state.library.get(place, "")),
        lambda room: seen_story(current(room)),
        asked,
        closed,
    )


PARTS = {
    "name": ChangePart(
        lambda room: {"title": room.state.title, "team": room.state.team},
        lambda room: mark_of(room.state.title, room.state.team),
        _name,
    ),
    "hour": ChangePart(lambda room: {"free_at": room.state.free_at}, lambda _room: "", _hour),
    "place": ChangePart(
        _place_values, lambda room: mark_of(room.state.remote, room.state.hybrid), _place
    ),
    "wifi": ChangePart(_wifi_values, lambda _room: "", _wifi),
    "contacts": ChangePart(
        _contacts_values,
        lambda room: mark_of(room.state.support, room.state.reporting),
        _contacts,
    ),
    "rules": ChangePart(
        lambda room: {"rules": "\n".join(room.state.rules)},
        lambda room: mark_of(room.state.rules),
        _rules,
        lambda room: WRITTEN if writing_begun(room.agenda, room.begun) else "",
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
TOO_LATE = {
    "rules": message("The rules can no longer be changed: writing has opened under them."),
    "story": message("The story can no longer be changed: its stage has opened."),
}
EMPTY = {
    "title": message("Give the workshop a title, so that people know it is theirs."),
    "rules": message("Write at least one rule."),
}
FIELDS = {"name": "wifi", "password": "wifi_password"}
"""The fields of the page that are called otherwise in their command."""
OVER = message("This workshop is over. Nothing was changed.")


def faults_of(refused: Refused, values: Mapping[str, str]) -> dict[str, str]:
    """Returns what is wrong by the field that it is wrong in, "" for the whole part."""
    about, _, most = refused.about.partition(":")
    field = FIELDS.get(about, about)
    code: RefusalCode = refused.refused
    if code == "empty":
        return {field: translate(EMPTY[field])}
    if code == "too_long" and field == "count":
        return {"rules": _too_many(int(most))}
    if code == "too_long":
        return {field: too_long(_length(values[field]), int(most))}
    if code == "too_late":
        return {"": translate(TOO_LATE[field])}
    why = MOVED_ON if code == "moved_on" else OVER
    return {"": translate(why)}


def _length(text: str) -> int:
    """Returns the length of the longest line: rules have one each."""
    return max(map(len, text.splitlines()), default=0)


def _too_many(most: int) -> str:
    return plural("The limit is {n} rule.", "The limit is {n} rules.", most)
