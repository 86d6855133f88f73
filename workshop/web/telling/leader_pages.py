"""The leader's pages: a failure of their own, told in the contributor's guided writing, beforehand.

It is kept in the workshop alone, and ends with it. A page of its own gives it to the library.
"""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, abort, redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.actions.leader_story import (
    delete_leader_story,
    leader_told,
    leader_words,
    write_leader_story,
)
from workshop.live.board import Board
from workshop.protocol.messages import Refused
from workshop.protocol.story import Story
from workshop.rules.limits import LEADER_TEXT
from workshop.storage.bodies import LeaderWords
from workshop.storage.library import open_workshop
from workshop.storage.transaction import Tx
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import TERMS_VERSION, KeyedLibrary, is_given
from workshop.stories.pack import built_in_pack
from workshop.stories.shelf import FIRST_PROPOSED
from workshop.summary.formats.paper_style import seam_points
from workshop.web.forms import Sure, pressed, read_sent
from workshop.web.guarding.access import need, not_listed
from workshop.web.page_language import LANGUAGE_FIELD, language
from workshop.web.rendering import page_of_words
from workshop.web.services import in_workshop, reads_all, services
from workshop.web.telling.contributor_form import TellFaults
from workshop.web.telling.leader_form import (
    LEADER_FIELDS,
    TOO_MUCH_WORDS,
    LeadersForm,
    leader_wrote,
    read_leader,
    refused_faults,
)

blueprint = Blueprint("leader", __name__, url_prefix="/leader")
blueprint.after_request(not_listed)


@dataclass(frozen=True)
class LeaderStory:
    """The words of the leader, whether the room has been shown them, and the library has them."""

    words: LeaderWords
    told: bool = False
    given: bool = False
    """True if the story was given to the library, and has not been taken back since."""
    can_give: bool = False

    @property
    def text_given(self) -> bool:
        """True if the library has exactly the text that is here."""
        return self.words.story is not None and self.words.given_text == story_hash(
            self.words.story
        )


@blueprint.get("/<id_>/")
def view(id_: str) -> Response:
    """The story as it was sent, or the guided writing: until there is one, and to change it."""
    stands = leader_standing(leaders_board(id_))
    if stands.words.story is None or ("change" in request.args and not stands.told):
        return _guided(id_, stands.words, leader_wrote(stands.words), {})
    return page_of_words("leader_kept.html", one=stands, story=stands.words.story, **of_page(id_))


@blueprint.post("/<id_>/")
def write(id_: str) -> AnyResponse:
    """Keeps what was sent; on a refusal nothing typed is lost."""
    board = leaders_board(id_)
    sent = read_sent(LeadersForm)
    story = read_leader(sent, language())
    faults = _write(board, story) if isinstance(story, Story) else story
    if faults:
        return _guided(id_, LeaderWords(name="", language=""), sent.values, faults)
    return home(id_)


@blueprint.post("/<id_>/erase")
def erase(id_: str) -> AnyResponse:
    """Takes the story out of the workshop again, unless the room has been shown it."""
    board = leaders_board(id_)
    if pressed(Sure).sure:
        in_workshop(board, delete_leader_story)
    return home(id_)


def leaders_board(id_: str) -> Board:
    """Returns the board to anyone with the leader's link; ends the request for all others."""
    need("leader", id_)
    board = services().boards.get(id_)
    if board is None or board.sealed:
        abort(410)
    return board


def leader_standing(board: Board) -> LeaderStory:
    """Returns how the leader's story stands."""
    read = in_workshop(board, _read)
    if isinstance(read, Refused):
        return LeaderStory(LeaderWords(name="", language=""))
    return _with_library(board.id, *read)


def home(id_: str) -> AnyResponse:
    """Leads to the leader's story."""
    return redirect(f"/leader/{id_}/{_query()}", 303)


def of_page(id_: str) -> dict[str, Any]:
    """Returns what each of the leader's pages says."""
    return {
        "id": id_,
        "draft": f"leader-{id_}",
        "hosted": services().settings.hosted,
        "query": _query(),
        "terms": TERMS_VERSION,
        "seam": seam_points,
        "ends": "",
        "kept_for": "",
    }


def _query() -> str:
    return (
        f"?{LANGUAGE_FIELD}={language()}" if request.args.get(LANGUAGE_FIELD) == language() else ""
    )


def _write(board: Board, story: Story) -> TellFaults:
    answer = in_workshop(board, write_leader_story, story)
    return refused_faults(answer) if isinstance(answer, Refused) else {}


# Its contribution is found by the workshop that noted it, whatever this request may see.
@reads_all
def _with_library(session: Session, id_: str, words: LeaderWords, told: bool) -> LeaderStory:
    open_ = open_workshop(session, id_)
    given = is_given(KeyedLibrary(session, services().store.story_keys), words.given)
    return LeaderStory(words, told, given, can_give=bool(open_ and not open_.trial))


def _read(tx: Tx) -> tuple[LeaderWords, bool]:
    return leader_words(tx), leader_told(tx)


def _guided(id_: str, words: LeaderWords, values: dict[str, str], faults: TellFaults) -> Response:
    return page_of_words(
        "leader.html", 422 if faults else 200, values=values,
        faults=faults, questions=LEADER_FIELDS, begins=request.method == "GET", most=LEADER_TEXT,
        too_much=TOO_MUCH_WORDS,
        example=built_in_pack(language()).by_id[FIRST_PROPOSED], **of_page(id_),
    )  # fmt: skip
