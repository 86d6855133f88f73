"""Who acts, what an action answers, and how an action is registered for its command."""

from collections.abc import Callable
from dataclasses import dataclass
from inspect import signature
from typing import Any, TypeVar, get_args

from workshop.protocol.messages import Ok, Refused
from workshop.rules.agenda import StageKind
from workshop.rules.text import clean
from workshop.storage.state import is_collecting
from workshop.storage.transaction import Tx

Answered = Ok | Refused
OK = Ok()
"""The answer to every command that was done; its one size does not tell what that was."""


Action = Callable[[Tx, Any, bytes, Any], Answered]
ACTIONS: dict[type, Action] = {}
"""The function that does each command."""
D = TypeVar("D", bound=Callable[..., Any])


@dataclass(frozen=True)
class Participant:
    """A participant's device, by the secret that it made for this workshop."""

    secret: bytes


@dataclass(frozen=True)
class AtDesk:
    """Whoever is signed in at the desk."""


def does(into: dict[type, Any]) -> Callable[[D], D]:
    """Registers a function for the command that its last parameter is annotated with.

    Of a union, such as `StageCommand`, for each. Raises TypeError for a command that another
    function does.
    """

    def register(do: D) -> D:
        asked = [*signature(do).parameters.values()][-1].annotation
        for command in get_args(asked) or (asked,):
            if command in into:
                raise TypeError(f"{command.__name__} is done twice")
            into[command] = do
        return do

    return register


def each_done(asked: Any, by: dict[type, D]) -> dict[type, D]:
    """Returns the function for each command of a union. Raises TypeError, which stops the
    start, if a command has none."""
    missing = [command.__name__ for command in get_args(asked) if command not in by]
    if missing:
        raise TypeError(f"no function does {', '.join(missing)}")
    return {command: by[command] for command in get_args(asked)}


action = does(ACTIONS)


def stage_kind(tx: Tx) -> StageKind:
    """The kind of the current stage."""
    kind: StageKind = tx.agenda.stages[tx.position].kind
    return kind


def not_collecting(tx: Tx, kind: StageKind, round_: int) -> Refused | None:
    """Returns why nothing can be collected now for the round that a device was shown, else None."""
    if stage_kind(tx) != kind:
        return Refused(refused="wrong_stage", about=kind)
    if round_ != tx.state.round or not is_open(tx, tx.state.round):
        return Refused(refused="round_closed")
    return None


def is_open(tx: Tx, round_: int) -> bool:
    """True if a round collects."""
    return is_collecting(tx.state, round_)


def cleaned(field: str, text: str, limit: int, *, needed: bool = True) -> str | Refused:
    """A text after the clean-up; refused when it is empty or too long, with the field's name."""
    if _far_too_long(text, limit):
        return Refused(refused="too_long", about=f"{field}:{limit}")
    text = clean(text)
    if needed and not text:
        return Refused(refused="empty", about=field)
    if len(text) > limit:
        return Refused(refused="too_long", about=f"{field}:{limit}")
    return text


FAR = 8
"""No text that anyone writes gets shorter than its eighth by the clean-up, spaces apart."""


def _far_too_long(text: str, limit: int) -> bool:
    """True if a text is too long whatever the clean-up leaves of it, which costs much more."""
    return len(text) > FAR * limit and len(" ".join(text.split())) > FAR * limit
