"""Writes what is made from the Summary's type: `python -m tools.generate.summary_schema`."""

from inspect import cleandoc
from pathlib import Path
from typing import Any

import msgspec

from workshop.protocol.summary import Summary

ROOT = Path(__file__).resolve().parents[2]


def generated() -> dict[Path, str]:
    """Returns each generated file with the text that it must have."""
    schema = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    schema |= _laid_out(msgspec.json.schema(Summary))
    text = msgspec.json.format(msgspec.json.encode(schema), indent=2).decode()
    return {ROOT / "docs" / "summary.schema.json": f"{text}\n"}


def _laid_out(value: Any) -> Any:
    """Returns the schema with descriptions as paragraphs: the indent of docstrings differs from
    one Python to the next."""
    if isinstance(value, list):
        return [_laid_out(one) for one in value]
    if not isinstance(value, dict):
        return value
    laid_out = {name: _laid_out(one) for name, one in value.items()}
    if isinstance(laid_out.get("description"), str):
        paragraphs = cleandoc(laid_out["description"]).split("\n\n")
        laid_out["description"] = "\n\n".join(" ".join(one.split()) for one in paragraphs)
    return laid_out


def main() -> None:
    """Write them all."""
    for path, text in generated().items():
        path.write_text(text, encoding="utf-8", newline="\n")
        print(f"Written: {path.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
