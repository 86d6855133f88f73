"""The visible difference between two texts of a story, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

from workshop.protocol.story import STEP_KINDS, Story

DifferenceKind = Literal["same", "out", "in"]
"""How a piece of text differs: it stays, it goes out, or it comes in."""
WORD_OR_SPACE = re.compile(r"\s+|\S+")


@dataclass(frozen=True)
class Stretch:
    """Some words of a text, and whether they stay, go out or come in."""

    kind: DifferenceKind
    text: str


@dataclass(frozen=True)
class PartChange:
    """One part of a story with its difference; `name` is its field, as in a story's form."""

    name: str
    pieces: tuple[Stretch, ...]

    @property
    def changed(self) -> bool:
        """True if something goes out of this part or comes in."""
        return any(piece.kind != "same" for piece in self.pieces)


def difference(before: Story, after: Story) -> list[PartChange]:
    """Returns the parts of two texts of a story in its own order, changed or not.

    Nothing that belongs to the exact text is left out, or somebody would agree to what they were
    not shown. Parts that are empty in both texts are not there.
    """
    old, new = _fields(before), _fields(after)
    return [
        PartChange(name, words_between(old[name], new[name]))
        for name in old
        if old[name] + new[name]
    ]


def words_between(before: str, after: str) -> tuple[Stretch, ...]:
    """Returns two texts as one: without what comes in it is the first, without what goes out the
    second."""
    old, new = WORD_OR_SPACE.findall(before), WORD_OR_SPACE.findall(after)
    return tuple(_joined(_smooth(list(_stretches(old, new)))))


def _stretches(old: list[str], new: list[str]) -> Iterator[Stretch]:
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for code, begin, end, start, stop in codes:
        if code == "equal":
            yield Stretch("same", "".join(old[begin:end]))
        else:
            yield Stretch("out", "".join(old[begin:end]))
            yield Stretch("in", "".join(new[start:stop]))


def _smooth(pieces: list[Stretch]) -> Iterator[Stretch]:
    """A mere space between two changes belongs to both: they are read as one."""
    for place, piece in enumerate(pieces):
        between = 0 < place < len(pieces) - 1
        if piece.kind == "same" and between and not piece.text.strip():
            yield Stretch("out", piece.text)
            yield Stretch("in", piece.text)
        else:
            yield piece


def _joined(pieces: Iterator[Stretch]) -> Iterator[Stretch]:
    """Of each stretch of changes first all that goes out, then all that comes in."""
    for same, group in groupby(pieces, lambda piece: piece.kind == "same"):
        found = list(group)
        kinds: tuple[DifferenceKind, ...] = ("same",) if same else ("out", "in")
        for kind in kinds:
            text = "".join(piece.text for piece in found if piece.kind == kind)
            if text:
                yield Stretch(kind, text)


def _fields(story: Story) -> dict[str, str]:
    steps = {step.kind: step.text for step in story.steps}
    teller = story.told_by
    return {
        "title": story.title,
        "name": teller.name,
        "work": teller.work,
        "place": teller.place,
        **{kind: steps.get(kind, "") for kind in STEP_KINDS},
        "lesson": story.lesson,
        "question": "\n".join(story.questions),
        "theme": "\n".join(story.themes),
        "source": story.source,
        "language": story.language,
    }
