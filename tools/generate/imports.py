"""Reads the imports of a package out of its code."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

HOLD_STATEMENTS = ("body", "handlers", "orelse", "finalbody", "cases")
"""The fields of a node in which statements stand."""


@dataclass(frozen=True)
class Import:
    """`room` (the first part below the package) imports `target`, at `place`."""

    room: str
    target: str
    place: str


def file_imports(file: Path, package: Path) -> Iterator[Import]:
    """The imports of one file; targets inside the package are written with a leading dot."""
    parts = file.relative_to(package).with_suffix("").parts
    room = "" if parts == ("__init__",) else parts[0]
    for node in import_lines(file):
        for module in modules_named_by(node, (package.name, *parts[:-1])):
            for target in targets(module, package):
                yield Import(room, target, f"{file.relative_to(package.parent)}:{node.lineno}")


def import_lines(file: Path) -> Iterator[ast.Import | ast.ImportFrom]:
    """Yields the statements of a file that import something."""
    yield from _importing(file.read_text("utf-8"))


@cache
def _importing(text: str) -> list[ast.Import | ast.ImportFrom]:
    found = statements(ast.parse(text))
    return [one for one in found if isinstance(one, ast.Import | ast.ImportFrom)]


def statements(node: ast.AST) -> Iterator[ast.AST]:
    """Yields every statement below a node, with handlers and cases. No expression holds one."""
    for name in HOLD_STATEMENTS:
        for one in getattr(node, name, ()):
            yield one
            yield from statements(one)


def modules_named_by(node: ast.Import | ast.ImportFrom, here: tuple[str, ...]) -> Iterator[str]:
    """Full names; of `from a import b` both readings' longer one, a.b, for b may be a module."""
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
    else:
        above = here[: len(here) - node.level + 1] if node.level else ()
        start = ".".join([*above, *filter(None, [node.module])])
        yield from (f"{start}.{alias.name}" for alias in node.names)


def targets(module: str, package: Path) -> Iterator[str]:
    top, *rest = module.split(".")
    if top != package.name:
        yield top
        return
    room = rest[0] if rest else ""
    is_room = (package / room).is_dir() or (package / f"{room}.py").exists()
    yield f".{room}" if is_room else "."


def circles(package: Path) -> list[set[str]]:
    """The modules that import each other, by a way of any length, in groups; without the package's
    name. An import that only annotations need counts as well."""
    graph = {_named(file, package): _imported_by(file, package) for file in package.rglob("*.py")}
    groups = {frozenset(_round_trips(name, graph)) for name in graph}
    return sorted(({*group} for group in groups if len(group) > 1), key=sorted)


def _named(file: Path, package: Path) -> str:
    return ".".join(part for part in _parts(file, package) if part != "__init__")


def _parts(file: Path, package: Path) -> tuple[str, ...]:
    return file.relative_to(package).with_suffix("").parts


def _imported_by(file: Path, package: Path) -> set[str]:
    here = (package.name, *_parts(file, package)[:-1])
    named: set[str] = set()
    for node in import_lines(file):
        for module in modules_named_by(node, here):
            top, _, inside = module.partition(".")
            longer, shorter = inside, inside.rpartition(".")[0]
            if top == package.name:
                named.add(longer if _is_module(package, longer) else shorter)
    return named - {_named(file, package)}


def _is_module(package: Path, name: str) -> bool:
    place = package.joinpath(*name.split("."))
    return place.with_suffix(".py").exists() or place.is_dir()


def _reached(name: str, graph: dict[str, set[str]]) -> set[str]:
    found, ahead = set[str](), [name]
    while ahead:
        new = graph.get(ahead.pop(), set()) - found
        found |= new
        ahead += new
    return found


def _round_trips(name: str, graph: dict[str, set[str]]) -> set[str]:
    return {name} | {one for one in _reached(name, graph) if name in _reached(one, graph)}
