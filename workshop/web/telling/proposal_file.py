"""A proposal to somebody who told a story by a file: a file that shows the difference, and makes
the file by which they agree."""

from flask import Blueprint, Response, abort, make_response, redirect, render_template, url_for
from markupsafe import Markup
from werkzeug.wrappers import Response as AnyResponse

from workshop.storage.contributions import Contributed
from workshop.stories.answer_file import agreement_code
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import KeyedLibrary
from workshop.stories.proposal_back import take_proposal_back
from workshop.web.guarding.access import need_facilitator
from workshop.web.rendering import speech
from workshop.web.services import in_library
from workshop.web.telling.changes import every_part
from workshop.web.telling.editor_acts import done, is_file, no_longer, opened, seen_text
from workshop.web.telling.invitation_file import joined_module, policy_of, style_of_file

blueprint = Blueprint("story_proposal", __name__, url_prefix="/desk/stories/told")
ENTRY = "js/pages/tell-agree-file.js"
FILE = "proposal.html"


@blueprint.get("/<id_>/proposal")
def save(id_: str) -> Response:
    """The file of what is proposed, in the language of the request."""
    one, _ = opened(id_)
    words = one.words
    if not is_file(one) or not words or not words.story or not words.proposal:
        abort(404)
    response = make_response(_file(one, story_hash(words.proposal)))
    response.headers.set("Content-Disposition", "attachment", filename=FILE)
    return response


@blueprint.post("/<id_>/proposal/back")
def take_back(id_: str) -> AnyResponse:
    """Lets go of a proposal to which nobody has agreed."""
    grant = need_facilitator()
    one, _ = opened(id_)
    if done(id_, grant, seen_text(one), take_proposal_back) is None:
        return no_longer()
    return redirect(url_for("story_editing.read", id_=id_), 303)


def _file(one: Contributed, text_hash: str) -> str:
    words, style, module = one.words, style_of_file(), joined_module(ENTRY)
    if not words or not words.story or not words.proposal:
        return ""
    return render_template(
        "tell_proposal.html", id=one.id, to=words.file_from, said=words.said, hash=text_hash,
        code=_code(one.id, text_hash), changes=every_part(words.story, words.proposal),
        language_told=words.proposal.language, policy=policy_of(style, module),
        style=Markup(style), module=Markup(module), **speech(),
    )  # fmt: skip


@in_library
def _code(library: KeyedLibrary, id_: str, text_hash: str) -> str:
    return agreement_code(library.keys, id_, text_hash)
