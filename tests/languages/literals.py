"""Looks for words that people read and that no catalogue knows of."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

HOLE = "\x00"
READ = "aria-label|aria-description|aria-roledescription|aria-valuetext|title|placeholder|alt"
ATTRIBUTE = re.compile(rf"""[\s.](?:{READ})=("[^"]*"|'[^']*'|[^\s"'>]+)""")
STRAY = re.compile(r'[\w-]+="[^"]*(?:"|$)')
"""An attribute that a macro writes, outside of any tag."""
TAG = re.compile(r"<[^>]*>")
LETTERS = re.compile(r"[^\W\d_]")
KEY = re.compile(r"<kbd[^>]*>[A-Z]</kbd>")
"""The letter on a key of every keyboard."""
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
SAYS = re.compile(r"[A-Z][^<>/]*\s[^<>]*[.?!]$")
COMMENT = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
STRING = re.compile(r"""(["'])((?:\\.|(?!\1)[^\\\n])*)\1""")
MARKUP = re.compile(r"\b(?:html|svg)$")
SPEAKS = re.compile(r"(?<![\w.$])(?:tn?|Error)$")
LONGEST_NAME = 10
"""More characters than any of these names has."""
MARKS = {"_", "translate", "message", "plural", "t", "tn"}


def in_markup(text: str) -> list[str]:
    """The words of a piece of HTML, and of its attributes that are read."""
    text = KEY.sub("", text)
    attributes = [words for words in ATTRIBUTE.findall(text) if LETTERS.search(words)]
    texts = [part.strip() for part in TAG.sub(HOLE, text).split(HOLE)]
    return attributes + [part for part in texts if LETTERS.search(_without_entities(part))]


def _without_entities(text: str) -> str:
    return re.sub(r"&\w+;", "", STRAY.sub("", text))


def in_page(text: str) -> list[str]:
    """The words of a Jinja template that stand outside its expressions."""
    return in_markup(JINJA.sub(HOLE, text))


def in_module(text: str) -> list[str]:
    """The words of a browser module: in its templates, and sentences in its strings."""
    templates, strings = Reader(text).read()
    words = [words for markup in templates for words in in_markup(markup)]
    return words + [string for string in strings if SAYS.match(string)]


class Reader:
    """Parts a module into the markup of its templates and the strings outside `t` and `tn`."""

    def __init__(self, text: str) -> None:
        self.text, self.at = text, 0
        self.templates: list[str] = []
        self.strings: list[str] = []
        self.calls: list[bool] = []

    def read(self) -> tuple[list[str], list[str]]:
        """Reads all of it."""
        while self.at < len(self.text):
            self._code()
        return self.templates, self.strings

    def _code(self) -> None:
        """One token outside of a template."""
        if match := COMMENT.match(self.text, self.at):
            self.at = match.end()
        elif match := STRING.match(self.text, self.at):
            if not any(self.calls):
                self.strings.append(match[2])
            self.at = match.end()
        elif self.text[self.at] == "`":
            self._template(self._stands_before(MARKUP))
        else:
            self._bracket(self.text[self.at])

    def _bracket(self, char: str) -> None:
        if char == "(":
            self.calls.append(self._stands_before(SPEAKS))
        elif char == ")" and self.calls:
            self.calls.pop()
        self.at += 1

    def _stands_before(self, name: re.Pattern[str]) -> bool:
        return bool(name.search(self.text, max(0, self.at - LONGEST_NAME), self.at))

    def _template(self, markup: bool) -> None:
        self.at += 1
        parts: list[str] = []
        while (char := self.text[self.at]) != "`":
            if self.text.startswith("${", self.at):
                self._hole()
                parts.append(HOLE)
            else:
                step = 2 if char == "\\" else 1
                parts.append(self.text[self.at : self.at + step])
                self.at += step
        self.at += 1
        if markup:
            self.templates.append("".join(parts))

    def _hole(self) -> None:
        self.at += 2
        depth = 0
        while depth or self.text[self.at] != "}":
            depth += {"{": 1, "}": -1}.get(self.text[self.at], 0)
            self._code()
        self.at += 1


def in_python(text: str) -> Iterator[str]:
    """The sentences of a module that no marking function takes."""
    tree = ast.parse(text)
    quiet = {id(node) for node in _unread(tree)}
    for node in ast.walk(tree):
        string = node.value if isinstance(node, ast.Constant) else None
        if isinstance(string, str) and id(node) not in quiet and SAYS.match(string):
            yield string


def _unread(tree: ast.AST) -> Iterator[ast.AST]:
    """Docstrings, what is marked, and what only a log or a developer reads."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        elif isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and _marks(node.func)):
            yield from ast.walk(node)


def _marks(called: ast.expr) -> bool:
    name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
    return name in MARKS or ast.unparse(called).startswith("log.")


def files(folder: Path, ending: str) -> list[Path]:
    """All files of a kind below a folder."""
    return sorted(folder.rglob(f"*{ending}"))
