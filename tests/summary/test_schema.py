"""The schema of a summary says what is written."""

import json
from pathlib import Path

import pytest

from tests.summary.samples import bare, sample
from tools.generate.summary_schema import generated
from workshop.protocol.summary import written_summary


@pytest.mark.parametrize("path", generated(), ids=lambda path: path.name)
def test_the_schema_is_fresh(path: Path) -> None:
    assert path.read_text("utf-8") == generated()[path], (
        f"{path.name} is stale: run `python -m tools.generate.summary_schema`"
    )


def test_the_schema_knows_every_field_that_is_written() -> None:
    (schema,) = map(json.loads, generated().values())
    for summary in (sample(), bare()):
        assert list(faults(json.loads(written_summary(summary)), schema, schema["$defs"])) == []
    extra = json.loads(written_summary(sample()))
    extra["cards"][0]["author"] = "somebody"
    assert list(faults(extra, schema, schema["$defs"])) == ["author"]


def faults(value: object, schema: dict, known: dict):  # type: ignore[no-untyped-def,type-arg]
    """The names that a schema does not allow, or misses."""
    if "anyOf" in schema:
        schema = next(
            one for one in schema["anyOf"] if (one.get("type") == "null") == (value is None)
        )
    schema = known[schema["$ref"].rsplit("/", 1)[1]] if "$ref" in schema else schema
    if isinstance(value, dict):
        assert schema["additionalProperties"] is False
        yield from value.keys() - schema["properties"].keys()
        yield from set(schema["required"]) - value.keys()
        for name in value.keys() & schema["properties"].keys():
            yield from faults(value[name], schema["properties"][name], known)
    elif isinstance(value, list):
        for one in value:
            yield from faults(one, schema["items"], known)
