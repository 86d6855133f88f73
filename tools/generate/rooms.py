"""Writes the plan of the rooms in docs/architecture.md: `python -m tools.generate.rooms`.

The picture is read out of the imports, the sentences out of the docstrings.
"""

import ast
from collections.abc import Mapping
from pathlib import Path

from tools.generate.imports import file_imports

ROOT = Path(__file__).resolve().parents[2]
WORKSHOP_FOLDER = ROOT / "workshop"
PAGE = ROOT / "docs" / "architecture.md"
ROOMS_BEGIN = "<!-- Written by `python -m tools.generate.rooms` from the imports; not by hand. -->"
ROOMS_END = "<!-- Here ends what is generated. -->"

Arrows = Mapping[str, set[str]]
"""room -> the rooms that it imports"""


def generated() -> dict[Path, str]:
    """Returns each generated file with the text that it must have."""
    before, _, rest = PAGE.read_text("utf-8").partition(ROOMS_BEGIN)
    return {PAGE: f"{before}{ROOMS_BEGIN}\n{_plan()}{ROOMS_END}{rest.partition(ROOMS_END)[2]}"}


def _plan() -> str:
    arrows = _arrows()
    lines = [f"    {room} --> {to}" for room in arrows for to in sorted(_drawn(arrows, room))]
    rooms = [f"| `workshop/{room}/` | {_about(room)} |" for room in _from_outside(arrows)]
    picture = "\n".join(["```mermaid", "flowchart TD", *lines, "```"])
    return "\n".join([picture, "", "| room | what is in it |", "|---|---|", *rooms, ""])


def _arrows() -> Arrows:
    names = {file.parent.name for file in WORKSHOP_FOLDER.glob("*/__init__.py")}
    found: dict[str, set[str]] = {name: set() for name in sorted(names)}
    for file in sorted(WORKSHOP_FOLDER.rglob("*.py")):
        for each in file_imports(file, WORKSHOP_FOLDER):
            room, target = each.room, each.target.removeprefix(".")
            if room in names and target in names - {room}:
                found[room].add(target)
    return found


def _drawn(arrows: Arrows, room: str) -> set[str]:
    """Returns the arrows of a room without those for which there is a longer way."""
    longer = {far for near in arrows[room] for far in _reached(arrows, near)}
    return arrows[room] - longer


def _reached(arrows: Arrows, room: str) -> set[str]:
    return arrows[room].union(*(_reached(arrows, near) for near in arrows[room]))


def _from_outside(arrows: Arrows) -> list[str]:
    return sorted(arrows, key=lambda room: (-len(_reached(arrows, room)), room))


def _about(room: str) -> str:
    """Returns the first paragraph of a room's docstring, in one line."""
    file = WORKSHOP_FOLDER / room / "__init__.py"
    said = ast.get_docstring(ast.parse(file.read_text("utf-8"))) or ""
    return " ".join(said.split("\n\n")[0].split())


def main() -> None:
    """Write them all."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"Written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
