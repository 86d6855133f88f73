"""The faults of a summary that comes as a file, each with its place, in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Literal, cast

from workshop.rules.agenda import message as _
from workshop.rules.placed_faults import SHAPE_SENTENCES, PlacedFault, ShapeFaultCode

ImportFaultCode = Literal[
    ShapeFaultCode,
    "other_file", "no_summary", "too_large", "draft", "trial", "open_here", "other_here",
    "not_so_many", "no_id",
]  # fmt: skip

IMPORT_SENTENCES: Mapping[str, str] = {
    **SHAPE_SENTENCES,
    "other_file": _(
        "This is not a JSON file. Choose the one whose name ends with {ending}; it is called JSON "
        "in the list of the summary’s files."
    ),
    "no_summary": _(
        "This is not a summary from this program. Choose the file that is called JSON in the list "
        "of the summary’s files."
    ),
    "too_large": _("The file is too large for a summary: the limit is {limit} KB."),
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
    "not_so_many": _("must have {limit} entries or none, not {length}."),
    "no_id": _("must be the 12 letters and digits of a workshop’s id."),
}  # fmt: skip


@dataclass(frozen=True)
class ImportFault(PlacedFault):
    """One thing to mend in a summary that comes as a file."""

    sentences: ClassVar[Mapping[str, str]] = IMPORT_SENTENCES

    code: ImportFaultCode


def import_fault(found: PlacedFault) -> ImportFault:
    """Returns a fault of the shape as one of an import, whose sentences include it."""
    return ImportFault(found.place, cast(ImportFaultCode, found.code), found.about)
