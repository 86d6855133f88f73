"""The summary as one HTML file: nothing is fetched, nothing runs, it opens from a phone's files.

The page at the desk shows the same contents by the same template, so that nothing is drawn twice.
"""

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from workshop.summary.harmless import harmless
from workshop.summary.seam import seam_points
from workshop.summary.summary import Summary, SummaryLesson
from workshop.summary.wording import Sentence, Translate, Wording

PACKAGE = Path(__file__).parents[1]


def render(summary: Summary, translate: Translate = str) -> str:
    """The file."""
    page = _templates().get_template("summary/one_file.html")
    values = contents(summary, translate)
    return page.render(**values, style=Markup(_style()), policy=policy()) + "\n"


def contents(summary: Summary, translate: Translate) -> dict[str, Any]:
    """What the template of the contents needs."""
    summary = harmless(summary)
    most = max([lesson.votes or 0 for lesson in summary.lessons], default=0)

    def share(lesson: SummaryLesson) -> str:
        return f"{100 * (lesson.votes or 0) / max(most, 1):.4g}%"

    return {
        "summary": summary,
        "words": Wording(summary, translate),
        "seam": seam_points,
        "share": share,
        "apart": _apart,
    }


def policy() -> str:
    """The Content-Security-Policy of the file: its own style, and nothing else."""
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    return f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"


def _apart(sentence: Sentence) -> Markup:
    """A sentence in which people's words, whatever their direction, do not disturb ours."""
    words = {name: Markup("<bdi>{}</bdi>").format(text) for name, text in sentence.words.items()}
    return escape(sentence.form).format(**words)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_folder()),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


@cache
def _style() -> str:
    return "\n" + (_folder() / "summary" / "one_file.css").read_text("utf-8")


def _folder() -> Path:
    """The templates: inside the wheel, or beside the package."""
    inside = PACKAGE / "templates"
    return inside if inside.is_dir() else PACKAGE.parent / "templates"
