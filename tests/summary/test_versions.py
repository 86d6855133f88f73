"""Summaries that older versions wrote are still read, and the schema says what is written today."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.summary.readers import READERS, facts, kept
from tests.summary.samples import bare, sample
from tools.generate.summary_schema import generated
from workshop.protocol.summary import VERSION, read, write
from workshop.summary.formats.all_formats import offered
from workshop.summary.reader import reader

KEPT = sorted(Path(__file__).with_name("samples").glob("version-*.json"))


def test_there_is_one_of_each_older_version() -> None:
    versions = [read(file.read_text("utf-8")).version for file in KEPT]
    assert versions == [*range(1, VERSION)]


@pytest.mark.parametrize("file", KEPT, ids=[file.stem for file in KEPT])
def test_an_older_summary_keeps_all_that_it_says(file: Path) -> None:
    old = json.loads(file.read_text("utf-8"))
    now = json.loads(write(read(json.dumps(old))))
    assert without_news(now, old) == old


def without_news(now: Any, old: Any) -> Any:
    """Returns what is written now, but for empty fields that an older version did not have."""
    if isinstance(old, list):
        return [without_news(one, other) for one, other in zip(now, old, strict=True)]
    if not isinstance(old, dict):
        return now
    return {
        name: without_news(now[name], old.get(name)) for name in now if name in old or now[name]
    }


@pytest.mark.parametrize("ending", READERS)
@pytest.mark.parametrize("file", KEPT, ids=[file.stem for file in KEPT])
def test_an_older_summary_comes_out_in_every_format(file: Path, ending: str) -> None:
    old = read(file.read_text("utf-8"))
    for language in ("en", "ar"):
        assert facts(ending, old, reader(language)) == kept(ending, old, reader(language))


def test_an_older_summary_has_its_dates_for_a_calendar() -> None:
    assert all("ics" in offered(read(file.read_text("utf-8"))) for file in KEPT)


@pytest.mark.parametrize("path", generated(), ids=lambda path: path.name)
def test_the_schema_is_fresh(path: Path) -> None:
    assert path.read_text("utf-8") == generated()[path], (
        f"{path.name} is stale: run `python -m tools.generate.summary_schema`"
    )


def test_the_schema_knows_every_field_that_is_written() -> None:
    (schema,) = map(json.loads, generated().values())
    for summary in (sample(), bare()):
        assert list(faults(json.loads(write(summary)), schema, schema["$defs"])) == []
    extra = json.loads(write(sample()))
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
