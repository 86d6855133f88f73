"""The text of a JSON schema in `docs/`."""

from inspect import cleandoc
from typing import Any

import msgspec


def schema_text(schema: dict[str, Any]) -> str:
    """Returns a schema as the text of its file."""
    dialect = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    encoded = msgspec.json.encode(dialect | _laid_out(schema))
    return f"{msgspec.json.format(encoded, indent=2).decode()}\n"


def _laid_out(value: Any) -> Any:
    """Returns the schema with descriptions as paragraphs: the indent of docstrings differs from
    one Python to the next. Without "discriminator", which is OpenAPI's: a strict reader refuses
    it, and the kinds tell their constants themselves."""
    if isinstance(value, list):
        return [_laid_out(one) for one in value]
    if not isinstance(value, dict):
        return value
    laid_out = {name: _laid_out(one) for name, one in value.items() if name != "discriminator"}
    if isinstance(laid_out.get("description"), str):
        paragraphs = cleandoc(laid_out["description"]).split("\n\n")
        laid_out["description"] = "\n\n".join(" ".join(one.split()) for one in paragraphs)
    return laid_out
