"""The form in which read stories are mended and kept: all of its stories in one flat form.

A story's fields have its number behind their names. The form holds all that it needs between two
presses, since the server keeps nothing of what was pasted.
"""

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from workshop.protocol.story import STEP_KINDS, Story
from workshop.rules.agenda import Translate
from workshop.rules.agenda import message as _
from workshop.storage.threads import Halt
from workshop.stories.own_story import STORY_LABELS, StoryFault, read_published
from workshop.stories.reading.article import MOST_READ_AT_A_TIME
from workshop.stories.reading.lines import tidy
from workshop.stories.reading.proposal import Note
from workshop.stories.reading.with_source import (
    MOST_READ_CHARS,
    SourcePart,
    TextReading,
    Unread,
    as_one_story,
    notes_of,
    read_text,
    unread,
)

IMPORT_FIELDS = ("title", "name", "work", "place", *STEP_KINDS, "lesson", "question", "theme")
"""The fields of each story; `source` and `permission` besides, where they are its own."""
FOR_ALL = ("source", "permission")
"""The fields of a story that may be filled in once for all."""
FIELD_NAMES = re.compile(
    rf"(text|language|passed|do|keep|as_one|{'|'.join(FOR_ALL)})"
    r"|(id|from|part|later|line|told|kept"
    rf"|{'|'.join((*IMPORT_FIELDS, *FOR_ALL))})-[1-9][0-9]{{0,3}}"
)
NUMBERED_FIELD = re.compile(r"(id|from)-([1-9][0-9]{0,3})")
TOO_LONG_WORDS = _(
    "This text has {n} characters, and the limit is {limit}. Nothing is lost: shorten it, or "
    "read it in several parts."
)


@dataclass(frozen=True)
class FormStory:
    """A proposed story in the form, by its number there."""

    number: int
    id: str
    """The name of its form, and once it is kept its id in the library."""
    kept: bool
    source: SourcePart
    notes: tuple[Note, ...]

    def said(self, translate: Translate) -> dict[str, list[str]]:
        """Returns each note once, in the language of `translate`, with the steps that it is to."""
        notes: dict[str, list[str]] = {}
        for note in self.notes:
            steps = [translate(STORY_LABELS[note.field])] if note.field in STEP_KINDS else []
            notes.setdefault(note.said(translate), []).extend(steps)
        return notes


