"""The faults of a pack of stories, each with its place, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, cast

from workshop.rules.agenda import message as _
from workshop.rules.placed_faults import SHAPE_SENTENCES, Place, PlacedFault, ShapeFaultCode

PackFaultCode = Literal[
    ShapeFaultCode,
    "no_zip", "too_large", "too_many_files", "nothing", "stray", "same_file", "unusual", "damaged",
    "file_too_large", "no_utf8", "no_toml", "strange_toml", "hidden", "no_id", "no_version",
    "no_hash", "other_text", "withdrawn_here",
]  # fmt: skip

PACK_SENTENCES: Mapping[str, str] = {
    **SHAPE_SENTENCES,
    "no_object": _("must be a table with fields of its own."),
    "no_zip": _(
        "This is not a pack, or not all of it: a pack is a .zip file, with nothing before or after "
        "the archive. Make it again."
    ),
    "too_large": _(
        "The pack is too large: the limit is {limit} MB, also when it is unpacked. Make several "
        "packs of it."
    ),
    "too_many_files": _("The pack has too many files: the limit is {limit} stories."),
    "nothing": _("The pack has no story. Put each story in a file such as {example}."),
    "stray": _(
        "does not belong in a pack. Remove it, or give it a name such as {about} or {example}, "
        "with lower-case letters, digits and hyphens."
    ),
    "same_file": _("is in the pack twice. Remove one of them."),
    "unusual": _(
        "must be an ordinary file, neither a link nor encrypted, and stored or deflated. Pack it "
        "again."
    ),
    "damaged": _("is damaged and can’t be unpacked. Pack it again."),
    "file_too_large": _("is too large: the limit is {limit} KB."),
    "no_utf8": _("is not in UTF-8. Save it again in UTF-8."),
    "no_toml": _("is not valid TOML: it can’t be read past line {line}. Correct that line."),
    "strange_toml": _("has values that a pack cannot have. It may hold texts, lists and tables."),
    "hidden": _(
        "has characters that can’t be seen or that change the direction of a line. Remove them."
    ),
    "no_id": _("must have {least} to {most} lower-case letters, digits or hyphens."),
    "no_version": _("must be a number in quotation marks, such as “1” or “2026.1”."),
    "no_hash": _("must be a SHA-256: 64 digits and letters from a to f."),
    "other_text": _(
        "does not fit the story: the contributor agreed to another text. Put that text back, or "
        "ask for consent to this one."
    ),
    "withdrawn_here": _("is a story in this pack. Remove it here, or remove that story’s file."),
}  # fmt: skip


@dataclass(frozen=True)
class PackFault(PlacedFault):
    """One thing to mend in a pack of stories. Its place begins with a file of the pack."""

    sentences: ClassVar[Mapping[str, str]] = PACK_SENTENCES

    code: PackFaultCode


def pack_fault(found: PlacedFault, *file: str) -> PackFault:
    """Returns a fault of the shape as one of a pack, with the name of a file before its place."""
    place: Place = (*file, *found.place)
    return PackFault(place, cast(PackFaultCode, found.code), found.about)
