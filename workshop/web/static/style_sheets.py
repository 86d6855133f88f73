"""Which style sheets a page has, in their order, and the one file in which it is given them."""

import re
from collections.abc import Collection, Mapping
from typing import Literal, get_args

from workshop.protocol.messages import ViewName

Look = ViewName | Literal["pages", "agenda"]
"""A view, the ordinary pages, or the agenda's editor, which is a page with more to it."""
LOOKS: tuple[Look, ...] = (*get_args(ViewName), "pages", "agenda")
ORDER = ("layers", "tokens", "tokens-oklch", "base", "type", "fonts")
PHONE_ORDER = (*ORDER, "fonts-phone")
COMPONENTS = (
    "button", "field", "card", "seam", "bar", "stepper", "tick", "notice", "code", "clock", "band",
    "own-text",
)  # fmt: skip
OF_PAGES = ("", "-new", "-links", "-change")
COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")


def joined(look: Look) -> str:
    """The name of the file that holds all sheets of a look."""
    return f"css/joined-{look}.css"


def join_sheets(look: Look, files: Mapping[str, bytes]) -> bytes:
    """The file that holds all sheets of a look: one request, without the comments."""
    text = "\n".join(files[name].decode() for name in sheets(look, files) if name in files)
    return INDENT.sub("\n", COMMENT.sub("", text)).encode()


def sheets(look: Look, known: Collection[str]) -> list[str]:
    """The sheets of a look. The desk draws the room's screen in its miniature, too, and the
    agenda's editor draws phones and the room's screen.
    """
    if look == "participant":
        return [*_named(*PHONE_ORDER, *COMPONENTS), *_own(look, known)]
    usual = _named(*ORDER, "fonts-said", *COMPONENTS)
    if look == "projector":
        return [*usual, *_own("projector", known)]
    if look == "desk":
        return [*usual, *_own("projector", known), *_own("desk", known)]
    page = [*usual, *map("css/pages{}.css".format, OF_PAGES)]
    if look == "pages":
        return page
    shown = [*_own("participant", known), *_own("projector", known)]
    return [*page, *shown, "css/agenda-editor.css", "css/agenda-seen.css"]


def _named(*names: str) -> list[str]:
    return [f"css/{name}.css" for name in names]


def _own(view: str, known: Collection[str]) -> list[str]:
    first = f"css/{view}.css"
    mine = [path for path in known if path.startswith((f"css/{view}/", f"css/{view}-"))]
    return [*([first] if first in known else []), *sorted(mine)]
