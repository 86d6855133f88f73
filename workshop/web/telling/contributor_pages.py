"""The contributor's pages: telling a story, and coming back to it with the receipt.

Everything here belongs to the browser that came by a link to this one contribution. To any other
each address is as one that does not exist.
"""

from typing import Any

from flask import Blueprint, Response, abort, redirect, request
from msgspec.structs import replace as with_words
from werkzeug.wrappers import Response as AnyResponse

from workshop.people.links import make_link
from workshop.people.sign_ins import Grant
from workshop.protocol.change_commands import mark_of
from workshop.protocol.story import Story
from workshop.storage.contributions import Contributed, contribution
from workshop.storage.letters import delete_read_letters, letters_to
from workshop.storage.library import day_of
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import (
    TERMS_VERSION,
    KeyedLibrary,
    Sent,
    agree,
    answer_proposal,
    lower_name,
    send,
    want_letters,
)
from workshop.stories.pack import built_in_pack
from workshop.stories.shelf import FIRST_PROPOSED
from workshop.summary.formats.paper_style import seam_points
from workshop.web.forms import Form, SureOfSeen, Ticked, blank, pressed, read_sent
from workshop.web.guarding.access import need, not_listed
from workshop.web.page_language import LANGUAGE_FIELD, language
from workshop.web.rendering import page_of_words, phone_page
from workshop.web.services import in_library, reads, services
from workshop.web.stories.last_days import day_said, story_limit_said
from workshop.web.telling.contributor_form import (
    REACH_CHOICES,
    STORY_FIELDS,
    STORY_QUESTIONS,
    ChosenNaming,
    SentStory,
    TellFaults,
    ToldWords,
    read_contribution,
    read_words,
    story_fields,
)
from workshop.web.telling.receipt import Receipt, asker, receipt
from workshop.web.telling.waiting_workshops import change_in_workshops
from workshop.web.telling.withdrawing import withdraw_everywhere

blueprint = Blueprint("tell", __name__, url_prefix="/tell")
blueprint.after_request(not_listed)


class AgreedText(Form):
    """The hash of the text to which a contributor agrees."""

    hash: str


class AnsweredText(ToldWords):
    """Another text for the one that was proposed, which has this hash."""

    hash: str


class WantedLetters(Form):
    """Whether rooms may write letters."""

    letters: Ticked


@blueprint.get("/<id_>/")
def view(id_: str) -> Response:
    """The page of a contribution: the guided writing, what is proposed, or where it stands."""
    grant = need("contributor", id_)
    one = _found(id_)
    if one.status == "invited":
        return _guided(id_, one, {**blank(SentStory), "language": language()}, {})
    if one.status == "your_turn" and one.words and one.words.proposal:
        return page_of_words("tell_look.html", **_shown(receipt(one)))
    secret = services().shown_once.take(grant.sign_in, id_, services().steady())
    return page_of_words("tell_receipt.html", **_shown(receipt(one, secret)))


@blueprint.post("/<id_>/send")
def send_story(id_: str) -> AnyResponse:
    """Takes the story, once; where something is missing, nothing that was typed is lost."""
    grant = need("contributor", id_)
    one = _found(id_)
    if one.status != "invited":
        return _home(id_)
    sent = read_sent(SentStory)
    told = read_contribution(sent.values, _today(), hosted=services().settings.hosted)
    if sent.form is None or isinstance(told, dict):
        faults = {**(told if isinstance(told, dict) else {}), **sent.faults}
        return _guided(id_, one, sent.values, faults)
    _keep_receipt(grant, id_, told)
    return _home(id_)


@blueprint.post("/<id_>/agree")
def agree_to_text(id_: str) -> AnyResponse:
    """Agrees to the text that was shown, by its hash; to another one nobody has agreed."""
    need("contributor", id_)
    in_library(agree)(id_, pressed(AgreedText).hash, _today())
    return _home(id_)


@blueprint.get("/<id_>/change")
def change(id_: str) -> AnyResponse:
    """The proposed text in fields, to write an answer."""
    need("contributor", id_)
    one = _found(id_)
    proposal = one.words.proposal if one.words else None
    if one.status != "your_turn" or proposal is None:
        return _home(id_)
    return _answering(one, story_hash(proposal), story_fields(proposal), {})


@blueprint.post("/<id_>/change")
def send_answer(id_: str) -> AnyResponse:
    """Sends another text in place of the one that was proposed."""
    need("contributor", id_)
    one = _found(id_)
    sent = read_sent(AnsweredText)
    before = _answered(one, sent.values["hash"])
    if one.status != "your_turn" or before is None:
        return _home(id_)
    words = read_words({**sent.values, "language": before.language})
    if isinstance(words, dict):
        return _answering(one, sent.values["hash"], sent.values, words)
    told = with_words(before, title=words.title, lesson=words.lesson, steps=words.steps)
    in_library(answer_proposal)(id_, told, _today())
    return _home(id_)


