"""Writes what browser modules need of the rules, so that nobody types it there again."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from textwrap import fill, indent
from typing import get_args

from msgspec.inspect import IntType, ListType

from tools.generate import outline
from tools.generate.outline import Struct, laid_out
from workshop.actions.beginnings import SECONDS_FOR_ONE
from workshop.protocol import commands, messages, wire
from workshop.rules import (
    agenda_file,
    agenda_words,
    joining,
    limits,
    pretend_people,
    pulse,
    room_size,
    stages,
    text,
    thresholds,
    votes,
)
from workshop.rules.stage_settings import StageSettings
from workshop.rules.stages import KIND_NAMES, KINDS, SENDS_CARDS, WRITING_STAGES, kinds_that

HEAD = """\
// Written by `python -m tools.generate.protocol` from workshop/rules; not by hand.
"""
GENERATED_ORDER: tuple[str, ...] = tuple(KINDS)
SAYS_IMPORT = 'import { t } from "../core/words.js";\n'
RESERVED_WORDS = {"break": "pause"}
"""The names in a module of kinds of stage that are called like a word of the language."""

WIRE = {
    "UP": wire.UP_STEP_BYTES, "RIDE_AT_ONCE": messages.RIDE_AT_ONCE,
    "MINE_ASKED": messages.MINE_ASKED,
    "KEYS_ASKED": messages.KEYS_ASKED, "FIRST_NUMBER": messages.FIRST_NUMBER,
}  # fmt: skip
"""The length of a packet, and the number of keys in a question: needed before anybody joins."""
RIDES = [str(outline.laid_out(one).tag) for one in get_args(commands.TakenAlong)]
"""The commands that wait for a phone's next beat."""
FOR_PHONES: dict[str, int] = {
    "ANSWER": limits.ANSWER_CHARS,
    "HAPPENED": limits.HAPPENED, "LEARNED": limits.LEARNED_CHARS, "LESSON": limits.LESSON_CHARS,
    "NOTE": limits.NOTE_CHARS, "NAME": limits.NAME_CHARS, "WHEN": limits.WHEN, "WILL": limits.WILL,
    "CARDS_EACH": limits.CARDS_EACH, "LESSONS_EACH": limits.LESSONS_EACH,
    "LESSONS_IN_TALK": limits.LESSONS_IN_TALK, "PER_LESSON": limits.PER_LESSON,
    "BALLOT": limits.MOST_VOTED, "LESSONS_DEALT": limits.LESSONS_DEALT,
    "LETTER": limits.LETTER_CHARS, "LETTERS_FOR": limits.LETTERS_FOR,
    "MANY": room_size.MANY_DEVICES, "PAGE_OF_SIX": stages.PAGE_OF_SIX, "PULSE_ITEMS": pulse.ITEMS,
    "VOTES_EACH": votes.BUDGETS[0], "LIFE_HOURS": int(limits.LIFE) // 3600,
}  # fmt: skip


def generated() -> dict[str, str]:
    """Returns each generated module below static/js with the text that it must have."""
    return {
        "core/one-size.js": HEAD + _numbers(WIRE) + _list("RIDES", RIDES),
        "participant/policy-words.js": _policy(),
        "rules/for-phones.js": HEAD + _numbers(FOR_PHONES),
        "rules/characters.js": _characters(),
        "rules/for-desks.js": HEAD + _numbers(_for_desks()),
        "rules/kinds.js": _kinds(),
        "stages/phones.js": _faces("PHONES", "phone", GENERATED_ORDER[1:]),
        "stages/screens.js": _faces("SCREENS", "screen", GENERATED_ORDER),
        "stages/desks.js": _faces("DESKS", "desk", GENERATED_ORDER),
        "words/pulse.js": _pulse(),
        "words/stage-names.js": _stage_names(),
    }


def _kinds() -> str:
    """Returns the facts that the desk and the agenda's editor know of the kinds of stage."""
    lists = {
        "STAGE_SETTINGS": StageSettings.__struct_fields__,
        "WRITES": _in_order(WRITING_STAGES),
        "SENDS_CARDS": _in_order(SENDS_CARDS),
        "LINGERS": _in_order(kinds_that(lambda kind: kind.lingers)),
    }
    least = _filled(f"{kind}: {one.least}" for kind, one in KINDS.items())
    texts = ", ".join(map(_text, agenda_file.TEXTS))
    return (
        HEAD
        + f"export const STAGE_TEXTS = /** @type {{const}} */ ([{texts}]);\n"
        + "".join(_list(name, values) for name, values in lists.items())
        + f"/** @type {{Record<string, number>}} */\nexport const LEAST = {{\n{least}}};\n"
    )


def _for_desks() -> dict[str, int]:
    """The figures that only the desk and the room's screen go by."""
    return {
        "CODE_LENGTH": joining.CODE_CHARS,
        "FEW_DEVICES": votes.FEW_DEVICES,
        "HANDLES_AT_ONCE": _most(commands.LetOn, "unread"),
        "HEADS_SHOWN": thresholds.HEADS_SHOWN,
        "LAST_CALL": int(limits.LAST_CALL_S),
        "MISSING_TOLD": thresholds.MISSING_TOLD,
        "MIDDLE_ROOM": thresholds.MIDDLE_ROOM,
        "MOST_CHOSEN": limits.MOST_CHOSEN,
        "MOST_TAKEN": limits.MOST_TAKEN,
        "OPEN_HOURS": limits.OPEN_HOURS,
        "PAPER_VOTES": _most(commands.PaperVotes, "votes"),
        "PRETEND_FEWEST": pretend_people.FEWEST_PRETEND,
        "PRETEND_MOST": pretend_people.MOST_PRETEND,
        "PRETEND_USUAL": pretend_people.USUAL_PRETEND,
        "RUN_OFF": int(limits.RUN_OFF_S),
        "SECONDS_FOR_ONE": SECONDS_FOR_ONE,
        "TOGETHER": thresholds.WALL_CARDS_AT_ONCE,
        "WIFI_PASSWORD": limits.WIFI_PASSWORD,
    }


