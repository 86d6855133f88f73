"""Rendering: ordinary pages, and the shells in which the three views are drawn."""

import gzip
from collections.abc import Mapping
from typing import Any

import msgspec
from flask import Response, make_response, render_template, request

from workshop.languages import words_file
from workshop.people.sign_ins import Grant
from workshop.people.tickets import make_ticket
from workshop.protocol.messages import ViewName
from workshop.rules.agenda import message
from workshop.summary.formats.all_formats import FORMATS, TO_SEND
from workshop.web.page_language import language, translate, translator
from workshop.web.services import ShownBoard, services
from workshop.web.static.joined_files import PageKind, joined

SCALES = {"participant": "", "projector": "scale-projector", "desk": "scale-desk"}
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


def plain_page(template: str, status: int, **values: Any) -> Response:
    """The page of an error, light enough for a phone in a crowded Wi-Fi."""
    return packed(_page("error", template, status, values))


def _page(kind: PageKind, template: str, status: int, values: Mapping[str, Any]) -> Response:
    text = render_template(template, stylesheet=_sheet(kind), **speech(), **values)
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
    """Compresses a page in which there is no secret that its length could betray."""
    response.headers["Vary"] = "Accept-Encoding"
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response.set_data(gzip.compress(response.get_data()))
        response.headers["Content-Encoding"] = "gzip"
    return response


def speech(tag: str = "") -> dict[str, Any]:
    """Returns what a page says of its language, and which others there are."""
    tag, languages = tag or language(), services().languages
    return {
        "language": tag,
        "direction": languages.direction(tag),
        "languages": {one: languages.name(one) for one in languages.known},
    }


def view_page(view: ViewName, board: ShownBoard, grant: Grant | None = None) -> Response:
    """The shell of a view, with its snapshot and its words in it, for whoever was let in."""
    entry = f"js/{view}/main.js"
    statics, spoken = services().statics, _spoken(view, board)
    text = render_template(
        "shell.html",
        view=view,
        scale=SCALES[view],
        title=_window(view, board.title),
        **speech(spoken),
        _=translator(spoken),
        stylesheet=_sheet(view),
        entry=statics.url(entry),
        # A phone paints with its own faces and fetches ours when somebody has arrived.
        font="" if view == "participant" else statics.url("fonts/figtree-latin-wght-normal.woff2"),
        boot=_boot(view, board, grant),
    )
    response = make_response(text)
    return packed(response) if view == "participant" else response


def state(view: ViewName, board: ShownBoard) -> Response:
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


def _spoken(view: ViewName, board: ShownBoard) -> str:
    """The room's screen speaks the language of the workshop, everybody else that of the device."""
    return board.language if view == "projector" else language()


def _boot(view: ViewName, board: ShownBoard, grant: Grant | None) -> str:
    now, shown, spoken = services().steady(), board.show(view), _spoken(view, board)
    first = services().statics.first if view == "participant" else ()
    boot = {
        "view": view,
        "workshop": board.id,
        "ticket": _ticket(view, board.id, grant) if grant else "",
        **({"grant": grant.kind} if grant else {}),
        **({"formats": _formats()} if view == "desk" else {}),
        **({"several": True} if view in SAY_SEVERAL and services().settings.cluster else {}),
        "snapshot": msgspec.Raw(shown.snapshot(now)),
        "words": services().languages.words_for(view, spoken, first),
        "language": spoken,
        "languages": _others(view),
    }
    return in_script(msgspec.json.encode(boot).decode())


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
