"""The schemas in `docs/` have no keyword that a strict reader would not know."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"
NAMED = {"properties", "$defs", "patternProperties"}
"""Keywords under which names of ours stand."""
KNOWN = {
    "$schema", "$ref", "$id", "title", "description", "type", "anyOf", "enum", "const", "default",
    "required", "items", "prefixItems", "additionalProperties", "pattern", "format", "examples",
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf",
    "minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties",
} | NAMED  # fmt: skip


def keywords(schema: Any) -> Iterator[str]:
    if isinstance(schema, list):
        for one in schema:
            yield from keywords(one)
    if isinstance(schema, dict):
        yield from schema
        for name, value in schema.items():
            if name in NAMED:
                for one in value.values():
                    yield from keywords(one)
            elif name not in {"default", "enum", "const", "examples"}:
                yield from keywords(value)


@pytest.mark.parametrize("name", ["story-pack", "summary"])
def test_a_schema_has_only_keywords_of_its_dialect(name: str) -> None:
    schema = json.loads((DOCS / f"{name}.schema.json").read_text("utf-8"))
    assert {*keywords(schema)} - KNOWN == set()
