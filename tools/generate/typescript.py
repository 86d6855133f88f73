"""Writes the message types as TypeScript, for the JSDoc of the browser modules."""

import json
from collections.abc import Iterable
from typing import get_args

from msgspec import inspect as known

from tools.generate import outline
from tools.generate.outline import Struct, paths

TYPES_HEAD = """\
// Written by `python -m tools.generate.protocol` from workshop/protocol; not by hand.
"""
RAW = {
    ("Snapshot", "entries"): "Record<string, any>",
    ("Change", "set"): "Record<string, any>",
    ("Change", "part"): "Record<string, Record<string, any>>",
    ("HelloAnswer", "snapshot"): "Snapshot | null",
}
"""Fields that the server holds as encoded JSON."""
SIMPLE_TYPES: dict[type[known.Type], str] = {
    known.StrType: "string",
    known.IntType: "number",
    known.FloatType: "number",
    known.BoolType: "boolean",
    known.NoneType: "null",
}
SET_NAMES = {frozenset(get_args(words)): name for name, words in outline.NAMED_SETS.items()}


def typescript() -> str:
    """The text of static/js/protocol.d.ts."""
    structs = outline.UP_TYPES + outline.DOWN_TYPES + outline.ANSWER_TYPES + outline.COMMAND_TYPES
    blocks = [
        TYPES_HEAD,
        *(_words(name) for name in outline.NAMED_SETS),
        *(_interface(each) for each in structs + outline.PART_TYPES + outline.ENTRIES),
        _union("ParticipantCommand", outline.PARTICIPANT_TYPES),
        _union("StageCommand", outline.STAGE_TYPES),
        _union("DeskCommand", outline.STAGE_TYPES + outline.DESK_TYPES),
        "export type Command = ParticipantCommand | DeskCommand;\n",
        _entries("Entries", "What participant and projector see.", "participant", "projector"),
        _entries("DeskEntries", "What the desk sees.", "desk"),
        _lists("Lists", "participant"),
        _lists("DeskLists", "desk"),
    ]
    return "\n".join(blocks)


def _words(name: str) -> str:
    words = "".join(f"\n  | {json.dumps(word)}" for word in get_args(outline.NAMED_SETS[name]))
    return f"export type {name} ={words};\n"


def _union(name: str, structs: Iterable[Struct]) -> str:
    return (
        f"export type {name} =" + "".join(f"\n  | {outline.name(each)}" for each in structs) + ";\n"
    )


def _interface(struct: Struct) -> str:
    info, docs = outline.laid_out(struct), outline.field_docs(struct)
    lines = [_comment(outline.doc(struct)), f"export interface {outline.name(struct)} {{\n"]
    if info.tag is not None:
        lines.append(f"  {info.tag_field}: {json.dumps(info.tag)};\n")
    for field in info.fields:
        lines.append(_comment(docs.get(field.name, ""), "  ") + _field(struct, field))
    return "".join(lines) + "}\n"


def _field(struct: Struct, field: known.Field) -> str:
    mark = "?" if _may_be_missing(struct, field) else ""
    return f"  {field.encode_name}{mark}: {field_type(struct, field)};\n"


def field_type(struct: Struct, field: known.Field) -> str:
    """The type of a field, in the words of TypeScript."""
    return RAW.get((struct.__name__, field.encode_name)) or _type(field.type)


def _may_be_missing(struct: Struct, field: known.Field) -> bool:
    """Whoever sends up may leave a default out; what comes down holds it, unless omitted."""
    goes_up = struct in outline.UP_TYPES + outline.COMMAND_TYPES
    return not field.required and (goes_up or struct.__struct_config__.omit_defaults)


def _type(info: known.Type) -> str:
    match info:
        case known.LiteralType(values=values):
            return SET_NAMES.get(frozenset(values)) or _either(json.dumps(word) for word in values)
        case known.UnionType(types=types):
            return "Command" if _is_command(types) else _either(_type(each) for each in types)
        case known.StructType(cls=cls):
            return outline.name(cls)
        case known.ListType(item_type=item) | known.VarTupleType(item_type=item):
            return f"Array<{_type(item)}>"
        case known.DictType(key_type=key, value_type=value):
            return f"Record<{_type(key)}, {_type(value)}>"
        case known.TupleType(item_types=items):
            return f"[{', '.join(_type(item) for item in items)}]"
        case _:
            return SIMPLE_TYPES[type(info)]


def _is_command(types: Iterable[known.Type]) -> bool:
    return all(isinstance(each, known.StructType) and each.tag for each in types)


def _either(words: Iterable[str]) -> str:
    return " | ".join(words)


def _entries(name: str, about: str, *views: str) -> str:
    kinds = [(each.path, next(filter(None, map(each.type_for, views)), "")) for each in paths()]
    lines = [f"  {_key(path)}: {kind};\n" for path, kind in kinds if kind]
    return f"{_comment(about)}export interface {name} {{\n{''.join(lines)}}}\n"


def _lists(name: str, view: str) -> str:
    """The values below each prefix, for `room.list`."""
    many = [each for each in _seen(view) if "/" in each.path]
    lines = [f"  {each.path.split('/')[0]}: {each.type_for(view)};\n" for each in many]
    return f"export interface {name} {{\n{''.join(lines)}}}\n"


def _seen(view: str) -> list[outline.Path]:
    return [each for each in paths() if each.type_for(view)]


def _key(path: str) -> str:
    prefix, slash, _ = path.partition("/")
    return f"[path: `{prefix}/${{string}}`]" if slash else f"{path}?"


def _comment(text: str, indent: str = "") -> str:
    if not text:
        return ""
    lines = text.splitlines()
    if len(lines) == 1:
        return f"{indent}/** {text} */\n"
    body = "".join(f"{indent} * {line}".rstrip() + "\n" for line in lines)
    return f"{indent}/**\n{body}{indent} */\n"
