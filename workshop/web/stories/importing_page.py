"""Importing published stories: an article is pasted, and each story of it is confirmed."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Annotated

from flask import Blueprint, Response, request
from sqlalchemy.orm import Session

from workshop.people.sign_ins import Grant
from workshop.protocol.story import Story
from workshop.storage.library_stories import Added, added_story
from workshop.storage.threads import Halt
from workshop.stories.reading.article import MOST_READ_AT_A_TIME
from workshop.stories.reading.with_source import MOST_READ_CHARS, Unread
from workshop.web.forms import pressed
from workshop.web.guarding.request_filter import LARGER
from workshop.web.page_language import language, translate
from workshop.web.rendering import page
from workshop.web.services import long_work, reads
from workshop.web.stories.adding_page import form_parts, keep_stories
from workshop.web.stories.belonging import BelongingForm, belonging, need_lead, story_id
from workshop.web.stories.import_form import (
    FIELD_NAMES,
    TOO_LONG_WORDS,
    FormStory,
    ImportForm,
    as_sent,
)

STORY_IMPORT_PATH = "/desk/stories/import"
blueprint = Blueprint("story_import", __name__, url_prefix=STORY_IMPORT_PATH)
MOST_SOURCE_LINES = 200
"""The most lines of a source that the page shows: what is a story has fewer."""
MOST_FIELDS = 4000
"""The most fields of the form: some twenty for each of its stories."""


class ImportedText(BelongingForm):
    """The text that was pasted, and the stories that were read in it, each field with the number of
    its own."""

    typed: Annotated[dict[str, str], FIELD_NAMES]


@blueprint.get("")
def form() -> Response:
    """The empty form."""
    need_lead()
    return _page(ImportForm({"language": language()}), {})


@blueprint.post("")
def send() -> Response:
    """Does what the pressed button says: reads, or keeps one story or all that are complete."""
    grant = need_lead()
    request.max_content_length = request.max_form_memory_size = LARGER[STORY_IMPORT_PATH].most
    request.max_form_parts = MOST_FIELDS
    form = pressed(ImportedText)
    sent = as_sent({**form.typed, "team": form.team, "reach": form.reach})
    sent.values.setdefault("language", language())
    button, faults = sent.values.pop("keep", ""), dict[str, str]()
    if button:
        faults = _keep(sent, form, grant, [n for n in sent.waiting() if button in ("all", str(n))])
    elif sent.values.get("do") == "read":
        faults = _read(sent)
    elif "as_one" in sent.values:
        one = sent.values.pop("as_one")
        for number in (n for n in sent.parts() if str(n) == one):
            long_work(sent.make_one, number)
    return _page(sent, faults, button)


def _read(sent: ImportForm) -> dict[str, str]:
    """Reads what was pasted, or the file; returns what is wrong with it."""
    faults = _with_file(sent)
    if not faults:
        long_work(sent.read)
    if not faults and not (sent.numbers() or sent.parts() or sent.too_long):
        faults["text"] = translate("Paste a text, or choose a file first.")
    return faults


def _with_file(sent: ImportForm) -> dict[str, str]:
    """Takes the text of a file that was chosen, instead of the field's."""
    file = request.files.get("file")
    if file is None or not file.filename:
        return {}
    try:
        text = file.stream.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        return {"file": translate("This file is not UTF-8 text. Save it as UTF-8, or paste it.")}
    sent.values["text"] = as_sent({"text": text}).values["text"]
    return {}


def _keep(
    sent: ImportForm, form: BelongingForm, grant: Grant, numbers: Iterable[int]
) -> dict[str, str]:
    """Keeps those of these stories that are complete; returns what is wrong in the others."""
    belongs = belonging(form, grant)
    faults, complete = dict(belongs.faults), dict[int, Added]()
    for number in numbers:
        read = sent.story(number)
        if isinstance(read, Story):
            whose = (belongs.team, belongs.reach, sent.permission(number))
            id_ = story_id(sent.values[f"id-{number}"], belongs.team, grant)
            complete[number] = Added(id_, read, "imported", *whose)
        else:
            faults |= {
                "language" if fault.field == "language" else f"{fault.field}-{number}":
                fault.said(translate) for fault in read
            }  # fmt: skip
    if not belongs.faults:
        for number, id_ in zip(complete, keep_stories(*complete.values()), strict=True):
            sent.values[f"id-{number}"] = id_
        sent.mark_kept(complete)
    return faults


@dataclass(frozen=True)
class Laid:
    """The form as its page shows it."""

    drafts: list[FormStory]
    left: list[tuple[int, Unread]]


def _laid_out(sent: ImportForm, pause: Halt) -> Laid:
    return Laid(sent.drafts(pause), sent.left(pause))


def _marked(faults: Mapping[str, str], pressed: str) -> dict[int, bool]:
    """The numbers of stories that could not be kept; True for those with faults of their own."""
    ends = (name.rpartition("-") for name in faults)
    own = {int(end): True for name, _, end in ends if name and name != "part" and end.isdigit()}
    return {**({int(pressed): False} if faults and pressed.isdecimal() else {}), **own}


def _page(sent: ImportForm, faults: Mapping[str, str], pressed: str = "") -> Response:
    laid = long_work(_laid_out, sent)
    too_long = {
        name: translate(TOO_LONG_WORDS, n=n, limit=MOST_READ_CHARS)
        for name, n in sent.too_long.items()
    }
    titles = _titles([one.id for one in laid.drafts if one.kept])
    wrong = {**faults, **too_long}
    return page(
        "story_import.html",
        422 if wrong else 200,
        values=sent.values,
        faults=wrong,
        drafts=laid.drafts,
        left=laid.left,
        waiting=sent.waiting(),
        marked=_marked(wrong, pressed),
        titles=titles,
        at_a_time=MOST_READ_AT_A_TIME,
        longest=MOST_READ_CHARS,
        shown=MOST_SOURCE_LINES,
        translate=translate,
        **form_parts(),
    )


@reads
def _titles(session: Session, ids: list[str]) -> dict[str, str]:
    found = [added_story(session, id_) for id_ in ids]
    return {one.id: one.story.title for one in found if one}