@dataclass
class ImportForm:
    """The fields of the form, and the lengths of its texts that are too long, by their fields."""

    values: dict[str, str]
    too_long: dict[str, int] = field(default_factory=dict)

    def numbers(self) -> list[int]:
        """Returns the numbers of its stories, those that were kept included."""
        return self._numbered("id")

    def waiting(self) -> list[int]:
        """Returns the numbers of the stories that are not kept yet."""
        return [n for n in self.numbers() if f"kept-{n}" not in self.values]

    def parts(self) -> list[int]:
        """Returns the numbers of the parts that were not understood, or not read yet."""
        return self._numbered("from")

    def _numbered(self, name: str) -> list[int]:
        matches = map(NUMBERED_FIELD.fullmatch, self.values)
        return sorted(int(found[2]) for found in matches if found and found[1] == name)

    def read(self, pause: Halt) -> None:
        """Reads the text that was pasted, and once more all that was not understood before."""
        for number in self.parts():
            if len(self.waiting()) < MOST_READ_AT_A_TIME:
                self._read_part(number, pause)
        text = self.values.get("text", "")
        if self._short_enough("text", text):
            self.values.pop("text", None)
            self._add(read_text(text, 1, pause))

    def _read_part(self, number: int, pause: Halt) -> None:
        part = self._part(number)
        if self._short_enough(f"part-{number}", part.text):
            self._let_go(number)
            self._add(read_text(part.text, part.line, pause))

    def make_one(self, number: int, _pause: Halt) -> None:
        """Takes a part that was not understood as one story."""
        part = self._part(number)
        if part.text.strip() and self._short_enough(f"part-{number}", part.text):
            self._let_go(number)
            self._add(as_one_story(part.text, part.line))

    def _short_enough(self, name: str, text: str) -> bool:
        if len(text) > MOST_READ_CHARS:
            self.too_long[name] = len(text)
        return len(text) <= MOST_READ_CHARS

    def _part(self, number: int) -> SourcePart:
        return SourcePart(self._line(f"from-{number}"), self.values.get(f"part-{number}", ""))

    def _line(self, name: str) -> int:
        text = self.values.get(name, "")
        return int(text) if re.fullmatch(r"[1-9][0-9]{0,6}", text) else 1

    def _let_go(self, number: int) -> None:
        for name in ("from", "part", "later"):
            self.values.pop(f"{name}-{number}", None)

    def _add(self, reading: TextReading) -> None:
        for one in reading.stories:
            number = max(self.numbers(), default=0) + 1
            fields = {f"{name}-{number}": text for name, text in one.proposal.fields.items()}
            source = {f"line-{number}": str(one.source.line), f"told-{number}": one.source.text}
            self.values |= {f"id-{number}": secrets.token_hex(8), **source, **fields}
        for left in reading.unread:
            number = max(self.parts(), default=0) + 1
            later = {} if left.complaint else {f"later-{number}": "1"}
            self.values |= {f"from-{number}": str(left.part.line), **later}
            self.values[f"part-{number}"] = left.part.text
        passed = [self.values.get("passed", ""), *(part.text for part in reading.passed)]
        self.values["passed"] = "\n\n".join(filter(None, passed))

    def drafts(self, pause: Halt) -> list[FormStory]:
        """Returns its stories, with the notes to those that are not kept yet."""
        return [self._draft(number, pause) for number in self.numbers()]

    def _draft(self, number: int, pause: Halt) -> FormStory:
        kept = f"kept-{number}" in self.values
        source = SourcePart(self._line(f"line-{number}"), self.values.get(f"told-{number}", ""))
        notes = () if kept or not source.text.strip() else notes_of(source, pause)
        return FormStory(number, self.values[f"id-{number}"], kept, source, notes)

    def left(self, pause: Halt) -> list[tuple[int, Unread]]:
        """Returns the parts that were not understood, by their numbers."""
        return [
            (n, Unread(self._part(n), None) if self._is_later(n) else unread(self._part(n), pause))
            for n in self.parts()
        ]

    def _is_later(self, number: int) -> bool:
        text = self.values.get(f"part-{number}", "")
        return f"later-{number}" in self.values or not text.strip() or len(text) > MOST_READ_CHARS

    def story(self, number: int) -> Story | list[StoryFault]:
        """Reads one of its stories, as it was mended."""
        fields = {name: self.values.get(f"{name}-{number}", "") for name in IMPORT_FIELDS}
        language = self.values.get("language", "")
        source, permission = (self._own_or_for_all(name, number) for name in FOR_ALL)
        given = {"source": source, "permission": permission, "language": language}
        return read_published({**fields, **given})

    def permission(self, number: int) -> str:
        """Returns who permitted that a story is told here, as it was written."""
        return tidy(self._own_or_for_all("permission", number))

    def _own_or_for_all(self, name: str, number: int) -> str:
        own = self.values.get(f"{name}-{number}", "")
        return own if own.strip() else self.values.get(name, "")

    def mark_kept(self, numbers: Iterable[int]) -> None:
        """Lets go of the fields of stories that were kept."""
        for number in numbers:
            for name in (*IMPORT_FIELDS, *FOR_ALL, "line", "told"):
                self.values.pop(f"{name}-{number}", None)
            self.values[f"kept-{number}"] = "1"


def as_sent(form: Mapping[str, str]) -> ImportForm:
    """Returns the form as a browser has sent it, its line ends made one."""
    plain = {name: text.replace("\r\n", "\n").replace("\r", "\n") for name, text in form.items()}
    return ImportForm({name: text.translate(NOT_SHOWN) for name, text in plain.items()})


NOT_SHOWN = {0: None, 12: "\n"}
"""Characters of files that no page may hold."""
