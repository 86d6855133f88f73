"""Joins the modules, and the style sheets, of a page into one file each, at the start.

A phone that fetches eighty modules over a conference hall's Wi-Fi is still fetching when the
greeting is over, and a desk in front of a distant server has twice as many. The files stay what
they are, on the disk and to a debugger; a page names the joined ones, which are made in memory as
their compressed form is. A phone's modules become two files: what stands before the first stage,
and the rest. Each module becomes a function that is called once, in the order of the imports, so
that no two names can meet.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from itertools import count
from typing import Literal, get_args

from workshop.protocol.messages import ViewName
from workshop.summary.formats.package_folders import style_sheets

FIRST_SCRIPT, LATER_SCRIPT = "js/participant/main.js", "js/participant/later.js"
PAGES = (
    (FIRST_SCRIPT, LATER_SCRIPT),
    ("js/desk/main.js",),
    ("js/projector/main.js",),
    ("js/pages/agenda/main.js",),
    ("js/pages/agenda/preview.js",),
    ("js/pages/join.js",),
    ("js/pages/error.js",),
    ("js/pages/swept.js",),
)
"""The modules that a page begins with; the second of two takes from the first what both need."""
IMPORT = re.compile(r"""(?:^|(?<=;))[ \t]*import\s*\{([^}]*)\}\s*from\s*["']([^"']+)["'];?""", re.M)
WHOLE_IMPORT = re.compile(
    r"""^[ \t]*import\s*\*\s*as\s+([\w$]+)\s*from\s*["']([^"']+)["'];?""", re.M
)
BARE = re.compile(r"""^[ \t]*import\s*["']([^"']+)["'];?""", re.M)
LIST = re.compile(r"export\s*\{([^}]*)\}(?!\s*from\b);?")
RELAYED = re.compile(r"""export\s*\{([^}]*)\}\s*from\s*["']([^"']+)["'];?""")
NAMED_EXPORT = re.compile(r"^export\s+((?:async\s+)?(?:function|class|const|let)\s+([\w$]+))", re.M)
STAR = re.compile(r"""^export\s*\*\s*from\s*["']([^"']+)["'];?""", re.M)
LEFT_LINE = re.compile(r"""^(?:import\b(?!\()|export\b)""", re.M)
COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/|@license).)*\*/|//[^\n]*)[ \t]*\n", re.M | re.S)
TYPED = re.compile(r"/\*\* @(?:type|param|returns)\b[^*]*\*/ ?")
"""The type of something in the middle of a line."""
INDENT = re.compile(r"\n[ \t\n]+")
"""Space that no reader of a joined file needs; in a template it is as good as one line's end."""
ENDABLE_LINE = re.compile(r"^((?!.*//).*[;{(])\n", re.M)
"""A line that can do without its end; not one with a comment, which would go on."""
MAP = re.compile(r"^//# sourceMappingURL=.*$", re.M)


class Unjoinable(ValueError):
    """A module that says something which is not understood here."""


def join_files(files: Mapping[str, bytes], first: str, rest: str = "") -> dict[str, bytes]:
    """The files that stand in the place of one or two modules, by their names.

    Raises Unjoinable for imports that go round in a circle, or of another form than ours.
    """
    order = in_order(first, files)
    more = [name for name in in_order(rest, files) if name not in order] if rest else []
    names = dict(zip([*order, *more], (f"_{n}" for n in count()), strict=False))
    made = {first: [*_scopes(order, files, names)]}
    if rest:
        handed = ",".join(names[one] for one in order)
        made[first].append(f"export{{{handed}}};")
        link = f'import{{{handed}}}from"./{posixpath.basename(first)}";'
        text = _text(rest, files)
        known = [
            *_exports(text),
            *(one for some, _ in RELAYED.findall(text) for one in _known(some)),
        ]
        shown = f"export const{{{','.join(known)}}}={names[rest]};"
        made[rest] = [link, *_scopes(more, files, names), shown]
    return {
        name: ENDABLE_LINE.sub(r"\1", "\n".join(lines)).encode() for name, lines in made.items()
    }


def in_order(entry: str, files: Mapping[str, bytes]) -> list[str]:
    """The entry and everything that it imports, each after what it imports itself."""
    done: list[str] = []
    _visit(entry, files, done, ())
    return done


def _visit(name: str, files: Mapping[str, bytes], done: list[str], way: tuple[str, ...]) -> None:
    if name in way:
        raise Unjoinable(f"These import each other: {', '.join(way[way.index(name) :])}.")
    if name in done:
        return
    for one in imports_of(name, files[name].decode()):
        _visit(one, files, done, (*way, name))
    done.append(name)


def _text(name: str, files: Mapping[str, bytes]) -> str:
    return INDENT.sub("\n", MAP.sub("", _said(files[name].decode())))


def _said(text: str) -> str:
    """A module without its comments, and without the types in the middle of its lines."""
    return TYPED.sub("", COMMENT.sub("", text))


def _scopes(
    order: Iterable[str], files: Mapping[str, bytes], names: Mapping[str, str]
) -> Iterable[str]:
    for name in order:
        yield f"const {names[name]}=(()=>{{{_inside(name, _text(name, files), names)}}})();"


def _inside(name: str, text: str, names: Mapping[str, str]) -> str:
    """The body of a module's function: its imports taken out of other scopes, its exports given."""

    def scope(path: str) -> str:
        return names[posixpath.normpath(posixpath.join(posixpath.dirname(name), path))]

    def taken(found: re.Match[str]) -> str:
        return f"const{{{','.join(_pairs(found[1]))}}}={scope(found[2])};"

    def named(found: re.Match[str]) -> str:
        return f"const {found[1]}={scope(found[2])};"

    passed = [f"...{scope(path)}" for path in STAR.findall(text)]
    own = [
        known if known == inner else f"{known}:{inner}" for known, inner in _exports(text).items()
    ]
    relayed = [
        f"{known}:{scope(path)}.{inner}"
        for list_, path in RELAYED.findall(text)
        for known, inner in _known(list_).items()
    ]
    given = ",".join([*passed, *relayed, *own])
    text = RELAYED.sub("", text)
    body = STAR.sub("", BARE.sub("", WHOLE_IMPORT.sub(named, IMPORT.sub(taken, text))))
    body = NAMED_EXPORT.sub(r"\1", LIST.sub("", body))
    if left := LEFT_LINE.search(body):
        raise Unjoinable(f"{name}: {body[left.start() :].splitlines()[0]}")
    return f"{body}\nreturn{{{given}}}"


def _exports(text: str) -> dict[str, str]:
    """Returns what a module exports: the name by which it is known -> its name inside."""
    found = {name: name for _, name in NAMED_EXPORT.findall(text)}
    for names in LIST.findall(text):
        found |= _known(names)
    return found


def _known(names: str) -> dict[str, str]:
    """ "a, b as c" -> {"a": "a", "c": "b"}."""
    pairs = (pair.partition(":") for pair in _pairs(names))
    return {known or inner: inner for inner, _, known in pairs}


def _pairs(names: str) -> list[str]:
    """ "a, b as c" -> ["a", "b:c"]."""
    parts = (one.split(" as ") for one in names.split(",") if one.strip())
    return [":".join(side.strip() for side in part) for part in parts]


STATEMENT = re.compile(
    r"""(?:^\s*|;)(?:import|export)\b(?:[^;"'()]*?\bfrom)?\s*["']([^"']+)["']""", re.MULTILINE
)
"""Static imports only: what is imported by a call is fetched when it is needed."""


def imports_of(name: str, text: str) -> list[str]:
    """The modules that `name` imports by a relative path, each once, in their order."""
    folder = posixpath.dirname(name)
    paths = [path for path in STATEMENT.findall(text) if path.startswith(".")]
    resolved = [posixpath.normpath(posixpath.join(folder, path)) for path in paths]
    return list(dict.fromkeys(resolved))


PageKind = ViewName | Literal["pages", "agenda", "error"]
"""A view, the ordinary pages, the agenda's editor, which is a page with more to it, or the page of
an error, which has no faces of ours: a phone may meet it on its way in."""
PAGE_KINDS: tuple[PageKind, ...] = (*get_args(ViewName), "pages", "agenda", "error")
SHEET_COMMENT = re.compile(r"\s*/\*.*?\*/", re.DOTALL)
SHEET_INDENT = re.compile(r"\s*\n\s*")
SHEET_ENDS = re.compile(r"\s*([{};])\n?")


def joined(kind: PageKind) -> str:
    """The name of the file that holds all sheets of a kind of page."""
    return f"css/joined-{kind}.css"


def join_sheets(kind: PageKind, files: Mapping[str, bytes]) -> bytes:
    """The file that holds all sheets of a kind of page: one request, without the comments."""
    text = "\n".join(files[name].decode() for name in style_sheets(kind) if name in files)
    return SHEET_ENDS.sub(r"\1", SHEET_INDENT.sub("\n", SHEET_COMMENT.sub("", text))).encode()
