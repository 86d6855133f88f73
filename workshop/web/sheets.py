"""Which style sheets a page has, in their order; a phone's are joined into one."""

import re
from collections.abc import Collection, Mapping

from workshop.protocol.messages import ViewName

ORDER = ("layers", "tokens", "tokens-oklch", "base", "type", "fonts")
PHONE_ORDER = (*ORDER, "fonts-phone")
COMPONENTS = (
    "button", "field", "card", "seam", "bar", "stepper", "tick", "notice", "code", "clock", "band",
)  # fmt: skip
OF_PAGES = ("", "-new", "-links")
JOINED = "css/joined.css"
"""All that a phone's pages need."""
COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)
INDENT = re.compile(r"\s*\n\s*")


def page_sheets() -> list[str]:
    """Those of an ordinary page."""
    return [*_named(*ORDER, "fonts-said", *COMPONENTS), *map("css/pages{}.css".format, OF_PAGES)]


def agenda_sheets(known: Collection[str]) -> list[str]:
    """What the agenda's editor needs besides: it draws phones and the room's screen."""
    shown = [*_own("participant", known), *_own("projector", known)]
    return [*shown, "css/agenda-editor.css", "css/agenda-seen.css"]


def view_sheets(view: ViewName, known: Collection[str]) -> list[str]:
    """Those of a view; the desk draws the room's screen in its miniature, too."""
    if view == "participant":
        return [JOINED]
    names = ("projector", "desk") if view == "desk" else (view,)
    own = [path for name in names for path in _own(name, known)]
    return [*_named(*ORDER, "fonts-said", *COMPONENTS), *own]


def joined_sheet(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The phone's sheet by its name: one request over a slow network, without the comments."""
    names = [*_named(*PHONE_ORDER, *COMPONENTS), *_own("participant", files)]
    text = "\n".join(files[name].decode() for name in names if name in files)
    return {JOINED: INDENT.sub("\n", COMMENT.sub("", text)).encode()}


def _named(*names: str) -> list[str]:
    return [f"css/{name}.css" for name in names]


def _own(view: str, known: Collection[str]) -> list[str]:
    first = f"css/{view}.css"
    mine = [path for path in known if path.startswith((f"css/{view}/", f"css/{view}-"))]
    return [*([first] if first in known else []), *sorted(mine)]
