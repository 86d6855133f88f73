"""The rows of what `Memory` holds, so that all processes of a server share it.

They are in no log of changes, and gone after a crash of the server: then a release comes later, and
what is over may begin anew when it is sent again. Each is encrypted, and of one size, so that it
does not tell how many have done something.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from cryptography.exceptions import InvalidTag

from workshop.storage.context import Memory
from workshop.storage.keyring import Keys, OwnKeys, first_to_open

CHANGED_PART, ENDED_PART = "changed", "ended"
"""The parts: what has changed since the last release is under the key of the current round, what is
over under K."""
PART_STEP_BYTES = {CHANGED_PART: 4096, ENDED_PART: 16384}
"""Bytes to a multiple of which each is padded."""
_PLACE = "volatile"

T = TypeVar("T")
Bodies = Mapping[str, bytes]
"""The rows of a workshop, by their parts."""


def recall(bodies: Bodies, own: OwnKeys, round_: int) -> Memory:
    """Returns what the rows say. What no key opens is over, or was lost."""
    changed = _show(bodies, CHANGED_PART, own, round_, dict[str, set[bytes]])
    ended = _show(bodies, ENDED_PART, own, round_, frozenset[bytes])
    return Memory(changed or {}, ended or frozenset())


def _show(bodies: Bodies, part: str, own: OwnKeys, round_: int, kind: type[T]) -> T | None:
    if part not in bodies:
        return None
    body, row = bodies[part], part.encode()
    try:
        return first_to_open(
            _keys(own, part, round_), lambda keys: keys.show_anew(body, _PLACE, row, kind)
        )
    except InvalidTag:
        return None


def _hide(part: str, own: OwnKeys, round_: int, words: object) -> bytes:
    (keys, *_) = _keys(own, part, round_)
    return keys.hide_anew(words, _PLACE, part.encode(), PART_STEP_BYTES[part])


def _keys(own: OwnKeys, part: str, round_: int) -> tuple[Keys, ...]:
    return own.of_round(round_) if part == CHANGED_PART else (own.whole,)


def changed_rows(
    before: Memory, now: Memory, own: OwnKeys, round_: int, *, anew: bool
) -> Iterable[tuple[str, bytes]]:
    """Returns the rows that say what is remembered now and was not before, by their parts; `anew`
    says that the current round is another one."""
    if now.changed != before.changed or (anew and now.changed):
        words = {item: sorted(who) for item, who in sorted(now.changed.items())}
        yield CHANGED_PART, _hide(CHANGED_PART, own, round_, words)
    if now.ended is not before.ended and now.ended != before.ended:
        yield ENDED_PART, _hide(ENDED_PART, own, round_, sorted(now.ended))
