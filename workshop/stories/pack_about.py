"""The form of a pack that is to be saved: its fields, and what is still wrong in each."""

from collections.abc import Callable, Mapping

import msgspec

from workshop.rules.agenda import message as _
from workshop.rules.text import clean, one_line
from workshop.stories.pack_file.pack_shape import ABOUT_SHAPE
from workshop.stories.pack_file.pack_types import FORMAT, PackAbout

SENTENCES = {
    "id": _("Use 3 to 60 lower-case letters, digits or hyphens."),
    "version": _("Use one to four numbers with dots between them, such as 1 or 2026.1."),
    "title": _("Give the pack a title of at most 80 characters."),
    "why": _("Say in at most 2,000 characters why this pack exists."),
    "licence": _("Name a licence in at most 200 characters."),
    "language": _("Choose a language."),
}
"""The fields of the form, each with what to do where something is wrong in it."""
_CLEANED: Mapping[str, Callable[[str], str]] = {
    "id": str.strip, "version": str.strip, "language": str.strip, "why": clean,
}  # fmt: skip


def read_about(values: Mapping[str, str]) -> PackAbout | dict[str, str]:
    """Returns what the form says, or the sentence to each field that is wrong."""
    fields = {name: _CLEANED.get(name, one_line)(values.get(name, "")) for name in SENTENCES}
    given = {"format": FORMAT, **fields}
    wrong = [str(fault.place[0]) for fault in ABOUT_SHAPE(given, ())]
    if wrong:
        return {name: SENTENCES[name] for name in wrong}
    return msgspec.convert(given, PackAbout)
