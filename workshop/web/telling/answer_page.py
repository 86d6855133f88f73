"""Importing the answer to an invitation that was saved as a file."""

from flask import Blueprint, Response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from workshop.storage.contributions import Status, contribution
from workshop.storage.library import day_of
from workshop.stories.answer_file import (
    LARGEST,
    SENTENCES,
    AgreementFile,
    Answer,
    AnswerFile,
    Code,
    is_code,
    read_answer,
)
from workshop.stories.contributing import TERMS, KeyedLibrary, Sent, agree, send
from workshop.web.forms import blank
from workshop.web.guarding.access import need_facilitator
from workshop.web.page_language import translate
from workshop.web.rendering import page
from workshop.web.services import in_library, services
from workshop.web.telling.contributor_form import NAMED, ToldStory, read_sent
from workshop.web.telling.editor_acts import mine

blueprint = Blueprint("story_answers", __name__, url_prefix="/desk/stories/answers")


@blueprint.get("")
def form() -> Response:
    """The form for the file."""
    need_facilitator()
    return _page()


@blueprint.post("")
def take_in() -> AnyResponse:
    """Takes an answer as the story of its invitation; or the form again, with all that is wrong."""
    grant = need_facilitator()
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page([translate("Choose a file first.")])
    # A byte more than may be is enough to see that it is too much.
    read = read_answer(sent.stream.read(LARGEST + 1))
    if isinstance(read, list):
        return _page([fault.said(translate) for fault in read])
    told = _sent(read) if isinstance(read, AnswerFile) else None
    if isinstance(told, dict):
        return _page(list(told.values()))
    fault = _take(read, told, grant.person)
    if fault:
        return _page([translate(SENTENCES[fault])])
    return redirect(url_for("story_editing.read", id_=read.contribution), 303)


def _sent(answer: AnswerFile) -> Sent | dict[str, str]:
    """Returns the story of an answer, read as the form of a link is, or its faults."""
    story = answer.story
    name, work = NAMED[answer.naming]
    values: dict[str, str] = {
        **{str(step.kind): step.text for step in story.steps},
        "title": story.title, "lesson": story.lesson, "language": story.language,
        "naming": answer.naming, "reach": answer.reach, "packs": "yes" if answer.packs else "",
        **({name: answer.name, work: answer.work} if name else {}),
    }  # fmt: skip
    return read_sent(
        {**blank(ToldStory), **values}, _day(answer), hosted=services().settings.hosted
    )


def _day(answer: Answer) -> str:
    """The day of the consent: none later than today, whatever its device's clock has said."""
    return min(answer.day, day_of(services().now()))


@in_library
def _take(library: KeyedLibrary, answer: Answer, told: Sent | None, person: str) -> Code | None:
    one = contribution(library.session, library.keys, answer.contribution)
    if one is None or not mine(one, person):
        return "no_invitation"
    if one.status in {"declined", "withdrawn"}:
        return "ended"
    if not one.words or not one.words.file_from or not is_code(library.keys, answer):
        return "wrong_code"
    if isinstance(answer, AgreementFile) or told is None:
        return _agree(library, answer, one.status)
    if one.status != "invited":
        return "here_already"
    if answer.terms != TERMS:
        return "other_terms"
    return None if send(library, answer.contribution, told) else "here_already"


def _agree(library: KeyedLibrary, answer: Answer, status: Status) -> Code | None:
    if status == "ready":
        return "here_already"
    hash_ = answer.hash if isinstance(answer, AgreementFile) else ""
    return None if agree(library, answer.contribution, hash_, _day(answer)) else "other_text"


def _page(faults: list[str] | None = None) -> Response:
    return page("story_answer.html", 422 if faults else 200, faults=faults or [])
