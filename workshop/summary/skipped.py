"""The stages that a workshop passed over, in words."""

from workshop.protocol.summary import Summary
from workshop.rules.kinds import KIND_NAMES
from workshop.rules.listed import listed
from workshop.summary.reader import Translate


def skipped(summary: Summary, translate: Translate) -> list[str]:
    """Returns the sentence that names the stages that were skipped; none where none was."""
    if not summary.skipped:
        return []
    names = [one.name or translate(KIND_NAMES[one.kind]) for one in summary.skipped]
    return [translate("Skipped: {stages}.").format(stages=listed(names, translate))]
