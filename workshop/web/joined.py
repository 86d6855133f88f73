"""Joins the modules of a phone's page into two files, at the start: what stands before the first
stage, and the rest.

A phone that fetches eighty modules over a conference hall's Wi-Fi is still fetching when the
greeting is over. The files stay what they are, on the disk and to a debugger; a page names the
joined ones, which are made in memory as their compressed form is. Each module becomes a function
that is called once, in the order of the imports, so that no two names can meet.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from itertools import count

from workshop.web.modules import imports_of

FIRST, REST = "js/participant/main.js", "js/participant/later.js"
IMPORT = re.compile(r"""(?:^|(?<=;))[ \t]*import\s*\{([^}]*)\}\s*from\s*["']([^"']+)["'];?""", re.M)
BARE = re.compile(r"""^[ \t]*import\s*["']([^"']+)["'];?""", re.M)
LIST = re.compile(r"export\s*\{([^}]*)\};?")
NAMED = re.compile(r"^export\s+((?:async\s+)?(?:function|class|const|let)\s+([\w$]+))", re.M)
STAR = re.compile(r"""^export\s*\*\s*from\s*["']([^"']+)["'];?""", re.M)
LEFT = re.compile(r"""^(?:import\b(?!\()|export\b)""", re.M)
COMMENT = re.compile(r"^[ \t]*(?:/\*\*(?:(?!\*/|@license).)*\*/|//[^\n]*)[ \t]*\n", re.M | re.S)
INDENT = re.compile(r"\n[ \t\n]+")
"""Space that no reader of a phone's files needs; in a template it is as good as one line's end."""
MAP = re.compile(r"^//# sourceMappingURL=.*$", re.M)


class Unjoinable(ValueError):
    """A module that says something which is not understood here."""


def join(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Both files by the names of the modules in whose place they stand.

    Raises Unjoinable for imports that go round in a circle, or of another form than the house's.
    """
    if FIRST not in files or REST not in files:
        return {}
    first = in_order(FIRST, files)
    rest = [name for name in in_order(REST, files) if name not in first]
    names = dict(zip([*first, *rest], (f"_{n}" for n in count()), strict=False))
    handed = ",".join(names[one] for one in first)
    link = f'import{{{handed}}}from"./{posixpath.basename(FIRST)}";'
    shown = f"export const{{{','.join(_exports(_text(REST, files)))}}}={names[REST]};"
    return {
        FIRST: "\n".join([*_scopes(first, files, names), f"export{{{handed}}};"]).encode(),
        REST: "\n".join([link, *_scopes(rest, files, names), shown]).encode(),
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
    return INDENT.sub("\n", MAP.sub("", COMMENT.sub("", files[name].decode())))


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

    passed = [f"...{scope(path)}" for path in STAR.findall(text)]
    own = [f"{known}:{inner}" for known, inner in _exports(text).items()]
    given = ",".join([*passed, *own])
    body = STAR.sub("", BARE.sub("", IMPORT.sub(taken, text)))
    body = NAMED.sub(r"\1", LIST.sub("", body))
    if left := LEFT.search(body):
        raise Unjoinable(f"{name}: {body[left.start() :].splitlines()[0]}")
    return f"{body}\nreturn{{{given}}}"


def _exports(text: str) -> dict[str, str]:
    """What a module exports: the name by which it is known -> its name inside."""
    found = {name: name for _, name in NAMED.findall(text)}
    for names in LIST.findall(text):
        for pair in _pairs(names):
            inner, _, known = pair.partition(":")
            found[known or inner] = inner
    return found


def _pairs(names: str) -> list[str]:
    """ "a, b as c" -> ["a", "b:c"]."""
    parts = (one.split(" as ") for one in names.split(",") if one.strip())
    return [":".join(side.strip() for side in part) for part in parts]
