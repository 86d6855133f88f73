"""The summary as JSON, for programs: the closed, versioned type, laid out to be read."""

import msgspec

from workshop.protocol.summary import Summary, written_summary
from workshop.summary.formats.script import harmless
from workshop.summary.reader import ENGLISH, Reader


def render(summary: Summary, _reader: Reader = ENGLISH) -> str:
    """The text. `read_summary` takes it back; its words are the room's, so none is translated."""
    return msgspec.json.format(written_summary(harmless(summary)), indent=2) + "\n"
