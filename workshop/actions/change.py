"""What the desk changes of a workshop that is open already, as long as nobody relies on it."""

from collections.abc import Mapping

import msgspec

from workshop.actions.answers import OK, Answer, AtDesk, action
from workshop.actions.standing import AsItStands
from workshop.protocol import commands
from workshop.protocol.messages import Refused
from workshop.protocol.story import Story
from workshop.rules.limits import NOTE, RULES, TEAM, TITLE
from workshop.rules.seen import mark_of
from workshop.rules.stages import begun, is_told, writing_begun
from workshop.rules.text import one_line
from workshop.storage.state import HiddenColumn
from workshop.storage.transaction import Tx


@action
def rename(tx: Tx, _who: AtDesk, _key: bytes, command: commands.Rename) -> Answer:
    """Gives the workshop another title and team."""
    new = {"title": one_line(command.title), "team": one_line(command.team)}
    if not new["title"]:
        return Refused(refused="empty", about="title")
    return _too_long(new, {"title": TITLE, "team": TEAM}) or _put(tx, command.seen, new)


@action
def set_contacts(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetContacts) -> Answer:
    """Says who people can talk to afterwards, and where things are reported."""
    new = {"support": one_line(command.support), "reporting": one_line(command.reporting)}
    return _too_long(new, dict.fromkeys(new, NOTE)) or _put(tx, command.seen, new)


@action
def set_place(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetPlace) -> Answer:
    """Says where people are; phones and screens then speak of a room, a call or both."""
    new = {"remote": command.place == "remote", "hybrid": command.place == "both"}
    return _put(tx, command.seen, new)


@action
def set_rules(tx: Tx, _who: AtDesk, _key: bytes, command: commands.SetRules) -> Answer:
    """Gives the room other rules, until it writes under them."""
    if writing_begun(tx.agenda, opened(tx)):
        return Refused(refused="too_late", about="rules")
    rules = [rule for rule in map(one_line, command.rules) if rule]
    if not rules:
        return Refused(refused="empty", about="rules")
    if len(rules) > RULES:
        return Refused(refused="too_long", about=f"count:{RULES}")
    return _too_long({"rules": max(rules, key=len)}, {"rules": NOTE}) or _put(
        tx, command.seen, {"rules": rules}
    )


@action
def tell_story(tx: Tx, _who: AtDesk, _key: bytes, command: commands.TellStory) -> Answer:
    """Chooses another story for a stage that has not told its own yet."""
    if is_told(tx.agenda, opened(tx), command.place):
        return Refused(refused="too_late", about="story")
    at = AsItStands(tx)
    current = at.story if command.place == "story" else at.second_story
    if current == command.story:
        return OK
    if command.seen != seen_story(current):
        return Refused(refused="moved_on", about="story")
    tx.put_hidden(_COLUMNS[command.place], command.story)
    tx.changed = True
    return OK


def seen_story(story: Story | None) -> str:
    """Marks a story as it stands, for whoever begins to change it; None for one not chosen yet."""
    return mark_of(msgspec.to_builtins(story))


def opened(tx: Tx) -> frozenset[str]:
    """Returns the ids of the stages that have opened."""
    rounds = [one.stage for one in tx.state.rounds]
    return begun(tx.state.stage, tx.state.took, rounds)


def _too_long(new: Mapping[str, str], limits: Mapping[str, int]) -> Refused | None:
    for field, text in new.items():
        if len(text) > limits[field]:
            return Refused(refused="too_long", about=f"{field}:{limits[field]}")
    return None


def _put(tx: Tx, seen: str, new: Mapping[str, object]) -> Answer:
    """Writes columns, unless another desk has changed them since this one saw them."""
    current = [getattr(tx.state, name) for name in new]
    if current == [*new.values()]:
        return OK
    if seen != mark_of(*current):
        return Refused(refused="moved_on", about=next(iter(new)))
    tx.put(**new)
    tx.changed = True
    return OK


_COLUMNS: dict[str, HiddenColumn] = {"story": "story", "story2": "second_story"}
