"""The summary as JSON, for programs: the closed, versioned type, laid out to be read."""

import msgspec

from workshop.summary.harmless import harmless
from workshop.summary.summary import Summary, write
from workshop.summary.wording import Translate


def render(summary: Summary, translate: Translate = str) -> str:
    """The text. `summary.read` takes it back; its words are the room's, so none is translated."""
    return msgspec.json.format(write(harmless(summary)), indent=2) + "\n"
