"""The facts of a summary, whatever the format: each reader of a format gives these back."""

from dataclasses import dataclass

from workshop.protocol.summary import Summary
from workshop.summary.formats.script import harmless
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.wording import Wording


@dataclass(frozen=True)
class Facts:
    """The facts, in the order in which a reader meets them, with white space folded."""

    title: str
    lessons: tuple[tuple[str, int | None], ...]
    """Each lesson with its votes."""
    commitments: tuple[tuple[str, str, str], ...]
    """Each commitment as a sentence, its owner, and until when, in the reader's words."""
    cards: tuple[tuple[str, str], ...]
    """The words of each card: what happened, and what it taught."""
    devices: str
    """The sentence on how many took part."""


def stored(summary: Summary, reader: Reader = ENGLISH) -> Facts:
    """The facts as they are kept."""
    summary = harmless(summary)
    said = Wording(summary, reader)
    return Facts(
        title=flat(summary.title),
        lessons=tuple((flat(one.text), one.votes) for one in summary.lessons),
        commitments=tuple(
            (flat(str(said.promise(one))), flat(said.owner(one)), said.by(one))
            for one in summary.commitments
        ),
        cards=tuple((flat(one.happened), flat(one.learned)) for one in summary.cards),
        devices=said.devices(),
    )


def flat(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())
