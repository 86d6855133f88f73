"""Rendering: ordinary pages, and the shells in which the three views are drawn."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec
from flask import Response, make_response, render_template, request

from workshop.languages import SOURCE_LANGUAGE, words_file
from workshop.live.board import Board
from workshop.people.sign_ins import Grant
from workshop.people.tickets import make_ticket
from workshop.protocol.messages import ViewName
from workshop.rules.agenda import message
from workshop.summary.formats.all_formats import FORMATS, TO_SEND
from workshop.web.page_language import language, translate, translator
from workshop.web.services import services
from workshop.web.static.joined_files import PageKind, joined
from workshop.web.static.one_size import Sized, gzip_padded, of_one_size, packed_page, padded_page

VIEW_SCALES = {"participant": "", "projector": "scale-projector", "desk": "scale-desk"}
WINDOW = {
    "projector": message("ROOM SCREEN, share this"),
    "desk": message("PRIVATE DESK"),
    "participant": "",
}


def page(template: str, status: int = 200, **values: Any) -> Response:
    """An ordinary page."""
    return _page("pages", template, status, values)


def agenda_page(template: str, status: int = 200, **values: Any) -> Response:
    """A page that draws phones and the room's screen besides."""
    return _page("agenda", template, status, values)


def plain_page(template: str, status: int, kind: PageKind = "error", **values: Any) -> Response:
    """The page of an error, light enough for a phone in a crowded Wi-Fi unless another `kind` of
    page is asked for."""
    return packed(_page(kind, template, status, values))


def _page(kind: PageKind, template: str, status: int, values: Mapping[str, Any]) -> Response:
    known = {"hosted": services().settings.hosted, **values}
    text = render_template(template, stylesheet=_sheet(kind), **speech(), **known)
    return make_response(text, status)


def phone_page(template: str, status: int = 200, **values: Any) -> Response:
    """A page on the way into a workshop, which fetches ahead what comes behind it."""
    statics = services().statics
    text = render_template(
        template,
        stylesheet=_sheet("participant"),
        ahead=_served(["js/participant/main.js", *statics.modules("js/pages/join.js")]),
        **speech(),
        **values,
    )
    return packed(make_response(text, status))


def page_of_words(template: str, status: int = 200, **values: Any) -> Response:
    """A page for a phone with somebody's own words, or a secret, in it: its length tells nothing of
    them, since it is not compressed."""
    return _page("participant", template, status, values)


def packed(response: Response) -> Response:
    """Compresses a page in which there is no secret that its length could betray, to a length that
    it has in every language."""
    body = padded_page(response.get_data(as_text=True))
    return _packed(response, body, gzip_padded(body) if _takes_gzip() else None)


def _packed(response: Response, body: bytes, gzip: bytes | None) -> Response:
    response.headers["Vary"] = "Accept-Encoding"
    response.set_data(body if gzip is None else gzip)
    if gzip is not None:
        response.headers["Content-Encoding"] = "gzip"
    return response


def _takes_gzip() -> bool:
    return "gzip" in request.headers.get("Accept-Encoding", "")


def speech(tag: str = "") -> dict[str, Any]:
    """Returns what a page says of its language, and which others there are."""
    tag, languages = tag or language(), services().languages
    return {
        "language": tag,
        "direction": languages.direction(tag),
        "languages": {one: languages.name(one) for one in languages.known},
    }


def view_page(view: ViewName, board: Board, grant: Grant | None = None) -> Response:
    """The shell of a view, with its snapshot and its words in it, for whoever was let in."""
    spoken = _spoken(view, board)
    if view != "participant":
        said = {"words": services().languages.words_for(view, spoken), "language": spoken}
        return make_response(_shell(view, board.title, spoken, said | _boot(view, board, grant)))
    own = in_script(_json(_boot(view, board, grant))).removeprefix("{") + _end()
    lead, rest = _leads(board.title, own)[spoken], own.encode()
    gzip = packed_page(lead, rest) if _takes_gzip() else None
    return _packed(make_response(), lead.body + rest, gzip)


def _shell(view: ViewName, title: str, spoken: str, boot: Mapping[str, Any]) -> str:
    entry = f"js/{view}/main.js"
    statics = services().statics
    return render_template(
        "shell.html",
        view=view,
        scale=VIEW_SCALES[view],
        title=_window(view, title),
        **speech(spoken),
        _=translator(spoken),
        stylesheet=_sheet(view),
        entry=statics.url(entry),
        # A phone paints with its own faces and fetches ours when somebody has arrived.
        font="" if view == "participant" else statics.url("fonts/figtree-latin-wght-normal.woff2"),
        boot=in_script(_json(boot)),
    )


