"""Which language a page speaks: what its device has chosen here, or what it asks for by itself."""

from collections.abc import Callable

from flask import Response, g, request

from workshop.rules import words_in_a_row
from workshop.web.services import services

LANGUAGE_FIELD = "language"
"""The query, and the desk's cookie; a participant's device gets none and keeps its choice."""
DESK_PATH = "/desk"
YEAR = 365 * 24 * 3600


def language() -> str:
    """The language of this page; one for a whole request."""
    if "language" not in g:
        asked = [request.args.get(LANGUAGE_FIELD, ""), request.cookies.get(LANGUAGE_FIELD, "")]
        known = services().languages.known
        wanted = [tag for tag, _ in request.accept_languages]
        chosen = next((tag for tag in asked if tag in known), None)
        g.language = chosen or services().languages.best(wanted)
    spoken: str = g.language
    return spoken


def translate(text: str, /, **values: object) -> str:
    """`_` in the page's language."""
    return services().languages.translator(language())(text, **values)


def plural(one: str, many: str, n: int, /, **values: object) -> str:
    """A sentence in the page's language that depends on a number, its `{n}`."""
    return services().languages.counter(language())(one, many, n, **values)


def page_comma() -> str:
    """Returns the text between two words in a row, in the page's language."""
    return words_in_a_row.comma(translate)


def translator(tag: str = "") -> Callable[..., str]:
    """`_` in one language, also for work that goes on outside the request."""
    return services().languages.translator(tag or language())


def keep_choice(response: Response) -> Response:
    """The desk's pages keep what was chosen by a link; nobody else's path ever gets a cookie."""
    chosen = request.args.get(LANGUAGE_FIELD, "")
    if request.path.startswith(f"{DESK_PATH}/") and chosen in services().languages.known:
        response.set_cookie(LANGUAGE_FIELD, chosen, path=DESK_PATH, samesite="Strict", max_age=YEAR,
                            secure=request.is_secure)  # fmt: skip
    return response
