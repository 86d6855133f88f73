"""Commands made by chance from their types alone, so that a new kind is among them on the day it is
written; what a field names is taken from what is there."""

import random
import re
from collections.abc import Mapping, Sequence
from typing import Any, get_args

import msgspec
from msgspec import inspect

from tests.support.room import said, shaped
from workshop.actions.change import seen_story
from workshop.actions.shape import seen_agenda
from workshop.protocol import commands
from workshop.protocol.change_commands import mark_of
from workshop.protocol.stage_commands import Ending
from workshop.stories.pack import built_in
from workshop.views import Room

TYPES: Mapping[str, type[commands.Command]] = {
    str(kind.__struct_config__.tag): kind for kind in get_args(commands.AnyCommand)
}
"""All commands that there are, by their names on the wire."""
OF_PHONES = frozenset(
    str(kind.__struct_config__.tag) for kind in get_args(commands.ParticipantCommand)
)
APT = {
    "arrive": ("answer_pulse", "check_in", "checked_in", "unclear"),
    "ground_rules": ("unclear",),
    "follow_up": ("follow_up",),
    "story": ("been_there", "ask_question"),
    "write": ("write_card", "write_card", "edit_card", "withdraw_card", "nothing_to_add",
              "paper_card", "opened", "let_on"),
    "look_through": ("opened", "set_aside", "mark_sensitive", "paper_card"),
    "reveal": ("been_there", "ask_off", "take_off", "leave_card", "mark_sensitive", "page_size"),
    "ask_how": ("ask_about", "write_card", "write_card", "edit_card", "withdraw_card",
                "nothing_to_add", "opened", "set_aside", "add_to_lessons", "add_to_lessons"),
    "talk": ("add_lesson", "let_on", "put_aside"),
    "lessons": ("add_lesson", "add_lesson", "keep_lessons", "let_on", "put_aside", "merge",
                "merge_all", "split", "leave_out", "desk_lesson", "undo_lessons"),
    "vote": ("vote",) * 8 + ("done_voting", "paper_votes"),
    "commit": ("offer", "offer", "paper_offer", "take", "take", "take", "let_on", "put_aside",
               "pick", "pick_lesson", "free_commitment"),
    "finish": ("answer", "answer_pulse", "write_letter"),
}  # fmt: skip
"""Commands that fit a stage; all others come in each as well."""
SELDOM = frozenset({
    "go", "close_adding", "end_voting", "run_off", "take_tied", "draw_lots", "vote_anew",
    "end_pulse", "open_again",
})  # fmt: skip
"""Commands that come seldom in time: the stage would be over before much has happened in it."""
_INFOS = {tag: inspect.type_info(kind) for tag, kind in TYPES.items()}
STRANGE = (
    "", " ", "\u200b", "x" * 7000, "x" * 281, "\u0000null", "\u202eright to left", "e\u0301" * 150,
    "\U0001f469\u200d\U0001f680", "\u0645\u0631\u062d\u0628\u0627", "<b>'\";--</b>", "a\nb\r\nc",
)  # fmt: skip
"""Texts that a person may type or paste, and some that no person does."""
FITTING = ("", "2099-03-01", "12:30", "write", "0" * 16, "0" * 32, "en")
"""Texts of which each pattern of the protocol takes one."""


