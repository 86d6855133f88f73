"""Pages for what goes wrong: what happened, what was kept, and a way on."""

import logging
import secrets
from typing import Literal, NoReturn

from flask import Flask, Response, abort, redirect, request
from sqlalchemy.exc import OperationalError
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from workshop.file_limit import RESERVED_KEY
from workshop.rules.agenda import message as _
from workshop.storage.troubles import is_damaged, trouble_of
from workshop.summary.formats.paper_style import seam_points
from workshop.web.guarding.access import came_with_cookie
from workshop.web.page_language import translate
from workshop.web.rendering import plain_page
from workshop.web.services import services
from workshop.web.static.joined_files import PageKind

log = logging.getLogger(__name__)
ENTERED = "entered"
"""The query with which the page that trades a link's secret goes on."""


ERROR_WORDS: dict[int, tuple[str, str]] = {
    400: (
        _("This form could not be read"),
        _(
            "It holds something that its page does not have, perhaps because the program was "
            "updated in the meantime. Nothing was changed. Go back: what you typed is still "
            "there. Reload the page and send it again."
        ),
    ),
    401: (
        _("You need a link to open this page"),
        _(
            "This browser is not signed in, or no longer is: a link to a workshop ends with it. "
            "Open the link that the program printed, or the one you were sent, in this browser."
        ),
    ),
    403: (
        _("That was not accepted"),
        _(
            "It came from another site’s page, or from a page at a different address. Nothing was "
            "changed. Open the page here and send it again."
        ),
    ),
    404: (
        _("There is nothing here"),
        _("The workshop may be over or deleted, or the address may be incomplete."),
    ),
    405: (
        _("That can’t be opened this way"),
        _("Nothing was changed. Go back and use the button on the page."),
    ),
    408: (
        _("That took too long"),
        _(
            "Not all of it arrived within ten seconds, and nothing was stored. Go back and send "
            "it again."
        ),
    ),
    410: (
        _("This workshop is over"),
        _(
            "It was finished. Everything is erased except the summary, and letters to a story’s "
            "teller if there are any."
        ),
    ),
    413: (
        _("That was too large"),
        _("It was not accepted, and nothing was stored. Go back: what you typed is still there."),
    ),
    503: (
        _("No more phones can join right now"),
        _(
            "The server has as many connections as it can hold. Phones that have joined continue. "
            "Wait ten seconds and try again, or take part on paper."
        ),
    ),
}
NO_COOKIE = (
    _("Your browser did not keep the cookie"),
    _(
        "You were signed in, but this browser did not keep the cookie that says so. Allow cookies "
        "for this address, then sign in again. If your link works only once, ask for a new one."
    ),
)
NOT_SIGNED_IN = (
    _("You are not signed in"),
    _("Sign in, or open the link that you were sent in this browser."),
)
"""Said instead of the words of 401 where people sign in at a provider."""
Way = Literal["join", "link", "sign_in", "back", "again", "workshops"]
WAYS: dict[int, Way] = {
    400: "back",
    401: "link",
    403: "back",
    405: "back",
    408: "back",
    413: "back",
    503: "again",
}
"""The way on from each error; from others of the asker's it is to join a workshop."""
FALLBACK_WORDS = (
    _("Something went wrong here"),
    _(
        "The fault is in this program, not in anything you did. What was stored before is kept. "
        "Go back and try once more; if it happens again, give the number {number} to the person "
        "who runs this server."
    ),
)


OF_THE_DISK = {
    "disk_full": (
        _("The disk is full"),
        _(
            "This was not stored; everything that was stored before is kept. Free some space on "
            "the disk of the computer that runs the workshop, go back and try again."
        ),
    ),
    "closed": (
        _("This workshop can’t be opened"),
        _(
            "Its file or its key can’t be read. Both are left as they are, and other workshops "
            "continue. The facilitator’s list of workshops says why."
        ),
    ),
}


def register(app: Flask) -> None:
    """Lets the application answer errors with these pages."""
    app.register_error_handler(HTTPException, known)
    app.register_error_handler(Exception, unknown)
    app.before_request(without_cookie)
    app.add_url_rule("/refused/<int:code>", "refused", refused)


def without_cookie() -> AnyResponse | None:
    """Returns the page for a person who has just been let in and comes without the cookie. Whoever
    has it goes on to the page's own address; None for any other request."""
    if request.method != "GET" or ENTERED not in request.args:
        return None
    if came_with_cookie():
        return redirect(request.path, 303)
    title, sentence = NO_COOKIE
    return error_page(401, translate(title), translate(sentence), "link")


def refused(code: int) -> NoReturn:
    """The page to which the request filter sends a form that it did not take."""
    abort(code if code in {408, 413} else 404)


def known(error: HTTPException) -> Response:
    """An error that HTTP has a number for."""
    code = error.code or 500
    if code == 401 and services().settings.knows_people:
        title, sentence = NOT_SIGNED_IN
        return error_page(code, translate(title), translate(sentence), "sign_in")
    title, sentence = ERROR_WORDS.get(code, ERROR_WORDS[404] if code < 500 else FALLBACK_WORDS)
    way = WAYS.get(code, "join" if code < 500 else "back")
    page = error_page(code, translate(title), translate(sentence, number=code), way)
    if code == 503:
        page.headers["Retry-After"] = str(RETRY_AFTER)
    return page


def unknown(error: Exception) -> Response:
    """A fault of ours: its number stands on the page and in the log, its details in neither. What
    is the disk's is called so."""
    what = _of_the_disk(error)
    if what:
        log.warning("a page was not made: %s", what)
        title, sentence = OF_THE_DISK[what]
        return error_page(503, translate(title), translate(sentence), "back")
    number = secrets.token_hex(4)
    log.error("error %s at a %s page", number, request.blueprint or "", exc_info=error)
    title, sentence = FALLBACK_WORDS
    return error_page(500, translate(title), translate(sentence, number=number), "back")


def _of_the_disk(error: Exception) -> str:
    """Returns the key of `OF_THE_DISK`; "" for any other fault."""
    if is_damaged(error):
        return "closed"
    code = trouble_of(error) if isinstance(error, OperationalError | OSError) else ""
    return code if code in OF_THE_DISK else ""


def error_page(code: int, title: str, sentence: str, way: Way, ended: str = "") -> Response:
    """A page with what happened and what was kept, and the way on that fits best.

    `ended` is the workshop that is known to be sealed: a phone needs nothing of it any more.
    """
    said = {"title": title, "sentence": sentence, "way": way, "ended": ended}
    kind: PageKind = "pages" if _at_desk() else "error"
    return plain_page("error.html", code, kind, seam=seam_points(title), at_desk=_at_desk(), **said)


def _at_desk() -> bool:
    """True if a facilitator's page failed: it has our typefaces, which no phone waits for, and its
    way on leads to the workshops."""
    return request.path.startswith("/desk/")


RETRY_AFTER = 10
"""Seconds; a phone that has left gives its place to the next one."""
OF_PHONES = "participant"
"""The blueprint of the pages with which phones come in. Desks, rooms' screens and all files are
served to the last: they hold no place for long."""
SNAPSHOT_ENDPOINT = "participant.fetched"
"""The endpoint of a phone's snapshot: who asks for it has joined, and a socket with a place."""


def refuse_phones() -> None:
    """Ends the request of a phone with 503, if no place for a phone is left in this process."""
    reserved = request.environ.get(RESERVED_KEY)
    if reserved and request.blueprint == OF_PHONES and request.endpoint != SNAPSHOT_ENDPOINT:
        reserved.refuse()
        abort(503)
