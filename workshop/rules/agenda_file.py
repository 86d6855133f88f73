"""An agenda as a file that teams can hand on: JSON, written plainly and read strictly."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeGuard, get_args

import msgspec
from msgspec.structs import replace

from workshop.rules.agenda import Agenda, Stage, StageKind, with_ids
from workshop.rules.agenda_faults import AgendaFaultCode, Fault, order_faults
from workshop.rules.file_shape import MOST_UNKNOWN_NAMED
from workshop.rules.limits import NAME_CHARS, NOTE_CHARS, PROMPT, TITLE_CHARS
from workshop.rules.stage_settings import ALLOWED, StageSettings
from workshop.rules.strict_json import Twice, strict_json
from workshop.rules.text import one_line

AGENDA_FORMAT = "failure-workshop-agenda"
AGENDA_VERSION = 1
LARGEST_AGENDA_BYTES = 64 * 1024
"""Bytes of a file."""
FEWEST_STAGES, MOST_STAGES = 2, 30
"""Stages."""
MOST_MINUTES = 120
TEXTS = {"name": NAME_CHARS, "prompt": PROMPT, "second_prompt": PROMPT, "cue": NOTE_CHARS}
"""The words of a stage, with how many characters each may have."""
STAGE_KINDS: tuple[StageKind, ...] = get_args(StageKind)
AGENDA_FIELDS = ("format", "version", "name", "language", "stages")
OF_STAGE = ("id", "kind", "minutes", *TEXTS, "settings")
_ID = re.compile(r"[a-z][a-z0-9_-]{0,23}", re.ASCII)
_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{1,8}){0,3}", re.ASCII)


class AgendaFile(msgspec.Struct, frozen=True):
    """An agenda with its name, and the language of what somebody wrote in it."""

    name: str
    language: str
    agenda: Agenda


def write_file(file: AgendaFile) -> str:
    """The text of the file. What is empty, or left to the workshop, does not stand in it."""
    stages = [_plain(stage) for stage in with_own_ids(file.agenda.stages)]
    head = {
        "format": AGENDA_FORMAT,
        "version": AGENDA_VERSION,
        "name": file.name,
        "language": file.language,
    }
    return json.dumps({**head, "stages": stages}, ensure_ascii=False, indent=2) + "\n"


def with_own_ids(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """Returns the stages without their ids where reading makes the same ones."""
    bare = tuple(replace(stage, id="") for stage in stages)
    return bare if with_ids(bare) == stages else stages


def _plain(stage: Stage) -> dict[str, Any]:
    return {name: value for name, value in msgspec.to_builtins(stage).items() if value}


def read_agenda_file(text: str) -> AgendaFile | list[Fault]:
    """Reads a file: the agenda, or all that is wrong in it, each with its place."""
    if len(text.encode(errors="replace")) > LARGEST_AGENDA_BYTES:
        return [Fault(0, "", "too_large", {"limit": LARGEST_AGENDA_BYTES // 1024})]
    try:
        given = strict_json(text)
    except Twice as twice:
        return [Fault(0, "", "twice", {"name": one_line(str(twice))[:NAME_CHARS]})]
    except json.JSONDecodeError as error:
        return [Fault(0, "", "no_json", {"line": error.lineno, "column": error.colno})]
    except (RecursionError, ValueError):
        return [Fault(0, "", "no_agenda", {"format": AGENDA_FORMAT})]
    return _versioned(given)


def _versioned(given: Any) -> AgendaFile | list[Fault]:
    if not isinstance(given, dict) or given.get("format") != AGENDA_FORMAT:
        return [Fault(0, "", "no_agenda", {"format": AGENDA_FORMAT})]
    version = given.get("version")
    if not _is_whole(version) or version < 1:
        return [Fault(0, "version", "no_number", {"limit": AGENDA_VERSION})]
    if version > AGENDA_VERSION:
        return [Fault(0, "", "newer", {"version": str(version)[:12], "known": AGENDA_VERSION})]
    return read_parts(given)


def read_parts(given: Mapping[str, Any]) -> AgendaFile | list[Fault]:
    """Like `read_agenda_file`, but of parts that are laid out already, such as those of a form."""
    stages = given.get("stages")
    listed = stages if isinstance(stages, list) else []
    faults = [*_unknown(0, given, AGENDA_FIELDS), *_head(given), *_length(stages)]
    for n, stage in enumerate(listed[:MOST_STAGES], 1):
        faults.extend(_stage_faults(n, stage))
    faults.extend(_same_ids(listed[:MOST_STAGES]))
    known = [_as_far(stage) for stage in listed[:MOST_STAGES]]
    if len(listed) in range(FEWEST_STAGES, MOST_STAGES + 1):
        faults.extend(order_faults(known))
    if faults:
        return sorted(faults, key=lambda fault: fault.stage)
    name, language = one_line(given["name"]), given["language"]
    return AgendaFile(name, language, Agenda(tuple(known)))


def _head(given: Mapping[str, Any]) -> Iterator[Fault]:
    yield from _text(0, "name", given.get("name"), TITLE_CHARS)
    if isinstance(given.get("name"), str) and not one_line(given["name"]):
        yield Fault(0, "name", "empty")
    language = given.get("language")
    if not isinstance(language, str) or not _TAG.fullmatch(language):
        yield Fault(0, "language", "missing" if language is None else "no_language")


def _length(stages: Any) -> Iterator[Fault]:
    if not isinstance(stages, list):
        yield Fault(0, "stages", "missing" if stages is None else "no_list")
    elif len(stages) < FEWEST_STAGES:
        yield Fault(0, "stages", "too_few", {"limit": FEWEST_STAGES, "length": len(stages)})
    elif len(stages) > MOST_STAGES:
        yield Fault(0, "stages", "too_many", {"limit": MOST_STAGES, "length": len(stages)})


def _stage_faults(n: int, stage: Any) -> Iterator[Fault]:
    if not isinstance(stage, dict):
        yield Fault(n, "", "no_object")
        return
    yield from _unknown(n, stage, OF_STAGE)
    kind, minutes = stage.get("kind"), stage.get("minutes")
    if kind not in STAGE_KINDS:
        code: AgendaFaultCode = "missing" if kind is None else "not_one_of"
        yield Fault(n, "kind", code, {"known": ", ".join(STAGE_KINDS)})
    if not _is_whole(minutes) or not 1 <= minutes <= MOST_MINUTES:
        yield Fault(n, "minutes", "no_number", {"limit": MOST_MINUTES})
    if "id" in stage and not (isinstance(stage["id"], str) and _ID.fullmatch(stage["id"])):
        yield Fault(n, "id", "no_id")
    for name, limit in TEXTS.items():
        yield from _text(n, name, stage.get(name, ""), limit)
    yield from _settings(n, str(kind), stage.get("settings", {}))


def _same_ids(stages: Sequence[Any]) -> Iterator[Fault]:
    ids = [stage.get("id") if isinstance(stage, dict) else None for stage in stages]
    for n, id_ in enumerate(ids, 1):
        if id_ is not None and id_ in ids[: n - 1]:
            yield Fault(n, "id", "same_id")


def _settings(n: int, kind: str, settings: Any) -> Iterator[Fault]:
    if not isinstance(settings, dict):
        yield Fault(n, "settings", "no_object")
        return
    allowed = ALLOWED.get(kind, {})
    yield from _unknown(n, settings, allowed)
    for name, values in allowed.items():
        value = settings.get(name)
        if value is not None and not any(_same(value, one) for one in values):
            known = ", ".join(str(one) for one in values)
            yield Fault(n, name, "not_one_of", {"known": known})


def _text(n: int, name: str, text: Any, limit: int) -> Iterator[Fault]:
    if not isinstance(text, str):
        yield Fault(n, name, "no_text" if n or text is not None else "missing")
    elif (length := len(one_line(text))) > limit:
        yield Fault(n, name, "too_long", {"limit": limit, "length": length})


def _unknown(n: int, given: Mapping[str, Any], known: Iterable[str]) -> Iterator[Fault]:
    strange = [name for name in given if name not in set(known)]
    for name in strange[:MOST_UNKNOWN_NAMED]:
        yield Fault(n, one_line(name)[:NAME_CHARS], "unknown")


def _as_far(stage: Any) -> Stage:
    """A stage as far as it can be read, so that the order is judged whatever else is wrong."""
    given = stage if isinstance(stage, dict) else {}
    kind, minutes, settings = given.get("kind"), given.get("minutes"), given.get("settings")
    return Stage(
        kind=kind if kind in STAGE_KINDS else "",  # type: ignore[arg-type]
        minutes=minutes if _is_whole(minutes) else 1,
        **{name: one_line(text) for name in TEXTS if isinstance(text := given.get(name), str)},
        settings=_known_settings(settings if isinstance(settings, dict) else {}),
        id=id_ if isinstance(id_ := given.get("id"), str) else "",
    )


def _known_settings(given: Mapping[str, Any]) -> StageSettings:
    names: Sequence[str] = StageSettings.__struct_fields__
    return StageSettings(**{name: given[name] for name in names if name in given})


def _is_whole(value: Any) -> TypeGuard[int]:
    """In Python True is a number, too."""
    return isinstance(value, int) and not isinstance(value, bool)


def _same(value: Any, one: str | int) -> bool:
    return type(value) is type(one) and value == one
