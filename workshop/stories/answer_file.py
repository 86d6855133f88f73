"""The answers to an invitation and to a proposal that were saved as files, read strictly: they can
come from anyone."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, Any, ClassVar, Literal

import msgspec
from msgspec import Meta

from workshop.protocol import story as limits
from workshop.protocol.base import Closed
from workshop.protocol.story import Steps, Tag, in_order
from workshop.rules.agenda import message as _
from workshop.rules.file_shape import NAME, After, check_of, cleaned, matches, must
from workshop.rules.placed_faults import SHAPE_SENTENCES, PlacedFault
from workshop.rules.strict_json import Twice, strict_json
from workshop.rules.text import one_line
from workshop.rules.times import is_day
from workshop.storage.contributions import Naming
from workshop.storage.keyring import Keys, StoryKeys
from workshop.storage.library_stories import Reach
from workshop.stories.reading.lines import tidy

FORMAT = "failure-workshop-answer"
AGREEMENT = "failure-workshop-agreement"
"""The format of the answer to a proposal."""
VERSION = 1
LARGEST = 32 * 1024
"""Bytes of a file."""
MOST_FAULTS = 12
"""The most faults that are told at once."""
PLACE = "answer"
"""The purpose of the code, which is made of it and the contribution’s id."""
AGREED = "agreement"
"""The purpose of a proposal's code, which is also made of the hash of its text."""

SENTENCES: Mapping[str, str] = {
    **SHAPE_SENTENCES,
    "too_large": _("The file is too large for an answer: the limit is {limit} KB."),
    "no_answer": _(
        "This is not an answer to an invitation. Choose the file that the contributor has sent "
        "you; its name ends with {ending}."
    ),
    "no_invitation": _(
        "This answer does not belong to any of your invitations here. Its invitation may "
        "have ended or been withdrawn, or was made on another server."
    ),
    "ended": _("This story has ended here: it was not taken, or it was withdrawn."),
    "wrong_code": _(
        "This answer was not made with the invitation that it names. Ask its sender for the file "
        "that the invitation has saved."
    ),
    "here_already": _("An answer to this invitation has already arrived. It stays as it is."),
    "other_text": _(
        "This answer agrees to a different text from the one that you propose now. Save the "
        "proposal again, and ask for a new answer."
    ),
    "other_terms": _(
        "This answer agrees to other terms than those of this program. Save the invitation again, "
        "and ask for a new answer."
    ),
    "no_code": _("must be {length} digits and letters from a to f."),
}

Code = Literal[
    "no_invitation", "ended", "wrong_code", "here_already", "other_terms", "other_text",
]  # fmt: skip
"""Why an answer that can be read is not taken."""


@dataclass(frozen=True)
class AnswerFault(PlacedFault):
    """One thing that is wrong with an answer."""

    sentences: ClassVar[Mapping[str, str]] = SENTENCES


def _hexadecimal(length: int) -> Any:
    holds = matches(f"[0-9a-f]{{{length}}}")
    return must(lambda place: AnswerFault(place, "no_code", {"length": length}), holds)


Day = Annotated[str, must(lambda place: AnswerFault(place, "no_day"), is_day)]


class AnsweredStory(Closed):
    """The words of a story in an answer."""

    title: Annotated[str, Meta(min_length=1, max_length=limits.TITLE)]
    lesson: Annotated[str, Meta(min_length=1, max_length=limits.LESSON)]
    language: Tag
    steps: Annotated[Steps, After(in_order)]


class AnswerFile(Closed, kw_only=True):
    """An answer as its file has it. `name` and `work` are those of its naming: what that leaves out
    is not in it."""

    format: str
    version: Annotated[int, Meta(ge=1, le=VERSION)]
    contribution: Annotated[str, _hexadecimal(16)]
    code: Annotated[str, _hexadecimal(32)]
    terms: Annotated[str, Meta(max_length=NAME)]
    day: Day
    story: AnsweredStory
    naming: Naming
    name: Annotated[str, Meta(max_length=limits.NAME)] = ""
    work: Annotated[str, Meta(max_length=limits.WORK)] = ""
    reach: Reach
    packs: bool


class AgreementFile(Closed, kw_only=True):
    """The answer to a proposal as its file has it: it agrees to the text with this hash."""

    format: str
    version: Annotated[int, Meta(ge=1, le=VERSION)]
    contribution: Annotated[str, _hexadecimal(16)]
    code: Annotated[str, _hexadecimal(32)]
    hash: Annotated[str, _hexadecimal(64)]
    day: Day


Answer = AnswerFile | AgreementFile
SHAPES: Mapping[str, tuple[type[Answer], Any]] = {
    FORMAT: (AnswerFile, check_of(AnswerFile, {})),
    AGREEMENT: (AgreementFile, check_of(AgreementFile, {})),
}


def answer_code(keys: StoryKeys, id_: str) -> str:
    """Returns the code of an invitation that is a file, "" if its key is gone.

    It is made of the contribution's own key, so nothing more is kept, and ends with it.
    """
    secret = keys.read(id_)
    return Keys(secret).mark(PLACE, id_).hex() if secret else ""


def agreement_code(keys: StoryKeys, id_: str, text_hash: str) -> str:
    """Returns the code of a proposal of exactly this text; "" if the invitation's key is gone."""
    secret = keys.read(id_)
    return Keys(secret).mark(AGREED, id_, text_hash).hex() if secret else ""


def is_code(keys: StoryKeys, answer: Answer) -> bool:
    """True if an answer has the code of the invitation, or of the proposal, that it names."""
    if isinstance(answer, AgreementFile):
        code = agreement_code(keys, answer.contribution, answer.hash)
    else:
        code = answer_code(keys, answer.contribution)
    return bool(code) and hmac.compare_digest(code.encode(), answer.code.encode())


def read_answer(sent: bytes) -> Answer | list[AnswerFault]:
    """Reads a file: the answer with every text cleaned, or what is wrong, each with its place."""
    if len(sent) > LARGEST:
        return [AnswerFault((), "too_large", {"limit": LARGEST // 1024})]
    try:
        return _read(strict_json(sent.decode("utf-8-sig")))
    except Twice as twice:
        return [AnswerFault((), "twice", {"name": one_line(str(twice))[:NAME]})]
    except json.JSONDecodeError as error:
        if error.doc[: error.pos].strip():
            return [AnswerFault((), "no_json", {"line": error.lineno, "column": error.colno})]
        return [_no_answer()]
    except (RecursionError, ValueError):
        return [_no_answer()]


def _read(given: Any) -> Answer | list[AnswerFault]:
    kind = given.get("format") if isinstance(given, dict) else None
    if not isinstance(kind, str) or kind not in SHAPES:
        return [_no_answer()]
    answer, shape = SHAPES[kind]
    version = given.get("version")
    if not isinstance(version, int) or isinstance(version, bool) or version < 1:
        return [_no_answer()]
    if version > VERSION:
        return [AnswerFault((), "newer", {"version": str(version)[:12], "known": VERSION})]
    clean = cleaned(given, lambda value: tidy(value) if isinstance(value, str) else value)
    found = islice(shape(clean, ()), MOST_FAULTS)
    faults = [AnswerFault(one.place, one.code, one.about) for one in found]
    return faults or msgspec.convert(clean, answer)


def _no_answer() -> AnswerFault:
    return AnswerFault((), "no_answer", {"ending": ".story.json"})