PAGE_FILLER, PAGE_REST = '"filler":"', ',"rest":""}'
"""Where in a phone's page its filler stands, and all that is alike in every language. No title can
say so: there these quotes are written otherwise."""


PAGE_BEGINNINGS: dict[str, dict[str, Sized]] = {}
"""The beginnings of phones' pages in each language, by the workshop's title alone. How a page went
on is not kept: it has words that end with their workshop."""
MOST_LEADS = 64


def _leads(title: str, goes_on: str) -> dict[str, Sized]:
    """Returns the beginning of a phone's page in each language, as long in one as in another.
    `goes_on`: how the page goes on now; of a later state it need not be the same."""
    if title not in PAGE_BEGINNINGS:
        if len(PAGE_BEGINNINGS) == MOST_LEADS:
            del PAGE_BEGINNINGS[next(iter(PAGE_BEGINNINGS))]
        PAGE_BEGINNINGS[title] = of_one_size(_beginnings(title), goes_on)
    return PAGE_BEGINNINGS[title]


def _beginnings(title: str) -> dict[str, tuple[str, str]]:
    languages, first = services().languages, services().statics.first
    parts = {}
    for tag in languages.known:
        words = languages.words_for("participant", tag, first)
        boot = {"words": words, "language": tag, "filler": "", "rest": ""}
        before, mark, after = _shell("participant", title, tag, boot).partition(PAGE_FILLER)
        parts[tag] = before + mark, after.partition(PAGE_REST)[0] + ","
    return parts


@lru_cache(maxsize=1)
def _end() -> str:
    return _shell("participant", "", SOURCE_LANGUAGE, {"filler": "", "rest": ""}).partition(
        PAGE_REST
    )[2]


def state(view: ViewName, board: Board) -> Response:
    """The snapshot of a view, to be fetched: always the newest, whichever was asked for."""
    shown, now = board.show(view), services().steady()
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    response = Response(shown.compressed(now) if packed else shown.snapshot(now))
    response.headers["Content-Type"] = "application/json"
    if packed:
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response


SAY_SEVERAL = frozenset({"participant", "desk"})
"""The views that say what a server on several machines promises."""


def _spoken(view: ViewName, board: Board) -> str:
    """The room's screen speaks the language of the workshop, everybody else that of the device."""
    return board.language if view == "projector" else language()


def _boot(view: ViewName, board: Board, grant: Grant | None) -> dict[str, Any]:
    """Returns what a page brings besides its words."""
    now, shown = services().steady(), board.show(view)
    return {
        "view": view,
        "workshop": board.id,
        "ticket": _ticket(view, board.id, grant) if grant else "",
        **({"grant": grant.kind} if grant else {}),
        **({"formats": _formats()} if view == "desk" else {}),
        **({"several": True} if view in SAY_SEVERAL and services().settings.cluster else {}),
        "snapshot": msgspec.Raw(shown.snapshot(now)),
        "languages": _others(view),
    }


def _json(boot: Mapping[str, Any]) -> str:
    return msgspec.json.encode(boot).decode()


def _formats() -> list[dict[str, object]]:
    """The formats of summaries with their English sentences: the desk says them in its language."""
    return [
        {"ending": ending, "name": one.name, "use": one.use, "to_send": ending == TO_SEND}
        for ending, one in FORMATS.items()
    ]


def _ticket(view: ViewName, workshop: str, grant: Grant) -> str:
    key, now = services().store.server_key, services().steady()
    return make_ticket(key, view, workshop, grant.sign_in, now, grant.handed)


def _others(view: ViewName) -> list[dict[str, str]]:
    """The languages that can be chosen on the device, and where their words are."""
    languages, url = services().languages, services().statics.url
    return [
        {
            "tag": tag,
            "name": languages.name(tag),
            "direction": languages.direction(tag),
            "words": url(words_file(view, tag)),
        }
        for tag in languages.known
    ]


def in_script(json: str) -> str:
    """JSON that can stand inside a script element: nothing in it can end the element."""
    for char in "<>&\u2028\u2029":
        json = json.replace(char, f"\\u{ord(char):04x}")
    return json


def _window(view: ViewName, title: str) -> str:
    name = translate(WINDOW[view]) if WINDOW[view] else ""
    return " · ".join(filter(None, [name, title]))


def _sheet(kind: PageKind) -> str:
    return services().statics.url(joined(kind))


def _served(names: list[str]) -> list[str]:
    statics = services().statics
    return [statics.url(name) for name in names if statics.has(name)]
