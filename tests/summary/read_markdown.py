"""Reads a summary's Markdown as a person does, by a parser of CommonMark."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from tests.summary.facts import Facts, flat
from workshop.protocol.summary import Summary
from workshop.rules.words_in_a_row import comma
from workshop.summary.reader import Reader

KNOWN = {"text", "strong_open", "strong_close", "hardbreak", "text_special"}
"""All that may stand in a line: words, and words that stand out."""
BLOCKS = {
    "heading_open", "heading_close", "paragraph_open", "paragraph_close", "inline",
    "bullet_list_open", "bullet_list_close", "list_item_open", "list_item_close",
    "blockquote_open", "blockquote_close",
}  # fmt: skip


@dataclass
class Line:
    """A line, and as much of it as stands out at its beginning."""

    text: str = ""
    bold: str = ""


@dataclass
class Block:
    """A paragraph, an item of a list or a quotation: the lines of each paragraph in it."""

    kind: str
    paragraphs: list[list[Line]] = field(default_factory=list)

    @property
    def lines(self) -> list[Line]:
        """All lines."""
        return [line for paragraph in self.paragraphs for line in paragraph]


def markdown(text: str, _summary: Summary, reader: Reader) -> Facts:
    """By its headings."""
    parts = dict(sections(text))
    t = reader.translate
    lessons = [one for one in parts.get(t("Lessons"), []) if one.kind == "item"]
    promises = [one for one in parts.get(t("What we took on"), []) if one.kind == "item"]
    cards = parts.get(t("Cards their writers chose to share"), [])
    return Facts(
        title=title(text),
        lessons=tuple(_lesson(one.lines, reader) for one in lessons),
        commitments=tuple(_commitment(one.lines, reader) for one in promises),
        cards=tuple(_card(one) for one in cards),
        devices=words(parts[t("What is not included")][-1].lines),
    )


def words(lines: list[Line]) -> str:
    """The lines as one."""
    return flat(" ".join(line.text for line in lines))


def title(text: str) -> str:
    """The first heading."""
    tokens = MarkdownIt("commonmark").parse(text)
    place = next(at for at, one in enumerate(tokens) if one.tag == "h1")
    return words(list(_lines(tokens[place + 1])))


def sections(text: str) -> Iterator[tuple[str, list[Block]]]:
    """The blocks under each heading of the second order; those before it under ""."""
    name, found = "", list[Block]()
    tokens = MarkdownIt("commonmark").parse(text)
    assert {token.type for token in tokens} <= BLOCKS
    inside: list[Block] = []
    for place, token in enumerate(tokens):
        if token.type in {"list_item_open", "blockquote_open"}:
            inside.append(Block("item" if "item" in token.type else "quote"))
            found.append(inside[-1])
            assert len(inside) == 1, "nothing stands within another"
        elif token.type in {"list_item_close", "blockquote_close"}:
            inside.pop()
        elif token.type == "inline":
            above = tokens[place - 1]
            lines = list(_lines(token))
            if above.tag == "h2":
                yield name, found
                name, found = words(lines), []
            elif inside:
                inside[-1].paragraphs.append(lines)
            else:
                found.append(Block("paragraph", [lines]))
    yield name, found


def _lines(token: Token) -> Iterator[Line]:
    line, bold = Line(), False
    for one in token.children or []:
        assert one.type in KNOWN, one.type
        if one.type == "hardbreak":
            yield line
            line = Line()
        elif one.type in {"strong_open", "strong_close"}:
            bold = one.type == "strong_open"
        else:
            line.text += one.content
            line.bold += one.content if bold else ""
    yield line


def _leading(lines: list[Line]) -> int:
    """Counts the first lines that stand out as a whole."""
    return next((at for at, one in enumerate(lines) if one.bold != one.text), len(lines))


def _lesson(lines: list[Line], reader: Reader) -> tuple[str, int | None]:
    before, after = map(re.escape, reader.translate("Votes: {votes}").split("{votes}"))
    end = _leading(lines)
    found = re.match(rf"{before}(\d+){after}", lines[end].text) if end < len(lines) else None
    return words(lines[:end]), int(found[1]) if found else None


def _commitment(lines: list[Line], reader: Reader) -> tuple[str, str, str]:
    start = next(at for at, one in enumerate(lines) if one.bold)
    end = next((at for at, one in enumerate(lines) if at >= start and not one.bold), len(lines))
    owner = lines[start:end]
    by = owner[-1].text[len(owner[-1].bold) :].removeprefix(comma(reader.translate))
    return words(lines[:start]), flat(" ".join(one.bold for one in owner)), by


def _card(block: Block) -> tuple[str, str]:
    happened, *learned = block.paragraphs
    assert all(line.bold == line.text for part in learned for line in part)
    return words(happened), words([line for part in learned for line in part])
