"""The house's plan: who may import whom, and which names say nothing."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from tools.generate.imports import Import, file_imports, import_lines, modules_named_by

# From outside to inside: a module may import what stands further in, and nothing else.
RINGS = (
    {"cli"},
    {"serving", "instance", "operating"},
    {"web"},
    {"live", "pretend"},
    {"ending"},
    {"summary", "stories"},
    {"actions"},
    {"views", "people"},
    {"storage", "cluster", "reserve"},
    {"protocol"},
    {"rules", "languages", "private_process", "file_limit", "freed_memory"},
)
DEPTH = {name: depth for depth, ring in enumerate(RINGS) for name in ring}
INNERMOST = RINGS[-2] | RINGS[-1]
OUTSIDE = {"", "__main__", "assembly"}
# "" is workshop/__init__.py; it has the parts put together by the assembly.
MAY_IMPORT_FLASK = {"", "assembly", "serving", "web", "live", "cli"}
FOR_DEVELOPERS = {"tools", "tests"}
"""The packages beside ours, which do not travel with it."""

BEHIND_PORTS = (
    "workshop.storage.sqlite", "sqlite3", "sqlalchemy.dialects", "tests.support.files",
    "workshop.storage.postgres", "psycopg", "tests.support.postgres",
)  # fmt: skip
"""The modules that know of files and of SQLite, or of PostgreSQL."""
KNOW_FILES = (
    "workshop/storage/sqlite/", "workshop/storage/postgres/",
    "workshop/storage/store.py",  # has the parts of a store put together
    "workshop/storage/troubles.py",
    "workshop/cli/",  # backup and restore copy files
    "workshop/operating/",  # asks engines whether they answer
    "tests/storage/", "tests/anonymity/", "tests/faults/", "tests/support/", "tests/operating/",
    "tests/deploy/",
)  # fmt: skip

NAMELESS = {"utils", "helpers", "common", "misc"}
NOT_OURS = {"vendor", "node_modules", "build", "dist"}


def forbidden_imports(package: Path) -> list[str]:
    """Every arrow in this package that does not point inward, as a sentence."""
    arrows = chain.from_iterable(file_imports(file, package) for file in package.rglob("*.py"))
    return sorted({f"{a.place}: {a.room or package.name} -> {a.target}" for a in arrows if bad(a)})


def bad(arrow: Import) -> bool:
    if arrow.target.startswith("flask"):
        return arrow.room not in MAY_IMPORT_FLASK
    if arrow.target in FOR_DEVELOPERS:
        return True
    if not arrow.target.startswith("."):
        return False
    target = arrow.target[1:]
    if arrow.room == target or arrow.room in OUTSIDE:
        return False
    return not may_import(arrow.room, target)


def may_import(room: str, target: str) -> bool:
    if target == "settings":
        return room in DEPTH and room not in INNERMOST
    if target in OUTSIDE:
        return room == "cli"
    return room in DEPTH and target in DEPTH and DEPTH[room] < DEPTH[target]


def past_the_ports(root: Path) -> list[str]:
    """Every import by which a file speaks past the ports of storage, as a sentence."""
    files = chain.from_iterable((root / top).rglob("*.py") for top in ("workshop", "tests"))
    return sorted(chain.from_iterable(_past_the_ports(file, root) for file in files))


def _past_the_ports(file: Path, root: Path) -> Iterator[str]:
    name = file.relative_to(root).as_posix()
    for node in [] if name.startswith(KNOW_FILES) else import_lines(file):
        for module in modules_named_by(node, tuple(name.split("/")[:-1])):
            if f"{module}.".startswith(tuple(f"{one}." for one in BEHIND_PORTS)):
                yield f"{name} -> {module}"


def nameless(root: Path) -> list[str]:
    """Modules and folders whose name says nothing about what is in them."""
    found = (file.relative_to(root) for file in our_files(root))
    return sorted(str(name) for name in found if NAMELESS & {*name.parts[:-1], name.stem})


def our_files(root: Path) -> Iterator[Path]:
    yield from root.glob("*.py")
    for top in ("workshop", "tools", "tests", "static", "templates"):
        for file in (root / top).rglob("*.*"):
            if file.is_file() and not NOT_OURS & set(file.relative_to(root).parts):
                yield file