@blueprint.post("/<id_>/name")
def say_less(id_: str) -> AnyResponse:
    """Says less of its contributor from here on, also in workshops to come."""
    need("contributor", id_)
    if in_library(lower_name)(id_, pressed(ChosenNaming).naming, _today()):
        one = _found(id_)
        if one.words and one.words.story:
            change_in_workshops(id_, one.words.story)
    return _home(id_)


@blueprint.post("/<id_>/letters")
def want_them(id_: str) -> AnyResponse:
    """Says whether rooms may write letters to the contributor from here on."""
    need("contributor", id_)
    in_library(want_letters)(id_, on=bool(pressed(WantedLetters).letters))
    return _home(id_)


@blueprint.post("/<id_>/letters/erase")
def erase_letters(id_: str) -> AnyResponse:
    """Erases the letters that the contributor was shown; none where other ones are there now."""
    need("contributor", id_)
    one = _found(id_)
    if not _erase_letters(id_, pressed(SureOfSeen).seen):
        return page_of_words("tell_receipt.html", 409, **_shown(receipt(one), others=True))
    return _home(id_)


@blueprint.post("/<id_>/withdraw")
def take_back(id_: str) -> AnyResponse:
    """Withdraws the story for good: out of the library, and out of workshops to come."""
    need("contributor", id_)
    if _found(id_).status != "invited":
        withdraw_everywhere(id_)
    return _home(id_)


@blueprint.get("/<id_>/terms")
def terms(id_: str) -> Response:
    """The terms to which contributors agree, on a page of their own."""
    need("contributor", id_)
    _found(id_)
    return phone_page("tell_terms.html", **_of_page(id_))


def _found(id_: str) -> Contributed:
    """The contribution; ends the request where the invitation was called off."""
    return reads(contribution)(services().store.story_keys, id_) or abort(404)


def _keep_receipt(grant: Grant, id_: str, sent: Sent) -> None:
    """Keeps the receipt's secret for the page behind, if the story was not sent before."""
    secret = _send(id_, sent)
    if secret:
        services().shown_once.keep(grant.sign_in, id_, secret, services().steady())


@in_library
def _send(library: KeyedLibrary, id_: str, sent: Sent) -> str:
    if not send(library, id_, sent):
        return ""
    return make_link(library.session, "contributor", id_, one_time=False)


@in_library
def _erase_letters(library: KeyedLibrary, id_: str, seen: str) -> bool:
    letters = letters_to(library.session, library.keys, id_)
    if letters and mark_of(*letters) != seen:
        return False
    delete_read_letters(library.session, library.keys, id_)
    return True


def _guided(id_: str, one: Contributed, values: dict[str, str], faults: TellFaults) -> Response:
    reaches = REACH_CHOICES[services().settings.hosted]
    answered = page_of_words if faults else phone_page
    return answered(
        "tell.html", 422 if faults else 200, values=values,
        faults=faults, questions=STORY_QUESTIONS, reaches=reaches, asker=asker(one),
        ends=day_said(one.keep_until), kept_for=story_limit_said(), begins=request.method == "GET",
        example=built_in_pack(language()).by_id[FIRST_PROPOSED],
        **_of_page(id_),
    )  # fmt: skip


def _answered(one: Contributed, seen: str) -> Story | None:
    """The text of which an answer keeps the themes, the questions and the teller, which are not
    asked there: what was proposed, if that is the text that they have seen; else their own."""
    words = one.words
    if words and words.proposal and story_hash(words.proposal) == seen:
        return words.proposal
    return words.story if words else None


def _answering(one: Contributed, seen: str, values: dict[str, str], faults: TellFaults) -> Response:
    shown = [(asked, values[asked.name]) for asked in STORY_QUESTIONS]
    return page_of_words(
        "tell_change.html", 422 if faults else 200, values=shown, faults=faults,
        fields=STORY_FIELDS,
        hash=seen, asker=asker(one), wish=one.words.said if one.words else "",
        **_of_page(one.id),
    )  # fmt: skip


def _shown(stands: Receipt, *, others: bool = False) -> dict[str, Any]:
    return {"one": stands, "asker": stands.asker, "others": others, **_of_page(stands.id)}


def _of_page(id_: str) -> dict[str, Any]:
    """Returns what each of the pages says: `query` keeps the language that was chosen on it."""
    return {
        "id": id_,
        "hosted": services().settings.hosted,
        "query": _query(),
        "terms": TERMS_VERSION,
        "seam": seam_points,
    }


def _home(id_: str) -> AnyResponse:
    return redirect(f"/tell/{id_}/{_query()}", 303)


def _query() -> str:
    return (
        f"?{LANGUAGE_FIELD}={language()}" if request.args.get(LANGUAGE_FIELD) == language() else ""
    )


def _today() -> str:
    return day_of(services().now())
