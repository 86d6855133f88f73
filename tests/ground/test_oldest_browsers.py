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

IN_SHEETS = {
    r"@media[^{]*[<>]": "a range: Chrome 104, Safari 16.4",
    r"^\s*&|[;}]\s*&": "nesting: Chrome 120, Safari 17.2, Firefox 117",
    r"^\s*(?:translate|rotate|scale):": "Chrome 104; transform says the same",
    r"\b(?:color-mix|light-dark|contrast-color|okl(?:ch|ab))\(|\((?:from|in ok)\b": "Chrome 111",
    r"\btext-wrap: nowrap|\btext-wrap-mode": "Chrome 114; white-space says the same",
    r":has\([^{]*[+~]": "goes stale in WebKit when the first of the two goes",
    r"\b(?:round|mod|rem|sin|cos|tan|pow|sqrt|hypot|abs|sign)\(": "Chrome 125 or 138",
    r"@scope|@starting-style|@container (?!room|page)[^(]*(?:style|scroll-state)\(": "2023",
    r"\b(?:anchor|anchor-size|calc-size|sibling-index|if)\(": "Chrome 125",
    r":(?:popover-open|user-(?:in)?valid|open)\b|::details-content": "Chrome 114, Safari 16.5",
    r"\b(?:transition-behavior|animation-timeline|interpolate-size|margin-trim|text-box)\b": "2023",
}  # fmt: skip
"""A pattern -> what drops a rule or a property, so that it is written in another way."""

FALLS_BACK = (
    r"\d[dsl]v[bhiw]\b", r"\dlh\b", r"\dcq[bhiw]\b", r"\bsubgrid\b", r"overflow: clip\b",
    r": last baseline\b", r"(?<!-)\buser-select\b",
)  # fmt: skip
"""Values that stand below another value of the same property, or where @supports has asked for
them."""

WITHOUT_HAS = {
    ":root:has(.frame-foot > .notice)": "what has the focus may stand behind a foot of two lines",
    ":root:has(textarea:focus, ": "what has the focus stands higher in a very low window",
    ".frame:has(textarea:focus, ": "the foot of a very low window keeps its quiet ways",
    ".frame-body:has(> .handing)": "less air",
    ".frame-body:has(> .card[data-outlined])": "more air",
    ".field-label:has(.field-aside)": "another break of the line",
    ".card-piece:has(.field-input:focus-visible)": "the field itself has the ring",
    ".choice-answer:has(:focus-visible)": "the radio itself has the ring",
    ".choice-answer:has(:checked)": "the tick alone says it",
    ".desk-addresses > label:has(:checked)": "the radio alone says it",
    ".desk-pick-card:has(:checked)": "the radio alone says it",
    ".desk-controls:not(:has(*))": "a line that is empty",
    '.desk-middle[data-stage="reveal"]:has(.desk-asked)': "what was asked for is scrolled to",
    ".desk-next:not(:has(*))": "a line that is empty",
    '.projector-stage[data-stage="follow_up"]:has(': "more air",
    ".projector-alone .card-lower:has(> .seam:only-child)": "its lower half stays, and is empty",
    ".projector-alone .card:has(> .card-lower > .seam:only-child)": "the same",
    ".projector-stage:has(> :is(.projector-page, ": "more air",
    ".form-own > .field:has(#pasted)": "a narrower field",
    ".form-column:has(.field-said)": "a narrower form",
}
"""
Chrome before 105 and Firefox before 121 drop these rules: what is lost is looks, never a word, a
way or the focus.
"""

ASKS_FIRST = {
    ("pages/ask-before-sending.js", "requestSubmit"): '"requestSubmit" in form',
    ("projector/main.js", "startViewTransition"): '"startViewTransition" in document',
}
"""A module that may use something, because it asks first whether it is there."""


SHEETS = [*(ROOT / "static" / "css").glob("*.css"), *(ROOT / "templates").rglob("*.css")]


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


def lines(sheet: Path) -> list[str]:
    return re.sub(r"/\*.*?\*/", "", sheet.read_text("utf-8"), flags=re.DOTALL).splitlines()


@pytest.mark.parametrize("pattern", IN_SHEETS)
def test_no_sheet_says_what_an_older_browser_drops(pattern: str) -> None:
    found = [
        (sheet.name, line.strip())
        for sheet in SHEETS
        for line in lines(sheet)
        if re.search(pattern, line)
    ]
    assert found == [], IN_SHEETS[pattern]


def unguarded(text: list[str], pattern: str) -> list[str]:
    """Declarations with something new which neither stand below an older value, nor inside of
    @supports."""
    found, asked, before = [], 0, ""
    for line in text:
        said, _, _ = line.strip().partition(":")
        asked = depth_within(asked, line)
        if re.search(pattern, line) and not asked and said.removeprefix("-webkit-") != before:
            found.append(line.strip())
        before = said.removeprefix("-webkit-")
    return found


def depth_within(asked: int, line: str) -> int:
    """Counts the brackets that are open since the @supports around a line; 0 outside of one."""
    if asked or "@supports" in line:
        return asked + line.count("{") - line.count("}")
    return 0


@pytest.mark.parametrize("pattern", FALLS_BACK)
def test_a_newer_value_stands_below_an_older_one(pattern: str) -> None:
    assert {s.name: found for s in SHEETS if (found := unguarded(lines(s), pattern))} == {}


def test_what_is_lost_without_has_is_known_and_small() -> None:
    uses = [
        line.strip()
        for sheet in SHEETS
        for line in lines(sheet)
        if ":has(" in line and "@supports" not in line
    ]
    assert [use for use in uses if not any(use.startswith(known) for known in WITHOUT_HAS)] == []
    assert [known for known in WITHOUT_HAS if not any(use.startswith(known) for use in uses)] == []
