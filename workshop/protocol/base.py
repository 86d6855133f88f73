"""The base of every message type, and the few types that many messages share."""

from typing import Annotated, Literal, NewType, dataclass_transform

import msgspec

LANGUAGE = 35
"""Characters of the longest language tag (RFC 5646, 4.4.1), so that each kind of text keeps to its
one size on the disk."""


# What the keywords of Closed say, for type checkers: they do not inherit them.
@dataclass_transform(frozen_default=True, kw_only_default=True, field_specifiers=(msgspec.field,))
class Closed(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A message whose fields are all known; an unknown one is refused with its name."""


Key = Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{32}\Z")]
"""16 random bytes made on a device, in hexadecimal."""

Handle = NewType("Handle", str)
"""The handle of a lesson, a commitment or a card that waits: never the key of its row."""

ItemId = Annotated[Handle, msgspec.Meta(min_length=1, max_length=40)]
"""A handle, as a view gave it."""

CardNumber = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
"""The number of a revealed card, as a view gave it."""

StageId = Annotated[str, msgspec.Meta(min_length=1, max_length=40)]
"""The id of a stage, as the agenda gives it. It stays the same wherever the stage is moved."""

Text = Annotated[str, msgspec.Meta(max_length=6000)]
"""A text that a person typed. The rules check the limits of product.md, to refuse in words."""


class Command(Closed, tag_field="type"):
    """The base of all commands; the field `type` tells which one it is."""


Outcome = Literal["", "kept", "changed", "dropped", "not_come_up"]
"""The outcome of a commitment; "" when the room has not said, and `not_come_up` where what it waits
for has not happened, so that it stays open."""

Fit = Literal["", "yes", "partly", "no"]
"""The answer of a kept commitment's owner to whether the plan fitted; "" when none was given."""

System = Literal["", "linux", "macos", "windows"]
"""Systems for which help is written; "" for every other."""
