"""Writes what is made from the Summary's type: `python -m tools.generate.summary_schema`."""

from pathlib import Path

import msgspec

from tools.generate.schema_text import schema_text
from workshop.protocol.summary import Summary

ROOT = Path(__file__).resolve().parents[2]


def generated() -> dict[Path, str]:
    """Returns each generated file with the text that it must have."""
    return {ROOT / "docs" / "summary.schema.json": schema_text(msgspec.json.schema(Summary))}


def main() -> None:
    """Write them all."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"Written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
