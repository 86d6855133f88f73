"""The faults of a summary that comes as a file, each with its place, in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from workshop.rules.agenda import message as _
from workshop.rules.strict_json import FILE_SENTENCES, FileFaultCode
from workshop.summary.reader import Translate, listed

FaultCode = Literal[
    FileFaultCode,
    "other_file", "no_summary", "too_large", "newer", "draft", "trial", "open_here", "other_here",
    "no_line", "empty", "not_so_many", "no_number", "no_day", "no_flag", "no_id", "no_order",
]  # fmt: skip
Place = tuple[str | int, ...]
"""A place in the file: names of fields, and numbers in lists from 1 on. Empty for all of it."""

SENTENCES: Mapping[str, str] = {
    **FILE_SENTENCES,
    "other_file": _(
        "This is not a JSON file. Choose the one whose name ends with {ending}; it is called JSON "
        "in the list of the summary’s files."
    ),
    "no_summary": _(
        "This is not a summary from this program. Choose the file that is called JSON in the list "
        "of the summary’s files."
    ),
    "too_large": _("The file is too large for a summary: the limit is {limit} KB."),
    "newer": _(
        "This file is version {version}, from a newer program. This program reads versions up to "
        "{known}; update it and try again."
    ),
    "draft": _(
        "This is a draft, made while its workshop was going on. Choose the file that was made "
        "when the workshop was finished."
    ),
    "trial": _("This is from a trial with pretend people. Trials leave no summary."),
    "open_here": _("This workshop is still open on this server. Finish it here instead."),
    "other_here": _(
        "Another summary of the same workshop is already here. To import this one, delete that "
        "one first."
    ),
    "no_line": _("must be on one line."),
    "empty": _("must not be empty."),
    "not_so_many": _("must have {limit} entries or none, not {length}."),
    "no_number": _("must be a whole number from {least} to {most}."),
    "no_day": _("must be a day such as 2027-03-03."),
    "no_flag": _("must be true or false."),
    "no_id": _("must be the 12 letters and digits of a workshop’s id."),
    "no_order": _("must be in this order, each at most once: {known}."),
}  # fmt: skip
_PLACED = _("{place}: {fault}")
_NUMBER = _("number {n}")
_ISOLATED = "\u2068{}\u2069"
"""Names of fields are Latin in every language, and must not stir the sentence around them."""


@dataclass(frozen=True)
class ImportFault:
    """One thing to mend: its place, what it is, and the values of its sentence."""

    place: Place
    code: FaultCode
    about: Mapping[str, str | int] = field(default_factory=dict)

    def said(self, translate: Translate) -> str:
        """The whole sentence, such as "lessons, number 4, votes: must be ..."."""
        about = {name: _apart(value) for name, value in self.about.items()}
        said = translate(SENTENCES[self.code]).format(**about)
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
