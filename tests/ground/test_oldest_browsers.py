"""Nothing is used that the oldest promised browsers lack, unless what they do then is said here.

Safari 15.4, Chrome 99 (which is Samsung Internet 18) and Firefox 115. `jsconfig.json` holds the
language itself to ES2022; patterns cannot know what is newer than this list.
"""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = [*(ROOT / "static" / "js").rglob("*.js"), *(ROOT / "static" / "vendor").rglob("*.js")]

IN_SCRIPTS = {
    r"\(\?<[=!]": "a pattern that looks behind: Safari 16.4; it stops the module",
    r"/[dgimsuy]*v[dgimsuy]*[,;.)\s]*$|RegExp\([^;]*\"\w*v\w*\"\)":
        "a pattern with sets: Chrome 112, Safari 17, Firefox 116",
    r"\.(?:to(?:Sorted|Reversed|Spliced)|with|findLast(?:Index)?)\(": "Chrome 110, Safari 16",
    r"\bAbortSignal\.(?:timeout|any)\b": "Chrome 103, Safari 16",
    r"\brequestSubmit\b": "Safari 16",
    r"\bIntl\.(?:Segmenter|DurationFormat)\b": "Firefox 125",
    r"\b(?:Object|Map)\.groupBy\b|\bPromise\.(?:withResolvers|try)\b|\bArray\.fromAsync\b": "2024",
    r"\bURL\.(?:canParse|parse)\(|\bstructuredClone\(\w+, ": "Chrome 120, Safari 17",
    r"\.(?:isWellFormed|toWellFormed|isSubsetOf|symmetricDifference)\(": "Chrome 111, Safari 16.4",
    r"\bstatic\s*\{": "a block in a class: Safari 16.4",
    r"\bfrom\s*[\"'][^\"']+[\"']\s*(?:with|assert)\b": "attributes of an import: Chrome 123",
    r"\bfrom\s*[\"'][^./\"']": "a bare import needs an import map: Safari 16.4",
    r"\bstartViewTransition\b": "Chrome 111, Safari 18, Firefox 144",
    r"\b(?:show|hide|toggle)Popover\b|\bcheckVisibility\b|\bmoveBefore\b": "Chrome 114",
    r"\bnew (?:Compression|Decompression)Stream\b": "Safari 16.4",
    r"\bscrollend\b": "Chrome 114",
}  # fmt: skip
"""A pattern -> what is newer than the promise, and since when it is there."""

ASKS_FIRST = {
    ("pages/sending.js", "requestSubmit"): '"requestSubmit" in form',
    ("projector/crossing.js", "startViewTransition"): '"startViewTransition" in document',
}
"""A module that may use something, because it asks first whether it is there."""


def named(path: Path) -> str:
    return path.relative_to(ROOT / "static").as_posix().removeprefix("js/")


def without_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/|(?<![:\\])//[^\n]*", "", text, flags=re.DOTALL)


@pytest.mark.parametrize("pattern", IN_SCRIPTS)
def test_no_module_needs_a_newer_browser(pattern: str) -> None:
    found = [
        (named(path), use[0])
        for path in MODULES
        for use in re.finditer(pattern, without_comments(path.read_text("utf-8")), re.MULTILINE)
    ]
    assert [use for use in found if use not in ASKS_FIRST] == [], IN_SCRIPTS[pattern]


@pytest.mark.parametrize(("use", "question"), ASKS_FIRST.items())
def test_what_may_be_missing_is_asked_for_first(use: tuple[str, str], question: str) -> None:
    text = (ROOT / "static" / "js" / use[0]).read_text("utf-8")
    assert 0 < text.find(question) <= text.find(f".{use[1]}(")
