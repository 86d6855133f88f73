"""Writes the schema of a story pack's files: `python -m tools.generate.pack_schema`."""

from pathlib import Path

import msgspec

from tools.generate.schema_text import schema_text
from workshop.stories.pack_file.pack_types import PackAbout, StoryFile

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "story-pack.schema.json"


def generated() -> dict[Path, str]:
    """Returns each generated file with the text that it must have."""
    files, parts = msgspec.json.schema_components(
        (PackAbout, StoryFile), ref_template="#/$defs/{name}"
    )
    # Here it is the pack's own, not the one of stories elsewhere.
    del parts["StoryFile"]["properties"]["language"]["default"]
    title = "A file of a story pack: pack.toml, or a story"
    return {PAGE: schema_text({"title": title, "anyOf": list(files), "$defs": parts})}


def main() -> None:
    """Write them all."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"Written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
