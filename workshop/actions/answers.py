"""Who acts, and what an action answers."""

from dataclasses import dataclass

from workshop.protocol.messages import Ok, Refused
from workshop.rules.agenda import StageKind
from workshop.rules.text import clean
from workshop.storage.rounds import collects
from workshop.storage.transaction import Tx

Answer = Ok | Refused
OK = Ok()
"""The same for every command, so that its size tells nothing of what was done."""


@dataclass(frozen=True)
class Participant:
    """A participant's device, by the secret that it made for this workshop."""

    secret: bytes


@dataclass(frozen=True)
class AtDesk:
    """Whoever is signed in at the desk."""


def stage_kind(tx: Tx) -> StageKind:
    """The kind of the current stage."""
    kind: StageKind = tx.agenda.stages[tx.position].kind
    return kind


def not_collecting(tx: Tx, kind: StageKind, round_: int) -> Refused | None:
    """Why nothing can be collected now for the round that a device was shown; else None."""
    if stage_kind(tx) != kind:
        return Refused(refused="wrong_stage", about=kind)
    if round_ != tx.state.round or not is_open(tx, tx.state.round):
        return Refused(refused="round_closed")
    return None


def is_open(tx: Tx, round_: int) -> bool:
    """Whether a round collects."""
    return collects(tx.state, round_)


def cleaned(field: str, text: str, limit: int, *, needed: bool = True) -> str | Refused:
    """A text after the clean-up; refused when it is empty or too long, with the field's name."""
    text = clean(text)
    if needed and not text:
        return Refused(refused="empty", about=field)
    if len(text) > limit:
        return Refused(refused="too_long", about=f"{field}:{limit}")
    return text