class Maker:
    """Makes commands for a room, by the dice. `keys` are those of cards that phones have sent."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._texts = 0
        self.keys: list[str] = []

    def makes(self, tag: str, room: Room) -> dict[str, Any]:
        """Returns a command of a kind that may be done in this room, or hardly."""
        info = _INFOS[tag]
        assert isinstance(info, inspect.StructType)
        made = {one.encode_name: self._field(tag, one, room) for one in info.fields}
        if issubclass(TYPES[tag], Ending):
            made["said"] = self.said(tag, made.get("stage", ""), room)
        return {"type": tag, **made}

    def said(self, tag: str, stage: str, room: Room) -> list[dict[str, Any]]:
        """Returns what a desk has to say that an act takes away."""
        kind = TYPES[tag]
        assert issubclass(kind, Ending)
        taken: list[dict[str, Any]] = msgspec.to_builtins(said(room, kind, stage))
        return taken

    def text(self) -> str:
        """A text that no other one is."""
        self._texts += 1
        plain = f"It broke, {self._texts}."
        if self._dice.random() > 0.1:
            return plain
        strange = self._dice.choice(STRANGE)
        return plain + strange if len(strange) > 1 else strange

    def _field(self, tag: str, field: inspect.Field, room: Room) -> Any:
        name = field.name
        if name in ("story", "seen", "stages"):
            return self.whole(tag, name, room)
        named = NAMED.get(f"{tag}.{name}", NAMED.get(name))
        if named is None:
            return self._value(field.type)
        there = [*named(self, room)]
        if isinstance(field.type, inspect.ListType):
            return self._dice.sample(there, min(len(there), self._dice.randint(1, 4)))
        return self._dice.choice(there) if there else self._value(field.type)

    def whole(self, tag: str, name: str, room: Room) -> Any:
        """A value of a command that changes a workshop: mostly as it is, which is always done."""
        match tag, name:
            case _, "story":
                return msgspec.to_builtins(self._dice.choice(built_in()))
            case _, "stages":
                made = [msgspec.to_builtins(shaped(one)) for one in room.agenda.stages]
                self._dice.choice(made)["cue"] = self.text()
                return made
            case "shape_agenda", _:
                return seen_agenda(room.agenda)
            case "tell_story", _:
                return seen_story(self._dice.choice((room.story, room.second_story)))
        state = room.state
        parts = {
            "rename": (state.title, state.team), "set_contacts": (state.support, state.reporting),
            "set_rules": (state.rules,), "set_place": (state.remote, state.hybrid),
        }  # fmt: skip
        return mark_of(*parts[tag])

    def _value(self, kind: inspect.Type) -> Any:
        dice = self._dice
        match kind:
            case inspect.StructType():
                return {one.encode_name: self._value(one.type) for one in kind.fields}
            case inspect.ListType() | inspect.VarTupleType():
                most = kind.max_length if kind.max_length is not None else 3
                count = dice.choice((kind.min_length or 0, min(most, 3)))
                return [self._value(kind.item_type) for _ in range(count)]
            case inspect.DictType():
                return {self._value(kind.key_type): self._value(kind.value_type)}
            case inspect.UnionType():
                return self._value(dice.choice(kind.types))
            case inspect.LiteralType():
                return dice.choice(kind.values)
            case inspect.StrType():
                return self._string(kind)
            case inspect.IntType():
                return dice.randint(kind.ge or 0, min(kind.le or 9, (kind.ge or 0) + 9))
            case inspect.BoolType():
                return dice.random() < 0.6
            case inspect.NoneType():
                return None
        raise AssertionError(f"say here how a test fills in {kind}")

    def _string(self, kind: inspect.StrType) -> str:
        if kind.pattern is None:
            return self.text() if not kind.max_length or kind.max_length > 100 else "none"
        return self._dice.choice([one for one in FITTING if re.search(kind.pattern, one)])


def _rounds(maker: Maker, room: Room) -> Sequence[int]:
    now = room.state.round
    return (*[now] * 12, 0, now - 1, now + 1)


def _about(room: Room) -> int:
    """The card that the room is asked about; 0 for none."""
    return room.writing.about if room.writing else 0


def _turns(maker: Maker, room: Room) -> Sequence[int]:
    return (*[room.state.turn] * 3, room.state.turn - 1)


def _numbers(maker: Maker, room: Room) -> Sequence[str]:
    return [str(one.n) for one in room.cards]


def _lessons(maker: Maker, room: Room) -> Sequence[str]:
    return [one.id for one in room.lessons]


def _ballot(maker: Maker, room: Room) -> Sequence[str]:
    off = [one.id for one in room.lessons if one.parent or one.left_out]
    return [one for one in room.state.run_off or _lessons(maker, room) if one not in off]


def _chosen(maker: Maker, room: Room) -> Sequence[str]:
    return [*room.state.chosen] or _lessons(maker, room)


def _unread(maker: Maker, room: Room) -> Sequence[str]:
    return [one.handle for one in room.unread] + [one.id for one in room.offers]


NAMED: Mapping[str, Any] = {
    "round": _rounds,
    "turn": _turns,
    "stage": lambda _maker, room: [one.id for one in room.agenda.stages],
    "item": lambda maker, room: ["story", *_numbers(maker, room)],
    "card": _numbers,
    "ask_about.card": lambda _maker, room: [one.n for one in room.cards],
    "add_to_lessons.card": lambda _maker, room: [one.handle for one in room.waiting],
    "about": lambda _maker, room: [*[_about(room)] * 4, 0, 1],
    "ask_question.question": lambda _maker, _room: range(3),
    "page_size.card": lambda _maker, room: [None, *(one.n for one in room.cards)],
    "set_aside.card": lambda _maker, room: [one.handle for one in room.waiting],
    "mark_sensitive.card": lambda maker, room: [
        *_numbers(maker, room),
        *(one.handle for one in room.waiting),
    ],
    "edit_card.card": lambda maker, _room: maker.keys[-6:],
    "withdraw_card.card": lambda maker, _room: maker.keys[-6:],
    "cards": lambda _maker, room: [one.handle for one in room.waiting],
    "unread": lambda maker, room: [*_unread(maker, room), *(one.handle for one in room.waiting)],
    "put_aside.unread": lambda maker, room: [
        *_unread(maker, room),
        *(one.id for one in room.commitments),
    ],
    "lesson": _lessons,
    "into": _lessons,
    "lessons": _lessons,
    "vote.lesson": _ballot,
    "paper_votes.lesson": _ballot,
    "offer.lesson": _chosen,
    "paper_offer.lesson": _chosen,
    "vote.votes": lambda _maker, _room: (0, 1, 1, 2, 3),
    "paper_votes.votes": lambda _maker, _room: (0, 1, 2, 3),
    "commitment": lambda _maker, room: [
        *(one.id for one in room.commitments),
        *(one.id for one in room.offers),
    ],
    "check_in": lambda _maker, room: [one.handle for one in room.check_ins],
    "n": lambda _maker, room: [one.n for one in room.carried],
    "answers": lambda maker, _room: [1, 2, 3, 4, 5],
    "set_minutes.minutes": lambda _maker, room: [
        {one.id: one.minutes for one in room.agenda.stages}
    ],
    "step": lambda _maker, _room: range(4),
    "team": lambda _maker, room: [room.state.team],
    "title": lambda _maker, room: [room.state.title, "Renamed"],
    "support": lambda _maker, _room: ["", "Ask Jo"],
    "reporting": lambda _maker, _room: ["", "Ask Kim"],
    "day": lambda _maker, _room: ["", "2099-03-01"],
    "library": lambda _maker, _room: [""],
}
"""The things that a field may name, by its command and its name, or by its name alone."""


def broken(command: dict[str, Any], dice: random.Random) -> dict[str, Any]:
    """Returns a command with something wrong in it: a field too many or too few, another type, a
    value beyond all limits."""
    made = dict(command)
    name = dice.choice([*made])
    match dice.randrange(5):
        case 0:
            del made[name]
        case 1:
            made["surplus"] = 1
        case 2:
            made[name] = dice.choice([None, 1e9, -1, [], {}, True, [[[]]], {"type": "vote"}])
        case 3:
            made[name] = dice.choice(STRANGE)
        case _:
            made[name] = 2**63 if isinstance(made[name], int) else "\ud800"
    return made
