"""The faults of a file that somebody hands on: each says its place, as deep as it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from workshop.rules.agenda import Translate
from workshop.rules.agenda import message as _
from workshop.rules.strict_json import FILE_SENTENCES, FileFaultCode
from workshop.rules.words_in_a_row import listed

Place = tuple[str | int, ...]
"""A place in the file: names of fields, and numbers in lists from 1 on. Empty for all of it."""
ShapeFaultCode = Literal[
    FileFaultCode, "newer", "no_line", "empty", "no_number", "no_flag", "no_day", "no_order"
]

SHAPE_SENTENCES: Mapping[str, str] = {
    **FILE_SENTENCES,
    "newer": _(
        "This file is version {version}, from a newer program. This program reads versions up to "
        "{known}; update it and try again."
    ),
    "no_line": _("must be on one line."),
    "empty": _("must not be empty."),
    "no_number": _("must be a whole number from {least} to {most}."),
    "no_flag": _("must be true or false."),
    "no_day": _("must be a day such as 2027-03-03."),
    "no_order": _("must be in this order, each at most once: {known}."),
}
_PLACED = _("{place}: {fault}")
_NUMBER = _("number {n}")
_ISOLATED = "\u2068{}\u2069"
"""Names of fields are Latin in every language, and must not stir the sentence around them."""


@dataclass(frozen=True)
class PlacedFault:
    """One thing to mend: its place, what it is, and the values of its sentence."""

    sentences: ClassVar[Mapping[str, str]] = SHAPE_SENTENCES
    """The sentence of each code; each kind of file adds its own."""

    place: Place
    code: str
    about: Mapping[str, str | int] = field(default_factory=dict)

    def said(self, translate: Translate) -> str:
        """The whole sentence, such as "lessons, number 4, votes: must be ..."."""
        about = {name: _apart(value) for name, value in self.about.items()}
        said = translate(self.sentences[self.code]).format(**about)
        if not self.place:
            return said
        return translate(_PLACED).format(place=self._where(translate), fault=said)

    def _where(self, translate: Translate) -> str:
        return listed((_named(one, translate) for one in self.place), translate)


def _named(one: str | int, translate: Translate) -> str:
    if isinstance(one, int):
        return translate(_NUMBER).format(n=one)
    return _ISOLATED.format(one)


def _apart(value: str | int) -> str | int:
    return value if isinstance(value, int) else _ISOLATED.format(value)
