"""The pages of the three views, and the participants' way in.

Nothing here ever sets a cookie.
"""

from flask import Blueprint, Response, abort, redirect
from werkzeug.wrappers import Response as AnyResponse

from workshop.live.board import Board
from workshop.rules.joining import CODE_CHARS, read_code
from workshop.storage.library import Listed, by_code, open_workshops
from workshop.web.forms import Form, pressed
from workshop.web.guarding.access import need, need_desk
from workshop.web.page_language import translate
from workshop.web.people.noting import note_at_desk
from workshop.web.rendering import phone_page, state, view_page
from workshop.web.services import reads_all, services
from workshop.web.summaries.summary_page import closed

participant_pages = Blueprint("participant", __name__)
projector_pages = Blueprint("projector", __name__, url_prefix="/screen")
desk_pages = Blueprint("desk", __name__, url_prefix="/desk")


class Code(Form):
    """The code on the room's screen."""

    code: str


@participant_pages.get("/")
def join() -> Response:
    """The bare address: a field for the code."""
    return phone_page("join.html", one=_only_one(), typed="", fault="")


@participant_pages.post("/join")
def join_by_code() -> AnyResponse:
    """Lets in anyone who typed a right code, also the longer one of a link: see `FailedCodes`."""
    typed, codes = pressed(Code).code, services().failed_codes
    code, suffix = read_code(typed) or ("", "")
    if code and not suffix and not codes.may_try():
        fault = translate(
            "Someone is trying many codes just now, so six characters are not enough. Type all ten "
            "that the room’s screen shows now, or scan the code there."
        )
        return phone_page("join.html", 429, one=_only_one(), typed=typed, fault=fault)
    found = reads_all(by_code)(code, suffix or None) if code else None
    if found is None:
        if suffix:
            codes.slow_down()
        return phone_page("join.html", 404, one=_only_one(), typed=typed, fault=_unknown(typed))
    if not suffix:
        codes.was_right()
    return redirect(f"/w/{found}/", 303)


@participant_pages.get("/j/<scanned>")
def join_by_scan(scanned: str) -> AnyResponse:
    """Lets in anyone who scanned the QR code, however many wrong ones are tried."""
    code, suffix = read_code(scanned) or ("", "")
    found = reads_all(by_code)(code, suffix) if suffix else None
    if found is None:
        services().failed_codes.slow_down()
        fault = translate(
            "This link no longer leads to an open workshop. Check that it is complete, or enter "
            "the code on the room’s screen."
        )
        return phone_page("join.html", 404, one=_only_one(), typed="", fault=fault)
    return redirect(f"/w/{found}/", 303)


@participant_pages.get("/w/<id_>/", endpoint="view")
def view_as_participant(id_: str) -> Response:
    """A participant's page."""
    board = _board(id_)
    return closed(id_) if _had_its_time(board) else view_page("participant", board)


@participant_pages.get("/w/<id_>/state/<epoch>-<int:rev>.json", endpoint="fetched")
def fetch_as_participant(id_: str, epoch: str, rev: int) -> Response:
    """The snapshot, where it is too large for the socket. The path is the same for everybody."""
    board = _board(id_)
    return abort(410) if _had_its_time(board) else state("participant", board)


@projector_pages.get("/<id_>/", endpoint="view")
def view_as_projector(id_: str) -> Response:
    """The room's screen of one workshop, opened by its own link."""
    grant = need("projector", id_)
    return view_page("projector", _board(id_), grant)


@projector_pages.get("/<id_>/state/<epoch>-<int:rev>.json", endpoint="fetched")
def fetch_as_projector(id_: str, epoch: str, rev: int) -> Response:
    """The snapshot of the room's screen, where it is too large for the socket."""
    need("projector", id_)
    return state("projector", _board(id_))


@desk_pages.get("/<id_>/", endpoint="view")
def view_at_desk(id_: str) -> Response:
    """The facilitator's desk of one workshop."""
    grant, board = need_desk(id_), _board(id_)
    note_at_desk(grant, "opened", id_)
    return view_page("desk", board, grant)


@desk_pages.get("/<id_>/state/<epoch>-<int:rev>.json", endpoint="fetched")
def fetch_at_desk(id_: str, epoch: str, rev: int) -> Response:
    """The desk's snapshot, where it is too large for the socket."""
    need_desk(id_)
    return state("desk", _board(id_))


def _board(id_: str) -> Board:
    return services().boards.get(id_) or abort(404)


def _had_its_time(board: Board) -> bool:
    """True if it was sealed so long ago that its address, which many have, leads to it no more."""
    return services().steady() > board.open_until


def _only_one() -> Listed | None:
    """The one open workshop of a laptop; None when there are more, or none.

    A hosted server has strangers at its bare address: what it serves is not theirs to know.
    """
    found = [] if services().settings.hosted else reads_all(open_workshops)()
    return found[0] if len(found) == 1 else None


def _unknown(typed: str) -> str:
    if not typed.strip():
        return translate("Type the six characters shown on the room’s screen.")
    if sum(char.isalnum() for char in typed) != CODE_CHARS:
        return translate(
            "A code has six letters and digits, and what you typed does not. Check the room’s "
            "screen again."
        )
    return translate(
        "No open workshop has this code. Check the room’s screen again, or ask whether it is over."
    )
