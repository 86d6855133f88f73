"""A story read from pasted text, as a form that is filled in for somebody to confirm."""

import re
from collections.abc import Mapping, Sequence
from typing import Literal

import msgspec

from workshop.protocol.story import (
    FEWEST_STEPS,
    MOST_STEPS,
    STEP_CHARS,
    STEP_KINDS,
    STORY_TITLE,
    StepKind,
)
from workshop.rules.agenda import Translate
from workshop.rules.agenda import message as _
from workshop.stories.reading.lines import halves

NoteCode = Literal[
    "title_first_line", "title_from_lesson", "no_title", "lesson_last_line", "no_lesson",
    "teller_last_line", "no_teller", "no_work", "no_place", "work", "place", "place_country_alone",
    "place_guessed", "step", "step_split", "step_joined", "several_quotations",
]  # fmt: skip

PROPOSAL_NOTES: dict[NoteCode, str] = {
    "title_first_line": _("The first line became the title."),
    "title_from_lesson": _("No title was found; the beginning of the lesson became the title."),
    "no_title": _("No title was found. Write one in a few words."),
    "lesson_last_line": _("The last line became the lesson."),
    "no_lesson": _("No lesson was found. Write in one sentence what the story taught."),
    "teller_last_line": _("The line with a dash became the teller."),
    "no_teller": _("No teller was found. Write who told it."),
    "no_work": _("The teller’s work was not found. Add it, or leave it empty."),
    "no_place": _(
        "No place was found in the teller’s line. If it ended up in the teller’s work, move it."
    ),
    "work": _("“{text}” became the teller’s work."),
    "place": _("“{text}” became the place."),
    "place_country_alone": _(
        "“{text}” became the place. If the teller’s work names a city, move that here."
    ),
    "place_guessed": _(
        "“{text}” became the place, because it is capitalised. If it is where the teller works, "
        "move it to their work."
    ),
    "step": _("Pasted text became this step. Check that it is the right one."),
    "step_split": _("One paragraph was split between sentences; this step holds part of it."),
    "step_joined": _("There were more paragraphs than steps; this step holds several of them."),
    "several_quotations": _(
        "The text came in several quotations. Check that all belong to one story."
    ),
}

STEP_ORDER: dict[int, tuple[StepKind, ...]] = {
    0: (),
    1: ("happened",),
    2: ("happened", "turn"),
    3: ("happened", "turn", "now"),
    4: STEP_KINDS,
}
"""The steps for which so many pieces of text are taken."""


class Note(msgspec.Struct, frozen=True):
    """One thing that was proposed or not found: the form's field, a code, and the text."""

    field: str
    code: NoteCode
    text: str = ""

    @property
    def sentence(self) -> str:
        """Returns the note in English: what was proposed, and what to check."""
        return self.said(str)

    def said(self, translate: Translate) -> str:
        """Returns the note in the language of `translate`: what was proposed, and what to check."""
        return translate(PROPOSAL_NOTES[self.code]).format(text=self.text)


class Proposal(msgspec.Struct, frozen=True):
    """A story as read: the form's fields (those of `read_own`), and a note for each of them.

    It becomes a Story only when somebody confirms it through `read_own` or `read_published`.
    `line` and `last` are the lines where it begins and ends in the pasted text, from 1.
    """

    line: int
    fields: Mapping[str, str]
    notes: tuple[Note, ...]
    last: int = 0


class Piece(msgspec.Struct, frozen=True):
    """Text for one step, and how it came about."""

    text: str
    code: Literal["step", "step_split", "step_joined"] = "step"


def propose_steps(texts: Sequence[str]) -> tuple[dict[str, str], list[Note]]:
    """Lays paragraphs out over two to four steps: the fields, and a note for each."""
    pieces = _parted(_joined([Piece(text) for text in texts]))
    laid = list(zip(STEP_ORDER[len(pieces)], pieces, strict=True))
    return {kind: piece.text for kind, piece in laid}, [Note(k, p.code) for k, p in laid]


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Joins neighbours into parts of like length, where there are more pieces than steps."""
    if len(pieces) <= MOST_STEPS:
        return pieces
    total = sum(len(piece.text) for piece in pieces)
    groups: list[list[str]] = [[] for _ in range(MOST_STEPS)]
    passed = 0
    for piece in pieces:
        middle = passed + len(piece.text) / 2
        groups[int(middle * MOST_STEPS / total)].append(piece.text)
        passed += len(piece.text)
    return [Piece(" ".join(g), "step_joined" if len(g) > 1 else "step") for g in groups if g]


def _parted(pieces: list[Piece]) -> list[Piece]:
    """Halves what is too long for a step, and a story of one paragraph."""
    while pieces and len(pieces) < MOST_STEPS:
        at = max(range(len(pieces)), key=lambda at: len(pieces[at].text))
        enough = len(pieces) >= FEWEST_STEPS and len(pieces[at].text) <= STEP_CHARS
        parts = None if enough else halves(pieces[at].text)
        if parts is None:
            return pieces
        pieces[at : at + 1] = [Piece(part, "step_split") for part in parts]
    return pieces


FIRST_SENTENCE_END = re.compile(r"[.!?…؟](?=\s+[^\s\W_a-zà-ÿ])|。")
PHRASE_END = re.compile(r"[,;:،؛](?=\s)|[、，]|(?=\s[–—-]\s)")
SHORTEST_TITLE = 12
"""Characters that a title has at least which is less than its lesson."""


def title_from(lesson: str) -> str:
    """The lesson's beginning as a title: whole sentences, or else whole phrases, as many as there
    is room for. Returns "" where even the first one is too long: half of it would say nothing."""
    if len(whole := lesson.rstrip(".")) <= STORY_TITLE:
        return whole
    for ends in (FIRST_SENTENCE_END, PHRASE_END):
        found = [at.start() for at in ends.finditer(lesson)]
        fitting = [end for end in found if SHORTEST_TITLE <= end <= STORY_TITLE]
        if fitting:
            return lesson[: fitting[-1]].rstrip()
    return ""
