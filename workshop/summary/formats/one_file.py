"""The summary as one HTML file: nothing is fetched, nothing runs, it opens from a phone's files.

The page at the desk shows the same contents by the same template, so that nothing is drawn twice.
"""

import base64
import hashlib
import re
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from workshop.languages import languages
from workshop.protocol.summary import Summary
from workshop.summary.document import RoomWords, document
from workshop.summary.formats.package_folders import folder, style_sheets
from workshop.summary.formats.paper_style import seam_points
from workshop.summary.pulse_words import scale
from workshop.summary.reader import ENGLISH, Reader
from workshop.summary.sentence import Sentence

TRAVELLING_FACES = {"Newsreader": "newsreader-phone.woff2", "Figtree": "figtree-phone.woff2"}
"""The faces that travel in a file: Latin, small; other scripts take the reader's own faces."""
FONT_LICENCE = "\n/* Newsreader and Figtree: SIL Open Font License 1.1, openfontlicense.org */\n"


def render(summary: Summary, reader: Reader = ENGLISH) -> str:
    """Returns the file."""
    page = _templates().get_template("summary/one_file.html")
    values = page_contents(summary, reader)
    return page.render(**values, style=Markup(_style()), policy=file_policy()) + "\n"


def page_contents(summary: Summary, reader: Reader) -> dict[str, Any]:
    """Returns what the template of the contents needs."""
    return {
        "document": document(summary, reader),
        "seam_points": seam_points,
        "share": lambda share: f"{100 * share:.4g}%",
        "apart": _apart,
        "begins": languages().direction,
        "scale": scale(reader.translate),
    }


def file_policy() -> str:
    """The Content-Security-Policy of the file: its own style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; "
        "base-uri 'none'; form-action 'none'"
    )


def _apart(sentence: Sentence | RoomWords) -> Markup:
    """A sentence in which people's words, whatever their direction, do not disturb ours."""
    if isinstance(sentence, RoomWords):
        return escape(sentence.text)
    words = {name: Markup("<bdi>{}</bdi>").format(text) for name, text in sentence.words.items()}
    return escape(sentence.form).format(**words)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    sheets = [folder("static") / name for name in style_sheets("file")]
    sheets.append(folder("templates") / "summary" / "one_file.css")
    texts = [sheet.read_text("utf-8") for sheet in sheets]
    rules = re.sub(r"\s*/\*.*?\*/", "", "".join(texts), flags=re.DOTALL)
    return (
        FONT_LICENCE + rules + "".join(_face(name, file) for name, file in TRAVELLING_FACES.items())
    )


def _face(name: str, file: str) -> str:
    font = base64.b64encode((folder("static") / "fonts" / file).read_bytes()).decode()
    source = f'url("data:font/woff2;base64,{font}") format("woff2")'
    return f'@font-face {{ font-family: "{name}"; font-weight: 200 900; src: {source}; }}\n'
