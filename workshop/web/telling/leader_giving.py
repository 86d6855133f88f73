"""The leader gives their story to the library: a choice of their own, on a page of its own."""

import secrets
from typing import Annotated

from flask import Blueprint, Response, make_response, redirect
from msgspec import Meta
from msgspec.structs import replace
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response as AnyResponse

from workshop.actions.leader_story import leader_words, note_given
from workshop.live.board import Board
from workshop.people.links import make_link
from workshop.people.sign_ins import Trade, trade
from workshop.protocol.story import Story
from workshop.rules.agenda import message
from workshop.storage.library import day_of, open_workshop
from workshop.storage.library_stories import Reach
from workshop.storage.transaction import Tx
from workshop.stories.consent_hash import story_hash
from workshop.stories.contributing import KeyedLibrary, Sent, give, is_given
from workshop.web.forms import Seen, Ticked, blank, read_sent
from workshop.web.guarding.access import keep_grant, not_listed, path_of
from workshop.web.page_language import translate
from workshop.web.rendering import page_of_words
from workshop.web.services import in_workshop, reads_all, services, writes_all
from workshop.web.stories.last_days import story_limit_said
from workshop.web.telling.contributor_form import NO_CONTRIBUTOR_REACH, TellFaults
from workshop.web.telling.leader_form import GIVEN
from workshop.web.telling.leader_pages import (
    home,
    leader_standing,
    leaders_board,
    of_page,
)

blueprint = Blueprint("leader_giving", __name__, url_prefix="/leader")
blueprint.after_request(not_listed)
STORY_CHANGED = message(
    "Your story was changed in the meantime. Nothing was given. Read it again, as it is now."
)


class GivenStory(Seen):
    """The leader's story, which is given to the library, and where it may be told."""

    reach: Annotated[Reach, Meta(description=NO_CONTRIBUTOR_REACH)]
    packs: Ticked
    letters: Ticked
    language: str


@blueprint.get("/<id_>/library")
def ask(id_: str) -> AnyResponse:
    """Asks where the story may be told, and says what is kept."""
    story = _to_give(leaders_board(id_))
    if story is None:
        return home(id_)
    return _page(id_, story, {**blank(GivenStory), "language": story.language}, {})


@blueprint.post("/<id_>/library")
def send(id_: str) -> AnyResponse:
    """Gives exactly the text that was shown, by its hash, once; leads to its receipt."""
    board = leaders_board(id_)
    story = _to_give(board)
    if story is None:
        return home(id_)
    given = read_sent(GivenStory)
    faults = {**given.faults, **_faults(given.values, story)}
    if given.form is None or faults:
        return _page(id_, story, given.values, faults)
    form = given.form
    sent = Sent(
        replace(story, language=form.language), "named", form.reach, day_of(services().now()),
        packs=bool(form.packs), letters=bool(form.letters),
    )  # fmt: skip
    made = _give(board, story, sent)
    return _receipt(*made) if made else home(id_)


def _to_give(board: Board) -> Story | None:
    """The story, where it can be given; None without one, and once it was given."""
    stands = leader_standing(board)
    return stands.words.story if stands.can_give and not stands.given else None


def _faults(values: dict[str, str], story: Story) -> TellFaults:
    faults: TellFaults = {}
    if values["reach"] not in GIVEN[services().settings.hosted]:
        faults["reach"] = translate(NO_CONTRIBUTOR_REACH)
    if values["language"] not in services().languages.known:
        faults["language"] = translate("Choose a language from the list.")
    if values["seen"] != story_hash(story):
        faults["seen"] = translate(STORY_CHANGED)
    return faults


def _receipt(secret: str, traded: Trade) -> AnyResponse:
    """Signs the browser in as the story's contributor; their page shows the receipt's link."""
    grant, shown = traded.grant, services().shown_once
    shown.keep(grant.sign_in, grant.workshop, secret, services().steady())
    response = make_response(redirect(f"{path_of(grant.kind, grant.workshop)}/", 303))
    keep_grant(response, traded)
    return response


def _give(board: Board, story: Story, sent: Sent) -> tuple[str, Trade] | None:
    """Gives the story unless it was changed or given since; the receipt's secret, and the sign-in
    by it."""
    # Noted first: a crash in between leaves a note that leads to nothing, and no story that
    # nobody can withdraw.
    id_ = in_workshop(board, _note, story, secrets.token_hex(8))
    return _put_in(board.id, id_, sent) if isinstance(id_, str) and id_ else None


# No team is in what the leader's link may see.
@writes_all
def _put_in(session: Session, workshop: str, id_: str, sent: Sent) -> tuple[str, Trade] | None:
    open_ = open_workshop(session, workshop)
    library = KeyedLibrary(session, services().store.story_keys)
    if open_ is None or not give(library, id_, open_.team_id, sent):
        return None
    secret = make_link(session, "contributor", id_, one_time=False)
    traded = trade(session, secret, day_of(services().now()))
    return (secret, traded) if isinstance(traded, Trade) else None


def _note(tx: Tx, story: Story, id_: str) -> str:
    words = leader_words(tx)
    if _is_given(words.given) or words.story != story:
        return ""
    note_given(tx, id_, story_hash(story))
    return id_


@reads_all
def _is_given(session: Session, contribution: str) -> bool:
    return is_given(KeyedLibrary(session, services().store.story_keys), contribution)


def _page(id_: str, story: Story, values: dict[str, str], faults: TellFaults) -> Response:
    return page_of_words(
        "leader_give.html", 422 if faults else 200, story=story,
        seen=story_hash(story), values=values, faults=faults,
        reaches=GIVEN[services().settings.hosted],
        **{**of_page(id_), "kept_for": story_limit_said()},
    )  # fmt: skip
