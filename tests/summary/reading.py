"""Small strict readers: what a person reads in a summary's Markdown and in its HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

SPECIAL = set("\\`*_[]<>|~&$@^")
VOID = {"meta", "link", "input"}
STARTS_A_BLOCK = re.compile(r"[#+\-=:]|\d{1,9}[.)]")


def markdown_text(text: str) -> str:
    """The words of a Markdown text; fails when anything in it could be more than words."""
    return "\n".join(_plain(line) for line in text.replace("\\\n", "\n").split("\n"))


def _plain(line: str) -> str:
    bold = re.fullmatch(r"\*\*(.+?)\*\*((?:, .*)?)", line)
    if bold:
        return _plain(bold[1]) + _words(bold[2])
    assert not STARTS_A_BLOCK.match(line), line
    return _words(line)


def _words(text: str) -> str:
    words, chars = [], iter(text)
    for char in chars:
        escaped = char == "\\"
        assert escaped or char not in SPECIAL, text
        words.append(next(chars) if escaped else char)
    return "".join(words)


def sections(markdown: str) -> dict[str, list[str]]:
    """The blocks under each heading of the second order; those before it under ""."""
    found: dict[str, list[str]] = {"": []}
    for block in markdown.rstrip("\n").split("\n\n"):
        if block.startswith("## "):
            found[markdown_text(block[3:])] = []
        else:
            found[list(found)[-1]].append(block)
    return found


def items(block: str) -> list[list[str]]:
    """The lines of each item of a list."""
    rows = [row.replace("\n  ", "\n") for row in re.split(r"(?:^|\n)- ", block)[1:]]
    return [markdown_text(row).split("\n") for row in rows]


def quotes(blocks: list[str]) -> list[list[str]]:
    """The paragraphs of each quotation."""
    return [
        [markdown_text(part) for part in re.sub(r"(?m)^> ?", "", block).split("\n\n")]
        for block in blocks
        if block.startswith("> ")
    ]


@dataclass
class Node:
    """An element of an HTML page."""

    tag: str
    attributes: dict[str, str]
    inside: "list[Node | str]" = field(default_factory=list)

    @property
    def text(self) -> str:
        """The node's words, as they are shown."""
        return "".join(one if isinstance(one, str) else one.text for one in self.inside).strip()

    def all(self) -> "Iterator[Node]":
        """Itself and every element in it."""
        yield self
        for one in self.inside:
            if isinstance(one, Node):
                yield from one.all()

    def of(self, name: str) -> "list[Node]":
        """The elements of a class."""
        return [one for one in self.all() if name in one.attributes.get("class", "").split()]

    def named(self, *tags: str) -> "list[Node]":
        """The elements of these tags."""
        return [one for one in self.all() if one.tag in tags]


class Page(HTMLParser):
    """Reads a page; fails on an element that is closed by another's end."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.root = Node("", {})
        self._open = [self.root]
        self.feed(html)
        self.close()
        assert len(self._open) == 1

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node = Node(tag, {name: value or "" for name, value in attrs})
        self._open[-1].inside.append(node)
        if tag not in VOID:
            self._open.append(node)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open[-1].inside.append(Node(tag, dict(attrs)))  # type: ignore[arg-type]

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().tag == tag

    def handle_data(self, data: str) -> None:
        self._open[-1].inside.append(data)


def page(html: str) -> Node:
    """The root of a page."""
    return Page(html).root
