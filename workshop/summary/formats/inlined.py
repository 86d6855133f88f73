"""The style of a page that is one file: all sheets, and the faces, are in it."""

import base64
import hashlib
import re
from functools import cache

from workshop.summary.formats.package_folders import folder, style_sheets

FACES = {"Newsreader": "newsreader-phone.woff2", "Figtree": "figtree-phone.woff2"}
"""The faces that travel in a file: Latin, small; other scripts take the reader's own faces."""
LICENCE = "\n/* Newsreader and Figtree: SIL Open Font License 1.1, openfontlicense.org */\n"


@cache
def inlined_style(page: str, own: str = "", faces: tuple[str, ...] = tuple(FACES)) -> str:
    """Returns the sheets of a page with its faces; `own` is one more sheet, a path in the
    templates."""
    sheets = [folder("static") / name for name in style_sheets(page)]
    sheets += [folder("templates") / own] if own else []
    texts = [sheet.read_text("utf-8") for sheet in sheets]
    rules = re.sub(r"\s*/\*.*?\*/", "", "".join(texts), flags=re.DOTALL)
    return LICENCE + rules + "".join(_face(name, FACES[name]) for name in faces)


def hash_source(text: str) -> str:
    """Returns the source by which a Content-Security-Policy allows exactly this text."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return f"'sha256-{digest}'"


def _face(name: str, file: str) -> str:
    font = base64.b64encode((folder("static") / "fonts" / file).read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{font}") format("woff2")'
    return f'@font-face {{ font-family: "{name}"; font-weight: 200 900; src: {source}; }}\n'
