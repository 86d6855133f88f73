"""The forms of the templates in which somebody types or chooses, found in the templates."""

import re
from functools import cache

from tests.support.forking import ROOT

TEMPLATES = ROOT / "templates"
FORM = re.compile(r"<form\b(?P<head>.*?)>(?P<body>.*?)</form>", re.S)
TYPED = re.compile(
    r"""<textarea|<select|<input(?![^>]*type="hidden")"""
    r"""|\b(?:text|choice|caller|stage_item|\w*_fields?|self\.\w+)\(|include "(?:form|story)_"""
)
"""A field in a form, whether it stands there itself, in a macro, or in another template."""
EXTENDS = re.compile(r"""{% extends "([\w/.]+)" %}""")


def typed_forms() -> set[str]:
    """Returns a name for each that is sent by post: its template, and that it is the second there.

    A template that has no form of its own has those of the template that it extends.
    """
    names = {one.relative_to(TEMPLATES).as_posix() for one in TEMPLATES.rglob("*.html")}
    return {" ".join([name, *n]) for name in names for n in _numbered(_forms(name))}


def _numbered(count: int) -> list[list[str]]:
    return [[] if n == 1 else [str(n)] for n in range(1, count + 1)]


@cache
def _forms(name: str) -> int:
    """How many a template has."""
    text = (TEMPLATES / name).read_text("utf-8")
    around = EXTENDS.search(text)
    if around and "<form" not in text:
        return _forms(around[1])
    found = [one for one in FORM.finditer(text) if 'method="post"' in one["head"]]
    return sum(1 for one in found if TYPED.search(one["body"]))