def _characters() -> str:
    """Returns the signs that a text is cleaned of, so that a phone counts what the server will."""
    swaps = {"SAME": text.SAME, "ANGLES": text.ANGLES}
    patterns = {"BLANK": text.BLANK, "JOINING": text.JOINING, "DASHES": text.DASH_SIGNS}
    return HEAD + "".join(
        [
            *(_swap(name, table) for name, table in swaps.items()),
            *(_pattern(name, each.pattern) for name, each in patterns.items()),
            f'export const VARIATION = "{_escaped(text.VARIATION)}";\n',
            f'export const JOINERS = "{_escaped("".join(sorted(text.JOINERS)))}";\n',
        ]
    )


def _swap(name: str, table: Mapping[int, str]) -> str:
    """Pairs of characters and of what each of them becomes."""
    becomes: dict[str, str] = {}
    for code, to in table.items():
        becomes[to] = becomes.get(to, "") + chr(code)
    lines = [f'  ["{_escaped(chars)}", {_text(to)}],\n' for to, chars in becomes.items()]
    return f"export const {name} = [\n{''.join(lines)}];\n"


def _pattern(name: str, pattern: str) -> str:
    return f"export const {name} = /{_escaped(pattern)}/u;\n"


def _escaped(chars: str) -> str:
    """Characters in ASCII, as strings and patterns of the browser's language write them."""
    return "".join(map(_escape, chars))


def _escape(char: str) -> str:
    if " " <= char <= "~":
        return char
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\u{{{ord(char):x}}}"


def _most(command: Struct, field: str) -> int:
    """Returns how much a field of a command holds: a number's greatest value, or a list's
    length."""
    (kind,) = (each.type for each in laid_out(command).fields if each.name == field)
    most = kind.max_length if isinstance(kind, ListType) else None
    most = kind.le if isinstance(kind, IntType) else most
    assert most is not None, f"{command.__name__}.{field} has no limit"
    return most


def _numbers(values: Mapping[str, int]) -> str:
    return "".join(f"export const {name} = {value};\n" for name, value in values.items())


def _list(name: str, values: Iterable[str]) -> str:
    return f"export const {name} = [{', '.join(map(_text, values))}];\n"


def _in_order(kinds: Iterable[str]) -> list[str]:
    return sorted(kinds, key=GENERATED_ORDER.index)


def _faces(name: str, face: str, kinds: Iterable[str]) -> str:
    """One face of each kind of stage, by the kind; a phone has that of the first one before."""
    taken = "* as {}" if face == "desk" else "{{ stage as {} }}"
    lines = [
        f"import {taken.format(RESERVED_WORDS.get(kind, kind))} from "
        f'"./{kind.replace("_", "-")}/{face}.js";\n'
        for kind in kinds
    ]
    entries = [
        f"{kind}: {RESERVED_WORDS[kind]}" if kind in RESERVED_WORDS else kind for kind in kinds
    ]
    return f"{HEAD}{''.join(lines)}\nexport const {name} = {{\n{_filled(entries)}}};\n"


def _filled(entries: Iterable[str]) -> str:
    """The entries of an object, as many on a line as fit."""
    return indent(fill(", ".join(entries), 98, break_on_hyphens=False), "  ") + ",\n"


def _stage_names() -> str:
    names = "".join(f"  {kind}: () => {_said(name)},\n" for kind, name in KIND_NAMES.items())
    return f"""{HEAD}{SAYS_IMPORT}
/** @type {{Record<StageKind, () => string>}} */
const NAMES = {{
{names}}};

/** The name of a kind of stage, where a stage has no name of its own. @param {{StageKind}} kind */
export const stageName = (kind) => NAMES[kind]();
"""


def _pulse() -> str:
    return f"""{HEAD}/** The sentences of the pulse and their steps, as every screen says them. */
{SAYS_IMPORT}
export const sentences = () => [
{_said_in_lines(pulse.PULSE_SENTENCES)}];

/** From 1 to {pulse.PULSE_STEPS}. */
export const scale = () => [
{_said_in_lines(pulse.SCALE)}];
"""


def _policy() -> str:
    return f"""{HEAD}/** What the facilitator may do with a card, as the room's screen says it. */
{SAYS_IMPORT}
export const lookedThrough = () =>
  {_said(agenda_words.LOOKED_THROUGH)};

export const shownAtOnce = () =>
  {_said(agenda_words.SHOWN_AT_ONCE)};
"""


def _said_in_lines(sentences: Iterable[str]) -> str:
    return "".join(f"  {_said(sentence)},\n" for sentence in sentences)


def _said(sentence: str) -> str:
    return f"t({_text(sentence)})"


def _text(said: str) -> str:
    return json.dumps(said, ensure_ascii=False)


def below(root: Path) -> dict[Path, str]:
    """The generated modules by their places in a checkout."""
    return {root / "static" / "js" / name: module for name, module in generated().items()}
