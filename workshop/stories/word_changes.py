"""The difference between two texts of a story, word by word, as its contributor is shown it."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from workshop.protocol.story import Story
from workshop.rules.agenda import message as _
from workshop.stories.own_story import LABELS

Kind = Literal["stays", "goes", "comes"]
PIECES = re.compile(r"\S+\s*")
"""Whole words, each with the space behind it: no letters that are joined are parted."""
BESIDES = {
    "themes": _("The themes"),
    "questions": _("The questions"),
    "language": _("The language"),
}


@dataclass(frozen=True)
class Run:
    """Words in a row of which the same became: they stay, go, or come."""

    kind: Kind
    text: str


@dataclass(frozen=True)
class FieldChange:
    """A part of a story in two texts: its English label, and its words in their order."""

    name: str
    label: str
    runs: tuple[Run, ...]

    @property
    def changed(self) -> bool:
        """True if the part differs."""
        return any(run.kind != "stays" for run in self.runs)


def story_changes(before: Story, after: Story) -> list[FieldChange]:
    """Returns every part of either text of a story, in the order in which it is told."""
    old, new = _parts(before), _parts(after)
    return [
        FieldChange(name, LABELS.get(name) or BESIDES[name], word_runs(old[name], new[name]))
        for name in old
        if old[name] or new[name]
        if name in LABELS or old[name] != new[name]
    ]


def word_runs(before: str, after: str) -> tuple[Run, ...]:
    """Returns the words of two texts: those that go before those that come in their place."""
    old, new = PIECES.findall(before), PIECES.findall(after)
    runs: list[Run] = []
    for what, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        pieces: list[tuple[Kind, list[str]]] = [("stays", old[i:j])]
        if what != "equal":
            pieces = [("goes", old[i:j]), ("comes", new[k:m])]
        runs += [Run(kind, "".join(words)) for kind, words in pieces if words]
    return tuple(runs)


def _parts(story: Story) -> dict[str, str]:
    steps = {step.kind: step.text for step in story.steps}
    return {
        "title": story.title,
        **{kind: steps.get(kind, "") for kind in ("context", "happened", "turn", "now")},
        "lesson": story.lesson,
        "themes": "\n".join(story.themes),
        "questions": "\n".join(story.questions),
        "language": story.language,
    }
